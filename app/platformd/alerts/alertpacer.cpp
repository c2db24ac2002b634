// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertpacer.h"

#include "store/columns.h"

#include <algorithm>
#include <ranges>

namespace sekimori::platformd {
namespace {

constexpr std::chrono::hours ceilingSpan{1};

audit::EventTime startOfNextDay(audit::EventTime time, const QTimeZone &zone)
{
    const QDate day = toDateTime(time).toTimeZone(zone).date();
    return audit::EventTime(std::chrono::microseconds(toColumn(day.addDays(1).startOfDay(zone))));
}

/// The end of a span that divides the hours of the clock on the wall.
audit::EventTime endOfSpan(audit::EventTime time, std::chrono::minutes length, const QTimeZone &zone)
{
    const std::chrono::seconds offset(zone.offsetFromUtc(toDateTime(time)));
    const auto local = (time + offset).time_since_epoch();
    const auto begun = local - ((local % length) + length) % length;
    return audit::EventTime(begun + length - offset);
}

HeldBack heldBackOf(const EventGroup &events)
{
    return {1, events.count, events.firstNumber(), events.lastNumber(), events.highest};
}

}

void EventGroup::add(qint64 number, audit::Level level)
{
    ++count;
    highest = std::max(highest, level);
    if (first.size() < mostFirstShown) {
        first.append(number);
        return;
    }
    if (last.size() == mostLastShown)
        last.removeFirst();
    last.append(number);
}

void HeldBack::add(const HeldBack &later)
{
    if (later.events > 0) {
        firstNumber = events == 0 ? later.firstNumber : std::min(firstNumber, later.firstNumber);
        lastNumber = std::max(lastNumber, later.lastNumber);
    }
    mails += later.mails;
    events += later.events;
    highest = std::max(highest, later.highest);
}

audit::EventTime endOfPace(policy::AlertPace pace, audit::EventTime time, const QTimeZone &zone)
{
    switch (pace) {
    case policy::AlertPace::AtOnce:
        return time;
    case policy::AlertPace::QuarterHour:
        return endOfSpan(time, std::chrono::minutes(15), zone);
    case policy::AlertPace::Hour:
        return endOfSpan(time, std::chrono::hours(1), zone);
    case policy::AlertPace::Day:
        return startOfNextDay(time, zone);
    }
    std::unreachable();
}

AlertPacer::AlertPacer(policy::AlertPace pace, int mailsPerHour, QTimeZone zone, AlertWait wait)
    : m_pace(pace)
    , m_mailsPerHour(mailsPerHour)
    , m_zone(std::move(zone))
    , m_wait(std::move(wait))
{
    findDue();
}

void AlertPacer::take(qint64 number, audit::Level level, audit::EventTime now, bool isLate)
{
    if (number <= m_wait.from)
        return;
    if (m_wait.waiting.count == 0) {
        m_wait.since = now;
        m_wait.isLate = false;
    }
    m_wait.waiting.add(number, level);
    m_wait.isLate = m_wait.isLate || isLate;
    if (!m_due)
        findDue();
}

std::optional<AlertNews> AlertPacer::takeDue(audit::EventTime now)
{
    setClock(now);
    const bool isDue = m_due && *m_due <= now;
    if (isDue && !isOpen(m_wait.waiting.highest)) {
        holdBack(now);
        return std::nullopt;
    }
    if (!isDue && (m_wait.heldBack.mails == 0 || !isOpen(m_wait.heldBack.highest)))
        return std::nullopt;
    AlertNews news{.events = {}, .heldBack = std::exchange(m_wait.heldBack, {})};
    if (isDue) {
        news.isLate = m_wait.isLate || now - *m_due > alertLateAfter;
        news.events = std::exchange(m_wait.waiting, {});
    }
    m_wait.sent.append({now, news.highest()});
    m_wait.lastAt = now;
    findDue();
    return news;
}

std::optional<AlertNews> AlertPacer::takeRest()
{
    if (m_wait.waiting.count == 0 && m_wait.heldBack.mails == 0)
        return std::nullopt;
    AlertNews news{m_wait.waiting, m_wait.heldBack, m_wait.isLate};
    m_wait.waiting = {};
    m_wait.heldBack = {};
    findDue();
    return news;
}

std::optional<audit::EventTime> AlertPacer::nextAt() const
{
    if (m_wait.heldBack.mails == 0)
        return m_due;
    const auto closing = lastThatCloses(m_wait.heldBack.highest);
    const auto opensAt = closing ? *closing + ceilingSpan : m_wait.lastAt;
    return m_due ? std::min(*m_due, opensAt) : opensAt;
}

/// The mail whose hour has to end before the ceiling lets another one of @p level through; none: it does already.
std::optional<audit::EventTime> AlertPacer::lastThatCloses(audit::Level level) const
{
    qsizetype counted = 0;
    for (const SentAlert &sent : m_wait.sent | std::views::reverse) {
        counted += sent.level >= level ? 1 : 0;
        if (counted == m_mailsPerHour)
            return sent.at;
    }
    return std::nullopt;
}

/// Forgets what was sent longer ago than the ceiling counts, or, where the system's clock was set back, in the future.
void AlertPacer::setClock(audit::EventTime now)
{
    QList<SentAlert> &sent = m_wait.sent;
    while (!sent.isEmpty() && sent.constFirst().at + ceilingSpan <= now)
        sent.removeFirst();
    while (!sent.isEmpty() && sent.constLast().at > now)
        sent.removeLast();
    if (m_wait.lastAt <= now && m_wait.since <= now)
        return;
    m_wait.lastAt = std::min(m_wait.lastAt, now);
    m_wait.since = std::min(m_wait.since, now);
    findDue();
}

void AlertPacer::findDue()
{
    if (m_wait.waiting.count == 0)
        m_due.reset();
    else if (m_pace == policy::AlertPace::AtOnce)
        m_due = std::max(m_wait.since, m_wait.lastAt + alertGathering);
    else
        m_due = endOfPace(m_pace, m_wait.since, m_zone);
}

void AlertPacer::holdBack(audit::EventTime now)
{
    m_wait.heldBack.add(heldBackOf(std::exchange(m_wait.waiting, {})));
    m_wait.lastAt = now;
    findDue();
}

void putBack(AlertWait &wait, const AlertNews &news)
{
    if (!wait.sent.isEmpty())
        wait.sent.removeLast();
    HeldBack all = news.heldBack;
    if (news.events.count > 0)
        all.add(heldBackOf(news.events));
    all.add(wait.heldBack);
    wait.heldBack = all;
}

}
