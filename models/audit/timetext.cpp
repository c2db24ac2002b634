// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/timetext.h"

#include "audit/clocktext.h"

#include <algorithm>

using namespace std::chrono;
using namespace std::string_view_literals;

namespace sekimori::audit {
namespace {

std::optional<WrittenTime> inYear(int number, const TimeParts &parts)
{
    const year_month_day date{year(number), month(unsigned(parts.month)), day(unsigned(parts.day))};
    const bool isClock = parts.hour < 24 && parts.minute < 60 && parts.second <= 60;
    if (!date.ok() || !isClock)
        return {};
    const auto local = sys_days(date) + hours(parts.hour) + minutes(parts.minute) + seconds(std::min(parts.second, 59))
        + microseconds(parts.fraction);
    const auto time = local - parts.zone.value_or(minutes(0));
    return WrittenTime{duration_cast<microseconds>(time.time_since_epoch()).count(), parts.zone.has_value()};
}

/// Without a year it is of the latest that can be, which has to have that day: not each has a 29 February.
std::optional<WrittenTime> whole(const TimeParts &parts, const TimeHints &hints)
{
    const auto written = inYear(parts.year.value_or(hints.year), parts);
    const bool canBe = written && written->microseconds <= hints.latest;
    return parts.year || canBe ? written : inYear(hints.year - 1, parts);
}

/// 10, 13, 16 or 19 digits, or 10 with a fraction.
std::optional<WrittenTime> sinceEpoch(std::string_view text)
{
    TextReading reading(text);
    const auto number = reading.number(19);
    if (!number || number->value < 0)
        return {};
    if (number->digits == 10 && reading.take("."sv)) {
        const int64_t time = number->value * 1'000'000 + readFraction(reading);
        return reading.isAtEnd() ? std::optional(WrittenTime{time, true}) : std::nullopt;
    }
    if (!reading.isAtEnd())
        return {};
    switch (number->digits) {
    case 10:
        return WrittenTime{number->value * 1'000'000, true};
    case 13:
        return WrittenTime{number->value * 1'000, true};
    case 16:
        return WrittenTime{number->value, true};
    case 19:
        return WrittenTime{number->value / 1'000, true};
    default:
        return {};
    }
}

/// Days since the end of 1899, five digits of them: 1927 to 2173. To the millisecond, which is what the fraction holds.
std::optional<WrittenTime> ofSpreadsheet(std::string_view text)
{
    TextReading reading(text);
    const auto days = reading.number(5);
    if (!days || days->digits != 5)
        return {};
    double fraction = 0;
    if (reading.take("."sv)) {
        double place = 0.1;
        while (const char digit = reading.takeOneOf("0123456789")) {
            fraction += place * (digit - '0');
            place /= 10;
        }
    }
    if (!reading.isAtEnd())
        return {};
    constexpr int64_t daysTo1970 = 25'569;
    constexpr int64_t microsecondsInDay = 86'400'000'000;
    const auto inDay = int64_t(fraction * 86'400'000.0 + 0.5) * 1'000;
    return WrittenTime{(days->value - daysTo1970) * microsecondsInDay + inDay, false};
}

}

std::optional<WrittenTime> timeFromWriting(std::string_view text, const TimeHints &hints)
{
    while (!text.empty() && " \t\r\n[]'\""sv.contains(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && " \t\r\n[]'\""sv.contains(text.back()))
        text.remove_suffix(1);
    if (const auto time = sinceEpoch(text))
        return time;
    if (const auto time = ofSpreadsheet(text))
        return time;
    TextReading reading(text);
    TimeParts parts;
    if (!readDate(reading, hints, parts))
        return {};
    reading.skip(" ,:T_");
    skipWeekday(reading);
    if (!reading.isAtEnd() && !readClock(reading, parts))
        return {};
    reading.skip(" ");
    if (!readZone(reading, parts))
        return {};
    reading.skip(" ");
    if (!parts.year) {
        if (const auto year = reading.number(4))
            parts.year = int(year->value);
    }
    return reading.isAtEnd() ? whole(parts, hints) : std::nullopt;
}

std::optional<TimeHints::Order> orderIn(std::span<const std::string_view> texts)
{
    for (const std::string_view text : texts) {
        TextReading reading(text);
        reading.skip(" '\"");
        const auto first = reading.number(2);
        const char separator = reading.takeOneOf("/-.");
        const auto second = reading.number(2);
        if (!first || !second || separator == '\0')
            continue;
        if (first->value > 12 && second->value <= 12)
            return TimeHints::Order::DayFirst;
        if (second->value > 12 && first->value <= 12)
            return TimeHints::Order::MonthFirst;
    }
    return {};
}

}
