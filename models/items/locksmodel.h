// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/lockclient.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QTimeZone>

namespace sekimori::items {

/// Who is locked out as a table, the latest first. What was read stays until something newer comes, and rows that stay
/// the same stay where they are.
class LocksModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { PersonColumn, RoleColumn, SinceColumn, UntilColumn, AttemptsColumn, AddressesColumn };

    explicit LocksModel(platform::LockClient &client, QObject *parent = nullptr);

    void refresh();
    bool isAsking() const { return m_asking.isUnderWay(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// When this was so; invalid: no answer has come yet.
    const QDateTime &readAt() const { return m_readAt; }
    /// How many are locked, which may be more than there are rows.
    int total() const { return m_total; }

    const platform::Lock &lockAt(int row) const { return m_locks.at(row); }
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged(); ///< of isAsking(), failure() or readAt()

private:
    void take(const platform::Answer<platform::Locks> &answer);
    void show(QList<platform::Lock> locks);

    platform::LockClient &m_client;
    platform::Pending m_asking;
    QList<platform::Lock> m_locks; ///< the latest first
    std::optional<platform::Failure> m_failure;
    QDateTime m_readAt;
    int m_total = 0;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
