// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/settingsdesk.h"

#include <QDialog>

#include <memory>

class QPushButton;
class QRadioButton;

namespace sekimori::widgets {

/// Somebody else was first: shows field by field what stood there, what either made of it, who and when, and asks for
/// each section whose edits shall hold. Nothing is chosen for the person.
class ConflictDialog : public QDialog {
    Q_OBJECT

public:
    ConflictDialog(const Conflict &conflict, QWidget *parent);

    Resolutions resolutions() const;

private:
    struct Choice {
        QString key;
        QRadioButton *keepMine;
        QRadioButton *takeTheirs;
    };

    QWidget *makeSection(const Conflict &conflict, const QString &key);
    QWidget *makeTable(const Conflict &conflict, const QString &key, QWidget *section);
    QWidget *makeButtons();
    void showWhyNot();

    QList<Choice> m_choices;
    QPushButton *m_apply;
};

}
