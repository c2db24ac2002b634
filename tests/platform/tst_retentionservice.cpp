// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"
#include "localfixture.h"
#include "servicefixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;
using audit::bundle::Verdict;

/// The demo's log goes back for a quarter of a year, and is closed and deleted like any other.
class TestRetentionService : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void closesMonthsByItself();
    void handsAMonthOutThatProvesItself();
    void tellsWhatAShorterSpanDeletes();
    void deletesSoonAndGoesOnCounting();
    void provesWhatIsLeft();
    void keepsWhatIsLeftOverARestart();

private:
    QJsonArray archives();
    qint64 firstNumber() { return archives().first()["first"_L1].toInteger(); }
    QList<qint64> numbers(const QByteArray &query);
    Verdict verdictOn(const QByteArray &path);

    RunningLocalPlatform m_platform;
    std::optional<ApiClient> m_admin;
    QTemporaryDir m_folder;
};

void TestRetentionService::initTestCase()
{
    m_platform.start();
    QLocalSocket lease;
    QVERIFY(!m_platform.join(lease).isEmpty());
    m_admin = m_platform.signedIn(u"admin"_s);
}

QJsonArray TestRetentionService::archives()
{
    return m_admin->get("/api/v1/audit/archives").json()["archives"_L1].toArray();
}

QList<qint64> TestRetentionService::numbers(const QByteArray &query)
{
    QList<qint64> numbers;
    const QJsonArray events = m_admin->get("/api/v1/audit/events?" + query).json()["events"_L1].toArray();
    for (const QJsonValue &event : events)
        numbers << event["number"_L1].toInteger();
    return numbers;
}

Verdict TestRetentionService::verdictOn(const QByteArray &path)
{
    QFile file(m_folder.filePath(u"bundle.zip"_s));
    const ApiAnswer bundle = m_admin->download(path);
    if (bundle.status != 200 || !file.open(QFile::WriteOnly) || file.write(bundle.body) != bundle.body.size())
        return {};
    file.close();
    const QByteArray pem = m_admin->get("/api/v1/audit/log-key").json()["key"_L1]["publicKey"_L1].toString().toLatin1();
    return audit::bundle::verifyBundle(
        file.fileName(), {.keys = audit::bundle::Known::keysFromPem(pem).value(), .checkpoints = {}})
        .value_or(Verdict());
}

void TestRetentionService::closesMonthsByItself()
{
    // A quarter of a year touches three months at least; the present one goes on. The demo's clocks show UTC.
    const auto isThrough = [this] {
        const QJsonArray months = archives();
        const auto closed = std::ranges::count_if(
            months, [](const QJsonValue &month) { return month["state"_L1].toString() == "closed"_L1; });
        return months.size() >= 3 && closed == months.size() - 1;
    };
    QVERIFY(QTest::qWaitFor(isThrough, 300'000));
    const QJsonArray months = archives();
    qint64 next = 1;
    for (const QJsonValue &month : months) {
        QCOMPARE(month["first"_L1].toInteger(), next);
        next = month["last"_L1].toInteger() + 1;
        const bool isLast = month == months.last();
        QCOMPARE(month["state"_L1].toString(), isLast ? u"open"_s : u"closed"_s);
        QCOMPARE(month["closedAt"_L1].isString(), !isLast);
        QCOMPARE(month["bytes"_L1].isNull(), isLast);
        QVERIFY(isLast || month["bytes"_L1].toInteger() > 0);
    }
    // Searched as if nothing had moved.
    QCOMPARE(numbers("above=0&limit=3"), (QList<qint64>{3, 2, 1}));
}

void TestRetentionService::handsAMonthOutThatProvesItself()
{
    const QJsonValue month = archives().at(1);
    const QString id = month["id"_L1].toString();
    const Verdict verdict = verdictOn("/api/v1/audit/archives/" + id.toLatin1());
    QCOMPARE(verdict.state, Verdict::State::Intact);
    QCOMPARE(verdict.manifest.first, month["first"_L1].toInteger());
    QCOMPARE(verdict.manifest.last, month["last"_L1].toInteger());
    const QJsonArray told = m_admin->get("/api/v1/audit/events?limit=1&filter=action:%22download%20archive%22")
                                .json()["events"_L1]
                                .toArray();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first()["complement"_L1].toString().contains(u"month: "_s + id));
    for (const char *unknown : {"1999-01", "2026", "2026-13"})
        QCOMPARE(m_admin->get("/api/v1/audit/archives/" + QByteArray(unknown)).status, 404);
}

void TestRetentionService::tellsWhatAShorterSpanDeletes()
{
    QCOMPARE(m_admin->get("/api/v1/audit/retention").json()["events"_L1].toInteger(-1), 0);
    const QJsonObject forecast = m_admin->get("/api/v1/audit/retention?keepFor=sixWeeks").json();
    QCOMPARE(forecast["first"_L1].toInteger(), 1);
    QVERIFY(forecast["events"_L1].toInteger() > 100);
    QCOMPARE(forecast["last"_L1], forecast["events"_L1]);
    QCOMPARE(forecast["oldestKept"_L1].toInteger(), forecast["last"_L1].toInteger() + 1);
    QCOMPARE(
        m_admin->get("/api/v1/audit/retention?keepFor=aWeek").errors(), QStringList{u"keepFor: request.notOneOf"_s});

    const auto warned = [&](const QString &span) {
        const ApiAnswer answer = m_admin->post("/api/v1/settings/check",
            several({{u"auditRetention"_s, m_admin->revision("auditRetention"), {{u"keepFor"_s, span}}}}));
        return answer.json()["warnings"_L1].toArray();
    };
    QCOMPARE(warned(u"fiveYears"_s), QJsonArray());
    const QJsonArray warnings = warned(u"sixWeeks"_s);
    QCOMPARE(warnings.size(), 1);
    QCOMPARE(warnings.first()["field"_L1].toString(), u"auditRetention.keepFor"_s);
    QVERIFY(warnings.first()["message"_L1].toString().contains(QString::number(forecast["events"_L1].toInteger())));
}

void TestRetentionService::deletesSoonAndGoesOnCounting()
{
    const QJsonObject forecast = m_admin->get("/api/v1/audit/retention?keepFor=sixWeeks").json();
    const qint64 kept = forecast["oldestKept"_L1].toInteger();
    const qint64 newest = numbers("limit=1").first();
    const QByteArray revision = '"' + QByteArray::number(m_admin->revision("auditRetention")) + '"';
    QCOMPARE(m_admin->put("/api/v1/settings/auditRetention", {{u"keepFor"_s, u"sixWeeks"_s}}, {{"If-Match", revision}})
                 .status,
        200);
    QTRY_COMPARE_WITH_TIMEOUT(firstNumber(), kept, 300'000);
    QCOMPARE(numbers("above=0&limit=2"), (QList<qint64>{kept + 1, kept}));
    QCOMPARE(numbers("after=" + QByteArray::number(kept) + "&limit=5"), QList<qint64>());
    // The change, the deletion.
    QCOMPARE(numbers("limit=1").first(), newest + 2);
    const QJsonArray told = m_admin->get("/api/v1/audit/events?limit=1&filter=action:%22deleted%20by%20retention%22")
                                .json()["events"_L1]
                                .toArray();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first()["complement"_L1].toString().contains(u"numbers: 1 to %1"_s.arg(kept - 1)));
    // Its history is no part of the log.
    const QJsonArray history
        = m_admin->get("/api/v1/settings/history?section=auditRetention").json()["entries"_L1].toArray();
    QVERIFY(!history.isEmpty());
    const QJsonObject sum = m_admin->get("/api/v1/audit/summary?zone=UTC").json();
    QCOMPARE(sum["all"_L1].toInteger(), newest + 2 - kept + 1);
}

void TestRetentionService::provesWhatIsLeft()
{
    const Verdict verdict = verdictOn("/api/v1/audit/bundle");
    QCOMPARE(verdict.state, Verdict::State::Intact);
    QCOMPARE(verdict.start, Verdict::Start::DeletedByRetention);
    QCOMPARE(verdict.manifest.first, firstNumber());
    QCOMPARE(m_admin->post("/api/v1/audit/integrity/check", {}).status, 202);
    const QJsonObject integrity = checkedIntegrity(*m_admin);
    QCOMPARE(integrity["state"_L1].toString(), u"intact"_s);
    QCOMPARE(integrity["start"_L1].toString(), u"deletedByRetention"_s);
}

void TestRetentionService::keepsWhatIsLeftOverARestart()
{
    const QJsonArray before = archives();
    QVERIFY(m_platform.stop());
    // As a crash may leave it: nobody reads it, and it goes by itself once the service answers.
    const QDir segments(m_platform.folder() + u"/segments"_s);
    const QStringList tenants = segments.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!tenants.isEmpty());
    QFile leftover(segments.filePath(tenants.first() + u"/2020-01-1-500.ndjson"_s));
    QVERIFY(leftover.open(QFile::WriteOnly));
    m_platform.start();
    QLocalSocket lease;
    QVERIFY(!m_platform.join(lease).isEmpty());
    m_admin = m_platform.signedIn(u"admin"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!leftover.exists(), 300'000);
    const QJsonArray after = archives();
    QCOMPARE(after.size(), before.size());
    QCOMPARE(after.first(), before.first());
}

QTEST_GUILESS_MAIN(TestRetentionService)

#include "tst_retentionservice.moc"
