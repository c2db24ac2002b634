// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/foldedtext.h"

#include <array>
#include <cstddef>
#include <memory_resource>

namespace sekimori::audit::filter {
namespace {

struct Decoded {
    char32_t character = 0;
    size_t length = 0; ///< 0: no character begins here
};

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// The character of two to four bytes that @p text begins with.
Decoded decoded(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const size_t length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length == 0 || lead >= 0xf5 || text.size() < length)
        return {};
    char32_t character = lead & (0xff >> (length + 1));
    for (size_t i = 1; i < length; ++i) {
        if (!isContinuation(text[i]))
            return {};
        character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    }
    return {character, length};
}

void append(auto &text, char32_t character)
{
    if (character < 0x80) {
        text += char(character);
        return;
    }
    if (character < 0x800) {
        text += char(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            text += char(0xe0 | character >> 12);
        } else {
            text += char(0xf0 | character >> 18);
            text += char(0x80 | (character >> 12 & 0x3f));
        }
        text += char(0x80 | (character >> 6 & 0x3f));
    }
    text += char(0x80 | (character & 0x3f));
}

char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? char(byte | 0x20) : byte;
}

void appendFolded(auto &result, std::string_view text)
{
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            result += lower(text.front());
            text.remove_prefix(1);
            continue;
        }
        const auto [character, length] = decoded(text);
        if (length == 0) {
            result += text.front();
            text.remove_prefix(1);
            continue;
        }
        append(result, folded(character));
        text.remove_prefix(length);
    }
}

/// A folded text that lives no longer than one question; a short one does without the heap.
class BriefText {
public:
    explicit BriefText(std::string_view text)
    {
        m_text.reserve(text.size() + text.size() / 2); // no character grows by more: from two bytes to three
        appendFolded(m_text, text);
    }
    BriefText(const BriefText &) = delete;
    BriefText &operator=(const BriefText &) = delete;

    std::string_view view() const { return m_text; }

private:
    std::array<std::byte, 2048> m_stack;
    std::pmr::monotonic_buffer_resource m_memory{m_stack.data(), m_stack.size()};
    std::pmr::string m_text{&m_memory};
};

/// @p text fits @p pattern, both folded. Bytes do for characters: no character of UTF-8 begins inside another.
bool fits(std::string_view text, std::string_view pattern)
{
    const size_t first = pattern.find('*');
    if (first == std::string_view::npos)
        return text == pattern;
    const size_t last = pattern.rfind('*');
    const auto begin = pattern.substr(0, first);
    const auto end = pattern.substr(last + 1);
    if (text.size() < begin.size() + end.size() || !text.starts_with(begin) || !text.ends_with(end))
        return false;
    text = text.substr(begin.size(), text.size() - begin.size() - end.size());
    pattern = pattern.substr(first, last - first);
    while (!pattern.empty()) {
        pattern.remove_prefix(1); // the star before each piece
        const auto piece = pattern.substr(0, pattern.find('*'));
        const size_t place = text.find(piece);
        if (place == std::string_view::npos)
            return false;
        text.remove_prefix(place + piece.size());
        pattern.remove_prefix(piece.size());
    }
    return true;
}

}

char32_t folded(char32_t character)
{
    return QChar::toCaseFolded(character);
}

QString folded(QStringView text)
{
    return text.toString().toCaseFolded();
}

std::string folded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    appendFolded(result, text);
    return result;
}

bool equalsFolded(std::string_view text, std::string_view folded)
{
    return BriefText(text).view() == folded;
}

bool containsFolded(std::string_view text, std::string_view folded)
{
    return BriefText(text).view().contains(folded);
}

bool startsFolded(std::string_view text, std::string_view folded)
{
    return BriefText(text).view().starts_with(folded);
}

bool fitsWildcards(std::string_view text, std::string_view folded)
{
    return fits(BriefText(text).view(), folded);
}

}
