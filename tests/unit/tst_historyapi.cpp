// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

const QByteArray historyPath = "/api/v1/settings/history";

}

/// Who changed what, from the transaction that writes it to the answer.
class TestHistoryApi : public QObject {
    Q_OBJECT

private slots:
    void init();
    void tellsWhoChangedWhatFromWhere();
    void makesAnEntryOfEachSectionOfOneStep();
    void hasTheNumberOfItsEvent();
    void keepsTheReasonOfAConsent();
    void saysOfASecretOnlyThatItChanged();
    void tellsOfANewOrderByNoField();
    void goesOnBelowTheLastOne();
    void filters_data();
    void filters();
    void findsThoseWhoAreUsersNoMore();
    void showsATenantItsOwnOnly();
    void reachesWhatHasNoEventAnyMore();
    void refusesBadQueries_data();
    void refusesBadQueries();

private:
    Response put(const QByteArray &section, int revision, const QByteArray &value, const QString &by = u"chief"_s);
    Response history(const QByteArray &query = {}, const QString &by = u"reader"_s);
    QStringList places(const QByteArray &query);

    std::unique_ptr<HandlerFixture> m_service;
};

void TestHistoryApi::init()
{
    m_service = std::make_unique<HandlerFixture>();
    const NewUser other{u"Hanako"_s, {}, Role::Administrator, "hash"};
    QVERIFY(m_service->tenants->addUsers(m_service->tenant, {other}));
}

Response TestHistoryApi::put(const QByteArray &section, int revision, const QByteArray &value, const QString &by)
{
    m_service->store.pass(1h);
    Request asked = m_service->request("PUT", "/api/v1/settings/" + section, value);
    asked.headers.set("If-Match", '"' + QByteArray::number(revision) + '"');
    return m_service->answer(m_service->signedIn(asked, by));
}

Response TestHistoryApi::history(const QByteArray &query, const QString &by)
{
    return m_service->answer(m_service->signedIn(m_service->request("GET", historyPath + '?' + query), by));
}

/// Each entry as `section revision`.
QStringList TestHistoryApi::places(const QByteArray &query)
{
    QStringList places;
    for (const QJsonValue &entry : jsonOf(history(query))["entries"_L1].toArray())
        places << entry["section"_L1].toString() + u' ' + QString::number(entry["revision"_L1].toInteger());
    return places;
}

void TestHistoryApi::tellsWhoChangedWhatFromWhere()
{
    QCOMPARE(put("signIn", 0, R"({"loginNameCompletion":true,"automaticSignIn":2,"idleEnd":60})").status, 422);
    QCOMPARE(jsonOf(history())["entries"_L1].toArray(), QJsonArray());
    QCOMPARE(
        put("ipRestriction", 0, R"({"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":""}]})").status, 200);
    const QJsonObject page = jsonOf(history());
    const qint64 event = m_service->tenants->events(m_service->tenant, 2)->events.last().number;
    const QJsonObject mode{
        {u"field"_s, u"mode"_s}, {u"kind"_s, u"value"_s}, {u"before"_s, u"allowAll"_s}, {u"after"_s, u"allowListed"_s}};
    const QJsonArray changes = page["entries"_L1][0]["changes"_L1].toArray();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].toObject(), mode);
    QCOMPARE(changes[1]["addedCount"_L1].toInt(), 1);
    QJsonObject entry = page["entries"_L1][0].toObject();
    entry.remove("changes"_L1);
    const QJsonObject expected{
        {u"event"_s, event},
        {u"section"_s, u"ipRestriction"_s},
        {u"revision"_s, 1},
        {u"at"_s, u"2026-03-05T16:00:00.000Z"_s},
        {u"by"_s, u"chief"_s},
        {u"address"_s, u"127.0.0.1"_s},
        {u"reason"_s, QString()},
    };
    QCOMPARE(entry, expected);
    QVERIFY(page["next"_L1].isNull());
}

void TestHistoryApi::makesAnEntryOfEachSectionOfOneStep()
{
    const QByteArray both = R"({"sections":{
        "ipRestriction":{"revision":0,"value":{"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":""}]}},
        "basicAuth":{"revision":0,"value":{"enabled":true,"pair":{"userName":"gate","password":"open-sesame"},
            "second":{"userName":"","endsAt":null}}}}})";
    QCOMPARE(m_service->answer(m_service->signedIn(m_service->request("PUT", "/api/v1/settings", both))).status, 200);
    QCOMPARE(places({}), (QStringList{u"basicAuth 1"_s, u"ipRestriction 1"_s}));
    const QJsonArray entries = jsonOf(history())["entries"_L1].toArray();
    QCOMPARE(entries[0]["event"_L1].toInteger(), entries[1]["event"_L1].toInteger() + 1);
}

void TestHistoryApi::hasTheNumberOfItsEvent()
{
    QCOMPARE(put("auditRetention", 0, R"({"keepFor":"fiveYears"})").status, 200);
    const qint64 number = jsonOf(history())["entries"_L1][0]["event"_L1].toInteger();
    const audit::Event event = m_service->tenants->events(m_service->tenant, 1, number + 1)->events.first();
    QCOMPARE(event.number, number);
    QCOMPARE(event.action, u"change retention"_s);
}

void TestHistoryApi::keepsTheReasonOfAConsent()
{
    const QByteArray denied = R"({"mode":"denyAll","entries":[]})";
    const QByteArray consent = jsonOf(put("ipRestriction", 0, denied))["consent"_L1].toString().toLatin1();
    Request asked = m_service->request("PUT", "/api/v1/settings/ipRestriction", denied);
    asked.headers.set("If-Match", "\"0\"");
    asked.headers.set("Sekimori-Consent", consent);
    asked.headers.set("Sekimori-Reason", "maintenance%20%E3%82%92");
    QCOMPARE(m_service->answer(m_service->signedIn(asked)).status, 200);
    QCOMPARE(jsonOf(history())["entries"_L1][0]["reason"_L1].toString(), u"maintenance を"_s);
}

void TestHistoryApi::saysOfASecretOnlyThatItChanged()
{
    QCOMPARE(
        put("ipRestriction", 0, R"({"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":""}]})").status, 200);
    QCOMPARE(put("basicAuth", 0, R"({"enabled":true,"pair":{"userName":"gate","password":"open-sesame"},
        "second":{"userName":"","endsAt":null}})")
                 .status,
        200);
    const Response response = history("section=basicAuth");
    QVERIFY(!response.body.contains("sesame"));
    const QJsonObject secret{{u"field"_s, u"pair.password"_s}, {u"kind"_s, u"secret"_s}};
    QVERIFY2(jsonOf(response)["entries"_L1][0]["changes"_L1].toArray().contains(secret), response.body.constData());
}

void TestHistoryApi::tellsOfANewOrderByNoField()
{
    const QByteArray one = R"({"network":"127.0.0.1","memo":""})";
    const QByteArray two = R"({"network":"192.0.2.0/24","memo":""})";
    QCOMPARE(put("ipRestriction", 0, R"({"mode":"allowListed","entries":[)" + one + ',' + two + "]}").status, 200);
    QCOMPARE(put("ipRestriction", 1, R"({"mode":"allowListed","entries":[)" + two + ',' + one + "]}").status, 200);
    QCOMPARE(places({}), (QStringList{u"ipRestriction 2"_s, u"ipRestriction 1"_s}));
    QCOMPARE(jsonOf(history())["entries"_L1][0]["changes"_L1].toArray(), QJsonArray());
}

void TestHistoryApi::goesOnBelowTheLastOne()
{
    const QList<QByteArray> keeps{"fiveYears", "tenYears", "sixMonths", "sixWeeks", "oneYear"};
    for (int i = 0; i < keeps.size(); ++i)
        QCOMPARE(put("auditRetention", i, R"({"keepFor":")" + keeps[i] + R"("})").status, 200);
    QStringList seen;
    QByteArray query = "limit=2";
    int pages = 0;
    for (QJsonValue next = true; !next.isNull(); ++pages) {
        seen += places(query);
        next = jsonOf(history(query))["next"_L1];
        query = "limit=2&after=" + QByteArray::number(next.toInteger());
    }
    QCOMPARE(pages, 3);
    QCOMPARE(seen,
        (QStringList{u"auditRetention 5"_s, u"auditRetention 4"_s, u"auditRetention 3"_s, u"auditRetention 2"_s,
            u"auditRetention 1"_s}));
    QCOMPARE(places("after=1"), QStringList());
}

void TestHistoryApi::filters_data()
{
    const QString first = u"auditRetention 1"_s; // 15:00, by chief
    const QString second = u"ipRestriction 1"_s; // 16:00, by Hanako
    const QString third = u"auditRetention 2"_s; // 17:00, by Hanako
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("none") << QByteArray() << QStringList{third, second, first};
    QTest::newRow("section") << QByteArray("section=auditRetention") << QStringList{third, first};
    QTest::newRow("section never changed") << QByteArray("section=tenant") << QStringList{};
    QTest::newRow("person") << QByteArray("by=chief") << QStringList{first};
    QTest::newRow("person, whatever the case") << QByteArray("by=hANAKO") << QStringList{third, second};
    QTest::newRow("person unknown") << QByteArray("by=nobody") << QStringList{};
    QTest::newRow("since, included") << QByteArray("since=2026-03-05T16:00:00Z") << QStringList{third, second};
    QTest::newRow("until, excluded") << QByteArray("until=2026-03-05T16:00:00Z") << QStringList{first};
    QTest::newRow("times of another zone")
        << QByteArray("since=2026-03-06T00:30:00%2B09:00&until=2026-03-06T01:30:00+09:00") << QStringList{second};
    QTest::newRow("all at once") << QByteArray("section=auditRetention&by=hanako&since=2026-03-05T16:00:00Z")
                                 << QStringList{third};
}

void TestHistoryApi::filters()
{
    QFETCH(QByteArray, query);
    QFETCH(QStringList, expected);
    QCOMPARE(put("auditRetention", 0, R"({"keepFor":"fiveYears"})").status, 200);
    QCOMPARE(
        put("ipRestriction", 0, R"({"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":""}]})", u"hanako"_s)
            .status,
        200);
    QCOMPARE(put("auditRetention", 1, R"({"keepFor":"tenYears"})", u"hanako"_s).status, 200);
    QCOMPARE(places(query), expected);
}

void TestHistoryApi::findsThoseWhoAreUsersNoMore()
{
    QCOMPARE(put("auditRetention", 0, R"({"keepFor":"fiveYears"})").status, 200);
    const TenantId tenant = m_service->tenant;
    QVERIFY(m_service->tenants->store().write([tenant](Transaction &transaction) {
        return transaction.database().run(u"UPDATE history SET changed_by = 'Gone' WHERE tenant = ?"_s, {tenant.value});
    }));
    QCOMPARE(places("by=Gone"), QStringList{u"auditRetention 1"_s});
}

void TestHistoryApi::showsATenantItsOwnOnly()
{
    const TenantId other = TemporaryStore::makeTenant(*m_service->tenants, u"beta"_s);
    QCOMPARE(put("auditRetention", 0, R"({"keepFor":"fiveYears"})").status, 200);
    QCOMPARE(places({}).size(), 1);
    m_service->tenant = other;
    QCOMPARE(jsonOf(history({}, u"chief"_s))["entries"_L1].toArray(), QJsonArray());
}

void TestHistoryApi::reachesWhatHasNoEventAnyMore()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(
            put("auditRetention", i, i % 2 == 0 ? R"({"keepFor":"fiveYears"})" : R"({"keepFor":"tenYears"})").status,
            200);
    const TenantId tenant = m_service->tenant;
    QVERIFY(m_service->tenants->store().write([tenant](Transaction &transaction) {
        return transaction.database().run(
            u"UPDATE history SET event = revision - 2 WHERE tenant = ? AND revision < 3"_s, {tenant.value});
    }));
    QCOMPARE(jsonOf(history("limit=2"))["next"_L1].toInteger(-9), 0);
    QCOMPARE(places("after=0"), QStringList{u"auditRetention 1"_s});
    QCOMPARE(places("after=-1"), QStringList());
}

void TestHistoryApi::refusesBadQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("error");
    QTest::newRow("limit 0") << QByteArray("limit=0") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("limit 201") << QByteArray("limit=201") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("limit of words") << QByteArray("limit=ten") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("after empty") << QByteArray("after=") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("after two signs") << QByteArray("after=--1") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("after too large") << QByteArray("after=9007199254740992") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("section unknown") << QByteArray("section=ip") << u"section: settings.unknownSection"_s;
    QTest::newRow("section empty") << QByteArray("section=") << u"section: settings.unknownSection"_s;
    QTest::newRow("by empty") << QByteArray("by=") << u"by: request.queryEmpty"_s;
    QTest::newRow("no zone") << QByteArray("since=2026-03-05T16:00:00") << u"since: request.timeMalformed"_s;
    QTest::newRow("a day only") << QByteArray("until=2026-03-05") << u"until: request.timeMalformed"_s;
    QTest::newRow("no such day") << QByteArray("until=2026-02-30T00:00:00Z") << u"until: request.timeMalformed"_s;
    QTest::newRow("reversed") << QByteArray("since=2026-03-05T16:00:00Z&until=2026-03-05T16:00:00Z")
                              << u"until: request.spanReversed"_s;
    QTest::newRow("unknown") << QByteArray("user=chief") << u"user: request.queryUnknown"_s;
    QTest::newRow("twice") << QByteArray("by=a&by=b") << u"by: request.queryTwice"_s;
}

void TestHistoryApi::refusesBadQueries()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, error);
    const Response response = history(query);
    QCOMPARE(response.status, 422);
    QCOMPARE(errorsOf(response), QStringList{error});
}

QTEST_GUILESS_MAIN(TestHistoryApi)
#include "tst_historyapi.moc"
