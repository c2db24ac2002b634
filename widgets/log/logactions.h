// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/rowscopy.h"

#include <memory>

class QAction;
class QMenu;

namespace sekimori::widgets {

class Asker;
class LogView;

/// What can be done with the rows of a log, in the table's menu and by keys: copy them, filter by what stands in them,
/// arrange the columns.
class LogActions : public QObject {
    Q_OBJECT

public:
    /// More are not put on the clipboard: that is what files are for.
    static constexpr qint64 mostCopied = 100'000;

    /// Both outlive it.
    LogActions(LogView &view, Asker &asker, QObject *parent = nullptr);

    /// One of whoever holds the table.
    void addToMenu(QAction *action);
    bool isCopying() const { return m_copy != nullptr; }
    void cancelCopy();

signals:
    /// This term is to be added to the filter.
    void termWanted(const QString &term);
    /// The filter is to be this and nothing else, and the present event stays in sight.
    void onlyTermWanted(const QString &term);
    void exportWanted();
    void copying(double done); ///< it takes a while
    void copied(qint64 count);
    void copyStopped();

private:
    QAction *add(const QString &text, const QKeySequence &keys, void (LogActions::*act)());
    void addFilterActions();
    void addColumnActions();
    void update();
    void showMenu(const QPoint &onScreen);
    void addColumnsTo(QMenu &menu);
    bool canFilterBy() const;

    void copyText();
    void copyCsv();
    void copyJson();
    void copyCell();
    void copy(RowsCopy::Form form);
    void copyNow(RowsCopy::Form form, const RowRanges &rows);
    void wantOnlyThis();
    void wantNotThis();
    void wantAround();
    void wantAllAround();
    void sortByColumn();
    void moveColumnLeft();
    void moveColumnRight();
    void widenColumn();
    void narrowColumn();
    void resetColumns();
    void chooseAll();

    LogView &m_view;
    Asker &m_asker;
    std::unique_ptr<RowsCopy> m_copy;
    QList<QAction *> m_more;
    QList<QAction *> m_copyActions;
    QList<QAction *> m_filterActions;
    QList<QAction *> m_columnActions;
    QAction *m_onlyThis = nullptr;
    QAction *m_notThis = nullptr;
    QAction *m_around = nullptr;
    QAction *m_allAround = nullptr;
    QAction *m_chooseAll = nullptr;
};

}
