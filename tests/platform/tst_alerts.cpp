// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// "The test mail worked, the alert never came": what happens over the API of the running service, and the mail about
/// it where it arrives.
class TestAlerts : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void mailsARealEventTheWayOfTheTest();
    void mailsWhatAServiceWasKilledOver();

private:
    void mailAbout(const QString &level);
    QByteArrayList mails() const;
    bool failToSignIn();

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ApiClient> m_chief;
};

void TestAlerts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_service = std::make_unique<RunningService>();
    m_service->configure("mail-folder = " + m_folder->path().toUtf8() + "\nmail-from = sekimori@example.test\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service->administrator("alpha"));
}

void TestAlerts::cleanup()
{
    m_chief.reset();
    QVERIFY(!m_service->isRunning() || m_service->stop());
    m_service.reset();
}

void TestAlerts::mailAbout(const QString &level)
{
    QJsonObject value = m_chief->get("/api/v1/settings/auditAlerts").json()["value"_L1].toObject();
    value.insert(level,
        QJsonObject{
            {u"addresses"_s, QJsonArray{u"mori@example.test"_s}}, {u"pace"_s, u"atOnce"_s}, {u"mailsPerHour"_s, 60}});
    const auto revision = QByteArray::number(m_chief->revision("auditAlerts"));
    QCOMPARE(m_chief->put("/api/v1/settings/auditAlerts", value, {{"If-Match", '"' + revision + '"'}}).status, 200);
}

QByteArrayList TestAlerts::mails() const
{
    QByteArrayList mails;
    const QDir folder(m_folder->path());
    const auto names = folder.entryList({u"*.eml"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            mails << file.readAll();
    }
    return mails;
}

/// A real event: a notice, with a wrong password.
bool TestAlerts::failToSignIn()
{
    ApiClient stranger = m_service->client("alpha", "127.0.0.7");
    return stranger.post("/api/v1/session", {{u"user"_s, u"chief"_s}, {u"password"_s, u"wrong"_s}}).status == 401;
}

void TestAlerts::mailsARealEventTheWayOfTheTest()
{
    mailAbout(u"notice"_s);
    const ApiAnswer test = m_chief->post(
        "/api/v1/alerts/test", {{u"level"_s, u"notice"_s}, {u"addresses"_s, QJsonArray{u"mori@example.test"_s}}});
    QCOMPARE(test.status, 202);
    QCOMPARE(test.json()["real"_L1]["same"_L1].toBool(), true);
    QTRY_COMPARE_WITH_TIMEOUT(mails().size(), 1, 60'000);
    QVERIFY(failToSignIn());
    QTRY_COMPARE_WITH_TIMEOUT(mails().size(), 2, 60'000);
    for (const QByteArray &mail : mails())
        QVERIFY2(mail.contains("mori@example.test"), mail.constData());
    // The test itself is an event of the same level, and alerts never alert on themselves.
    const QJsonArray events = m_chief->get("/api/v1/audit/events?filter=module:Alerts").json()["events"_L1].toArray();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0]["level"_L1].toString(), u"notice"_s);
}

void TestAlerts::mailsWhatAServiceWasKilledOver()
{
    mailAbout(u"notice"_s);
    const QJsonObject tenant{
        {u"displayName"_s, u"Alpha"_s}, {u"timeZone"_s, u"Asia/Tokyo"_s}, {u"language"_s, u"en"_s}};
    QCOMPARE(m_chief->put("/api/v1/settings/tenant", tenant, {{"If-Match", "\"0\""}}).status, 200);
    m_service->kill();
    QVERIFY(m_service->start());
    QTRY_COMPARE_WITH_TIMEOUT(mails().size(), 1, 60'000);
    m_chief->setPort(m_service->port());
    QVERIFY(m_service->stop());
    QVERIFY(m_service->start());
    m_chief->setPort(m_service->port());
    const QJsonObject log = m_chief->get("/api/v1/alerts/deliveries").json();
    QCOMPARE(log["deliveries"_L1].toArray().size(), 1);
    QCOMPARE(mails().size(), 1);
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
