// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/deliveryrows.h"
#include "store/mailqueue.h"
#include "temporarystore.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMailRows : public QObject {
    Q_OBJECT

private slots:
    void init();
    void keepsAllOfAMail();
    void makesOneDeliveryForEachAddress();
    void goesWithItsTransaction();
    void tellsThoseWhoWatch();
    void refusesWhatCannotBeSent();
    void refusesMoreThanMayWait();
    void keepsNothingOutForWhatIsLessUrgent();
    void keepsRoomForWhatIsNoAlert();
    void sendsHigherLevelsFirst();
    void takesWhatIsDueOnly();
    void givesTheMessageIdOnce();
    void listsNewestFirstPageByPage();
    void listsByStateAndTopic();
    void keepsTenantsApart();
    void removesOldMailsThatGoNowhere();
    void keepsTheNewestMailsAndAllThatWait();

private:
    static OutgoingMail mail(const QStringList &recipients = {u"ops@example.test"_s});
    Result<MailId> enqueue(const OutgoingMail &mail, std::optional<TenantId> tenant = {});
    template<typename Job>
    auto read(Job job) const
    {
        return m_tenants->store().read(std::move(job)).value();
    }
    template<typename Job>
    auto write(Job job) const
    {
        return m_tenants->store().write([&](Transaction &transaction) { return job(transaction.database()); });
    }
    QList<QueuedDelivery> due() const;
    DeliveryPage page(const DeliveryQuery &query) const;
    void finish(const QueuedDelivery &delivery, AttemptOutcome outcome);

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
};

void TestMailRows::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

OutgoingMail TestMailRows::mail(const QStringList &recipients)
{
    return {
        .kind = MailKind::Alert,
        .topic = u"warning"_s,
        .level = audit::Level::Warning,
        .firstEvent = 3,
        .lastEvent = 9,
        .eventCount = 7,
        .heldBack = 2,
        .recipients = recipients,
        .language = u"ja"_s,
        .subject = u"警告 7 件"_s,
        .plain = u"本文\n"_s,
        .html = u"<p>本文</p>"_s,
        .attachments = {{u"checkpoint.json"_s, "application/json", "{}"}},
    };
}

Result<MailId> TestMailRows::enqueue(const OutgoingMail &mail, std::optional<TenantId> tenant)
{
    return m_tenants->store().write([&](Transaction &transaction) {
        return enqueueMail(transaction, tenant.value_or(m_tenant), mail, m_tenants->now());
    });
}

QList<QueuedDelivery> TestMailRows::due() const
{
    return read([&](Database &database) { return dueDeliveries(database, m_tenant, m_tenants->now(), 100); });
}

DeliveryPage TestMailRows::page(const DeliveryQuery &query) const
{
    return read([&](Database &database) { return deliveriesPage(database, m_tenant, query); });
}

void TestMailRows::finish(const QueuedDelivery &delivery, AttemptOutcome outcome)
{
    const auto stored = write([&](Database &database) {
        return storeResult(database,
            {.delivery = delivery,
                .outcome = outcome,
                .answer = {AnswerKind::Server, u"250 ok"_s},
                .at = m_tenants->now(),
                .nextAt = m_tenants->now() + 1min});
    });
    QVERIFY(stored);
}

void TestMailRows::keepsAllOfAMail()
{
    const auto id = enqueue(mail());
    QVERIFY(id);
    const auto delivery = read([&](Database &database) { return deliveryWithId(database, m_tenant, *id); });
    QVERIFY(delivery);
    OutgoingMail expected = mail();
    expected.recipients.clear(); // They stand with their states.
    QCOMPARE(delivery->mail, expected);
    QCOMPARE(delivery->madeAt, m_store->now());
    QCOMPARE(delivery->recipients.size(), 1);
    QCOMPARE(delivery->recipients.first().address, u"ops@example.test"_s);
    QCOMPARE(delivery->recipients.first().state, DeliveryState::Waiting);
}

void TestMailRows::makesOneDeliveryForEachAddress()
{
    QVERIFY(enqueue(mail({u"a@example.test"_s, u"b@example.test"_s, u"a@example.test"_s, u"B@Example.test"_s})));
    const auto deliveries = due();
    QStringList addresses;
    for (const QueuedDelivery &delivery : deliveries)
        addresses.append(delivery.address);
    addresses.sort();
    QCOMPARE(addresses, (QStringList{u"a@example.test"_s, u"b@example.test"_s}));
}

void TestMailRows::goesWithItsTransaction()
{
    const auto outcome = m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
        (void)enqueueMail(transaction, m_tenant, mail(), m_tenants->now());
        return std::unexpected(Error{ErrorKind::Conflict, messages::MailQueueFull});
    });
    QVERIFY(!outcome);
    QVERIFY(due().isEmpty());
}

void TestMailRows::tellsThoseWhoWatch()
{
    std::atomic<int> told = 0;
    const auto watching = m_tenants->store().changes().watch(anyonesMail, [&] { ++told; });
    QVERIFY(enqueue(mail()));
    QCOMPARE(told.load(), 1);
}

void TestMailRows::refusesWhatCannotBeSent()
{
    QCOMPARE(enqueue(mail({})).error().message, &messages::MailWithoutRecipient);
    QCOMPARE(enqueue(mail({u"a@example.test\r\nBcc: b@example.test"_s})).error().kind, ErrorKind::Invalid);
    OutgoingMail large = mail();
    large.plain = QString(largestMail, u'x');
    QCOMPARE(enqueue(large).error().message, &messages::MailTooLarge);
    OutgoingMail forged = mail();
    forged.subject = u"one\r\nBcc: two@example.test"_s;
    const auto id = enqueue(forged);
    QVERIFY(id);
    QCOMPARE(page({}).deliveries.first().mail.subject, u"one  Bcc: two@example.test"_s);
}

void TestMailRows::refusesMoreThanMayWait()
{
    QStringList all;
    for (int i = 0; i < mostWaitingDeliveries; ++i)
        all.append(u"a%1@example.test"_s.arg(i));
    QVERIFY(enqueue(mail(all)));
    const auto refused = enqueue(mail());
    QVERIFY(!refused);
    QVERIFY(refused.error().is(messages::MailQueueFull));
    finish(due().first(), AttemptOutcome::Sent);
    QVERIFY(enqueue(mail()));
}

void TestMailRows::keepsNothingOutForWhatIsLessUrgent()
{
    QStringList many;
    for (int i = 0; i < mostWaitingDeliveries; ++i)
        many.append(u"a%1@example.test"_s.arg(i));
    OutgoingMail flood = mail(many);
    flood.level = audit::Level::Warning;
    QVERIFY(enqueue(flood));
    OutgoingMail next = mail();
    for (const auto level : {audit::Level::Information, audit::Level::Notice, audit::Level::Warning}) {
        next.level = level;
        const auto refused = enqueue(next);
        QVERIFY(!refused && refused.error().is(messages::MailQueueFull));
    }
    for (const auto level : {audit::Level::Error, audit::Level::Critical}) {
        next.level = level;
        QVERIFY(enqueue(next));
    }
}

void TestMailRows::keepsRoomForWhatIsNoAlert()
{
    QStringList many;
    for (int i = 0; i < mostWaitingDeliveries; ++i)
        many.append(u"a%1@example.test"_s.arg(i));
    OutgoingMail flood = mail(many);
    flood.kind = MailKind::Alert;
    flood.level = audit::Level::Critical;
    QVERIFY(enqueue(flood));
    for (const MailKind kind : {MailKind::Checkpoint, MailKind::Reminder, MailKind::Test}) {
        OutgoingMail other = mail();
        other.kind = kind;
        QVERIFY(enqueue(other));
    }
    OutgoingMail rest = mail(many.first(moreWithoutAlerts));
    rest.kind = MailKind::Test;
    const auto refused = enqueue(rest);
    QVERIFY(!refused && refused.error().is(messages::MailQueueFull));
}

void TestMailRows::sendsHigherLevelsFirst()
{
    const auto low = enqueue(mail());
    OutgoingMail higher = mail();
    higher.level = audit::Level::Critical;
    const auto high = enqueue(higher);
    QCOMPARE(due().size(), 2);
    QCOMPARE(due().first().mail, *high);
    QCOMPARE(due().last().mail, *low);
}

void TestMailRows::takesWhatIsDueOnly()
{
    QVERIFY(enqueue(mail()));
    const QueuedDelivery delivery = due().first();
    QVERIFY(write([&](Database &database) { return markSending(database, delivery, m_tenants->now()); }).value());
    QVERIFY(due().isEmpty());
    QVERIFY(!write([&](Database &database) { return markSending(database, delivery, m_tenants->now()); }).value());
    QCOMPARE(read([&](Database &database) { return deliveriesUnderWay(database, m_tenant); }).size(), 1);
    finish(delivery, AttemptOutcome::Delayed);
    QVERIFY(due().isEmpty());
    QCOMPARE(read([&](Database &database) { return nextDue(database, m_tenant); }), m_store->now() + 1min);
    m_store->pass(1min);
    QCOMPARE(due().size(), 1);
    QCOMPARE(due().first().attempts, 1);
    const auto attempts = read([&](Database &database) { return attemptsOf(database, m_tenant, delivery.mail); });
    QCOMPARE(attempts.size(), 1);
    QCOMPARE(toText(attempts.first().answer, nullptr), u"250 ok"_s);
}

void TestMailRows::givesTheMessageIdOnce()
{
    const auto id = enqueue(mail());
    const auto store = [&](const QString &made) {
        return write([&](Database &database) { return storeMessageId(database, m_tenant, *id, made); }).value();
    };
    QCOMPARE(store(u"<one@example.test>"_s), u"<one@example.test>"_s);
    QCOMPARE(store(u"<two@example.test>"_s), u"<one@example.test>"_s);
}

void TestMailRows::listsNewestFirstPageByPage()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(enqueue(mail()));
    const DeliveryPage first = page({.limit = 3});
    QCOMPARE(first.deliveries.size(), 3);
    QVERIFY(first.deliveries.first().id > first.deliveries.last().id);
    const DeliveryPage rest = page({.limit = 3, .after = first.next});
    QCOMPARE(rest.deliveries.size(), 2);
    QVERIFY(!rest.next);
}

void TestMailRows::listsByStateAndTopic()
{
    const auto refused = enqueue(mail({u"a@example.test"_s, u"b@example.test"_s}));
    finish(due().first(), AttemptOutcome::Refused);
    OutgoingMail rule = mail();
    rule.topic = u"rule: 夜間"_s;
    const auto byRule = enqueue(rule);
    QCOMPARE(page({.state = DeliveryState::Refused}).deliveries.size(), 1);
    QCOMPARE(page({.state = DeliveryState::Refused}).deliveries.first().id, *refused);
    QCOMPARE(page({.state = DeliveryState::Waiting}).deliveries.size(), 2);
    QCOMPARE(page({.topic = u"rule: 夜間"_s}).deliveries.first().id, *byRule);
    QVERIFY(page({.state = DeliveryState::Sent}).deliveries.isEmpty());
}

void TestMailRows::keepsTenantsApart()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const auto id = enqueue(mail(), other);
    QVERIFY(due().isEmpty());
    QVERIFY(page({}).deliveries.isEmpty());
    QVERIFY(!read([&](Database &database) { return deliveryWithId(database, m_tenant, *id); }));
}

void TestMailRows::removesOldMailsThatGoNowhere()
{
    QVERIFY(enqueue(mail()));
    const auto waiting = enqueue(mail({u"slow@example.test"_s}));
    finish(due().first(), AttemptOutcome::Sent);
    const auto remove = [&] {
        return write([&](Database &database) {
            return removeOldMails(database, m_tenant, m_tenants->now() - mailsKept, 100);
        }).value();
    };
    QCOMPARE(remove(), 0);
    m_store->pass(mailsKept + 1s);
    QCOMPARE(remove(), 1);
    QCOMPARE(page({}).deliveries.size(), 1);
    QCOMPARE(page({}).deliveries.first().id, *waiting);
}

void TestMailRows::keepsTheNewestMailsAndAllThatWait()
{
    const auto waiting = enqueue(mail({u"slow@example.test"_s}));
    const auto sent = enqueue(mail({u"quick@example.test"_s}));
    for (const QueuedDelivery &delivery : due()) {
        if (delivery.mail == *sent)
            finish(delivery, AttemptOutcome::Sent);
    }
    // Later ones like it, whose recipients do not matter.
    const auto added = write([&](Database &database) {
        const QString columns
            = u"tenant, kind, topic, level, first_event, last_event, event_count, held_back, language,"
              " subject, made_at, again_of, asked_by, plain, content"_s;
        return database.run(u"INSERT INTO mails (%1) WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL"
                            " SELECT number + 1 FROM numbers WHERE number < ?) SELECT %1 FROM mails, numbers"
                            " WHERE id = ?"_s.arg(columns),
            {mostMailsKept, sent->value});
    });
    QCOMPARE(added.value(), mostMailsKept);
    const auto remove = [&] {
        return write([&](Database &database) {
            return removeOldMails(database, m_tenant, m_tenants->now() - mailsKept, 100);
        }).value();
    };
    QCOMPARE(remove(), 1);
    QCOMPARE(remove(), 0);
    QVERIFY(!read([&](Database &database) { return deliveryWithId(database, m_tenant, *sent); }));
    QCOMPARE(page({.state = DeliveryState::Waiting}).deliveries.first().id, *waiting);
    QCOMPARE(due().size(), 1);
}

QTEST_GUILESS_MAIN(TestMailRows)
#include "tst_mailrows.moc"
