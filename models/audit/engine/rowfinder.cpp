// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/rowfinder.h"

#include <algorithm>

namespace sekimori::audit::engine {

RowFinder::RowFinder(uint32_t part, const RecordRule &rule, uint32_t blockRows, const Place &place)
    : m_part(part)
    , m_rule(rule)
    , m_blockRows(blockRows)
    , m_blockBegin(place.begin)
    , m_blockLine(place.line)
    , m_open(place.begin)
    , m_needsCare(place.isHeader)
    , m_isHeader(place.isHeader)
{
}

void RowFinder::take(std::string_view text, size_t begin, size_t end, bool isLast, LineEnds &found, Blocks &blocks)
{
    m_text = text;
    m_blocks = &blocks;
    // A careful reading went further than the stretch before, or cut a record at its end, or right before an empty line
    // that goes on in this one.
    const bool isCut = m_open > 0 && text[m_open - 1] != '\n';
    const bool isPassed
        = m_open > begin || (isCut && (m_open == begin || (m_open + 1 == begin && text[m_open] == '\r')));
    if (m_needsCare || isPassed || !accept(begin, end - begin, found, m_isInside))
        readOn(end, isLast, found);
    while (isLast && m_open < text.size()) {
        if (m_isInside || m_needsCare || text.ends_with('\r')) {
            m_needsCare = true;
            readOn(end, isLast, found);
        } else {
            addRow(text.size(), m_openLines);
        }
    }
    cutBlocks();
}

/// Takes the line ends up to the first odd place; false where there is one, and care is needed from m_open on.
bool RowFinder::accept(size_t base, size_t length, const LineEnds &found, bool isInside)
{
    const Positions &ends = found.ends[isInside];
    const uint32_t odd = found.firstOdd[isInside];
    const auto last = odd == nowhere ? ends.end() : std::lower_bound(ends.begin(), ends.end(), odd);
    const size_t firstRow = m_ends.size();
    const size_t count = size_t(last - ends.begin());
    const auto offset = uint32_t(base + 1 - m_blockBegin);
    uint32_t *target = m_ends.room(count);
    size_t begin = m_open - m_blockBegin;
    size_t taken = 0;
    for (; taken < count; ++taken) {
        const uint32_t end = ends[taken] + offset;
        if (end - begin > m_rule.longest) [[unlikely]]
            break;
        target[taken] = end;
        begin = end;
    }
    m_ends.written(taken);
    m_open = m_blockBegin + begin;
    acceptInner(base, found.ends[!isInside], firstRow);
    const bool isOpenTooLong = taken == count && odd == nowhere && base + length - m_open > m_rule.longest;
    m_isInside = isInside != found.changesSides;
    m_needsCare = taken < count || odd != nowhere || isOpenTooLong;
    return !m_needsCare;
}

/// Line ends in quotes belong to the row they are in; behind the last row's end, to the open one.
void RowFinder::acceptInner(size_t base, const Positions &inner, size_t firstRow)
{
    const auto offset = uint32_t(base - m_blockBegin);
    if (m_ends.size() > firstRow) {
        std::fill_n(m_extraLines.room(m_openLines), m_openLines, uint32_t(firstRow));
        m_extraLines.written(m_openLines);
        m_openLines = 0;
    }
    if (m_rule.areRowsLines)
        return;
    const uint32_t *row = m_ends.begin() + firstRow;
    for (const uint32_t position : inner) {
        row = std::upper_bound(row, m_ends.end(), position + offset);
        if (row == m_ends.end())
            ++m_openLines;
        else
            m_extraLines.append(uint32_t(row - m_ends.begin()));
    }
}

/// Reads carefully where that is needed, and goes on quickly from the begin of a record.
void RowFinder::readOn(size_t end, bool isLast, LineEnds &found)
{
    for (;;) {
        if (m_needsCare && !readCarefully(isLast, end))
            return;
        m_needsCare = m_isHeader;
        m_isInside = false;
        if (m_open >= end)
            return;
        if (m_needsCare)
            continue;
        const size_t begin = m_open;
        findLineEndsFromRecord(m_text, begin, end, m_rule.syntax, found);
        if (accept(begin, end - begin, found, false))
            return;
    }
}

/// One record, or empty lines. False where more text is needed to tell.
bool RowFinder::readCarefully(bool isLast, size_t end)
{
    m_openLines = 0;
    if (m_open >= end || skipEmptyLines(end))
        return true;
    const std::optional<size_t> recordsEnd = recordEnd(m_text, m_open, m_rule, isLast);
    if (!recordsEnd)
        return false;
    const std::string_view record = m_text.substr(m_open, *recordsEnd - m_open);
    addRow(*recordsEnd, m_rule.areRowsLines ? record.ends_with('\n') : size_t(std::ranges::count(record, '\n')));
    return true;
}

/// They go with the row before them, or to nobody before the first one.
bool RowFinder::skipEmptyLines(size_t end)
{
    const size_t begin = m_open;
    size_t lines = 0;
    for (; m_open < end; ++lines) {
        const std::string_view next = m_text.substr(m_open, 2);
        if (next.starts_with('\n'))
            m_open += 1;
        else if (next == "\r\n")
            m_open += 2;
        else
            break;
    }
    if (m_open == begin)
        return false;
    if (m_ends.isEmpty()) {
        m_blockBegin = m_open;
        m_blockLine += lines;
        return true;
    }
    const auto row = uint32_t(m_ends.size() - 1);
    m_ends[row] = uint32_t(m_open - m_blockBegin);
    std::fill_n(m_extraLines.room(lines), lines, row);
    m_extraLines.written(lines);
    return true;
}

void RowFinder::addRow(size_t end, size_t lineEnds)
{
    const bool hasLineEnd = m_text[end - 1] == '\n';
    m_open = end;
    m_openLines = 0;
    if (m_isHeader) {
        m_isHeader = false;
        m_blockBegin = end;
        m_blockLine += lineEnds;
        return;
    }
    const auto row = uint32_t(m_ends.size());
    const size_t extra = hasLineEnd ? lineEnds - 1 : lineEnds;
    m_ends.append(uint32_t(end - m_blockBegin));
    std::fill_n(m_extraLines.room(extra), extra, row);
    m_extraLines.written(extra);
    if (!hasLineEnd) {
        // Cut in the middle of a line, where a block ends, so that the lines of the next one are counted rightly.
        cutBlocks();
        --m_blockLine;
    }
}

void RowFinder::cutBlocks()
{
    const size_t rows = m_ends.size();
    if (rows == 0)
        return;
    for (size_t row = 0; row < rows; row += m_blockRows)
        m_blocks->push_back(block(row, std::min<size_t>(m_blockRows, rows - row)));
    m_blockLine += rows + m_extraLines.size();
    m_blockBegin += m_ends.back();
    m_ends.clear();
    m_extraLines.clear();
}

std::shared_ptr<Block> RowFinder::block(size_t firstRow, size_t rows) const
{
    const auto extraBegin = std::lower_bound(m_extraLines.begin(), m_extraLines.end(), firstRow);
    const auto extraEnd = std::lower_bound(extraBegin, m_extraLines.end(), firstRow + rows);
    const auto extraCount = size_t(extraEnd - extraBegin);
    const size_t startsSize = (rows + 1) * sizeof(uint32_t);
    const auto memory = std::shared_ptr<std::byte[]>(new std::byte[startsSize + extraCount * sizeof(uint16_t)]);
    auto *starts = reinterpret_cast<uint32_t *>(memory.get());
    auto *extras = reinterpret_cast<uint16_t *>(memory.get() + startsSize);

    const uint32_t base = firstRow == 0 ? 0 : m_ends[firstRow - 1];
    starts[0] = 0;
    std::transform(m_ends.begin() + firstRow, m_ends.begin() + firstRow + rows, starts + 1,
        [base](uint32_t end) { return end - base; });
    std::transform(extraBegin, extraEnd, extras, [firstRow](uint32_t row) { return uint16_t(row - firstRow); });

    auto made = std::make_shared<Block>();
    made->rowCount = uint32_t(rows);
    made->part = m_part;
    made->text = m_text.substr(m_blockBegin + base, starts[rows]);
    made->starts = std::span(starts, rows + 1);
    made->firstLine = m_blockLine + firstRow + size_t(extraBegin - m_extraLines.begin());
    made->extraLines = std::span(extras, extraCount);
    made->memory = memory;
    return made;
}

}
