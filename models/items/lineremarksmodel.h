// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QAbstractTableModel>

namespace sekimori::items {

/// What the platform has to say about the lines of a file of users, as a table: errors first, then warnings.
class LineRemarksModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LineColumn, FieldColumn, MessageColumn };
    enum DataRole { IsErrorRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const platform::UsersImport &import);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<platform::LineRemark> m_remarks;
    qsizetype m_errors = 0; ///< how many of them, from the first
};

}
