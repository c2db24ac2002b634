// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userform.h"

#include "controls/formfield.h"
#include "error/messages.h"
#include "items/personwords.h"
#include "policy/fieldrules.h"
#include "policy/singleline.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using platform::Role;

constexpr qsizetype longestName = 128;

QString problemOf(const QString &name, qsizetype shortest)
{
    auto error = policy::length(shortest, longestName).check(name);
    if (!error)
        error = policy::SingleLine{}.check(name);
    return error ? renderMessage(*error) : QString();
}

QString roleHelp(Role role)
{
    if (role == Role::Administrator)
        return UserForm::tr("May change everything in this console.");
    return role == Role::Auditor ? UserForm::tr("May look at everything in this console, and change nothing.")
                                 : UserForm::tr("May sign in to the tenant’s services, not to this console.");
}

}

UserForm::UserForm(QWidget *parent)
    : QWidget(parent)
    , m_loginName(new QLineEdit)
    , m_displayName(new QLineEdit)
    , m_role(new QComboBox)
    , m_isCertificatePermitted(new QCheckBox(tr("May use a &client certificate")))
    , m_mustChangePassword(new QCheckBox(tr("&Must change the password at the next sign-in")))
    , m_loginField(new FormField(tr("&Login name"), m_loginName,
          tr("What is typed in to sign in. Capital and small letters do not tell names apart.")))
    , m_displayField(new FormField(tr("&Display name"), m_displayName))
    , m_roleField(new FormField(tr("R&ole"), m_role))
{
    m_loginName->setObjectName("loginName"_L1);
    m_displayName->setObjectName("displayName"_L1);
    m_role->setObjectName("role"_L1);
    m_isCertificatePermitted->setObjectName("certificatePermitted"_L1);
    m_mustChangePassword->setObjectName("mustChangePassword"_L1);
    m_displayName->setPlaceholderText(tr("Left empty: the login name"));
    for (const Role role : {Role::User, Role::Auditor, Role::Administrator})
        m_role->addItem(items::roleText(role), int(role));
    layOut();
    connect(m_role, &QComboBox::currentIndexChanged, this, [this] { m_roleField->setHelp(roleHelp(values().role)); });
    for (QLineEdit *edit : {m_loginName, m_displayName})
        connect(edit, &QLineEdit::textChanged, this, &UserForm::changed);
    connect(m_role, &QComboBox::currentIndexChanged, this, &UserForm::changed);
    for (QCheckBox *box : {m_isCertificatePermitted, m_mustChangePassword})
        connect(box, &QCheckBox::toggled, this, &UserForm::changed);
    m_roleField->setHelp(roleHelp(values().role));
}

void UserForm::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_loginField);
    layout->addWidget(m_displayField);
    layout->addWidget(m_roleField);
    layout->addWidget(m_isCertificatePermitted);
    layout->addWidget(m_mustChangePassword);
}

void UserForm::setValues(const platform::UserValues &values)
{
    m_loginName->setText(values.loginName);
    m_displayName->setText(values.displayName);
    m_role->setCurrentIndex(m_role->findData(int(values.role)));
    m_isCertificatePermitted->setChecked(values.isCertificatePermitted);
    m_mustChangePassword->setChecked(values.mustChangePassword);
}

platform::UserValues UserForm::values() const
{
    return {.loginName = m_loginName->text().trimmed(),
        .displayName = m_displayName->text().trimmed(),
        .role = Role(m_role->currentData().toInt()),
        .isCertificatePermitted = m_isCertificatePermitted->isChecked(),
        .mustChangePassword = m_mustChangePassword->isChecked()};
}

void UserForm::setNew(bool isNew)
{
    m_mustChangePassword->setVisible(!isNew);
}

void UserForm::setRoleFixed(const QString &reason)
{
    m_role->setEnabled(reason.isEmpty());
    m_role->setToolTip(reason);
    m_roleField->setHelp(reason.isEmpty() ? roleHelp(values().role) : reason);
}

bool UserForm::check()
{
    const platform::UserValues now = values();
    m_loginField->setError(problemOf(now.loginName, 1));
    m_displayField->setError(problemOf(now.displayName, 0));
    m_roleField->setError({});
    return !m_loginField->hasError() && !m_displayField->hasError();
}

QList<platform::FieldProblem> UserForm::showProblems(const QList<platform::FieldProblem> &problems)
{
    struct Place {
        QLatin1StringView name;
        FormField *field;
        QWidget *editor;
    };
    const std::array<Place, 3> places{{{"loginName"_L1, m_loginField, m_loginName},
        {"displayName"_L1, m_displayField, m_displayName}, {"role"_L1, m_roleField, m_role}}};
    QList<platform::FieldProblem> others = problems;
    QWidget *first = nullptr;
    for (const Place &place : places) {
        QStringList sentences;
        others.removeIf([&](const platform::FieldProblem &problem) {
            if (problem.field == place.name)
                sentences << problem.message;
            return problem.field == place.name;
        });
        place.field->setError(sentences.join(u'\n'));
        if (!sentences.isEmpty() && !first)
            first = place.editor;
    }
    if (first)
        first->setFocus();
    return others;
}

}
