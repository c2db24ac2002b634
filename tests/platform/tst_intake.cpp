// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// Another service sends its events to the running platform, through everything that can go wrong on the way.
class TestIntake : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void takesInBatches();
    void losesAndDoublesNothingWhenTheAnswerIsLost();
    void keepsWhatWasAnsweredThroughACrash();
    void closesWithTheToken();
    void standsBehindTheGate();
    void belongsToOneTenant();

private:
    ApiAnswer send(ApiClient &client, const QByteArray &batch, const QByteArray &key = {});
    static QByteArray batch(int events, const QByteArray &action = "open");
    qint64 newest();

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ApiClient> m_chief;
    std::unique_ptr<ApiClient> m_groupware;
    QByteArray m_path; ///< of the service
    QByteArray m_tokenPath;
};

void TestIntake::init()
{
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service->administrator("alpha"));
    const ApiAnswer added
        = m_chief->post("/api/v1/services", {{u"name"_s, u"Groupware"_s}, {u"url"_s, u"https://groupware.example/"_s}});
    QCOMPARE(added.status, 201);
    m_path = "/api/v1/services/" + QByteArray::number(added.json()["id"_L1].toInteger());
    const ApiAnswer issued = m_chief->call("POST", m_path + "/tokens");
    QCOMPARE(issued.status, 201);
    m_tokenPath = m_path + "/tokens/" + QByteArray::number(issued.json()["id"_L1].toInteger());
    m_groupware = std::make_unique<ApiClient>(m_service->client("alpha"));
    m_groupware->setToken(issued.json()["token"_L1].toString().toLatin1());
}

void TestIntake::cleanup()
{
    m_groupware.reset();
    m_chief.reset();
    QVERIFY(!m_service->isRunning() || m_service->stop());
    m_service.reset();
}

ApiAnswer TestIntake::send(ApiClient &client, const QByteArray &batch, const QByteArray &key)
{
    HeaderLines lines{{"Content-Type", "application/x-ndjson"}};
    if (!key.isEmpty())
        lines.append({"Idempotency-Key", key});
    return client.call("POST", "/api/v1/audit/events", batch, lines);
}

QByteArray TestIntake::batch(int events, const QByteArray &action)
{
    QByteArray text;
    for (int i = 0; i < events; ++i)
        text += R"({"module":"Calendar","action":")" + action + R"(","user":"suzuki.m"})" + '\n';
    return text;
}

qint64 TestIntake::newest()
{
    return m_chief->get("/api/v1/audit/events?limit=1").json()["events"_L1][0]["number"_L1].toInteger();
}

void TestIntake::takesInBatches()
{
    const qint64 before = newest();
    const ApiAnswer answer = send(*m_groupware, batch(1000));
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json()["first"_L1].toInteger(), before + 1);
    QCOMPARE(answer.json()["last"_L1].toInteger(), before + 1000);
    const QJsonArray events = m_chief->get("/api/v1/audit/events?limit=1000").json()["events"_L1].toArray();
    for (const QJsonValue &event : events)
        QCOMPARE(event["service"_L1].toString(), u"Groupware"_s);
    const QJsonValue used = m_chief->get("/api/v1/services").json()["services"_L1][0]["tokens"_L1][0]["lastUsedAt"_L1];
    QVERIFY(used.isString());
}

void TestIntake::losesAndDoublesNothingWhenTheAnswerIsLost()
{
    const qint64 before = newest();
    for (int i = 0; i < 20; ++i) {
        const QByteArray key = "batch-" + QByteArray::number(i);
        const QByteArray body = batch(50, key);
        const QByteArray head = "POST /api/v1/audit/events HTTP/1.1\r\nHost: alpha.example.test\r\nSekimori-Token: "
            + m_groupware->token() + "\r\nContent-Type: application/x-ndjson\r\nIdempotency-Key: " + key
            + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
        {
            TlsClient impatient(m_service->port(), {.serverName = "alpha.example.test"});
            QVERIFY(impatient.send(head + body));
        }
        const ApiAnswer answer = send(*m_groupware, body, key);
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.json()["accepted"_L1].toInt(), 50);
    }
    QCOMPARE(newest(), before + 20 * 50);
}

void TestIntake::keepsWhatWasAnsweredThroughACrash()
{
    const qint64 before = newest();
    const ApiAnswer first = send(*m_groupware, batch(500), "batch");
    QCOMPARE(first.status, 201);
    m_service->kill();
    QVERIFY(m_service->start());
    m_chief->setPort(m_service->port());
    m_groupware->setPort(m_service->port());
    QCOMPARE(newest(), before + 500);
    QCOMPARE(send(*m_groupware, batch(500), "batch").json(), first.json());
    QCOMPARE(newest(), before + 500);
}

void TestIntake::closesWithTheToken()
{
    QCOMPARE(send(*m_groupware, batch(1)).status, 201);
    QCOMPARE(m_chief->call("DELETE", m_tokenPath).status, 204);
    QCOMPARE(send(*m_groupware, batch(1)).errors(), QStringList{u": session.needed"_s});
    const ApiAnswer issued = m_chief->call("POST", m_path + "/tokens");
    m_groupware->setToken(issued.json()["token"_L1].toString().toLatin1());
    QCOMPARE(send(*m_groupware, batch(1)).status, 201);
    QCOMPARE(m_chief->call("DELETE", m_path).status, 204);
    QCOMPARE(send(*m_groupware, batch(1)).status, 401);
}

void TestIntake::standsBehindTheGate()
{
    QCOMPARE(m_chief
                 ->put("/api/v1/settings/ipRestriction", ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s}),
                     {{"If-Match", "\"0\""}})
                 .status,
        200);
    ApiClient elsewhere = m_service->client("alpha", "127.0.0.2");
    elsewhere.setToken(m_groupware->token());
    QCOMPARE(send(elsewhere, batch(1)).status, 403);
    QCOMPARE(send(*m_groupware, batch(1)).status, 201);
}

void TestIntake::belongsToOneTenant()
{
    QVERIFY(m_service->createTenant(u"beta"_s));
    ApiClient beta = m_service->client("beta");
    beta.setToken(m_groupware->token());
    QCOMPARE(send(beta, batch(1)).status, 401);
    ApiClient boss = m_service->administrator("beta");
    QCOMPARE(boss.get("/api/v1/services").json()["services"_L1].toArray().size(), 0);
    QCOMPARE(boss.call("DELETE", m_path).status, 404);
    QCOMPARE(boss.call("POST", m_path + "/tokens").status, 404);
    QCOMPARE(send(*m_groupware, batch(1)).status, 201);
}

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
