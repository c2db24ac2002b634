// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/basicauth.h"

#include <QWidget>

class QLineEdit;

namespace sekimori::widgets {

class FormField;
class SecretField;

/// A user name and a password for the gate, judged by the policy's rules while they are typed.
class BasicPairForm : public QWidget {
    Q_OBJECT

public:
    /// As labels of the two fields, with their mnemonics.
    struct Labels {
        QString userName;
        QString password;
    };

    explicit BasicPairForm(const Labels &labels, QWidget *parent = nullptr);

    void setValue(const policy::BasicPair &pair);
    policy::BasicPair value() const;
    void setEditable(bool editable);
    /// Whether the password that is set can be removed without another in its place.
    void setClearable(bool clearable);

    /// @p field is `userName` or `password`. False where there is no such field.
    bool showProblem(const QString &field, const QString &message);
    void focusOn(const QString &field);

signals:
    void changed();

private:
    void judge();

    QLineEdit *m_userName;
    SecretField *m_password;
    FormField *m_userNameField;
    FormField *m_passwordField;
};

}
