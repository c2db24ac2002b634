// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/datetext.h"

#include <algorithm>
#include <array>
#include <span>

using namespace std::string_view_literals;

namespace sekimori::audit {
namespace {

bool isSameWord(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, {}, [](char character) { return character | 0x20; });
}

/// `Mar`, `March`, `Sept`: at least three letters of the name.
int placeAmong(std::span<const std::string_view> names, std::string_view word)
{
    if (word.size() < 3)
        return -1;
    const auto found = std::ranges::find_if(names, [&](std::string_view name) {
        return word.size() <= name.size() && isSameWord(word, name.substr(0, word.size()));
    });
    return found == names.end() ? -1 : int(found - names.begin());
}

constexpr std::array monthNames{"january"sv, "february"sv, "march"sv, "april"sv, "may"sv, "june"sv, "july"sv,
    "august"sv, "september"sv, "october"sv, "november"sv, "december"sv};
constexpr std::array dayNames{
    "monday"sv, "tuesday"sv, "wednesday"sv, "thursday"sv, "friday"sv, "saturday"sv, "sunday"sv};

int fullYear(const TextReading::Number &number)
{
    return number.digits > 2 ? int(number.value) : int(number.value) + (number.value < 70 ? 2000 : 1900);
}

bool readMonthName(TextReading &reading, TimeParts &parts)
{
    TextReading ahead = reading;
    parts.month = placeAmong(monthNames, ahead.word()) + 1;
    if (parts.month > 0)
        reading = ahead;
    return parts.month > 0;
}

/// `Mar  5`, `March 5, 2026`
bool readMonthThenDay(TextReading &reading, TimeParts &parts)
{
    reading.skip(" .");
    const auto day = reading.number(2);
    if (!day)
        return false;
    parts.day = int(day->value);
    TextReading ahead = reading;
    ahead.skip(", ");
    const auto year = ahead.number();
    if (year && year->digits == 4 && (ahead.isAtEnd() || !ahead.rest().starts_with(':'))) {
        parts.year = int(year->value);
        reading = ahead;
    }
    return true;
}

/// What follows the first number of a date of three.
bool readRestOfDate(TextReading &reading, const TextReading::Number &first, const TimeHints &hints, TimeParts &parts)
{
    const char separator = reading.takeOneOf("/-. ");
    if (separator == '\0')
        return false;
    const bool hasName = readMonthName(reading, parts);
    std::optional<TextReading::Number> second;
    if (!hasName) {
        second = reading.number(2);
        if (!second || separator == ' ')
            return false;
    }
    if (reading.takeOneOf(hasName ? "/-., "sv : std::string_view(&separator, 1)) == '\0')
        return false;
    reading.skip(" ");
    const auto third = reading.number(4);
    if (!third)
        return false;
    if (first.digits == 4 || hasName) {
        parts.year = first.digits == 4 ? int(first.value) : fullYear(*third);
        parts.month = hasName ? parts.month : int(second->value);
        parts.day = int(first.digits == 4 ? third->value : first.value);
        return true;
    }
    const bool isDayFirst = separator == '.' || hints.order == TimeHints::Order::DayFirst;
    parts.year = fullYear(*third);
    parts.month = int(isDayFirst ? second->value : first.value);
    parts.day = int(isDayFirst ? first.value : second->value);
    return third->digits == 4 || third->digits == 2;
}

/// `2026年3月5日`
bool readRestOfKanjiDate(TextReading &reading, const TextReading::Number &first, TimeParts &parts)
{
    reading.skip(" ");
    const auto month = reading.number(2);
    if (!month || !reading.take("月"sv))
        return false;
    reading.skip(" ");
    const auto day = reading.number(2);
    if (!day || !reading.take("日"sv))
        return false;
    parts.year = int(first.value);
    parts.month = int(month->value);
    parts.day = int(day->value);
    return true;
}

void takeDigits(int64_t digits, TimeParts &parts)
{
    parts.year = int(digits / 10000);
    parts.month = int(digits / 100 % 100);
    parts.day = int(digits % 100);
}

}

void skipWeekday(TextReading &reading)
{
    for (const auto day : {"月"sv, "火"sv, "水"sv, "木"sv, "金"sv, "土"sv, "日"sv}) {
        for (const auto *const frame : {"()", "（）"}) {
            const std::string_view both(frame);
            TextReading ahead = reading;
            if (ahead.take(both.substr(0, both.size() / 2)) && ahead.take(day)
                && ahead.take(both.substr(both.size() / 2)))
                reading = ahead;
        }
    }
    TextReading ahead = reading;
    if (placeAmong(dayNames, ahead.word()) >= 0)
        reading = ahead;
    reading.skip(" ,.");
}

bool readDate(TextReading &reading, const TimeHints &hints, TimeParts &parts)
{
    skipWeekday(reading);
    if (readMonthName(reading, parts))
        return readMonthThenDay(reading, parts);
    const auto first = reading.number(14);
    if (!first)
        return false;
    if (first->digits == 8 || first->digits == 14) {
        takeDigits(first->digits == 8 ? first->value : first->value / 1'000'000, parts);
        if (first->digits == 14) {
            parts.hour = int(first->value / 10000 % 100);
            parts.minute = int(first->value / 100 % 100);
            parts.second = int(first->value % 100);
        }
        return true;
    }
    return reading.take("年"sv) ? readRestOfKanjiDate(reading, *first, parts)
                                : first->digits != 3 && readRestOfDate(reading, *first, hints, parts);
}

}
