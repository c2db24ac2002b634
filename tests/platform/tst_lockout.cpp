// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

#include <latch>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// Lockout of the real service, guessed at over TLS from several addresses.
class TestLockout : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void judgesNoCrowdOfGuessesBeyondThePolicy();
    void obeysANewPolicyAtTheNextRequest();

private:
    void setPolicy(int attempts);
    QJsonObject firstLock() { return m_chief->get("/api/v1/locks").json()["locks"_L1][0].toObject(); }
    QList<QJsonObject> eventsOf(const QString &action);
    void unlock();

    RunningService m_service;
    std::unique_ptr<ApiClient> m_chief;
};

void TestLockout::initTestCase()
{
    QVERIFY(m_service.createTenant(u"alpha"_s));
    QVERIFY(m_service.start());
    m_chief = std::make_unique<ApiClient>(m_service.administrator("alpha"));
}

void TestLockout::cleanupTestCase()
{
    m_chief.reset();
    QVERIFY(m_service.stop());
}

void TestLockout::setPolicy(int attempts)
{
    const QJsonObject value{{u"attempts"_s, attempts}, {u"duration"_s, QJsonValue()}};
    const qint64 revision = m_chief->revision("accountLockout");
    const ApiAnswer answer = m_chief->put(
        "/api/v1/settings/accountLockout", value, {{"If-Match", '"' + QByteArray::number(revision) + '"'}});
    QVERIFY2(answer.status == 200, answer.body.constData());
}

QList<QJsonObject> TestLockout::eventsOf(const QString &action)
{
    QList<QJsonObject> found;
    const QJsonArray events = m_chief->get("/api/v1/audit/events?limit=1000").json()["events"_L1].toArray();
    for (const QJsonValue &event : events) {
        if (event["action"_L1].toString() == action)
            found << event.toObject();
    }
    return found;
}

void TestLockout::unlock()
{
    const QJsonArray users{firstLock()["user"_L1]["id"_L1]};
    const ApiAnswer answer
        = m_chief->post("/api/v1/locks/unlock", {{u"users"_s, users}, {u"reason"_s, u"for the test"_s}});
    QCOMPARE(answer.json()["unlocked"_L1].toInt(), 1);
}

/// 200 at once, ten from each of twenty addresses, so that none of them is slowed.
void TestLockout::judgesNoCrowdOfGuessesBeyondThePolicy()
{
    setPolicy(5);
    constexpr int crowd = 200;
    constexpr int perAddress = 10;
    std::latch start(crowd);
    std::atomic<int> refused = 0;
    std::atomic<int> same = 0;
    const QByteArray expected = m_service.client("alpha", "127.0.0.200")
                                    .post("/api/v1/session", {{u"user"_s, u"nosuch"_s}, {u"password"_s, u"x"_s}})
                                    .body;
    {
        std::vector<std::jthread> guesses;
        for (int i = 0; i < crowd; ++i)
            guesses.emplace_back([&, i] {
                ApiClient guesser = m_service.client("alpha", "127.0.0." + QByteArray::number(20 + i / perAddress));
                (void)guesser.get("/healthz");
                start.arrive_and_wait();
                const ApiAnswer answer
                    = guesser.post("/api/v1/session", {{u"user"_s, u"chief"_s}, {u"password"_s, u"wrong %1"_s.arg(i)}});
                refused += answer.status == 401;
                same += answer.body == expected;
            });
    }
    QCOMPARE(refused, crowd);
    QCOMPARE(same, crowd);
    const QJsonObject lock = firstLock();
    QCOMPARE(lock["user"_L1]["loginName"_L1].toString(), u"chief"_s);
    QVERIFY(lock["until"_L1].isString()); // the only administrator, although the policy says until somebody unlocks
    const QList<QJsonObject> told = eventsOf(u"account locked"_s);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0]["complement"_L1].toString().startsWith("wrong passwords: 5; addresses: 127.0.0."_L1));
    QCOMPARE(told[0]["level"_L1].toString(), u"warning"_s);

    ApiClient chief = m_service.client("alpha", "127.0.0.201");
    QVERIFY(!chief.signIn(u"chief"_s, RunningService::administratorPassword()));
    QCOMPARE(m_chief->get("/api/v1/session").status, 200); // who is in stays in
    unlock();
    QVERIFY(chief.signIn(u"chief"_s, RunningService::administratorPassword()));
    QCOMPARE(eventsOf(u"account unlocked"_s).size(), 1);
}

void TestLockout::obeysANewPolicyAtTheNextRequest()
{
    setPolicy(10);
    ApiClient guesser = m_service.client("alpha", "127.0.0.202");
    for (int i = 0; i < 4; ++i)
        QVERIFY(!guesser.signIn(u"chief"_s, u"wrong"_s));
    setPolicy(3);
    QVERIFY(firstLock().isEmpty());
    QVERIFY(!guesser.signIn(u"chief"_s, u"wrong"_s));
    QVERIFY(!firstLock().isEmpty());
    const QJsonObject before = firstLock();
    QVERIFY(m_service.stop());
    QVERIFY(m_service.start());
    m_chief->setPort(m_service.port());
    QCOMPARE(firstLock(), before);
    unlock();
}

QTEST_GUILESS_MAIN(TestLockout)
#include "tst_lockout.moc"
