// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet.h"

#include "audit/query/fieldwriting.h"
#include "cells.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

std::string csvRow(const QStringList &fields)
{
    std::string text;
    for (const QString &field : fields) {
        if (!text.empty())
            text += ',';
        audit::query::appendCsv(text, field.toStdString(), ',');
    }
    return text + "\r\n";
}

std::string csv(const Sheet &sheet)
{
    std::string text = csvRow(sheet.titles);
    for (const QStringList &row : sheet.rows)
        text += csvRow(row);
    return text;
}

std::string ndjson(const Sheet &sheet)
{
    std::string text;
    for (const QStringList &row : sheet.rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            text += i == 0 ? '{' : ',';
            audit::query::appendJson(text, sheet.titles[i].toStdString());
            text += ':';
            if (sheet.areNumbers[size_t(i)])
                text += row[i].toStdString();
            else
                audit::query::appendJson(text, row[i].toStdString());
        }
        text += "}\n";
    }
    return text;
}

/// Numbers stand at the right of their column.
std::string table(const Sheet &sheet)
{
    std::vector<qsizetype> widths;
    for (qsizetype i = 0; i < sheet.titles.size(); ++i) {
        widths.push_back(cellsOf(sheet.titles[i]));
        for (const QStringList &row : sheet.rows)
            widths.back() = std::max(widths.back(), cellsOf(harmless(row[i])));
    }
    QString text;
    const auto addRow = [&](const QStringList &row) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString cell = harmless(row[i]);
            const QString blanks(std::max<qsizetype>(0, widths[size_t(i)] - cellsOf(cell)), u' ');
            line += (i == 0 ? QString() : u"  "_s) + (sheet.areNumbers[size_t(i)] ? blanks + cell : cell + blanks);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    };
    addRow(sheet.titles);
    std::ranges::for_each(sheet.rows, addRow);
    return text.toStdString();
}

std::string textOf(const Sheet &sheet, Format format)
{
    switch (format) {
    case Format::Csv:
        return csv(sheet);
    case Format::Ndjson:
        return ndjson(sheet);
    case Format::Table:
        return table(sheet);
    }
    Q_UNREACHABLE_RETURN({});
}

}

Result<void> writeSheet(const Sheet &sheet, const CommandLine &line)
{
    return writeText(textOf(sheet, formatFor(line)), line);
}

Result<void> writeText(std::string_view text, const CommandLine &line)
{
    const auto output = Output::open(line.output);
    if (!output)
        return std::unexpected(output.error());
    const audit::query::ExportFormat format = exportFormatFor(line);
    const auto packed = packedInto((*output)->sink(), format.packing, format.name, format.time);
    return packed->write(text).and_then([&] { return packed->finish(); }).and_then([&] { return (*output)->finish(); });
}

}
