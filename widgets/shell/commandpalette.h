// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/commandsmodel.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;

namespace sekimori::widgets {

/// A line to type into and below it whatever fits: pages, settings and commands by their names. It goes when something
/// is chosen, at Escape, and when the person looks elsewhere.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<items::Command> &commands, QWidget *over);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void place();
    void search(const QString &text);
    void choose(const QModelIndex &index);

    items::CommandsModel m_model;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_nothing;
};

}
