// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/textfilling.h"

#include "audit/files/content.h"
#include "audit/files/partdraft.h"

#include <QScopeGuard>

#include <algorithm>
#include <cstring>

namespace sekimori::audit::files {
namespace {

constexpr size_t piece = 1 << 20;
constexpr quint64 spareAddresses = 4 * piece; // room is asked for before it is known how much of it will be filled
constexpr quint64 widestInUtf8 = 3; // for a byte of Shift-JIS

constexpr Message noText{
    "files.noText", QT_TRANSLATE_NOOP("Messages", "This is no text: it holds bytes that do not occur in a log.")};

/// Where the first letter beyond ASCII stands, by eight bytes at a time.
size_t placeBeyondAscii(std::string_view text)
{
    size_t place = 0;
    for (; place + sizeof(quint64) <= text.size(); place += sizeof(quint64)) {
        quint64 word = 0;
        std::memcpy(&word, text.data() + place, sizeof word);
        if ((word & 0x8080808080808080) != 0)
            break;
    }
    while (place < text.size() && (text[place] & 0x80) == 0)
        ++place;
    return place;
}

}

Result<std::unique_ptr<TextFilling>> TextFilling::start(
    std::unique_ptr<ByteStream> stream, std::optional<quint64> size, const Limits &limits)
{
    auto raw = readHead(*stream, headSize);
    if (!raw)
        return std::unexpected(raw.error());
    const auto encoding = encodingOf(*raw, raw->size() < headSize);
    if (!encoding)
        return std::unexpected(Error{ErrorKind::Invalid, noText});
    const quint64 told = std::min(size.value_or(limits.unpacked), limits.unpacked);
    const quint64 most = std::min(limits.unpacked, told * widestInUtf8);
    auto bytes
        = engine::GrowingBytes::create(size_t(std::max<quint64>(most, raw->size() * widestInUtf8) + spareAddresses));
    if (!bytes)
        return std::unexpected(bytes.error());
    std::unique_ptr<TextFilling> filling(
        new TextFilling(std::move(stream), std::move(*raw), *encoding, std::move(*bytes)));
    filling->lengthenHead();
    return filling;
}

TextFilling::TextFilling(std::unique_ptr<ByteStream> stream, std::string raw, EncodingFound encoding,
    std::shared_ptr<engine::GrowingBytes> bytes)
    : m_stream(std::move(stream))
    , m_isDecided(encoding.isCertain)
    , m_head(std::move(raw))
    , m_isHeadWhole(m_head.size() < headSize)
    , m_bytes(std::move(bytes))
{
    m_head.erase(0, encoding.mark);
    if (encoding.encoding == Encoding::Utf8)
        return;
    m_decoding.emplace(encoding.encoding);
    std::string decoded(Decoding::roomFor(m_head.size()), '\0');
    decoded.resize(m_decoding->decode(m_head, decoded));
    m_head = std::move(decoded);
}

/// To the end of a first record that is longer. What keeps it from being read is told by run().
void TextFilling::lengthenHead()
{
    if (m_isHeadWhole || !isCutInFirstRecord(m_head))
        return;
    auto added = m_bytes->append(m_head).transform([this] { return m_head.size(); });
    m_head.clear();
    while (added && *added > 0 && isCutInFirstRecord(head()))
        added = m_decoding ? readDecoded() : readPlain();
    if (!added)
        m_failure = added.error();
}

void TextFilling::skip(size_t bytes)
{
    m_skipped = bytes;
    m_skippedLines = std::ranges::count(head().substr(0, bytes), '\n');
}

const std::vector<Decoding::Fault> &TextFilling::faults() const
{
    static const std::vector<Decoding::Fault> none;
    return m_decoding ? m_decoding->faults() : none;
}

Result<void> TextFilling::run(const std::stop_token &stop, const Advance &advance)
{
    const auto finish = qScopeGuard([this] { m_bytes->finish(); });
    auto filled = fill(stop, advance);
    if (m_decoding && filled) {
        std::string end(Decoding::roomFor(0), '\0');
        end.resize(m_decoding->finish(end));
        filled = m_bytes->append(end);
    }
    m_stream.reset();
    return filled;
}

Result<void> TextFilling::fill(const std::stop_token &stop, const Advance &advance)
{
    if (m_failure)
        return std::unexpected(*m_failure);
    if (const auto added = m_bytes->append(std::string_view(m_head).substr(m_skipped)); !added)
        return added;
    quint64 consumed = 0;
    quint64 made = m_bytes->available().size();
    while (!stop.stop_requested()) {
        const quint64 now = m_stream->consumed();
        if (const auto advanced = advance(now - consumed, made); !advanced)
            return advanced;
        consumed = now;
        const auto count = m_decoding ? readDecoded() : readPlain();
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            return advance(m_stream->consumed() - consumed, 0);
        made = *count;
    }
    return {};
}

/// Straight to where it stays.
Result<size_t> TextFilling::readPlain()
{
    const auto room = m_bytes->room(piece);
    if (!room)
        return std::unexpected(room.error());
    const auto count = m_stream->read(*room);
    if (!count)
        return count;
    if (!m_isDecided)
        return decideAt(room->first(*count));
    m_bytes->committed(*count);
    return count;
}

/// So far there were only letters that all encodings have in common.
Result<size_t> TextFilling::decideAt(std::span<const char> read)
{
    const std::string_view text(read.data(), read.size());
    const size_t common = placeBeyondAscii(text);
    const std::string rest(text.substr(common));
    m_bytes->committed(common);
    if (rest.empty())
        return text.size();
    m_isDecided = true;
    const auto encoding = encodingOf(rest, false);
    if (!encoding || encoding->encoding != Encoding::ShiftJis)
        return m_bytes->append(rest).transform([&] { return text.size(); });
    const std::string_view before = m_bytes->available();
    const qint64 line = 1 + m_skippedLines + std::ranges::count(before, '\n');
    m_decoding.emplace(Encoding::ShiftJis, line, qint64(before.size() - (before.rfind('\n') + 1)) + 1);
    return put(rest).transform([&](size_t) { return text.size(); });
}

Result<size_t> TextFilling::readDecoded()
{
    m_buffer.resize(piece / widestInUtf8);
    while (true) {
        const auto count = m_stream->read(m_buffer);
        if (!count || *count == 0)
            return count;
        const auto made = put(std::string_view(m_buffer).substr(0, *count));
        if (!made || *made > 0)
            return made;
    }
}

Result<size_t> TextFilling::put(std::string_view raw)
{
    const auto room = m_bytes->room(Decoding::roomFor(raw.size()));
    if (!room)
        return std::unexpected(room.error());
    const size_t made = m_decoding->decode(raw, *room);
    m_bytes->committed(made);
    return made;
}

}
