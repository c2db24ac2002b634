// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/timespan.h"

#include "audit/filter/foldedtext.h"
#include "audit/filter/mistake.h"
#include "error/excerpt.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace std::chrono;
using namespace std::chrono_literals;

namespace sekimori::audit::filter {
namespace {

/// What the clock on the wall shows.
using WallTime = local_time<microseconds>;

constexpr auto earliest = EventTime(sys_days(year(1) / 1 / 1));
constexpr auto latest = EventTime(sys_days(year(9999) / 12 / 31) + 24h - 1us);

WallTime wallTimeOf(EventTime time, const QTimeZone &zone)
{
    const auto whole = floor<seconds>(time);
    const int offset
        = zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(whole.time_since_epoch().count(), QTimeZone::UTC));
    return WallTime(time.time_since_epoch() + seconds(offset));
}

QDateTime dateTime(WallTime wall, const QTimeZone &zone, QDateTime::TransitionResolution resolution)
{
    const QDateTime shown
        = QDateTime::fromSecsSinceEpoch(floor<seconds>(wall).time_since_epoch().count(), QTimeZone::UTC);
    return {shown.date(), shown.time(), zone, resolution};
}

EventTime eventTime(const QDateTime &time)
{
    return EventTime(seconds(time.toSecsSinceEpoch()));
}

/// When the clock showed this; where it did so twice, by @p resolution. What it never showed is the moment at which it
/// was set forward.
EventTime timeAt(WallTime wall, const QTimeZone &zone, QDateTime::TransitionResolution resolution)
{
    const QDateTime found = dateTime(wall, zone, resolution);
    const EventTime time = eventTime(found) + (wall - floor<seconds>(wall));
    if (wallTimeOf(time, zone) == wall)
        return time;
    const QDateTime before = dateTime(wall, zone, QDateTime::TransitionResolution::PreferBefore);
    const auto transition = zone.nextTransition(before);
    return transition.atUtc.isValid() ? eventTime(transition.atUtc) : time;
}

/// A stretch of the clock on the wall, before it is known where on earth.
struct WallSpan {
    WallTime begin{};
    WallTime end{};
};

TimeSpan inZone(const WallSpan &span, const QTimeZone &zone)
{
    const EventTime begin = timeAt(span.begin, zone, QDateTime::TransitionResolution::PreferBefore);
    const EventTime last = timeAt(span.end - 1us, zone, QDateTime::TransitionResolution::PreferAfter);
    const bool wasShown = wallTimeOf(last, zone) == span.end - 1us;
    return {begin, wasShown ? last + 1us : last};
}

/// Takes a text apart from the left.
class TimeText {
public:
    explicit TimeText(QStringView text)
        : m_rest(text)
    {
    }

    bool isAtEnd() const { return m_rest.isEmpty(); }

    bool take(QStringView text)
    {
        const bool isNext = m_rest.startsWith(text);
        if (isNext)
            m_rest = m_rest.sliced(text.size());
        return isNext;
    }

    void skipBlanks() { m_rest = m_rest.trimmed(); }

    bool takeColon() { return take(u":") || take(u"："); }

    /// As many digits as there are, if they are @p fewest to @p most; otherwise none is taken.
    std::optional<int> number(qsizetype fewest, qsizetype most)
    {
        const auto digits
            = std::find_if_not(m_rest.begin(), m_rest.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const auto count = std::distance(m_rest.begin(), digits);
        if (count < fewest || count > most)
            return {};
        const int value = m_rest.first(count).toInt();
        m_digits = count;
        m_rest = m_rest.sliced(count);
        return value;
    }
    qsizetype digitsOfNumber() const { return m_digits; }

    /// One of the words, the longest first where one begins another.
    template<typename T, size_t N>
    std::optional<T> wordOf(const std::array<std::pair<QStringView, T>, N> &words)
    {
        for (const auto &[word, meaning] : words) {
            if (take(word))
                return meaning;
        }
        return {};
    }

private:
    QStringView m_rest;
    qsizetype m_digits = 0;
};

constexpr auto dayWords = std::to_array<std::pair<QStringView, int>>({
    {u"today", 0},
    {u"yesterday", 1},
    {u"今日", 0},
    {u"本日", 0},
    {u"今天", 0},
    {u"昨日", 1},
    {u"昨天", 1},
    {u"一昨日", 2},
    {u"前天", 2},
});

constexpr auto weekdayWords = std::to_array<std::pair<QStringView, weekday>>({
    {u"monday", Monday},
    {u"tuesday", Tuesday},
    {u"wednesday", Wednesday},
    {u"thursday", Thursday},
    {u"friday", Friday},
    {u"saturday", Saturday},
    {u"sunday", Sunday},
    {u"月曜日", Monday},
    {u"月曜", Monday},
    {u"火曜日", Tuesday},
    {u"火曜", Tuesday},
    {u"水曜日", Wednesday},
    {u"水曜", Wednesday},
    {u"木曜日", Thursday},
    {u"木曜", Thursday},
    {u"金曜日", Friday},
    {u"金曜", Friday},
    {u"土曜日", Saturday},
    {u"土曜", Saturday},
    {u"日曜日", Sunday},
    {u"日曜", Sunday},
    {u"星期一", Monday},
    {u"星期二", Tuesday},
    {u"星期三", Wednesday},
    {u"星期四", Thursday},
    {u"星期五", Friday},
    {u"星期六", Saturday},
    {u"星期日", Sunday},
    {u"星期天", Sunday},
    {u"週一", Monday},
    {u"週二", Tuesday},
    {u"週三", Wednesday},
    {u"週四", Thursday},
    {u"週五", Friday},
    {u"週六", Saturday},
    {u"週日", Sunday},
});

constexpr auto nowWords = std::to_array<std::pair<QStringView, bool>>({{u"now", true}, {u"現在", true}, {u"今", true}});

constexpr auto unitWords = std::to_array<std::pair<QStringView, minutes>>({
    {u"分鐘", 1min},
    {u"分", 1min},
    {u"m", 1min},
    {u"小時", 1h},
    {u"時間", 1h},
    {u"h", 1h},
    {u"日", days(1)},
    {u"天", days(1)},
    {u"d", days(1)},
    {u"週間", weeks(1)},
    {u"週", weeks(1)},
    {u"w", weeks(1)},
});

/// So long ago: days and weeks by the calendar of the zone, so that the clock showed the same then.
std::optional<EventTime> timeAgo(TimeText text, const Reading &reading)
{
    const auto count = text.number(1, 5);
    const auto unit = text.wordOf(unitWords);
    if (!count || !unit || !text.isAtEnd())
        return {};
    const auto distance = *count * *unit;
    if (*unit < days(1))
        return reading.now - distance;
    const WallTime wall = wallTimeOf(reading.now, reading.zone) - distance;
    return timeAt(wall, reading.zone, QDateTime::TransitionResolution::PreferBefore);
}

std::optional<EventTime> momentFromText(QStringView text, const Reading &reading)
{
    TimeText now(text);
    if (now.wordOf(nowWords) && now.isAtEnd())
        return reading.now;
    return timeAgo(TimeText(text), reading);
}

WallSpan dayAt(local_days day)
{
    return {day, day + days(1)};
}

/// `yesterday`, and what begins like it.
bool isDayBefore(QStringView text)
{
    const auto back = TimeText(text).wordOf(dayWords);
    return back && *back > 0;
}

/// `yesterday`, `monday`: the last one, which may be today.
std::optional<WallSpan> namedDay(TimeText &text, local_days today)
{
    if (const auto back = text.wordOf(dayWords))
        return dayAt(today - days(*back));
    if (const auto wanted = text.wordOf(weekdayWords))
        return dayAt(today - (weekday(today) - *wanted));
    return {};
}

/// Whether another part of the date follows; `2026年` may be all of it.
bool goesOn(TimeText &text, QStringView character)
{
    return text.take(u"-") || text.take(u"/") || (text.take(character) && !text.isAtEnd());
}

/// `2026`, `2026-03`, `2026-03-05`, `2026/3/5`, `2026年3月5日`.
std::optional<WallSpan> calendarSpan(TimeText &text)
{
    const auto inYear = text.number(4, 4);
    if (!inYear || *inYear == 0)
        return {};
    const year y{*inYear};
    if (!goesOn(text, u"年"))
        return WallSpan{local_days(y / 1 / 1), local_days((y + years(1)) / 1 / 1)};
    const auto inMonth = text.number(1, 2);
    if (!inMonth)
        return {};
    const year_month m = y / month(unsigned(*inMonth));
    if (!m.ok())
        return {};
    if (!goesOn(text, u"月"))
        return WallSpan{local_days(m / 1), local_days((m + months(1)) / 1)};
    const auto onDay = text.number(1, 2);
    text.take(u"日");
    if (!onDay || !(m / day(unsigned(*onDay))).ok())
        return {};
    return dayAt(local_days(m / day(unsigned(*onDay))));
}

/// `14`, `14:00`, `14:00:30`, `14:00:30.25` after midnight: when, and how long what is left open may be.
struct ClockSpan {
    microseconds begin{};
    microseconds length{};
};

std::optional<ClockSpan> fractionSpan(TimeText &text, ClockSpan span)
{
    const auto fraction = text.number(1, 6);
    if (!fraction)
        return {};
    microseconds unit = 1s;
    for (qsizetype i = 0; i < text.digitsOfNumber(); ++i)
        unit /= 10;
    return ClockSpan{span.begin + *fraction * unit, unit};
}

std::optional<ClockSpan> clockSpan(TimeText &text)
{
    const auto hour = text.number(1, 2);
    if (!hour || *hour > 23)
        return {};
    ClockSpan span{hours(*hour), 1h};
    if (!text.takeColon())
        return span;
    const auto minute = text.number(2, 2);
    if (!minute || *minute > 59)
        return {};
    span = {span.begin + minutes(*minute), 1min};
    if (!text.takeColon())
        return span;
    const auto second = text.number(2, 2);
    if (!second || *second > 59)
        return {};
    span = {span.begin + seconds(*second), 1s};
    return text.take(u".") ? fractionSpan(text, span) : span;
}

/// `Z`, `+09:00`, `+0900`, `+09`. The first optional: it can be read; the second: there is one.
std::optional<std::optional<QTimeZone>> offsetZone(TimeText &text)
{
    text.skipBlanks();
    if (text.isAtEnd())
        return std::optional<QTimeZone>();
    if (text.take(u"z"))
        return QTimeZone(QTimeZone::UTC);
    const bool isBehind = text.take(u"-") || text.take(u"−");
    if (!isBehind && !text.take(u"+"))
        return {};
    auto number = text.number(4, 4);
    if (!number) {
        const auto hour = text.number(2, 2);
        const auto minute = text.takeColon() ? text.number(2, 2) : 0;
        if (!hour || !minute)
            return {};
        number = *hour * 100 + *minute;
    }
    if (*number / 100 > 14 || *number % 100 > 59)
        return {};
    const auto offset = hours(*number / 100) + minutes(*number % 100);
    return QTimeZone::fromDurationAheadOfUtc(isBehind ? -offset : offset);
}

struct ZonedSpan {
    WallSpan span;
    QTimeZone zone;
    bool hasDate = false; ///< otherwise its day is reckoned from now
};

/// All that is no moment: a day or more of the calendar, and perhaps a time of that day.
std::optional<ZonedSpan> spanFromText(QStringView whole, const Reading &reading)
{
    const auto today = floor<days>(wallTimeOf(reading.now, reading.zone));
    TimeText text(whole);
    auto date = namedDay(text, today);
    bool hasDate = false;
    if (!date) {
        date = calendarSpan(text);
        hasDate = date.has_value();
        if (!date) {
            text = TimeText(whole);
            date = dayAt(today);
            if (!whole.contains(u':') && !whole.contains(u'：'))
                return {};
        } else if (!text.isAtEnd() && (!(text.take(u"t") || text.take(u" ")) || text.isAtEnd())) {
            return {};
        }
    }
    text.skipBlanks();
    if (text.isAtEnd())
        return ZonedSpan{*date, reading.zone, hasDate};
    const auto clock = clockSpan(text);
    if (!clock || date->end - date->begin != days(1))
        return {};
    const auto zone = offsetZone(text);
    if (!zone || !text.isAtEnd())
        return {};
    const WallTime begin = date->begin + clock->begin;
    return ZonedSpan{{begin, begin + clock->length}, zone->value_or(reading.zone), hasDate};
}

std::unexpected<Error> refused(const Message &message, QStringView text, const QStringList &more = {})
{
    return std::unexpected(Error(ErrorKind::Invalid, message, QStringList{excerpt(text)} + more));
}

}

Result<TimeSpan> timeSpanFromText(QStringView text, const Reading &reading)
{
    const QString word = folded(text.trimmed());
    TimeSpan span;
    if (const auto moment = momentFromText(word, reading)) {
        if (reading.isRule)
            return refused(messages::TimePasses, text);
        span = {*moment, *moment};
    } else {
        const auto zoned = spanFromText(word, reading);
        if (!zoned)
            return refused(messages::TimeUnknown, text);
        if (reading.isRule && isDayBefore(word))
            return refused(messages::TimePasses, text);
        span = inZone(zoned->span, zoned->zone);
        // A rule's time of day may be one that the clock leaves out on a single day.
        if (span.begin >= span.end && (zoned->hasDate || !reading.isRule))
            return refused(messages::TimeNotThere, text, {QString::fromUtf8(zoned->zone.id())});
    }
    if (span.end <= earliest || span.begin >= latest)
        return refused(messages::TimeOutOfRange, text);
    // The first and the last day may be outside in part: such times could not be written.
    return TimeSpan{std::max(span.begin, earliest), std::min(span.end, latest)};
}

}
