// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/digesting.h"
#include "audit/files/bytestream.h"

#include <functional>
#include <optional>

namespace sekimori::audit::bundle {

/// The lines of one file of a bundle, a piece of it at a time, and the SHA-256 of the whole.
class EntryLines {
public:
    /// Longer lines are a failure, and so is more than @p most bytes together. @p goesOn is asked before each piece:
    /// false ends it.
    EntryLines(
        std::unique_ptr<files::ByteStream> stream, size_t longestLine, quint64 most, std::function<bool()> goesOn = {});

    /// Without its line feed, until the next call; none: the end, a failure, or it was stopped.
    std::optional<QByteArrayView> next();
    /// Goes over what was not looked at.
    void skipRest();
    const std::optional<Error> &failure() const { return m_failure; }
    bool isStopped() const { return m_isStopped; }
    /// Of all bytes, at the end.
    chain::Hash digest() { return m_digesting.finish(); }
    /// So many bytes of the bundle have been taken.
    quint64 consumed() const { return m_stream->consumed(); }

private:
    bool readMore();

    std::unique_ptr<files::ByteStream> m_stream;
    const size_t m_longestLine;
    const quint64 m_most;
    std::function<bool()> m_goesOn;
    chain::Digesting m_digesting;
    std::string m_buffer;
    size_t m_begin = 0; ///< of what was not given out
    size_t m_end = 0; ///< of what was read
    quint64 m_read = 0;
    bool m_isAtEnd = false;
    bool m_isStopped = false;
    std::optional<Error> m_failure;
};

}
