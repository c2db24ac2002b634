// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/cellcontent.h"

#include "address/ipaddress.h"
#include "audit/engine/dayandclock.h"
#include "audit/words.h"

#include <algorithm>

namespace sekimori::audit::files {

bool isTime(const QString &cell, const TimeHints &hints)
{
    // A number of five digits is a spreadsheet's day, but most such numbers are something else.
    const bool isShortNumber = cell.size() < 8 && std::ranges::all_of(cell, [](QChar each) { return each.isDigit(); });
    return !isShortNumber && timeFromWriting(cell.toStdString(), hints).has_value();
}

bool isDay(const QString &cell, const TimeHints &hints)
{
    constexpr int64_t microsecondsInDay = 86'400'000'000;
    const auto read = timeFromWriting(cell.toStdString(), hints);
    return isTime(cell, hints) && read && read->microseconds % microsecondsInDay == 0;
}

bool isClock(const QString &cell, const TimeHints &hints)
{
    return !cell.isEmpty() && !isTime(cell, hints)
        && engine::DayAndClock().read("1970-01-01", cell.toStdString(), hints).has_value();
}

bool isSource(const QString &cell)
{
    return IpAddress::parse(cell.trimmed()).has_value();
}

bool isNumber(const QString &cell)
{
    return !cell.isEmpty() && std::ranges::all_of(cell, [](QChar each) { return each >= u'0' && each <= u'9'; });
}

bool isLevel(const QString &cell)
{
    return cell.size() > 1 && levelFromWord(cell.toStdString()).has_value();
}

bool isResult(const QString &cell)
{
    return resultFromWord(cell.toStdString()).has_value();
}

bool isData(const QString &cell)
{
    return isTime(cell, {}) || isSource(cell) || isNumber(cell);
}

}
