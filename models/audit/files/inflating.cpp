// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/inflating.h"

#include "audit/files/packingmistakes.h"

#include <algorithm>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

namespace sekimori::audit::files {
namespace {

constexpr size_t mostAtOnce = 1 << 30; // ISA-L counts in 32 bits
constexpr char firstOfGzip = '\x1f';

unsigned char *bytesOf(std::string_view text)
{
    // ISA-L does not write to what it reads, it only does not say so.
    return reinterpret_cast<unsigned char *>(const_cast<char *>(text.data()));
}

quint32 checksumOn(quint32 checksum, std::string_view text)
{
    return crc32_gzip_refl(checksum, bytesOf(text), text.size());
}

std::optional<Error> mistakeIn(const Expected &expected, quint64 size, quint32 checksum)
{
    const QStringList place{QString::number(size)};
    if (size < expected.size)
        return Error{ErrorKind::Malformed, isCut, place};
    if (size != expected.size || checksum != expected.checksum)
        return Error{ErrorKind::Malformed, checksumWrong, place};
    return {};
}

}

InflatingStream::InflatingStream(PackedInput input, bool isGzip, std::optional<Expected> expected)
    : m_input(std::move(input))
    , m_state(std::make_unique_for_overwrite<inflate_state>())
    , m_expected(expected)
    , m_isGzip(isGzip)
{
    isal_inflate_init(m_state.get());
    m_state->crc_flag = isGzip ? ISAL_GZIP : ISAL_DEFLATE;
}

InflatingStream::~InflatingStream() = default;

std::unique_ptr<InflatingStream> InflatingStream::ofGzip(PackedInput input)
{
    return std::unique_ptr<InflatingStream>(new InflatingStream(std::move(input), true, {}));
}

std::unique_ptr<InflatingStream> InflatingStream::ofEntry(PackedInput input, std::optional<Expected> expected)
{
    return std::unique_ptr<InflatingStream>(new InflatingStream(std::move(input), false, expected));
}

Result<size_t> InflatingStream::read(std::span<char> room)
{
    const size_t wanted = std::min(room.size(), mostAtOnce);
    m_state->next_out = bytesOf({room.data(), wanted});
    m_state->avail_out = uint32_t(wanted);
    while (m_state->avail_out > 0 && !m_isFinished && !m_failure)
        inflatePiece();
    const size_t made = wanted - m_state->avail_out;
    if (!m_isGzip)
        m_checksum = checksumOn(m_checksum, {room.data(), made});
    if (made > 0)
        return made;
    if (m_isFinished && !m_failure)
        checkEntry();
    if (m_failure)
        return std::unexpected(*m_failure);
    return 0;
}

quint64 InflatingStream::consumed() const
{
    return m_input.consumed() - m_state->avail_in;
}

/// False: there is no more.
bool InflatingStream::takeInput()
{
    if (m_state->avail_in > 0)
        return true;
    const auto piece = m_input.next();
    if (!piece) {
        m_failure = piece.error();
        return false;
    }
    m_state->next_in = bytesOf(*piece);
    m_state->avail_in = uint32_t(piece->size());
    return !piece->empty();
}

void InflatingStream::inflatePiece()
{
    const bool hasInput = takeInput();
    const uint32_t roomBefore = m_state->avail_out;
    const int status = isal_inflate(m_state.get());
    m_made += roomBefore - m_state->avail_out;
    if (status == ISAL_INCORRECT_CHECKSUM)
        return fail(checksumWrong, {QString::number(m_made)});
    if (status < 0)
        return fail(isDamaged, {QString::number(m_made)});
    if (m_state->block_state == ISAL_BLOCK_FINISH)
        return endMember();
    if (!hasInput && m_state->avail_out == roomBefore)
        fail(isCut, {QString::number(m_made)});
}

/// Another member may follow; tape drives and some tools fill up with zeros.
void InflatingStream::endMember()
{
    if (!m_isGzip) {
        m_isFinished = true;
        return;
    }
    while (takeInput()) {
        const auto *zerosEnd = std::find_if(
            m_state->next_in, m_state->next_in + m_state->avail_in, [](unsigned char byte) { return byte != 0; });
        m_state->avail_in -= uint32_t(zerosEnd - m_state->next_in);
        m_state->next_in += zerosEnd - m_state->next_in;
        if (m_state->avail_in == 0)
            continue;
        if (char(*m_state->next_in) != firstOfGzip)
            return fail(somethingFollows);
        auto *next = m_state->next_in;
        const uint32_t count = m_state->avail_in;
        isal_inflate_reset(m_state.get());
        m_state->crc_flag = ISAL_GZIP;
        m_state->next_in = next;
        m_state->avail_in = count;
        return;
    }
    m_isFinished = true;
}

void InflatingStream::checkEntry()
{
    if (m_expected)
        m_failure = mistakeIn(*std::exchange(m_expected, {}), m_made, m_checksum);
}

void InflatingStream::fail(const Message &message, const QStringList &arguments)
{
    m_failure.emplace(ErrorKind::Malformed, message, arguments);
}

Result<size_t> StoredStream::read(std::span<char> room)
{
    const auto count = m_bytes.read(room);
    m_made += *count;
    m_checksum = checksumOn(m_checksum, {room.data(), *count});
    if (*count == 0 && m_expected) {
        if (const auto mistake = mistakeIn(*m_expected, m_made, m_checksum))
            return std::unexpected(*mistake);
    }
    return count;
}

}
