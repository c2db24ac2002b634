// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/encoding.h"

#include "audit/files/content.h"
#include "audit/files/cp932.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace sekimori::audit::files {
namespace {

constexpr auto markOfUtf8 = "\xef\xbb\xbf"sv;
constexpr auto markOfLittle = "\xff\xfe"sv;
constexpr auto markOfBig = "\xfe\xff"sv;

bool isAscii(std::string_view text)
{
    return std::ranges::none_of(text, [](char byte) { return (byte & 0x80) != 0; });
}

bool isFirstOfTwo(unsigned char byte)
{
    return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

bool isHalfWidth(unsigned char byte)
{
    return byte >= 0xa1 && byte <= 0xdf;
}

/// How well what is beyond ASCII fits an encoding, and how many bytes do not. A character that is cut at the end is
/// neither, unless the text is whole.
struct Fit {
    size_t good = 0;
    size_t bad = 0;
};

/// Half-width katakana of Shift-JIS often look like a character of two bytes, but hardly anything looks like one of
/// three.
constexpr size_t weightOfTwo = 1;
constexpr size_t weightOfMore = 8;

Fit fitOfUtf8(std::string_view text, bool isWhole)
{
    Fit fit;
    for (size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const size_t length = byte < 0x80 ? 1 : byte < 0xc2 || byte > 0xf4 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        const std::string_view character = text.substr(i, length);
        const auto isFollowing = [](char each) { return (each & 0xc0) == 0x80; };
        const bool isBegun = length > 0 && std::ranges::all_of(character.substr(1), isFollowing);
        if (isBegun && character.size() < length && !isWhole)
            return fit;
        const bool isGood = isBegun && character.size() == length;
        if (!isGood)
            ++fit.bad;
        else if (length > 1)
            fit.good += length == 2 ? weightOfTwo : weightOfMore;
        i += isGood ? length : 1;
    }
    return fit;
}

Fit fitOfShiftJis(std::string_view text, bool isWhole)
{
    Fit fit;
    for (size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80)
            continue;
        const bool isPair = isFirstOfTwo(byte) && i + 1 < text.size();
        if (isFirstOfTwo(byte) && !isPair && !isWhole)
            return fit;
        const bool isGood = isPair
            ? characterOfCp932(byte, static_cast<unsigned char>(text[i + 1])) != QChar::ReplacementCharacter
            : isHalfWidth(byte);
        ++(isGood ? fit.good : fit.bad);
        i += isPair && isGood ? 1 : 0;
    }
    return fit;
}

/// A damaged place does not make it another encoding: hardly anything of Shift-JIS is UTF-8, while most of UTF-8, read
/// as Shift-JIS, is some character.
bool isShiftJis(std::string_view text)
{
    const Fit utf8 = fitOfUtf8(text, false);
    return utf8.bad * 4 > utf8.good && fitOfShiftJis(text, false).bad * 4 <= utf8.bad;
}

/// Of what holds a NUL: some places may be damaged, and zeros stand where the disk was not written any more. What is no
/// text has them, and bytes that no text has, everywhere.
bool isTextBesideNuls(std::string_view head)
{
    constexpr size_t rarest = 20; // one in so many bytes of text
    size_t strange = 0;
    size_t text = 0;
    for (size_t i = 0; i < head.size(); ++i) {
        const auto byte = static_cast<unsigned char>(head[i]);
        const bool isControl = (byte < ' ' && (byte < '\t' || byte > '\r') && byte != 0x1b) || byte == 0x7f;
        if (byte == 0)
            strange += i == 0 || head[i - 1] != '\0' ? 1 : 0;
        else
            ++(isControl ? strange : text);
    }
    return text > 0 && strange * rarest <= text;
}

/// Line ends, commas and digits have a zero in one of their two bytes, and always in the same one.
std::optional<Encoding> utf16Without(std::string_view head)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < head.size(); ++i)
        zeros[i % 2] += head[i] == '\0';
    const size_t pairs = head.size() / 2;
    if (zeros[1] > pairs / 8 && zeros[0] <= zeros[1] / 32)
        return Encoding::Utf16Little;
    if (zeros[0] > pairs / 8 && zeros[1] <= zeros[0] / 32)
        return Encoding::Utf16Big;
    return {};
}

}

std::optional<EncodingFound> encodingOf(std::string_view head, bool isWhole)
{
    if (head.starts_with(markOfUtf8))
        return EncodingFound{Encoding::Utf8, markOfUtf8.size()};
    if (head.starts_with(markOfLittle))
        return EncodingFound{Encoding::Utf16Little, markOfLittle.size()};
    if (head.starts_with(markOfBig))
        return EncodingFound{Encoding::Utf16Big, markOfBig.size()};
    if (head.contains('\0')) {
        if (const auto encoding = utf16Without(head))
            return EncodingFound{*encoding};
        if (!isTextBesideNuls(head))
            return {};
    }
    if (isAscii(head))
        return EncodingFound{.isCertain = isWhole};
    return EncodingFound{isShiftJis(head) ? Encoding::ShiftJis : Encoding::Utf8};
}

std::optional<EncodingFound> encodingOfFile(std::string_view text)
{
    constexpr size_t searchedForLetters = 64 << 20;
    const std::string_view head = text.substr(0, headSize);
    const auto encoding = encodingOf(head, head.size() == text.size());
    if (!encoding || encoding->isCertain)
        return encoding;
    const std::string_view searched = text.substr(0, searchedForLetters);
    const auto letter = std::ranges::find_if(searched, [](char each) { return (each & 0x80) != 0; });
    const auto place = size_t(letter - searched.begin());
    return place == searched.size() ? encoding
                                    : encodingOf(text.substr(place, headSize), place + headSize >= text.size());
}

QString nameFromArchive(std::string_view name)
{
    if (fitOfUtf8(name, true).bad == 0 || fitOfShiftJis(name, true).bad > 0)
        return QString::fromUtf8(name.data(), qsizetype(name.size()));
    std::string text(Decoding::roomFor(name.size()), '\0');
    Decoding decoding(Encoding::ShiftJis);
    return QString::fromUtf8(text.data(), qsizetype(decoding.decode(name, text)));
}

size_t Decoding::decode(std::string_view raw, std::span<char> room)
{
    Q_ASSERT(room.size() >= roomFor(raw.size()));
    return m_encoding == Encoding::ShiftJis ? decodeShiftJis(raw, room.data()) : decodeUtf16(raw, room.data());
}

size_t Decoding::finish(std::span<char> room)
{
    char *end = room.data();
    if (m_high != 0)
        end = putFault(end, std::exchange(m_high, 0), 4);
    if (!m_waiting.empty())
        end = putFault(end, static_cast<unsigned char>(m_waiting.front()), 2);
    m_waiting.clear();
    return size_t(end - room.data());
}

size_t Decoding::decodeShiftJis(std::string_view raw, char *end)
{
    const char *const start = end;
    for (const char each : raw) {
        const auto byte = static_cast<unsigned char>(each);
        if (!m_waiting.empty()) {
            const auto first = static_cast<unsigned char>(m_waiting.front());
            m_waiting.clear();
            const char16_t character = characterOfCp932(first, byte);
            if (character != QChar::ReplacementCharacter) {
                end = put(end, character);
                continue;
            }
            // A quote or a line end after half a character is one, and belongs to the next.
            if (byte >= 0x80) {
                end = putFault(end, quint32(first) << 8 | byte, 4);
                continue;
            }
            end = putFault(end, first, 2);
        }
        if (byte < 0x80)
            end = put(end, byte);
        else if (isHalfWidth(byte))
            end = put(end, char32_t(0xff61 + (byte - 0xa1)));
        else if (isFirstOfTwo(byte))
            m_waiting.assign(1, each);
        else
            end = putFault(end, byte, 2);
    }
    return size_t(end - start);
}

size_t Decoding::decodeUtf16(std::string_view raw, char *end)
{
    const char *const start = end;
    for (const char each : raw) {
        m_waiting.push_back(each);
        if (m_waiting.size() < 2)
            continue;
        const auto first = static_cast<unsigned char>(m_waiting[0]);
        const auto second = static_cast<unsigned char>(m_waiting[1]);
        m_waiting.clear();
        const auto unit = char16_t(m_encoding == Encoding::Utf16Big ? first << 8 | second : second << 8 | first);
        const char16_t high = std::exchange(m_high, u'\0');
        if (high != 0 && QChar::isLowSurrogate(unit)) {
            end = put(end, QChar::surrogateToUcs4(high, unit));
            continue;
        }
        if (high != 0)
            end = putFault(end, high, 4);
        if (QChar::isHighSurrogate(unit))
            m_high = unit;
        else
            end = QChar::isLowSurrogate(unit) ? putFault(end, unit, 4) : put(end, unit);
    }
    return size_t(end - start);
}

char *Decoding::put(char *end, char32_t character)
{
    if (character == U'\n') {
        ++m_line;
        m_column = 0;
    }
    ++m_column;
    if (character < 0x80) {
        *end++ = char(character);
    } else if (character < 0x800) {
        *end++ = char(0xc0 | character >> 6);
        *end++ = char(0x80 | (character & 0x3f));
    } else {
        if (character < 0x10000) {
            *end++ = char(0xe0 | character >> 12);
        } else {
            *end++ = char(0xf0 | character >> 18);
            *end++ = char(0x80 | (character >> 12 & 0x3f));
        }
        *end++ = char(0x80 | (character >> 6 & 0x3f));
        *end++ = char(0x80 | (character & 0x3f));
    }
    return end;
}

char *Decoding::putFault(char *end, quint32 raw, int digits)
{
    if (++m_faultCount <= mostFaults)
        m_faults.push_back({m_line, m_column, u"%1"_s.arg(raw, digits, 16, QChar(u'0')).toUpper()});
    return put(end, QChar::ReplacementCharacter);
}

}
