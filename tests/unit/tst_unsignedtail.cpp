// SPDX-License-Identifier: GPL-3.0-or-later
#include "rewriting.h"
#include "store/chainchecking.h"
#include "store/chaincheckrows.h"
#include "store/chainchecks.h"
#include "store/chainreading.h"
#include "store/checkpoints.h"
#include "store/segmentlogs.h"
#include "store/unsignedtail.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ChainFinding::Kind;
using Findings = QList<ChainFinding>;

/// What somebody did to the store while the service stood still is told before the service signs it; what a service's
/// ordinary life leaves unsigned is not.
class TestUnsignedTail : public QObject {
    Q_OBJECT

private slots:
    void init();
    void tellsOfALogWrittenAnewWithoutItsCheckpoints_data();
    void tellsOfALogWrittenAnewWithoutItsCheckpoints();
    void tellsOfALogSignedByAnothersKey();
    void tellsByItsTimesOfAShortLogWrittenAnew();
    void tellsWhileItRuns();
    void tellsItOnceAndKeepsItUntilRetentionHasDeletedIt();
    void keepsItBesideAllThatACheckFinds();
    void tellsOfOneTenantOnly();
    void goesOnBehindACheckpointThatIsNone();
    void goesOnBesideAKeyThatIsNone();
    void saysNothingOfACrash_data();
    void saysNothingOfACrash();
    void saysNothingOfABurst();
    void saysNothingOfALogFromBeforeKeys();
    void saysNothingOfRetentionAtTheStart();
    void namesWhatWasWrittenWithoutTheKey();
    void namesWhatWasWrittenUnderAnotherKey();
    void namesWhatTheOperatorsCommandsWrote_data();
    void namesWhatTheOperatorsCommandsWrote();

private:
    using Operator = std::shared_ptr<const crypto::SealingKey>;

    static Operator newKey()
    {
        return std::make_shared<const crypto::SealingKey>(
            crypto::SealingKey::fromText(crypto::SealingKey::newText()).value());
    }
    /// The service's life up to its end.
    std::unique_ptr<Checkpoints> start(const Operator &key) { return Checkpoints::open(*m_tenants, key).value(); }
    std::unique_ptr<Checkpoints> start() { return start(m_key); }
    std::unique_ptr<Checkpoints> startWithoutKey()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
        return start(nullptr);
    }
    void live(int count) { liveIn(m_tenant, count); }
    void liveIn(TenantId tenant, int count);
    bool append(int count, const QString &service = u"Groupware"_s, const QString &module = u"Mail"_s);
    bool appendTo(TenantId tenant, int count, const QString &service, const QString &module);
    bool sql(const QString &statement, const QVariantList &values = {});
    /// The end of a life is signed for, unless it was a crash.
    bool forgetFrom(qint64 number);
    bool rewrite(qint64 number);
    qint64 last() { return m_tenants->lastEventNumber(m_tenant).value(); }
    qint64 lastSigned();
    Findings check();
    /// Complements of the log's own events with this action.
    QStringList told(const QString &action = u"integrity check failed"_s) { return toldTo(m_tenant, action); }
    QStringList toldTo(TenantId tenant, const QString &action = u"integrity check failed"_s);

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    Operator m_key = newKey();
    TenantId m_tenant;
};

void TestUnsignedTail::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s); // with its first event
}

void TestUnsignedTail::liveIn(TenantId tenant, int count)
{
    const auto checkpoints = start();
    QVERIFY(appendTo(tenant, count, u"Groupware"_s, u"Mail"_s));
}

bool TestUnsignedTail::append(int count, const QString &service, const QString &module)
{
    return appendTo(m_tenant, count, service, module);
}

bool TestUnsignedTail::appendTo(TenantId tenant, int count, const QString &service, const QString &module)
{
    const audit::Event event{.time = m_store->now(),
        .source = {},
        .user = u"hanako"_s,
        .service = service,
        .module = module,
        .action = u"send"_s,
        .complement = {}};
    return m_tenants->appendEvents(tenant, QList<audit::Event>(count, event)).has_value();
}

bool TestUnsignedTail::sql(const QString &statement, const QVariantList &values)
{
    return m_tenants->store()
        .write([&](Transaction &transaction) { return transaction.database().run(statement, values); })
        .has_value();
}

bool TestUnsignedTail::forgetFrom(qint64 number)
{
    return sql(u"DELETE FROM checkpoints WHERE tenant = ? AND number >= ?"_s, {m_tenant.value, number});
}

bool TestUnsignedTail::rewrite(qint64 number)
{
    return sql(u"UPDATE events SET complement = 'x' WHERE tenant = ? AND number = ?"_s, {m_tenant.value, number})
        && rewriting::linkAnew(m_tenants->store(), m_tenant, number);
}

qint64 TestUnsignedTail::lastSigned()
{
    LogKeys keys(m_key);
    const auto made
        = m_tenants->store().read([&](Database &database) { return keys.lastCheckpoint(database, m_tenant); }).value();
    return made ? made->checkpoint.number : 0;
}

Findings TestUnsignedTail::check()
{
    const auto checks = ChainChecks::open(*m_tenants, m_key);
    checks->settle();
    return m_tenants->store()
        .read([this](Database &database) { return storedCheck(database, m_tenant); })
        .value()
        ->findings;
}

QStringList TestUnsignedTail::toldTo(TenantId tenant, const QString &action)
{
    const auto level = action == u"integrity check failed" ? audit::Level::Critical : audit::Level::Warning;
    QStringList told;
    for (const audit::Event &event : m_tenants->eventsAbove(tenant, 1'000'000, 0).value()) {
        if (event.service == u"Common" && event.module == u"Audit log" && event.action == action
            && event.level == level)
            told << event.complement;
    }
    return told;
}

void TestUnsignedTail::tellsOfALogWrittenAnewWithoutItsCheckpoints_data()
{
    QTest::addColumn<qint64>("forgotten");
    QTest::addColumn<qint64>("first");
    QTest::newRow("all of them") << qint64(0) << qint64(1);
    QTest::newRow("those that do not fit any more") << qint64(1500) << qint64(1001);
    QTest::newRow("the last thousand's") << qint64(3000) << qint64(2001);
}

void TestUnsignedTail::tellsOfALogWrittenAnewWithoutItsCheckpoints()
{
    QFETCH(const qint64, forgotten);
    QFETCH(const qint64, first);
    live(3500);
    QCOMPARE(lastSigned(), 3501);
    QVERIFY(rewrite(forgotten == 3000 ? 2500 : 1500));
    QVERIFY(forgetFrom(forgotten));
    const auto checkpoints = start();
    QCOMPARE(told(), QStringList{u"checkpoints missing: nothing proves what was written from %1 to 3501"_s.arg(first)});
    QCOMPARE(check(), (Findings{{Kind::Unsigned, first, 3501}}));
    QCOMPARE(told().size(), 1);
    QCOMPARE(lastSigned(), 3502); // It is signed with that told.
}

void TestUnsignedTail::tellsOfALogSignedByAnothersKey()
{
    live(2500);
    QVERIFY(rewrite(1500));
    const auto own = crypto::SigningKey::make();
    QVERIFY(m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto made = checkpointsIn(database, m_tenant, {0, std::numeric_limits<qint64>::max()}, 1000).value();
        return database.run(u"DELETE FROM checkpoints"_s)
            .and_then([&](qint64) {
                return database.run(u"INSERT INTO log_keys (id, tenant, key_id, public_key, sealed_key, made_at)"
                                    " VALUES (0, ?, ?, ?, x'0102', 0)"_s,
                    {m_tenant.value, QString::fromLatin1(own.verifyingKey().id()), own.verifyingKey().raw()});
            })
            .transform([&](qint64) {
                for (const SignedCheckpoint &one : made) {
                    auto forged = one.checkpoint;
                    forged.tip = eventHash(database, m_tenant, forged.number).value().value();
                    insertCheckpoint(database, m_tenant, audit::chain::signedBy(own, forged)).value();
                }
            });
    }));
    const auto checkpoints = start();
    QCOMPARE(told(), QStringList{u"checkpoints missing: nothing proves what was written from 1 to 2501"_s});
    const Findings found = check();
    QVERIFY(found.contains(ChainFinding{Kind::Unsigned, 1, 2501}));
    for (const qint64 number : {1000, 2000, 2501})
        QVERIFY(found.contains(ChainFinding{Kind::Forged, number, number}));
    QVERIFY(told().size() > 1);
}

/// Too short for a thousandth number: but in hours it was signed more than once.
void TestUnsignedTail::tellsByItsTimesOfAShortLogWrittenAnew()
{
    {
        const auto checkpoints = start();
        for (int hour = 0; hour < 5; ++hour) {
            m_store->pass(1h);
            QVERIFY(append(1, u"Common"_s, u"Authentication"_s));
        }
    }
    QCOMPARE(lastSigned(), 6);
    QVERIFY(rewrite(3));
    QVERIFY(forgetFrom(2));
    const auto checkpoints = start();
    QCOMPARE(told(), QStringList{u"checkpoints missing: nothing proves what was written from 2 to 6"_s});
}

void TestUnsignedTail::tellsWhileItRuns()
{
    const auto checkpoints = start();
    QVERIFY(append(3500));
    QVERIFY(checkpoints->settle());
    QVERIFY(rewrite(1500));
    QVERIFY(forgetFrom(1500));
    QVERIFY(checkpoints->settle());
    QCOMPARE(told(), QStringList{u"checkpoints missing: nothing proves what was written from 1001 to 3501"_s});
}

void TestUnsignedTail::tellsItOnceAndKeepsItUntilRetentionHasDeletedIt()
{
    live(3500);
    QVERIFY(forgetFrom(1500));
    for (int i = 0; i < 3; ++i) {
        live(1);
        QCOMPARE(check(), (Findings{{Kind::Unsigned, 1001, 3501}}));
    }
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 17"_s));
    QCOMPARE(check(), (Findings{{Kind::Altered, 17, 17}, {Kind::Unsigned, 1001, 3501}}));
    QCOMPARE(told().size(), 2);
    const auto checkpoints = start();
    QVERIFY(m_tenants->store().write([&](Transaction &transaction) {
        const auto hash = eventHash(transaction.database(), m_tenant, 3501).value();
        return checkpoints->signStart(transaction, m_tenant, 3501, *hash).and_then([&](const auto &) {
            return transaction.database().run(u"DELETE FROM events WHERE number <= 3501"_s);
        });
    }));
    QCOMPARE(check(), Findings());
}

void TestUnsignedTail::keepsItBesideAllThatACheckFinds()
{
    const ChainFinding notProven{Kind::Unsigned, 3, 4};
    const auto now = m_store->now();
    QVERIFY(append(40));
    QVERIFY(m_tenants->store().write(
        [&](Transaction &transaction) { return storeFinding(transaction, m_tenant, notProven, now); }));
    ChainCheck made{now, 1, last(), {}};
    for (qint64 number = 10; made.findings.size() < ChainChecking::mostFindings; ++number)
        made.findings.append({Kind::Altered, number, number});
    for (int night = 0; night < 2; ++night) {
        QVERIFY(m_tenants->store().write(
            [&](Transaction &transaction) { return storeCheck(transaction, m_tenant, made); }));
        const auto stored
            = m_tenants->store().read([&](Database &database) { return storedCheck(database, m_tenant); });
        QCOMPARE(stored.value()->findings, Findings{notProven} + made.findings);
        QCOMPARE(told().size(), 1 + made.findings.size());
    }
}

void TestUnsignedTail::tellsOfOneTenantOnly()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    live(1500);
    liveIn(other, 1500);
    QVERIFY(forgetFrom(0));
    const auto checkpoints = start();
    QCOMPARE(told().size(), 1);
    QCOMPARE(toldTo(other), QStringList());
}

void TestUnsignedTail::goesOnBehindACheckpointThatIsNone()
{
    constexpr qint64 beyond = 9'000'000'000'000'000;
    live(1500);
    const auto insert = [&](qint64 number) {
        return sql(u"INSERT INTO checkpoints (tenant, number, made_at, kind, tip, key_id, signature)"
                   " VALUES (?, ?, 0, 0, zeroblob(32), 'x', zeroblob(64))"_s,
            {m_tenant.value, number});
    };
    QVERIFY(insert(beyond) && insert(1501));
    live(1000);
    QCOMPARE(lastSigned(), 2501);
    QCOMPARE(check(), (Findings{{Kind::Forged, 1501, 1501}, {Kind::Forged, beyond, beyond}}));
    QCOMPARE(told(),
        (QStringList{u"checkpoint at 1501 is not signed by the log's key"_s,
            u"checkpoint at 9000000000000000 is not signed by the log's key"_s}));
}

void TestUnsignedTail::goesOnBesideAKeyThatIsNone()
{
    live(1500);
    const auto own = crypto::SigningKey::make();
    QVERIFY(sql(u"INSERT INTO log_keys (tenant, key_id, public_key, sealed_key, made_at)"
                " VALUES (?, 'x', ?, x'0102', 0), (?, 'y', x'03', x'0102', 0)"_s,
        {m_tenant.value, own.verifyingKey().raw(), m_tenant.value}));
    live(1000);
    QCOMPARE(lastSigned(), 2501);
    QCOMPARE(check(), Findings());
}

void TestUnsignedTail::saysNothingOfACrash_data()
{
    QTest::addColumn<int>("written");
    QTest::addColumn<qint64>("forgotten"); ///< what would have been signed at an end
    QTest::newRow("some events") << 300 << qint64(301);
    QTest::newRow("most of a thousand") << 2998 << qint64(2999);
    QTest::newRow("a whole thousand, signed with it") << 2999 << qint64(3001);
    QTest::newRow("nothing") << 0 << qint64(2);
}

void TestUnsignedTail::saysNothingOfACrash()
{
    QFETCH(const int, written);
    QFETCH(const qint64, forgotten);
    live(written);
    QVERIFY(forgetFrom(forgotten));
    m_store->pass(72h);
    live(1);
    QCOMPARE(told(), QStringList());
    QCOMPARE(check(), Findings());
    QCOMPARE(lastSigned(), last());
}

/// At no moment of it a crash would have left more.
void TestUnsignedTail::saysNothingOfABurst()
{
    const auto checkpoints = start();
    for (const int count : {7'000, 1, 101'500, 999}) {
        QVERIFY(append(count));
        QCOMPARE_GE(lastSigned(), last() / Checkpoints::eventsBetween * Checkpoints::eventsBetween);
    }
    m_store->pass(1min);
    QVERIFY(checkpoints->settle()); // Its thread has nothing to do from here on.
    // Nor of what it writes in an hour: what comes a minute after a checkpoint is signed as it comes.
    for (int i = 0; i < 10; ++i) {
        m_store->pass(6min);
        QVERIFY(append(1, u"Common"_s, u"Authentication"_s));
        QCOMPARE(lastSigned(), last());
    }
    QCOMPARE(told(), QStringList());
}

/// Its end is signed together with the making of the key: a crash before the thousands are signed leaves nothing.
void TestUnsignedTail::saysNothingOfALogFromBeforeKeys()
{
    QVERIFY(append(5000));
    const auto checkpoints = start();
    QCOMPARE(lastSigned(), 5001);
    QVERIFY(sql(u"DELETE FROM checkpoints WHERE number < 5001"_s));
    const auto again = start();
    QCOMPARE(told(), QStringList());
    QCOMPARE(check(), Findings());
}

void TestUnsignedTail::saysNothingOfRetentionAtTheStart()
{
    live(2500);
    for (const qint64 number : {1500, 2501}) {
        const auto checkpoints = start();
        QVERIFY(m_tenants->store().write([&](Transaction &transaction) {
            const auto hash = eventHash(transaction.database(), m_tenant, number).value();
            return checkpoints->signStart(transaction, m_tenant, number, *hash).and_then([&](const auto &) {
                return transaction.database().run(u"DELETE FROM events WHERE number <= ?"_s, {number});
            });
        }));
    }
    live(1);
    QCOMPARE(told(), QStringList());
    QCOMPARE(check(), Findings());
}

void TestUnsignedTail::namesWhatWasWrittenWithoutTheKey()
{
    live(1500);
    QVERIFY(forgetFrom(1501)); // It crashed.
    for (int week = 0; week < 2; ++week) {
        const auto checkpoints = startWithoutKey();
        m_store->pass(168h);
        QVERIFY(append(2000));
    }
    QCOMPARE(told(u"signing paused"_s).size(), 1);
    QVERIFY(told(u"signing paused"_s).first().contains(u"key-file"));
    // The months were closed meanwhile.
    QVERIFY(closeEvents(m_tenants->store(), m_tenant, u"2026-03"_s, 4000));
    live(1);
    QCOMPARE(told(), QStringList());
    QCOMPARE(told(u"signed afterwards"_s),
        QStringList{u"numbers: 1001 to 5502; the platform could not sign them when they were written, and so nothing "
                    "proves that they are as they were"_s});
    QCOMPARE(check(), Findings());
    QCOMPARE(lastSigned(), last());
    // And the next time it is told anew.
    {
        const auto checkpoints = startWithoutKey();
        QVERIFY(append(10));
    }
    live(1);
    QCOMPARE(told(u"signing paused"_s).size(), 2);
    QCOMPARE(told(u"signed afterwards"_s).size(), 2);
    QCOMPARE(told(), QStringList());
}

void TestUnsignedTail::namesWhatWasWrittenUnderAnotherKey()
{
    live(1500);
    {
        const auto checkpoints = start(newKey());
        QVERIFY(append(2000));
        QCOMPARE(check(), Findings());
    }
    live(1);
    QCOMPARE(told(u"signing paused"_s).size(), 1);
    QCOMPARE(told(u"signed afterwards"_s).size(), 1);
    QCOMPARE(told(), QStringList());
    QCOMPARE(check(), Findings());
}

void TestUnsignedTail::namesWhatTheOperatorsCommandsWrote_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<QString>("module");
    QTest::newRow("of their own") << 5 << u"Operation"_s;
    QTest::newRow("of the accounts that they touch") << 5 << u"Authentication"_s;
    QTest::newRow("at a thousandth number") << 998 << u"Operation"_s;
}

/// They write while the service stands, without its key, and note that they did.
void TestUnsignedTail::namesWhatTheOperatorsCommandsWrote()
{
    QFETCH(const int, before);
    QFETCH(const QString, module);
    live(before);
    m_store->pass(72h);
    m_tenants.reset();
    m_tenants = openWithoutKey(m_store->options()).value();
    QVERIFY(append(1, u"Common"_s, module));
    const qint64 written = last();
    for (int life = 0; life < 2; ++life) {
        m_tenants.reset();
        m_tenants = m_store->open();
        live(1);
        QCOMPARE(told(), QStringList());
        const QStringList named = told(u"signed afterwards"_s);
        QCOMPARE(named.size(), 1);
        QVERIFY2(named.first().startsWith(u"numbers: %1 to %1;"_s.arg(written)), qPrintable(named.first()));
    }
    // It excuses nothing that comes later.
    m_store->pass(72h);
    QVERIFY(append(1, u"Common"_s, module));
    live(1);
    QCOMPARE(told().size(), 1);
}

QTEST_GUILESS_MAIN(TestUnsignedTail)
#include "tst_unsignedtail.moc"
