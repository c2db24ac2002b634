// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/basicpairform.h"

#include "controls/formfield.h"
#include "controls/secretfield.h"
#include "error/messages.h"
#include "policy/fieldvalidation.h"

#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int widestEditor = 560;
constexpr QLatin1StringView userName{"userName"};
constexpr QLatin1StringView password{"password"};

}

BasicPairForm::BasicPairForm(const Labels &labels, QWidget *parent)
    : QWidget(parent)
    , m_userName(new QLineEdit(this))
    , m_password(new SecretField(this))
{
    m_userName->setMaxLength(int(*policy::limitsOf<policy::BasicPair>(userName).maximum));
    m_password->setLongest(int(*policy::limitsOf<policy::BasicPair>(password).maximum));
    m_userNameField = new FormField(labels.userName, m_userName, {}, this);
    m_passwordField = new FormField(labels.password, m_password, {}, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    for (FormField *field : {m_userNameField, m_passwordField}) {
        field->setMaximumWidth(widestEditor);
        layout->addWidget(field);
    }
    connect(m_userName, &QLineEdit::textEdited, this, &BasicPairForm::changed);
    connect(m_password, &SecretField::changed, this, &BasicPairForm::changed);
    connect(this, &BasicPairForm::changed, this, &BasicPairForm::judge);
    setEditable(true);
}

void BasicPairForm::setValue(const policy::BasicPair &pair)
{
    if (m_userName->text() != pair.userName)
        m_userName->setText(pair.userName);
    m_password->setValue(pair.password);
    judge();
}

policy::BasicPair BasicPairForm::value() const
{
    return {m_userName->text(), m_password->value()};
}

void BasicPairForm::setEditable(bool editable)
{
    m_userName->setReadOnly(!editable);
    m_userName->setFrame(editable);
    m_password->setEditable(editable);
    m_userNameField->setEditable(editable);
    m_passwordField->setEditable(editable);
    const auto nameLimits = policy::limitsOf<policy::BasicPair>(userName);
    const auto passwordLimits = policy::limitsOf<policy::BasicPair>(password);
    m_userNameField->setHelp(!editable
            ? QString()
            : tr("1 to %1 letters A to Z, a to z, digits, “-” and “_”. Everybody uses the same "
                 "one.")
                  .arg(*nameLimits.maximum));
    m_passwordField->setHelp(!editable
            ? QString()
            : tr("%1 to %2 printable characters of ASCII. It cannot be shown again once it is "
                 "applied.")
                  .arg(*passwordLimits.minimum)
                  .arg(*passwordLimits.maximum));
}

void BasicPairForm::setClearable(bool clearable)
{
    m_password->setClearable(clearable);
}

bool BasicPairForm::showProblem(const QString &field, const QString &message)
{
    if (field == userName)
        m_userNameField->setError(message);
    else if (field == password)
        m_passwordField->setError(message);
    return field == userName || field == password;
}

void BasicPairForm::focusOn(const QString &field)
{
    if (field == password)
        m_password->setFocus();
    else
        m_userName->setFocus();
}

void BasicPairForm::judge()
{
    // That something is missing is said when it is to be applied, not while it is still being typed.
    m_userNameField->setError({});
    m_passwordField->setError({});
    Errors errors;
    policy::validate(value(), errors);
    for (const Error &error : std::as_const(errors))
        showProblem(error.field, renderMessage(error));
}

}
