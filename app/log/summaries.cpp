// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/names.h"
#include "audit/query/sums.h"
#include "commands.h"
#include "sheet.h"

#include <QDateTime>

#include <numeric>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using namespace audit::query;

std::unexpected<Error> interrupted()
{
    return std::unexpected(Error(ErrorKind::Unavailable, Interrupted));
}

QString beginText(int64_t time, const CommandLine &line)
{
    const QDateTime begin = QDateTime::fromSecsSinceEpoch(time / 1'000'000, line.zone);
    if (formatFor(line) == Format::Table)
        return begin.toString(u"yyyy-MM-dd HH:mm");
    return begin.toOffsetFromUtc(begin.offsetFromUtc()).toString(Qt::ISODate);
}

/// As long as the count is beside the largest one.
QString bar(uint64_t count, uint64_t largest)
{
    constexpr uint64_t longest = 40;
    const auto length = largest == 0 ? 0 : (count * longest + largest - 1) / largest;
    return QString(qsizetype(length), u'#');
}

uint64_t sum(const LevelCounts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), uint64_t(0));
}

}

Result<void> writeTop(const CommandLine &line, const Scope &scope)
{
    const auto counts = countByCode(scope, line.field);
    if (!counts)
        return interrupted();
    const auto &dictionary = (*scope.log.dictionaries)[line.field];
    Sheet sheet{
        .titles = {audit::filter::nameOf(audit::filter::Name(line.field)), u"count"_s},
        .areNumbers = {false, true},
        .rows = {},
    };
    for (const auto &[code, count] : mostFrequent(dictionary, *counts, line.most)) {
        const std::string_view text = dictionary[code];
        sheet.rows.push_back({QString::fromUtf8(text.data(), qsizetype(text.size())), QString::number(count)});
    }
    return writeSheet(sheet, line);
}

Result<void> writeHistogram(const CommandLine &line, const Scope &scope)
{
    constexpr int barsWanted = 40;
    const auto span = spanOf(scope);
    if (!span)
        return interrupted();
    constexpr int64_t mostBars = 100'000;
    const bool isTooFine = !span->isEmpty() && line.step.count() > 0
        && (span->latest - span->earliest) / 1'000'000 / line.step.count() >= mostBars;
    if (isTooFine)
        return std::unexpected(Error(ErrorKind::Invalid, CommandLineWrong,
            {u"With this --step there would be more than %1 bars"_s.arg(mostBars)}));
    TimeBins bins;
    if (!span->isEmpty())
        bins = line.step.count() > 0 ? binsBy(line.step, span->earliest, span->latest, line.zone)
                                     : binsFor(span->earliest, span->latest, barsWanted, line.zone);
    const auto counts = countByTime(scope, bins);
    if (!counts)
        return interrupted();
    const bool isTable = formatFor(line) == Format::Table;
    Sheet sheet{.titles = {u"time"_s, u"all"_s}, .areNumbers = {false, true}, .rows = {}};
    for (size_t level = 0; level < LevelCounts().size(); ++level)
        sheet.titles += nameOf(audit::Level(level));
    sheet.titles += u"failed"_s;
    sheet.areNumbers.resize(size_t(sheet.titles.size()), true);
    if (isTable) {
        sheet.titles += QString();
        sheet.areNumbers.push_back(false);
    }
    uint64_t largest = 0;
    for (const BinCounts &bin : *counts)
        largest = std::max(largest, sum(bin.levels));
    for (size_t i = 0; i < counts->size(); ++i) {
        const BinCounts &bin = (*counts)[i];
        QStringList row{beginText(bins.edges[i], line), QString::number(sum(bin.levels))};
        for (const uint64_t count : bin.levels)
            row += QString::number(count);
        row += QString::number(bin.failed);
        if (isTable)
            row += bar(sum(bin.levels), largest);
        sheet.rows.push_back(row);
    }
    return writeSheet(sheet, line);
}

}
