// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// The tenant's audit log as a table, newest first, or the part of it around one event. Older events are fetched when a
/// view comes near them; what was read once stays, whatever happens to the connection.
class AuditEventsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { LevelRole = Qt::UserRole, NumberRole };
    enum Column {
        TimeColumn,
        LevelColumn,
        UserColumn,
        SourceColumn,
        ServiceColumn,
        ModuleColumn,
        ActionColumn,
        ResultColumn
    };

    static constexpr int eventsAtOnce = 200;

    explicit AuditEventsModel(platform::AuditClient &client, QObject *parent = nullptr);

    /// Asks for the newest, at least @p count. The rows that are there stay where they can.
    void refresh(int count = eventsAtOnce);
    /// Shows the events around the one with this number instead of the newest.
    void showAround(qint64 number);
    /// The number that is shown around; none: the list reaches up to the newest.
    const std::optional<qint64> &around() const { return m_around; }
    /// Goes on with older events after fetching them has failed.
    void fetchFurther();
    /// Goes on upwards, where the list does not reach up to the newest.
    void fetchNewer();
    bool isFetching() const
    {
        return m_refreshing.isUnderWay() || m_fetching.isUnderWay() || m_fetchingNewer.isUnderWay();
    }

    /// Puts @p events, oldest first, on top. False, and nothing is done, where they do not follow on the newest here.
    bool add(const QList<audit::Event> &events);
    /// Keeps the newest @p count; the others are fetched again when a view comes near them.
    void forgetOldest(int count);
    /// 0: there is none.
    qint64 newestNumber() const { return m_events.isEmpty() ? 0 : m_events.first().number; }
    /// The row of the event with this number; -1: it is not here.
    int rowOf(qint64 number) const;

    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether an answer has come yet.
    bool isRead() const { return m_isRead; }
    bool isComplete() const { return m_isRead && !m_next; }

    const audit::Event &eventAt(const QModelIndex &index) const { return m_events.at(index.row()); }
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), failure(), isRead() or isComplete()

private:
    void takeNewest(const platform::Answer<platform::AuditPage> &answer);
    void takeAround(const platform::Answer<platform::AuditPage> &answer);
    void takeFurther(const platform::Answer<platform::AuditPage> &answer);
    void takeNewer(const platform::Answer<platform::AuditPage> &answer);
    void replaceAll(const platform::AuditPage &page);
    void putOnTop(const QList<audit::Event> &newestFirst);

    platform::AuditClient &m_client;
    platform::Pending m_refreshing;
    platform::Pending m_fetching;
    platform::Pending m_fetchingNewer;
    QList<audit::Event> m_events; ///< newest first, without gaps
    std::optional<qint64> m_next; ///< where older events go on
    std::optional<qint64> m_around;
    std::optional<platform::Failure> m_failure;
    bool m_isRead = false;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

/// `Information` … `Critical`, for people.
QString levelText(audit::Level level);

}
