// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/alertsclient.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

namespace {

QJsonObject recipient()
{
    return {{u"address"_s, u"mori@example.com"_s}, {u"state"_s, u"waiting"_s}, {u"attempts"_s, 2},
        {u"nextAttemptAt"_s, u"2026-03-05T14:10:00.000Z"_s}, {u"changedAt"_s, u"2026-03-05T14:05:00.000Z"_s},
        {u"answer"_s, u"451 later"_s}};
}

QJsonObject delivery()
{
    return {{u"id"_s, 7}, {u"kind"_s, u"alert"_s}, {u"topic"_s, u"rule: Night"_s}, {u"level"_s, u"critical"_s},
        {u"firstEvent"_s, 17}, {u"lastEvent"_s, 40}, {u"eventCount"_s, 12}, {u"heldBack"_s, 3},
        {u"subject"_s, u"12 events"_s}, {u"madeAt"_s, u"2026-03-05T14:00:00.000Z"_s},
        {u"recipients"_s, QJsonArray{recipient()}}, {u"later"_s, true}};
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

}

class TestAlertsClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsTheDeliveryLog();
    void asksForWhatTheFilterNames();
    void refusesDeliveriesThatCannotBeRead_data();
    void refusesDeliveriesThatCannotBeRead();
    void readsHowMailStands();
    void readsAllOfOneMail();
    void sendsATestOfALevelOrARule();
    void readsAForecastOfADraft();
    void tellsWhatIsWrongWithADraft();
    void sendsAgainToSome();

private:
    template<typename T>
    Answer<T> answerOf(fake::Platform &platform, const std::function<Pending(const AlertsClient &, Callback<T>)> &ask);

    crypto::KeyAndCertificate m_authority;
};

void TestAlertsClient::initTestCase()
{
    m_authority = fake::authority();
}

template<typename T>
Answer<T> TestAlertsClient::answerOf(
    fake::Platform &platform, const std::function<Pending(const AlertsClient &, Callback<T>)> &ask)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<T>> answer;
    const Pending pending = ask(AlertsClient(connection), [&](const Answer<T> &came) { answer = came; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestAlertsClient::readsTheDeliveryLog()
{
    fake::Platform platform([](const auto &) {
        return fake::json(200, {{u"deliveries"_s, QJsonArray{delivery()}}, {u"next"_s, 7}, {u"route"_s, u"folder"_s}});
    });
    const auto page = answerOf<DeliveryPage>(
        platform, [](const auto &client, auto callback) { return client.deliveries(100, {}, {}, callback); });
    QVERIFY(page);
    QCOMPARE(page->next, 7);
    QCOMPARE(page->route, MailRoute::Folder);
    QCOMPARE(page->deliveries.size(), 1);
    const Delivery &read = page->deliveries.first();
    QCOMPARE(read.id, 7);
    QCOMPARE(read.topic, topicOfRule(u"Night"_s));
    QCOMPARE(read.level, audit::Level::Critical);
    QCOMPARE(read.eventCount, 12);
    QCOMPARE(read.heldBack, 3);
    QVERIFY(!read.isSettled());
    QCOMPARE(read.recipients.first().state, DeliveryState::Waiting);
    QCOMPARE(read.recipients.first().attempts, 2);
    QCOMPARE(read.recipients.first().answer, u"451 later"_s);
    QCOMPARE(read.recipients.first().nextAttemptAt, QDateTime(QDate(2026, 3, 5), QTime(14, 10), QTimeZone::utc()));
}

void TestAlertsClient::asksForWhatTheFilterNames()
{
    fake::Platform platform([](const auto &) { return fake::json(200, {{u"deliveries"_s, QJsonArray()}}); });
    const DeliveryFilter filter{.state = DeliveryState::GivenUp, .kind = MailKind::Test, .topic = u"rule: a&b"_s};
    QVERIFY(answerOf<DeliveryPage>(
        platform, [&](const auto &client, auto callback) { return client.deliveries(500, filter, 12, callback); }));
    QCOMPARE(platform.seen().first().target,
        "/api/v1/alerts/deliveries?limit=200&after=12&state=givenUp&kind=test&topic=rule%3A%20a%26b");
}

void TestAlertsClient::refusesDeliveriesThatCannotBeRead_data()
{
    QTest::addColumn<QJsonValue>("deliveries");
    const auto row
        = [](const char *name, const QJsonValue &each) { QTest::newRow(name) << QJsonValue(QJsonArray{each}); };
    QTest::newRow("none at all") << QJsonValue();
    row("a number", 1);
    row("without id", with(delivery(), u"id"_s, QJsonValue()));
    row("of a kind that nobody knows", with(delivery(), u"kind"_s, u"poem"_s));
    row("without time", with(delivery(), u"madeAt"_s, u"yesterday"_s));
    row("without recipients", with(delivery(), u"recipients"_s, QJsonValue()));
    row("in a state that nobody knows",
        with(delivery(), u"recipients"_s, QJsonArray{with(recipient(), u"state"_s, u"lost"_s)}));
    row("to nobody", with(delivery(), u"recipients"_s, QJsonArray{with(recipient(), u"address"_s, QString())}));
}

void TestAlertsClient::refusesDeliveriesThatCannotBeRead()
{
    QFETCH(const QJsonValue, deliveries);
    fake::Platform platform([&](const auto &) { return fake::json(200, {{u"deliveries"_s, deliveries}}); });
    const auto page = answerOf<DeliveryPage>(
        platform, [](const auto &client, auto callback) { return client.deliveries(100, {}, {}, callback); });
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Failure::Kind::NotSekimori);
}

void TestAlertsClient::readsHowMailStands()
{
    QJsonObject said{
        {u"route"_s, u"none"_s}, {u"delayed"_s, QJsonValue()}, {u"topics"_s, QJsonArray{u"rule: Night"_s}}};
    const auto ask = [&] {
        fake::Platform platform([&](const auto &request) {
            return request.target == "/api/v1/alerts/summary" ? fake::json(200, said)
                                                              : fake::problem(404, u"path.unknown"_s);
        });
        return answerOf<MailSummary>(
            platform, [](const auto &client, auto callback) { return client.summary(callback); });
    };
    QCOMPARE(ask().value(), (MailSummary{.route = MailRoute::None, .delayed = {}, .topics = {u"rule: Night"_s}}));
    said[u"delayed"_s]
        = QJsonObject{{u"mails"_s, 3}, {u"since"_s, u"2026-03-05T14:00:00.000Z"_s}, {u"answer"_s, u"451 later"_s}};
    const DelayedMails expected{
        .mails = 3, .since = QDateTime(QDate(2026, 3, 5), QTime(14, 0), QTimeZone::utc()), .answer = u"451 later"_s};
    QCOMPARE(ask()->delayed, expected);
    said[u"delayed"_s] = QJsonObject{{u"mails"_s, 3}};
    QVERIFY(!ask());
    said[u"route"_s] = u"pigeon"_s;
    QVERIFY(!ask());
}

void TestAlertsClient::readsAllOfOneMail()
{
    fake::Platform platform([](const auto &) {
        QJsonObject details = with(delivery(), u"plain"_s, u"Twelve events."_s);
        details.insert(u"attempts"_s,
            QJsonArray{QJsonObject{{u"at"_s, u"2026-03-05T14:00:01.000Z"_s}, {u"address"_s, u"mori@example.com"_s},
                {u"outcome"_s, u"unknown"_s}, {u"answer"_s, QString()}}});
        return fake::json(200, details);
    });
    const auto details = answerOf<DeliveryDetails>(
        platform, [](const auto &client, auto callback) { return client.delivery(7, callback); });
    QVERIFY(details);
    QCOMPARE(platform.seen().first().target, "/api/v1/alerts/deliveries/7");
    QCOMPARE(details->delivery.id, 7);
    QCOMPARE(details->text, u"Twelve events."_s);
    QCOMPARE(details->attempts.size(), 1);
    QCOMPARE(details->attempts.first().outcome, u"unknown"_s);
}

void TestAlertsClient::sendsATestOfALevelOrARule()
{
    fake::Platform platform([](const auto &) {
        return fake::json(202,
            {{u"mail"_s, 9}, {u"recipients"_s, QJsonArray{u"a@example.com"_s}},
                {u"real"_s,
                    QJsonObject{{u"recipients"_s, QJsonArray{u"b@example.com"_s}}, {u"state"_s, u"other"_s},
                        {u"same"_s, false}, {u"sameFilter"_s, false}}}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    const AlertsClient client(connection);
    QList<Answer<TestMail>> answers;
    const auto take = [&](const auto &answer) { answers << answer; };
    client.test(AlertTopic::of(audit::Level::Error), {u"a@example.com"_s}, "one", this, take);
    client.test(AlertTopic::of(policy::AlertRule{.name = u"Night"_s, .filter = u"user:sato"_s, .addresses = {}}),
        {u"a@example.com"_s}, "two", this, take);
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers.first().value(), (TestMail{9, {u"b@example.com"_s}, TestMail::InForce::Other, false}));
    QList<QJsonObject> bodies;
    for (const fake::SeenRequest &request : platform.seen())
        bodies << request.json();
    const QJsonArray addresses{u"a@example.com"_s};
    QVERIFY(bodies.contains(QJsonObject{{u"level"_s, u"error"_s}, {u"addresses"_s, addresses}}));
    QVERIFY(bodies.contains(
        QJsonObject{{u"rule"_s, u"Night"_s}, {u"filter"_s, u"user:sato"_s}, {u"addresses"_s, addresses}}));
    QVERIFY(platform.seen().first().headers.contains("idempotency-key"));
}

void TestAlertsClient::readsAForecastOfADraft()
{
    fake::Platform platform([](const auto &) {
        const QJsonObject count{{u"events"_s, 40}, {u"mails"_s, 12}, {u"heldBack"_s, 3}};
        return fake::json(200,
            {{u"since"_s, u"2026-02-26T14:00:00.000Z"_s}, {u"until"_s, u"2026-03-05T14:00:00.000Z"_s},
                {u"levels"_s, QJsonObject{{u"warning"_s, count}}},
                {u"rules"_s, QJsonArray{with(count, u"name"_s, u"Night"_s)}}, {u"isPartial"_s, true}});
    });
    policy::AuditAlerts draft;
    draft.rules = {{.name = u"Night"_s, .filter = u"user:sato"_s, .addresses = {u"a@example.com"_s}}};
    const auto forecast = answerOf<AlertForecast>(
        platform, [&](const auto &client, auto callback) { return client.forecast(draft, callback); });
    QVERIFY(forecast);
    QCOMPARE(forecast->levels.value(audit::Level::Warning), (AlertForecast::Count{40, 12, 3}));
    QCOMPARE(forecast->rules.value(u"Night"_s), (AlertForecast::Count{40, 12, 3}));
    QVERIFY(forecast->isPartial);
    const QJsonObject sent = platform.seen().first().json()[u"auditAlerts"].toObject();
    QCOMPARE(sent[u"rules"][0][u"filter"].toString(), u"user:sato"_s);
    QCOMPARE(sent[u"critical"][u"pace"].toString(), u"atOnce"_s);
}

void TestAlertsClient::tellsWhatIsWrongWithADraft()
{
    fake::Platform platform([](const auto &) {
        return fake::problem(422, u"filter"_s,
            {{u"errors"_s,
                QJsonArray{QJsonObject{{u"field"_s, u"rules[0].filter"_s}, {u"code"_s, u"filter"_s},
                    {u"message"_s, u"No such field."_s}, {u"position"_s, 3}, {u"length"_s, 4}}}}});
    });
    const auto forecast = answerOf<AlertForecast>(
        platform, [](const auto &client, auto callback) { return client.forecast({}, callback); });
    QVERIFY(!forecast);
    QCOMPARE(forecast.error().kind, Failure::Kind::Refused);
    QCOMPARE(forecast.error().problems.first().field, u"rules[0].filter"_s);
    QCOMPARE(forecast.error().problems.first().position, 3);
}

void TestAlertsClient::sendsAgainToSome()
{
    fake::Platform platform([](const auto &) { return fake::json(202, {{u"mail"_s, 8}}); });
    Connection connection(fake::listenWith(platform, m_authority));
    bool isAnswered = false;
    AlertsClient(connection).again(7, {u"a@example.com"_s}, "key", this, [&](const Answer<void> &answer) {
        isAnswered = answer.has_value();
    });
    QTRY_VERIFY(isAnswered);
    QCOMPARE(platform.seen().first().target, "/api/v1/alerts/deliveries/7/again");
    QCOMPARE(platform.seen().first().headers.value("idempotency-key"), "key");
    QCOMPARE(platform.seen().first().json(), (QJsonObject{{u"addresses"_s, QJsonArray{u"a@example.com"_s}}}));
}

QTEST_GUILESS_MAIN(TestAlertsClient)
#include "tst_alertsclient.moc"
