// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/record.h"
#include "items/logcolumn.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// The rows of a log that the filter lets through, in the wanted order, as a table; where they come from is a matter of
/// the classes below it. Nothing here waits: a row that is still on its way is empty and changes when it is there.
class LogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { LevelRole = Qt::UserRole, NumberRole, IsThereRole };

    using QAbstractTableModel::QAbstractTableModel;

    const QList<LogColumn> &columns() const { return m_columns; }
    /// None: it is still on its way.
    virtual std::optional<audit::Record> recordAt(int row) const = 0;
    /// How the file of a record is called; empty where there are no files.
    virtual QString fileName(quint32 part) const;
    /// The row that is nearest in time; -1: that is not known yet, and rowFound() says it later. In the order of time
    /// only.
    virtual int rowNear(audit::EventTime time) = 0;

    /// What a cell says of this record.
    QString textOf(const audit::Record &record, const LogColumn &column) const;

    const QTimeZone &zone() const { return m_zone; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void rowFound(int row);

protected:
    void setColumns(const QList<LogColumn> &columns); ///< resets, where they are others than before
    void addColumn(const LogColumn &column); ///< behind the others
    void setZone(const QTimeZone &zone);

private:
    QString fieldTextOf(const audit::Record &record, audit::Field field) const;

    QList<LogColumn> m_columns;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
