// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/event.h"

#include <QJsonValue>

#include <algorithm>
#include <array>
#include <format>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sekimori::audit {
namespace {

constexpr std::array levelNames{
    std::pair{Level::Information, "information"_L1},
    std::pair{Level::Notice, "notice"_L1},
    std::pair{Level::Warning, "warning"_L1},
    std::pair{Level::Error, "error"_L1},
    std::pair{Level::Critical, "critical"_L1},
};

constexpr std::array resultNames{
    std::pair{EventResult::Success, "SUCCESS"_L1},
    std::pair{EventResult::Failed, "FAILED"_L1},
    std::pair{EventResult::ValidationError, "VALIDATION ERROR"_L1},
    std::pair{EventResult::Error, "ERROR"_L1},
};

QLatin1StringView nameIn(const auto &names, auto value)
{
    const auto found = std::ranges::find(names, value, [](const auto &pair) { return pair.first; });
    return found == names.end() ? QLatin1StringView() : found->second;
}

auto valueIn(const auto &names, QStringView name) -> std::optional<std::remove_cvref_t<decltype(names[0].first)>>
{
    const auto found = std::ranges::find_if(names, [&](const auto &pair) { return pair.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

/// Takes a text apart from the left; once something does not fit, nothing fits any more.
class TimeReading {
public:
    explicit TimeReading(QStringView text)
        : m_rest(text)
    {
    }

    int digits(qsizetype count)
    {
        int number = 0;
        m_fits = m_fits && m_rest.size() >= count;
        for (qsizetype i = 0; m_fits && i < count; ++i) {
            m_fits = isDigit(m_rest[i]);
            number = number * 10 + (m_rest[i].unicode() - u'0');
        }
        if (m_fits)
            m_rest = m_rest.sliced(count);
        return number;
    }

    bool take(QChar character)
    {
        const bool isNext = m_fits && m_rest.startsWith(character);
        if (isNext)
            m_rest = m_rest.sliced(1);
        return isNext;
    }

    void need(QChar character) { m_fits = take(character); }

    microseconds fraction()
    {
        if (!take(u'.'))
            return {};
        const auto end = std::ranges::find_if_not(m_rest, isDigit);
        const auto count = std::distance(m_rest.begin(), end);
        m_fits = m_fits && count >= 1 && count <= 6;
        int number = digits(count);
        for (auto missing = count; missing < 6; ++missing)
            number *= 10;
        return microseconds(number);
    }

    minutes zone()
    {
        if (take(u'Z'))
            return {};
        const bool isBehind = take(u'-');
        if (!isBehind)
            need(u'+');
        const int hour = digits(2);
        need(u':');
        const int minute = digits(2);
        m_fits = m_fits && hour < 24 && minute < 60;
        const minutes offset = hours(hour) + minutes(minute);
        return isBehind ? -offset : offset;
    }

    bool fitsWholly() const { return m_fits && m_rest.isEmpty(); }

private:
    static bool isDigit(QChar character) { return character >= u'0' && character <= u'9'; }

    QStringView m_rest;
    bool m_fits = true;
};

}

QLatin1StringView nameOf(Level level)
{
    return nameIn(levelNames, level);
}

std::optional<Level> levelNamed(QStringView name)
{
    return valueIn(levelNames, name);
}

QLatin1StringView nameOf(EventResult result)
{
    return nameIn(resultNames, result);
}

std::optional<EventResult> resultNamed(QStringView name)
{
    return valueIn(resultNames, name);
}

QString toText(EventTime time)
{
    return QString::fromStdString(std::format("{:%FT%T}Z", time));
}

std::optional<EventTime> timeFromText(QStringView text)
{
    TimeReading reading(text);
    const year inYear{reading.digits(4)};
    reading.need(u'-');
    const month inMonth{unsigned(reading.digits(2))};
    reading.need(u'-');
    const year_month_day date{inYear, inMonth, day{unsigned(reading.digits(2))}};
    reading.need(u'T');
    const int hour = reading.digits(2);
    reading.need(u':');
    const int minute = reading.digits(2);
    reading.need(u':');
    const int second = reading.digits(2);
    const auto fraction = reading.fraction();
    const auto zone = reading.zone();
    if (!reading.fitsWholly() || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return {};
    const EventTime time = sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + fraction - zone;
    // A zone may lead out of the years that can be written.
    if (time < sys_days(year(0) / 1 / 1) || time >= sys_days(year(10'000) / 1 / 1))
        return {};
    return time;
}

QJsonObject toJson(const Event &event)
{
    return {
        {u"number"_s, event.number},
        {u"time"_s, toText(event.time)},
        {u"source"_s, event.source},
        {u"user"_s, event.user},
        {u"service"_s, event.service},
        {u"module"_s, event.module},
        {u"action"_s, event.action},
        {u"result"_s, QString(nameOf(event.result))},
        {u"level"_s, QString(nameOf(event.level))},
        {u"complement"_s, event.complement},
    };
}

std::optional<Event> eventFromJson(const QJsonObject &json)
{
    bool fits = true;
    const auto text = [&](QLatin1StringView field) {
        const QJsonValue value = json.value(field);
        fits = fits && value.isString();
        return value.toString();
    };
    Event event{
        .source = text("source"_L1),
        .user = text("user"_L1),
        .service = text("service"_L1),
        .module = text("module"_L1),
        .action = text("action"_L1),
        .complement = text("complement"_L1),
    };
    event.number = json.value("number"_L1).toInteger(-1);
    const auto time = timeFromText(text("time"_L1));
    const auto result = resultNamed(text("result"_L1));
    const auto level = levelNamed(text("level"_L1));
    if (!fits || event.number < 0 || !time || !result || !level)
        return {};
    event.time = *time;
    event.result = *result;
    event.level = *level;
    return event;
}

}
