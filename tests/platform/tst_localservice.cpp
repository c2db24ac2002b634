// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificatesummary.h"
#include "localfixture.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;

class TestLocalService : public QObject {
    Q_OBJECT

private slots:
    void givesTheConsoleAWayIn();
    void takesTheOneTimeTokenOnce();
    void holdsABelievableLog();
    void keepsItsFilesToItself();
    void knowsOnlyItsCommands();
    void refusesToStartTwice();
    void isTheSameAfterARestart();
    void followsTheDemoToItsNewSubdomain();
    void beginsAnewWhatWasHalfMade();
    void stopsWithTheLastConsole();
};

void TestLocalService::givesTheConsoleAWayIn()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    const QJsonObject way = platform.join(lease);
    QCOMPARE(way["address"_L1].toString(), u"127.0.0.1"_s);
    QCOMPARE(way["hostName"_L1].toString(), u"demo.sekimori.localhost"_s);
    QCOMPARE(way["user"_L1].toString(), u"admin"_s);
    QVERIFY(way["port"_L1].toInt() > 0);
    const auto authority = crypto::readCertificate(way["authorityPem"_L1].toString().toLatin1());
    QVERIFY(authority && authority->isAuthority);
    // Where its mails lie, for the console to open.
    const QFileInfo mails(way["mailFolder"_L1].toString());
    QVERIFY(mails.isDir() && mails.isAbsolute());
    QVERIFY(mails.filePath().startsWith(platform.folder()));

    TlsClient connection(quint16(way["port"_L1].toInt()), {.serverName = "demo.sekimori.localhost"});
    QVERIFY(connection.isConnected());
    TlsClient secure(quint16(way["port"_L1].toInt()), {.serverName = "demo.s.sekimori.localhost"});
    QVERIFY(secure.wasAskedForCertificate());
    const auto answer = secure.exchange(get("/", "demo.s.sekimori.localhost"));
    QVERIFY(answer && answer->status == 496);
    // This computer's other programs use the name localhost, too.
    QVERIFY(answer->header("Strict-Transport-Security").isEmpty());
    QVERIFY(platform.stop());
}

void TestLocalService::takesTheOneTimeTokenOnce()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    const QJsonObject token{{u"oneTimeToken"_s, platform.join(lease)["oneTimeToken"_L1]}};
    ApiClient console = platform.client();
    const ApiAnswer first = console.post("/api/v1/session", token);
    QCOMPARE(first.status, 201);
    QCOMPARE(first.json()["role"_L1].toString(), u"administrator"_s);
    QCOMPARE(first.json()["tenant"_L1]["displayName"_L1].toString(), u"Demo"_s);
    QCOMPARE(console.post("/api/v1/session", token).status, 401);
    console.setToken(first.json()["token"_L1].toString().toLatin1());
    QCOMPARE(console.get("/api/v1/session").status, 200);
    QCOMPARE(console.call("DELETE", "/api/v1/session").status, 204);
    QCOMPARE(console.get("/api/v1/session").status, 401);
    QVERIFY(platform.stop());
}

void TestLocalService::holdsABelievableLog()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    ApiClient auditor = platform.signedIn(u"watanabe.n"_s);
    // A look may end before it is through while months are closed beside it.
    QJsonArray events;
    QByteArray place;
    do {
        const QByteArray limit = QByteArray::number(1000 - events.size());
        const QJsonObject page = auditor.get("/api/v1/audit/events?limit=" + limit + place).json();
        const QJsonArray more = page["events"_L1].toArray();
        for (const QJsonValue &event : more)
            events.append(event);
        place = page["next"_L1].isDouble() ? "&after=" + QByteArray::number(page["next"_L1].toInteger()) : QByteArray();
    } while (events.size() < 1000 && !place.isEmpty());
    QCOMPARE(events.size(), 1000);
    QCOMPARE(events[0]["action"_L1].toString(), u"api login"_s);
    QCOMPARE(events[0]["number"_L1].toInteger(), 100'001);
    const QJsonArray oldest = auditor.get("/api/v1/audit/events?limit=13&after=14").json()["events"_L1].toArray();
    QCOMPARE(oldest.size(), 13);
    for (const QJsonValue &event : oldest)
        QCOMPARE(event["action"_L1].toString(), u"add"_s);
    QCOMPARE(auditor.get("/api/v1/services").json()["services"_L1].toArray().size(), 3);
    QVERIFY(platform.stop());
}

void TestLocalService::keepsItsFilesToItself()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const QStringList files{
        u"authority-key.pem"_s, u"server-key.pem"_s, u"passwords.txt"_s, u"platform.db"_s, u"control.sock"_s};
    for (const QString &file : files) {
        const QFileInfo info(platform.folder() + u'/' + file);
        QVERIFY2(info.exists() && !(info.permissions() & others), qPrintable(file));
    }
    QVERIFY(!(QFileInfo(platform.folder()).permissions() & others));
    QVERIFY(platform.stop());
    QVERIFY(!platform.log().contains(platform.passwordOf(u"admin"_s).toUtf8()));
}

void TestLocalService::knowsOnlyItsCommands()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    for (const QByteArray &line : {"{\"command\":\"explode\"}", "{}", "not json", "[]"})
        QCOMPARE(platform.command(lease, line)["error"_L1]["code"_L1].toString(), u"control.commandUnknown"_s);
    const QJsonObject weak = platform.command(
        lease, R"({"command":"tenant.create","subdomain":"other","administrator":"chief","password":"short1"})");
    QCOMPARE(weak["error"_L1]["code"_L1].toString(), u"password.tooShortForAdministrator"_s);
    QLocalSocket chatter;
    chatter.connectToServer(platform.folder() + u"/control.sock"_s);
    QCOMPARE(platform.command(chatter, QByteArray(100'000, 'x'))["error"_L1]["code"_L1].toString(),
        u"control.lineTooLong"_s);
    QVERIFY(platform.isRunning());
    QVERIFY(platform.stop());
}

void TestLocalService::refusesToStartTwice()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    QProcess second;
    second.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SEKIMORI_LOCAL_DATA"_s, platform.folder());
    second.setProcessEnvironment(environment);
    second.start(QStringLiteral(SEKIMORID), {u"--local"_s});
    QVERIFY(second.waitForFinished(300'000));
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.readAll().contains("is in use by another platform service"));
    QLocalSocket another;
    QVERIFY(!platform.join(another).isEmpty());
    QVERIFY(platform.stop());
}

void TestLocalService::isTheSameAfterARestart()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    const QJsonObject before = platform.join(lease);
    const QByteArray passwords = platform.content(u"passwords.txt"_s);
    QVERIFY(platform.stop());
    platform.start();
    QLocalSocket again;
    const QJsonObject after = platform.join(again);
    QCOMPARE(after["port"_L1], before["port"_L1]);
    QCOMPARE(after["authorityPem"_L1], before["authorityPem"_L1]);
    QCOMPARE(platform.content(u"passwords.txt"_s), passwords);
    QVERIFY(!platform.signedIn(u"admin"_s).token().isEmpty());
    QVERIFY(platform.stop());
}

void TestLocalService::followsTheDemoToItsNewSubdomain()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    ApiClient admin = platform.signedIn(u"admin"_s);
    const QJsonObject name{{u"name"_s, u"gate"_s}};
    QCOMPARE(admin.put("/api/v1/settings/subdomain", name, {{"If-Match", "\"0\""}}).status, 200);
    QCOMPARE(admin.get("/api/v1/session").status, 421);
    QVERIFY(platform.stop());
    platform.start();
    QLocalSocket again;
    QCOMPARE(platform.join(again)["hostName"_L1].toString(), u"gate.sekimori.localhost"_s);
    QVERIFY(platform.stop());
}

void TestLocalService::beginsAnewWhatWasHalfMade()
{
    RunningLocalPlatform platform;
    platform.start();
    QLocalSocket lease;
    QVERIFY(!platform.join(lease).isEmpty());
    QVERIFY(platform.stop());
    QVERIFY(QFile::remove(platform.folder() + u"/demo-made"_s)); // As if it had been killed before the end.
    platform.start();
    QLocalSocket again;
    QVERIFY(!platform.join(again).isEmpty());
    ApiClient chief = platform.signedIn(u"admin"_s);
    QCOMPARE(chief.get("/api/v1/audit/events?limit=1").json()["events"_L1][0]["number"_L1].toInteger(), 100'001);
    QVERIFY(platform.stop());
}

void TestLocalService::stopsWithTheLastConsole()
{
    RunningLocalPlatform platform;
    platform.start({u"--until-unused"_s});
    QLocalSocket first;
    QLocalSocket second;
    QVERIFY(!platform.join(first).isEmpty());
    QVERIFY(!platform.join(second).isEmpty());
    first.disconnectFromServer();
    QVERIFY(!platform.command(second, R"({"command":"join"})").isEmpty());
    QVERIFY(platform.isRunning());
    second.disconnectFromServer();
    QVERIFY(platform.waitForEnd(300'000));
    QCOMPARE(platform.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestLocalService)
#include "tst_localservice.moc"
