// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/passwordpolicyform.h"

#include "controls/editorortext.h"
#include "controls/formfield.h"
#include "controls/switchfield.h"
#include "items/settingwords.h"
#include "policy/fieldjson.h"

#include <QComboBox>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::PasswordPolicy;

namespace {

constexpr auto usersLength = "minimumLengthUsers"_L1;
constexpr auto administratorsLength = "minimumLengthAdministrators"_L1;
constexpr auto complexity = "complexity"_L1;
constexpr auto reuseLimit = "reuseLimit"_L1;
constexpr auto expiresAfter = "expiresAfter"_L1;

/// As history and events call the value.
QString valueOf(const PasswordPolicy &policy, QLatin1StringView field)
{
    const QJsonObject values = policy::toJson(policy, policy::JsonUse::Answer).toObject();
    return items::valueText(PasswordPolicy::key + u'.' + field, values[field]);
}

}

PasswordPolicyForm::PasswordPolicyForm(QWidget *parent)
    : QWidget(parent)
    , m_users(makeNumber(usersLength))
    , m_administrators(makeNumber(administratorsLength))
    , m_complexity(makeChoice(complexity))
    , m_reuse(makeNumber(reuseLimit))
    , m_expiry(makeChoice(expiresAfter))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    fillChoices();
    makeRows();
    makeSwitches();
    setValue({});
    for (SwitchField *field : {m_loginName, m_usersMayChange, m_mustChange})
        connect(field, &SwitchField::changed, this, &PasswordPolicyForm::tellChanged);
}

QSpinBox *PasswordPolicyForm::makeNumber(QLatin1StringView field)
{
    auto *number = new QSpinBox(this);
    const auto limits = policy::limitsOf<PasswordPolicy>(field);
    number->setObjectName(field);
    number->setRange(int(*limits.minimum), int(*limits.maximum));
    connect(number, &QSpinBox::valueChanged, this, &PasswordPolicyForm::tellChanged);
    return number;
}

QComboBox *PasswordPolicyForm::makeChoice(QLatin1StringView field)
{
    auto *choice = new QComboBox(this);
    choice->setObjectName(field);
    connect(choice, &QComboBox::activated, this, &PasswordPolicyForm::tellChanged);
    return choice;
}

void PasswordPolicyForm::fillChoices()
{
    PasswordPolicy named;
    for (const auto &[value, name] : policy::EnumNames<PasswordPolicy::Complexity>::names) {
        named.complexity = value;
        m_complexity->addItem(valueOf(named, complexity), int(value));
    }
    const auto choices = policy::limitsOf<PasswordPolicy>(expiresAfter).choices;
    for (const qint64 days : choices) {
        named.expiresAfter = std::chrono::days(days);
        m_expiry->addItem(valueOf(named, expiresAfter), days);
    }
    named.expiresAfter.reset();
    m_expiry->addItem(valueOf(named, expiresAfter));
}

PasswordPolicyForm::Row PasswordPolicyForm::makeRow(const QString &label, QWidget *editor, const QString &help)
{
    auto *either = new EditorOrText(editor, this);
    auto *field = new FormField(label, either, help, this);
    layout()->addWidget(field);
    m_rows.insert(editor->objectName(), {either, field});
    return m_rows.value(editor->objectName());
}

void PasswordPolicyForm::makeRows()
{
    const auto lengths = policy::limitsOf<PasswordPolicy>(usersLength);
    const auto limits = policy::limitsOf<PasswordPolicy>(reuseLimit);
    makeRow(tr("Minimum length for &users"), m_users,
        tr("%1 to %2 characters. Auditors are users too.").arg(*lengths.minimum).arg(*lengths.maximum));
    makeRow(tr("Minimum length for a&dministrators"), m_administrators,
        tr("They can change everything, so theirs should be longer."));
    makeRow(tr("&Complexity"), m_complexity, tr("Letters and digits of any script count."));
    makeRow(tr("Password reuse &limit"), m_reuse,
        tr("So many of the last passwords, the present one included, cannot be chosen again: %1 to %2.")
            .arg(*limits.minimum)
            .arg(*limits.maximum));
    makeRow(tr("Passwords &expire after"), m_expiry,
        tr("Counted from the last change. People are warned from %1 days before, and choose another when they sign "
           "in after it.")
            .arg(policy::passwordWarning.count()));
}

void PasswordPolicyForm::makeSwitches()
{
    m_loginName = new SwitchField(u"loginNameAllowed"_s,
        {tr("The login &name may be the password"), tr("The login name may be the password."),
            tr("The login name may not be the password.")},
        this);
    m_usersMayChange = new SwitchField(u"usersMayChange"_s,
        {tr("Users may chan&ge their password themselves"), tr("Users may change their password themselves."),
            tr("Only administrators may change passwords."),
            tr("Administrators always may. Whoever has to choose another when signing in always can.")},
        this);
    m_mustChange = new SwitchField(u"mustChangeAfterReset"_s,
        {tr("A password set by an administrator &must be changed at the next sign-in"),
            tr("A password set by an administrator must be changed at the next sign-in."),
            tr("A password set by an administrator may be kept."),
            tr("One that breaks these rules must be changed in any case.")},
        this);
    for (SwitchField *field : {m_loginName, m_usersMayChange, m_mustChange})
        layout()->addWidget(field);
}

PasswordPolicy PasswordPolicyForm::value() const
{
    PasswordPolicy value{.minimumLengthUsers = m_users->value(),
        .minimumLengthAdministrators = m_administrators->value(),
        .complexity = PasswordPolicy::Complexity(m_complexity->currentData().toInt()),
        .loginNameAllowed = m_loginName->isOn(),
        .reuseLimit = m_reuse->value(),
        .expiresAfter = {},
        .usersMayChange = m_usersMayChange->isOn(),
        .mustChangeAfterReset = m_mustChange->isOn()};
    if (const QVariant days = m_expiry->currentData(); days.isValid())
        value.expiresAfter = std::chrono::days(days.toLongLong());
    return value;
}

void PasswordPolicyForm::setValue(const PasswordPolicy &value)
{
    const QSignalBlocker quiet(this);
    m_users->setValue(value.minimumLengthUsers);
    m_administrators->setValue(value.minimumLengthAdministrators);
    m_complexity->setCurrentIndex(m_complexity->findData(int(value.complexity)));
    m_reuse->setValue(value.reuseLimit);
    m_expiry->setCurrentIndex(
        value.expiresAfter ? m_expiry->findData(qint64(value.expiresAfter->count())) : m_expiry->count() - 1);
    m_loginName->setOn(value.loginNameAllowed);
    m_usersMayChange->setOn(value.usersMayChange);
    m_mustChange->setOn(value.mustChangeAfterReset);
    clearProblems();
    showTexts();
}

void PasswordPolicyForm::setEditable(bool editable)
{
    for (const Row &row : std::as_const(m_rows)) {
        row.editor->setEditable(editable);
        row.field->setEditable(editable);
    }
    for (SwitchField *field : {m_loginName, m_usersMayChange, m_mustChange})
        field->setEditable(editable);
}

bool PasswordPolicyForm::showProblem(const QString &field, const QString &message)
{
    const auto row = m_rows.constFind(field);
    if (row == m_rows.constEnd())
        return false;
    row->field->setError(message);
    return true;
}

void PasswordPolicyForm::clearProblems()
{
    for (const Row &row : std::as_const(m_rows))
        row.field->setError({});
}

void PasswordPolicyForm::tellChanged()
{
    clearProblems();
    showTexts();
    emit changed();
}

void PasswordPolicyForm::showTexts()
{
    const PasswordPolicy shown = value();
    for (auto row = m_rows.constBegin(); row != m_rows.constEnd(); ++row)
        row->editor->setText(valueOf(shown, QLatin1StringView(row.key().toLatin1())));
}

}
