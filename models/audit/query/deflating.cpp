// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/deflating.h"

#include <algorithm>
#include <array>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <limits>
#include <vector>

namespace sekimori::audit::query {

struct Deflating::State {
    isal_zstream stream{};
    std::vector<uint8_t> level = std::vector<uint8_t>(ISAL_DEF_LVL1_DEFAULT);
    std::array<uint8_t, 1 << 16> output{};
};

Deflating::Deflating(Sink &sink)
    : m_sink(sink)
    , m_state(std::make_unique<State>())
{
    isal_zstream &stream = m_state->stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = m_state->level.data();
    stream.level_buf_size = uint32_t(m_state->level.size());
    stream.flush = NO_FLUSH;
    stream.gzip_flag = IGZIP_DEFLATE;
}

Deflating::~Deflating() = default;

Result<void> Deflating::deflate(std::string_view bytes, bool isLast)
{
    constexpr size_t mostAtOnce = std::numeric_limits<int32_t>::max();
    isal_zstream &stream = m_state->stream;
    auto &output = m_state->output;
    m_before += bytes.size();
    do {
        const auto now = bytes.substr(0, mostAtOnce);
        bytes.remove_prefix(now.size());
        auto *const input = const_cast<uint8_t *>(reinterpret_cast<const uint8_t *>(now.data())); // only read
        m_checksum = crc32_gzip_refl(m_checksum, input, now.size());
        stream.next_in = input;
        stream.avail_in = uint32_t(now.size());
        stream.end_of_stream = uint16_t(isLast && bytes.empty());
        do {
            stream.next_out = output.data();
            stream.avail_out = uint32_t(output.size());
            isal_deflate(&stream); // fails for wrong parameters only
            const size_t size = output.size() - stream.avail_out;
            m_after += size;
            if (const auto isWritten = m_sink.write({reinterpret_cast<const char *>(output.data()), size}); !isWritten)
                return isWritten;
        } while (stream.avail_out == 0);
    } while (!bytes.empty());
    return {};
}

}
