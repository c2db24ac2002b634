// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/fieldtext.h"

#include "audit/engine/csvrecord.h"
#include "audit/engine/surplus.h"
#include "audit/fieldset.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <ranges>

namespace sekimori::audit::query {
namespace {

using Column = engine::Part::Column;

/// Where the complement's raw field begins in the record, as far as the block knows.
std::optional<size_t> complementPlace(const engine::Block &block, uint32_t row)
{
    constexpr auto unknown = std::numeric_limits<uint16_t>::max();
    if (block.complements.empty() || block.complements[row] == unknown)
        return {};
    return block.complements[row];
}

bool anyMember(const engine::RecordFields &fields, const OtherTexts::Accepts &accepts)
{
    return std::ranges::any_of(engine::surplusOf(fields),
        [&](const engine::Surplus &each) { return (!each.name.empty() && accepts(each.name)) || accepts(each.text); });
}

}

const engine::RecordFields &FieldScratch::fieldsOf(const engine::Part &part, const engine::Block &block, uint32_t row)
{
    const std::string_view record = engine::withoutLineEnds(block.record(row));
    if (!fields.holds(record))
        fields.split(part, record);
    return fields;
}

FieldTexts::FieldTexts(const std::vector<engine::Part> &parts, auto &&isWanted)
    : m_parts(parts)
{
    for (const engine::Part &part : parts) {
        const auto found = std::ranges::find_if(part.columns, isWanted);
        m_columns.push_back(
            found == part.columns.end() ? std::nullopt : std::optional(size_t(found - part.columns.begin())));
    }
}

FieldTexts::FieldTexts(const std::vector<engine::Part> &parts, Field field)
    : FieldTexts(parts, [field](const Column &column) { return column.field == field; })
{
    m_isComplement = field == Field::Complement;
}

FieldTexts::FieldTexts(const std::vector<engine::Part> &parts, const QString &title)
    : FieldTexts(ofOthers(parts, {title}).front())
{
}

std::vector<FieldTexts> FieldTexts::ofOthers(const std::vector<engine::Part> &parts, const QStringList &titles)
{
    std::vector<FieldTexts> texts(size_t(titles.size()), FieldTexts(parts));
    for (const engine::Part &part : parts) {
        QHash<QString, size_t> places;
        for (const size_t column : otherColumns(part) | std::views::reverse)
            places.insert(part.columns[column].title, column); // of columns of one title the first
        for (qsizetype i = 0; i < titles.size(); ++i) {
            const auto place = places.constFind(titles[i]);
            texts[size_t(i)].m_columns.push_back(place == places.cend() ? std::nullopt : std::optional(*place));
        }
    }
    return texts;
}

FieldTexts FieldTexts::ofNumbers(const std::vector<engine::Part> &parts)
{
    return {parts, [](const Column &column) { return column.isNumber; }};
}

FieldTexts FieldTexts::ofClocks(const std::vector<engine::Part> &parts)
{
    return {parts, [](const Column &column) { return column.isClock; }};
}

std::string_view FieldTexts::at(const engine::Block &block, uint32_t row, FieldScratch &scratch) const
{
    const auto column = m_columns[block.part];
    if (!column)
        return {};
    const engine::Part &part = m_parts[block.part];
    const std::string_view record = engine::withoutLineEnds(block.record(row));
    const bool isInPlace = m_isComplement && part.format == engine::Format::Csv && !scratch.fields.holds(record);
    if (const auto place = isInPlace ? complementPlace(block, row) : std::nullopt)
        return engine::unquoted(engine::firstField(record.substr(*place), part.separator), scratch.text);
    return scratch.fieldsOf(part, block, row).text(*column, scratch.text);
}

std::vector<size_t> otherColumns(const engine::Part &part)
{
    std::vector<size_t> places;
    FieldSet known;
    for (size_t i = 0; i < part.columns.size(); ++i) {
        const Column &column = part.columns[i];
        const bool isFirst = column.field && !known.contains(*column.field);
        if (isFirst)
            known |= {*column.field};
        if (!isFirst && !column.isNumber && !column.isClock)
            places.push_back(i);
    }
    return places;
}

OtherTexts::OtherTexts(const std::vector<engine::Part> &parts)
    : m_parts(parts)
{
    for (const engine::Part &part : parts) {
        auto &isOther = m_isOther.emplace_back(part.columns.size());
        for (const size_t column : otherColumns(part))
            isOther[column] = true;
    }
}

bool OtherTexts::any(const engine::Block &block, uint32_t row, FieldScratch &scratch, const Accepts &accepts,
    const std::stop_token &stop) const
{
    const engine::Part &part = m_parts[block.part];
    const engine::RecordFields &fields = scratch.fieldsOf(part, block, row);
    const auto acceptsUnlessStopped = [&](std::string_view text) { return stop.stop_requested() || accepts(text); };
    for (size_t i = 0; i < fields.count(); ++i) {
        if (isOther(block.part, i) && acceptsUnlessStopped(fields.text(i, scratch.text)))
            return true;
    }
    return part.format == engine::Format::Ndjson && block.hasSurplus && anyMember(fields, acceptsUnlessStopped);
}

}
