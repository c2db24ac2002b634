// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QIODevice>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sekimori::audit::files {

/// Bytes that come one after the other: of a file, or as they are unpacked. What could not be read ends it with an
/// error; what came before stays good.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Fills @p room from its start, not always wholly; 0: the end.
    virtual Result<size_t> read(std::span<char> room) = 0;
    /// So many bytes of the file that it all comes from have been taken, for progress and for the ratio of packing.
    virtual quint64 consumed() const = 0;

protected:
    ByteStream() = default;
    ByteStream(const ByteStream &) = default;
    ByteStream &operator=(const ByteStream &) = default;
};

/// Text in memory or in a mapped file, which has to stay as long as the stream.
class MemoryStream final : public ByteStream {
public:
    explicit MemoryStream(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override { return m_position; }

private:
    std::string_view m_bytes;
    size_t m_position = 0;
};

/// What a device has: standard input, an entry that KArchive unpacks.
class DeviceStream final : public ByteStream {
public:
    explicit DeviceStream(std::unique_ptr<QIODevice> device)
        : m_device(std::move(device))
    {
    }

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override { return m_consumed; }

private:
    std::unique_ptr<QIODevice> m_device;
    quint64 m_consumed = 0;
};

/// The first bytes, which somebody has looked at, and the rest.
class HeadedStream final : public ByteStream {
public:
    HeadedStream(std::string head, std::unique_ptr<ByteStream> rest)
        : m_head(std::move(head))
        , m_rest(std::move(rest))
    {
    }

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override { return m_rest->consumed(); }

private:
    std::string m_head;
    size_t m_place = 0;
    std::unique_ptr<ByteStream> m_rest;
};

/// Packed bytes as a decoder takes them in, a piece at a time: from memory without a copy, otherwise over a buffer.
class PackedInput {
public:
    explicit PackedInput(std::string_view bytes)
        : m_rest(bytes)
    {
    }
    explicit PackedInput(std::unique_ptr<ByteStream> stream)
        : m_stream(std::move(stream))
    {
    }

    /// The next piece, which stays until the next call; empty: the end.
    Result<std::string_view> next();
    quint64 consumed() const { return m_stream ? m_stream->consumed() : m_given; }

private:
    std::unique_ptr<ByteStream> m_stream;
    std::string m_buffer;
    std::string_view m_rest;
    quint64 m_given = 0;
};

/// Reads until @p size bytes or the end are there. An error is told only where nothing came before it.
Result<std::string> readHead(ByteStream &stream, size_t size);

}
