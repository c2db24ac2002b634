// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditsummary.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// What failed, how often, and when last; the most frequent first, as the platform sums it up.
class FailuresModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ModuleColumn, ActionColumn, CountColumn, LastColumn };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay the same stay where they are.
    void setFailures(const QList<platform::FailureCount> &failures);
    void setZone(const QTimeZone &zone);
    const platform::FailureCount &failureAt(int row) const { return m_failures.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<platform::FailureCount> m_failures;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
