// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userpassworddialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "controls/passwordentry.h"
#include "controls/tone.h"
#include "items/userwords.h"
#include "pages/userdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

UserPasswordDialog::UserPasswordDialog(const platform::UsersClient &client, const platform::User &user,
    const policy::PasswordPolicy &policy, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_user(user)
    , m_policy(policy)
    , m_news(new Banner(this))
    , m_password(new PasswordEntry(this))
    , m_field(new FormField(tr("New &password"), m_password, tr("Pass it on by a safe way."), this))
    , m_warning(new Banner(this))
    , m_save(new QPushButton(tr("&Set password"), this))
    , m_cancel(new QPushButton(tr("Ca&ncel"), this))
{
    setWindowTitle(tr("Set a password for %1").arg(items::personText(user.values)));
    setAttribute(Qt::WA_DeleteOnClose);
    m_news->setObjectName("news"_L1);
    m_password->edit()->setObjectName("password"_L1);
    m_warning->setObjectName("passwordNews"_L1);
    m_save->setObjectName("save"_L1);
    m_save->setDefault(true);
    m_cancel->setAutoDefault(false);
    layOut();
    connect(m_password, &PasswordEntry::edited, this, [this] {
        m_key.clear();
        showProblems();
        showState();
    });
    connect(m_save, &QPushButton::clicked, this, &UserPasswordDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &UserPasswordDialog::reject);
    showState();
}

void UserPasswordDialog::layOut()
{
    const QString consequence = m_policy.mustChangeAfterReset
        ? tr("All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins. At the next "
             "sign-in another password has to be chosen.")
        : tr("All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins.");
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(m_news);
    layout->addWidget(m_field);
    layout->addWidget(m_warning);
    layout->addWidget(explanationLabel(consequence.arg(items::personText(m_user.values)), this));
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(520);
}

void UserPasswordDialog::showProblems()
{
    m_field->setError({});
    const QString warning
        = m_password->text().isEmpty() ? QString() : passwordWarning(m_policy, m_password->text(), m_user.values);
    if (warning.isEmpty())
        m_warning->clear();
    else
        m_warning->tell(Tone::Warning,
            tr("The password policy would not let anybody choose this. You can set it all the same; it has to be "
               "changed at the next sign-in.")
                + u'\n' + warning);
}

void UserPasswordDialog::save()
{
    if (!whyNot().isEmpty())
        return;
    if (m_key.isEmpty())
        m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_isSaving = true;
    m_news->clear();
    showState();
    m_client.setPassword(m_user.id, m_password->text(), m_key, this, [this](const auto &answer) { take(answer); });
}

void UserPasswordDialog::take(const platform::Answer<QList<platform::FieldProblem>> &answer)
{
    m_isSaving = false;
    showState();
    if (answer) {
        emit saved(*answer);
        accept();
    } else if (answer.error().kind == platform::Failure::Kind::Refused) {
        m_field->setError(toText(answer.error()));
        m_password->setFocus();
    } else {
        m_news->tell(Tone::Error, toText(answer.error()));
    }
}

QString UserPasswordDialog::whyNot() const
{
    if (m_isSaving)
        return tr("Wait for the answer of the platform.");
    return m_password->text().isEmpty() ? tr("Enter or generate a password first.") : QString();
}

void UserPasswordDialog::showState()
{
    const QString reason = whyNot();
    m_save->setEnabled(reason.isEmpty());
    m_save->setToolTip(reason);
    m_save->setAccessibleDescription(reason);
    m_password->setEnabled(!m_isSaving);
    m_cancel->setEnabled(!m_isSaving);
    m_cancel->setToolTip(m_isSaving ? reason : QString());
}

void UserPasswordDialog::reject()
{
    if (!m_isSaving)
        QDialog::reject();
}

}
