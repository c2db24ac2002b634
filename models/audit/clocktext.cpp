// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/clocktext.h"

using namespace std::chrono;
using namespace std::string_view_literals;

namespace sekimori::audit {
namespace {

/// True for the half of the day before noon, false for the other one.
std::optional<bool> readHalfOfDay(TextReading &reading)
{
    for (const auto word : {"午前"sv, "上午"sv, "AM"sv, "am"sv, "a.m."sv}) {
        if (reading.take(word))
            return true;
    }
    for (const auto word : {"午後"sv, "下午"sv, "PM"sv, "pm"sv, "p.m."sv}) {
        if (reading.take(word))
            return false;
    }
    return {};
}

void readSeconds(TextReading &reading, TimeParts &parts)
{
    const auto second = reading.number(2);
    if (!second)
        return;
    parts.second = int(second->value);
    if (reading.takeOneOf(".,") != '\0')
        parts.fraction = readFraction(reading);
    reading.take("秒"sv);
}

}

int64_t readFraction(TextReading &reading)
{
    int64_t fraction = 0;
    int digits = 0;
    while (const char digit = reading.takeOneOf("0123456789")) {
        if (++digits <= 6)
            fraction = fraction * 10 + (digit - '0');
    }
    for (; digits < 6; ++digits)
        fraction *= 10;
    return fraction;
}

bool readClock(TextReading &reading, TimeParts &parts)
{
    auto isMorning = readHalfOfDay(reading);
    reading.skip(" ");
    const auto hour = reading.number(6);
    if (!hour)
        return false;
    parts.hour = int(hour->value);
    if (hour->digits == 6 || hour->digits == 4) { // 140000
        const int64_t all = hour->digits == 6 ? hour->value : hour->value * 100;
        parts.hour = int(all / 10000);
        parts.minute = int(all / 100 % 100);
        parts.second = int(all % 100);
    } else if (reading.take(":"sv) || reading.take("時"sv)) {
        const auto minute = reading.number(2);
        parts.minute = int(minute.value_or(TextReading::Number{}).value);
        if (reading.take(":"sv) || reading.take("分"sv))
            readSeconds(reading, parts);
    } else {
        return false;
    }
    reading.skip(" ");
    if (!isMorning)
        isMorning = readHalfOfDay(reading);
    if (isMorning && parts.hour > 12)
        return false;
    if (isMorning)
        parts.hour = parts.hour % 12 + (*isMorning ? 0 : 12);
    return true;
}

bool readZone(TextReading &reading, TimeParts &parts)
{
    if (reading.take("Z"sv) || reading.take("UTC"sv) || reading.take("GMT"sv))
        parts.zone = minutes(0);
    else if (reading.take("JST"sv))
        parts.zone = hours(9);
    const char sign = reading.takeOneOf("+-");
    if (sign == '\0')
        return true;
    const auto hour = reading.number(4);
    if (!hour || hour->digits == 3)
        return false;
    minutes offset
        = hour->digits == 4 ? hours(hour->value / 100) + minutes(hour->value % 100) : minutes(hours(hour->value));
    if (hour->digits <= 2 && reading.take(":"sv)) {
        const auto minute = reading.number(2);
        if (!minute)
            return false;
        offset += minutes(minute->value);
    }
    if (offset >= hours(24))
        return false;
    parts.zone = sign == '-' ? -offset : offset;
    return true;
}

}
