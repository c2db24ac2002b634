// SPDX-License-Identifier: GPL-3.0-or-later
#include "rewriting.h"
#include "store/chainchecking.h"
#include "store/chainchecks.h"
#include "store/chainreading.h"
#include "store/chainrows.h"
#include "store/checkpoints.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"
#include "temporarystore.h"

#include <QTest>

#include <functional>
#include <future>
#include <utility>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ChainFinding::Kind;
using audit::chain::Hash;
using Findings = QList<ChainFinding>;

class TestChainChecks : public QObject {
    Q_OBJECT

private slots:
    void init();
    void findsALogWhole();
    void checksAllLogsAtTheStart();
    void namesThePlace_data();
    void namesThePlace();
    void findsEventsBehindTheEnd();
    void tellsTheLogOfEachFindingOnce();
    void tellsAnewOfWhatHasGrown();
    void takesInWhatLiesBehindTheMostThatItTells();
    void seesWhatWasMended();
    void findsALogThatWasWrittenAnew();
    void findsAForgedCheckpoint();
    void takesWhatRetentionDeletedForGone();
    void findsABeginningThatNobodySignedFor();
    void looksThroughClosedMonthsToo();
    void stopsInTheMiddle();
    void losesNothingThatIsAskedForAtTheEndOfACheck();
    void saysWhatItFoundInWords();

private:
    bool append(int count);
    bool sql(const QString &statement);
    Findings check();
    QList<SignedCheckpoint> checkpointsOf(TenantId tenant);
    /// What was told by events above that number.
    QStringList told(qint64 above = 0);

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::shared_ptr<const crypto::SealingKey> m_key = std::make_shared<const crypto::SealingKey>(
        crypto::SealingKey::fromText(crypto::SealingKey::newText()).value());
    TenantId m_tenant;
};

void TestChainChecks::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s); // with its first event
}

bool TestChainChecks::append(int count)
{
    QList<audit::Event> events;
    for (int i = 0; i < count; ++i)
        events.append({.time = m_store->now(),
            .source = {},
            .user = u"hanako"_s,
            .service = u"Groupware"_s,
            .module = u"Mail"_s,
            .action = u"send"_s,
            .complement = u"mail %1"_s.arg(i)});
    return m_tenants->appendEvents(m_tenant, events).has_value();
}

bool TestChainChecks::sql(const QString &statement)
{
    return m_tenants->store()
        .write([&](Transaction &transaction) { return transaction.database().run(statement); })
        .has_value();
}

Findings TestChainChecks::check()
{
    const auto checks = ChainChecks::open(*m_tenants, m_key);
    checks->settle();
    return m_tenants->store()
        .read([this](Database &database) { return storedCheck(database, m_tenant); })
        .value()
        ->findings;
}

QList<SignedCheckpoint> TestChainChecks::checkpointsOf(TenantId tenant)
{
    return m_tenants->store()
        .read([&](Database &database) {
            return checkpointsIn(database, tenant, {0, std::numeric_limits<qint64>::max()}, 1000);
        })
        .value();
}

QStringList TestChainChecks::told(qint64 above)
{
    QStringList told;
    for (const audit::Event &event : m_tenants->eventsAbove(m_tenant, 1'000'000, above).value()) {
        if (event.level == audit::Level::Critical && event.module == u"Audit log" && event.service == u"Common"
            && event.action == u"integrity check failed")
            told << event.complement;
    }
    return told;
}

void TestChainChecks::findsALogWhole()
{
    const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
    QVERIFY(append(5000));
    QVERIFY(checkpoints->settle());
    const auto checks = ChainChecks::open(*m_tenants, m_key);
    checks->settle();
    QVERIFY(!checks->isUnderWay(m_tenant));
    const auto result = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QVERIFY(result && *result);
    QCOMPARE(**result, (ChainCheck{m_store->now(), 1, 5001, {}}));
    QCOMPARE(told(), QStringList());
    // Asked for again, it sees what came since.
    m_store->pass(1h);
    QVERIFY(append(3));
    checks->request(m_tenant);
    checks->settle();
    const auto again = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QCOMPARE(**again, (ChainCheck{m_store->now(), 1, 5004, {}}));
}

void TestChainChecks::checksAllLogsAtTheStart()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE tenant = %1"_s.arg(other.value)));
    QCOMPARE(check(), Findings());
    const auto found = m_tenants->store().read([&](Database &database) { return storedCheck(database, other); });
    QCOMPARE((*found)->findings, (Findings{{Kind::Altered, 1, 1}}));
    QCOMPARE(told(), QStringList());
}

void TestChainChecks::namesThePlace_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<Findings>("findings");
    QTest::addColumn<QStringList>("complements");
    const auto row
        = [](const char *name, const QStringList &statements, const Findings &findings,
              const QStringList &complements) { QTest::newRow(name) << statements << findings << complements; };
    row("a complement", {u"UPDATE events SET complement = 'x' WHERE number = 17"_s}, {{Kind::Altered, 17, 17}},
        {u"altered at number 17"_s});
    row("a time by a microsecond", {u"UPDATE events SET time = time + 1 WHERE number = 1"_s}, {{Kind::Altered, 1, 1}},
        {u"altered at number 1"_s});
    row("a level that is none", {u"UPDATE events SET level = 77 WHERE number = 17"_s}, {{Kind::Altered, 17, 17}},
        {u"altered at number 17"_s});
    row("the hash alone", {u"UPDATE events SET hash = zeroblob(32) WHERE number = 17"_s}, {{Kind::Altered, 17, 17}},
        {u"altered at number 17"_s});
    row("a hash that is none", {u"UPDATE events SET hash = x'00' WHERE number = 17"_s}, {{Kind::Altered, 17, 17}},
        {u"altered at number 17"_s});
    row("the last one", {u"UPDATE events SET result = 2 WHERE number = 51"_s}, {{Kind::Altered, 51, 51}},
        {u"altered at number 51"_s});
    row("a name that many events share", {u"UPDATE event_names SET text = 'taro' WHERE text = 'hanako'"_s},
        {{Kind::Altered, 2, 51}}, {u"altered between 2 and 51"_s});
    row("two places",
        {u"UPDATE events SET complement = 'x' WHERE number IN (17, 18)"_s, u"DELETE FROM events WHERE number = 30"_s},
        {{Kind::Altered, 17, 18}, {Kind::Missing, 30, 30}},
        {u"altered between 17 and 18"_s, u"missing between 29 and 31"_s});
    row("some in the middle", {u"DELETE FROM events WHERE number BETWEEN 17 AND 20"_s}, {{Kind::Missing, 17, 20}},
        {u"missing between 16 and 21"_s});
    row("the first", {u"DELETE FROM events WHERE number < 4"_s}, {{Kind::Missing, 1, 3}},
        {u"missing between 0 and 4"_s});
    row("the last", {u"DELETE FROM events WHERE number > 47"_s}, {{Kind::CutOff, 48, 51}},
        {u"cut off after 47; it had gone on to 51"_s});
    row("all", {u"DELETE FROM events"_s}, {{Kind::CutOff, 1, 51}}, {u"cut off after 0; it had gone on to 51"_s});
    row("two that changed places",
        {u"UPDATE events SET number = -1 WHERE number = 17"_s, u"UPDATE events SET number = 17 WHERE number = 18"_s,
            u"UPDATE events SET number = 18 WHERE number = -1"_s},
        {{Kind::Altered, 17, 19}}, {u"altered between 17 and 19"_s});
    row("where the chain ends", {u"UPDATE tenants SET chain_tip = zeroblob(32)"_s}, {{Kind::Altered, 51, 51}},
        {u"altered at number 51"_s});
}

void TestChainChecks::namesThePlace()
{
    QFETCH(const QStringList, statements);
    QFETCH(const Findings, findings);
    QFETCH(const QStringList, complements);
    QVERIFY(append(50));
    for (const QString &statement : statements)
        QVERIFY2(sql(statement), qPrintable(statement));
    QCOMPARE(check(), findings);
    QCOMPARE(told(), complements);
}

void TestChainChecks::findsEventsBehindTheEnd()
{
    const Hash origin = audit::chain::originOf("log");
    const Hash first = audit::chain::linked(origin, "one");
    ChainChecking checking({0, origin});
    checking.see({1, "one", first.toBytes()});
    checking.see({2, "two", audit::chain::linked(first, "two").toBytes()});
    checking.finish({"log", 1, first}, {});
    QCOMPARE(checking.findings(), (Findings{{Kind::Altered, 2, 2}}));
}

void TestChainChecks::tellsTheLogOfEachFindingOnce()
{
    QVERIFY(append(50));
    QVERIFY(sql(u"DELETE FROM events WHERE number > 47"_s));
    (void)check();
    QCOMPARE(told().size(), 1);
    // What is told goes on behind the gap.
    QCOMPARE(check(), (Findings{{Kind::Missing, 48, 51}}));
    QCOMPARE(check(), (Findings{{Kind::Missing, 48, 51}}));
    QCOMPARE(told().size(), 1);
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 5"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 5}, {Kind::Missing, 48, 51}}));
    QCOMPARE(told(), (QStringList{u"cut off after 47; it had gone on to 51"_s, u"altered at number 5"_s}));
}

void TestChainChecks::tellsAnewOfWhatHasGrown()
{
    QVERIFY(append(50));
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 5"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 5}}));
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number BETWEEN 5 AND 30"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 30}}));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 30}}));
    QCOMPARE(told(), (QStringList{u"altered at number 5"_s, u"altered between 5 and 30"_s}));
}

void TestChainChecks::takesInWhatLiesBehindTheMostThatItTells()
{
    QVERIFY(append(100));
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number % 2 = 0 AND number <= 60"_s));
    const Findings found = check();
    QCOMPARE(found.size(), ChainChecking::mostFindings);
    QCOMPARE(found.first(), (ChainFinding{Kind::Altered, 2, 2}));
    QCOMPARE(found.last(), (ChainFinding{Kind::Altered, 40, 60}));
    QCOMPARE(told().size(), ChainChecking::mostFindings);
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 90"_s));
    QCOMPARE(check().last(), (ChainFinding{Kind::Altered, 40, 90}));
    QCOMPARE(told().last(), u"altered between 40 and 90"_s);
}

void TestChainChecks::seesWhatWasMended()
{
    QVERIFY(append(50));
    QVERIFY(sql(u"UPDATE events SET level = level + 1 WHERE number = 5"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 5}}));
    QVERIFY(sql(u"UPDATE events SET level = level - 1 WHERE number = 5"_s));
    QCOMPARE(check(), Findings());
    QVERIFY(sql(u"UPDATE events SET level = level + 1 WHERE number = 5"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 5, 5}}));
    QCOMPARE(told().size(), 2);
}

void TestChainChecks::findsALogThatWasWrittenAnew()
{
    {
        const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
        QVERIFY(append(3500));
        QVERIFY(checkpoints->settle());
    }
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 1500"_s));
    QVERIFY(rewriting::linkAnew(m_tenants->store(), m_tenant, 1500));
    QCOMPARE(check(), (Findings{{Kind::Rewritten, 1001, 2000}}));
    QCOMPARE(told(), QStringList{u"checkpoint does not fit: written anew somewhere from 1001 to 2000"_s});
}

void TestChainChecks::findsAForgedCheckpoint()
{
    const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
    QVERIFY(append(3500));
    QVERIFY(checkpoints->settle());
    QCOMPARE(check(), Findings());
    QVERIFY(sql(u"UPDATE checkpoints SET made_at = made_at - 1 WHERE number = 2000"_s));
    QCOMPARE(check(), (Findings{{Kind::Forged, 2000, 2000}}));
    QCOMPARE(told(), QStringList{u"checkpoint at 2000 is not signed by the log's key"_s});
    // Nor do they help who has written the log anew, and deletes the key besides.
    QVERIFY(sql(u"UPDATE checkpoints SET made_at = made_at + 1 WHERE number = 2000"_s));
    QCOMPARE(check(), Findings());
    QVERIFY(sql(u"DELETE FROM log_keys"_s));
    QCOMPARE(check().first().kind, Kind::Forged);
}

void TestChainChecks::takesWhatRetentionDeletedForGone()
{
    const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
    QVERIFY(append(3500));
    QVERIFY(checkpoints->settle());
    const auto deleted = m_tenants->store().write([&](Transaction &transaction) {
        const auto hash = eventHash(transaction.database(), m_tenant, 2500).value();
        return checkpoints->signStart(transaction, m_tenant, 2500, *hash)
            .and_then([&](const std::optional<SignedCheckpoint> &) {
                return transaction.database().run(u"DELETE FROM events WHERE number <= 2500"_s);
            });
    });
    QVERIFY(deleted);
    QCOMPARE(check(), Findings());
    const auto result = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QCOMPARE((*result)->first, 2501);
    QVERIFY(sql(u"DELETE FROM events WHERE number < 2600"_s));
    QCOMPARE(check(), (Findings{{Kind::Missing, 2501, 2599}}));
}

void TestChainChecks::findsABeginningThatNobodySignedFor()
{
    {
        const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
        QVERIFY(append(50));
        QVERIFY(checkpoints->sign(m_tenant));
    }
    QVERIFY(sql(u"UPDATE tenants SET chain_start = 20,"
                " start_hash = (SELECT hash FROM events WHERE number = 20)"_s));
    QVERIFY(sql(u"DELETE FROM events WHERE number <= 20"_s));
    QCOMPARE(check(), (Findings{{Kind::Missing, 1, 20}}));
    QCOMPARE(told(), QStringList{u"missing between 0 and 21"_s});
}

void TestChainChecks::looksThroughClosedMonthsToo()
{
    const auto checkpoints = Checkpoints::open(*m_tenants, m_key).value();
    QVERIFY(append(3500));
    QVERIFY(checkpoints->settle());
    QVERIFY(closeEvents(m_tenants->store(), m_tenant, u"2026-02"_s, 1500));
    QVERIFY(closeEvents(m_tenants->store(), m_tenant, u"2026-03"_s, 2600));
    QCOMPARE(check(), Findings());
    const auto whole = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QCOMPARE((*whole)->first, 1);
    QCOMPARE((*whole)->last, 3501);
    const auto hash = [this](qint64 number) {
        return m_tenants->store()
            .read([&](Database &database) { return hashInLog(database, m_tenant, number); })
            .value();
    };
    for (const SignedCheckpoint &made : checkpointsOf(m_tenant))
        QVERIFY(hash(made.checkpoint.number) == made.checkpoint.tip);
    QVERIFY(!hash(3502));
    // Retention deletes the first month and a part of the second.
    const Hash start = *hash(1800);
    QVERIFY(deleteEventsBelow(m_tenants->store(), m_tenant, 1801, [&](Transaction &transaction) {
        return checkpoints->signStart(transaction, m_tenant, 1800, start).transform([](const auto &) { });
    }));
    QCOMPARE(check(), Findings());
    QVERIFY(hash(1800) == start);
    // A byte in the file; then the file.
    const auto segment = m_tenants->store().read([this](Database &database) { return segmentsOf(database, m_tenant); });
    const QString lines = m_tenants->store().segments().folder().linesOf(m_tenant, segment->first());
    QFile file(lines);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QFile::ReadWrite));
    const QByteArray text = file.readAll();
    QVERIFY(file.seek(text.indexOf("mail 1999")) && file.write("M") == 1);
    file.close();
    QCOMPARE(check(), (Findings{{Kind::Altered, 2001, 2001}}));
    QVERIFY(QFile::remove(lines));
    QCOMPARE(check(), (Findings{{Kind::Missing, 1801, 2600}}));
    // A log whose oldest file is gone can be read from behind it only.
    QCOMPARE(told(2600), (QStringList{u"altered at number 2001"_s, u"missing between 1800 and 2601"_s}));
}

void TestChainChecks::stopsInTheMiddle()
{
    QVERIFY(append(50));
    QVERIFY(sql(u"DELETE FROM events WHERE number > 47"_s));
    const auto checks = ChainChecks::open(*m_tenants, m_key);
    checks->settle();
    QVERIFY(append(20'000));
    m_store->pass(1h);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(checks->check(m_tenant, stop.get_token()));
    const auto result = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QCOMPARE((*result)->at, m_store->now() - 1h);
    QVERIFY(!checks->isUnderWay(m_tenant));
}

void TestChainChecks::losesNothingThatIsAskedForAtTheEndOfACheck()
{
    const auto checks = ChainChecks::open(*m_tenants, m_key);
    checks->settle();
    m_store->pass(1h);
    QVERIFY(sql(u"ALTER TABLE checkpoints RENAME TO elsewhere"_s));
    // A check that fails says so on its own thread, when it is through: then one is asked for again.
    static std::function<void()> atTrouble;
    std::promise<void> asked;
    atTrouble = [&] {
        (void)sql(u"ALTER TABLE elsewhere RENAME TO checkpoints"_s);
        checks->request(m_tenant);
        asked.set_value();
    };
    const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &) {
        if (QLatin1StringView(context.category) == "sekimorid.integrity"_L1)
            std::exchange(atTrouble, {})();
    });
    checks->request(m_tenant);
    asked.get_future().wait();
    checks->settle();
    qInstallMessageHandler(before);
    const auto result = m_tenants->store().read([this](Database &database) { return storedCheck(database, m_tenant); });
    QCOMPARE((*result)->at, m_store->now());
}

void TestChainChecks::saysWhatItFoundInWords()
{
    const Findings all{{Kind::Altered, 17, 17}, {Kind::Altered, 17, 19}, {Kind::Missing, 1, 3}, {Kind::Missing, 5, 6},
        {Kind::CutOff, 48, 51}, {Kind::Rewritten, 1001, 2000}, {Kind::Unsigned, 1001, 2000},
        {Kind::Forged, 2000, 2000}};
    QSet<QByteArray> sentences;
    for (const ChainFinding &finding : all)
        sentences.insert(sentenceOf(finding).message->code);
    QCOMPARE(sentences.size(), all.size());
    QCOMPARE(findingsIn(toText(all)), all);
    QCOMPARE(findingsIn({}), Findings());
    QCOMPARE(findingsIn(u"nonsense\naltered 1\nmissing 1 2"_s), (Findings{{Kind::Missing, 1, 2}}));
    QCOMPARE(sentenceOf(all[3]).arguments, (QStringList{u"4"_s, u"7"_s}));
}

QTEST_GUILESS_MAIN(TestChainChecks)
#include "tst_chainchecks.moc"
