// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"
#include "servicefixture.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace sekimori;
using namespace sekimori::test;
using namespace Qt::StringLiterals;
using audit::bundle::Verdict;

/// Whoever has the store in his hands while the service stands still is found out when it runs again.
class TestIntegrity : public QObject {
    Q_OBJECT

private slots:
    void init();
    void provesWhatItHandsOut();
    void findsWhatWasDoneToTheStore_data();
    void findsWhatWasDoneToTheStore();
    void tellsItOnce();

private:
    bool sql(const QStringList &statements);
    /// After the check that each start brings.
    QJsonObject integrity();
    QStringList told();

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ApiClient> m_chief;
};

void TestIntegrity::init()
{
    m_chief.reset();
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service->administrator("alpha"));
    for (int i = 1; i < 6; ++i)
        QCOMPARE(m_chief
                     ->put("/api/v1/settings/ipRestriction", ipRestriction(u"allowAll"_s, {u"192.0.2.%1"_s.arg(i)}),
                         {{"If-Match", '"' + QByteArray::number(i - 1) + '"'}})
                     .status,
            200);
}

bool TestIntegrity::sql(const QStringList &statements)
{
    bool isDone = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"intruder"_s);
        database.setDatabaseName(m_service->folder() + u"/data/platform.db"_s);
        isDone = database.open();
        for (const QString &statement : statements)
            isDone = isDone && QSqlQuery(database).exec(statement);
    }
    QSqlDatabase::removeDatabase(u"intruder"_s);
    return isDone;
}

QJsonObject TestIntegrity::integrity()
{
    m_chief->setPort(m_service->port());
    return checkedIntegrity(*m_chief);
}

QStringList TestIntegrity::told()
{
    QStringList told;
    const QJsonObject page = m_chief->get("/api/v1/audit/events?limit=100&filter=level:critical").json();
    for (const QJsonValue &event : page["events"_L1].toArray())
        told << event["action"_L1].toString() + u": "_s + event["complement"_L1].toString();
    return told;
}

void TestIntegrity::provesWhatItHandsOut()
{
    const QByteArray pem = m_chief->get("/api/v1/audit/log-key").json()["key"_L1]["publicKey"_L1].toString().toLatin1();
    const ApiAnswer answer = m_chief->download("/api/v1/audit/bundle");
    QCOMPARE(answer.status, 200);
    QFile bundle(m_service->folder() + u"/bundle.zip"_s);
    QFile key(m_service->folder() + u"/log-key.pem"_s);
    QVERIFY(bundle.open(QFile::WriteOnly) && bundle.write(answer.body) == answer.body.size());
    QVERIFY(key.open(QFile::WriteOnly) && key.write(pem) == pem.size());
    bundle.close();
    key.close();
    const auto verdict
        = audit::bundle::verifyBundle(bundle.fileName(), {.keys = {*crypto::VerifyingKey::fromPem(pem)}});
    QVERIFY(verdict);
    QCOMPARE(verdict->state, Verdict::State::Intact);
    QVERIFY(verdict->eventsChecked >= 6);
    // And by the tool for everybody.
    QProcess tool;
    tool.start(QStringLiteral(SEKIMORI_LOG), {u"verify"_s, u"--key"_s, key.fileName(), bundle.fileName()});
    QVERIFY(tool.waitForFinished(120'000));
    const QByteArray said = tool.readAllStandardError() + tool.readAllStandardOutput();
    QVERIFY2(tool.exitCode() == 0, said.constData());
    // Only against a key from outside.
    tool.start(QStringLiteral(SEKIMORI_LOG), {u"verify"_s, bundle.fileName()});
    QVERIFY(tool.waitForFinished(120'000));
    QVERIFY(tool.exitCode() != 0);
}

void TestIntegrity::findsWhatWasDoneToTheStore_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<qint64>("place");
    QTest::addColumn<QString>("words");
    QTest::newRow("an event altered") << QStringList{u"UPDATE events SET complement = 'nothing' WHERE number = 3"_s}
                                      << qint64(3) << u"altered at number 3"_s;
    QTest::newRow("events deleted") << QStringList{u"DELETE FROM events WHERE number IN (3, 4)"_s} << qint64(3)
                                    << u"missing between 2 and 5"_s;
    QTest::newRow("a checkpoint altered") << QStringList{u"UPDATE checkpoints SET signature = zeroblob(64)"
                                                         " WHERE number = (SELECT max(number) FROM checkpoints)"_s}
                                          << qint64(0) << u"is not signed by the log's key"_s;
    QTest::newRow("all checkpoints deleted") << QStringList{u"DELETE FROM checkpoints"_s} << qint64(1)
                                             << u"checkpoints missing: nothing proves what was written from 1 to "_s;
    QTest::newRow("a checkpoint behind the end")
        << QStringList{u"INSERT INTO checkpoints (tenant, number, made_at, kind, tip, key_id, signature)"
                       " SELECT id, 9000000000000000, 0, 0, zeroblob(32), 'x', zeroblob(64) FROM tenants"_s}
        << qint64(9'000'000'000'000'000) << u"checkpoint at 9000000000000000 is not signed by the log's key"_s;
    QTest::newRow("the end forgotten with all that follows from it")
        << QStringList{u"DELETE FROM events WHERE number > 5"_s,
               u"UPDATE tenants SET last_event = 5, chained = 5,"
               " chain_tip = (SELECT hash FROM events WHERE number = 5)"_s}
        // Its own event is number 6 by the time of the nightly check, which may have come before this look.
        << qint64(0) << u"cut off after 5"_s;
}

void TestIntegrity::findsWhatWasDoneToTheStore()
{
    QFETCH(const QStringList, statements);
    QFETCH(const qint64, place);
    QFETCH(const QString, words);
    QVERIFY(m_service->stop());
    QVERIFY(sql(statements));
    QVERIFY(m_service->start());
    const QJsonObject found = integrity();
    QCOMPARE(found["state"_L1].toString(), u"broken"_s);
    if (place > 0)
        QCOMPARE(found["place"_L1].toInteger(), place);
    QCOMPARE(told().size(), 1);
    QVERIFY2(told().first().startsWith(u"integrity check failed: ") && told().first().contains(words),
        qPrintable(told().first()));
}

void TestIntegrity::tellsItOnce()
{
    QCOMPARE(m_chief->call("POST", "/api/v1/audit/integrity/check").status, 202);
    QCOMPARE(integrity()["state"_L1].toString(), u"intact"_s);
    QVERIFY(m_service->stop());
    QVERIFY(sql({u"UPDATE events SET complement = 'nothing' WHERE number = 3"_s}));
    for (int i = 0; i < 2; ++i) {
        QVERIFY(m_service->start());
        QCOMPARE(integrity()["state"_L1].toString(), u"broken"_s);
        QCOMPARE(told().size(), 1);
        QVERIFY(m_service->stop());
    }
}

QTEST_GUILESS_MAIN(TestIntegrity)
#include "tst_integrity.moc"
