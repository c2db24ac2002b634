// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/credentialsdialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

CredentialsDialog::CredentialsDialog(const Words &words, QWidget *parent)
    : QDialog(parent)
    , m_banner(new Banner(this))
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_accept(new QPushButton(words.accept))
    , m_acceptText(words.accept)
{
    setWindowTitle(words.title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_password->setEchoMode(QLineEdit::Password);
    m_accept->setDefault(true);
    m_user->setObjectName("userName"_L1);
    m_password->setObjectName("password"_L1);
    m_accept->setObjectName("accept"_L1);
    auto *explanation = new QLabel(words.explanation, this);
    explanation->setWordWrap(true);
    explanation->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(words.decline), QDialogButtonBox::RejectRole);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(explanation);
    layout->addWidget(m_banner);
    layout->addWidget(new FormField(words.userLabel, m_user, {}, this));
    layout->addWidget(new FormField(tr("&Password"), m_password, {}, this));
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(440);

    connect(m_accept, &QPushButton::clicked, this, &CredentialsDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *edit : {m_user, m_password})
        connect(edit, &QLineEdit::textChanged, this, &CredentialsDialog::showWhyNot);
    showWhyNot();
}

CredentialsDialog *CredentialsDialog::forGate(const QString &hostName, QWidget *parent)
{
    return new CredentialsDialog(
        {.title = tr("Basic authentication"),
            .explanation = tr("The gate of %1 asks your address for the user name and password "
                              "that the whole tenant shares. They are kept until you disconnect, "
                              "and are not the ones you sign in with.")
                .arg(hostName),
            .userLabel = tr("&User name of the gate"),
            .accept = tr("&Continue"),
            .decline = tr("Cancel")},
        parent);
}

CredentialsDialog *CredentialsDialog::forSession(const QString &user, const QString &tenant, QWidget *parent)
{
    auto *dialog
        = new CredentialsDialog({.title = tr("Sign in again"),
                                    .explanation = tr("Your session with %1 has ended. Sign in again to go on; "
                                                      "what you have edited is still there.")
                                        .arg(tenant),
                                    .userLabel = tr("&User name"),
                                    .accept = tr("&Sign in"),
                                    .decline = tr("Later")},
            parent);
    dialog->setUser(user);
    return dialog;
}

void CredentialsDialog::setUser(const QString &user)
{
    m_user->setText(user);
    m_password->setFocus();
}

void CredentialsDialog::showError(const QString &text)
{
    m_banner->tell(Tone::Error, text);
    m_password->selectAll();
    m_password->setFocus();
}

void CredentialsDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_accept->setText(busy ? tr("Trying…") : m_acceptText);
    showWhyNot();
}

void CredentialsDialog::submit()
{
    m_banner->clear();
    emit submitted(m_user->text(), m_password->text());
}

void CredentialsDialog::showWhyNot()
{
    const bool isComplete = !m_user->text().isEmpty() && !m_password->text().isEmpty();
    m_accept->setEnabled(isComplete && !m_isBusy);
    QString why;
    if (m_isBusy)
        why = tr("The platform is being asked.");
    else if (!isComplete)
        why = tr("Enter user name and password first.");
    m_accept->setToolTip(why);
    m_accept->setAccessibleDescription(why);
}

}
