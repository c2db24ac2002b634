// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "edge/signin.h"
#include "store/recovering.h"
#include "store/userrows.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

#include <latch>
#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString rightPassword = u"river-stone-4711"_s;

}

/// Lockout from the sign-in down to the disk, with real hashes.
class TestLockouts : public QObject {
    Q_OBJECT

private slots:
    void init();
    void locksAfterSoManyWrongPasswords();
    void judgesExactlySoManyOfACrowd();
    void answersAllFailuresAlikeAfterTheSameWork();
    void beginsToCountAgainAfterASuccess();
    void beginsToCountAgainAfterAPasswordChange();
    void unlocksByTime();
    void staysLockedUntilItsTimeWhateverThePolicyBecomes();
    void obeysAStricterPolicyAtOnce();
    void locksNobodyWhereThePolicySaysNever();
    void locksTheLastAdministratorForAnHourAtMost();
    void outlivesARestart();
    void countsWhatACrashLeftUnjudgedAsWrong();
    void countsGuessesThatTheDiskDidNotTake();
    void locksNothingForNamesThatNobodyHas();
    void unlocksWithAReason();
    void unlocksWhomTheOperatorRecovers();
    void listsWhoIsLocked();
    void forgetsWhoWasDeleted();

private:
    void reopen();
    void setPolicy(const policy::AccountLockout &policy);
    Passage passage(int address = 1) const;
    std::expected<User, SignInRefusal> attempt(const QString &loginName, const QString &password, int address = 1);
    /// From another address each, so that nobody is slowed.
    void guess(const QString &loginName, int times);
    UserId idOf(const QString &loginName) const { return (*m_tenants->findUser(m_tenant, loginName))->id; }
    QList<Lock> locks() const { return m_lockouts->locks(m_tenant)->newest; }
    QList<audit::Event> eventsOf(const QString &action) const;

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Lockouts> m_lockouts;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<Staff> m_staff;
    std::unique_ptr<crypto::PasswordHasher> m_hasher;
    std::unique_ptr<SignIn> m_signIn;
    TenantId m_tenant;
    int m_address = 0;
};

void TestLockouts::init()
{
    m_signIn.reset();
    m_staff.reset();
    m_sessions.reset();
    m_lockouts.reset();
    m_tenants.reset();
    m_address = 0;
    m_store = std::make_unique<TemporaryStore>();
    m_hasher
        = std::make_unique<crypto::PasswordHasher>(crypto::Argon2Parameters{.memoryKib = 64, .passes = 1, .lanes = 1});
    reopen();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const QByteArray hash = m_hasher->hash(rightPassword).value();
    QVERIFY(m_tenants->addUsers(
        m_tenant, {{u"sato"_s, u"Sato"_s, Role::User, hash}, {u"mori"_s, u"Mori"_s, Role::Administrator, hash}}));
}

void TestLockouts::reopen()
{
    m_signIn.reset();
    m_staff.reset();
    m_sessions.reset();
    m_lockouts.reset();
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_lockouts = std::move(Lockouts::open(*m_tenants).value());
    m_sessions = std::move(Sessions::open(*m_tenants).value());
    m_staff = std::make_unique<Staff>(*m_tenants, *m_sessions);
    m_signIn = std::make_unique<SignIn>(*m_tenants, *m_lockouts, *m_staff, *m_hasher, [](const Refusal &) { });
}

void TestLockouts::setPolicy(const policy::AccountLockout &policy)
{
    auto state = std::make_shared<TenantState>(*m_tenants->snapshot()->byId.value(m_tenant));
    state->settings.accountLockout = policy;
    m_tenants->publish(state);
}

Passage TestLockouts::passage(int address) const
{
    Passage passage;
    passage.tenant = m_tenants->snapshot()->byId.value(m_tenant);
    passage.client = IpAddress::v4(0x0a000000 + quint32(address));
    return passage;
}

std::expected<User, SignInRefusal> TestLockouts::attempt(const QString &loginName, const QString &password, int address)
{
    return m_signIn->byPassword(passage(address), loginName, password);
}

void TestLockouts::guess(const QString &loginName, int times)
{
    for (int i = 0; i < times; ++i)
        QVERIFY(!attempt(loginName, u"wrong"_s, ++m_address));
}

QList<audit::Event> TestLockouts::eventsOf(const QString &action) const
{
    QList<audit::Event> found = m_tenants->events(m_tenant, 1000)->events;
    found.removeIf([&](const audit::Event &event) { return event.action != action; });
    return found;
}

void TestLockouts::locksAfterSoManyWrongPasswords()
{
    guess(u"sato"_s, 9);
    QVERIFY(locks().isEmpty());
    guess(u"sato"_s, 1);
    QCOMPARE(locks().size(), 1);
    QVERIFY(!attempt(u"Sato"_s, rightPassword, 77));
    QVERIFY(attempt(u"mori"_s, rightPassword, 77));

    const QList<audit::Event> events = eventsOf(u"account locked"_s);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].user, u"sato"_s);
    QCOMPARE(events[0].source, u"10.0.0.10"_s);
    QCOMPARE(events[0].module, u"Authentication"_s);
    QCOMPARE(events[0].level, audit::Level::Warning);
    QCOMPARE(events[0].complement,
        u"wrong passwords: 10; addresses: 10.0.0.10, 10.0.0.9, 10.0.0.8, 10.0.0.7, 10.0.0.6, 10.0.0.5, 10.0.0.4, "
        "10.0.0.3, 10.0.0.2, 10.0.0.1; until: 2026-03-05T14:30:00.000000Z"_s);
}

/// 200 at once, from twenty addresses that are not slowed yet.
void TestLockouts::judgesExactlySoManyOfACrowd()
{
    constexpr int crowd = 200;
    for (const int attempts : {3, 10}) {
        setPolicy({.attempts = attempts});
        const quint64 hashes = m_hasher->hashesMade();
        const quint64 decoys = m_hasher->decoysMade();
        std::latch start(crowd);
        {
            std::vector<std::jthread> guesses;
            for (int i = 0; i < crowd; ++i)
                guesses.emplace_back([&, i] {
                    start.arrive_and_wait();
                    (void)m_signIn->byPassword(passage(attempts * 100 + i % 20), u"sato"_s, u"wrong %1"_s.arg(i));
                });
        }
        QCOMPARE(m_hasher->hashesMade() - hashes, quint64(crowd));
        QCOMPARE(m_hasher->hashesMade() - hashes - (m_hasher->decoysMade() - decoys), quint64(attempts));
        QCOMPARE(locks().size(), 1);
        QCOMPARE(locks().first().count.wrong, attempts);
        QCOMPARE(locks().first().count.judging, 0);
        QCOMPARE(eventsOf(u"account locked"_s).size(), 1);
        QVERIFY(!attempt(u"sato"_s, rightPassword));
        init();
    }
}

void TestLockouts::answersAllFailuresAlikeAfterTheSameWork()
{
    guess(u"sato"_s, 10);
    struct Work {
        std::expected<User, SignInRefusal> outcome;
        quint64 hashes;
        quint64 commits;
    };
    const auto work = [this](const QString &name, const QString &password) {
        const quint64 hashes = m_hasher->hashesMade();
        const quint64 commits = m_tenants->store().commitsMade();
        auto outcome = attempt(name, password, ++m_address);
        return Work{std::move(outcome), m_hasher->hashesMade() - hashes, m_tenants->store().commitsMade() - commits};
    };
    const Work wrong = work(u"mori"_s, u"wrong"_s);
    const std::array others{work(u"sato"_s, rightPassword), work(u"sato"_s, u"wrong"_s), work(u"nosuch"_s, u"wrong"_s)};
    QVERIFY(!wrong.outcome);
    QVERIFY(wrong.outcome.error().error.is(SessionRefused));
    QCOMPARE(wrong.hashes, 1);
    QCOMPARE(wrong.commits, 2);
    for (const Work &other : others) {
        QVERIFY(!other.outcome);
        QCOMPARE(other.outcome.error().error, wrong.outcome.error().error);
        QVERIFY(!other.outcome.error().wait);
        QCOMPARE(other.hashes, wrong.hashes);
        QCOMPARE(other.commits, wrong.commits);
    }
}

void TestLockouts::beginsToCountAgainAfterASuccess()
{
    for (int round = 0; round < 3; ++round) {
        guess(u"sato"_s, 9);
        QVERIFY(attempt(u"sato"_s, rightPassword, ++m_address));
    }
    QVERIFY(locks().isEmpty());
    QVERIFY(eventsOf(u"account locked"_s).isEmpty());
}

void TestLockouts::beginsToCountAgainAfterAPasswordChange()
{
    guess(u"sato"_s, 9);
    QVERIFY(m_tenants->store().write([this](Transaction &transaction) {
        return restartGuesses(transaction.database(), m_tenant, idOf(u"sato"_s));
    }));
    guess(u"sato"_s, 9);
    QVERIFY(locks().isEmpty());
    guess(u"sato"_s, 1);
    QCOMPARE(locks().size(), 1);
    // What is locked stays so.
    QVERIFY(m_tenants->store().write([this](Transaction &transaction) {
        return restartGuesses(transaction.database(), m_tenant, idOf(u"sato"_s));
    }));
    QVERIFY(!attempt(u"sato"_s, rightPassword));
}

void TestLockouts::unlocksByTime()
{
    guess(u"sato"_s, 10);
    m_store->pass(30min - 1us);
    QVERIFY(!attempt(u"sato"_s, rightPassword, 77));
    m_store->pass(1us);
    QVERIFY(locks().isEmpty());
    guess(u"sato"_s, 9); // the count began again
    QVERIFY(attempt(u"sato"_s, rightPassword, 77));
    const auto events = eventsOf(u"account unlocked"_s);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].user, u"nobody"_s);
    QCOMPARE(events[0].level, audit::Level::Warning);
    QCOMPARE(events[0].complement, u"login name: sato; reason: its time was over at 2026-03-05T14:30:00.000000Z"_s);
}

void TestLockouts::staysLockedUntilItsTimeWhateverThePolicyBecomes()
{
    guess(u"sato"_s, 10);
    setPolicy({.attempts = {}, .duration = 3min});
    m_store->pass(29min);
    QVERIFY(!attempt(u"sato"_s, rightPassword));
    m_store->pass(1min);
    QVERIFY(attempt(u"sato"_s, rightPassword));
    setPolicy({.attempts = 3, .duration = 3min});
    guess(u"sato"_s, 3);
    QCOMPARE(locks().first().count.lockedUntil, m_store->now() + 3min);
}

void TestLockouts::obeysAStricterPolicyAtOnce()
{
    guess(u"sato"_s, 5);
    setPolicy({.attempts = 3});
    QVERIFY(locks().isEmpty());
    guess(u"sato"_s, 1);
    QCOMPARE(locks().size(), 1);
    QVERIFY(!attempt(u"sato"_s, rightPassword));
}

void TestLockouts::locksNobodyWhereThePolicySaysNever()
{
    setPolicy({.attempts = {}});
    guess(u"sato"_s, 30);
    QVERIFY(locks().isEmpty());
    QVERIFY(attempt(u"sato"_s, rightPassword));
}

void TestLockouts::locksTheLastAdministratorForAnHourAtMost()
{
    setPolicy({.attempts = 3, .duration = {}});
    guess(u"sato"_s, 3);
    guess(u"chief"_s, 3);
    guess(u"mori"_s, 3);
    QCOMPARE(locks().size(), 3);
    for (const Lock &lock : locks())
        QCOMPARE(
            lock.count.lockedUntil, lock.loginName == u"mori" ? std::optional(m_store->now() + 60min) : std::nullopt);
    m_store->pass(60min);
    QVERIFY(attempt(u"mori"_s, rightPassword));
    QCOMPARE(locks().size(), 2);
    // And again, while the other one is still locked.
    guess(u"mori"_s, 3);
    QCOMPARE(locks().first().count.lockedUntil, m_store->now() + 60min);
}

void TestLockouts::outlivesARestart()
{
    guess(u"sato"_s, 9);
    reopen();
    guess(u"sato"_s, 1);
    QCOMPARE(locks().size(), 1);
    const QList<Lock> before = locks();
    reopen();
    QCOMPARE(locks(), before);
    QVERIFY(!attempt(u"sato"_s, rightPassword));
}

void TestLockouts::countsWhatACrashLeftUnjudgedAsWrong()
{
    const auto user = m_tenants->findUser(m_tenant, u"sato"_s);
    for (int i = 0; i < 12; ++i) {
        const auto guess = m_lockouts->admit(*m_tenants->snapshot()->byId.value(m_tenant), *user, u"192.0.2.1"_s);
        QCOMPARE(guess->isJudged, i < 10);
    }
    QVERIFY(locks().isEmpty());
    reopen();
    QCOMPARE(locks().size(), 1);
    QCOMPARE(eventsOf(u"account locked"_s).size(), 1);
    QVERIFY(!attempt(u"sato"_s, rightPassword));
}

void TestLockouts::countsGuessesThatTheDiskDidNotTake()
{
    setPolicy({.attempts = 3});
    const auto user = m_tenants->findUser(m_tenant, u"sato"_s);
    const auto state = m_tenants->snapshot()->byId.value(m_tenant);
    const auto run = [this](const QString &statement) {
        return m_tenants->store()
            .write([&](Transaction &transaction) { return transaction.database().run(statement); })
            .has_value();
    };
    for (int i = 0; i < 2; ++i) {
        const auto guess = m_lockouts->admit(*state, *user, u"192.0.2.1"_s);
        QVERIFY(guess->isJudged);
        QVERIFY(run(u"CREATE TEMP TRIGGER full BEFORE DELETE ON guesses BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error"_s));
        QVERIFY(!m_lockouts->settle(*guess, true));
        QVERIFY(run(u"DROP TRIGGER full"_s));
    }
    guess(u"sato"_s, 1);
    QCOMPARE(locks().size(), 1);
    QCOMPARE(locks().first().count.wrong, 3);
}

void TestLockouts::locksNothingForNamesThatNobodyHas()
{
    guess(u"nosuch"_s, 30);
    QVERIFY(locks().isEmpty());
    QVERIFY(eventsOf(u"account locked"_s).isEmpty());
}

void TestLockouts::unlocksWithAReason()
{
    guess(u"sato"_s, 10);
    guess(u"mori"_s, 10);
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const QList<UserId> users{idOf(u"sato"_s), idOf(u"chief"_s), UserId{4711}};
    QCOMPARE(m_lockouts->unlock(other, users, u"why"_s, {}), 0);
    QCOMPARE(m_lockouts->unlock(m_tenant, users, u"called me"_s, {u"chief"_s, u"192.0.2.9"_s, {}}), 1);
    QCOMPARE(locks().size(), 1);
    QVERIFY(attempt(u"sato"_s, rightPassword));
    const auto events = eventsOf(u"account unlocked"_s);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].user, u"chief"_s);
    QCOMPARE(events[0].source, u"192.0.2.9"_s);
    QCOMPARE(events[0].level, audit::Level::Warning);
    QCOMPARE(events[0].complement, u"login name: sato; reason: called me"_s);
}

void TestLockouts::unlocksWhomTheOperatorRecovers()
{
    setPolicy({.attempts = 3, .duration = {}});
    guess(u"mori"_s, 3);
    QVERIFY(recover(*m_tenants,
        {.tenant = u"demo"_s, .administrator = u"mori"_s, .address = u"10.0.0.77"_s, .reason = u"asked by phone"_s}));
    QVERIFY(locks().isEmpty());
    QVERIFY(attempt(u"mori"_s, rightPassword, 77));
}

void TestLockouts::listsWhoIsLocked()
{
    guess(u"sato"_s, 10);
    QVERIFY(!attempt(u"sato"_s, rightPassword, 5));
    const Locks listed = m_lockouts->locks(m_tenant).value();
    QCOMPARE(listed.total, 1);
    const Lock lock = listed.newest.first();
    QCOMPARE(lock.user, idOf(u"sato"_s));
    QCOMPARE(lock.displayName, u"Sato"_s);
    QCOMPARE(lock.role, Role::User);
    QCOMPARE(lock.count.refused, 1);
    QCOMPARE(lock.count.lockedAt, m_store->now());
    QCOMPARE(lock.count.addresses.first(), u"10.0.0.5"_s);
    QCOMPARE(lock.count.addresses.size(), 10);
    QCOMPARE(m_lockouts->locks(TemporaryStore::makeTenant(*m_tenants, u"other"_s))->total, 0);
}

void TestLockouts::forgetsWhoWasDeleted()
{
    guess(u"sato"_s, 10);
    QVERIFY(m_tenants->store().write([this](Transaction &transaction) {
        return transaction.database().run(
            u"DELETE FROM users WHERE tenant = ? AND login_name = 'sato'"_s, {m_tenant.value});
    }));
    QVERIFY(locks().isEmpty());
    QCOMPARE(m_lockouts->locks(m_tenant)->total, 0);
    guess(u"sato"_s, 1);
}

QTEST_GUILESS_MAIN(TestLockouts)
#include "tst_lockouts.moc"
