// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

const QByteArray path = "/api/v1/session";
const QByteArray rightPair = R"({"user":"Chief","password":"river-stone-4711"})";
const QByteArray wrongPassword = R"({"user":"chief","password":"river-stone-4712"})";
const QByteArray unknownName = R"({"user":"chef","password":"river-stone-4711"})";

}

class TestSessionApi : public QObject {
    Q_OBJECT

private slots:
    void signsInByPassword();
    void answersUnknownNamesAndWrongPasswordsAlike();
    void writesAnEventForEachTry();
    void signsInByOneTimeTokenOnce();
    void slowsAnAddressThatGuesses();
    void endsASession();
    void endsAfterADayWithoutUse();

private:
    HandlerFixture m_service;
};

void TestSessionApi::signsInByPassword()
{
    const Response response = m_service.answer(m_service.request("POST", path, rightPair));
    QCOMPARE(response.status, 201);
    const QJsonObject json = jsonOf(response);
    QCOMPARE(json["user"_L1].toString(), u"chief"_s);
    QCOMPARE(json["displayName"_L1].toString(), u"The Chief"_s);
    QCOMPARE(json["role"_L1].toString(), u"administrator"_s);
    QCOMPARE(json["tenant"_L1]["subdomain"_L1].toString(), u"alpha"_s);
    QCOMPARE(json["client"_L1]["address"_L1].toString(), u"127.0.0.1"_s);
    QCOMPARE(json["idleMinutes"_L1].toInt(), 1440);

    Request asked = m_service.request("GET", path);
    asked.headers.set("Sekimori-Token", json["token"_L1].toString().toLatin1());
    QJsonObject expected = json;
    expected.remove("token"_L1);
    QCOMPARE(jsonOf(m_service.answer(asked)), expected);
}

void TestSessionApi::answersUnknownNamesAndWrongPasswordsAlike()
{
    HandlerFixture service;
    const quint64 before = service.hasher.hashesMade();
    const Response wrong = service.answer(service.request("POST", path, wrongPassword));
    const quint64 between = service.hasher.hashesMade();
    const Response unknown = service.answer(service.request("POST", path, unknownName));
    QCOMPARE(wrong.status, 401);
    QCOMPARE(unknown.status, wrong.status);
    QCOMPARE(unknown.body, wrong.body);
    QCOMPARE(service.hasher.hashesMade() - between, between - before);
}

void TestSessionApi::writesAnEventForEachTry()
{
    HandlerFixture service;
    service.answer(service.request("POST", path, wrongPassword));
    service.answer(service.request("POST", path, unknownName));
    service.answer(service.request("POST", path, rightPair));
    QCOMPARE(service.events(1).first().action, u"api login"_s);
    QCOMPARE(service.events(1).first().result, audit::EventResult::Success);
    QCOMPARE(service.events(1).first().user, u"chief"_s);
    service.refusals.reset();
    // The two failed ones make one row or two, by how fast the second came.
    qint64 failed = 0;
    for (const audit::Event &event : service.events(4)) {
        if (event.action != "login"_L1)
            continue;
        QCOMPARE(event.result, audit::EventResult::Failed);
        QCOMPARE(event.level, audit::Level::Notice);
        QCOMPARE(event.source, u"127.0.0.1"_s);
        failed += event.complement.section(u' ', 1, 1).remove(u';').toInt();
    }
    QCOMPARE(failed, 2);
}

void TestSessionApi::signsInByOneTimeTokenOnce()
{
    const QByteArray token = m_service.oneTimeTokens.issue(m_service.tenant, u"chief"_s);
    const QByteArray body = R"({"oneTimeToken":")" + token + R"("})";
    QCOMPARE(m_service.answer(m_service.request("POST", path, body)).status, 201);
    const Response again = m_service.answer(m_service.request("POST", path, body));
    QCOMPARE(again.status, 401);
    QCOMPARE(errorsOf(again), QStringList{u": session.tokenVoid"_s});
}

void TestSessionApi::slowsAnAddressThatGuesses()
{
    HandlerFixture service;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(service.answer(service.request("POST", path, unknownName)).status, 401);
    const quint64 before = service.hasher.hashesMade();
    const Response slowed = service.answer(service.request("POST", path, rightPair));
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.headers.value("Retry-After").value().toInt() > 0);
    QCOMPARE(service.hasher.hashesMade(), before);

    Request elsewhere = service.request("POST", path, rightPair);
    elsewhere.peer = policy::IpAddress::v4(0x7f000002);
    QCOMPARE(service.answer(elsewhere).status, 201);
}

void TestSessionApi::endsASession()
{
    Request asked = m_service.signedIn(m_service.request("DELETE", path));
    QCOMPARE(m_service.answer(asked).status, 204);
    QCOMPARE(m_service.events(1).first().action, u"logout"_s);
    asked.method = "GET";
    const Response ended = m_service.answer(asked);
    QCOMPARE(ended.status, 401);
    QCOMPARE(errorsOf(ended), QStringList{u": session.needed"_s});
}

void TestSessionApi::endsAfterADayWithoutUse()
{
    Request asked = m_service.signedIn(m_service.request("GET", path));
    m_service.store.pass(std::chrono::hours(23));
    QCOMPARE(m_service.answer(asked).status, 200);
    m_service.store.pass(std::chrono::hours(23));
    QCOMPARE(m_service.answer(asked).status, 200);
    m_service.store.pass(std::chrono::hours(25));
    QCOMPARE(m_service.answer(asked).status, 401);
}

QTEST_GUILESS_MAIN(TestSessionApi)
#include "tst_sessionapi.moc"
