// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/passwordrows.h"
#include "store/passwords.h"
#include "temporarystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using std::chrono::days;

namespace {

const QString first = u"first-password-1"_s;

}

/// The passwords of one tenant's users, over a store of its own.
class TestPasswords : public QObject {
    Q_OBJECT

private slots:
    void init();
    void changesIt();
    void namesTheRulesThatItBreaks();
    void refusesTheLastOnes_data();
    void refusesTheLastOnes();
    void comparesWithNoMoreThanItHasTo();
    void refusesTheSecondOfTwoAtOnce();
    void refusesWhoMayNot_data();
    void refusesWhoMayNot();
    void takesTheMarkOfWhoMustChange();
    void endsOtherSessionsAndNoneOfOthers();
    void acceptsWhatAnAdministratorSetsAndWarns();
    void refusesWhatCanBeNobodysPassword();
    void remembersWhatAnAdministratorSet();
    void remembersFifteen();
    void asksNoneOfThePlatformsStaff();

private:
    User user(const QString &loginName = u"hanako"_s) { return *m_tenants->findUser(m_tenant, loginName).value(); }
    std::expected<User, Errors> change(const QString &wanted)
    {
        return m_passwords->change({user(), wanted, u"::1"_s});
    }
    void obey(const policy::PasswordPolicy &policy);
    QStringList codesOf(const std::expected<User, Errors> &outcome) const;
    audit::Event lastEvent() { return m_tenants->events(m_tenant, 1)->events.first(); }

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Sessions> m_sessions;
    crypto::PasswordHasher m_hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
    std::unique_ptr<Passwords> m_passwords;
    TenantId m_tenant;
};

void TestPasswords::init()
{
    m_passwords.reset();
    m_sessions.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
    m_sessions = Sessions::open(*m_tenants).value();
    m_passwords = std::make_unique<Passwords>(*m_tenants, *m_sessions, m_hasher);
    const QByteArray hash = m_hasher.hash(first).value();
    QVERIFY(m_tenants->addUsers(m_tenant, {{u"hanako"_s, {}, Role::User, hash}, {u"taro"_s, {}, Role::User, hash}}));
    m_store->pass(std::chrono::hours(1));
}

void TestPasswords::obey(const policy::PasswordPolicy &policy)
{
    auto state = std::make_shared<TenantState>(*m_tenants->snapshot()->byId.value(m_tenant));
    state->settings.passwordPolicy = policy;
    m_tenants->publish(state);
}

QStringList TestPasswords::codesOf(const std::expected<User, Errors> &outcome) const
{
    QStringList codes;
    for (const Error &error : outcome ? Errors() : outcome.error())
        codes << error.field + u": "_s + QString::fromLatin1(error.message->code);
    return codes;
}

void TestPasswords::changesIt()
{
    const User before = user();
    const auto changed = change(u"second-password-2"_s);
    QVERIFY(changed);
    QCOMPARE(*changed, user());
    QVERIFY(m_hasher.verify(u"second-password-2", changed->passwordHash));
    QCOMPARE(changed->passwordChangedAt, m_store->now());
    QCOMPARE(changed->revision, before.revision + 1);
    const audit::Event event = lastEvent();
    QCOMPARE(event.module, u"Authentication"_s);
    QCOMPARE(event.action, u"password change"_s);
    QCOMPARE(event.user, u"hanako"_s);
    QCOMPARE(event.source, u"::1"_s);
    QCOMPARE(event.result, audit::EventResult::Success);
    QCOMPARE(event.level, audit::Level::Information);
    QCOMPARE(event.complement, QString());
}

void TestPasswords::namesTheRulesThatItBreaks()
{
    const User before = user();
    const quint64 hashes = m_hasher.hashesMade();
    QCOMPARE(codesOf(change(u"abc"_s)),
        (QStringList{u"newPassword: password.tooShort"_s, u"newPassword: password.withoutNumber"_s}));
    QCOMPARE(m_hasher.hashesMade(), hashes);
    QCOMPARE(user(), before);
    const audit::Event event = lastEvent();
    QCOMPARE(event.action, u"password change"_s);
    QCOMPARE(event.result, audit::EventResult::ValidationError);
    QCOMPARE(event.complement, u"refused: password.tooShort, password.withoutNumber"_s);
}

void TestPasswords::refusesTheLastOnes_data()
{
    QTest::addColumn<int>("reuseLimit");
    QTest::addColumn<int>("back"); // 0: the present one
    QTest::addColumn<QString>("refusal");
    QTest::newRow("1: the present one") << 1 << 0 << u"newPassword: password.isPresentOne"_s;
    QTest::newRow("1: the one before") << 1 << 1 << QString();
    QTest::newRow("3: the present one") << 3 << 0 << u"newPassword: password.usedBefore"_s;
    QTest::newRow("3: two before") << 3 << 2 << u"newPassword: password.usedBefore"_s;
    QTest::newRow("3: three before") << 3 << 3 << QString();
    QTest::newRow("15: fourteen before") << 15 << 14 << u"newPassword: password.usedBefore"_s;
    QTest::newRow("15: fifteen before") << 15 << 15 << QString();
}

void TestPasswords::refusesTheLastOnes()
{
    QFETCH(const int, reuseLimit);
    QFETCH(const int, back);
    QFETCH(const QString, refusal);
    const auto password = [](int number) { return u"password-"_s + QString::number(number); };
    for (int number = 0; number <= 17; ++number)
        QVERIFY(change(password(number)));
    obey({.reuseLimit = reuseLimit});
    QCOMPARE(codesOf(change(password(17 - back))), refusal.isEmpty() ? QStringList() : QStringList{refusal});
}

void TestPasswords::comparesWithNoMoreThanItHasTo()
{
    for (int number = 0; number < 20; ++number)
        QVERIFY(change(u"password-"_s + QString::number(number)));
    obey({.reuseLimit = 15});
    quint64 before = m_hasher.hashesMade();
    QVERIFY(change(u"another-password-1"_s));
    QCOMPARE(m_hasher.hashesMade() - before, 16U); // fifteen it is not, and its own
    obey({.reuseLimit = 1});
    before = m_hasher.hashesMade();
    QVERIFY(change(u"another-password-2"_s));
    QCOMPARE(m_hasher.hashesMade() - before, 2U);
}

/// Both have proven the same password and were compared with the same former ones.
void TestPasswords::refusesTheSecondOfTwoAtOnce()
{
    const User proven = user();
    QVERIFY(m_passwords->change({proven, u"second-password-2"_s, u"::1"_s}));
    const auto late = m_passwords->change({proven, u"third-password-3"_s, u"::2"_s});
    QCOMPARE(codesOf(late), QStringList{u": password.changedMeanwhile"_s});
    QCOMPARE(late.error().first().kind, ErrorKind::Conflict);
    QVERIFY(m_hasher.verify(u"second-password-2", user().passwordHash));
    QCOMPARE(lastEvent().result, audit::EventResult::Failed);
    QCOMPARE(lastEvent().source, u"::2"_s);
}

void TestPasswords::refusesWhoMayNot_data()
{
    QTest::addColumn<QString>("loginName");
    QTest::addColumn<bool>("mustChange");
    QTest::addColumn<bool>("isExpired");
    QTest::addColumn<bool>("may");
    QTest::newRow("a user") << u"hanako"_s << false << false << false;
    QTest::newRow("an administrator") << u"chief"_s << false << false << true;
    QTest::newRow("a user who must") << u"hanako"_s << true << false << true;
    QTest::newRow("a user whose password expired") << u"hanako"_s << false << true << true;
}

void TestPasswords::refusesWhoMayNot()
{
    QFETCH(const QString, loginName);
    QFETCH(const bool, mustChange);
    QFETCH(const bool, isExpired);
    QFETCH(const bool, may);
    obey({.expiresAfter = days(30), .usersMayChange = false});
    if (isExpired)
        m_store->pass(days(30));
    User proven = user(loginName);
    proven.mustChangePassword = mustChange;
    const auto outcome = m_passwords->change({proven, u"second-password-2"_s, u"::1"_s});
    QCOMPARE(codesOf(outcome), may ? QStringList() : QStringList{u": password.notOnesOwn"_s});
    if (isExpired)
        QCOMPARE(lastEvent().complement, u"reason: expired"_s);
}

void TestPasswords::takesTheMarkOfWhoMustChange()
{
    QVERIFY(m_passwords->set(user(), u"initial-password-1"_s, {u"chief"_s, u"::7"_s, {}}));
    const auto state = m_tenants->snapshot()->byId.value(m_tenant);
    QCOMPARE(reasonToChange(*state, user(), m_store->now()), policy::ChangeReason::Set);
    QVERIFY(change(u"second-password-2"_s));
    QCOMPARE(reasonToChange(*state, user(), m_store->now()), std::nullopt);
    QCOMPARE(lastEvent().complement, u"reason: an administrator asked for it"_s);
}

void TestPasswords::endsOtherSessionsAndNoneOfOthers()
{
    const QByteArray here = m_sessions->begin(user(), u"::1"_s).value();
    const QByteArray elsewhere = m_sessions->begin(user(), u"::2"_s, {}, SessionKind::Browser).value();
    const QByteArray another = m_sessions->begin(user(u"taro"_s), u"::3"_s).value();
    QVERIFY(m_passwords->change({user(), u"second-password-2"_s, u"::1"_s, here}));
    const auto kept = m_sessions->find(m_tenant, here);
    QVERIFY(kept);
    QCOMPARE(kept->passwordChangedAt, m_store->now());
    QVERIFY(!m_sessions->find(m_tenant, elsewhere, SessionKind::Browser));
    QVERIFY(m_sessions->find(m_tenant, another));
    QCOMPARE(lastEvent().action, u"logout"_s);

    m_sessions = Sessions::open(*m_tenants).value();
    QCOMPARE(m_sessions->find(m_tenant, here)->passwordChangedAt, m_store->now());
}

void TestPasswords::acceptsWhatAnAdministratorSetsAndWarns()
{
    const QByteArray token = m_sessions->begin(user(), u"::1"_s).value();
    obey({.mustChangeAfterReset = false});
    const auto weak = m_passwords->set(user(), u"short"_s, {u"chief"_s, u"::7"_s, {}});
    QVERIFY(weak);
    QCOMPARE(codesOf(std::unexpected(*weak)),
        (QStringList{u"password: password.tooShort"_s, u"password: password.withoutNumber"_s}));
    QVERIFY(user().mustChangePassword);
    QVERIFY(m_hasher.verify(u"short", user().passwordHash));
    QVERIFY(!m_sessions->find(m_tenant, token));
    const auto events = m_tenants->events(m_tenant, 2)->events;
    QCOMPARE(events.last().action, u"password reset"_s);
    QCOMPARE(events.last().user, u"chief"_s);
    QCOMPARE(events.last().complement, u"login name: hanako"_s);

    QCOMPARE(m_passwords->set(user(), u"long-enough-1"_s, {}).value(), Errors());
    QVERIFY(!user().mustChangePassword);
}

void TestPasswords::refusesWhatCanBeNobodysPassword()
{
    const User before = user();
    const auto tooLong = m_passwords->set(user(), u"1a"_s.repeated(33), {});
    QVERIFY(!tooLong);
    QVERIFY(tooLong.error().is(policy::messages::PasswordTooLong));
    QCOMPARE(tooLong.error().field, u"password"_s);
    QCOMPARE(user(), before);
}

void TestPasswords::remembersWhatAnAdministratorSet()
{
    QVERIFY(m_passwords->set(user(), u"initial-password-1"_s, {}));
    QVERIFY(change(u"second-password-2"_s));
    QCOMPARE(codesOf(change(u"initial-password-1"_s)), QStringList{u"newPassword: password.usedBefore"_s});
    QCOMPARE(codesOf(change(first)), QStringList{u"newPassword: password.usedBefore"_s});
}

void TestPasswords::remembersFifteen()
{
    for (int number = 0; number < 20; ++number) {
        QVERIFY(change(u"password-"_s + QString::number(number)));
        QVERIFY(m_passwords->set(user(u"taro"_s), u"password-"_s + QString::number(number), {}));
    }
    const auto kept = m_tenants->store().read(
        [&](Database &database) { return formerPasswords(database, m_tenant, user().id, 100); });
    QCOMPARE(kept->size(), mostPasswordsRemembered - 1);
    QVERIFY(m_hasher.verify(u"password-18", kept->first()));
    QVERIFY(m_hasher.verify(u"password-5", kept->last()));
}

void TestPasswords::asksNoneOfThePlatformsStaff()
{
    obey({.expiresAfter = days(30)});
    User staff = user();
    staff.role = Role::Support;
    staff.mustChangePassword = true;
    const auto state = m_tenants->snapshot()->byId.value(m_tenant);
    QCOMPARE(reasonToChange(*state, staff, m_store->now() + days(100)), std::nullopt);
    QVERIFY(!mayChangePassword(*state, Role::Support));
}

QTEST_GUILESS_MAIN(TestPasswords)
#include "tst_passwords.moc"
