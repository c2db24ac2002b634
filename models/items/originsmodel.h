// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/embedding.h"

#include <QAbstractTableModel>
#include <QHash>

namespace sekimori::items {

/// The origins that may frame a tenant's pages, as rows that can be edited. What a row stands for is told in its second
/// column while it is not in order.
class OriginsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { OriginColumn, RemarkColumn };

    using QAbstractTableModel::QAbstractTableModel;

    const QStringList &origins() const { return m_origins; }
    void setOrigins(const QStringList &origins);
    void setEditable(bool editable) { m_editable = editable; }

    /// At the end, as policy::originIn() reads it. Returns its row.
    int add(const QString &text);
    void remove(QList<int> rows);
    /// What the platform says of rows, until they are edited.
    void mark(const QHash<int, QString> &remarks);
    QString remarkOn(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

signals:
    void edited();

private:
    void judge();

    QStringList m_origins;
    QHash<int, QString> m_faults; ///< by row
    QHash<int, QString> m_marks; ///< by row
    bool m_editable = true;
};

}
