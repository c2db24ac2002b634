// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestLocksApi : public QObject {
    Q_OBJECT

private slots:
    void init() { m_service = std::make_unique<HandlerFixture>(); }
    void listsAndUnlocks();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();

private:
    void lock(const QByteArray &name);
    Response ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
    {
        return m_service->answer(m_service->signedIn(m_service->request(method, path, body)));
    }

    std::unique_ptr<HandlerFixture> m_service;
};

void TestLocksApi::lock(const QByteArray &name)
{
    for (quint32 i = 0; i < 10; ++i) {
        Request guess
            = m_service->request("POST", "/api/v1/session", R"({"user":")" + name + R"(","password":"wrong"})");
        guess.peer = IpAddress::v4(0x7f000010 + i);
        QCOMPARE(m_service->answer(guess).status, 401);
    }
}

void TestLocksApi::listsAndUnlocks()
{
    QCOMPARE(jsonOf(ask("GET", "/api/v1/locks")), (QJsonObject{{u"locks"_s, QJsonArray()}, {u"total"_s, 0}}));
    lock("person");
    const QJsonObject listed = jsonOf(ask("GET", "/api/v1/locks"));
    QCOMPARE(listed["total"_L1], 1);
    const QJsonValue locked = listed["locks"_L1][0];
    QCOMPARE(locked["user"_L1]["loginName"_L1].toString(), u"person"_s);
    QCOMPARE(locked["user"_L1]["displayName"_L1].toString(), u"A Person"_s);
    QCOMPARE(locked["user"_L1]["role"_L1].toString(), u"user"_s);
    QCOMPARE(locked["since"_L1].toString(), u"2026-03-05T14:00:00.000000Z"_s);
    QCOMPARE(locked["until"_L1].toString(), u"2026-03-05T14:30:00.000000Z"_s);
    QCOMPARE(locked["attempts"_L1].toInt(), 10);
    QCOMPARE(locked["addresses"_L1].toArray().size(), 10);
    QCOMPARE(locked["addresses"_L1][0].toString(), u"127.0.0.25"_s);

    const QByteArray id = QByteArray::number(locked["user"_L1]["id"_L1].toInteger());
    m_service->refusals->settle(); // A thread writes what was refused, which may come between.
    const Response unlocked
        = ask("POST", "/api/v1/locks/unlock", R"({"users":[)" + id + R"(,4711],"reason":" called me "})");
    QCOMPARE(unlocked.status, 200);
    QCOMPARE(jsonOf(unlocked), (QJsonObject{{u"unlocked"_s, 1}}));
    QCOMPARE(m_service->events(1).first().complement, u"login name: person; reason: called me"_s);
    QCOMPARE(jsonOf(ask("GET", "/api/v1/locks"))["total"_L1], 0);
    QCOMPARE(jsonOf(ask("POST", "/api/v1/locks/unlock", R"({"users":[)" + id + R"(],"reason":"again"})")),
        (QJsonObject{{u"unlocked"_s, 0}}));
}

void TestLocksApi::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("errors");
    const QStringList users{u"users: locks.usersNotListed"_s};
    const auto row = [](const char *name, const QByteArray &body, int status, const QStringList &errors) {
        QTest::newRow(name) << body << status << errors;
    };
    row("no JSON", "users", 400, {u": json.malformed"_s});
    row("nothing", "{}", 422, {u"users: request.fieldMissing"_s, u"reason: request.fieldMissing"_s});
    row("more", R"({"users":[1],"reason":"x","all":true})", 422, {u"all: request.fieldUnknown"_s});
    row("nobody", R"({"users":[],"reason":"x"})", 422, users);
    row("no list", R"({"users":1,"reason":"x"})", 422, users);
    row("a text", R"({"users":["1"],"reason":"x"})", 422, users);
    row("a fraction", R"({"users":[1.5],"reason":"x"})", 422, users);
    row("below", R"({"users":[0],"reason":"x"})", 422, users);
    row("beyond", R"({"users":[9007199254740993],"reason":"x"})", 422, users);
    row("too many", R"({"users":[1)" + QByteArray(",1").repeated(1000) + R"(],"reason":"x"})", 422, users);
    row("no reason", R"({"users":[1],"reason":null})", 422, {u"reason: request.fieldNotString"_s});
    row("a blank reason", R"({"users":[1],"reason":"  "})", 422, {u"reason: text.short"_s});
    row("two lines", R"({"users":[1],"reason":"a\nb"})", 422, {u"reason: text.control"_s});
}

void TestLocksApi::refusesWhatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QStringList, errors);
    const Response refused = ask("POST", "/api/v1/locks/unlock", body);
    QCOMPARE(refused.status, status);
    QCOMPARE(errorsOf(refused), errors);
}

QTEST_GUILESS_MAIN(TestLocksApi)
#include "tst_locksapi.moc"
