// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

const QByteArray restrictionPath = "/api/v1/settings/ipRestriction";
const QByteArray listed = R"({"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":"here"}]})";
const QByteArray denied = R"({"mode":"denyAll","entries":[]})";

}

/// What the handlers add to the store's own rules; those are tested with the store.
class TestSettingsApi : public QObject {
    Q_OBJECT

private slots:
    void showsAllSectionsWithOneTag();
    void showsOneSectionWithItsRevisionAsTag();
    void savesOneSection();
    void changesNothingWhenOneOfTwoIsStale();
    void countsThePairOfTheRequestAsAWayIn_data();
    void countsThePairOfTheRequestAsAWayIn();
    void refusesAReasonThatIsNone_data();
    void refusesAReasonThatIsNone();
    void letsAnAuditorChangeNothing();
    void tellsWhereAFilterIsMistaken();
    void readsTimesOfFiltersInTheTenantsZone();
    void writesChangesOfAlertsUnderTheLogsName();

private:
    static Response putAlerts(HandlerFixture &service, int revision, const QByteArray &filter);
};

void TestSettingsApi::showsAllSectionsWithOneTag()
{
    HandlerFixture service;
    const Response response = service.answer(service.signedIn(service.request("GET", "/api/v1/settings")));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("ETag"), "\"0.0.0.0.0.0.0.0.0.0.0.0.0\"");
    const QJsonObject sections = jsonOf(response)["sections"_L1].toObject();
    QStringList keys = policy::sectionKeys();
    keys.sort();
    QCOMPARE(sections.keys(), keys);
    QCOMPARE(sections["ipRestriction"_L1]["revision"_L1].toInt(-1), 0);
    QVERIFY(sections["ipRestriction"_L1]["changedAt"_L1].isNull());
    QVERIFY(sections["ipRestriction"_L1]["changedBy"_L1].isNull());
}

void TestSettingsApi::showsOneSectionWithItsRevisionAsTag()
{
    HandlerFixture service;
    const Response response = service.answer(service.signedIn(service.request("GET", restrictionPath), u"reader"_s));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("ETag"), "\"0\"");
    QCOMPARE(jsonOf(response)["value"_L1]["mode"_L1].toString(), u"allowAll"_s);
}

void TestSettingsApi::savesOneSection()
{
    HandlerFixture service;
    Request put = service.signedIn(service.request("PUT", restrictionPath, listed));
    put.headers.set("If-Match", "\"0\"");
    const Response response = service.answer(put);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("ETag"), "\"1\"");
    QCOMPARE(response.headers.value("Content-Type"), "application/json");
    QCOMPARE(service.tenants->snapshot()->byId[service.tenant]->rules.mode, policy::IpRestriction::Mode::AllowListed);
    QCOMPARE(service.events(1).first().action, u"change ipRestriction"_s);
    QCOMPARE(service.answer(put).status, 412);
}

void TestSettingsApi::changesNothingWhenOneOfTwoIsStale()
{
    HandlerFixture service;
    const QByteArray body = R"({"sections":{"basicAuth":{"revision":0,"value":{"enabled":true,
        "pair":{"userName":"gate","password":"tree-frog-9"},"second":{"userName":"","endsAt":null}}},
        "ipRestriction":{"revision":7,"value":)"
        + listed + "}}}";
    const Response response = service.answer(service.signedIn(service.request("PUT", "/api/v1/settings", body)));
    QCOMPARE(response.status, 412);
    QCOMPARE(jsonOf(response)["current"_L1].toObject().keys(), QStringList{u"ipRestriction"_s});
    QVERIFY(!response.body.contains("tree-frog-9"));
    QVERIFY(!service.tenants->snapshot()->byId[service.tenant]->settings.basicAuth.enabled);
}

void TestSettingsApi::countsThePairOfTheRequestAsAWayIn_data()
{
    QTest::addColumn<QByteArray>("pair");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("right") << QByteArray("gate:tree-frog-9") << u"pass"_s;
    QTest::newRow("wrong password") << QByteArray("gate:tree-frog-8") << u"askBasic"_s;
    QTest::newRow("wrong name") << QByteArray("gates:tree-frog-9") << u"askBasic"_s;
    QTest::newRow("none") << QByteArray() << u"askBasic"_s;
}

void TestSettingsApi::countsThePairOfTheRequestAsAWayIn()
{
    QFETCH(QByteArray, pair);
    QFETCH(QString, verdict);
    HandlerFixture service;
    const QByteArray both = R"({"sections":{"basicAuth":{"revision":0,"value":{"enabled":true,
        "pair":{"userName":"gate","password":"tree-frog-9"},"second":{"userName":"","endsAt":null}}},
        "ipRestriction":{"revision":0,"value":)"
        + listed + "}}}";
    QCOMPARE(service.answer(service.signedIn(service.request("PUT", "/api/v1/settings", both))).status, 200);

    const QByteArray draft = R"({"sections":{"ipRestriction":{"revision":1,"value":)" + denied + "}}}";
    Request check = service.signedIn(service.request("POST", "/api/v1/settings/check", draft));
    if (!pair.isEmpty())
        check.headers.set("Authorization", "Basic " + pair.toBase64());
    const QJsonObject forecast = jsonOf(service.answer(check));
    QCOMPARE(forecast["wayIn"_L1]["verdict"_L1].toString(), verdict);
    QCOMPARE(forecast.contains("consent"_L1), verdict != "pass"_L1);
}

void TestSettingsApi::refusesAReasonThatIsNone_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("blanks") << QByteArray("%20%20");
    QTest::newRow("two lines") << QByteArray("one%0Atwo");
    QTest::newRow("not UTF-8") << QByteArray("%FF%FE");
    QTest::newRow("not encoded") << QByteArray("caf\xc3\xa9");
    QTest::newRow("too long") << QByteArray(501, 'x');
}

void TestSettingsApi::refusesAReasonThatIsNone()
{
    QFETCH(QByteArray, reason);
    HandlerFixture service;
    Request put = service.signedIn(service.request("PUT", restrictionPath, denied));
    put.headers.set("If-Match", "\"0\"");
    put.headers.set("Sekimori-Consent", "any");
    put.headers.set("Sekimori-Reason", reason);
    const Response response = service.answer(put);
    QCOMPARE(response.status, 422);
    QCOMPARE(errorsOf(response), QStringList{u"Sekimori-Reason: request.reasonMalformed"_s});
}

void TestSettingsApi::letsAnAuditorChangeNothing()
{
    HandlerFixture service;
    Request put = service.signedIn(service.request("PUT", restrictionPath, listed), u"reader"_s);
    put.headers.set("If-Match", "\"0\"");
    const Response response = service.answer(put);
    QCOMPARE(response.status, 403);
    QCOMPARE(errorsOf(response), QStringList{u": session.roleMissing"_s});
}

/// A rule for what @p filter selects, and one before it that is well.
Response TestSettingsApi::putAlerts(HandlerFixture &service, int revision, const QByteArray &filter)
{
    const QByteArray level = R"({"addresses":[],"pace":"atOnce","mailsPerHour":60})";
    const QByteArray rule
        = R"("enabled":true,"addresses":["mori@example.com"],"pace":"atOnce","mailsPerHour":60,"filter":)";
    const QByteArray body = R"({"information":)" + level + R"(,"notice":)" + level + R"(,"warning":)" + level
        + R"(,"error":)" + level + R"(,"critical":)" + level + R"(,"checkpointAddresses":[],"rules":[{"name":"a",)"
        + rule + R"("action:export"},{"name":"b",)" + rule + '"' + filter + R"("}]})";
    Request put = service.signedIn(service.request("PUT", "/api/v1/settings/auditAlerts", body));
    put.headers.set("If-Match", '"' + QByteArray::number(revision) + '"');
    return service.answer(put);
}

void TestSettingsApi::tellsWhereAFilterIsMistaken()
{
    HandlerFixture service;
    const Response refused = putAlerts(service, 0, "user:taro levle:error");
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused), QStringList{u"auditAlerts.rules[1].filter: filter.field.unknown"_s});
    const QJsonValue error = jsonOf(refused)["errors"_L1][0];
    QCOMPARE(error["position"_L1].toInt(), 10);
    QCOMPARE(error["length"_L1].toInt(), 5);
    QVERIFY(!error["wanted"_L1].toArray().isEmpty());
    QCOMPARE(service.tenants->snapshot()->byId[service.tenant]->revisions[u"auditAlerts"_s].number, 0);
}

void TestSettingsApi::readsTimesOfFiltersInTheTenantsZone()
{
    HandlerFixture service;
    const QByteArray skipped = "since:2026-03-08T02:30"; // an hour that New York has not
    QCOMPARE(putAlerts(service, 0, skipped).status, 200);
    Request put = service.signedIn(service.request(
        "PUT", "/api/v1/settings/tenant", R"({"displayName":"Alpha","timeZone":"America/New_York","language":"en"})"));
    put.headers.set("If-Match", "\"0\"");
    QCOMPARE(errorsOf(service.answer(put)), QStringList{u"auditAlerts.rules[1].filter: filter.time.notThere"_s});
}

void TestSettingsApi::writesChangesOfAlertsUnderTheLogsName()
{
    HandlerFixture service;
    QCOMPARE(putAlerts(service, 0, "level>=error").status, 200);
    const audit::Event changed = service.events(1).first();
    QCOMPARE(changed.module, u"Audit log"_s);
    QCOMPARE(changed.action, u"change alerts"_s);
    QCOMPARE(changed.level, audit::Level::Notice);
    QCOMPARE(putAlerts(service, 1, "level>=critical").status, 200);
    QCOMPARE(service.events(1).first().level, audit::Level::Warning);
    Request put
        = service.signedIn(service.request("PUT", "/api/v1/settings/auditRetention", R"({"keepFor":"tenYears"})"));
    put.headers.set("If-Match", "\"0\"");
    QCOMPARE(service.answer(put).status, 200);
    QCOMPARE(service.events(1).first().action, u"change retention"_s);
}

QTEST_GUILESS_MAIN(TestSettingsApi)
#include "tst_settingsapi.moc"
