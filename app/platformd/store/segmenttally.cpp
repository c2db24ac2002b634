// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmenttally.h"

#include "store/columns.h"

namespace sekimori::platformd {
namespace {

using audit::Field;

/// The codes of the three in one number: of each there are not more than a segment has events.
constexpr unsigned codeBits = 21;
static_assert(mostEventsOfSegment < 1 << codeBits);

}

SegmentTally::SegmentTally(const SegmentLog &log, const SummarySpan &span)
    : m_log(log)
    , m_span(span)
    , m_buckets(span.bucketCount())
    , m_sources((*log.log().dictionaries)[Field::Source].size())
    , m_users((*log.log().dictionaries)[Field::User].size())
{
}

void SegmentTally::add(const audit::query::RowSet &rows, const NumberRange &range)
{
    const uint64_t begin = m_log.rowOf(range.first);
    const uint64_t end = m_log.rowOf(range.end);
    for (size_t i = 0; i < rows.blockCount(); ++i) {
        const audit::engine::Block &block = *(*m_log.log().blocks)[i];
        rows[i].forEach([&](uint32_t row) {
            if (block.firstRow + row >= begin && block.firstRow + row < end)
                addRow(block, row);
        });
    }
}

void SegmentTally::addRow(const audit::engine::Block &block, uint32_t row)
{
    const auto code = [&](Field field) { return block.codes[size_t(field)][row]; };
    const audit::EventTime time(std::chrono::microseconds(block.times[row]));
    const bool isFailed = code(Field::Result) != uint32_t(audit::EventResult::Success);
    ++m_total;
    ++m_quarters[std::chrono::floor<Quarters>(time).time_since_epoch().count()];
    ++m_sources[code(Field::Source)];
    ++m_users[code(Field::User)];
    const std::array codes{code(Field::Service), code(Field::Module), code(Field::Action)};
    Kind &kind = m_kinds[(uint64_t(codes[0]) << codeBits | codes[1]) << codeBits | codes[2]];
    kind.codes = codes;
    ++kind.count;
    if (isFailed) {
        kind.lastFailedAt = kind.failed == 0 ? time : std::max(kind.lastFailedAt, time);
        ++kind.failed;
    }
    if (time < m_span.since || time >= m_span.until)
        return;
    SummaryBucket &bucket = m_buckets[qsizetype((time - m_span.since) / m_span.step)];
    ++bucket.counts.at(code(Field::Level));
    bucket.failed += isFailed ? 1 : 0;
}

std::vector<SegmentTally::Kind> SegmentTally::kinds() const
{
    std::vector<Kind> kinds;
    for (const auto &[key, kind] : m_kinds)
        kinds.push_back(kind);
    return kinds;
}

QString SegmentTally::text(Field field, uint32_t code) const
{
    const std::string_view text = (*m_log.log().dictionaries)[field][code];
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

}
