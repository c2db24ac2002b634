// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertforecast.h"
#include "alerts/testmail.h"
#include "handlerfixture.h"
#include "store/deliveryrows.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

const QByteArray testPath = "/api/v1/alerts/test";
const QByteArray forecastPath = "/api/v1/alerts/forecast";

QJsonObject level(const QJsonArray &addresses, const QString &pace = u"atOnce"_s, int mailsPerHour = 60)
{
    return {{u"addresses"_s, addresses}, {u"pace"_s, pace}, {u"mailsPerHour"_s, mailsPerHour}};
}

QJsonObject rule(const QString &name, const QString &filter)
{
    QJsonObject rule = level({u"mori@example.com"_s});
    rule.insert(u"name"_s, name);
    rule.insert(u"enabled"_s, true);
    rule.insert(u"filter"_s, filter);
    return rule;
}

QJsonObject draft(const QJsonObject &changes = {})
{
    QJsonObject draft = policy::sectionToJson(policy::Settings(), policy::AuditAlerts::key, policy::JsonUse::Request);
    for (auto change = changes.begin(); change != changes.end(); ++change)
        draft.insert(change.key(), *change);
    return draft;
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject count(int events, int mails, int heldBack = 0)
{
    return {{u"events"_s, events}, {u"mails"_s, mails}, {u"heldBack"_s, heldBack}};
}

}

/// Test mails and forecasts: what is asked and answered.
class TestAlertsApi : public QObject {
    Q_OBJECT

private slots:
    void init() { m_service = std::make_unique<HandlerFixture>(); }
    void sendsATestAndSaysWhoWouldBeTold();
    void sendsATestOfARule();
    void saysHowARuleInForceDiffers_data();
    void saysHowARuleInForceDiffers();
    void refusesBadTests_data();
    void refusesBadTests();
    void sendsNoMoreThanAFewTestsAMinute();
    void sendsOneTestUnderOneKey();
    void keepsNoAnswerThatRefuses();
    void countsNoTestsOfAClockThatWasAhead();
    void letsOnlyAdministratorsSendTests();
    void forecastsTheLastSevenDays();
    void looksNoFurtherBackThanSevenDays();
    void forecastsRulesAlsoWhereTheyAreOff();
    void forecastsTimesByTheDayOfTheEvent();
    void forecastsWhatACeilingHoldsBack();
    void saysHowFarBackItCameWhereTimeWasUp();
    void tellsWhereTheDraftIsWrong();
    void letsReadersForecast();

private:
    Response post(const QByteArray &path, const QJsonObject &body, const QString &by = u"chief"_s);
    /// A test mail to @p address under an Idempotency-Key.
    Response testUnder(const QByteArray &key, const QString &address, const QString &by = u"chief"_s);
    qsizetype queued();
    Response forecast(const QJsonObject &changes);
    void save(const QJsonObject &changes);
    void add(audit::Level level, int times = 1, std::chrono::minutes apart = 1min);

    std::unique_ptr<HandlerFixture> m_service;
};

Response TestAlertsApi::post(const QByteArray &path, const QJsonObject &body, const QString &by)
{
    return m_service->answer(m_service->signedIn(m_service->request("POST", path, text(body)), by));
}

Response TestAlertsApi::testUnder(const QByteArray &key, const QString &address, const QString &by)
{
    Request request
        = m_service->request("POST", testPath, text({{u"level"_s, u"error"_s}, {u"addresses"_s, QJsonArray{address}}}));
    request.headers.set("Idempotency-Key", key);
    return m_service->answer(m_service->signedIn(request, by));
}

qsizetype TestAlertsApi::queued()
{
    return m_service->tenants->store()
        .read([this](Database &database) { return deliveriesPage(database, m_service->tenant, {.limit = 100}); })
        .value()
        .deliveries.size();
}

Response TestAlertsApi::forecast(const QJsonObject &changes)
{
    return post(forecastPath, {{u"auditAlerts"_s, draft(changes)}});
}

void TestAlertsApi::save(const QJsonObject &changes)
{
    Request put = m_service->signedIn(m_service->request("PUT", "/api/v1/settings/auditAlerts", text(draft(changes))));
    put.headers.set("If-Match", "\"0\"");
    QCOMPARE(m_service->answer(put).status, 200);
}

void TestAlertsApi::add(audit::Level level, int times, std::chrono::minutes apart)
{
    for (int i = 0; i < times; ++i) {
        m_service->store.pass(apart);
        QVERIFY(m_service->tenants->appendEvent(m_service->tenant,
            {.time = m_service->store.now(),
                .source = {},
                .user = u"taro"_s,
                .service = u"Groupware"_s,
                .module = u"Files"_s,
                .action = u"export"_s,
                .level = level,
                .complement = {}}));
    }
}

void TestAlertsApi::sendsATestAndSaysWhoWouldBeTold()
{
    save({{u"warning"_s, level({u"mori@example.com"_s, u"Hana@example.com"_s})}});
    const Response sent
        = post(testPath, {{u"level"_s, u"warning"_s}, {u"addresses"_s, QJsonArray{u"mori@example.com"_s}}});
    QCOMPARE(sent.status, 202);
    const QJsonObject answer = jsonOf(sent);
    QVERIFY(answer["mail"_L1].toInteger() > 0);
    QCOMPARE(answer["recipients"_L1].toArray(), (QJsonArray{u"mori@example.com"_s}));
    QCOMPARE(answer["real"_L1]["recipients"_L1].toArray(), (QJsonArray{u"mori@example.com"_s, u"Hana@example.com"_s}));
    QCOMPARE(answer["real"_L1]["same"_L1].toBool(true), false);
    const audit::Event told = m_service->events(1).first();
    QCOMPARE(told.module, u"Alerts"_s);
    QCOMPARE(told.action, u"test mail"_s);
    QCOMPARE(told.level, audit::Level::Notice);
    QCOMPARE(told.user, u"chief"_s);
    QCOMPARE(told.complement, u"level: warning; to: mori@example.com"_s);

    const Response same = post(testPath,
        {{u"level"_s, u"warning"_s}, {u"addresses"_s, QJsonArray{u"hana@example.com"_s, u"mori@example.com"_s}}});
    QCOMPARE(jsonOf(same)["real"_L1]["same"_L1].toBool(), true);
    const Response off
        = post(testPath, {{u"level"_s, u"critical"_s}, {u"addresses"_s, QJsonArray{u"mori@example.com"_s}}});
    QCOMPARE(jsonOf(off)["real"_L1]["recipients"_L1].toArray(), QJsonArray());
    QCOMPARE(jsonOf(off)["real"_L1]["same"_L1].toBool(true), false);
    QCOMPARE(jsonOf(off)["real"_L1]["state"_L1].toString(), u"off"_s);
}

void TestAlertsApi::sendsATestOfARule()
{
    save({{u"rules"_s, QJsonArray{rule(u"持ち出し"_s, u"action:export"_s)}}});
    const QJsonArray to{u"mori@example.com"_s};
    const QJsonObject known = jsonOf(post(testPath, {{u"rule"_s, u"持ち出し"_s}, {u"addresses"_s, to}}));
    QCOMPARE(known["real"_L1]["same"_L1].toBool(), true);
    QCOMPARE(m_service->events(1).first().complement, u"rule: 持ち出し; to: mori@example.com"_s);
    const auto queued = m_service->tenants->store().read([&](Database &database) {
        return deliveryWithId(database, m_service->tenant, {known["mail"_L1].toInteger()});
    });
    QCOMPARE(queued.value()->mail.level, audit::Level::Critical); // It does not wait behind anything.
    const QJsonObject drafted = jsonOf(post(testPath, {{u"rule"_s, u"new"_s}, {u"addresses"_s, to}}));
    QCOMPARE(drafted["real"_L1]["recipients"_L1].toArray(), QJsonArray());
}

void TestAlertsApi::saysHowARuleInForceDiffers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isSameFilter");
    const QString known = u"action:export"_s;
    const QString mori = u"Mori@example.com"_s;
    QTest::newRow("as it is") << u"Exports"_s << known << mori << u"same"_s << true;
    QTest::newRow("another filter") << u"Exports"_s << u"action:import"_s << mori << u"other"_s << false;
    QTest::newRow("another address") << u"Exports"_s << known << u"hana@example.com"_s << u"other"_s << true;
    QTest::newRow("no filter named") << u"Exports"_s << QString() << mori << u"same"_s << true;
    QTest::newRow("applied, and off") << u"Rests"_s << known << mori << u"off"_s << true;
    QTest::newRow("not there") << u"New"_s << known << mori << u"none"_s << false;
}

void TestAlertsApi::saysHowARuleInForceDiffers()
{
    QFETCH(const QString, name);
    QFETCH(const QString, filter);
    QFETCH(const QString, address);
    QJsonObject resting = rule(u"Rests"_s, u"action:export"_s);
    resting.insert(u"enabled"_s, false);
    save({{u"rules"_s, QJsonArray{rule(u"Exports"_s, u"action:export"_s), resting}}});
    QJsonObject body{{u"rule"_s, name}, {u"addresses"_s, QJsonArray{address}}};
    if (!filter.isEmpty())
        body.insert(u"filter"_s, filter);
    const QJsonObject real = jsonOf(post(testPath, body))["real"_L1].toObject();
    QTEST(real["state"_L1].toString(), "state");
    QTEST(real["sameFilter"_L1].toBool(), "isSameFilter");
    const bool isTold = real["state"_L1] == "same"_L1 || real["state"_L1] == "other"_L1;
    QCOMPARE(real["recipients"_L1].toArray(), isTold ? QJsonArray{u"mori@example.com"_s} : QJsonArray());
}

void TestAlertsApi::refusesBadTests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const char *body, const char *error) {
        QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(error);
    };
    row("nothing", "{}", "addresses: request.fieldMissing");
    row("no level", R"({"addresses":["a@example.com"]})", "level: request.fieldMissing");
    row("level and rule", R"({"level":"error","rule":"x","addresses":["a@example.com"]})",
        "level: request.fieldUnknown");
    row("a level nobody knows", R"({"level":"fatal","addresses":["a@example.com"]})", "level: json.name");
    row("a rule without a name", R"({"rule":"","addresses":["a@example.com"]})", "rule: request.fieldNotText");
    row("a rule without a filter", R"({"rule":"x","filter":"","addresses":["a@example.com"]})",
        "filter: request.fieldNotText");
    row("a level with a filter", R"({"level":"error","filter":"user:x","addresses":["a@example.com"]})",
        "filter: request.fieldUnknown");
    row("nobody", R"({"level":"error","addresses":[]})", "addresses: alerts.testForNobody");
    row("no list", R"({"level":"error","addresses":"a@example.com"})", "addresses: json.list");
    row("no address", R"({"level":"error","addresses":["a@example.com","b"]})",
        "addresses[1]: alerts.addressMalformed");
    row("a header", R"({"level":"error","addresses":["a@example.com\r\nBcc: b@example.com"]})",
        "addresses[0]: alerts.addressMalformed");
}

void TestAlertsApi::refusesBadTests()
{
    QFETCH(const QByteArray, body);
    const Response refused = m_service->answer(m_service->signedIn(m_service->request("POST", testPath, body)));
    QCOMPARE(refused.status, 422);
    QTEST(errorsOf(refused).first(), "error");
    QVERIFY(m_service->events(1).first().action != u"test mail"_s);
}

void TestAlertsApi::sendsNoMoreThanAFewTestsAMinute()
{
    const QJsonObject body{{u"level"_s, u"error"_s}, {u"addresses"_s, QJsonArray{u"a@example.com"_s}}};
    for (int i = 0; i < testMailsAMinute; ++i)
        QCOMPARE(post(testPath, body).status, 202);
    const Response refused = post(testPath, body);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.headers.value("Retry-After"), "60");
    m_service->store.pass(61s);
    QCOMPARE(post(testPath, body).status, 202);
}

void TestAlertsApi::sendsOneTestUnderOneKey()
{
    const Response first = testUnder("one", u"a@example.com"_s);
    QCOMPARE(first.status, 202);
    // Neither what has changed since nor the most that are sent a minute makes another answer of it.
    save({{u"error"_s, level({u"a@example.com"_s})}});
    for (int i = 1; i < testMailsAMinute; ++i)
        QCOMPARE(testUnder("key-" + QByteArray::number(i), u"a@example.com"_s).status, 202);
    const Response again = testUnder("one", u"a@example.com"_s);
    QCOMPARE(again.status, 202);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.headers.value("Content-Type"), first.headers.value("Content-Type"));
    QCOMPARE(queued(), testMailsAMinute);
    const Response other = testUnder("one", u"b@example.com"_s);
    QCOMPARE(other.status, 422);
    QCOMPARE(errorsOf(other), QStringList{u": idempotency.differs"_s});
    QCOMPARE(queued(), testMailsAMinute);
    QCOMPARE(testUnder("a b", u"a@example.com"_s).status, 400);
    m_service->store.pass(25h);
    QCOMPARE(testUnder("one", u"b@example.com"_s).status, 202);
}

void TestAlertsApi::keepsNoAnswerThatRefuses()
{
    for (int i = 0; i < testMailsAMinute; ++i)
        QCOMPARE(testUnder("key-" + QByteArray::number(i), u"a@example.com"_s).status, 202);
    QCOMPARE(testUnder("late", u"a@example.com"_s).status, 429);
    m_service->store.pass(61s);
    QCOMPARE(testUnder("late", u"a@example.com"_s).status, 202);
    QCOMPARE(queued(), testMailsAMinute + 1);
}

void TestAlertsApi::countsNoTestsOfAClockThatWasAhead()
{
    const QJsonObject body{{u"level"_s, u"error"_s}, {u"addresses"_s, QJsonArray{u"a@example.com"_s}}};
    m_service->store.pass(24h);
    for (int i = 0; i < testMailsAMinute; ++i)
        QCOMPARE(post(testPath, body).status, 202);
    QCOMPARE(post(testPath, body).status, 429);
    m_service->store.pass(-24h);
    QCOMPARE(post(testPath, body).status, 202);
}

void TestAlertsApi::letsOnlyAdministratorsSendTests()
{
    const QJsonObject body{{u"level"_s, u"error"_s}, {u"addresses"_s, QJsonArray{u"a@example.com"_s}}};
    QCOMPARE(post(testPath, body, u"reader"_s).status, 403);
    QCOMPARE(post(testPath, body, u"person"_s).status, 403);
}

void TestAlertsApi::forecastsTheLastSevenDays()
{
    add(audit::Level::Warning, 3, 24h);
    add(audit::Level::Error, 20, 2min);
    const Response answered = forecast({{u"warning"_s, level({u"mori@example.com"_s}, u"day"_s)},
        {u"error"_s, level({u"mori@example.com"_s}, u"quarterHour"_s)},
        {u"rules"_s, QJsonArray{rule(u"Exports"_s, u"アクション:export レベル>=error"_s)}}});
    QCOMPARE(answered.status, 200);
    const QJsonObject answer = jsonOf(answered);
    QCOMPARE(answer["levels"_L1]["warning"_L1].toObject(), count(3, 3));
    // The first quarter has less of them; they last 38 minutes.
    QCOMPARE(answer["levels"_L1]["error"_L1].toObject(), count(20, 3));
    QCOMPARE(answer["levels"_L1]["critical"_L1].toObject(), count(0, 0));
    QJsonObject exports = count(20, 20);
    exports.insert(u"name"_s, u"Exports"_s);
    QCOMPARE(answer["rules"_L1].toArray(), QJsonArray{exports});
    QCOMPARE(answer["isPartial"_L1].toBool(true), false);
    QCOMPARE(answer["until"_L1].toString(), audit::toText(m_service->store.now()));
    QCOMPARE(answer["since"_L1].toString(), audit::toText(m_service->store.now() - 7 * 24h));
}

void TestAlertsApi::looksNoFurtherBackThanSevenDays()
{
    add(audit::Level::Warning);
    m_service->store.pass(7 * 24h - 1min);
    add(audit::Level::Warning);
    const auto answer = jsonOf(forecast({{u"warning"_s, level({u"mori@example.com"_s})}}));
    QCOMPARE(answer["levels"_L1]["warning"_L1]["events"_L1].toInt(), 2);
    m_service->store.pass(1min);
    const auto later = jsonOf(forecast({{u"warning"_s, level({u"mori@example.com"_s})}}));
    QCOMPARE(later["levels"_L1]["warning"_L1]["events"_L1].toInt(), 1);
}

void TestAlertsApi::forecastsRulesAlsoWhereTheyAreOff()
{
    add(audit::Level::Notice, 2);
    QJsonObject off = rule(u"Off"_s, u"user:taro"_s);
    off.insert(u"enabled"_s, false);
    const QJsonObject answer = jsonOf(forecast({{u"rules"_s, QJsonArray{off}}}));
    QCOMPARE(answer["rules"_L1][0]["events"_L1].toInt(), 2);
    QCOMPARE(answer["rules"_L1][0]["mails"_L1].toInt(-1), 0);
    QVERIFY(answer["levels"_L1]["notice"_L1]["events"_L1].toInt() >= 2);
    QCOMPARE(answer["levels"_L1]["notice"_L1]["mails"_L1].toInt(-1), 0);
}

void TestAlertsApi::forecastsTimesByTheDayOfTheEvent()
{
    add(audit::Level::Error, 3, 24h); // on Friday, Saturday and Sunday
    const QJsonObject answer = jsonOf(forecast(
        {{u"rules"_s, QJsonArray{rule(u"a"_s, u"user:taro time:friday"_s), rule(u"b"_s, u"user:taro time:today"_s)}}}));
    QCOMPARE(answer["rules"_L1][0]["events"_L1].toInt(), 1);
    QCOMPARE(answer["rules"_L1][1]["events"_L1].toInt(), 3);
}

void TestAlertsApi::forecastsWhatACeilingHoldsBack()
{
    add(audit::Level::Warning, 10);
    const QJsonObject answer = jsonOf(forecast({{u"warning"_s, level({u"mori@example.com"_s}, u"atOnce"_s, 4)}}));
    QCOMPARE(answer["levels"_L1]["warning"_L1].toObject(), count(10, 5, 6)); // the fifth tells of the held ones
}

void TestAlertsApi::saysHowFarBackItCameWhereTimeWasUp()
{
    QList<audit::Event> events;
    for (int i = 0; i < 6000; ++i) {
        m_service->store.pass(1s);
        events.append({.time = m_service->store.now(),
            .source = {},
            .user = u"taro"_s,
            .service = u"Groupware"_s,
            .module = u"Files"_s,
            .action = u"open"_s,
            .level = audit::Level::Warning,
            .complement = {}});
    }
    QVERIFY(m_service->tenants->appendEvents(m_service->tenant, events));
    policy::AuditAlerts alerts;
    alerts.warning = {.addresses = {u"mori@example.com"_s}, .pace = policy::AlertPace::Hour};
    const auto now = m_service->store.now();
    const AlertPlan plan = AlertPlan::withAll(alerts, {.now = now});
    const auto forecast = m_service->tenants->store().search([&](Database &database) {
        return forecastAlerts(database, m_service->tenant, plan, now, std::chrono::steady_clock::now());
    });
    QVERIFY(forecast);
    QVERIFY(forecast->isPartial);
    const ForecastCount warnings = forecast->counts[2];
    QVERIFY(warnings.events > 0 && warnings.events < 6000);
    // As many as happened from then on, one each second.
    QCOMPARE(forecast->since, now - std::chrono::seconds(warnings.events - 1));
}

void TestAlertsApi::tellsWhereTheDraftIsWrong()
{
    const Response filter
        = forecast({{u"rules"_s, QJsonArray{rule(u"a"_s, u"user:taro"_s), rule(u"b"_s, u"user:taro levle:error"_s)}}});
    QCOMPARE(filter.status, 422);
    QCOMPARE(errorsOf(filter), QStringList{u"rules[1].filter: filter.field.unknown"_s});
    QCOMPARE(jsonOf(filter)["errors"_L1][0]["position"_L1].toInt(), 10);
    const Response never = forecast({{u"rules"_s, QJsonArray{rule(u"a"_s, u"until:now"_s)}}});
    QCOMPARE(errorsOf(never), QStringList{u"rules[0].filter: filter.time.passes"_s});
    QCOMPARE(jsonOf(never)["errors"_L1][0]["position"_L1].toInt(), 6);
    const Response addresses = forecast({{u"error"_s, level({u"mori"_s})}});
    QCOMPARE(errorsOf(addresses), QStringList{u"error.addresses[0]: alerts.addressMalformed"_s});
    QCOMPARE(errorsOf(post(forecastPath, {})), QStringList{u"auditAlerts: request.fieldMissing"_s});
    QCOMPARE(errorsOf(post(forecastPath, {{u"auditAlerts"_s, 7}})), QStringList{u": json.object"_s});
}

void TestAlertsApi::letsReadersForecast()
{
    const QJsonObject body{{u"auditAlerts"_s, draft()}};
    QCOMPARE(post(forecastPath, body, u"reader"_s).status, 200);
    QCOMPARE(post(forecastPath, body, u"person"_s).status, 403);
}

QTEST_GUILESS_MAIN(TestAlertsApi)
#include "tst_alertsapi.moc"
