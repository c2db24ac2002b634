// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/originsmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace sekimori::widgets {

class FormField;

/// The list of origins with what adds to it and takes away from it.
class OriginsPanel : public QWidget {
    Q_OBJECT

public:
    explicit OriginsPanel(QWidget *parent = nullptr);

    items::OriginsModel &model() { return m_model; }
    const items::OriginsModel &model() const { return m_model; }
    void setEditable(bool editable);
    /// Of the list as a whole; empty: none.
    void setError(const QString &error);
    void focusOnNew();
    void goTo(int row);
    /// What is typed and not added.
    QString typed() const;
    void setTyped(const QString &text);

private:
    void layOut();
    void add();
    void removeSelected();
    void judgeTyped();
    void showState();

    items::OriginsModel m_model;
    QLineEdit *m_new;
    FormField *m_newField;
    QPushButton *m_add;
    QTableView *m_table;
    QLabel *m_empty;
    QPushButton *m_remove;
    bool m_editable = true;
    QString m_error;
};

}
