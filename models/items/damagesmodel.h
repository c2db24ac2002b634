// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/damage.h"

#include <QAbstractTableModel>

namespace sekimori::items {

/// What could not be read of log files: where, why, and what stands there.
class DamagesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// What is in the list already stays where it is.
    void setDamages(const audit::files::Damages &damages);
    const audit::files::Damages &damages() const { return m_damages; }
    /// A row of the list as a line of text, its fields apart by tabs.
    QString lineAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    audit::files::Damages m_damages;
};

}
