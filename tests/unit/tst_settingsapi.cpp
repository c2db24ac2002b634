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

QTEST_GUILESS_MAIN(TestSettingsApi)
#include "tst_settingsapi.moc"
