// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"

#include <stop_token>

namespace sekimori::audit::files {

struct TarEntry {
    QString name;
    quint64 size = 0;
    qint64 modified = 0; ///< seconds since 1970
    bool isSparse = false; ///< what is stored is not the text: zeros are left out
};

/// The files of a tar (ustar, GNU, pax) in their order, as it comes out of a stream: KTar wants to jump about in it and
/// would need all of it unpacked somewhere.
class TarReading {
public:
    explicit TarReading(std::unique_ptr<ByteStream> stream)
        : m_stream(std::move(stream))
    {
    }

    /// Goes on to the next file, over what was left of the one before; none: that was the last one, or reading it has
    /// failed, which was told then.
    Result<std::optional<TarEntry>> next(const std::stop_token &stop);
    /// Of the file that next() has found.
    Result<size_t> readEntry(std::span<char> room);

    quint64 position() const { return m_position; }
    quint64 consumed() const { return m_stream->consumed(); }

private:
    struct Block;
    /// What entries before that of the file say about it.
    struct Ahead;

    Result<void> readAhead(char type, Ahead &ahead);
    Result<size_t> readSome(std::span<char> room);
    Result<bool> readBlock(Block &block);
    Result<void> skipEntry(const std::stop_token &stop);
    Result<void> skipMapOfPieces(const Block &header);
    Result<std::string> readText();
    Error cut() const;

    std::unique_ptr<ByteStream> m_stream;
    quint64 m_position = 0;
    quint64 m_left = 0; ///< of the entry
    quint64 m_padding = 0; ///< behind it
    bool m_hasFailed = false;
};

/// What readEntry() gives. The reading has to stay, and not to go on meanwhile.
class TarEntryStream final : public ByteStream {
public:
    explicit TarEntryStream(TarReading &reading)
        : m_reading(reading)
    {
    }

    Result<size_t> read(std::span<char> room) override { return m_reading.readEntry(room); }
    quint64 consumed() const override { return m_reading.consumed(); }

private:
    TarReading &m_reading;
};

}
