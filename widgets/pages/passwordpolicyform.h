// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"
#include "policy/passwordpolicy.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace sekimori::widgets {

class EditorOrText;
class FormField;
class SwitchField;

/// The rules for passwords, field by field.
class PasswordPolicyForm : public QWidget {
    Q_OBJECT

public:
    explicit PasswordPolicyForm(QWidget *parent = nullptr);

    policy::PasswordPolicy value() const;
    void setValue(const policy::PasswordPolicy &value);
    void setEditable(bool editable);
    /// False: there is no such field.
    bool showProblem(const QString &field, const QString &message);
    /// Until something else is wrong.
    void clearProblems();

signals:
    void changed();

private:
    struct Row {
        EditorOrText *editor;
        FormField *field;
    };

    QSpinBox *makeNumber(QLatin1StringView field);
    QComboBox *makeChoice(QLatin1StringView field);
    Row makeRow(const QString &label, QWidget *editor, const QString &help);
    void fillChoices();
    void makeRows();
    void makeSwitches();
    void tellChanged();
    void showTexts();

    QSpinBox *m_users;
    QSpinBox *m_administrators;
    QComboBox *m_complexity;
    QSpinBox *m_reuse;
    QComboBox *m_expiry;
    SwitchField *m_loginName;
    SwitchField *m_usersMayChange;
    SwitchField *m_mustChange;
    QMap<QString, Row> m_rows; ///< by field
};

}
