// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/maildispatcher.h"
#include "mailreceiver.h"
#include "silentrelay.h"
#include "temporarystore.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using test::SilentRelay;

/// The network between the queue and the mail server goes dead, and nobody closes anything.
class TestNetworkCut : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsAgainWhatWasNotAllSent();
    void tellsThatItIsNotKnownWhetherItCame();

private:
    void open(std::chrono::milliseconds answering, std::chrono::milliseconds sending);
    /// Of a size that no buffer on the way holds.
    MailId enqueue();
    Delivery delivery(MailId mail) const;
    QList<DeliveryAttempt> attempts(MailId mail) const;

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<test::MailReceiver> m_receiver;
    std::unique_ptr<SilentRelay> m_relay;
    std::unique_ptr<MailDispatcher> m_dispatcher;
    TenantId m_tenant;
};

void TestNetworkCut::init()
{
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
    m_receiver = std::make_unique<test::MailReceiver>();
    QVERIFY(m_receiver->start({u"--brief"_s}));
    m_relay = std::make_unique<SilentRelay>(m_receiver->port());
    QVERIFY(m_relay->port() != 0);
}

void TestNetworkCut::cleanup()
{
    m_dispatcher.reset();
    m_tenants.reset();
    m_relay.reset();
    m_receiver.reset();
}

void TestNetworkCut::open(std::chrono::milliseconds answering, std::chrono::milliseconds sending)
{
    SmtpServer server;
    server.host = u"127.0.0.1"_s;
    server.port = m_relay->port();
    server.security = SmtpSecurity::None;
    server.ownName = "platform.example.test";
    server.answering = answering;
    server.sending = sending;
    m_dispatcher.reset();
    m_dispatcher = MailDispatcher::open(*m_tenants,
        {.server = server,
            .folder = {},
            .fromAddress = u"sekimori@example.test"_s,
            .fromName = {},
            .domain = "example.test"})
                       .value();
}

MailId TestNetworkCut::enqueue()
{
    OutgoingMail mail;
    mail.topic = u"warning"_s;
    mail.recipients = {u"ops@example.test"_s};
    mail.subject = u"Subject"_s;
    mail.plain = u"Text\n"_s;
    mail.attachments = {{u"checkpoint.json"_s, "text/plain", QByteArray(1'000'000, 'x')}};
    return m_tenants->store()
        .write([&](Transaction &transaction) { return enqueueMail(transaction, m_tenant, mail, m_tenants->now()); })
        .value();
}

Delivery TestNetworkCut::delivery(MailId mail) const
{
    return *m_tenants->store()
                .read([&](Database &database) { return deliveryWithId(database, m_tenant, mail); })
                .value();
}

QList<DeliveryAttempt> TestNetworkCut::attempts(MailId mail) const
{
    return m_tenants->store().read([&](Database &database) { return attemptsOf(database, m_tenant, mail); }).value();
}

void TestNetworkCut::sendsAgainWhatWasNotAllSent()
{
    m_relay->cut(SilentRelay::Cut::InContent);
    const MailId mail = enqueue();
    open(1min, 5s);
    m_dispatcher->settle();
    QCOMPARE(delivery(mail).recipients.first().state, DeliveryState::Waiting);
    QCOMPARE(attempts(mail).first().outcome, AttemptOutcome::Delayed);
    QCOMPARE(attempts(mail).first().answer.kind, AnswerKind::CutOff);
    const QString messageId = delivery(mail).messageId;
    m_relay->cut(SilentRelay::Cut::Nowhere);
    m_store->pass(1min);
    open(1min, 5min);
    m_dispatcher->settle();
    QCOMPARE(delivery(mail).recipients.first().state, DeliveryState::Sent);
    QCOMPARE(m_receiver->next()["messageId"_L1].toString(), messageId);
    QCOMPARE(m_receiver->told().size(), 2); // its port, and the one mail
}

void TestNetworkCut::tellsThatItIsNotKnownWhetherItCame()
{
    m_relay->cut(SilentRelay::Cut::AfterContent);
    const MailId mail = enqueue();
    open(15s, 5min);
    m_dispatcher->settle();
    QCOMPARE(delivery(mail).recipients.first().state, DeliveryState::Waiting);
    QCOMPARE(attempts(mail).first().outcome, AttemptOutcome::Unknown);
    QVERIFY(toText(attempts(mail).first().answer, nullptr).contains("not known"_L1));
    const QString messageId = m_receiver->next()["messageId"_L1].toString();
    QCOMPARE(messageId, delivery(mail).messageId);
    m_relay->cut(SilentRelay::Cut::Nowhere);
    m_store->pass(1min);
    open(1min, 5min);
    m_dispatcher->settle();
    QCOMPARE(delivery(mail).recipients.first().state, DeliveryState::Sent);
    QCOMPARE(attempts(mail).size(), 2);
    QCOMPARE(m_receiver->next()["messageId"_L1].toString(), messageId);
}

QTEST_GUILESS_MAIN(TestNetworkCut)
#include "tst_networkcut.moc"
