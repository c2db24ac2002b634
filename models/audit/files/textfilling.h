// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/growingbytes.h"
#include "audit/files/bytestream.h"
#include "audit/files/encoding.h"
#include "audit/files/limits.h"

#include <stop_token>

namespace sekimori::audit::files {

/// Reads a stream to its end and puts it, as UTF-8, where the engine reads it.
class TextFilling {
public:
    /// Called as it goes on, on the filling thread: bytes of the file that were taken, bytes of text that came of them.
    /// An error stops it: too much.
    using Advance = std::function<Result<void>(quint64 consumed, quint64 made)>;

    /// Takes the first bytes of @p stream, by which everything is decided. @p size: that of all of it, where it is
    /// told.
    static Result<std::unique_ptr<TextFilling>> start(
        std::unique_ptr<ByteStream> stream, std::optional<quint64> size, const Limits &limits);

    /// The text of the first bytes; of NDJSON at least the first record.
    std::string_view head() const { return m_head.empty() ? m_bytes->available() : std::string_view(m_head); }
    bool isHeadWhole() const { return m_isHeadWhole; }
    /// So much of it is no record.
    void skip(size_t bytes);
    std::shared_ptr<engine::GrowingBytes> bytes() const { return m_bytes; }

    /// All of it, on whatever thread. The bytes are complete afterwards, come what may.
    Result<void> run(const std::stop_token &stop, const Advance &advance);

    /// Characters that are none; after run().
    const std::vector<Decoding::Fault> &faults() const;
    quint64 faultCount() const { return m_decoding ? m_decoding->faultCount() : 0; }

private:
    TextFilling(std::unique_ptr<ByteStream> stream, std::string raw, EncodingFound encoding,
        std::shared_ptr<engine::GrowingBytes> bytes);

    void lengthenHead();
    Result<void> fill(const std::stop_token &stop, const Advance &advance);
    Result<size_t> readPlain();
    Result<size_t> readDecoded();
    Result<size_t> decideAt(std::span<const char> read);
    Result<size_t> put(std::string_view raw);

    std::unique_ptr<ByteStream> m_stream;
    std::optional<Decoding> m_decoding;
    bool m_isDecided = true;
    std::string m_head; ///< empty: it is among the bytes already
    std::optional<Error> m_failure;
    bool m_isHeadWhole = false;
    size_t m_skipped = 0;
    qint64 m_skippedLines = 0;
    std::string m_buffer;
    std::shared_ptr<engine::GrowingBytes> m_bytes;
};

}
