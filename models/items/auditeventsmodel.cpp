// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/auditeventsmodel.h"

#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <ranges>

namespace sekimori::items {
namespace {

/// The log keeps its own order, so that a column needs no other.
struct EventColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const audit::Event &event, const QTimeZone &zone);
};

/// Whose words these are, for the translators.
struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(AuditEvents)
};

const QList<EventColumn> &columns()
{
    using audit::Event;
    using Zone = QTimeZone;
    static const QList<EventColumn> columns{
        {[](const Zone &zone) { return EventWords::tr("Date and time: %1", "column; time zone").arg(zoneName(zone)); },
            [](const Event &event, const Zone &zone) { return clockText(event.time, zone); }},
        {[](const Zone &) { return EventWords::tr("Level", "column"); },
            [](const Event &event, const Zone &) { return levelText(event.level); }},
        {[](const Zone &) { return EventWords::tr("User", "column"); },
            [](const Event &event, const Zone &) { return event.user; }},
        {[](const Zone &) { return EventWords::tr("Accessed from", "column"); },
            [](const Event &event, const Zone &) { return event.source; }},
        {[](const Zone &) { return EventWords::tr("Service", "column"); },
            [](const Event &event, const Zone &) { return event.service; }},
        {[](const Zone &) { return EventWords::tr("Module", "column"); },
            [](const Event &event, const Zone &) { return event.module; }},
        {[](const Zone &) { return EventWords::tr("Action", "column"); },
            [](const Event &event, const Zone &) { return event.action; }},
        {[](const Zone &) { return EventWords::tr("Result", "column"); },
            [](const Event &event, const Zone &) { return QString(audit::nameOf(event.result)); }},
    };
    return columns;
}

}

QString levelText(audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return EventWords::tr("Information", "level of an event");
    case audit::Level::Notice:
        return EventWords::tr("Notice", "level of an event");
    case audit::Level::Warning:
        return EventWords::tr("Warning", "level of an event");
    case audit::Level::Error:
        return EventWords::tr("Error", "level of an event");
    case audit::Level::Critical:
        return EventWords::tr("Critical", "level of an event");
    }
    Q_UNREACHABLE_RETURN({});
}

AuditEventsModel::AuditEventsModel(platform::AuditClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
}

void AuditEventsModel::refresh(int count)
{
    m_fetchingNewer = {};
    m_refreshing = m_client.page(std::max(count, eventsAtOnce), {}, [this](const auto &answer) { takeNewest(answer); });
    emit stateChanged();
}

void AuditEventsModel::showAround(qint64 number)
{
    m_around = number;
    m_fetchingNewer = {};
    m_refreshing
        = m_client.page(eventsAtOnce, number + eventsAtOnce / 2, [this](const auto &answer) { takeAround(answer); });
    emit stateChanged();
}

void AuditEventsModel::fetchFurther()
{
    if (!m_next || m_fetching.isUnderWay())
        return;
    m_fetching = m_client.page(eventsAtOnce, m_next, [this](const auto &answer) { takeFurther(answer); });
    emit stateChanged();
}

void AuditEventsModel::fetchNewer()
{
    if (!m_around || m_events.isEmpty() || m_failure || isFetching())
        return;
    // Numbers have no gaps, so that the page that ends just above the newest here can be asked for.
    m_fetchingNewer = m_client.page(
        eventsAtOnce, newestNumber() + eventsAtOnce + 1, [this](const auto &answer) { takeNewer(answer); });
    emit stateChanged();
}

void AuditEventsModel::takeNewest(const platform::Answer<platform::AuditPage> &answer)
{
    m_refreshing = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        const auto &events = answer->events;
        const qint64 newestKnown = newestNumber();
        const auto known = std::ranges::find_if(events, [&](const auto &event) { return event.number <= newestKnown; });
        const bool isOvertaken = known == events.begin(); // What is new in it has come by another way already.
        const bool joins = known != events.end() && (isOvertaken || known->number == newestKnown);
        if (joins)
            putOnTop(events.first(known - events.begin()));
        else
            replaceAll(*answer); // So much is new that there would be a gap, or this is the first answer.
        m_around.reset();
    }
    emit stateChanged();
}

void AuditEventsModel::takeAround(const platform::Answer<platform::AuditPage> &answer)
{
    m_refreshing = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        replaceAll(*answer);
    emit stateChanged();
}

void AuditEventsModel::takeNewer(const platform::Answer<platform::AuditPage> &answer)
{
    m_fetchingNewer = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        const auto &events = answer->events;
        const qint64 wanted = newestNumber() + eventsAtOnce;
        const auto known
            = std::ranges::find_if(events, [&](const auto &event) { return event.number <= newestNumber(); });
        putOnTop(events.first(known - events.begin()));
        if (newestNumber() < wanted)
            m_around.reset(); // There is nothing newer.
    }
    emit stateChanged();
}

void AuditEventsModel::replaceAll(const platform::AuditPage &page)
{
    m_fetching = {};
    beginResetModel();
    m_events = page.events;
    m_next = page.next;
    m_isRead = true;
    endResetModel();
}

void AuditEventsModel::putOnTop(const QList<audit::Event> &newestFirst)
{
    if (newestFirst.isEmpty())
        return;
    beginInsertRows({}, 0, int(newestFirst.size()) - 1);
    for (const audit::Event &event : std::views::reverse(newestFirst))
        m_events.prepend(event); // There is room in front, so that nothing else is moved.
    endInsertRows();
}

bool AuditEventsModel::add(const QList<audit::Event> &events)
{
    if (!m_isRead || m_around || events.isEmpty() || events.first().number != newestNumber() + 1)
        return false;
    putOnTop({events.rbegin(), events.rend()});
    emit stateChanged();
    return true;
}

void AuditEventsModel::forgetOldest(int count)
{
    if (count <= 0 || rowCount() <= count)
        return;
    m_fetching = {};
    beginRemoveRows({}, count, rowCount() - 1);
    m_events.resize(count);
    m_next = m_events.last().number;
    endRemoveRows();
    emit stateChanged();
}

int AuditEventsModel::rowOf(qint64 number) const
{
    const auto found = std::ranges::lower_bound(m_events, number, std::greater(), &audit::Event::number);
    return found != m_events.end() && found->number == number ? int(found - m_events.begin()) : -1;
}

void AuditEventsModel::takeFurther(const platform::Answer<platform::AuditPage> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_next = answer->next;
        if (!answer->events.isEmpty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(answer->events.size()) - 1);
            m_events += answer->events;
            endInsertRows();
        }
    }
    emit stateChanged();
}

void AuditEventsModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (!m_events.isEmpty())
        emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn), {Qt::DisplayRole});
}

int AuditEventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int AuditEventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant AuditEventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const audit::Event &shown = eventAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return columns().at(index.column()).text(shown, m_zone);
    case LevelRole:
        return QVariant::fromValue(shown.level);
    case NumberRole:
        return shown.number;
    default:
        return {};
    }
}

QVariant AuditEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(section).title(m_zone)) : QVariant();
}

bool AuditEventsModel::canFetchMore(const QModelIndex &parent) const
{
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && m_next && !m_failure && !m_fetching.isUnderWay();
}

void AuditEventsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
