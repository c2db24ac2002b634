// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/sink.h"

#include <cstdint>
#include <memory>

namespace sekimori::audit::query {

/// A deflate stream with nothing around it, on its way to a sink. Counts what goes in and comes out, as the formats
/// that contain such streams want to know.
class Deflating {
public:
    explicit Deflating(Sink &sink);
    ~Deflating();
    Deflating(const Deflating &) = delete;
    Deflating &operator=(const Deflating &) = delete;

    Result<void> write(std::string_view bytes) { return deflate(bytes, false); }
    Result<void> finish() { return deflate({}, true); }

    uint32_t checksum() const { return m_checksum; } ///< CRC-32 of what went in
    uint64_t sizeBefore() const { return m_before; }
    uint64_t sizeAfter() const { return m_after; }

private:
    struct State;

    Result<void> deflate(std::string_view bytes, bool isLast);

    Sink &m_sink;
    std::unique_ptr<State> m_state;
    uint32_t m_checksum = 0;
    uint64_t m_before = 0;
    uint64_t m_after = 0;
};

}
