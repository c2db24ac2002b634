// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "audit/filter/fieldsasked.h"
#include "audit/filter/names.h"
#include "audit/filter/parser.h"
#include "audit/query/fieldtext.h"
#include "audit/query/selecting.h"
#include "cells.h"
#include "error/messages.h"
#include "output.h"
#include "progressline.h"
#include "reading.h"
#include "rowtable.h"
#include "sheet.h"
#include "terminal.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using namespace audit::query;
using audit::filter::Filter;
using Task = CommandLine::Task;

Error interrupted()
{
    return {ErrorKind::Unavailable, Interrupted};
}

Result<void> writeOrdered(const CommandLine &line, const Scope &scope)
{
    std::vector<RowNumber> order;
    if (line.order) {
        auto ordered = inOrder(scope, line.order->key);
        if (!ordered)
            return std::unexpected(interrupted());
        order = std::move(*ordered);
    }
    const auto output = Output::open(line.output);
    if (!output)
        return std::unexpected(output.error());
    const RowsToWrite rows{
        .log = scope.log, .rows = scope.rows, .order = order, .isBackwards = line.order && line.order->isBackwards};
    const ExportFormat format = exportFormatFor(line);
    Result<void> isWritten;
    if (formatFor(line) == Format::Table) {
        const auto packed = packedInto((*output)->sink(), format.packing, format.name, format.time);
        isWritten = writeTable(rows, line.zone, *packed, scope.stop).and_then([&] { return packed->finish(); });
    } else {
        ProgressLine shown("Writing", !line.output.isEmpty());
        isWritten = writeRows(rows, format, (*output)->sink(), scope.stop,
            [&](uint64_t written) { shown.show(double(written) / double(std::max<uint64_t>(1, rows.rows.count()))); });
    }
    return isWritten.and_then([&] { return (*output)->finish(); });
}

Result<void> writeCount(const CommandLine &line, const Scope &scope)
{
    const QString count = QString::number(scope.rows.count());
    if (formatFor(line) == Format::Table)
        return writeText(count.toStdString() + '\n', line);
    return writeSheet({.titles = {u"count"_s}, .areNumbers = {true}, .rows = {{count}}}, line);
}

Result<void> answer(const CommandLine &line, const Scope &scope)
{
    if (line.isQuiet)
        return {};
    switch (line.task) {
    case Task::Count:
        return writeCount(line, scope);
    case Task::Top:
        return writeTop(line, scope);
    case Task::Histogram:
        return writeHistogram(line, scope);
    default:
        return writeOrdered(line, scope);
    }
}

/// On a terminal somebody wonders why.
void tellWhyNothingIsThere(const Filter &filter, const Scope &scope)
{
    if (!isTerminal(stderr))
        return;
    if (const auto place = emptyingTerm(filter, scope.log, scope.workers, scope.stop))
        complain(u"Nothing was found; without “%1” there would be rows"_s.arg(
            filter.text.mid(place->position, place->length)));
}

ExitCode failed(const Error &error)
{
    complain(error);
    return ExitCode::Trouble;
}

/// A file is complete or not written at all, and keeps what it held.
bool mayBeWritten(const CommandLine &line, bool isTroubled)
{
    const bool may = !isTroubled || line.output.isEmpty() || line.isQuiet;
    if (!may)
        complain(u"%1 was not written, as not everything could be read"_s.arg(line.output));
    return may;
}

/// Columns that nobody knows are found by their titles, which only files tell. Files without columns tell nothing.
bool isOrderKnown(const CommandLine &line, const std::vector<audit::engine::Part> &parts)
{
    if (!line.order || line.order->key.kind != OrderKey::Kind::Other)
        return true;
    QStringList titles;
    for (const audit::engine::Part &part : parts) {
        for (const size_t place : otherColumns(part))
            titles += part.columns[place].title;
    }
    if (titles.contains(line.order->key.title)
        || std::ranges::all_of(parts, [](const audit::engine::Part &part) { return part.columns.empty(); }))
        return true;
    titles.removeDuplicates();
    constexpr qsizetype mostTold = 30;
    if (titles.size() > mostTold)
        titles = titles.first(mostTold) << u"…"_s;
    QStringList all;
    for (const audit::Field field : audit::allFields)
        all += audit::filter::nameOf(audit::filter::Name(field));
    complain(u"There is no column “%1”; there are: %2"_s.arg(
        line.order->key.title, (all + QStringList{u"number"_s, u"file"_s, u"line"_s} + titles).join(", "_L1)));
    return false;
}

/// The columns that the answer depends on; rows that are written are written whole. Times are among them in any case:
/// they are what is amiss with most damaged lines, and every command tells of those.
audit::FieldSet fieldsNeeded(const CommandLine &line, const Filter &filter)
{
    using audit::Field;
    audit::FieldSet fields = audit::filter::fieldsAsked(filter);
    fields |= {Field::Time};
    switch (line.task) {
    case Task::Count:
        return fields;
    case Task::Top:
        return fields |= {line.field};
    case Task::Histogram:
        return fields |= {Field::Result, Field::Level};
    default:
        return audit::FieldSet::all();
    }
}

ExitCode runOnRows(const CommandLine &line, const Filter &filter, const std::stop_token &stop)
{
    const auto read = readLog(line, fieldsNeeded(line, filter), stop);
    if (!read)
        return failed(read.error());
    const bool isTroubled = complainOf(*read);
    if (!line.isQuiet)
        tellOfEmptyFiles(*read);
    if (!isOrderKnown(line, *read->log.parts) || !mayBeWritten(line, isTroubled))
        return ExitCode::Trouble;
    Workers workers;
    Selection selection(filter);
    if (!selection.extend(read->log, workers, stop))
        return failed(interrupted());
    const Scope scope{.log = read->log, .rows = selection.rows(), .workers = workers, .stop = stop};
    if (const auto isWritten = answer(line, scope); !isWritten)
        return failed(isWritten.error());
    if (isTroubled)
        return ExitCode::Trouble;
    if (scope.rows.isEmpty() && !line.isQuiet)
        tellWhyNothingIsThere(filter, scope);
    return scope.rows.isEmpty() && line.task != Task::Convert ? ExitCode::None : ExitCode::Found;
}

/// Files that are not there at all are no damage to be listed. None is opened: a pipe can be only once.
bool areThere(const QStringList &paths)
{
    bool are = true;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (path == "-"_L1 || (file.exists() && file.isReadable()))
            continue;
        complain(path + (file.exists() ? ": This may not be read"_L1 : ": There is no such file"_L1));
        are = false;
    }
    return are;
}

Sheet sheetOf(const audit::files::Damages &damages)
{
    Sheet sheet{
        .titles = {u"file"_s, u"line"_s, u"column"_s, u"reason"_s, u"text"_s},
        .areNumbers = {false, true, true, false, false},
        .rows = {},
    };
    for (const auto &damage : damages.told)
        sheet.rows.push_back({damage.file, QString::number(damage.line), QString::number(damage.column),
            renderMessage(damage.reason), damage.raw});
    return sheet;
}

Result<void> writeDamages(const CommandLine &line, const audit::files::Damages &damages)
{
    if (line.format || formatFor(line) != Format::Table)
        return writeSheet(sheetOf(damages), line);
    std::string text;
    for (const auto &damage : damages.told) {
        const QString raw = damage.raw.isEmpty() ? QString() : u" ["_s + damage.raw + u']';
        text += harmless(toText(damage) + raw).toStdString() + '\n';
    }
    return writeText(text, line);
}

ExitCode runCheck(const CommandLine &line, const std::stop_token &stop)
{
    if (!areThere(line.paths))
        return ExitCode::Trouble;
    const auto read = readLog(line, audit::FieldSet::all(), stop);
    if (!read)
        return failed(read.error());
    const audit::files::Damages amiss = amissIn(*read);
    if (!line.isQuiet) {
        if (const auto isWritten = writeDamages(line, amiss); !isWritten)
            return failed(isWritten.error());
        if (amiss.count > quint64(amiss.told.size()))
            complain(u"These are the first %1 of %2"_s.arg(amiss.told.size()).arg(amiss.count));
    }
    return amiss.count == 0 ? ExitCode::Found : ExitCode::None;
}

}

ExitCode run(const CommandLine &line, const std::stop_token &stop)
{
    if (line.task == Task::Check)
        return runCheck(line, stop);
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto filter = audit::filter::parse(line.filter, {.zone = line.zone, .now = now});
    if (!filter) {
        complain(filter.error(), line.filter);
        return ExitCode::Trouble;
    }
    return runOnRows(line, *filter, stop);
}

}
