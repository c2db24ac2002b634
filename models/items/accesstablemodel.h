// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accesstable.h"

#include <QAbstractTableModel>

namespace sekimori::items {

/// Whether the two differ in something that the decision looks at.
bool differInAccess(const policy::Settings &left, const policy::Settings &right);

/// Who gets in as it is in force, and as it would be with what is edited.
struct AccessComparison {
    static AccessComparison of(
        const policy::Settings &saved, const policy::Settings &draft, const std::optional<IpAddress> &own);

    QList<policy::AccessCase> saved;
    QList<policy::AccessCase> draft; ///< the same situations in the same order
    bool isEdited = false; ///< something that the decision looks at; only then is there anything to compare
    QString ownAddress; ///< empty: not known

    qsizetype changedCount() const; ///< situations in which people would be met differently
};

/// A situation as it is met now, and as it would be.
struct AccessRow {
    policy::AccessCase saved;
    policy::AccessCase draft;
    QString ownAddress;
    bool standsForAll = false; ///< one row for a host that lets nobody in at all

    bool isChanged() const { return !saved.isMetAs(draft); }
};

/// One host's part of the comparison as a table. While nothing is edited it has no column for what is saved.
class AccessTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        VerdictRole = Qt::UserRole, ///< int of the policy::Verdict that the cell tells; invalid where it tells none
        IsChangedRole, ///< the row's people would be met differently
        IsNewsRole, ///< and it is this cell that says how
    };

    explicit AccessTableModel(policy::HostKind host, QObject *parent = nullptr);

    void show(const AccessComparison &comparison);
    bool isComparing() const { return m_isComparing; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    policy::HostKind m_host;
    QList<AccessRow> m_rows;
    bool m_isComparing = false;
};

}
