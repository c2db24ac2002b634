// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/opensessionsmodel.h"

#include "items/personwords.h"
#include "items/tooltiptext.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::OpenSession;

struct SessionWords {
    Q_DECLARE_TR_FUNCTIONS(OpenSessions)
};

struct SessionColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const OpenSession &session, const QTimeZone &zone);
};

QString kindText(const OpenSession &session)
{
    switch (session.kind) {
    case OpenSession::Kind::Console:
        return session.isThis ? SessionWords::tr("Console, this one") : SessionWords::tr("Console");
    case OpenSession::Kind::Browser:
        return session.staysSignedIn ? SessionWords::tr("Browser, stays signed in") : SessionWords::tr("Browser");
    }
    Q_UNREACHABLE_RETURN({});
}

QString momentText(audit::EventTime time, const QTimeZone &zone)
{
    return toDateTime(time).toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

const std::array<SessionColumn, 5> &columns()
{
    using Zone = QTimeZone;
    static const std::array<SessionColumn, 5> columns{{
        {[](const Zone &) { return SessionWords::tr("Who", "column: signed-in person"); },
            [](const OpenSession &session, const Zone &) { return personText(session.user); }},
        {[](const Zone &) { return SessionWords::tr("By", "column: console or browser"); },
            [](const OpenSession &session, const Zone &) { return kindText(session); }},
        {[](const Zone &) { return SessionWords::tr("From", "column: address"); },
            [](const OpenSession &session, const Zone &) { return session.address; }},
        {[](const Zone &zone) { return SessionWords::tr("Since: %1", "column; time zone").arg(zoneName(zone)); },
            [](const OpenSession &session, const Zone &zone) { return momentText(session.openedAt, zone); }},
        {[](const Zone &) { return SessionWords::tr("Last used", "column: time"); },
            [](const OpenSession &session, const Zone &zone) { return momentText(session.lastUsedAt, zone); }},
    }};
    return columns;
}

}

OpenSessionsModel::OpenSessionsModel(platform::OpenSessionsClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
}

void OpenSessionsModel::refresh()
{
    m_isBehind = true;
    m_fetching = m_client.page(m_client.mostSessions, {}, [this](const auto &answer) { takeFirst(answer); });
    emit stateChanged();
}

void OpenSessionsModel::fetchFurther()
{
    if (isFetching())
        return;
    if (m_isBehind)
        return refresh(); // What is there is of before a change, and nothing follows on it.
    if (m_next.isEmpty())
        return;
    m_fetching = m_client.page(m_client.mostSessions, m_next, [this](const auto &answer) { takeFurther(answer); });
    emit stateChanged();
}

void OpenSessionsModel::readAll()
{
    m_wantsAll = true;
    goOn();
}

void OpenSessionsModel::goOn()
{
    if (m_wantsAll && !m_failure && rowCount() < mostCounted)
        fetchFurther();
}

void OpenSessionsModel::takeFirst(const platform::Answer<platform::OpenSessionsPage> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_isBehind = false;
        m_readAt = QDateTime::currentDateTimeUtc();
        beginResetModel();
        m_sessions = answer->sessions;
        m_next = answer->next;
        endResetModel();
    }
    emit stateChanged();
    goOn();
}

void OpenSessionsModel::takeFurther(const platform::Answer<platform::OpenSessionsPage> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_next = answer->next;
        if (!answer->sessions.isEmpty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(answer->sessions.size()) - 1);
            m_sessions += answer->sessions;
            endInsertRows();
        }
    }
    emit stateChanged();
    goOn();
}

int OpenSessionsModel::unusedFor(std::chrono::minutes idle) const
{
    const auto limit = std::chrono::sys_time(std::chrono::milliseconds(m_readAt.toMSecsSinceEpoch())) - idle;
    return int(
        std::ranges::count_if(m_sessions, [limit](const OpenSession &session) { return session.lastUsedAt < limit; }));
}

void OpenSessionsModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, OpenedColumn, OpenedColumn);
    if (!m_sessions.isEmpty())
        emit dataChanged(index(0, OpenedColumn), index(rowCount() - 1, UsedColumn));
}

int OpenSessionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sessions.size());
}

int OpenSessionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant OpenSessionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const QString text = columns().at(std::size_t(index.column())).text(m_sessions.at(index.row()), m_zone);
    return role == Qt::ToolTipRole ? toolTipText(text) : text;
}

QVariant OpenSessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(std::size_t(section)).title(m_zone)) : QVariant();
}

bool OpenSessionsModel::canFetchMore(const QModelIndex &parent) const
{
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && !m_next.isEmpty() && !m_failure && !m_isBehind && !isFetching();
}

void OpenSessionsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
