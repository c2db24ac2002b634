// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/accountlockoutpage.h"

#include "controls/banner.h"
#include "controls/editorortext.h"
#include "controls/formfield.h"
#include "controls/themeicon.h"
#include "items/settingwords.h"
#include "policy/fieldjson.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::AccountLockout;

namespace {

constexpr int widestEditor = 560;
constexpr auto attempts = "attempts"_L1;
constexpr auto duration = "duration"_L1;

/// As history and events call the value.
QString valueOf(const AccountLockout &lockout, QLatin1StringView field)
{
    const QJsonObject values = policy::toJson(lockout, policy::JsonUse::Answer).toObject();
    return items::valueText(AccountLockout::key + u'.' + field, values[field]);
}

}

AccountLockoutPage::AccountLockoutPage(QWidget *parent)
    : Page(parent)
    , m_attempts(new QComboBox(this))
    , m_duration(new QComboBox(this))
    , m_effect(new Banner(this))
    , m_desk(new QPushButton(themeIcon(u"go-next"_s), tr("&Who is locked now"), this))
{
    m_attempts->setObjectName(attempts);
    m_duration->setObjectName(duration);
    m_effect->setObjectName("effect"_L1);
    m_desk->setObjectName("lockDesk"_L1);
    m_attemptsEditor = new EditorOrText(m_attempts, this);
    m_durationEditor = new EditorOrText(m_duration, this);
    m_attemptsField = new FormField(tr("Lo&ck after wrong passwords"), m_attemptsEditor,
        tr("In a row. The count begins anew with a right one, and when the password is changed."), this);
    m_durationField = new FormField(tr("&Locked for"), m_durationEditor,
        tr("Then the account opens by itself. An administrator can unlock it at any time."), this);
    fillChoices();
    layOut();
    setTabOrder(m_duration, m_desk);
    for (QComboBox *choice : {m_attempts, m_duration})
        connect(choice, &QComboBox::activated, this, &AccountLockoutPage::tellChanged);
    connect(m_desk, &QPushButton::clicked, this, [this] { emit pageWanted(u"lockDesk"_s); });
    setValue({});
}

void AccountLockoutPage::fillChoices()
{
    AccountLockout named;
    const auto limits = policy::limitsOf<AccountLockout>(attempts);
    for (int count = int(*limits.minimum); count <= int(*limits.maximum); ++count)
        m_attempts->addItem(QString::number(count), count);
    named.attempts.reset();
    m_attempts->addItem(valueOf(named, attempts));
    const auto choices = policy::limitsOf<AccountLockout>(duration).choices;
    for (const qint64 minutes : choices) {
        named.duration = std::chrono::minutes(minutes);
        m_duration->addItem(valueOf(named, duration), minutes);
    }
    named.duration.reset();
    m_duration->addItem(valueOf(named, duration));
}

void AccountLockoutPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addWidget(m_effect);
    for (FormField *field : {m_attemptsField, m_durationField}) {
        field->setMaximumWidth(widestEditor);
        layout->addWidget(field);
    }
    auto *notes = explanationLabel(
        tr("The last administrator who is not locked is locked for 60 minutes at most, whatever is set here, so that "
           "nobody can shut the tenant out by guessing.\n\nA wrong password, a locked account and a name that does "
           "not exist get the same answer. Names that do not exist, and wrong passwords of the shared Basic "
           "authentication, lock nothing; the address they come from is slowed down."),
        this);
    notes->setObjectName("notes"_L1);
    notes->setMaximumWidth(widestEditor);
    layout->addWidget(notes);
    layout->addWidget(m_desk, 0, Qt::AlignLeft);
    layout->addStretch(1);
}

QString AccountLockoutPage::title() const
{
    return tr("Account lockout");
}

QStringList AccountLockoutPage::sectionKeys() const
{
    return {AccountLockout::key};
}

void AccountLockoutPage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    for (EditorOrText *editor : {m_attemptsEditor, m_durationEditor})
        editor->setEditable(editable);
    for (FormField *field : {m_attemptsField, m_durationField})
        field->setEditable(editable);
}

void AccountLockoutPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.accountLockout;
    setValue(m_saved);
}

void AccountLockoutPage::edit(const policy::Settings &draft)
{
    setValue(draft.accountLockout);
    emit changed();
}

void AccountLockoutPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.accountLockout;
    m_saved = now.settings.accountLockout;
    if (isAsSent)
        setValue(m_saved);
}

void AccountLockoutPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool AccountLockoutPage::isChanged() const
{
    return value() != m_saved;
}

void AccountLockoutPage::collect(policy::Settings &draft) const
{
    draft.accountLockout = value();
}

QList<platform::FieldProblem> AccountLockoutPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    setValue(value());
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        const bool isHere = problem.field.section(u'.', 0, 0) == AccountLockout::key;
        const QString field = problem.field.section(u'.', 1);
        if (isHere && field == attempts)
            m_attemptsField->setError(problem.message);
        else if (isHere && field == duration)
            m_durationField->setError(problem.message);
        else
            rest.append(problem);
    }
    if (m_attemptsField->hasError() || m_durationField->hasError())
        focusOn(m_attemptsField->hasError() ? attempts : duration);
    return rest;
}

AccountLockout AccountLockoutPage::value() const
{
    AccountLockout value{.attempts = {}, .duration = {}};
    if (const QVariant count = m_attempts->currentData(); count.isValid())
        value.attempts = count.toInt();
    if (const QVariant minutes = m_duration->currentData(); minutes.isValid())
        value.duration = std::chrono::minutes(minutes.toLongLong());
    return value;
}

void AccountLockoutPage::setValue(const AccountLockout &value)
{
    m_attempts->setCurrentIndex(value.attempts ? m_attempts->findData(*value.attempts) : m_attempts->count() - 1);
    m_duration->setCurrentIndex(
        value.duration ? m_duration->findData(qint64(value.duration->count())) : m_duration->count() - 1);
    showEffect();
}

void AccountLockoutPage::tellChanged()
{
    showEffect();
    emit changed();
}

void AccountLockoutPage::showEffect()
{
    const AccountLockout shown = value();
    m_attemptsField->setError({});
    m_durationField->setError({});
    m_attemptsEditor->setText(valueOf(shown, attempts));
    m_durationEditor->setText(valueOf(shown, duration));
    // Still there to be edited: what it is, becomes of use with the first choice beside it.
    m_duration->setEnabled(shown.attempts.has_value());
    m_duration->setToolTip(
        shown.attempts ? QString() : tr("No account is ever locked. Choose after how many wrong passwords first."));
    if (!shown.attempts)
        m_effect->tell(Tone::Warning,
            tr("Accounts are never locked: whoever knows a login name can guess its password for as long as he "
               "likes."));
    else if (!shown.duration)
        m_effect->tell(Tone::Hint,
            tr("%Ln wrong passwords in a row lock an account until an administrator unlocks it.", nullptr,
                *shown.attempts));
    else
        m_effect->tell(Tone::Hint,
            tr("%Ln wrong passwords in a row lock an account for %1.", nullptr, *shown.attempts)
                .arg(valueOf(shown, duration)));
}

}
