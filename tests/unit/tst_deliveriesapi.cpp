// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "store/mailqueue.h"

#include <QTest>

#include <algorithm>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The delivery log as the API gives it.
class TestDeliveriesApi : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsWhatBecameOfEachMail();
    void saysWhyNothingLeaves();
    void sumsUpWhatWaitsInVain();
    void tellsKindsAndTopicsApart();
    void pagesByKey();
    void refusesQueries_data();
    void refusesQueries();
    void showsOneWhole();
    void sendsAgainToAllOrSome();
    void refusesToSendAgain_data();
    void refusesToSendAgain();
    void tellsWhenTheQueueIsFull();
    void sendsAgainNoMoreThanAFewAMinute();
    void sendsAgainOnceUnderOneKey();
    void triesNowWhatWaits();
    void isForThoseWhoMay();

private:
    MailId enqueue(const QStringList &recipients = {u"ops@example.test"_s}, const QString &topic = u"warning"_s,
        MailKind kind = MailKind::Alert);
    void finish(MailId mail, AttemptOutcome outcome, const DeliveryAnswer &answer);
    QJsonObject get(const QByteArray &path) const;
    Response again(
        MailId mail, const QByteArray &body, const QString &who = u"chief"_s, const QByteArray &key = {}) const;

    std::unique_ptr<HandlerFixture> m_service;
};

void TestDeliveriesApi::init()
{
    m_service = std::make_unique<HandlerFixture>();
}

MailId TestDeliveriesApi::enqueue(const QStringList &recipients, const QString &topic, MailKind kind)
{
    OutgoingMail mail;
    mail.kind = kind;
    mail.topic = topic;
    mail.level = audit::Level::Warning;
    mail.firstEvent = 3;
    mail.lastEvent = 4;
    mail.eventCount = 2;
    mail.recipients = recipients;
    mail.subject = u"警告"_s;
    mail.plain = u"Text\n"_s;
    mail.html = u"<p>Text</p>"_s;
    mail.attachments = {{u"a.json"_s, "application/json", "{}"}};
    return m_service->tenants->store()
        .write([&](Transaction &transaction) {
            return enqueueMail(transaction, m_service->tenant, mail, m_service->store.now());
        })
        .value();
}

void TestDeliveriesApi::finish(MailId mail, AttemptOutcome outcome, const DeliveryAnswer &answer)
{
    const auto done = m_service->tenants->store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto due = dueDeliveries(database, m_service->tenant, m_service->store.now(), 100);
        for (const QueuedDelivery &delivery : due.value_or(QList<QueuedDelivery>())) {
            if (delivery.mail == mail)
                return storeResult(database,
                    {.delivery = delivery,
                        .outcome = outcome,
                        .answer = answer,
                        .at = m_service->store.now(),
                        .nextAt = m_service->store.now() + 1min});
        }
        return {};
    });
    QVERIFY(done);
}

QJsonObject TestDeliveriesApi::get(const QByteArray &path) const
{
    return jsonOf(
        m_service->answer(m_service->signedIn(m_service->request("GET", "/api/v1/alerts/deliveries" + path))));
}

Response TestDeliveriesApi::again(MailId mail, const QByteArray &body, const QString &who, const QByteArray &key) const
{
    const QByteArray path = "/api/v1/alerts/deliveries/" + QByteArray::number(mail.value) + "/again";
    Request request = m_service->request("POST", path, body);
    if (!key.isEmpty())
        request.headers.set("Idempotency-Key", key);
    return m_service->answer(m_service->signedIn(request, who));
}

void TestDeliveriesApi::listsWhatBecameOfEachMail()
{
    const MailId mail = enqueue();
    finish(mail, AttemptOutcome::Refused, {AnswerKind::Server, u"550 no such user"_s});
    enqueue({u"a@example.test"_s}, u"rule: Exports"_s);
    const QJsonArray all = get({})["deliveries"_L1].toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0]["topic"_L1].toString(), u"rule: Exports"_s);
    QCOMPARE(all[1]["kind"_L1].toString(), u"alert"_s);
    QCOMPARE(all[1]["level"_L1].toString(), u"warning"_s);
    QCOMPARE(all[1]["eventCount"_L1].toInt(), 2);
    const QJsonObject recipient = all[1]["recipients"_L1][0].toObject();
    QCOMPARE(recipient["state"_L1].toString(), u"refused"_s);
    QCOMPARE(recipient["attempts"_L1].toInt(), 1);
    QCOMPARE(recipient["answer"_L1].toString(), u"550 no such user"_s);
    QVERIFY(recipient["nextAttemptAt"_L1].isNull());
    QCOMPARE(get("?state=refused")["deliveries"_L1].toArray().size(), 1);
    QCOMPARE(get("?topic=rule%3A%20Exports")["deliveries"_L1].toArray().size(), 1);
    QCOMPARE(get("?state=sent")["deliveries"_L1].toArray().size(), 0);
}

void TestDeliveriesApi::saysWhyNothingLeaves()
{
    enqueue();
    const auto told = m_service->tenants->store().write([&](Transaction &transaction) {
        return storeNoServer(
            transaction.database(), m_service->tenant, m_service->store.now(), m_service->store.now() + 10min);
    });
    QVERIFY(told);
    const QJsonObject recipient = get({})["deliveries"_L1][0]["recipients"_L1][0].toObject();
    QCOMPARE(recipient["state"_L1].toString(), u"waiting"_s);
    QVERIFY(recipient["answer"_L1].toString().contains("no mail server"_L1));
    QCOMPARE(recipient["nextAttemptAt"_L1].toString(), audit::toText(m_service->store.now() + 10min));
}

void TestDeliveriesApi::sumsUpWhatWaitsInVain()
{
    const auto summary = [&] {
        return jsonOf(m_service->answer(m_service->signedIn(m_service->request("GET", "/api/v1/alerts/summary"))));
    };
    const auto start = m_service->store.now();
    const MailId first = enqueue({u"a@example.test"_s, u"b@example.test"_s});
    m_service->store.pass(1min);
    const MailId second = enqueue();
    enqueue(); // Its turn has not come yet.
    QCOMPARE(summary()["delayed"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(summary()["route"_L1].toString(), QString(policy::nameOf(m_service->parts.mailRoute)));
    finish(second, AttemptOutcome::Delayed, {AnswerKind::Server, u"451 later"_s});
    m_service->store.pass(1s);
    finish(first, AttemptOutcome::Unknown, {AnswerKind::NoAnswer, {}});
    finish(first, AttemptOutcome::Delayed, {AnswerKind::NotReached, u"Connection refused"_s});
    const QJsonValue delayed = summary()["delayed"_L1];
    QCOMPARE(delayed["mails"_L1].toInt(), 2);
    QCOMPARE(delayed["since"_L1].toString(), audit::toText(start));
    QVERIFY(!delayed["answer"_L1].toString().isEmpty());
    m_service->store.pass(2min);
    for (const MailId mail : {first, first, second})
        finish(mail, AttemptOutcome::GivenUp, {AnswerKind::Server, u"451 later"_s});
    QCOMPARE(summary()["delayed"_L1], QJsonValue(QJsonValue::Null));
}

void TestDeliveriesApi::tellsKindsAndTopicsApart()
{
    const QStringList to{u"ops@example.test"_s};
    enqueue(to, u"rule: Gone"_s);
    enqueue(to, u"rule: Gone"_s, MailKind::Test);
    enqueue(to, u"warning"_s);
    enqueue(to, {}, MailKind::Reminder);
    enqueue(to, {}, MailKind::Checkpoint);
    const auto count = [&](const QByteArray &query) { return get(query)["deliveries"_L1].toArray().size(); };
    QCOMPARE(count("?kind=alert"), 2);
    QCOMPARE(count("?kind=reminder"), 1);
    QCOMPARE(get("?kind=checkpoint")["deliveries"_L1][0]["kind"_L1].toString(), u"checkpoint"_s);
    QCOMPARE(count("?kind=test&topic=rule%3A%20Gone"), 1);
    QCOMPARE(count("?kind=test&topic=warning"), 0);
    const QJsonObject summary
        = jsonOf(m_service->answer(m_service->signedIn(m_service->request("GET", "/api/v1/alerts/summary"))));
    QCOMPARE(summary["topics"_L1].toArray(), (QJsonArray{u"rule: Gone"_s, u"warning"_s}));
}

void TestDeliveriesApi::pagesByKey()
{
    for (int i = 0; i < 5; ++i)
        enqueue();
    const QJsonObject first = get("?limit=3");
    QCOMPARE(first["deliveries"_L1].toArray().size(), 3);
    const QJsonObject rest = get("?limit=3&after=" + QByteArray::number(first["next"_L1].toInteger()));
    QCOMPARE(rest["deliveries"_L1].toArray().size(), 2);
    QVERIFY(rest["next"_L1].isNull());
}

void TestDeliveriesApi::refusesQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("error");
    QTest::newRow("state") << QByteArray("state=gone") << u"state: deliveries.stateUnknown"_s;
    QTest::newRow("no state") << QByteArray("state=") << u"state: deliveries.stateUnknown"_s;
    QTest::newRow("kind") << QByteArray("kind=letter") << u"kind: deliveries.kindUnknown"_s;
    QTest::newRow("limit") << QByteArray("limit=0") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("large limit") << QByteArray("limit=201") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("after") << QByteArray("after=-1") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("words") << QByteArray("after=x'") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("unknown") << QByteArray("colour=red") << u"colour: request.queryUnknown"_s;
}

void TestDeliveriesApi::refusesQueries()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, error);
    const Response answer
        = m_service->answer(m_service->signedIn(m_service->request("GET", "/api/v1/alerts/deliveries?" + query)));
    QCOMPARE(answer.status, 422);
    QCOMPARE(errorsOf(answer), QStringList{error});
}

void TestDeliveriesApi::showsOneWhole()
{
    const MailId mail = enqueue();
    finish(mail, AttemptOutcome::Unknown, {AnswerKind::NoAnswer, {}});
    const QJsonObject whole = get("/" + QByteArray::number(mail.value));
    QCOMPARE(whole["plain"_L1].toString(), u"Text\n"_s);
    QCOMPARE(whole["attachments"_L1][0]["name"_L1].toString(), u"a.json"_s);
    QCOMPARE(whole["attempts"_L1][0]["outcome"_L1].toString(), u"unknown"_s);
    QVERIFY(whole["attempts"_L1][0]["answer"_L1].toString().contains("not known"_L1));
    QCOMPARE(get("/4711")["status"_L1].toInt(), 404);
    QCOMPARE(get("/x")["status"_L1].toInt(), 404);
}

void TestDeliveriesApi::sendsAgainToAllOrSome()
{
    const MailId mail = enqueue({u"a@example.test"_s, u"b@example.test"_s});
    const Response toAll = again(mail, {});
    QCOMPARE(toAll.status, 202);
    QCOMPARE(jsonOf(toAll)["recipients"_L1].toArray(), (QJsonArray{u"a@example.test"_s, u"b@example.test"_s}));
    const Response toOne = again(mail, R"({"addresses":["c@example.test"]})");
    QCOMPARE(toOne.status, 202);
    const qint64 id = jsonOf(toOne)["mail"_L1].toInteger();
    const QJsonObject whole = get("/" + QByteArray::number(id));
    QCOMPARE(whole["againOf"_L1].toInteger(), mail.value);
    QCOMPARE(whole["askedBy"_L1].toString(), u"chief"_s);
    QCOMPARE(whole["plain"_L1].toString(), u"Text\n"_s);
    QCOMPARE(whole["attachments"_L1].toArray().size(), 1);
    QCOMPARE(whole["recipients"_L1][0]["address"_L1].toString(), u"c@example.test"_s);
    const QList<audit::Event> events = m_service->events(10);
    const auto told = std::ranges::find(events, u"Alerts"_s, &audit::Event::module);
    QVERIFY(told != events.end());
    const audit::Event &event = *told;
    QCOMPARE(event.module, u"Alerts"_s);
    QCOMPARE(event.action, u"delivery sent again"_s);
    QCOMPARE(event.level, audit::Level::Notice);
    QCOMPARE(event.user, u"chief"_s);
    QCOMPARE(event.complement,
        u"mail: %1 -> %2; topic: warning; to: c@example.test"_s.arg(QString::number(mail.value), QString::number(id)));
}

void TestDeliveriesApi::refusesToSendAgain_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    const QByteArray sixteen = R"({"addresses":[)" + QByteArrayList(16, "\"a@example.test\"").join(',') + "]}";
    QTest::newRow("no JSON") << QByteArray("{") << 400 << QString();
    QTest::newRow("no list") << QByteArray(R"({"addresses":"a@example.test"})") << 422
                             << u"addresses: deliveries.addressesNotListed"_s;
    QTest::newRow("empty list") << QByteArray(R"({"addresses":[]})") << 422
                                << u"addresses: deliveries.addressesNotListed"_s;
    QTest::newRow("too many") << sixteen << 422 << u"addresses: deliveries.addressesNotListed"_s;
    QTest::newRow("no address") << QByteArray(R"({"addresses":["a"]})") << 422 << u"addresses[0]: mail.malformed"_s;
    QTest::newRow("with a header in it") << QByteArray(R"({"addresses":["a@example.test\r\nBcc: b@example.test"]})")
                                         << 422 << u"addresses[0]: mail.malformed"_s;
    QTest::newRow("numbers") << QByteArray(R"({"addresses":[1]})") << 422 << u"addresses[0]: mail.malformed"_s;
    QTest::newRow("something else") << QByteArray(R"({"addresses":["a@example.test"],"to":1})") << 422
                                    << u"to: request.fieldUnknown"_s;
}

void TestDeliveriesApi::refusesToSendAgain()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, error);
    const MailId mail = enqueue();
    const Response answer = again(mail, body);
    QCOMPARE(answer.status, status);
    if (!error.isEmpty())
        QCOMPARE(errorsOf(answer).value(0).section(u':', 0, 0), error.section(u':', 0, 0));
    QCOMPARE(get({})["deliveries"_L1].toArray().size(), 1);
    QCOMPARE(again({4711}, {}).status, 404);
}

void TestDeliveriesApi::tellsWhenTheQueueIsFull()
{
    QStringList many;
    for (int i = 0; i < mostWaitingDeliveries; ++i)
        many.append(u"a%1@example.test"_s.arg(i));
    const MailId mail = enqueue(many);
    QCOMPARE(again(mail, R"({"addresses":["a@example.test"]})").status, 429);
}

void TestDeliveriesApi::sendsAgainNoMoreThanAFewAMinute()
{
    const MailId mail = enqueue();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(again(mail, {}).status, 202);
    const Response refused = again(mail, {});
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.headers.value("Retry-After"), "60");
    m_service->store.pass(61s);
    QCOMPARE(again(mail, {}).status, 202);
}

void TestDeliveriesApi::sendsAgainOnceUnderOneKey()
{
    const MailId mail = enqueue();
    const MailId other = enqueue();
    const auto asked = [&](MailId what, const QByteArray &body) { return again(what, body, u"chief"_s, "one"); };
    const Response first = asked(mail, {});
    QCOMPARE(first.status, 202);
    const Response repeated = asked(mail, {});
    QCOMPARE(repeated.status, 202);
    QCOMPARE(repeated.body, first.body);
    QCOMPARE(get({})["deliveries"_L1].toArray().size(), 3);
    for (const Response &refused : {asked(other, {}), asked(mail, R"({"addresses":["c@example.test"]})")}) {
        QCOMPARE(refused.status, 422);
        QCOMPARE(errorsOf(refused), QStringList{u": idempotency.differs"_s});
    }
    QCOMPARE(get({})["deliveries"_L1].toArray().size(), 3);
    QCOMPARE(again(mail, {}, u"chief"_s, "a b").status, 400);
}

void TestDeliveriesApi::triesNowWhatWaits()
{
    const MailId mail = enqueue({u"a@example.test"_s, u"b@example.test"_s});
    const auto start = m_service->store.now();
    finish(mail, AttemptOutcome::Sent, {AnswerKind::Server, u"250 OK"_s});
    finish(mail, AttemptOutcome::Delayed, {AnswerKind::Server, u"451 later"_s});
    const auto now = [&](MailId which) {
        const QByteArray path = "/api/v1/alerts/deliveries/" + QByteArray::number(which.value) + "/now";
        return m_service->answer(m_service->signedIn(m_service->request("POST", path)));
    };
    const auto next = [&] { return get({})["deliveries"_L1][0]["recipients"_L1][1]["nextAttemptAt"_L1].toString(); };
    QCOMPARE(next(), audit::toText(start + 1min));
    // However often somebody asks, the server is left in peace for a moment.
    const Response early = now(mail);
    QCOMPARE(early.status, 202);
    QCOMPARE(jsonOf(early)["waiting"_L1].toInt(), 1);
    QCOMPARE(next(), audit::toText(start + leastPause));
    m_service->store.pass(8s);
    QCOMPARE(now(mail).status, 202);
    QCOMPARE(next(), audit::toText(start + leastPause));
    m_service->store.pass(3s);
    finish(mail, AttemptOutcome::Delayed, {AnswerKind::Server, u"451 later"_s});
    m_service->store.pass(30s);
    QCOMPARE(now(mail).status, 202);
    QCOMPARE(next(), audit::toText(m_service->store.now()));
    finish(mail, AttemptOutcome::Sent, {AnswerKind::Server, u"250 OK"_s});
    QCOMPARE(jsonOf(now(mail))["waiting"_L1].toInt(-1), 0);
    QCOMPARE(get({})["deliveries"_L1].toArray().size(), 1);
    QCOMPARE(now({4711}).status, 404);
}

void TestDeliveriesApi::isForThoseWhoMay()
{
    const MailId mail = enqueue();
    const auto statusFor = [&](const QString &who) {
        return m_service->answer(m_service->signedIn(m_service->request("GET", "/api/v1/alerts/deliveries"), who))
            .status;
    };
    QCOMPARE(statusFor(u"reader"_s), 200);
    QCOMPARE(statusFor(u"person"_s), 403);
    QCOMPARE(again(mail, {}, u"reader"_s).status, 403);
    QCOMPARE(again(mail, {}, u"person"_s).status, 403);
    for (const QString &who : {u"reader"_s, u"person"_s}) {
        const QByteArray path = "/api/v1/alerts/deliveries/" + QByteArray::number(mail.value) + "/now";
        QCOMPARE(m_service->answer(m_service->signedIn(m_service->request("POST", path), who)).status, 403);
    }
}

QTEST_GUILESS_MAIN(TestDeliveriesApi)
#include "tst_deliveriesapi.moc"
