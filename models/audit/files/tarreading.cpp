// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/tarreading.h"

#include "audit/files/content.h"
#include "audit/files/encoding.h"

#include <algorithm>
#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr size_t blockSize = 512;
constexpr quint64 longestText = 64 << 10; // a path, or pax's list of what did not fit into the header
constexpr quint64 mostBytes = quint64(1) << 62;

constexpr Message tarCut{"files.tarCut",
    QT_TRANSLATE_NOOP("Messages", "The archive ends too early, at byte %1 of it. What follows is missing.")};
constexpr Message tarDamaged{"files.tarDamaged",
    QT_TRANSLATE_NOOP("Messages", "The archive is damaged at byte %1 of it. What follows cannot be read.")};

}

struct TarReading::Block {
    std::array<char, blockSize> bytes{};

    std::string_view text(size_t place, size_t length) const
    {
        const std::string_view field(bytes.data() + place, length);
        return field.substr(0, std::min(field.find('\0'), field.size()));
    }

    /// Octal, or where that is too short, binary behind a mark.
    quint64 number(size_t place, size_t length) const
    {
        quint64 value = 0;
        const bool isBinary = (bytes[place] & 0x80) != 0;
        for (size_t i = place; i < place + length; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            if (isBinary)
                value = value << 8 | (i == place ? byte & 0x7fU : byte);
            else if (byte >= '0' && byte <= '7')
                value = value << 3 | (byte - quint64('0'));
        }
        return std::min(value, mostBytes);
    }

    quint64 size() const { return number(124, 12); }
    qint64 modified() const { return qint64(number(136, 12)); }
    char type() const { return bytes[156]; }
    bool isZero() const
    {
        return std::ranges::all_of(bytes, [](char byte) { return byte == '\0'; });
    }

    std::string path() const
    {
        const std::string_view prefix
            = text(257, 5) == "ustar" && text(263, 2) == "00" ? text(345, 155) : std::string_view();
        return prefix.empty() ? std::string(text(0, 100)) : std::string(prefix) + '/' + std::string(text(0, 100));
    }
};

namespace {

/// `LENGTH KEY=VALUE\n`, again and again.
std::optional<std::string> valueInPax(std::string_view records, std::string_view key)
{
    while (!records.empty()) {
        size_t length = 0;
        const auto [end, error] = std::from_chars(records.data(), records.data() + records.size(), length);
        const auto digits = size_t(end - records.data());
        if (error != std::errc() || length <= digits + 1 || length > records.size())
            return {};
        const std::string_view record = records.substr(digits + 1, length - digits - 2);
        if (record.starts_with(key) && record.substr(key.size()).starts_with('='))
            return std::string(record.substr(key.size() + 1));
        records.remove_prefix(length);
    }
    return {};
}

}

struct TarReading::Ahead {
    std::optional<std::string> name;
    std::optional<quint64> size;
    bool isSparse = false;
};

Result<std::optional<TarEntry>> TarReading::next(const std::stop_token &stop)
{
    Ahead ahead;
    while (!stop.stop_requested() && !m_hasFailed) {
        if (const auto skipped = skipEntry(stop); !skipped)
            return std::unexpected(skipped.error());
        Block block;
        const auto isThere = readBlock(block);
        if (!isThere)
            return std::unexpected(isThere.error());
        if (!*isThere || block.isZero())
            return std::nullopt;
        if (!isTarHeader({block.bytes.data(), blockSize}))
            return std::unexpected(Error{ErrorKind::Malformed, tarDamaged, {QString::number(m_position - blockSize)}});
        m_left = ahead.size.value_or(block.size());
        m_padding = (blockSize - m_left % blockSize) % blockSize;
        const char type = block.type();
        if (type == 'L' || type == 'x') {
            if (const auto read = readAhead(type, ahead); !read)
                return std::unexpected(read.error());
            continue;
        }
        if (type == 'S') {
            ahead.isSparse = true;
            if (const auto skipped = skipMapOfPieces(block); !skipped)
                return std::unexpected(skipped.error());
        }
        if (type == '0' || type == '\0' || type == '7' || type == 'S')
            return TarEntry{
                nameFromArchive(ahead.name.value_or(block.path())), m_left, block.modified(), ahead.isSparse};
        ahead = {};
    }
    return std::nullopt;
}

/// Of a sparse file pax says more, under names of GNU's own.
Result<void> TarReading::readAhead(char type, Ahead &ahead)
{
    const auto text = readText();
    if (!text)
        return std::unexpected(text.error());
    if (type == 'L') {
        ahead.name = text->substr(0, text->find('\0'));
        return {};
    }
    const auto realName = valueInPax(*text, "GNU.sparse.name");
    ahead.name = realName ? realName : valueInPax(*text, "path");
    if (const auto size = valueInPax(*text, "size"))
        ahead.size = std::min<quint64>(std::strtoull(size->c_str(), nullptr, 10), mostBytes);
    for (const std::string_view told : {"GNU.sparse.major", "GNU.sparse.map", "GNU.sparse.numblocks"})
        ahead.isSparse = ahead.isSparse || valueInPax(*text, told);
    return {};
}

/// Of a GNU sparse file: what did not fit into its header stands behind that, and counts apart from its size.
Result<void> TarReading::skipMapOfPieces(const Block &header)
{
    Block more;
    for (bool isMore = header.bytes[482] != '\0'; isMore; isMore = more.bytes[504] != '\0') {
        const auto isThere = readBlock(more);
        if (!isThere)
            return std::unexpected(isThere.error());
        if (!*isThere)
            return std::unexpected(cut());
    }
    return {};
}

Result<size_t> TarReading::readEntry(std::span<char> room)
{
    if (m_left == 0)
        return 0;
    const auto count = readSome(room.first(size_t(std::min<quint64>(room.size(), m_left))));
    m_hasFailed = !count || *count == 0;
    if (count && *count == 0)
        return std::unexpected(cut());
    if (count)
        m_left -= *count;
    return count;
}

Result<size_t> TarReading::readSome(std::span<char> room)
{
    auto count = m_stream->read(room);
    if (count)
        m_position += *count;
    return count;
}

/// False: the stream ends where a file may.
Result<bool> TarReading::readBlock(Block &block)
{
    size_t there = 0;
    while (there < blockSize) {
        const auto count = readSome(std::span(block.bytes).subspan(there));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0 && there == 0)
            return false;
        if (*count == 0)
            return std::unexpected(cut());
        there += *count;
    }
    return true;
}

Result<void> TarReading::skipEntry(const std::stop_token &stop)
{
    std::string skipped(std::min<quint64>(m_left + m_padding, 256 << 10), '\0');
    m_left += std::exchange(m_padding, 0);
    while (m_left > 0 && !stop.stop_requested()) {
        if (const auto count = readEntry(skipped); !count)
            return std::unexpected(count.error());
    }
    return {};
}

Result<std::string> TarReading::readText()
{
    if (m_left > longestText)
        return std::unexpected(Error{ErrorKind::Malformed, tarDamaged, {QString::number(m_position - blockSize)}});
    std::string text(size_t(m_left), '\0');
    size_t there = 0;
    while (there < text.size()) {
        const auto count = readEntry(std::span(text).subspan(there));
        if (!count)
            return std::unexpected(count.error());
        there += *count;
    }
    return text;
}

Error TarReading::cut() const
{
    return Error{ErrorKind::Malformed, tarCut, {QString::number(m_position)}};
}

}
