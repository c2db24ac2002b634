// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/ipentriesmodel.h"

#include <QTableView>

namespace sekimori::widgets {

/// The list of addresses as a table: edit in place, Delete, copy and paste, undo.
class IpEntriesView : public QTableView {
    Q_OBJECT

public:
    explicit IpEntriesView(items::IpEntriesModel &model, QWidget *parent = nullptr);

    void setEditable(bool editable);
    /// The order and the place in the list; the model has taken over already.
    void takeOver(const IpEntriesView &before);
    bool hasSelection() const;
    void removeSelected();
    void undo();
    /// For what surrounds the table, so that its keys work there too.
    QAction *undoAction() const { return m_editActions.last(); }
    /// Into view, and the only one selected; edits it when @p column can be edited and @p open says so.
    void goTo(qsizetype place, items::IpEntryColumn column, bool open = false);

signals:
    void pasted(const QString &text);
    void selectionChangedTo(qsizetype rows);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void makeActions();
    void copy() const;
    void sortByCurrent();

    items::IpEntriesModel &m_model;
    bool m_editable = true;
    QList<QAction *> m_editActions;
};

}
