// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/csvcolumns.h"

#include <algorithm>
#include <ranges>

namespace sekimori::audit::engine {
namespace {

/// So many rows at once: their text and marks stay in the nearest caches.
constexpr uint32_t rowsAtOnce = 1'024;

/// Up to so many columns, to look for their ends in each record is faster than to find all marks.
constexpr size_t mostLeading = 3;

uint16_t complementOffset(size_t offset)
{
    return uint16_t(std::min<size_t>(offset, noComplement));
}

const Message &messageOf(Defect defect)
{
    switch (defect) {
    case Defect::TextAfterQuote:
        return messages::TextAfterQuote;
    case Defect::NeverClosed:
        return messages::QuoteNeverClosed;
    case Defect::BareReturn:
        return messages::BareReturn;
    case Defect::NulByte:
        return messages::NulByte;
    }
    Q_UNREACHABLE_RETURN(messages::NulByte);
}

}

/// Rows in which each of the columns, or of the first few, has its mark behind it.
struct CsvColumns::Run {
    uint32_t row = 0;
    uint32_t count = 0;
    const uint32_t *marks = nullptr; ///< of the first row
    size_t marksEach = 0;
};

CsvColumns::CsvColumns(const FillingContext &context)
    : ColumnFiller(context, unquoted)
{
}

uint32_t CsvColumns::fillFrom(uint32_t row)
{
    const uint32_t endRow = std::min(block().rowCount, row + rowsAtOnce);
    if (const auto leading = leadingColumns())
        return fillLeading(row, endRow, *leading);
    m_marks.clear();
    const uint32_t odd = findMarks(
        block().text, block().starts[row], block().starts[endRow], {.separator = part().separator}, m_marks);
    for (size_t mark = 0; row < endRow;) {
        const uint32_t count = runLength(row, endRow, mark, odd);
        fill({row, count, m_marks.begin() + mark, part().columns.size()});
        row += count;
        mark += count * part().columns.size();
        if (row == endRow)
            break;
        fillCarefully(row++);
        const uint32_t begin = block().starts[row];
        if (begin > odd)
            return row; // the marks end there
        while (mark < m_marks.size() && m_marks[mark] < begin)
            ++mark;
    }
    return row;
}

/// How many columns there are up to the last one to be filled, where the others can be left out. The last column of all
/// has no separator behind it; and texts that stay in the file are searched with regard to what is odd in any column.
std::optional<size_t> CsvColumns::leadingColumns() const
{
    if (filledFields().contains(Field::Complement))
        return {};
    size_t count = clockColumn() ? *clockColumn() + 1 : 0;
    for (const Field field : allFields) {
        if (const auto column = columnOf(field))
            count = std::max(count, *column + 1);
    }
    const bool isWorthIt = count <= mostLeading && count < part().columns.size();
    return isWorthIt ? std::optional(count) : std::nullopt;
}

uint32_t CsvColumns::fillLeading(uint32_t row, uint32_t endRow, size_t count)
{
    const uint32_t first = row;
    m_marks.clear();
    while (row < endRow && markLeading(row, count))
        ++row;
    fill({first, row - first, m_marks.begin(), count});
    if (row < endRow)
        fillCarefully(row++);
    return row;
}

/// Adds the marks behind the first @p count fields of the row; false where that takes care.
bool CsvColumns::markLeading(uint32_t row, size_t count)
{
    const char separator = part().separator;
    const std::string_view record = block().record(row);
    uint32_t *const marks = m_marks.room(count);
    for (size_t i = 0, at = 0; i < count; ++i) {
        const bool isQuoted = record[at] == '"';
        size_t mark = isQuoted ? record.find('"', at + 1) : record.find(separator, at);
        if (isQuoted && mark != std::string_view::npos)
            ++mark;
        if (mark >= record.size() || record[mark] != separator)
            return false;
        marks[i] = block().starts[row] + uint32_t(mark);
        at = mark + 1;
        if (at == record.size())
            return false;
    }
    m_marks.written(count);
    return true;
}

uint32_t CsvColumns::runLength(uint32_t row, uint32_t endRow, size_t mark, uint32_t odd) const
{
    const std::span<const uint32_t> starts = block().starts;
    const size_t marksEach = part().columns.size();
    const uint32_t first = row;
    for (mark += marksEach; row < endRow && mark <= m_marks.size(); mark += marksEach, ++row) {
        const uint32_t end = starts[row + 1];
        if (marksEach == 0 || m_marks[mark - 1] + 1 != end || end > odd)
            break;
        // Empty lines behind a row that is too short are no fields of it.
        if (marksEach > 1 && block().text[m_marks[mark - 2]] == '\n')
            break;
    }
    return row - first;
}

/// Calls @p set with each row's number and the begin and end of its raw field.
template<typename Set>
void CsvColumns::eachField(const Run &run, size_t column, Set set)
{
    const char *const text = block().text.data();
    const uint32_t *const starts = block().starts.data();
    const bool isFirst = column == 0;
    const bool isLast = column + 1 == part().columns.size();
    const uint32_t *mark = run.marks + column;
    for (uint32_t row = run.row; row < run.row + run.count; ++row, mark += run.marksEach) {
        const char *const begin = text + (isFirst ? starts[row] : mark[-1] + 1);
        const char *const lineFeedOrSeparator = text + *mark;
        const bool hasReturn = isLast && lineFeedOrSeparator > begin && lineFeedOrSeparator[-1] == '\r';
        set(row, begin, lineFeedOrSeparator - (hasReturn ? 1 : 0));
    }
}

void CsvColumns::fill(const Run &run)
{
    if (run.count == 0)
        return;
    const char *const safeEnd = block().text.data() + block().text.size();
    if (const auto column = columnOf(Field::Time))
        fillTimes(run, *column);
    for (const Field field : codedFields) {
        const auto column = columnOf(field);
        if (!column)
            continue;
        CodeTable &codes = table(field);
        uint32_t *const target = columns().codes(field);
        eachField(run, *column, [&](uint32_t row, const char *begin, const char *end) {
            target[row] = codes.codeOf(begin, size_t(end - begin), safeEnd);
        });
    }
    if (const auto column = columnOf(Field::Complement)) {
        const char *const text = block().text.data();
        const uint32_t *const starts = block().starts.data();
        uint16_t *const target = columns().complements();
        eachField(run, *column, [&](uint32_t row, const char *begin, const char *) {
            target[row] = complementOffset(size_t(begin - text) - starts[row]);
        });
    }
}

void CsvColumns::fillTimes(const Run &run, size_t column)
{
    if (!clockColumn()) {
        eachField(run, column,
            [&](uint32_t row, const char *begin, const char *end) { setTime(row, std::string_view(begin, end)); });
        return;
    }
    m_clocks.clear();
    eachField(
        run, *clockColumn(), [&](uint32_t, const char *begin, const char *end) { m_clocks.emplace_back(begin, end); });
    eachField(run, column, [&](uint32_t row, const char *begin, const char *end) {
        setJoinedTime(row, std::string_view(begin, end), m_clocks[row - run.row]);
    });
}

void CsvColumns::fillCarefully(uint32_t row)
{
    const std::string_view record = block().record(row);
    const char *const safeEnd = record.data() + record.size();
    m_defects.clear();
    splitRecord(withoutLineEnds(record), part().separator, m_fields, &m_defects);
    for (const Field field : allFields) {
        const auto column = columnOf(field);
        if (!column)
            continue;
        if (*column >= m_fields.size()) {
            setMissing(field, row);
            continue;
        }
        const std::string_view raw = m_fields[*column];
        if (field == Field::Time && clockColumn())
            setJoinedTime(row, raw, *clockColumn() < m_fields.size() ? m_fields[*clockColumn()] : std::string_view());
        else if (field == Field::Time)
            setTime(row, raw);
        else if (field == Field::Complement)
            columns().complements()[row] = complementOffset(size_t(raw.data() - record.data()));
        else
            columns().codes(field)[row] = table(field).codeOf(raw.data(), raw.size(), safeEnd);
    }
    tellDefects(row);
}

void CsvColumns::tellDefects(uint32_t row)
{
    for (const DefectPlace &place : m_defects) {
        tell(row, place.position, messageOf(place.defect));
        if (place.defect == Defect::TextAfterQuote || place.defect == Defect::NeverClosed)
            columns().setOdd();
    }
    const std::string_view record = block().record(row);
    const size_t columnCount = part().columns.size();
    const size_t expected = columnCount + part().fieldsBehind;
    const auto isFilledBehind = [this](size_t count) {
        return std::ranges::any_of(
            m_fields | std::views::drop(ptrdiff_t(count)), [](std::string_view raw) { return !raw.empty(); });
    };
    if (isFilledBehind(columnCount))
        columns().setSurplus();
    if (part().isSheet ? isFilledBehind(expected) : m_fields.size() != expected) {
        const QStringList counts{QString::number(m_fields.size()), QString::number(expected)};
        tell(row, 0, m_fields.size() < expected ? messages::TooFewFields : messages::TooManyFields, counts);
    }
    constexpr size_t characterLength = 4;
    if (!record.ends_with('\n') && record.size() + characterLength > longestRecord())
        tell(row, 0, messages::RecordTooLong, {QString::number(longestRecord())});
}

}
