// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sekimori::widgets {

class FormField;

/// What can be set about a user, beside the password.
class UserForm : public QWidget {
    Q_OBJECT

public:
    explicit UserForm(QWidget *parent = nullptr);

    void setValues(const platform::UserValues &values);
    platform::UserValues values() const;
    /// Somebody new is no good for being asked for another password: that follows from the policy.
    void setNew(bool isNew);
    /// Why the role cannot be changed; empty: it can.
    void setRoleFixed(const QString &reason);

    /// Marks what breaks a rule that can be told here. Whether nothing does.
    bool check();
    /// Marks the fields that @p problems name and focuses the first. Returns those that no field is to blame for.
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems);

signals:
    void changed();

private:
    void layOut();

    QLineEdit *m_loginName;
    QLineEdit *m_displayName;
    QComboBox *m_role;
    QCheckBox *m_isCertificatePermitted;
    QCheckBox *m_mustChangePassword;
    FormField *m_loginField;
    FormField *m_displayField;
    FormField *m_roleField;
};

}
