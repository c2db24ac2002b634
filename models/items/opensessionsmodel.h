// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/opensessionsclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// Who is signed in as a table, in the platform's order. Further sessions are fetched when a view comes near them, or
/// when somebody wants to count.
class OpenSessionsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { PersonColumn, KindColumn, AddressColumn, OpenedColumn, UsedColumn };

    /// More than these are not read only to be counted.
    static constexpr int mostCounted = 5'000;

    explicit OpenSessionsModel(platform::OpenSessionsClient &client, QObject *parent = nullptr);

    /// Asks for the first; what was there goes when the answer comes.
    void refresh();
    /// Goes on after fetching has failed.
    void fetchFurther();
    /// Reads on to the end, or up to mostCounted, without being asked again.
    void readAll();
    bool isFetching() const { return m_fetching.isUnderWay(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether an answer has come yet.
    bool isRead() const { return m_readAt.isValid(); }
    bool isComplete() const { return isRead() && m_next.isEmpty(); }
    /// When the first of them were read.
    const QDateTime &readAt() const { return m_readAt; }

    const platform::OpenSession &sessionAt(int row) const { return m_sessions.at(row); }
    /// How many of those that are here were not used for longer than @p idle when they were read.
    int unusedFor(std::chrono::minutes idle) const;

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
    void takeFirst(const platform::Answer<platform::OpenSessionsPage> &answer);
    void takeFurther(const platform::Answer<platform::OpenSessionsPage> &answer);
    void goOn();

    platform::OpenSessionsClient &m_client;
    platform::Pending m_fetching;
    QList<platform::OpenSession> m_sessions;
    QString m_next; ///< where further ones go on
    bool m_isBehind = false; ///< the rows are those of before a change
    bool m_wantsAll = false;
    std::optional<platform::Failure> m_failure;
    QDateTime m_readAt;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
