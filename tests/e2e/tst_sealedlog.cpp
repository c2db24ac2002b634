// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtbundle.h"
#include "items/bundleverdicts.h"
#include "items/logintegrity.h"
#include "items/logkeytrust.h"
#include "items/retentionforecast.h"
#include "platform/clients.h"
#include "platform/sessionclient.h"
#include "servicefixture.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;
using audit::bundle::Verdict;

/// What the console has of the real service as proof, and what it makes of it without the service.
class TestSealedLog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void seesTheKeyAtTheFirstConnection();
    void findsTheLogIntact();
    void provesAWholeExport();
    void provesASpanOfNumbers();
    void findsWhatWasAltered();
    void listsTheMonthAndHandsItOut();
    void foreseesThatNothingIsOldEnough();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    bool isSaved(platform::AuditExport &file);
    items::BundleVerdict judged(const QString &path);

    QTemporaryDir m_folder;
    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::Clients> m_clients;
    std::unique_ptr<items::LogKeyTrust> m_trust;
};

void TestSealedLog::initTestCase()
{
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_settings = std::make_unique<QSettings>(path(u"console.ini"_s), QSettings::IniFormat);
    QFile certificate(m_service->folder() + u"/server.pem"_s);
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    platform::ConnectionProfile profile = platform::ConnectionProfile::fresh();
    profile.name = u"Alpha"_s;
    profile.hostName = u"alpha.example.test"_s;
    profile.address = u"127.0.0.1"_s;
    profile.port = m_service->port();
    profile.pinnedAuthority = QSslCertificate::fromData(certificate.readAll()).last().toPem();
    m_connection = std::make_unique<platform::Connection>(profile);
    m_clients = std::make_unique<platform::Clients>(*m_connection);
    m_trust = std::make_unique<items::LogKeyTrust>(m_clients->integrity, *m_settings, profile.id, profile.name);
    std::optional<platform::Answer<platform::Session>> session;
    const auto pending = platform::SessionClient(*m_connection)
                             .signIn(u"chief"_s, RunningService::administratorPassword(),
                                 [&](const auto &answer) { session = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(session, 30'000);
    QVERIFY2(*session, session->has_value() ? "" : qPrintable(platform::toText(session->error())));
}

void TestSealedLog::cleanupTestCase()
{
    m_trust.reset();
    m_clients.reset();
    m_connection.reset();
    // What went with them goes now: nobody does it at the end of the program.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(m_service->stop());
}

bool TestSealedLog::isSaved(platform::AuditExport &file)
{
    const QSignalSpy finished(&file, &platform::AuditExport::finished);
    const QSignalSpy failed(&file, &platform::AuditExport::failed);
    file.start();
    const bool isOver = QTest::qWaitFor([&] { return finished.size() + failed.size() > 0; }, 30'000);
    if (!failed.isEmpty())
        qWarning("%s", qPrintable(failed.first().first().toString()));
    return isOver && failed.isEmpty();
}

items::BundleVerdict TestSealedLog::judged(const QString &path)
{
    items::BundleVerdicts verdicts(*m_settings);
    verdicts.judge({path}, 1);
    if (!QTest::qWaitFor([&] { return !verdicts.isUnderWay(); }, 30'000))
        QTest::qFail("The bundle was not judged in time.", __FILE__, __LINE__);
    return verdicts.all().first();
}

void TestSealedLog::seesTheKeyAtTheFirstConnection()
{
    m_trust->refresh();
    QTRY_VERIFY(!m_trust->isAsking());
    QVERIFY2(!m_trust->failure(), m_trust->failure() ? qPrintable(platform::toText(*m_trust->failure())) : "");
    QCOMPARE(m_trust->standing(), items::LogKeyTrust::Standing::SeenFirst);
    const auto key = crypto::VerifyingKey::fromPem(m_trust->seen()->publicKey);
    QVERIFY(key);
    QCOMPARE(key->id(), m_trust->seen()->id);
}

void TestSealedLog::findsTheLogIntact()
{
    items::LogIntegrity integrity(m_clients->integrity);
    integrity.check();
    QTRY_VERIFY_WITH_TIMEOUT(!integrity.isChecking() && integrity.state(), 30'000);
    QVERIFY2(!integrity.failure(), integrity.failure() ? qPrintable(platform::toText(*integrity.failure())) : "");
    QTRY_COMPARE_WITH_TIMEOUT(integrity.state()->state, platform::Integrity::State::Intact, 30'000);
    QCOMPARE(integrity.state()->first, 1);
    QVERIFY(!integrity.state()->isBeginningDeleted);
}

void TestSealedLog::provesAWholeExport()
{
    const auto file = m_clients->audit.bundle(path(u"whole.zip"_s), platform::TimeSpan());
    QVERIFY(isSaved(*file));
    const auto bundle = judged(path(u"whole.zip"_s));
    QVERIFY2(bundle.verdict.state == Verdict::State::Intact, qPrintable(items::verdictText(bundle)));
    QCOMPARE(bundle.keyName, u"Alpha"_s);
    QCOMPARE(bundle.verdict.manifest.first, 1);
    QCOMPARE(bundle.verdict.start, Verdict::Start::FirstEvent);
}

void TestSealedLog::provesASpanOfNumbers()
{
    const auto file = m_clients->audit.bundle(path(u"span.zip"_s), platform::NumberSpan{1, 2});
    QVERIFY(isSaved(*file));
    const auto bundle = judged(path(u"span.zip"_s));
    QVERIFY2(bundle.verdict.state == Verdict::State::Intact, qPrintable(items::verdictText(bundle)));
    QCOMPARE(bundle.verdict.manifest.last, 2);
}

void TestSealedLog::findsWhatWasAltered()
{
    const auto file = m_clients->audit.bundle(path(u"altered.zip"_s), platform::TimeSpan());
    QVERIFY(isSaved(*file));
    QFile altered(path(u"altered.zip"_s));
    QVERIFY(altered.open(QIODevice::ReadOnly));
    auto files = audit::bundle::BundleFiles::of(altered.readAll());
    altered.close();
    const QByteArray line = files.line("events.ndjson", 1);
    const QByteArray other = QByteArray(line).replace("\"level\":\"", "\"level\": \"");
    QVERIFY(other != line);
    files.setLine("events.ndjson", 1, other);
    const QByteArray zip = files.zip();
    QVERIFY(altered.open(QIODevice::WriteOnly));
    QCOMPARE(altered.write(zip), zip.size());
    altered.close();
    const auto bundle = judged(altered.fileName());
    QCOMPARE(bundle.state, items::BundleVerdict::State::Judged);
    QVERIFY2(bundle.verdict.state == Verdict::State::Altered, qPrintable(items::verdictText(bundle)));
}

void TestSealedLog::listsTheMonthAndHandsItOut()
{
    std::optional<platform::Answer<QList<platform::Archive>>> archives;
    const auto pending = m_clients->archives.list([&](const auto &answer) { archives = answer; });
    QTRY_VERIFY(archives);
    QVERIFY2(*archives, archives->has_value() ? "" : qPrintable(platform::toText(archives->error())));
    QCOMPARE((*archives)->size(), 1);
    const platform::Archive &month = (*archives)->first();
    QCOMPARE(month.state, platform::Archive::State::Open);
    QCOMPARE(month.first, 1);
    const auto file = m_clients->archives.download(month.id, path(u"month.zip"_s));
    QVERIFY(isSaved(*file));
    const auto bundle = judged(path(u"month.zip"_s));
    QVERIFY2(bundle.verdict.state == Verdict::State::Intact, qPrintable(items::verdictText(bundle)));
}

void TestSealedLog::foreseesThatNothingIsOldEnough()
{
    items::RetentionForecast forecast(m_clients->retention, m_clients->audit);
    forecast.ask(policy::AuditRetention::Span::SixWeeks);
    QTRY_VERIFY(!forecast.isAsking());
    QVERIFY2(!forecast.failure(), forecast.failure() ? qPrintable(platform::toText(*forecast.failure())) : "");
    QCOMPARE(forecast.loss()->effect.events, 0);
}

QTEST_GUILESS_MAIN(TestSealedLog)
#include "tst_sealedlog.moc"
