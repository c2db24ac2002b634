// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/profilepanel.h"

#include "connect/progressrow.h"
#include "controls/banner.h"
#include "controls/formfield.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

ProfilePanel::ProfilePanel(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_host(new QLabel(this))
    , m_address(new QLabel(this))
    , m_user(new QLabel(this))
    , m_trust(new QLabel(this))
    , m_password(new QLineEdit)
    , m_remember(new QCheckBox(tr("&Remember it in this system's keyring"), this))
    , m_passwordField(new FormField(tr("&Password"), m_password, {}, this))
    , m_banner(new Banner(this))
    , m_progress(new ProgressRow(this))
    , m_edit(new QPushButton(tr("&Edit…"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
    , m_connect(new QPushButton(tr("&Connect"), this))
{
    QFont font = m_heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    m_heading->setFont(font);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setObjectName("password"_L1);
    m_connect->setObjectName("connect"_L1);
    m_progress->setObjectName("profileProgress"_L1);
    m_edit->setObjectName("edit"_L1);
    m_remove->setObjectName("remove"_L1);
    m_remember->setObjectName("remember"_L1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_heading);
    layout->addLayout(makeFacts());
    layout->addWidget(m_passwordField);
    layout->addWidget(m_remember);
    layout->addWidget(m_banner);
    layout->addWidget(m_progress);
    layout->addStretch();
    layout->addLayout(makeButtons());
    connect(m_password, &QLineEdit::textChanged, this, &ProfilePanel::showWhyNot);
    connect(m_password, &QLineEdit::returnPressed, m_connect, &QPushButton::click);
    connect(m_remember, &QCheckBox::toggled, this, &ProfilePanel::rememberingToggled);
    connect(m_progress, &ProgressRow::cancelled, this, &ProfilePanel::cancelled);
}

QLayout *ProfilePanel::makeFacts()
{
    auto *facts = new QFormLayout;
    facts->setHorizontalSpacing(16);
    facts->setVerticalSpacing(6);
    const auto add = [&](const QString &label, QLabel *value) {
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts->addRow(explanationLabel(label, this), value);
    };
    add(tr("Host name"), m_host);
    add(tr("Address"), m_address);
    add(tr("User name"), m_user);
    add(tr("Trust"), m_trust);
    return facts;
}

QLayout *ProfilePanel::makeButtons()
{
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_edit);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_connect);
    m_connect->setDefault(true);
    for (QPushButton *button : {m_edit, m_remove})
        button->setAutoDefault(false);
    connect(m_edit, &QPushButton::clicked, this, &ProfilePanel::editWanted);
    connect(m_remove, &QPushButton::clicked, this, &ProfilePanel::removeWanted);
    connect(m_connect, &QPushButton::clicked, this, &ProfilePanel::wanted);
    return buttons;
}

void ProfilePanel::setProfile(const platform::ConnectionProfile &profile)
{
    const bool isOther = profile.id != m_profile.id;
    // A profile of which something else has changed says nothing of a tick that is not stored yet.
    const bool isToldAnew = isOther || profile.rememberPassword != m_profile.rememberPassword;
    m_profile = profile;
    m_heading->setText(profile.name);
    m_host->setText(profile.hostName);
    m_address->setText(tr("%1, port %2", "address").arg(profile.whereTo()).arg(profile.port));
    m_user->setText(profile.userName);
    m_trust->setText(profile.pinnedAuthority.isEmpty() ? tr("The authorities that this computer trusts")
                                                       : tr("Only the certificate that you have trusted"));
    const QSignalBlocker blocker(m_remember);
    if (isToldAnew)
        m_remember->setChecked(profile.rememberPassword);
    if (isOther) {
        m_password->clear();
        m_passwordField->setError({});
        m_banner->clear();
    }
    showWhyNot();
}

void ProfilePanel::takeOver(const ProfilePanel &before)
{
    const QSignalBlocker blocker(m_remember);
    m_remember->setChecked(before.m_remember->isChecked());
    m_password->setText(before.m_password->text());
}

void ProfilePanel::setPassword(const QString &password)
{
    m_password->setText(password);
}

QString ProfilePanel::password() const
{
    return m_password->text();
}

bool ProfilePanel::remembers() const
{
    return m_remember->isChecked();
}

void ProfilePanel::refuseRemembering(const QString &text)
{
    m_remember->setChecked(false);
    m_banner->tell(Tone::Warning, text);
}

void ProfilePanel::showStep(Entering::Step step)
{
    m_isBusy = step != Entering::Step::Idle;
    if (m_isBusy) {
        m_banner->clear();
        m_passwordField->setError({});
        m_progress->tell(tr("Connecting to %1…").arg(m_profile.hostName));
    } else {
        m_progress->hide();
    }
    m_password->setEnabled(!m_isBusy);
    m_remember->setEnabled(!m_isBusy);
    showWhyNot();
}

void ProfilePanel::showError(const QString &text, bool credentialsAreWrong)
{
    if (credentialsAreWrong)
        m_passwordField->setError(text);
    else
        m_banner->tell(Tone::Error, text);
    focusPassword();
}

void ProfilePanel::focusPassword()
{
    m_password->selectAll();
    m_password->setFocus();
}

void ProfilePanel::showWhyNot()
{
    QString why;
    if (m_isBusy)
        why = tr("A connection is being made. You can stop it.");
    else if (m_password->text().isEmpty())
        why = tr("Enter the password first.");
    m_connect->setEnabled(why.isEmpty());
    m_connect->setToolTip(why);
    m_connect->setAccessibleDescription(why);
    m_edit->setEnabled(!m_isBusy);
    m_edit->setToolTip(m_isBusy ? why : tr("Name, host, address, port, user and trust of this connection"));
    m_remove->setEnabled(!m_isBusy);
    m_remove->setToolTip(
        m_isBusy ? why : tr("Takes this connection off the list, and its password out of the keyring"));
}

}
