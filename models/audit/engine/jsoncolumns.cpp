// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/jsoncolumns.h"

#include <algorithm>

namespace sekimori::audit::engine {
namespace {

constexpr uint32_t rowsAtOnce = 1'024;

}

JsonColumns::JsonColumns(const FillingContext &context)
    : ColumnFiller(context, jsonText)
{
}

uint32_t JsonColumns::fillFrom(uint32_t row)
{
    const uint32_t end = std::min(block().rowCount, row + rowsAtOnce);
    for (; row < end; ++row)
        fillRow(row);
    return end;
}

void JsonColumns::fillRow(uint32_t row)
{
    const std::string_view record = withoutLineEnds(block().record(row));
    const char *const safeEnd = block().text.data() + block().text.size();
    const bool isObject = m_records.split(record, size_t(safeEnd - record.data()), part().columns, m_fields);
    if (!isObject) {
        tellNoObject(row);
        columns().setOdd();
    }
    const bool hasMore = !std::ranges::all_of(m_records.surplus(), &JsonRecords::Member::isEmpty);
    if (isObject ? hasMore : !columnOf(Field::Complement))
        columns().setSurplus();
    for (const Field field : allFields) {
        const auto column = columnOf(field);
        if (!column)
            continue;
        // Of a line that could not be read, all of it stands in the complement.
        const bool isAll = !isObject && field == Field::Complement;
        const std::string_view raw = isAll ? record : m_fields[*column];
        if (!raw.data())
            setMissing(field, row);
        else if (field == Field::Time && clockColumn())
            setJoinedTime(row, raw, m_fields[*clockColumn()]);
        else if (field == Field::Time)
            setTime(row, raw);
        else if (field == Field::Complement)
            columns().complements()[row] = uint16_t(std::min<size_t>(size_t(raw.data() - record.data()), noComplement));
        else
            columns().codes(field)[row] = table(field).codeOf(raw.data(), raw.size(), safeEnd);
    }
}

/// A line that is too long stands in several rows; it is told at the first one.
void JsonColumns::tellNoObject(uint32_t row)
{
    constexpr size_t characterLength = 4;
    const std::string_view record = block().record(row);
    const bool isRest = record.data() != part().bytes->available().data() && record.data()[-1] != '\n';
    if (isRest)
        return;
    if (!record.ends_with('\n') && record.size() + characterLength > longestRecord())
        return tell(row, 0, messages::RecordTooLong, {QString::number(longestRecord())});
    const bool hasComplement
        = std::ranges::contains(part().columns, std::optional(Field::Complement), &Part::Column::field);
    tell(row, 0, hasComplement ? messages::LineNotJson : messages::LineNotJsonBeside);
}

}
