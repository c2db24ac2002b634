// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/bytestream.h"

#include <algorithm>

namespace sekimori::audit::files {
namespace {

constexpr size_t pieceOfMemory = 4 << 20; // small enough for progress to move
constexpr size_t pieceOfStream = 256 << 10;

constexpr Message deviceFailed{"files.deviceFailed", QT_TRANSLATE_NOOP("Messages", "It cannot be read on: %1")};

}

Result<size_t> MemoryStream::read(std::span<char> room)
{
    const size_t copied = m_bytes.copy(room.data(), room.size(), m_position);
    m_position += copied;
    return copied;
}

Result<size_t> DeviceStream::read(std::span<char> room)
{
    const qint64 count = m_device->read(room.data(), qint64(room.size()));
    // A sequential device says -1 at its end too, and has nothing to complain of then.
    if (count < 0 && !m_device->errorString().isEmpty() && !m_device->atEnd())
        return std::unexpected(Error{ErrorKind::Malformed, deviceFailed, {m_device->errorString()}});
    m_consumed += quint64(std::max<qint64>(count, 0));
    return size_t(std::max<qint64>(count, 0));
}

Result<size_t> HeadedStream::read(std::span<char> room)
{
    const size_t copied = m_head.copy(room.data(), room.size(), m_place);
    m_place += copied;
    return copied > 0 ? copied : m_rest->read(room);
}

Result<std::string_view> PackedInput::next()
{
    if (m_stream) {
        m_buffer.resize(pieceOfStream);
        return m_stream->read(m_buffer).transform(
            [this](size_t count) { return std::string_view(m_buffer.data(), count); });
    }
    const std::string_view piece = m_rest.substr(0, pieceOfMemory);
    m_rest.remove_prefix(piece.size());
    m_given += piece.size();
    return piece;
}

Result<std::string> readHead(ByteStream &stream, size_t size)
{
    std::string head;
    size_t there = 0;
    while (there < size) {
        if (there == head.size())
            head.resize(std::min(size, std::max(there * 2, pieceOfStream)));
        const auto count = stream.read(std::span(head).subspan(there));
        if (!count && there == 0)
            return std::unexpected(count.error());
        if (!count || *count == 0)
            break;
        there += *count;
    }
    head.resize(there);
    return head;
}

}
