// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

class TestSessionsApi : public QObject {
    Q_OBJECT

private slots:
    void init() { m_service = std::make_unique<HandlerFixture>(); }
    void tellsWhoIsSignedIn();
    void goesOnPageByPage();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void endsOnesOwnButThisOne();
    void endsAUsers();
    void warnsOfNamesThatAreGivenAway();

private:
    Response ask(const QByteArray &token, const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
    {
        Request asked = m_service->request(method, path, body);
        asked.headers.set("Sekimori-Token", token);
        return m_service->answer(asked);
    }
    QByteArray idOf(const QString &loginName)
    {
        return QByteArray::number((*m_service->tenants->findUser(m_service->tenant, loginName))->id.value);
    }

    std::unique_ptr<HandlerFixture> m_service;
};

void TestSessionsApi::tellsWhoIsSignedIn()
{
    const QByteArray chief = m_service->tokenOf(u"chief"_s);
    m_service->store.pass(1h);
    const QByteArray person = m_service->tokenOf(u"person"_s);
    const QJsonObject json = jsonOf(ask(chief, "GET", "/api/v1/sessions"));
    QVERIFY(json["next"_L1].isNull());
    QCOMPARE(json["sessions"_L1].toArray().size(), 2);
    const QJsonValue newest = json["sessions"_L1][0];
    QCOMPARE(newest["user"_L1]["loginName"_L1].toString(), u"person"_s);
    QCOMPARE(newest["user"_L1]["role"_L1].toString(), u"user"_s);
    QCOMPARE(newest["kind"_L1].toString(), u"api"_s);
    QCOMPARE(newest["address"_L1].toString(), u"127.0.0.1"_s);
    QCOMPARE(newest["openedAt"_L1].toString(), u"2026-03-05T15:00:00.000000Z"_s);
    QCOMPARE(newest["isThis"_L1].toBool(true), false);
    QCOMPARE(newest["staysSignedIn"_L1].toBool(true), false);
    const QJsonValue own = json["sessions"_L1][1];
    QCOMPARE(own["isThis"_L1].toBool(), true);
    QCOMPARE(own["openedAt"_L1].toString(), u"2026-03-05T14:00:00.000000Z"_s);
    QCOMPARE(own["lastUsedAt"_L1].toString(), u"2026-03-05T15:00:00.000000Z"_s);
    QVERIFY(own["id"_L1].toString() != newest["id"_L1].toString());
    const Response one = ask(chief, "GET", "/api/v1/sessions?user=" + idOf(u"person"_s));
    QCOMPARE(jsonOf(one)["sessions"_L1].toArray().size(), 1);
    QVERIFY(!one.body.contains(person));
}

void TestSessionsApi::goesOnPageByPage()
{
    const QByteArray chief = m_service->tokenOf(u"chief"_s);
    for (int i = 0; i < 10; ++i) { // five of them in the same moment
        m_service->tokenOf(u"person"_s);
        if (i > 4)
            m_service->store.pass(1s);
    }
    QStringList ids;
    QByteArray after;
    do {
        const QJsonObject page = jsonOf(ask(chief, "GET", "/api/v1/sessions?limit=3" + after));
        for (const QJsonValue &each : page["sessions"_L1].toArray())
            ids << each["id"_L1].toString();
        const QString next = page["next"_L1].toString();
        after = next.isEmpty() ? QByteArray() : "&after=" + next.toLatin1();
    } while (!after.isEmpty());
    QCOMPARE(ids.size(), 11);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 11);
}

void TestSessionsApi::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("errors");
    const QStringList after{u"after: sessions.afterUnknown"_s};
    QTest::newRow("limit") << QByteArray("limit=201") << QStringList{u"limit: request.numberOutOfRange"_s};
    QTest::newRow("user") << QByteArray("user=x") << QStringList{u"user: request.numberOutOfRange"_s};
    QTest::newRow("no cursor") << QByteArray("after=") << after;
    QTest::newRow("half a cursor") << QByteArray("after=12-") << after;
    QTest::newRow("no digest") << QByteArray("after=12-" + QByteArray(64, 'x')) << after;
    QTest::newRow("no time") << QByteArray("after=x-" + QByteArray(64, '0')) << after;
}

void TestSessionsApi::refusesWhatIsWrong()
{
    QFETCH(QByteArray, query);
    QFETCH(QStringList, errors);
    const Response refused = ask(m_service->tokenOf(u"chief"_s), "GET", "/api/v1/sessions?" + query);
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused), errors);
}

void TestSessionsApi::endsOnesOwnButThisOne()
{
    const QByteArray here = m_service->tokenOf(u"person"_s);
    const QByteArray there = m_service->tokenOf(u"person"_s);
    const QByteArray chief = m_service->tokenOf(u"chief"_s);
    QCOMPARE(ask(here, "DELETE", "/api/v1/sessions").status, 204);
    QCOMPARE(ask(here, "GET", "/api/v1/session").status, 200);
    QCOMPARE(ask(there, "GET", "/api/v1/session").status, 401);
    QCOMPARE(ask(chief, "GET", "/api/v1/session").status, 200);
    QCOMPARE(m_service->events(1).first().complement,
        u"login name: person; opened from: 127.0.0.1; reason: signed out everywhere else"_s);
}

void TestSessionsApi::endsAUsers()
{
    const QByteArray chief = m_service->tokenOf(u"chief"_s);
    const QByteArray person = m_service->tokenOf(u"person"_s);
    const QByteArray path = "/api/v1/users/" + idOf(u"person"_s) + "/sessions";
    QCOMPARE(ask(person, "DELETE", path).status, 403);
    QCOMPARE(ask(chief, "DELETE", path).status, 204);
    QCOMPARE(ask(person, "GET", "/api/v1/session").status, 401);
    QCOMPARE(m_service->events(1).first().user, u"chief"_s);
    for (const QByteArray id : {"4711", "x", "0"})
        QCOMPARE(ask(chief, "DELETE", "/api/v1/users/" + id + "/sessions").status, 404);
}

void TestSessionsApi::warnsOfNamesThatAreGivenAway()
{
    const auto warnings = [this](const QByteArray &isOn) {
        const QByteArray body = R"({"sections":{"signIn":{"revision":0,"value":{"loginNameCompletion":)" + isOn
            + R"(,"automaticSignIn":null,"idleEnd":1440}}}})";
        return jsonOf(ask(m_service->tokenOf(u"chief"_s), "POST", "/api/v1/settings/check", body))["warnings"_L1]
            .toArray();
    };
    QCOMPARE(warnings("false").size(), 0);
    QCOMPARE(warnings("true").size(), 1);
    QCOMPARE(warnings("true").first()["field"_L1].toString(), u"signIn.loginNameCompletion"_s);
    QCOMPARE(warnings("true").first()["code"_L1].toString(), u"signIn.completionIsForAll"_s);
}

QTEST_GUILESS_MAIN(TestSessionsApi)
#include "tst_sessionsapi.moc"
