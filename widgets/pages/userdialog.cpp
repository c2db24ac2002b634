// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userdialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "controls/passwordentry.h"
#include "error/messages.h"
#include "items/userwords.h"
#include "pages/userform.h"
#include "policy/passwordrules.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using platform::Failure;
using platform::User;
using platform::UserValues;

/// @p mine where I changed it, @p theirs everywhere else.
UserValues merged(const UserValues &base, const UserValues &mine, const UserValues &theirs)
{
    const auto take
        = [&](auto UserValues::*member) { return mine.*member == base.*member ? theirs.*member : mine.*member; };
    return {.loginName = take(&UserValues::loginName),
        .displayName = take(&UserValues::displayName),
        .role = take(&UserValues::role),
        .isCertificatePermitted = take(&UserValues::isCertificatePermitted),
        .mustChangePassword = take(&UserValues::mustChangePassword)};
}

QString listed(const QStringList &lines)
{
    QString text;
    for (const QString &line : lines)
        text += u"\n• "_s + line;
    return text;
}

}

QString passwordWarning(const policy::PasswordPolicy &policy, const QString &password, const UserValues &values)
{
    const Errors problems = policy::problemsOfPassword(policy,
        {.password = password,
            .loginName = values.loginName,
            .isAdministrator = values.role == platform::Role::Administrator});
    QStringList sentences;
    for (const Error &problem : problems)
        sentences << renderMessage(problem);
    return sentences.join(u'\n');
}

UserDialog::UserDialog(const platform::UsersClient &client, const policy::PasswordPolicy &policy, QWidget *parent)
    : UserDialog(client, std::nullopt, parent)
{
    m_policy = policy;
    setWindowTitle(tr("Add a user"));
    m_form->setNew(true);
    addPassword();
    layOut();
}

UserDialog::UserDialog(
    const platform::UsersClient &client, const User &user, const QString &whyRoleIsFixed, QWidget *parent)
    : UserDialog(client, std::optional(user), parent)
{
    setWindowTitle(tr("Edit %1").arg(items::personText(user.values)));
    m_form->setNew(false);
    m_form->setValues(user.values);
    m_form->setRoleFixed(whyRoleIsFixed);
    layOut();
}

UserDialog::UserDialog(const platform::UsersClient &client, const std::optional<User> &shown, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_shown(shown)
    , m_news(new Banner(this))
    , m_form(new UserForm(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_news->setObjectName("news"_L1);
}

void UserDialog::layOut()
{
    m_save = new QPushButton(m_shown ? tr("&Save") : tr("&Add", "a user"), this);
    m_cancel = new QPushButton(tr("Ca&ncel"), this);
    m_save->setObjectName("save"_L1);
    m_save->setDefault(true);
    m_cancel->setAutoDefault(false);
    connect(m_save, &QPushButton::clicked, this, &UserDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &UserDialog::reject);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(m_news);
    layout->addWidget(m_form);
    if (m_passwordField) {
        layout->addWidget(m_passwordField);
        layout->addWidget(m_passwordNews);
    }
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_form, &UserForm::changed, this, [this] {
        m_key.clear();
        m_form->check();
        showPasswordProblems();
        showState();
    });
    setMinimumWidth(520);
    showState();
}

void UserDialog::addPassword()
{
    m_password = new PasswordEntry(this);
    m_passwordField = new FormField(tr("&Password"), m_password,
        tr("Pass it on by a safe way. He has to change it at the first sign-in, as the password policy says."), this);
    m_password->edit()->setObjectName("password"_L1);
    m_passwordNews = new Banner(this);
    m_passwordNews->setObjectName("passwordNews"_L1);
    connect(m_password, &PasswordEntry::edited, this, [this] {
        m_key.clear();
        showPasswordProblems();
        showState();
    });
}

void UserDialog::showPasswordProblems()
{
    if (!m_password)
        return;
    m_passwordField->setError({});
    const QString warning
        = m_password->text().isEmpty() ? QString() : passwordWarning(m_policy, m_password->text(), m_form->values());
    if (warning.isEmpty())
        m_passwordNews->clear();
    else
        m_passwordNews->tell(Tone::Warning,
            tr("The password policy would not let anybody choose this. You can set it all the same; it has to be "
               "changed at the first sign-in.")
                + u'\n' + warning);
}

void UserDialog::save()
{
    if (!m_form->check() || !whyNot().isEmpty())
        return;
    if (m_key.isEmpty())
        m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_isSaving = true;
    m_news->clear();
    showState();
    const auto take = [this](const auto &answer, const auto &found) {
        m_isSaving = false;
        if (!answer)
            return takeFailure(answer.error());
        found(*answer);
        accept();
    };
    if (m_shown)
        m_client.change(*m_shown, m_form->values(), m_key, this, [this, take](const platform::Answer<User> &answer) {
            take(answer, [this](const User &user) { emit saved(user, {}); });
        });
    else
        m_client.add(m_form->values(), m_password->text(), m_key, this,
            [this, take](const platform::Answer<platform::AddedUser> &answer) {
                take(answer, [this](const platform::AddedUser &added) { emit saved(added.user, added.warnings); });
            });
}

void UserDialog::takeFailure(const Failure &failure)
{
    showState();
    if (failure.kind == Failure::Kind::Stale)
        return askWhatStands();
    Failure rest = failure;
    if (failure.kind == Failure::Kind::Refused)
        rest.problems = m_form->showProblems(failure.problems);
    if (m_passwordField)
        rest.problems.removeIf([this](const platform::FieldProblem &problem) {
            const bool isAboutPassword = problem.field == "password"_L1;
            if (isAboutPassword)
                m_passwordField->setError(problem.message);
            return isAboutPassword;
        });
    if (failure.problems.isEmpty() || !rest.problems.isEmpty())
        m_news->tell(Tone::Error, toText(rest));
}

void UserDialog::askWhatStands()
{
    m_news->tell(Tone::Hint, tr("Somebody else has changed this user. Reading what stands now…"));
    m_asking = m_client.user(m_shown->id, [this](const platform::Answer<User> &answer) {
        m_asking = {};
        if (answer)
            meet(*answer);
        else
            m_news->tell(Tone::Error,
                tr("Somebody else has changed this user, and nothing of yours was saved. What stands now could not be "
                   "read: %1")
                    .arg(toText(answer.error())));
        showState();
    });
    showState();
}

void UserDialog::meet(const User &now)
{
    const UserValues mine = merged(m_shown->values, m_form->values(), now.values);
    const QStringList theirs = items::userDifferences(m_shown->values, now.values);
    const QStringList still = items::userDifferences(now.values, mine);
    m_shown = now;
    m_form->setValues(mine);
    QString text = theirs.isEmpty()
        ? tr("Somebody else has changed this user since you opened him. Nothing of yours was saved yet.")
        : tr("Somebody else has changed this user since you opened him. Nothing of yours was saved yet. Changed by "
             "the other:")
            + listed(theirs);
    if (!still.isEmpty())
        text += u'\n' + tr("If you save now:") + listed(still);
    m_news->tell(Tone::Warning, text);
    adjustSize();
}

QString UserDialog::whyNot() const
{
    if (m_isSaving)
        return tr("Wait for the answer of the platform.");
    if (m_asking.isUnderWay())
        return tr("Wait until it is read what stands now.");
    if (m_form->values().loginName.isEmpty())
        return tr("Enter a login name first.");
    if (m_password && m_password->text().isEmpty())
        return tr("Enter or generate a password first.");
    if (m_shown && m_form->values() == m_shown->values)
        return tr("Nothing is changed.");
    return {};
}

void UserDialog::showState()
{
    const QString reason = whyNot();
    m_save->setEnabled(reason.isEmpty());
    m_save->setToolTip(reason);
    m_save->setAccessibleDescription(reason);
    m_form->setEnabled(!m_isSaving);
    if (m_password)
        m_password->setEnabled(!m_isSaving);
    m_cancel->setEnabled(!m_isSaving);
    m_cancel->setToolTip(m_isSaving ? reason : QString());
}

void UserDialog::reject()
{
    if (!m_isSaving)
        QDialog::reject();
}

}
