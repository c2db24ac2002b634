// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// The operator lets an administrator in who has shut himself out, with the service running and without.
class TestRecover : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void letsOneAdministratorInFromOneAddress_data();
    void letsOneAdministratorInFromOneAddress();
    void endsNoOtherWayIn();
    void refusesAndSaysWhy_data();
    void refusesAndSaysWhy();

private:
    int recover(const QStringList &flags, QByteArray *output = nullptr) const;
    void shutOut(bool basic);

    const QStringList m_usual{
        u"alpha"_s, u"--admin"_s, u"chief"_s, u"--from"_s, u"127.0.0.7"_s, u"--reason"_s, u"Shut out."_s};
    std::unique_ptr<RunningService> m_service;
};

void TestRecover::init()
{
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
}

void TestRecover::cleanup()
{
    QVERIFY(!m_service->isRunning() || m_service->stop());
    m_service.reset();
}

int TestRecover::recover(const QStringList &flags, QByteArray *output) const
{
    return m_service->command(QStringList{u"recover"_s} + flags, output);
}

/// Whoever is not at 203.0.113.1, as all of this test are.
void TestRecover::shutOut(bool basic)
{
    ApiClient chief = m_service->administrator("alpha");
    QJsonObject draft = several({{u"ipRestriction"_s, 0, ipRestriction(u"allowListed"_s, {u"203.0.113.1"_s})},
        {u"basicAuth"_s, 0, basicAuth(basic, u"gate"_s, u"tree-frog-9"_s)}});
    const ApiAnswer refused = chief.put("/api/v1/settings", draft);
    if (refused.status == 200)
        return;
    const QByteArray consent = refused.json()["consent"_L1].toString().toLatin1();
    QCOMPARE(
        chief.put("/api/v1/settings", draft, {{"Sekimori-Consent", consent}, {"Sekimori-Reason", "A%20test."}}).status,
        200);
}

void TestRecover::letsOneAdministratorInFromOneAddress_data()
{
    QTest::addColumn<bool>("running");
    QTest::newRow("running") << true;
    QTest::newRow("stopped") << false;
}

void TestRecover::letsOneAdministratorInFromOneAddress()
{
    QFETCH(bool, running);
    ApiClient before = m_service->administrator("alpha");
    shutOut(false);
    ApiClient chief = m_service->client("alpha", "127.0.0.7");
    QCOMPARE(chief.get("/api/v1/session").status, 403);
    QVERIFY(running || m_service->stop());
    QByteArray output;
    QVERIFY2(recover(m_usual, &output) == 0, output.constData());
    QVERIFY(output.contains("127.0.0.7 until 20"));
    QVERIFY(running || m_service->start());
    chief.setPort(m_service->port());

    QVERIFY(chief.signIn(u"chief"_s, m_service->administratorPassword()));
    const QJsonObject told
        = chief.get("/api/v1/audit/events?limit=1&filter=action:%22recovered%20by%20the%20operator%22")
              .json()["events"_L1][0]
              .toObject();
    QCOMPARE(told["action"_L1].toString(), u"recovered by the operator"_s);
    QCOMPARE(told["level"_L1].toString(), u"warning"_s);
    QVERIFY(told["complement"_L1].toString().endsWith("reason: Shut out."_L1));
    QCOMPARE(m_service->client("alpha", "127.0.0.8").get("/api/v1/session").status, 403);

    // He mends the rules, and needs no reason for it; what leaves him outside is told him first.
    const ApiAnswer warned = chief.put(
        "/api/v1/settings/ipRestriction", ipRestriction(u"allowListed"_s, {u"203.0.113.2"_s}), {{"If-Match", "\"1\""}});
    QCOMPARE(warned.status, 409);
    QCOMPARE(warned.errors(), QStringList{u": settings.recoveryEnds"_s});
    QVERIFY(!warned.json()["consent"_L1].toString().isEmpty());
    QCOMPARE(chief
                 .put("/api/v1/settings/ipRestriction", ipRestriction(u"allowListed"_s, {u"127.0.0.7"_s}),
                     {{"If-Match", "\"1\""}})
                 .status,
        200);
    QCOMPARE(chief.get("/api/v1/session").status, 200);
}

void TestRecover::endsNoOtherWayIn()
{
    shutOut(true);
    QCOMPARE(recover(m_usual), 0);
    ApiClient chief = m_service->client("alpha", "127.0.0.7");
    QVERIFY(chief.signIn(u"chief"_s, m_service->administratorPassword()));
    const ApiAnswer added
        = chief.post("/api/v1/services", {{u"name"_s, u"Files"_s}, {u"url"_s, u"https://files.example/"_s}});
    const QByteArray path = "/api/v1/services/" + QByteArray::number(added.json()["id"_L1].toInteger()) + "/tokens";
    const QByteArray token = chief.call("POST", path).json()["token"_L1].toString().toLatin1();

    // From the address everybody else has to come by a way of his own.
    ApiClient files = m_service->client("alpha", "127.0.0.7");
    files.setToken(token);
    const QJsonObject event{{u"module"_s, u"Files"_s}, {u"action"_s, u"open"_s}};
    QCOMPARE(files.post("/api/v1/audit/events", event).errors(), QStringList{u": session.notHere"_s});
    files.setBasic("gate", "tree-frog-9");
    QCOMPARE(files.post("/api/v1/audit/events", event).status, 201);
    files.setBasic("gate", "tree-frog-8");
    QCOMPARE(files.post("/api/v1/audit/events", event).status, 403);
}

void TestRecover::refusesAndSaysWhy_data()
{
    QTest::addColumn<bool>("running");
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("words");
    for (const bool running : {true, false}) {
        const auto row = [running](const char *name, int place, const QString &value, const char *words) {
            QTest::addRow("%s, %s", name, running ? "running" : "stopped")
                << running << place << value << QByteArray(words);
        };
        row("unknown tenant", 0, u"beta"_s, "There is no tenant");
        row("unknown name", 2, u"chef"_s, "has no user called");
        row("malformed address", 4, u"127.0.0.999"_s, "address: ");
        row("two lines", 6, u"a\nb"_s, "reason: ");
        row("no reason", 6, u" "_s, "needs --reason");
    }
}

void TestRecover::refusesAndSaysWhy()
{
    QFETCH(bool, running);
    QFETCH(int, place);
    QFETCH(QString, value);
    QFETCH(QByteArray, words);
    QVERIFY(running || m_service->stop());
    QStringList flags = m_usual;
    flags[place] = value;
    QByteArray output;
    QCOMPARE(recover(flags, &output), 1);
    QVERIFY2(output.contains(words), output.constData());
}

QTEST_GUILESS_MAIN(TestRecover)
#include "tst_recover.moc"
