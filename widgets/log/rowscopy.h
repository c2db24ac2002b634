// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/rowranges.h"

#include <QObject>
#include <QTimer>

namespace sekimori::items {
class LogModel;
}

namespace sekimori::widgets {

/// Rows of a log as one text, made a little at a time, so that the window is never held up. Rows that are still on
/// their way are waited for. What comes in meanwhile is not taken along.
class RowsCopy : public QObject {
    Q_OBJECT

public:
    enum class Form { Text, Csv, Json };

    /// @p columns are those of CSV. The model outlives it.
    RowsCopy(items::LogModel &rows, const RowRanges &wanted, Form form, const QList<int> &columns);

    /// Once. A few rows are finished before it returns.
    void start();

signals:
    void progressed(double done);
    void finished(const QString &text, qint64 count);
    /// Rows have gone, or are others now.
    void overtaken();

private:
    void goOn();
    bool takeNext();
    void stop();

    items::LogModel &m_rows;
    RowRanges m_left;
    const Form m_form;
    const QList<int> m_columns;
    const qint64 m_wanted;
    qint64 m_taken = 0;
    QString m_text;
    QTimer m_next;
};

}
