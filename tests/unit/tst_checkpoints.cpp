// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainrows.h"
#include "store/checkpoints.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using audit::chain::Checkpoint;

class TestCheckpoints : public QObject {
    Q_OBJECT

private slots:
    void init();
    void makesAKeyWhenItIsNeededFirst();
    void keepsTheKeySealedForItsTenant();
    void signsEveryThousandthEvent();
    void signsOnceAMinute();
    void signsWhenItStops();
    void signsNothingWithoutTheOperatorsKey();
    void saysThatTheOperatorsKeyIsAnother();
    void leavesNoTraceOfWhatFailed();
    void signsAgainWhatFailed();
    void beginsBehindWhatRetentionDeleted();
    void signsForAStartThatCouldNotBeSigned();
    void refusesToMoveTheStartOfASignedLogUnsigned();
    void thinsWhatIsOld();

private:
    using Operator = std::shared_ptr<const crypto::SealingKey>;

    static Operator operatorKey();
    std::unique_ptr<Checkpoints> open(const Operator &key) { return Checkpoints::open(*m_tenants, key).value(); }
    bool append(int count);
    QList<SignedCheckpoint> all() const;
    QList<qint64> numbers() const;
    ChainEnd end() const;
    QList<LogKeyRow> keys(TenantId tenant) const;
    template<typename Job>
    auto write(Job job)
    {
        return m_tenants->store().write(std::move(job));
    }

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
};

void TestCheckpoints::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s); // with its first event
}

TestCheckpoints::Operator TestCheckpoints::operatorKey()
{
    return std::make_shared<const crypto::SealingKey>(
        crypto::SealingKey::fromText(crypto::SealingKey::newText()).value());
}

bool TestCheckpoints::append(int count)
{
    const audit::Event event{.time = m_store->now(),
        .source = {},
        .user = u"hanako"_s,
        .service = u"Groupware"_s,
        .module = u"Mail"_s,
        .action = u"send"_s,
        .complement = {}};
    return m_tenants->appendEvents(m_tenant, QList<audit::Event>(count, event)).has_value();
}

QList<SignedCheckpoint> TestCheckpoints::all() const
{
    return m_tenants->store()
        .read([this](Database &database) {
            return checkpointsIn(database, m_tenant, {0, std::numeric_limits<qint64>::max()}, 10'000);
        })
        .value_or(QList<SignedCheckpoint>());
}

QList<qint64> TestCheckpoints::numbers() const
{
    QList<qint64> numbers;
    for (const SignedCheckpoint &made : all())
        numbers << made.checkpoint.number;
    return numbers;
}

ChainEnd TestCheckpoints::end() const
{
    return m_tenants->store().read([this](Database &database) { return chainEnd(database, m_tenant); }).value();
}

QList<LogKeyRow> TestCheckpoints::keys(TenantId tenant) const
{
    return m_tenants->store().read([&](Database &database) { return logKeyRows(database, tenant); }).value();
}

void TestCheckpoints::makesAKeyWhenItIsNeededFirst()
{
    const auto checkpoints = open(operatorKey());
    const auto made = checkpoints->sign(m_tenant);
    QVERIFY(made);
    QCOMPARE(keys(m_tenant).size(), 1);
    const LogKey key = keys(m_tenant).first().key;
    QCOMPARE(key.madeAt, m_store->now());
    QCOMPARE(made->checkpoint, (Checkpoint{end().logId, 1, end().tip, m_store->now(), Checkpoint::Kind::Regular}));
    QVERIFY(made->isSignedBy(key.key));
    QVERIFY(all().contains(*made)); // Its own thread may have signed this event before.
    m_store->pass(1s);
    QVERIFY(checkpoints->sign(m_tenant)->isSignedBy(key.key));
    QCOMPARE(keys(m_tenant).size(), 1);
    QCOMPARE_GE(numbers().size(), 2);
    QVERIFY(std::ranges::all_of(all(), [&](const SignedCheckpoint &one) { return one.isSignedBy(key.key); }));
}

void TestCheckpoints::keepsTheKeySealedForItsTenant()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const Operator key = operatorKey();
    {
        const auto checkpoints = open(key);
        QVERIFY(checkpoints->sign(m_tenant));
        QVERIFY(checkpoints->sign(other));
    }
    QVERIFY(keys(m_tenant).first().key.key != keys(other).first().key.key);
    // A row of another tenant does not open here.
    QVERIFY(write([&](Transaction &transaction) {
        return transaction.database().run(u"UPDATE log_keys SET tenant = CASE tenant WHEN ? THEN ? ELSE ? END"_s,
            {m_tenant.value, other.value, m_tenant.value});
    }));
    LogKeys opened(key);
    const auto signer
        = write([&](Transaction &transaction) { return opened.toSignBy(transaction, m_tenant, m_store->now()); });
    QVERIFY(!signer);
    QVERIFY(signer.error().is(platformd::messages::LogKeyDiffers));
}

void TestCheckpoints::signsEveryThousandthEvent()
{
    QVERIFY(append(104'321));
    const auto checkpoints = open(operatorKey());
    QVERIFY(checkpoints->settle());
    m_store->pass(1min);
    QVERIFY(checkpoints->settle());
    const auto made = all();
    QCOMPARE(made.size(), 105);
    for (qsizetype i = 0; i < 104; ++i) {
        QCOMPARE(made[i].checkpoint.number, (i + 1) * 1000);
        const auto hash = m_tenants->store().read(
            [&](Database &database) { return eventHash(database, m_tenant, (i + 1) * 1000); });
        QVERIFY(*hash == made[i].checkpoint.tip);
    }
    QCOMPARE(made.last().checkpoint.number, 104'322);
    QVERIFY(append(1700));
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers().mid(105), (QList<qint64>{105'000, 106'000}));
}

void TestCheckpoints::signsOnceAMinute()
{
    const auto checkpoints = open(operatorKey());
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), QList<qint64>{1});
    QVERIFY(append(5));
    m_store->pass(59s);
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), QList<qint64>{1});
    m_store->pass(1s);
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), (QList<qint64>{1, 6}));
    // Nothing new, nothing to sign.
    m_store->pass(1h);
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), (QList<qint64>{1, 6}));
    // A clock that was set back does not keep anything from being signed.
    QVERIFY(append(1));
    m_store->pass(-3h);
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), (QList<qint64>{1, 6, 7}));
}

void TestCheckpoints::signsWhenItStops()
{
    auto checkpoints = open(operatorKey());
    QVERIFY(checkpoints->settle());
    QVERIFY(append(3));
    checkpoints.reset();
    QCOMPARE(numbers(), (QList<qint64>{1, 4}));
}

void TestCheckpoints::signsNothingWithoutTheOperatorsKey()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
    const auto checkpoints = open(nullptr);
    QVERIFY(!checkpoints->keys().canSign());
    const auto made = checkpoints->sign(m_tenant);
    QVERIFY(!made);
    QVERIFY(made.error().is(platformd::messages::LogKeyMissing));
    const auto objection = m_tenants->store().read(
        [&](Database &database) { return checkpoints->keys().objection(database, m_tenant); });
    QVERIFY(objection && *objection && (*objection)->is(platformd::messages::LogKeyMissing));
    QVERIFY(append(2000));
    QCOMPARE(all().size(), 0);
    QCOMPARE(keys(m_tenant).size(), 0);
}

void TestCheckpoints::saysThatTheOperatorsKeyIsAnother()
{
    QVERIFY(open(operatorKey())->sign(m_tenant));
    LogKeys keys(operatorKey());
    const auto signer
        = write([&](Transaction &transaction) { return keys.toSignBy(transaction, m_tenant, m_store->now()); });
    QVERIFY(!signer);
    QVERIFY(signer.error().is(platformd::messages::LogKeyDiffers));
    const auto objection
        = m_tenants->store().read([&](Database &database) { return keys.objection(database, m_tenant); });
    QVERIFY(objection && *objection && (*objection)->is(platformd::messages::LogKeyDiffers));
}

/// A key that was made in a transaction which failed has never been.
void TestCheckpoints::leavesNoTraceOfWhatFailed()
{
    Checkpoints *checkpoints = nullptr;
    const auto opened = open(operatorKey());
    checkpoints = opened.get();
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const auto failed = write([&](Transaction &transaction) -> Result<SignedCheckpoint> {
        return checkpoints->sign(transaction, other).and_then([](const SignedCheckpoint &) -> Result<SignedCheckpoint> {
            return std::unexpected(Error(ErrorKind::Internal, platformd::messages::StoreFailed));
        });
    });
    QVERIFY(!failed);
    const auto made = checkpoints->sign(other);
    QVERIFY(made);
    QCOMPARE(keys(other).size(), 1);
    QVERIFY(made->isSignedBy(keys(other).first().key.key));
}

/// In the middle of catching up on a time without a key.
void TestCheckpoints::signsAgainWhatFailed()
{
    QVERIFY(append(4500));
    const auto sql = [&](const QString &statement) {
        return write([&](Transaction &transaction) { return transaction.database().run(statement); }).has_value();
    };
    QVERIFY(sql(u"CREATE TRIGGER full BEFORE INSERT ON checkpoints WHEN NEW.number = 3000"
                " BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
    const auto checkpoints = open(operatorKey());
    QVERIFY(!checkpoints->settle());
    QVERIFY(!numbers().contains(2000));
    QVERIFY(sql(u"DROP TRIGGER full"_s));
    QVERIFY(checkpoints->settle());
    for (const qint64 number : {1000, 2000, 3000, 4000})
        QCOMPARE(numbers().count(number), 1);
}

void TestCheckpoints::beginsBehindWhatRetentionDeleted()
{
    const auto checkpoints = open(operatorKey());
    QVERIFY(append(2500));
    m_store->pass(1min); // Its own thread may have signed the first event before these.
    QVERIFY(checkpoints->settle());
    const auto hash
        = m_tenants->store().read([&](Database &database) { return eventHash(database, m_tenant, 1500); }).value();
    const auto start
        = write([&](Transaction &transaction) { return checkpoints->signStart(transaction, m_tenant, 1500, *hash); });
    QVERIFY(start && *start);
    QCOMPARE((*start)->checkpoint.kind, Checkpoint::Kind::NewStart);
    QCOMPARE((*start)->checkpoint.number, 1500);
    QVERIFY((*start)->checkpoint.tip == *hash);
    QVERIFY((*start)->isSignedBy(keys(m_tenant).first().key.key));
    QCOMPARE(numbers(), (QList<qint64>{1500, 2000, 2501}));
    const auto stored
        = m_tenants->store().read([&](Database &database) { return chainStart(database, m_tenant); }).value();
    QCOMPARE(stored.number, 1500);
    QVERIFY(stored.hash == *hash);
}

void TestCheckpoints::signsForAStartThatCouldNotBeSigned()
{
    QVERIFY(append(20));
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
        const auto checkpoints = open(nullptr);
        const auto start = write([&](Transaction &transaction) {
            return checkpoints->signStart(transaction, m_tenant, 7, audit::chain::originOf("x"));
        });
        QVERIFY(start && !*start);
        QCOMPARE(all().size(), 0);
    }
    const auto checkpoints = open(operatorKey());
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), (QList<qint64>{7, 21}));
    QCOMPARE(all().first().checkpoint.kind, Checkpoint::Kind::NewStart);
    QVERIFY(all().first().checkpoint.tip == audit::chain::originOf("x"));
}

void TestCheckpoints::refusesToMoveTheStartOfASignedLogUnsigned()
{
    QVERIFY(append(20));
    QVERIFY(open(operatorKey())->sign(m_tenant));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
    const auto checkpoints = open(nullptr);
    const auto start = write([&](Transaction &transaction) {
        return checkpoints->signStart(transaction, m_tenant, 7, audit::chain::originOf("x"));
    });
    QVERIFY(!start);
    QVERIFY(start.error().is(platformd::messages::LogKeyMissing));
    QCOMPARE(m_tenants->store().read([&](Database &database) { return chainStart(database, m_tenant); })->number, 0);
}

void TestCheckpoints::thinsWhatIsOld()
{
    const auto checkpoints = open(operatorKey());
    QVERIFY(checkpoints->settle());
    for (int i = 0; i < 5; ++i) { // All is signed each time, so that its thread has nothing to do between.
        m_store->pass(1min);
        QVERIFY(append(300));
        m_store->pass(1min);
        QVERIFY(checkpoints->settle());
    }
    m_store->pass(24h);
    QVERIFY(append(1));
    QVERIFY(checkpoints->settle());
    QCOMPARE(numbers(), (QList<qint64>{1, 301, 601, 901, 1000, 1201, 1501, 1502}));
    const auto thin = [&](audit::EventTime before) {
        return write([&](Transaction &transaction) {
            return thinCheckpoints(transaction.database(), m_tenant, before);
        }).has_value();
    };
    QVERIFY(thin(m_store->now() - 25h));
    QCOMPARE(all().size(), 8);
    QVERIFY(thin(m_store->now()));
    QCOMPARE(numbers(), (QList<qint64>{1000, 1501, 1502}));
}

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints.moc"
