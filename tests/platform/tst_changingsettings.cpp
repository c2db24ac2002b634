// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

QByteArray tag(qint64 revision)
{
    return '"' + QByteArray::number(revision) + '"';
}

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(text.toUtf8().toPercentEncoding());
}

}

class TestChangingSettings : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void holdsForTheNextRequest();
    void writesAnEventAboutTheChange();
    void asksForARevision();
    void refusesARevisionThatIsNoTag_data();
    void refusesARevisionThatIsNoTag();
    void tellsWhatStandsNowWhenTheRevisionIsOld();
    void changesSeveralSectionsInOneStep();
    void changesNoneWhenOneIsRefused();
    void answersARepeatAsTheFirstTime();
    void refusesTheSameKeyForSomethingElse();
    void leavesTheRevisionWhenNothingChanges();
    void neverShowsASecret();
    void stopsAnAdministratorWhoShutsHimselfOut();
    void takesHisReasonForExactlyThatDraft();
    void tellsInAdvanceWhatAChangeWouldDo();

private:
    qint64 revisionOf(const QByteArray &section) { return m_chief->revision(section); }
    ApiAnswer putRestriction(const QJsonObject &value, const HeaderLines &more = {});

    RunningService m_service;
    std::unique_ptr<ApiClient> m_chief;
};

void TestChangingSettings::initTestCase()
{
    QVERIFY(m_service.start());
    QVERIFY(m_service.createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service.administrator("alpha"));
    QVERIFY(!m_chief->token().isEmpty());
}

void TestChangingSettings::cleanupTestCase()
{
    QVERIFY(m_service.stop());
}

ApiAnswer TestChangingSettings::putRestriction(const QJsonObject &value, const HeaderLines &more)
{
    return m_chief->put(
        "/api/v1/settings/ipRestriction", value, HeaderLines{{"If-Match", tag(revisionOf("ipRestriction"))}} + more);
}

void TestChangingSettings::holdsForTheNextRequest()
{
    ApiClient other = m_service.client("alpha", "127.0.0.2");
    QCOMPARE(other.get("/sign-in").status, 200);

    const ApiAnswer answer = putRestriction(ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s}));
    QCOMPARE(answer.status, 200);
    const QJsonObject section = answer.json()["sections"_L1]["ipRestriction"_L1].toObject();
    QCOMPARE(section["revision"_L1].toInteger(), revisionOf("ipRestriction"));
    QCOMPARE(section["changedBy"_L1].toString(), u"chief"_s);
    QCOMPARE(section["value"_L1]["mode"_L1].toString(), u"allowListed"_s);
    QCOMPARE(answer.json()["inForceSince"_L1], section["changedAt"_L1]);
    QCOMPARE(answer.header("ETag"), tag(section["revision"_L1].toInteger()));

    QCOMPARE(other.get("/sign-in").status, 403); // On the connection that was open all the time.
    QCOMPARE(putRestriction(ipRestriction(u"allowAll"_s)).status, 200);
    QCOMPARE(other.get("/sign-in").status, 200);
}

void TestChangingSettings::writesAnEventAboutTheChange()
{
    // Refusals of before are written by a thread of their own and may come between.
    const QByteArray newestChange = "/api/v1/audit/events?limit=1&filter=action:%22change%20ipRestriction%22";
    QCOMPARE(putRestriction(ipRestriction(u"allowListed"_s, {u"127.0.0.0/8"_s})).status, 200);
    const QJsonObject event = m_chief->get(newestChange).json()["events"_L1][0].toObject();
    QCOMPARE(event["service"_L1].toString(), u"Common"_s);
    QCOMPARE(event["module"_L1].toString(), u"Security settings"_s);
    QCOMPARE(event["action"_L1].toString(), u"change ipRestriction"_s);
    QCOMPARE(event["user"_L1].toString(), u"chief"_s);
    QCOMPARE(event["source"_L1].toString(), u"127.0.0.1"_s);
    QVERIFY(event["complement"_L1].toString().contains(u"allowAll -> allowListed"_s));
    QCOMPARE(putRestriction(ipRestriction(u"allowAll"_s)).status, 200);
    const QJsonObject weaker = m_chief->get(newestChange).json()["events"_L1][0].toObject();
    QCOMPARE(weaker["level"_L1].toString(), u"warning"_s);
}

void TestChangingSettings::asksForARevision()
{
    const ApiAnswer answer = m_chief->put("/api/v1/settings/ipRestriction", ipRestriction(u"denyAll"_s));
    QCOMPARE(answer.status, 428);
    QCOMPARE(answer.errors(), QStringList{u"If-Match: request.ifMatchMissing"_s});
}

void TestChangingSettings::refusesARevisionThatIsNoTag_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no quotes") << QByteArray("3");
    QTest::newRow("weak") << QByteArray("W/\"3\"");
    QTest::newRow("any") << QByteArray("*");
    QTest::newRow("a list") << QByteArray("\"3\", \"4\"");
    QTest::newRow("empty") << QByteArray("\"\"");
    QTest::newRow("negative") << QByteArray("\"-1\"");
    QTest::newRow("beyond 64 bits") << QByteArray("\"99999999999999999999\"");
}

void TestChangingSettings::refusesARevisionThatIsNoTag()
{
    QFETCH(QByteArray, line);
    const qint64 before = revisionOf("ipRestriction");
    const ApiAnswer answer
        = m_chief->put("/api/v1/settings/ipRestriction", ipRestriction(u"denyAll"_s), {{"If-Match", line}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.errors(), QStringList{u"If-Match: request.ifMatchMalformed"_s});
    QCOMPARE(revisionOf("ipRestriction"), before);
}

void TestChangingSettings::tellsWhatStandsNowWhenTheRevisionIsOld()
{
    const qint64 old = revisionOf("ipRestriction");
    QCOMPARE(putRestriction(ipRestriction(u"allowAll"_s, {u"192.0.2.1"_s})).status, 200);
    const ApiAnswer answer
        = m_chief->put("/api/v1/settings/ipRestriction", ipRestriction(u"denyAll"_s), {{"If-Match", tag(old)}});
    QCOMPARE(answer.status, 412);
    const QJsonObject current = answer.json()["current"_L1]["ipRestriction"_L1].toObject();
    QCOMPARE(current["revision"_L1].toInteger(), old + 1);
    QCOMPARE(current["changedBy"_L1].toString(), u"chief"_s);
    QCOMPARE(current["value"_L1]["entries"_L1][0]["network"_L1].toString(), u"192.0.2.1"_s);
    QCOMPARE(putRestriction(ipRestriction(u"allowAll"_s)).status, 200);
}

void TestChangingSettings::changesSeveralSectionsInOneStep()
{
    ApiClient other = m_service.client("alpha", "127.0.0.2");
    const ApiAnswer answer = m_chief->put("/api/v1/settings",
        several({{u"ipRestriction"_s, revisionOf("ipRestriction"), ipRestriction(u"denyAll"_s)},
            {u"basicAuth"_s, revisionOf("basicAuth"), basicAuth(true, u"gate"_s, u"tree-frog-9"_s)}}));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["sections"_L1].toObject().keys(), (QStringList{u"basicAuth"_s, u"ipRestriction"_s}));

    const ApiAnswer asked = other.get("/sign-in");
    QCOMPARE(asked.status, 401);
    QVERIFY(asked.header("WWW-Authenticate").startsWith("Basic realm="));
    other.setBasic("gate", "tree-frog-9");
    QCOMPARE(other.get("/sign-in").status, 200);
    other.setBasic("gate", "tree-frog-8");
    QCOMPARE(other.get("/sign-in").status, 401);

    // The administrator goes on with the pair that he has just set.
    m_chief->setBasic("gate", "tree-frog-9");
    const ApiAnswer back = m_chief->put("/api/v1/settings",
        several({{u"ipRestriction"_s, revisionOf("ipRestriction"), ipRestriction(u"allowAll"_s)},
            {u"basicAuth"_s, revisionOf("basicAuth"), basicAuth(false, u"gate"_s)}}));
    QCOMPARE(back.status, 200);
    m_chief->setBasic({}, {});
}

void TestChangingSettings::changesNoneWhenOneIsRefused()
{
    const qint64 restriction = revisionOf("ipRestriction");
    const qint64 basic = revisionOf("basicAuth");
    const ApiAnswer answer = m_chief->put("/api/v1/settings",
        several({{u"ipRestriction"_s, restriction, ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s})},
            {u"basicAuth"_s, basic, basicAuth(true, u"gate"_s, u"x"_s)}}));
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.errors(), QStringList{u"basicAuth.pair.password: text.short"_s});
    QCOMPARE(revisionOf("ipRestriction"), restriction);
    QCOMPARE(revisionOf("basicAuth"), basic);
}

void TestChangingSettings::answersARepeatAsTheFirstTime()
{
    const QByteArray old = tag(revisionOf("ipRestriction"));
    const QJsonObject value = ipRestriction(u"allowAll"_s, {u"198.51.100.7"_s});
    const HeaderLines lines{{"If-Match", old}, {"Idempotency-Key", "apply-1"}};
    const ApiAnswer first = m_chief->put("/api/v1/settings/ipRestriction", value, lines);
    const ApiAnswer again = m_chief->put("/api/v1/settings/ipRestriction", value, lines);
    QCOMPARE(first.status, 200);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.header("ETag"), first.header("ETag"));
}

void TestChangingSettings::refusesTheSameKeyForSomethingElse()
{
    const qint64 before = revisionOf("ipRestriction");
    const HeaderLines lines{{"If-Match", tag(before)}, {"Idempotency-Key", "apply-1"}};
    const ApiAnswer answer = m_chief->put("/api/v1/settings/ipRestriction", ipRestriction(u"denyAll"_s), lines);
    QCOMPARE(answer.status, 422);
    QVERIFY(answer.errors().first().endsWith(u"idempotency.differs"_s));
    QCOMPARE(revisionOf("ipRestriction"), before);
}

void TestChangingSettings::leavesTheRevisionWhenNothingChanges()
{
    const qint64 before = revisionOf("ipRestriction");
    // What the gate refused before is told of when its minute comes, and is no change.
    const auto changes = [this] {
        const QJsonArray events = m_chief->get("/api/v1/audit/events?limit=1000").json()["events"_L1].toArray();
        return std::ranges::count_if(
            events, [](const QJsonValue &event) { return event["module"_L1] == "Security settings"_L1; });
    };
    const auto changesBefore = changes();
    QVERIFY(changesBefore > 0);
    QCOMPARE(putRestriction(ipRestriction(u"allowAll"_s, {u"198.51.100.7"_s})).status, 200);
    QCOMPARE(revisionOf("ipRestriction"), before);
    QCOMPARE(changes(), changesBefore);
}

void TestChangingSettings::neverShowsASecret()
{
    const ApiAnswer answer = m_chief->put("/api/v1/settings/basicAuth",
        basicAuth(false, u"gate"_s, u"hidden-heron-5"_s), {{"If-Match", tag(revisionOf("basicAuth"))}});
    QCOMPARE(answer.status, 200);
    const QByteArray seen = answer.body + m_chief->get("/api/v1/settings").body
        + m_chief->get("/api/v1/settings/basicAuth").body + m_chief->get("/api/v1/audit/events").body + m_service.log();
    QVERIFY(!seen.contains("hidden-heron-5"));
    QVERIFY(!seen.contains("argon2"));
    const QJsonValue password = m_chief->get("/api/v1/settings/basicAuth").json()["value"_L1]["pair"_L1]["password"_L1];
    QCOMPARE(password["set"_L1].toBool(), true);
}

void TestChangingSettings::stopsAnAdministratorWhoShutsHimselfOut()
{
    const qint64 before = revisionOf("ipRestriction");
    const ApiAnswer answer = putRestriction(ipRestriction(u"allowListed"_s, {u"192.0.2.0/24"_s}));
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json()["wayIn"_L1]["verdict"_L1].toString(), u"deny"_s);
    QCOMPARE(answer.json()["wayIn"_L1]["decidedBy"_L1].toString(), u"addressListed"_s);
    QVERIFY(!answer.json()["consent"_L1].toString().isEmpty());
    QCOMPARE(revisionOf("ipRestriction"), before);
}

void TestChangingSettings::takesHisReasonForExactlyThatDraft()
{
    QVERIFY(m_service.createTenant(u"gone"_s));
    ApiClient chief = m_service.administrator("gone");
    const HeaderLines match{{"If-Match", "\"0\""}};
    const QByteArray path = "/api/v1/settings/ipRestriction";
    const ApiAnswer refused = chief.put(path, ipRestriction(u"denyAll"_s), match);
    const QByteArray consent = refused.json()["consent"_L1].toString().toLatin1();
    const QByteArray reason = percentEncoded(u"回線を切る"_s).toLatin1();

    QCOMPARE(
        chief.put(path, ipRestriction(u"denyAll"_s), match + HeaderLines{{"Sekimori-Consent", consent}}).status, 400);
    const HeaderLines agreed = match + HeaderLines{{"Sekimori-Consent", consent}, {"Sekimori-Reason", reason}};
    const ApiAnswer other = chief.put(path, ipRestriction(u"denyAll"_s, {u"192.0.2.9"_s}), agreed);
    QCOMPARE(other.status, 409);
    const ApiAnswer done = chief.put(path, ipRestriction(u"denyAll"_s), agreed);
    QCOMPARE(done.status, 200);
    QCOMPARE(chief.get("/api/v1/session").status, 403);
}

void TestChangingSettings::tellsInAdvanceWhatAChangeWouldDo()
{
    const qint64 before = revisionOf("ipRestriction");
    const ApiAnswer answer
        = m_chief->post("/api/v1/settings/check", several({{u"ipRestriction"_s, before, ipRestriction(u"denyAll"_s)}}));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["errors"_L1].toArray().size(), 0);
    QCOMPARE(answer.json()["wayIn"_L1]["verdict"_L1].toString(), u"deny"_s);
    QVERIFY(!answer.json()["consent"_L1].toString().isEmpty());
    QVERIFY(answer.json()["changes"_L1].toObject().contains(u"ipRestriction"_s));
    QCOMPARE(revisionOf("ipRestriction"), before);
}

QTEST_GUILESS_MAIN(TestChangingSettings)
#include "tst_changingsettings.moc"
