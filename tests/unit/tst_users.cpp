// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/guessrows.h"
#include "store/userrows.h"
#include "store/users.h"
#include "temporarystore.h"

#include <QTest>

#include <latch>
#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestUsers : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsByLoginNamePageByPage();
    void findsAnyPartOfBothNames_data();
    void findsAnyPartOfBothNames();
    void filtersByRoleAndMark();
    void knowsNothingOfOtherTenantsAndOfStaff();
    void findsUsersThatAnOlderProgramHasStored();
    void addsWithAnEvent();
    void tellsEachChangeApart();
    void refusesAStaleChangeWithWhatStandsNow();
    void takesAChangeThatIsInPlaceAlready();
    void letsOneOfTwoAdministratorsWin();
    void changesOpenSessionsWithTheUser();
    void givesNoSessionToAnOldRole();
    void deletesWithSessionsAndAllThatIsHis();
    void keepsTheLastAdministrator();
    void keepsOneOfTwoAdministratorsWhoDeleteEachOther();
    void remembersTheLastSignIn();

    void importsWhatAFileSays();
    void changesNothingOnPreview();
    void changesNothingWhereALineIsWrong_data();
    void changesNothingWhereALineIsWrong();
    void warnsOfWeakPasswords();
    void setsNoMorePasswordsThanItCanHash();
    void refusesAnImportThatWasOvertaken();
    void endsSessionsOfImportedPasswords();

private:
    User named(const QString &loginName) const { return m_tenants->findUser(m_tenant, loginName)->value(); }
    UserId add(const QString &loginName, Role role = Role::User, const QString &displayName = {}) const;
    QStringList listed(const UserQuery &query) const;
    QList<audit::Event> events(int count) const { return m_tenants->events(m_tenant, count)->events; }
    static UserDraft draftOf(const User &user);
    Result<UserImport> import(const QString &text, bool applies = true) const;

    const Author m_chief{.loginName = u"chief"_s, .address = u"192.0.2.1"_s, .at = {}};
    const crypto::PasswordHasher m_hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<Users> m_users;
    TenantId m_tenant;
};

void TestUsers::init()
{
    m_users.reset();
    m_sessions.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_sessions = Sessions::open(*m_tenants).value();
    m_users = Users::open(*m_tenants, *m_sessions).value();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

UserId TestUsers::add(const QString &loginName, Role role, const QString &displayName) const
{
    const NewUser user{.loginName = loginName, .displayName = displayName, .role = role, .passwordHash = "hash"};
    return m_users->add(m_tenant, user, m_chief)->id;
}

QStringList TestUsers::listed(const UserQuery &query) const
{
    QStringList names;
    for (const User &user : m_users->list(m_tenant, query)->users)
        names << user.loginName;
    return names;
}

UserDraft TestUsers::draftOf(const User &user)
{
    return {user.loginName, user.displayName, user.role, user.isCertificatePermitted, user.mustChangePassword};
}

Result<UserImport> TestUsers::import(const QString &text, bool applies) const
{
    const auto file = policy::readUsersCsv(text.toUtf8());
    if (!file)
        return std::unexpected(file.error());
    return m_users->import(m_tenant, *file, applies, m_hasher, m_chief);
}

void TestUsers::listsByLoginNamePageByPage()
{
    for (const QString &name : {u"Beta"_s, u"alpha"_s, u"渡辺"_s, u"delta"_s})
        add(name);
    QStringList names;
    UserQuery query{.limit = 2};
    for (int page = 0; page < 3; ++page) {
        const auto found = m_users->list(m_tenant, query);
        QVERIFY(found);
        QCOMPARE(found->total, 5);
        QCOMPARE(found->next.has_value(), page < 2);
        for (const User &user : found->users)
            names << user.loginName;
        query.after = found->next.value_or(QString());
    }
    QCOMPARE(names, (QStringList{u"alpha"_s, u"Beta"_s, u"chief"_s, u"delta"_s, u"渡辺"_s}));
}

void TestUsers::findsAnyPartOfBothNames_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("middle of the login name") << u"ANAK"_s << QStringList{u"hanako"_s};
    QTest::newRow("display name") << u"müller"_s << QStringList{u"jm"_s};
    QTest::newRow("two characters") << u"佐藤"_s << QStringList{u"hanako"_s};
    QTest::newRow("another width") << u"ｎａｋｏ"_s << QStringList{u"hanako"_s};
    QTest::newRow("not across both names") << u"ko佐"_s << QStringList{};
    QTest::newRow("no pattern") << u"%"_s << QStringList{u"100%"_s};
    QTest::newRow("no SQL") << u"' OR 1=1 --"_s << QStringList{};
}

void TestUsers::findsAnyPartOfBothNames()
{
    QFETCH(QString, search);
    QFETCH(QStringList, names);
    add(u"hanako"_s, Role::User, u"佐藤 花子"_s);
    add(u"jm"_s, Role::User, u"Jürgen MÜLLER"_s);
    add(u"100%"_s);
    QCOMPARE(listed({.search = search}), names);
    QCOMPARE(m_users->list(m_tenant, {.search = search})->total, names.size());
}

void TestUsers::filtersByRoleAndMark()
{
    add(u"reader"_s, Role::Auditor);
    const NewUser marked{.loginName = u"marked"_s,
        .displayName = {},
        .role = Role::User,
        .passwordHash = "hash",
        .mustChangePassword = true,
        .isCertificatePermitted = true};
    QVERIFY(m_users->add(m_tenant, marked, m_chief));
    QCOMPARE(listed({.role = Role::Auditor}), QStringList{u"reader"_s});
    QCOMPARE(listed({.filter = UserFilter::MustChange}), QStringList{u"marked"_s});
    QCOMPARE(listed({.filter = UserFilter::Permitted}), QStringList{u"marked"_s});
    QCOMPARE(listed({.role = Role::Auditor, .filter = UserFilter::Permitted}), QStringList());

    // Locked for half an hour.
    const UserId reader = named(u"reader"_s).id;
    GuessCount count;
    count.lockedAt = m_store->now();
    count.lockedUntil = m_store->now() + std::chrono::minutes(30);
    QVERIFY(m_tenants->store().write(
        [&](Transaction &transaction) { return storeGuesses(transaction.database(), m_tenant, reader, count); }));
    QCOMPARE(listed({.filter = UserFilter::Locked}), QStringList{u"reader"_s});
    QVERIFY(named(u"reader"_s).isLockedAt(m_store->now()));
    m_store->pass(std::chrono::minutes(30));
    QCOMPARE(listed({.filter = UserFilter::Locked}), QStringList());
    QVERIFY(!named(u"reader"_s).isLockedAt(m_store->now()));
}

void TestUsers::knowsNothingOfOtherTenantsAndOfStaff()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const UserId stranger = m_tenants->findUser(other, u"chief"_s)->value().id;
    const auto staff = m_tenants->store().write([&](Transaction &transaction) {
        return insertUser(transaction.database(), m_tenant, {u"bob@support"_s, {}, Role::Support}, m_tenants->now());
    });
    QVERIFY(staff);
    QCOMPARE(listed({}), QStringList{u"chief"_s});
    for (const UserId id : {stranger, *staff, UserId{4711}}) {
        QVERIFY(m_users->user(m_tenant, id).error().is(messages::UserUnknown));
        QVERIFY(m_users->remove(m_tenant, id, m_chief).error().is(messages::UserUnknown));
        const auto changed = m_users->change(m_tenant, id, 1, {u"x"_s, {}, Role::Administrator}, m_chief);
        QVERIFY(changed.error().errors.first().is(messages::UserUnknown));
    }
}

void TestUsers::findsUsersThatAnOlderProgramHasStored()
{
    add(u"Jürgen"_s, Role::User, u"MÜLLER"_s);
    QVERIFY(m_tenants->store().write([&](Transaction &transaction) {
        return transaction.database().run(u"UPDATE users SET search_key = '' WHERE tenant = ?"_s, {m_tenant.value});
    }));
    QCOMPARE(listed({.search = u"müller"_s}), QStringList());
    m_users = Users::open(*m_tenants, *m_sessions).value();
    QCOMPARE(listed({.search = u"müller"_s}), QStringList{u"Jürgen"_s});
}

void TestUsers::addsWithAnEvent()
{
    const auto added
        = m_users->add(m_tenant, {.loginName = u"hanako"_s, .displayName = {}, .role = Role::Auditor}, m_chief);
    QVERIFY(added);
    QCOMPARE(added->displayName, u"hanako"_s);
    QCOMPARE(added->revision, 1);
    QVERIFY(!added->lastSignInAt);
    QCOMPARE(events(1).first().action, u"add"_s);
    QCOMPARE(events(1).first().source, u"192.0.2.1"_s);
    const auto twice = m_users->add(m_tenant, {.loginName = u"HANAKO"_s, .displayName = {}}, m_chief);
    QVERIFY(twice.error().first().is(messages::LoginNameTaken));
    const auto staff = m_users->add(m_tenant, {.loginName = u"bob@Support"_s, .displayName = {}}, m_chief);
    QVERIFY(staff.error().first().is(messages::LoginNameOfStaff));
}

void TestUsers::tellsEachChangeApart()
{
    const UserId id = add(u"hanako"_s);
    UserDraft draft = draftOf(named(u"hanako"_s));
    draft.loginName = u"hana"_s;
    draft.displayName = u"Hana"_s;
    draft.role = Role::Auditor;
    draft.isCertificatePermitted = true;
    draft.mustChangePassword = true;
    const auto changed = m_users->change(m_tenant, id, 1, draft, m_chief);
    QVERIFY(changed);
    QCOMPARE(changed->revision, 2);
    const auto told = events(3);
    QCOMPARE(told[2].action, u"update"_s);
    QCOMPARE(told[2].complement,
        u"login name: hanako -> hana; display name: hanako -> Hana; must change the password: no -> yes"_s);
    QCOMPARE(told[1].action, u"set role"_s);
    QCOMPARE(told[1].complement, u"login name: hana; role: user -> auditor"_s);
    QCOMPARE(told[0].action, u"permit certificate"_s);
    QCOMPARE(told[0].complement, u"login name: hana; permitted: no -> yes"_s);
    for (const audit::Event &event : told) {
        QCOMPARE(event.module, u"User administration"_s);
        QCOMPARE(event.level, audit::Level::Notice);
    }
    QCOMPARE(listed({.search = u"hana"_s}), QStringList{u"hana"_s});
    draft.loginName = u"Chief"_s;
    QVERIFY(m_users->change(m_tenant, id, 2, draft, m_chief).error().errors.first().is(messages::LoginNameTaken));
}

void TestUsers::refusesAStaleChangeWithWhatStandsNow()
{
    const UserId id = add(u"hanako"_s);
    UserDraft first = draftOf(named(u"hanako"_s));
    UserDraft second = first;
    first.displayName = u"First"_s;
    second.displayName = u"Second"_s;
    QVERIFY(m_users->change(m_tenant, id, 1, first, m_chief));
    const auto stale = m_users->change(m_tenant, id, 1, second, m_chief);
    QVERIFY(stale.error().errors.first().is(messages::UserStale));
    QCOMPARE(stale.error().standing->displayName, u"First"_s);
    QCOMPARE(stale.error().standing->revision, 2);
    QVERIFY(m_users->change(m_tenant, id, 2, second, m_chief));
}

void TestUsers::takesAChangeThatIsInPlaceAlready()
{
    const UserId id = add(u"hanako"_s);
    UserDraft draft = draftOf(named(u"hanako"_s));
    draft.displayName = u"Hana"_s;
    QVERIFY(m_users->change(m_tenant, id, 1, draft, m_chief));
    const auto again = m_users->change(m_tenant, id, 1, draft, m_chief);
    QVERIFY(again);
    QCOMPARE(again->revision, 2);
    QCOMPARE(events(2)[1].action, u"add"_s);
}

void TestUsers::letsOneOfTwoAdministratorsWin()
{
    constexpr int rounds = 20;
    const UserId id = add(u"hanako"_s);
    for (int round = 0; round < rounds; ++round) {
        const User before = m_users->user(m_tenant, id).value();
        std::latch start(2);
        std::array<std::expected<User, UserRefusal>, 2> outcomes{before, before};
        const auto edit = [&](size_t who) {
            UserDraft draft = draftOf(before);
            draft.displayName = u"%1 of %2"_s.arg(who).arg(round);
            start.arrive_and_wait();
            outcomes[who] = m_users->change(m_tenant, id, before.revision, draft, m_chief);
        };
        std::thread other(edit, 1);
        edit(0);
        other.join();
        QVERIFY(outcomes[0].has_value() != outcomes[1].has_value());
        const size_t winner = outcomes[0] ? 0 : 1;
        QCOMPARE(outcomes[1 - winner].error().standing->displayName, outcomes[winner]->displayName);
        QCOMPARE(m_users->user(m_tenant, id)->displayName, outcomes[winner]->displayName);
    }
}

void TestUsers::changesOpenSessionsWithTheUser()
{
    const UserId id = add(u"hanako"_s);
    const QByteArray token = m_sessions->begin(named(u"hanako"_s), {}).value();
    UserDraft draft = draftOf(named(u"hanako"_s));
    draft.role = Role::Auditor;
    draft.loginName = u"hana"_s;
    QVERIFY(m_users->change(m_tenant, id, named(u"hanako"_s).revision, draft, m_chief));
    const auto session = m_sessions->find(m_tenant, token);
    QCOMPARE(session->role, Role::Auditor);
    QCOMPARE(session->loginName, u"hana"_s);
}

/// The role is changed between the proof of the password and the session.
void TestUsers::givesNoSessionToAnOldRole()
{
    const UserId id = add(u"hanako"_s, Role::Administrator);
    const User proven = named(u"hanako"_s);
    UserDraft draft = draftOf(proven);
    draft.role = Role::User;
    QVERIFY(m_users->change(m_tenant, id, 1, draft, m_chief));
    QVERIFY(!m_sessions->begin(proven, {}));
    QVERIFY(m_sessions->begin(named(u"hanako"_s), {}));
}

void TestUsers::deletesWithSessionsAndAllThatIsHis()
{
    const UserId id = add(u"hanako"_s, Role::Administrator);
    const QByteArray token = m_sessions->begin(named(u"hanako"_s), {}).value();
    const User before = named(u"hanako"_s);
    QVERIFY(m_users->remove(m_tenant, id, m_chief));
    QVERIFY(!m_sessions->find(m_tenant, token));
    QVERIFY(!m_tenants->findUser(m_tenant, u"hanako"_s)->has_value());
    QVERIFY(!m_sessions->begin(before, {}));
    QCOMPARE(events(2)[1].action, u"logout"_s);
    QCOMPARE(events(2)[0].action, u"delete"_s);
    QCOMPARE(events(2)[0].complement, u"login name: hanako; role: administrator"_s);
    QVERIFY(m_users->remove(m_tenant, id, m_chief).error().is(messages::UserUnknown));
}

void TestUsers::keepsTheLastAdministrator()
{
    const User chief = named(u"chief"_s);
    QVERIFY(m_users->remove(m_tenant, chief.id, m_chief).error().is(messages::UserIsLastAdministrator));
    UserDraft draft = draftOf(chief);
    draft.role = Role::Auditor;
    const auto refused = m_users->change(m_tenant, chief.id, chief.revision, draft, m_chief);
    QVERIFY(refused.error().errors.first().is(messages::UserIsLastAdministrator));
    QCOMPARE(refused.error().errors.first().field, u"role"_s);
    QCOMPARE(named(u"chief"_s), chief);
    const Author himself{.loginName = u"chief"_s, .address = {}, .at = {}, .user = chief.id};
    add(u"second"_s, Role::Administrator);
    QVERIFY(m_users->remove(m_tenant, chief.id, himself).error().is(messages::UserIsOneself));
    QVERIFY(m_users->remove(m_tenant, chief.id, m_chief));
}

void TestUsers::keepsOneOfTwoAdministratorsWhoDeleteEachOther()
{
    for (int round = 0; round < 10; ++round) {
        const UserId second = add(u"second"_s, Role::Administrator);
        const UserId first = named(u"chief"_s).id;
        std::latch start(2);
        std::array<bool, 2> isDeleted{};
        const auto strike = [&](size_t who, UserId other) {
            start.arrive_and_wait();
            isDeleted[who] = m_users->remove(m_tenant, other, m_chief).has_value();
        };
        std::thread other(strike, 1, first);
        strike(0, second);
        other.join();
        QVERIFY(isDeleted[0] != isDeleted[1]);
        if (isDeleted[1]) {
            add(u"chief"_s, Role::Administrator);
            QVERIFY(m_users->remove(m_tenant, second, m_chief));
        }
    }
}

void TestUsers::remembersTheLastSignIn()
{
    m_store->pass(std::chrono::hours(1));
    QVERIFY(m_sessions->begin(named(u"chief"_s), {}));
    const User chief = named(u"chief"_s);
    QCOMPARE(chief.lastSignInAt, m_store->now());
    QCOMPARE(chief.revision, 1);
}

void TestUsers::importsWhatAFileSays()
{
    add(u"hanako"_s, Role::User, u"Hanako"_s);
    add(u"same"_s, Role::User, u"Same"_s);
    const auto done = import(u"Login Name,Display Name,Role,Client Certificate,Password\n"
                             "HANAKO,,auditor,yes,\n"
                             "same,Same,user,no,\n"
                             "new,Somebody New,administrator,,river-stone-4711\n"_s);
    QVERIFY(done);
    QVERIFY2(done->errors.isEmpty(), done->errors.isEmpty() ? "" : done->errors.first().error.message->code);
    QVERIFY(done->isApplied);
    QCOMPARE(done->added, 1);
    QCOMPARE(done->changed, 1);
    QCOMPARE(done->unchanged, 1);
    const User hanako = named(u"hanako"_s);
    QCOMPARE(hanako.loginName, u"HANAKO"_s);
    QCOMPARE(hanako.displayName, u"Hanako"_s);
    QCOMPARE(hanako.role, Role::Auditor);
    QVERIFY(hanako.isCertificatePermitted);
    const User added = named(u"new"_s);
    QCOMPARE(added.role, Role::Administrator);
    QVERIFY(m_hasher.verify(u"river-stone-4711"_s, added.passwordHash));
    QVERIFY(added.mustChangePassword);
    const auto told = events(5);
    QCOMPARE(told[0].action, u"import"_s);
    QCOMPARE(told[0].complement, u"added: 1; changed: 1; unchanged: 1; users: HANAKO, new"_s);
    QCOMPARE(told[1].action, u"add"_s);
    QCOMPARE(told[2].action, u"permit certificate"_s);
    QCOMPARE(told[3].action, u"set role"_s);
    QCOMPARE(told[4].action, u"update"_s);
}

void TestUsers::changesNothingOnPreview()
{
    const qint64 last = m_tenants->lastEventNumber(m_tenant).value();
    const quint64 hashes = m_hasher.hashesMade();
    const auto preview = import(u"Login Name,Password\nnew,river-stone-4711\n"_s, false);
    QVERIFY(preview && !preview->isApplied);
    QCOMPARE(preview->added, 1);
    QVERIFY(!m_tenants->findUser(m_tenant, u"new"_s)->has_value());
    QCOMPARE(m_tenants->lastEventNumber(m_tenant).value(), last);
    QCOMPARE(m_hasher.hashesMade(), hashes);
}

void TestUsers::changesNothingWhereALineIsWrong_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QString &lines, int line, const char *code) {
        QTest::newRow(name) << lines << line << QByteArray(code);
    };
    row("no password", u"new,,,,"_s, 2, "import.passwordMissing");
    row("twice", u"chief,A,,,\nCHIEF,B,,,"_s, 3, "import.twice");
    row("last administrator", u"chief,,user,,"_s, 2, "user.lastAdministrator");
    row("staff", u"bob@support,,,,river-stone-4711"_s, 2, "user.ofStaff");
    row("reserved", u"nobody,,,,river-stone-4711"_s, 2, "user.reserved");
    row("long password", u"new,,,,"_s + QString(65, u'a'), 2, "password.tooLong");
    row("a line of the file", u"chief,A,support,,"_s, 2, "usersCsv.role");
}

void TestUsers::changesNothingWhereALineIsWrong()
{
    QFETCH(QString, lines);
    const User chief = named(u"chief"_s);
    const auto refused = import(
        u"Login Name,Display Name,Role,Client Certificate,Password\n"_s + lines + u"\ngood,,,,river-stone-4711\n"_s);
    QVERIFY(refused && !refused->isApplied);
    QCOMPARE(refused->errors.size(), 1);
    QTEST(refused->errors.first().line, "line");
    QTEST(QByteArray(refused->errors.first().error.message->code), "code");
    QCOMPARE(named(u"chief"_s), chief);
    QVERIFY(!m_tenants->findUser(m_tenant, u"good"_s)->has_value());
}

void TestUsers::warnsOfWeakPasswords()
{
    const auto done = import(u"Login Name,Password\nweak,abc\n"_s);
    QVERIFY(done && done->isApplied);
    QCOMPARE(done->warnings.size(), 2); // too short, and without a number
    QCOMPARE(done->warnings.first().line, 2);
    QCOMPARE(done->warnings.first().error.field, u"password"_s);
    QVERIFY(named(u"weak"_s).mustChangePassword);
}

void TestUsers::setsNoMorePasswordsThanItCanHash()
{
    QString file = u"Login Name,Password\n"_s;
    for (int i = 0; i <= Users::mostImportedPasswords; ++i)
        file += u"new%1,river-stone-4711\n"_s.arg(i);
    for (const bool applies : {false, true})
        QVERIFY(import(file, applies).error().is(messages::ImportTooManyPasswords));
    QCOMPARE(listed({}), QStringList{u"chief"_s});
}

/// A hasher that is slow enough for another change to come between is not needed: the file is read before it, too.
void TestUsers::refusesAnImportThatWasOvertaken()
{
    const UserId id = add(u"hanako"_s);
    constexpr int rounds = 30;
    int overtaken = 0;
    for (int round = 0; round < rounds; ++round) {
        const User before = m_users->user(m_tenant, id).value();
        std::latch start(2);
        std::thread other([&] {
            UserDraft draft = draftOf(before);
            draft.displayName = u"edited %1"_s.arg(round);
            start.arrive_and_wait();
            (void)m_users->change(m_tenant, id, before.revision, draft, m_chief);
        });
        start.arrive_and_wait();
        const auto imported = import(u"Login Name,Display Name\nhanako,imported %1\n"_s.arg(round));
        other.join();
        const QString name = m_users->user(m_tenant, id)->displayName;
        if (!imported) {
            QVERIFY(imported.error().is(messages::ImportOvertaken));
            QCOMPARE(name, u"edited %1"_s.arg(round));
            ++overtaken;
        }
        QVERIFY(name.endsWith(QString::number(round)));
    }
    qInfo() << overtaken << "of" << rounds << "imports were overtaken";
}

void TestUsers::endsSessionsOfImportedPasswords()
{
    const QByteArray token = m_sessions->begin(named(u"chief"_s), {}).value();
    QVERIFY(import(u"Login Name,Password\nchief,new-river-4712\n"_s)->isApplied);
    QVERIFY(!m_sessions->find(m_tenant, token));
    QVERIFY(m_hasher.verify(u"new-river-4712"_s, named(u"chief"_s).passwordHash));
}

QTEST_GUILESS_MAIN(TestUsers)
#include "tst_users.moc"
