// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"
#include "tailclient.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// The operator's staff look at a tenant that lets them, and the tenant sees what they looked at.
class TestSupportInspection : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsStaff_data();
    void keepsStaff();
    void refusesAndSaysWhy_data();
    void refusesAndSaysWhy();
    void looksWhileItIsLet();
    void endsOpenTailsWithThePermission();
    void leavesAtOnceWhenTheOperatorSaysSo();

private:
    int staff(const QStringList &words, QByteArray *output = nullptr) const;
    bool addBob() const;
    bool let(ApiClient &chief, const QJsonValue &until);
    QStringList toldOfSupport(ApiClient &chief);

    std::unique_ptr<RunningService> m_service;
    const QString m_password = u"high-lantern-77"_s;
};

void TestSupportInspection::init()
{
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
}

void TestSupportInspection::cleanup()
{
    QVERIFY(!m_service->isRunning() || m_service->stop());
    m_service.reset();
}

int TestSupportInspection::staff(const QStringList &words, QByteArray *output) const
{
    return m_service->command(QStringList{u"staff"_s} + words, output);
}

bool TestSupportInspection::addBob() const
{
    const QString path = m_service->folder() + u"/staff-password"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_password.toUtf8() + '\n') < 0)
        return false;
    file.close();
    return staff({u"add"_s, u"bob"_s, u"--password-file"_s, path}) == 0;
}

bool TestSupportInspection::let(ApiClient &chief, const QJsonValue &until)
{
    const QByteArray path = "/api/v1/settings/support";
    return chief.put(path, {{u"until"_s, until}}, {{"If-Match", chief.get(path).header("ETag")}}).status == 200;
}

/// Oldest first.
QStringList TestSupportInspection::toldOfSupport(ApiClient &chief)
{
    QStringList told;
    const QJsonArray events = chief.get("/api/v1/audit/events").json()["events"_L1].toArray();
    for (const QJsonValue &event : events) {
        if (event["module"_L1] == "Support"_L1)
            told.prepend(event["user"_L1].toString() + u' ' + event["action"_L1].toString());
    }
    return told;
}

void TestSupportInspection::keepsStaff_data()
{
    QTest::addColumn<bool>("running");
    QTest::newRow("running") << true;
    QTest::newRow("stopped") << false;
}

void TestSupportInspection::keepsStaff()
{
    QFETCH(const bool, running);
    QVERIFY(running || m_service->stop());
    QByteArray output;
    QCOMPARE(staff({u"add"_s, u"alice"_s, u"--generate-password"_s}, &output), 0);
    QVERIFY2(output.trimmed().size() >= 16, output.constData());
    QVERIFY(addBob());
    QCOMPARE(staff({u"list"_s}, &output), 0);
    QVERIFY2(
        output.contains("alice@support  since 20") && output.contains("bob@support  since 20"), output.constData());
    QCOMPARE(staff({u"remove"_s, u"alice"_s}), 0);
    QCOMPARE(staff({u"list"_s}, &output), 0);
    QVERIFY(!output.contains("alice"));
}

void TestSupportInspection::refusesAndSaysWhy_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QStringList &words, const char *said) {
        QTest::newRow(name) << words << QByteArray(said);
    };
    row("nothing", {}, "“staff” takes");
    row("nobody", {u"add"_s}, "“staff” takes");
    row("two", {u"remove"_s, u"a"_s, u"b"_s}, "“staff” takes");
    row("unknown task", {u"promote"_s, u"bob"_s}, "“staff” takes");
    row("unknown name", {u"remove"_s, u"eve"_s}, "There is nobody called “eve”");
    row("malformed name", {u"add"_s, u"bob@support"_s, u"--generate-password"_s}, "name: ");
    row("twice", {u"add"_s, u"BOB"_s, u"--generate-password"_s}, "name: ");
}

void TestSupportInspection::refusesAndSaysWhy()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, said);
    QVERIFY(addBob());
    QByteArray output;
    QVERIFY(staff(words, &output) != 0);
    QVERIFY2(output.contains(said), output.constData());
}

void TestSupportInspection::looksWhileItIsLet()
{
    QVERIFY(addBob());
    ApiClient chief = m_service->administrator("alpha");
    ApiClient bob = m_service->client("alpha");
    QVERIFY(!bob.signIn(u"bob@support"_s, m_password));
    QVERIFY(let(chief, u"2999-12-31T00:00:00Z"_s));
    QVERIFY(!bob.signIn(u"bob@support"_s, u"high-lantern-78"_s));
    QVERIFY(bob.signIn(u"bob@support"_s, m_password));

    const ApiAnswer settings = bob.get("/api/v1/settings");
    QCOMPARE(settings.status, 200);
    QCOMPARE(bob.get("/api/v1/settings").status, 200);
    QCOMPARE(bob.get("/api/v1/users").json()["total"_L1].toInt(), 1);
    QCOMPARE(bob.put("/api/v1/settings/tenant", {}, {{"If-Match", "\"0\""}}).errors(),
        QStringList{u": session.roleMissing"_s});
    QCOMPARE(bob.get("/api/v1/users/export").status, 403);
    QCOMPARE(
        toldOfSupport(chief), (QStringList{u"chief access allowed"_s, u"bob@support view"_s, u"bob@support view"_s}));

    QVERIFY(let(chief, QJsonValue()));
    QCOMPARE(bob.get("/api/v1/settings").status, 401);
    QVERIFY(!bob.signIn(u"bob@support"_s, m_password));
    QCOMPARE(toldOfSupport(chief).last(), u"chief access ended"_s);
}

void TestSupportInspection::endsOpenTailsWithThePermission()
{
    QVERIFY(addBob());
    ApiClient chief = m_service->administrator("alpha");
    QVERIFY(let(chief, u"2999-12-31T00:00:00Z"_s));
    ApiClient bob = m_service->client("alpha");
    QVERIFY(bob.signIn(u"bob@support"_s, m_password));
    TailClient tail(m_service->port(), "alpha.example.test", bob.token());
    QCOMPARE(tail.status(), 200);
    QVERIFY(let(chief, QJsonValue()));
    const QList<SentEvent> last = tail.rest();
    QCOMPARE(last.last().name, "closed");
    QCOMPARE(last.last().data["code"_L1].toString(), u"session.supportNotAllowed"_s);
}

void TestSupportInspection::leavesAtOnceWhenTheOperatorSaysSo()
{
    QVERIFY(addBob());
    ApiClient chief = m_service->administrator("alpha");
    QVERIFY(let(chief, u"2999-12-31T00:00:00Z"_s));
    ApiClient bob = m_service->client("alpha");
    QVERIFY(bob.signIn(u"bob@support"_s, m_password));
    QCOMPARE(staff({u"remove"_s, u"bob"_s}), 0);
    QCOMPARE(bob.get("/api/v1/settings").status, 401);
    QVERIFY(!bob.signIn(u"bob@support"_s, m_password));
}

QTEST_GUILESS_MAIN(TestSupportInspection)
#include "tst_supportinspection.moc"
