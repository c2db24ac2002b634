// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/column.h"
#include "policy/ipentrycsv.h"

#include <QAbstractTableModel>

namespace sekimori::items {

/// The lines of a file or a pasted text before anything is made of them: what each would become, or why it cannot.
class CsvLinesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { IsFaultyRole = Qt::UserRole };

    struct Line {
        int number = 0;
        QString network; ///< as it stands there, for a line that is no entry
        QString memo;
        QString fault; ///< empty: becomes an entry
    };

    explicit CsvLinesModel(const policy::CsvEntries &read, QObject *parent = nullptr);

    void setOnlyFaulty(bool onlyFaulty);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<Line> m_lines; ///< in the order of the text
    QList<Line> m_shown;
};

}
