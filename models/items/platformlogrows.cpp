// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/platformlogrows.h"

#include <algorithm>
#include <functional>
#include <ranges>

namespace sekimori::items {

using platform::AuditPage;
using platform::AuditPlace;

audit::Record toRecord(const audit::Event &event)
{
    audit::Record record;
    record.time = event.time;
    record.level = event.level;
    record.number = event.number;
    record.texts = {audit::toText(event.time), event.source, event.user, event.service, event.module, event.action,
        audit::nameOf(event.result), audit::nameOf(event.level), event.complement};
    return record;
}

PlatformLogRows::PlatformLogRows(platform::AuditClient &client, QObject *parent)
    : LogModel(parent)
    , m_client(client)
{
    QList<LogColumn> columns{numberColumn()};
    for (const audit::Field field : audit::allFields)
        columns.append(fieldColumn(field));
    setColumns(columns);
}

/// A question that is not answered leaves the rows as they are; who holds this says why.
void PlatformLogRows::ask(platform::Pending &pending, const AuditPlace &place, int limit,
    void (PlatformLogRows::*take)(const AuditPage &page))
{
    pending = m_client.page(m_question, place, limit, [this, &pending, take](const auto &answer) {
        pending = {};
        m_failure = answer ? std::nullopt : std::optional(answer.error());
        if (answer)
            (this->*take)(*answer);
        else
            giveUp(pending);
        emit stateChanged();
    });
    emit stateChanged();
}

void PlatformLogRows::giveUp(const platform::Pending &pending)
{
    m_missing = 0;
    if (&pending == &m_refreshing)
        m_wantedTime.reset();
}

void PlatformLogRows::setQuestion(const platform::AuditQuestion &question)
{
    if (question == m_question)
        return;
    stop();
    m_question = question;
    m_isRead = false;
    m_failure.reset();
    emit stateChanged();
}

void PlatformLogRows::refresh(int count, qint64 newest)
{
    m_fetchingNewer = {};
    m_wantedNumber.reset();
    m_wantedTime.reset();
    m_newestTold = newest;
    ask(m_refreshing, {}, std::max(count, eventsAtOnce), &PlatformLogRows::takeNewest);
}

void PlatformLogRows::showAround(qint64 number)
{
    m_fetchingNewer = {};
    m_wantedNumber = number;
    m_wantedTime.reset();
    ask(m_refreshing, {.after = number + eventsAtOnce / 2}, eventsAtOnce, &PlatformLogRows::takeAround);
}

void PlatformLogRows::showAround(audit::EventTime time)
{
    m_fetchingNewer = {};
    m_wantedNumber.reset();
    m_wantedTime = time;
    ask(m_refreshing, {.at = time}, eventsAtOnce, &PlatformLogRows::takeAround);
}

void PlatformLogRows::fetchFurther()
{
    if (!m_next || !m_isRead || m_fetching.isUnderWay())
        return;
    if (m_missing <= 0)
        m_missing = eventsAtOnce;
    ask(m_fetching, {.after = m_next}, m_missing, &PlatformLogRows::takeFurther);
}

void PlatformLogRows::tryAgain()
{
    m_failure.reset();
    if (m_next)
        fetchFurther();
    else
        fetchNewer();
}

void PlatformLogRows::fetchNewer()
{
    if (m_above && m_isRead && !m_failure && !isFetching())
        ask(m_fetchingNewer, {.above = m_above}, eventsAtOnce, &PlatformLogRows::takeNewer);
}

void PlatformLogRows::stop()
{
    m_refreshing = {};
    m_fetching = {};
    m_fetchingNewer = {};
    m_wantedNumber.reset();
    m_wantedTime.reset();
    m_missing = 0;
    m_isSearching = false;
    emit stateChanged();
}

void PlatformLogRows::takeNewest(const AuditPage &page)
{
    const qint64 newest = std::max(m_newestTold, page.events.isEmpty() ? 0 : page.events.first().number);
    // It reaches down to what is here already, or to the end of the log.
    const bool joins = m_isRead && !m_above && (!page.next || *page.next <= m_upTo + 1);
    if (joins) {
        const auto known = std::ranges::find_if(page.events, [&](const auto &event) { return event.number <= m_upTo; });
        putOnTop(page.events.first(known - page.events.begin()));
        m_upTo = std::max(m_upTo, newest);
        return;
    }
    const bool overlaps = m_isRead && !m_events.isEmpty() && (!page.next || *page.next <= m_events.first().number + 1);
    if (overlaps) {
        const qint64 top = m_events.first().number;
        const auto known = std::ranges::find_if(page.events, [&](const auto &event) { return event.number <= top; });
        putOnTop(page.events.first(known - page.events.begin()));
    } else {
        replaceAll(page); // So much is new that there would be a gap, or this is the first answer.
    }
    m_above.reset();
    m_upTo = newest;
    if (!overlaps)
        goOn(page);
}

void PlatformLogRows::takeAround(const AuditPage &page)
{
    replaceAll(page);
    const qint64 top = page.events.isEmpty() ? 0 : page.events.first().number;
    m_upTo = top;
    m_above = std::exchange(m_wantedNumber, {}) ? std::optional(top) : page.above;
    goOn(page);
    tellFound(page.near);
}

void PlatformLogRows::takeNewer(const AuditPage &page)
{
    putOnTop(page.events);
    m_upTo = std::max(m_upTo, page.events.isEmpty() ? 0 : page.events.first().number);
    m_above = page.above;
    m_isSearching = page.events.isEmpty() && m_above;
    if (m_isSearching)
        fetchNewer();
    tellFound(page.near);
}

void PlatformLogRows::takeFurther(const AuditPage &page)
{
    m_next = page.next;
    if (!page.events.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(page.events.size()) - 1);
        m_events += page.events;
        endInsertRows();
    }
    m_missing -= int(page.events.size());
    goOn(page);
    tellFound(page.near);
}

/// A page that is not full although there may be more. Where there is no row at all, no view can ask for newer ones.
void PlatformLogRows::goOn(const AuditPage &page)
{
    m_isSearching = page.isPartial && m_next && m_missing > 0;
    if (m_isSearching)
        return fetchFurther();
    m_missing = 0;
    m_isSearching = m_events.isEmpty() && m_above;
    if (m_isSearching)
        fetchNewer();
}

/// The first rows that come are nearest to the time that was asked for.
void PlatformLogRows::tellFound(std::optional<qint64> near)
{
    if (!m_wantedTime || m_events.isEmpty() || m_refreshing.isUnderWay())
        return; // While the answer is on its way, what comes is of the rows before.
    const audit::EventTime time = *std::exchange(m_wantedTime, {});
    emit rowFound(near && rowOf(*near) >= 0 ? rowOf(*near) : nearestRow(time));
}

void PlatformLogRows::replaceAll(const AuditPage &page)
{
    m_fetching = {};
    beginResetModel();
    m_events = page.events;
    m_next = page.next;
    m_isRead = true;
    m_missing = eventsAtOnce - int(page.events.size());
    endResetModel();
}

void PlatformLogRows::putOnTop(const QList<audit::Event> &newestFirst)
{
    if (newestFirst.isEmpty())
        return;
    beginInsertRows({}, 0, int(newestFirst.size()) - 1);
    for (const audit::Event &event : std::views::reverse(newestFirst))
        m_events.prepend(event); // There is room in front, so that nothing else is moved.
    endInsertRows();
}

bool PlatformLogRows::add(const QList<audit::Event> &events, qint64 after, qint64 upTo)
{
    if (!m_isRead || m_above || after > m_upTo || upTo <= m_upTo)
        return false;
    const auto known = std::ranges::find_if(events, [&](const auto &event) { return event.number <= m_upTo; });
    putOnTop(events.first(known - events.begin()));
    m_upTo = upTo;
    emit stateChanged();
    return true;
}

void PlatformLogRows::forgetOldest(int count)
{
    if (count <= 0 || rowCount() <= count)
        return;
    m_fetching = {};
    m_missing = 0;
    beginRemoveRows({}, count, rowCount() - 1);
    m_events.resize(count);
    m_next = m_events.last().number;
    endRemoveRows();
    emit stateChanged();
}

int PlatformLogRows::rowOf(qint64 number) const
{
    const auto found = std::ranges::lower_bound(m_events, number, std::greater(), &audit::Event::number);
    return found != m_events.end() && found->number == number ? int(found - m_events.begin()) : -1;
}

/// Times follow the numbers but for those that other services have sent late.
int PlatformLogRows::nearestRow(audit::EventTime time) const
{
    const auto after = std::ranges::lower_bound(m_events, time, std::greater(), &audit::Event::time);
    if (after == m_events.begin())
        return 0;
    const bool isBeforeNearer = after == m_events.end() || (after - 1)->time - time < time - after->time;
    return int(after - m_events.begin()) - (isBeforeNearer ? 1 : 0);
}

int PlatformLogRows::rowNear(audit::EventTime time)
{
    const bool isWithin = m_isRead && !m_events.isEmpty() && time >= m_events.last().time
        && (time <= m_events.first().time || !m_above);
    if (isWithin || (isComplete() && !m_events.isEmpty()))
        return nearestRow(time);
    showAround(time);
    return -1;
}

std::optional<audit::Record> PlatformLogRows::recordAt(int row) const
{
    return row >= 0 && row < m_events.size() ? std::optional(toRecord(m_events.at(row))) : std::nullopt;
}

int PlatformLogRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

bool PlatformLogRows::canFetchMore(const QModelIndex &parent) const
{
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && m_isRead && m_next && !m_failure && !m_fetching.isUnderWay();
}

void PlatformLogRows::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
