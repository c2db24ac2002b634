// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/stretches.h"

#include <algorithm>

namespace sekimori::audit::engine {
namespace {

constexpr size_t growth = 4; ///< of a stretch over the one before

std::unique_ptr<RowFinder> finderFor(
    const Part &part, size_t index, const Stretches::Sizes &sizes, const RowFinder::Place &place)
{
    const RecordRule rule{.syntax = syntaxOf(part),
        .columns = part.columns.size() + part.fieldsBehind,
        .longest = sizes.longestRecord,
        .areRowsLines = part.isSheet};
    return std::make_unique<RowFinder>(uint32_t(index), rule, sizes.blockRows, place);
}

}

CsvSyntax syntaxOf(const Part &part)
{
    return {.separator = part.separator, .hasQuotes = part.format == Format::Csv};
}

Stretches::Stretches(const Sizes &sizes)
    : m_parts(std::make_shared<const std::vector<Part>>())
    , m_sizes(sizes)
{
}

void Stretches::setParts(const std::shared_ptr<const std::vector<Part>> &parts)
{
    m_parts = parts;
    for (size_t i = m_readings.size(); i < parts->size(); ++i) {
        const Part &part = (*parts)[i];
        const bool isHeader = part.format == Format::Csv && part.hasHeader;
        m_readings.push_back({.next = 0,
            .chunk = m_sizes.firstChunk,
            .isLastTaken = false,
            .finder
            = finderFor(part, i, m_sizes, {.begin = 0, .line = uint64_t(part.firstLine), .isHeader = isHeader})});
    }
}

std::optional<Stretch> Stretches::take()
{
    for (; m_part < m_parts->size(); ++m_part) {
        const Part &part = (*m_parts)[m_part];
        Reading &reading = m_readings[m_part];
        if (reading.isLastTaken)
            continue;
        // In this order: what is there when all is there, is all. Of a file that is followed it never is.
        const bool isComplete = part.bytes->isComplete() && !part.isFollowed;
        const std::string_view text = part.bytes->available();
        const size_t there = text.size() - reading.next;
        if (there < reading.chunk && !isComplete && !part.isFollowed)
            return {};
        if (there == 0 && !isComplete)
            continue;
        const size_t length = std::min(there, reading.chunk);
        Stretch stretch{.number = m_takenCount++,
            .part = uint32_t(m_part),
            .text = text,
            .begin = reading.next,
            .end = reading.next + length,
            .isLast = isComplete && length == there,
            .found = m_spare.empty() ? std::make_unique<LineEnds>() : std::move(m_spare.back())};
        if (!m_spare.empty())
            m_spare.pop_back();
        reading.next = stretch.end;
        reading.chunk = std::min(reading.chunk * growth, m_sizes.chunk);
        reading.isLastTaken = stretch.isLast;
        return stretch;
    }
    return {};
}

Stretches::Wanted Stretches::wanted() const
{
    if (m_part >= m_parts->size())
        return {};
    const Reading &reading = m_readings[m_part];
    return {(*m_parts)[m_part].bytes.get(), reading.next + reading.chunk};
}

void Stretches::deliver(Stretch &&stretch)
{
    m_delivered.emplace(stretch.number, std::move(stretch));
}

std::optional<Stretch> Stretches::nextToJoin()
{
    const auto next = m_delivered.find(m_joinedCount);
    if (next == m_delivered.end())
        return {};
    std::optional stretch = std::move(next->second);
    m_delivered.erase(next);
    stretch->finder = m_readings[stretch->part].finder.get();
    return stretch;
}

RowFinder::Blocks Stretches::joined(Stretch &stretch)
{
    RowFinder::Blocks blocks;
    stretch.finder->take(stretch.text, stretch.begin, stretch.end, stretch.isLast, *stretch.found, blocks);
    return blocks;
}

void Stretches::release(Stretch &&stretch)
{
    ++m_joinedCount;
    m_spare.push_back(std::move(stretch.found));
}

void Stretches::restart()
{
    m_part = 0;
}

size_t Stretches::goBack(uint32_t part, const RowFinder::Place &place)
{
    const size_t again = m_readings[part].next - place.begin;
    m_readings[part] = {.next = place.begin,
        .chunk = m_sizes.chunk,
        .isLastTaken = false,
        .finder = finderFor((*m_parts)[part], part, m_sizes, place)};
    return again;
}

}
