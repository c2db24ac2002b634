// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/columnfiller.h"

#include "audit/engine/csvcolumns.h"
#include "audit/engine/jsoncolumns.h"
#include "audit/engine/utf8text.h"
#include "error/excerpt.h"

#include <algorithm>
#include <simdjson.h>

namespace sekimori::audit::engine {
namespace {

constexpr qsizetype longestRaw = 200;

QString rawText(std::string_view text)
{
    const auto bytes = text.substr(0, size_t(4 * longestRaw));
    return excerpt(QString::fromUtf8(bytes.data(), qsizetype(bytes.size())), longestRaw);
}

}

ColumnFiller::ColumnFiller(const FillingContext &context, CodeTable::Decoding decoding)
    : m_decoding(decoding)
    , m_filledFields(context.fields)
    , m_longestRecord(context.longestRecord)
    , m_columns(context.zone, context.fields)
{
    for (const Field field : allFields) {
        m_tables.emplace_back(field, context.dictionaries[field], decoding);
        if (std::ranges::contains(codedFields, field))
            m_emptyCodes[size_t(field)] = m_tables.back().codeOf("", 0, nullptr);
    }
}

std::shared_ptr<const Block> ColumnFiller::filled(
    const Block &block, const Part &part, const std::stop_token &stop, Problems &problems)
{
    if (m_part != &part)
        setColumns(part);
    m_part = &part;
    m_block = &block;
    m_problems = &problems;
    m_checkedRows = 0;
    m_columns.begin(block);
    for (const Field field : allFields) {
        const bool isMissing = m_filledFields.contains(field) && !columnOf(field);
        for (uint32_t row = 0; isMissing && row < block.rowCount; ++row)
            setMissing(field, row);
    }
    for (uint32_t row = 0; row < block.rowCount;) {
        if (stop.stop_requested())
            return nullptr;
        row = fillFrom(row);
        if (m_filledFields == FieldSet::all())
            checkEncoding(row);
    }
    return m_columns.finished(block, columnOf(Field::Complement).has_value());
}

void ColumnFiller::setColumns(const Part &part)
{
    m_columnOf.fill({});
    m_clockColumn.reset();
    for (size_t i = part.columns.size(); i-- > 0;) {
        if (const auto field = part.columns[i].field; field && m_filledFields.contains(*field))
            m_columnOf[size_t(*field)] = i;
        if (part.columns[i].isClock && m_filledFields.contains(Field::Time))
            m_clockColumn = i;
    }
}

void ColumnFiller::setTime(uint32_t row, std::string_view raw)
{
    if (const auto written = m_timeReading.read(raw, part().timeHints)) [[likely]]
        setWritten(row, *written);
    else if (!setSlowTime(row, raw))
        setUnreadable(row, raw);
}

void ColumnFiller::setJoinedTime(uint32_t row, std::string_view rawDay, std::string_view rawClock)
{
    const std::string_view day = m_decoding(rawDay, m_scratch);
    const std::string_view clock = m_decoding(rawClock, m_clockScratch);
    if (const auto written = m_dayAndClock.read(day, clock, part().timeHints))
        setWritten(row, *written);
    else
        setUnreadable(row, rawDay);
}

void ColumnFiller::setWritten(uint32_t row, const WrittenTime &written)
{
    m_columns.times()[row] = written.microseconds;
    if (!written.hasZone)
        m_columns.setUnzoned(row);
}

void ColumnFiller::setUnreadable(uint32_t row, std::string_view raw)
{
    m_columns.times()[row] = noTime;
    tell(row, size_t(raw.data() - block().record(row).data()), messages::TimeUnreadable);
}

bool ColumnFiller::setSlowTime(uint32_t row, std::string_view raw)
{
    const std::string_view text = m_decoding(raw, m_scratch);
    const auto written = m_timeReading.read(text, part().timeHints);
    if (written)
        setWritten(row, *written);
    return written.has_value();
}

void ColumnFiller::setMissing(Field field, uint32_t row)
{
    if (field == Field::Time)
        m_columns.times()[row] = noTime;
    else if (field == Field::Complement)
        m_columns.complements()[row] = noComplement;
    else
        m_columns.codes(field)[row] = m_emptyCodes[size_t(field)];
}

void ColumnFiller::tell(uint32_t row, size_t position, const Message &reason, const QStringList &arguments)
{
    ++m_problems->count;
    if (m_problems->told.size() >= Problems::mostTold)
        return;
    const std::string_view record = block().record(row);
    const std::string_view before = record.substr(0, position);
    const size_t lineBegin = before.rfind('\n') + 1; // npos + 1 is 0
    const std::string_view line = record.substr(lineBegin, record.substr(lineBegin).find('\n'));
    const auto inLine = before.substr(lineBegin);
    m_problems->told.push_back({
        .part = block().part,
        .row = block().firstRow + row,
        .line = block().lineOf(row) + (part().isSheet ? 0 : uint64_t(std::ranges::count(before, '\n'))),
        .column = 1 + uint64_t(QString::fromUtf8(inLine.data(), qsizetype(inLine.size())).size()),
        .reason = Error(ErrorKind::Malformed, reason, arguments),
        .raw = rawText(line),
    });
}

void ColumnFiller::checkEncoding(uint32_t end)
{
    if (end <= m_checkedRows)
        return;
    const std::string_view all
        = block().text.substr(block().starts[m_checkedRows], block().starts[end] - block().starts[m_checkedRows]);
    if (!simdjson::validate_utf8(all.data(), all.size())) {
        for (uint32_t row = m_checkedRows; row < end; ++row) {
            const size_t wrong = firstInvalid(block().record(row));
            if (wrong != std::string_view::npos)
                tell(row, wrong, messages::NotUtf8);
        }
    }
    m_checkedRows = end;
}

ColumnFillers::ColumnFillers(const FillingContext &context)
    : m_context(context)
{
}

ColumnFillers::~ColumnFillers() = default;

ColumnFiller &ColumnFillers::of(Format format)
{
    auto &filler = m_fillers[size_t(format)];
    if (!filler && format == Format::Csv)
        filler = std::make_unique<CsvColumns>(m_context);
    else if (!filler)
        filler = std::make_unique<JsonColumns>(m_context);
    return *filler;
}

}
