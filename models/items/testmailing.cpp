// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/testmailing.h"

#include "items/alertwords.h"

#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::items {

using platform::DeliveryState;

TestMailing::TestMailing(const platform::AlertsClient &client, QObject *parent, std::chrono::milliseconds pace)
    : QObject(parent)
    , m_client(client)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pace);
    connect(&m_pause, &QTimer::timeout, this, &TestMailing::follow);
}

void TestMailing::send(const platform::AlertTopic &topic, const QStringList &addresses)
{
    clear();
    m_addresses = addresses;
    m_state = State::Sending;
    m_client.test(topic, addresses, QUuid::createUuid().toByteArray(QUuid::WithoutBraces), this,
        [this, sending = m_sendings](const auto &answer) { take(answer, sending); });
    emit changed();
}

void TestMailing::clear()
{
    ++m_sendings;
    m_pause.stop();
    m_asking = {};
    m_test.reset();
    m_delivery.reset();
    m_failure.reset();
    if (std::exchange(m_state, State::Idle) != State::Idle)
        emit changed();
}

void TestMailing::take(const platform::Answer<platform::TestMail> &answer, int sending)
{
    if (sending != m_sendings)
        return;
    if (answer) {
        m_test = *answer;
        m_state = State::Following;
        follow();
    } else {
        m_failure = answer.error();
        m_state = State::Failed;
    }
    emit changed();
}

void TestMailing::follow()
{
    m_asking = m_client.delivery(m_test->mail, [this](const auto &answer) { takeDelivery(answer); });
}

void TestMailing::takeDelivery(const platform::Answer<platform::DeliveryDetails> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        m_delivery = answer->delivery;
    if (answer && m_delivery->isSettled())
        m_state = State::Done;
    else
        m_pause.start();
    emit changed();
}

QString TestMailing::deliveryText() const
{
    if (!m_delivery)
        return m_failure ? tr("The test mail is in the queue. How far it is could not be asked: %1")
                               .arg(platform::toText(*m_failure))
                         : tr("The test mail is in the queue.");
    QStringList lines;
    if (m_delivery->recipients.size() > 1)
        lines << tr("Test mail: %1", "1 sent, 1 waiting").arg(recipientsText(*m_delivery));
    for (const platform::DeliveryRecipient &recipient : m_delivery->recipients) {
        const bool isOnly = m_delivery->recipients.size() == 1;
        const bool isFine = recipient.state == DeliveryState::Sent || recipient.attempts == 0;
        if (isFine && !isOnly)
            continue;
        const QString how = tr("%1: %2", "address: state").arg(recipient.address, stateText(recipient.state));
        lines << (recipient.answer.isEmpty() ? how : tr("%1 (%2)", "state, answer").arg(how, recipient.answer));
    }
    return lines.join(u'\n');
}

QString TestMailing::text() const
{
    switch (m_state) {
    case State::Idle:
        return {};
    case State::Sending:
        return tr("Putting the test mail into the queue…");
    case State::Failed:
        return platform::toText(*m_failure);
    case State::Following:
    case State::Done:
        return deliveryText() + u'\n' + comparedText(*m_test, m_addresses);
    }
    Q_UNREACHABLE_RETURN({});
}

}
