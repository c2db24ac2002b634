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
const QByteArray withAnother = R"({"user":"chief","password":"river-stone-4711","newPassword":"mountain-lake-99"})";
const QByteArray changePath = "/api/v1/session/password";
const QByteArray change = R"({"password":"river-stone-4711","newPassword":"mountain-lake-99"})";
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
    void asksForAnotherPasswordFirst();
    void changesThePasswordWithTheSignIn();
    void namesTheRulesThatTheNewOneBreaks();
    void asksNoOneTimeTokenForAPassword();
    void changesOnesOwnPassword();
    void refusesAWrongPresentPassword();
    void leavesPasswordsToAdministrators();
    void tellsWhenThePasswordExpires();
    void endsASession();
    void endsAfterADayWithoutUse();

private:
    static void obey(HandlerFixture &service, const policy::PasswordPolicy &policy);

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
    service.refusals->settle(); // Otherwise its thread may write them behind the next one.
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
    elsewhere.peer = IpAddress::v4(0x7f000002);
    QCOMPARE(service.answer(elsewhere).status, 201);
}

void TestSessionApi::obey(HandlerFixture &service, const policy::PasswordPolicy &policy)
{
    auto state = std::make_shared<TenantState>(*service.tenants->snapshot()->byId.value(service.tenant));
    state->settings.passwordPolicy = policy;
    service.tenants->publish(state);
}

void TestSessionApi::asksForAnotherPasswordFirst()
{
    HandlerFixture service;
    obey(service, {.expiresAfter = std::chrono::days(30)});
    QCOMPARE(service.answer(service.request("POST", path, rightPair)).status, 201);
    service.store.pass(std::chrono::days(30));
    const quint64 before = service.hasher.hashesMade();
    const Response expired = service.answer(service.request("POST", path, rightPair));
    QCOMPARE(expired.status, 403);
    QCOMPARE(errorsOf(expired), QStringList{u": session.passwordChangeNeeded"_s});
    QCOMPARE(jsonOf(expired)["reason"_L1].toString(), u"expired"_s);
    QCOMPARE(service.hasher.hashesMade() - before, 1U);
    // Who guesses is not told.
    QCOMPARE(
        errorsOf(service.answer(service.request("POST", path, wrongPassword))), QStringList{u": session.refused"_s});

    const User person = **service.tenants->findUser(service.tenant, u"person"_s);
    QVERIFY(service.passwords.set(person, u"river-stone-4711"_s, {}));
    const QByteArray set = R"({"user":"person","password":"river-stone-4711"})";
    QCOMPARE(jsonOf(service.answer(service.request("POST", path, set)))["reason"_L1].toString(), u"set"_s);
}

void TestSessionApi::changesThePasswordWithTheSignIn()
{
    HandlerFixture service;
    obey(service, {.expiresAfter = std::chrono::days(30)});
    service.store.pass(std::chrono::days(30));
    const Response changed = service.answer(service.request("POST", path, withAnother));
    QCOMPARE(changed.status, 201);
    QCOMPARE(jsonOf(changed)["passwordExpiresAt"_L1].toString(), u"2026-05-04T14:00:00.000Z"_s);
    Request asked = service.request("GET", path);
    asked.headers.set("Sekimori-Token", jsonOf(changed)["token"_L1].toString().toLatin1());
    QCOMPARE(service.answer(asked).status, 200);
    QCOMPARE(service.events(2).last().action, u"password change"_s);
    QCOMPARE(service.answer(service.request("POST", path, rightPair)).status, 401);
}

void TestSessionApi::namesTheRulesThatTheNewOneBreaks()
{
    const QByteArray weak = R"({"user":"chief","password":"river-stone-4711","newPassword":"abc"})";
    const Response refused = m_service.answer(m_service.request("POST", path, weak));
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused),
        (QStringList{u"newPassword: password.tooShortForAdministrator"_s, u"newPassword: password.withoutNumber"_s}));
    const QByteArray same = R"({"user":"chief","password":"river-stone-4711","newPassword":"river-stone-4711"})";
    QCOMPARE(errorsOf(m_service.answer(m_service.request("POST", path, same))),
        QStringList{u"newPassword: password.usedBefore"_s});
    const QByteArray none = R"({"user":"chief","password":"river-stone-4711","newPassword":null})";
    QCOMPARE(errorsOf(m_service.answer(m_service.request("POST", path, none))),
        QStringList{u"newPassword: request.fieldNotText"_s});
}

void TestSessionApi::asksNoOneTimeTokenForAPassword()
{
    HandlerFixture service;
    obey(service, {.expiresAfter = std::chrono::days(30)});
    service.store.pass(std::chrono::days(30));
    const QByteArray token = service.oneTimeTokens.issue(service.tenant, u"chief"_s);
    QCOMPARE(service.answer(service.request("POST", path, R"({"oneTimeToken":")" + token + R"("})")).status, 201);
}

void TestSessionApi::changesOnesOwnPassword()
{
    HandlerFixture service;
    const Request elsewhere = service.signedIn(service.request("GET", path));
    Request asked = service.signedIn(service.request("POST", changePath, change));
    QCOMPARE(service.answer(asked).status, 204);
    QCOMPARE(service.answer(elsewhere).status, 401);
    const Response again = service.answer(asked);
    QCOMPARE(again.status, 422);
    QCOMPARE(errorsOf(again), QStringList{u"password: password.notRight"_s});
    asked.body = "{}";
    QCOMPARE(errorsOf(service.answer(asked)),
        (QStringList{u"password: request.fieldMissing"_s, u"newPassword: request.fieldMissing"_s}));
}

void TestSessionApi::refusesAWrongPresentPassword()
{
    HandlerFixture service;
    Request asked = service.signedIn(service.request("POST", changePath, change));
    asked.body.replace("4711", "4712");
    for (int i = 0; i < 10; ++i)
        QCOMPARE(errorsOf(service.answer(asked)), QStringList{u"password: password.notRight"_s});
    const Response slowed = service.answer(asked);
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.headers.contains("Retry-After"));
    service.refusals.reset();
    QCOMPARE(service.events(1).first().action, u"password change"_s);
    QCOMPARE(service.events(1).first().result, audit::EventResult::Failed);
}

void TestSessionApi::leavesPasswordsToAdministrators()
{
    HandlerFixture service;
    obey(service, {.usersMayChange = false});
    const Response refused = service.answer(service.signedIn(service.request("POST", changePath, change), u"person"_s));
    QCOMPARE(refused.status, 403);
    QCOMPARE(errorsOf(refused), QStringList{u": password.notOnesOwn"_s});
    QCOMPARE(service.answer(service.signedIn(service.request("POST", changePath, change))).status, 204);
}

void TestSessionApi::tellsWhenThePasswordExpires()
{
    HandlerFixture service;
    const Request asked = service.signedIn(service.request("GET", path));
    QVERIFY(jsonOf(service.answer(asked))["passwordExpiresAt"_L1].isNull());
    obey(service, {.expiresAfter = std::chrono::days(30)});
    QCOMPARE(jsonOf(service.answer(asked))["passwordExpiresAt"_L1].toString(), u"2026-04-04T14:00:00.000Z"_s);
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
