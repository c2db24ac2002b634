// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/testmailrow.h"

#include "controls/iconlabel.h"
#include "controls/themeicon.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::TestMailing;
using platform::DeliveryState;

TestMailRow::TestMailRow(
    const QString &name, const QString &owner, const platform::AlertsClient &client, QWidget *parent)
    : QWidget(parent)
    , m_mailing(client)
    , m_send(new QPushButton(themeIcon(u"mail-send"_s), tr("Send test"), this))
    , m_log(new QPushButton(themeIcon(u"view-list-details"_s), tr("In the delivery log"), this))
    , m_result(new QWidget(this))
    , m_symbol(new IconLabel(m_result))
    , m_text(new QLabel(m_result))
{
    m_send->setObjectName(name);
    m_send->setAccessibleName(tr("Send test: %1", "level or rule").arg(owner));
    m_log->setObjectName(name + u".log"_s);
    m_log->setAccessibleName(tr("Test mail in the delivery log: %1", "level or rule").arg(owner));
    m_log->setToolTip(tr("Every attempt to deliver it, with the mail server’s answers"));
    m_text->setObjectName(name + u".result"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *result = new QHBoxLayout(m_result);
    result->setContentsMargins(0, 0, 0, 0);
    result->setSpacing(6);
    result->addWidget(m_symbol, 0, Qt::AlignTop);
    result->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_send);
    buttons->addWidget(m_log);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(buttons);
    layout->addWidget(m_result);
    connect(m_send, &QPushButton::clicked, this, [this] { m_mailing.send(m_topic, m_addresses); });
    connect(m_log, &QPushButton::clicked, this, [this] { emit deliveryWanted(m_mailing.mail()); });
    connect(&m_mailing, &TestMailing::changed, this, &TestMailRow::show);
    show();
}

void TestMailRow::setTarget(const platform::AlertTopic &topic, const QStringList &addresses, const QString &whyNot)
{
    const bool isOther = std::exchange(m_topic, topic) != topic;
    m_addresses = addresses;
    m_whyNot = whyNot;
    if (isOther)
        m_mailing.clear();
    show();
}

QString TestMailRow::text() const
{
    return m_text->text();
}

Tone TestMailRow::tone() const
{
    if (m_mailing.state() == TestMailing::State::Failed)
        return Tone::Error;
    if (const auto &delivery = m_mailing.delivery()) {
        const auto &all = delivery->recipients;
        if (std::ranges::any_of(all, [](const platform::DeliveryRecipient &recipient) {
                return recipient.state == DeliveryState::GivenUp || recipient.state == DeliveryState::Refused;
            }))
            return Tone::Error;
    }
    if (m_mailing.test() && m_mailing.test()->inForce != platform::TestMail::InForce::Same)
        return Tone::Warning;
    return m_mailing.state() == TestMailing::State::Done ? Tone::Good : Tone::Hint;
}

void TestMailRow::show()
{
    const QString whyNot = m_mailing.isBusy() ? tr("The platform is being asked.") : m_whyNot;
    m_send->setEnabled(whyNot.isEmpty());
    m_send->setToolTip(whyNot.isEmpty()
            ? tr("Sends a mail to these addresses by the same queue as a real one, and says whether a real one would "
                 "have gone to the same people")
            : whyNot);
    m_send->setAccessibleDescription(m_send->toolTip());
    m_log->setVisible(m_mailing.mail() > 0);
    const QString text = m_mailing.text();
    m_result->setVisible(!text.isEmpty());
    m_symbol->setIcon(toneIcon(tone()));
    if (text == m_text->text())
        return;
    m_text->setText(text);
    if (!text.isEmpty() && isVisible()) {
        QAccessibleAnnouncementEvent announcement(m_send, text);
        QAccessible::updateAccessibility(&announcement);
    }
}

}
