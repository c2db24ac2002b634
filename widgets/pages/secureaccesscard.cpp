// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/secureaccesscard.h"

#include "controls/addresslistfield.h"
#include "controls/banner.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

SecureAccessCard::SecureAccessCard(QWidget *parent)
    : Card(tr("Secure access"), parent)
    , m_enabled(new QCheckBox(tr("Let people in by client &certificate"), this))
    , m_allowOtherUser(new QCheckBox(tr("Somebody else than the certificate’s user may si&gn in"), this))
    , m_selfService(new QCheckBox(tr("&Users may fetch their own certificate"), this))
    , m_state(new QLabel(this))
    , m_reminderTitle(new QLabel(tr("Remi&nders by mail"), this))
    , m_reminders(new AddressListField(u"reminderAddresses"_s, tr("Mail addresses for reminders"), this))
    , m_reminderHelp(explanationLabel(tr("These addresses are told 90, 30, 14, 7, 3 and 1 days before a certificate, "
                                         "the authority or its revocation list ends."),
          this))
    , m_effect(new Banner(this))
    , m_problem(new Banner(this))
{
    m_enabled->setObjectName("enabled"_L1);
    m_allowOtherUser->setObjectName("allowOtherUser"_L1);
    m_selfService->setObjectName("selfService"_L1);
    m_state->setObjectName("secureAccessState"_L1);
    m_effect->setObjectName("secureAccessEffect"_L1);
    m_problem->setObjectName("secureAccessProblem"_L1);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_reminderTitle->setBuddy(m_reminders);
    m_reminders->setIfNone(tr("Nobody is reminded"));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(8, 0, 8, 0);
    inner->setSpacing(7);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_enabled, m_allowOtherUser, m_selfService, m_state,
             m_effect, m_reminderTitle, m_reminders, m_reminderHelp, m_problem})
        inner->addWidget(widget);
    body()->addLayout(inner);
    body()->addStretch(1);
    for (const QCheckBox *box : {m_enabled, m_allowOtherUser, m_selfService})
        connect(box, &QCheckBox::clicked, this, [this] {
            showState();
            emit changed();
        });
    connect(m_reminders, &AddressListField::changed, this, &SecureAccessCard::changed);
    showState();
}

void SecureAccessCard::setValue(const policy::ClientCertificates &value)
{
    m_enabled->setChecked(value.enabled);
    m_allowOtherUser->setChecked(value.allowOtherUser);
    m_selfService->setChecked(value.selfService);
    m_reminders->setAddresses(value.reminderAddresses);
    m_problem->clear();
    showState();
}

policy::ClientCertificates SecureAccessCard::value() const
{
    return {
        m_enabled->isChecked(), m_allowOtherUser->isChecked(), m_selfService->isChecked(), m_reminders->addresses()};
}

void SecureAccessCard::setEditable(bool editable)
{
    m_editable = editable;
    for (QCheckBox *box : {m_enabled, m_allowOtherUser, m_selfService})
        box->setVisible(editable);
    m_reminders->setEditable(editable);
    m_state->setVisible(!editable);
    showState();
}

void SecureAccessCard::setHost(const QString &host)
{
    m_host = host;
    showState();
}

void SecureAccessCard::showProblem(const QString &field, const QString &message)
{
    if (field.startsWith("reminderAddresses"_L1))
        return m_reminders->showProblem(message);
    const QString before = m_problem->text();
    m_problem->tell(Tone::Error, before.isEmpty() ? message : before + u'\n' + message);
}

void SecureAccessCard::showState()
{
    const policy::ClientCertificates value = this->value();
    const QString where = m_host.isEmpty() ? tr("the tenant’s host for certificates") : m_host;
    if (value.enabled)
        m_effect->tell(Tone::Hint,
            tr("%1 asks browsers for a certificate, and lets in whoever has a valid one, from any address.", "host")
                .arg(where));
    else
        m_effect->tell(Tone::Neutral,
            tr("%1 lets nobody in. Certificates can be issued all the same, to be installed before the day.", "host")
                .arg(where));
    if (m_editable)
        return;
    const QStringList lines{
        value.enabled ? tr("People are let in by client certificate.") : tr("Nobody is let in by client certificate."),
        value.allowOtherUser ? tr("Any user may sign in with a certificate.")
                             : tr("Only a certificate’s own user may sign in with it."),
        value.selfService ? tr("Users may fetch their own certificate.")
                          : tr("Users get their certificate from an administrator.")};
    m_state->setText(lines.join(u'\n'));
}

}
