// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtlog.h"

#include "audit/engine/growingbytes.h"
#include "audit/query/fieldwriting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::engine {
namespace {

/// What the spans of a block point into.
struct Columns {
    std::vector<uint32_t> starts;
    std::vector<int64_t> times;
    std::array<std::vector<uint32_t>, allFields.size()> codes;
    std::array<std::vector<uint8_t>, allFields.size()> bytes;
    std::array<std::vector<uint16_t>, allFields.size()> pairs;
    std::vector<uint16_t> complements;
};

std::vector<Part::Column> columnsOf(const BuiltPart &part)
{
    std::vector<Part::Column> columns;
    for (const Field field : allFields)
        columns.push_back({QString::fromLatin1(query::columnName(field)), field, false});
    for (const QString &title : part.otherTitles)
        columns.push_back({title, {}, false});
    return columns;
}

/// The row's text; @p complement gets the place of the complement's raw field.
std::string recordOf(const BuiltPart &part, const BuiltRow &row, uint16_t &complement)
{
    const auto columns = columnsOf(part);
    const QStringList texts = builtTexts(row);
    std::string record = part.format == Format::Csv ? "" : "{";
    for (size_t i = 0; i < columns.size(); ++i) {
        record += i == 0 ? "" : ",";
        const std::string text = texts[qsizetype(i)].toStdString();
        if (part.format == Format::Ndjson) {
            query::appendJson(record, columns[i].title.toStdString());
            record += ':';
        }
        if (columns[i].field == Field::Complement)
            complement = uint16_t(record.size());
        if (part.format == Format::Csv)
            query::appendCsv(record, text, ',');
        else
            query::appendJson(record, text);
    }
    return record + (part.format == Format::Csv ? "\r\n" : "}\n");
}

CodeColumn codeColumn(Columns &columns, size_t field)
{
    const auto &codes = columns.codes[field];
    const uint32_t largest = codes.empty() ? 0 : *std::ranges::max_element(codes);
    if (largest <= 0xff) {
        columns.bytes[field].assign(codes.begin(), codes.end());
        return CodeColumn(std::span<const uint8_t>(columns.bytes[field]));
    }
    if (largest <= 0xffff) {
        columns.pairs[field].assign(codes.begin(), codes.end());
        return CodeColumn(std::span<const uint16_t>(columns.pairs[field]));
    }
    return CodeColumn(std::span<const uint32_t>(codes));
}

void fill(Block &block, Columns &columns)
{
    block.isFilled = true;
    block.times = columns.times;
    block.complements = columns.complements;
    for (const int64_t time : columns.times) {
        if (time == noTime)
            continue;
        block.earliest = block.earliest == noTime ? time : std::min(block.earliest, time);
        block.latest = block.latest == noTime ? time : std::max(block.latest, time);
    }
    for (const Field field : codedFields)
        block.codes[size_t(field)] = codeColumn(columns, size_t(field));
}

}

Level BuiltRow::level() const
{
    return levelNamed(texts[size_t(Field::Level)]).value_or(Level::Information);
}

filter::Subject BuiltRow::subject() const
{
    filter::Subject subject;
    if (time)
        subject.time = EventTime(std::chrono::microseconds(*time));
    std::ranges::copy(texts, subject.texts.begin());
    subject.level = level();
    subject.others = others;
    return subject;
}

QStringList builtTexts(const BuiltRow &row)
{
    QStringList texts(row.texts.begin(), row.texts.end());
    if (row.time) {
        std::string time;
        query::appendTime(time, *row.time);
        texts.front() = QString::fromStdString(time);
    }
    return texts + row.others;
}

LogSnapshot builtLog(const std::vector<BuiltPart> &builtParts, uint32_t blockRows, size_t filledBlocks)
{
    const auto dictionaries = std::make_shared<Dictionaries>();
    auto parts = std::make_shared<std::vector<Part>>();
    auto blocks = std::make_shared<std::vector<std::shared_ptr<const Block>>>();
    LogSnapshot log;
    for (const BuiltPart &built : builtParts) {
        std::string text;
        std::vector<size_t> starts{0};
        std::vector<uint16_t> complements;
        for (const BuiltRow &row : built.rows) {
            text += recordOf(built, row, complements.emplace_back());
            starts.push_back(text.size());
        }
        const auto bytes = GrowingBytes::of(text).value();
        for (size_t begin = 0; begin < built.rows.size(); begin += blockRows) {
            const size_t end = std::min(begin + blockRows, built.rows.size());
            const auto columns = std::make_shared<Columns>();
            auto block = std::make_shared<Block>();
            for (size_t i = begin; i <= end; ++i)
                columns->starts.push_back(uint32_t(starts[i] - starts[begin]));
            for (size_t i = begin; i < end; ++i) {
                columns->times.push_back(built.rows[i].time.value_or(noTime));
                columns->complements.push_back(complements[i]);
                for (const Field field : codedFields)
                    columns->codes[size_t(field)].push_back(
                        (*dictionaries)[field].codeOf(built.rows[i].texts[size_t(field)].toStdString()));
            }
            block->firstRow = log.rowCount;
            block->rowCount = uint32_t(end - begin);
            block->part = uint32_t(parts->size());
            block->text = bytes->available().substr(starts[begin], starts[end] - starts[begin]);
            block->starts = columns->starts;
            if (blocks->size() < filledBlocks) {
                fill(*block, *columns);
                ++log.filledBlocks;
                log.filledRows += block->rowCount;
            }
            block->memory = columns;
            log.rowCount += block->rowCount;
            blocks->push_back(block);
        }
        Part &part = parts->emplace_back();
        part.name = built.name;
        part.bytes = bytes;
        part.format = built.format;
        part.columns = columnsOf(built);
    }
    log.blocks = blocks;
    log.parts = parts;
    log.dictionaries = dictionaries;
    return log;
}

}
