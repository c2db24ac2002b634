// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldtypes.h"

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class PasswordEntry;

/// A password that can be entered and never read back: it says whether one is set and since when, and takes a new one.
class SecretField : public QWidget {
    Q_OBJECT

public:
    explicit SecretField(QWidget *parent = nullptr);

    /// Nothing entered in @p secret: the line is empty, and what is set stays.
    void setValue(const policy::Secret &secret);
    policy::Secret value() const;

    void setLongest(int characters);
    /// For what is no use without a password, so that it can only be replaced.
    void setClearable(bool clearable);
    void setEditable(bool editable);
    QLineEdit *edit() const;

signals:
    void changed();

private:
    void toggleClearing();
    void entered();
    void showState();
    QString stateText() const;

    policy::Secret m_saved; ///< as the platform told it, with nothing entered
    bool m_clearing = false;
    bool m_clearable = true;
    bool m_editable = true;
    QLabel *m_state;
    QWidget *m_row;
    PasswordEntry *m_entry;
    QPushButton *m_clear;
};

}
