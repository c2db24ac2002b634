// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/subdomain.h"
#include "store/formernames.h"
#include "temporarystore.h"

#include <QFileInfo>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestTenants : public QObject {
    Q_OBJECT

private slots:
    void init();
    void publishesATenantOnceItIsMade();
    void writesTheEventOfItsMaking();
    void judgesSubdomains_data();
    void judgesSubdomains();
    void givesASubdomainOnlyOnce();
    void judgesLoginNames_data();
    void judgesLoginNames();
    void findsUsersWithoutCase();
    void findsNoUserOfAnotherTenant();
    void addsAllUsersOrNone();
    void comesBackAsItWas();
    void keepsItsFilesFromOthers();
    void letsOnlyOneServiceIn();
    void refusesAFolderThatCannotBeMade();
    void leavesAHeldSnapshotAlone();

private:
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
};

namespace {

NewUser user(const QString &loginName, Role role = Role::User)
{
    return {.loginName = loginName, .displayName = {}, .role = role, .passwordHash = "$argon2id$…"};
}

}

void TestTenants::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
}

void TestTenants::publishesATenantOnceItIsMade()
{
    QVERIFY(m_tenants->snapshot()->bySubdomain.isEmpty());
    const auto id = m_tenants->create(
        {.subdomain = u"demo"_s, .displayName = u"Demo & Söhne"_s, .administrator = user(u"admin"_s), .by = {}});
    QVERIFY(id);
    const auto state = m_tenants->snapshot()->bySubdomain.value("demo");
    QVERIFY(state);
    QCOMPARE(state->id, *id);
    QCOMPARE(state->displayName, u"Demo & Söhne"_s);
    policy::Settings settings;
    settings.subdomain.name = u"demo"_s;
    settings.tenant.displayName = u"Demo & Söhne"_s;
    QCOMPARE(state->settings, settings);
    QCOMPARE(state->revisions.keys().size(), policy::sectionKeys().size());
    QCOMPARE(m_tenants->snapshot()->byId.value(*id), state);
    QCOMPARE(m_tenants->findUser(*id, u"admin"_s)->value().role, Role::Administrator);
}

void TestTenants::writesTheEventOfItsMaking()
{
    const TenantId id = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const auto page = m_tenants->events(id, 10);
    QCOMPARE(page->events.size(), 1);
    const audit::Event expected{
        .number = 1,
        .time = m_store->now(),
        .source = u""_s,
        .user = u"nobody"_s,
        .service = u"Common"_s,
        .module = u"User administration"_s,
        .action = u"add"_s,
        .result = audit::EventResult::Success,
        .level = audit::Level::Notice,
        .complement = u"login name: chief; role: administrator"_s,
    };
    QCOMPARE(page->events.first(), expected);
}

void TestTenants::judgesSubdomains_data()
{
    QTest::addColumn<QString>("subdomain");
    QTest::addColumn<const Message *>("problem");
    const Message *none = nullptr;
    QTest::newRow("shortest") << u"a-1"_s << none;
    QTest::newRow("longest") << QString(32, u'a') << none;
    QTest::newRow("digits") << u"123"_s << none;
    QTest::newRow("empty") << u""_s << &policy::messages::SubdomainLength;
    QTest::newRow("too short") << u"ab"_s << &policy::messages::SubdomainLength;
    QTest::newRow("too long") << QString(33, u'a') << &policy::messages::SubdomainLength;
    QTest::newRow("capital") << u"Demo"_s << &policy::messages::SubdomainCharacter;
    QTest::newRow("dot") << u"a.b"_s << &policy::messages::SubdomainCharacter;
    QTest::newRow("umlaut") << u"söhne"_s << &policy::messages::SubdomainCharacter;
    QTest::newRow("wide digit") << u"ab１"_s << &policy::messages::SubdomainCharacter;
    QTest::newRow("hyphen first") << u"-ab"_s << &policy::messages::SubdomainHyphen;
    QTest::newRow("hyphen last") << u"ab-"_s << &policy::messages::SubdomainHyphen;
    QTest::newRow("reserved") << u"www"_s << &policy::messages::SubdomainReserved;
    QTest::newRow("punycode") << u"xn--abc"_s << &policy::messages::SubdomainReserved;
}

void TestTenants::judgesSubdomains()
{
    QFETCH(QString, subdomain);
    QFETCH(const Message *, problem);
    const auto id
        = m_tenants->create({.subdomain = subdomain, .displayName = {}, .administrator = user(u"admin"_s), .by = {}});
    QCOMPARE(id.has_value(), !problem);
    if (problem) {
        QVERIFY(id.error().is(*problem));
        QCOMPARE(id.error().field, u"subdomain"_s);
        QVERIFY(m_tenants->snapshot()->byId.isEmpty());
    }
}

void TestTenants::givesASubdomainOnlyOnce()
{
    TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const auto again
        = m_tenants->create({.subdomain = u"demo"_s, .displayName = {}, .administrator = user(u"other"_s), .by = {}});
    QVERIFY(!again);
    QVERIFY(again.error().is(messages::SubdomainTaken));
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QCOMPARE(m_tenants->snapshot()->byId.size(), 1);
}

void TestTenants::judgesLoginNames_data()
{
    QTest::addColumn<QString>("loginName");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"hanako"_s << true;
    QTest::newRow("address") << u"hanako@example.org"_s << true;
    QTest::newRow("japanese") << u"花子"_s << true;
    QTest::newRow("longest") << QString(128, u'a') << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("too long") << QString(129, u'a') << false;
    QTest::newRow("the system's") << u"Nobody"_s << false;
    QTest::newRow("blank before") << u" hanako"_s << false;
    QTest::newRow("line break") << u"hana\nko"_s << false;
}

void TestTenants::judgesLoginNames()
{
    QFETCH(QString, loginName);
    const auto id
        = m_tenants->create({.subdomain = u"demo"_s, .displayName = {}, .administrator = user(loginName), .by = {}});
    QTEST(id.has_value(), "good");
    if (!id)
        QCOMPARE(id.error().field, u"administrator.loginName"_s);
}

void TestTenants::findsUsersWithoutCase()
{
    const TenantId id = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    QVERIFY(m_tenants->addUsers(id, {user(u"Jürgen"_s, Role::Auditor)}));
    const auto found = m_tenants->findUser(id, u"JU\u0308RGEN"_s);
    QVERIFY(found && *found);
    QCOMPARE((*found)->loginName, u"Jürgen"_s);
    QCOMPARE((*found)->displayName, u"Jürgen"_s);
    QCOMPARE((*found)->role, Role::Auditor);
    QCOMPARE((*found)->passwordHash, "$argon2id$…");
    QVERIFY(!m_tenants->findUser(id, u"Juergen"_s)->has_value());
    QVERIFY(!m_tenants->findUser(id, u"' OR 1=1 --"_s)->has_value());
}

void TestTenants::findsNoUserOfAnotherTenant()
{
    const TenantId one = TemporaryStore::makeTenant(*m_tenants, u"one"_s);
    const TenantId two = TemporaryStore::makeTenant(*m_tenants, u"two"_s);
    QVERIFY(m_tenants->addUsers(one, {user(u"hanako"_s)}));
    QVERIFY(!m_tenants->findUser(two, u"hanako"_s)->has_value());
    QCOMPARE(m_tenants->findUser(two, u"chief"_s)->value().tenant, two);
    QVERIFY(m_tenants->findUser(one, u"chief"_s)->value().id != m_tenants->findUser(two, u"chief"_s)->value().id);
}

void TestTenants::addsAllUsersOrNone()
{
    const TenantId id = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const auto taken = m_tenants->addUsers(id, {user(u"hanako"_s), user(u"CHIEF"_s)});
    QVERIFY(!taken);
    QVERIFY(taken.error().is(messages::LoginNameTaken));
    const auto bad = m_tenants->addUsers(id, {user(u"hanako"_s), user(u""_s)});
    QCOMPARE(bad.error().field, u"[1].loginName"_s);
    QVERIFY(!m_tenants->findUser(id, u"hanako"_s)->has_value());
    QCOMPARE(m_tenants->events(id, 10)->events.size(), 1);

    const Author chief{.loginName = u"chief"_s, .address = u"192.0.2.1"_s, .at = audit::EventTime()};
    QVERIFY(m_tenants->addUsers(id, {user(u"hanako"_s), user(u"taro"_s)}, chief));
    const auto events = m_tenants->events(id, 10)->events;
    QCOMPARE(events.size(), 3);
    QCOMPARE(events.first().user, u"chief"_s);
    QCOMPARE(events.first().source, u"192.0.2.1"_s);
    QCOMPARE(events.first().time, audit::EventTime());
    QVERIFY(!m_tenants->addUsers(TenantId{4711}, {}));
}

void TestTenants::comesBackAsItWas()
{
    const TenantId id = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    const auto state = m_tenants->snapshot()->bySubdomain.value("demo");
    QVERIFY(state);
    QCOMPARE(state->id, id);
    QCOMPARE(m_tenants->findUser(id, u"chief"_s)->value().displayName, u"The Chief"_s);
}

void TestTenants::keepsItsFilesFromOthers()
{
    TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(m_store->folder()).permissions() & (others | QFile::ExeGroup | QFile::ExeOther)));
    const auto files = QDir(m_store->folder()).entryInfoList(QDir::Files);
    QVERIFY(files.size() >= 3);
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestTenants::letsOnlyOneServiceIn()
{
    const auto second = Tenants::open(m_store->options());
    QVERIFY(!second);
    QVERIFY(second.error().is(messages::FolderInUse));
    QCOMPARE(second.error().arguments, QStringList{m_store->folder()});
    m_tenants.reset();
    QVERIFY(Tenants::open(m_store->options()));
}

void TestTenants::refusesAFolderThatCannotBeMade()
{
    StoreOptions options = m_store->options();
    options.folder = m_store->file() + u"/data"_s; // The file is no folder.
    const auto opened = Tenants::open(options);
    QVERIFY(!opened);
    QVERIFY(opened.error().is(messages::FolderNotMade));
}

void TestTenants::leavesAHeldSnapshotAlone()
{
    TemporaryStore::makeTenant(*m_tenants, u"one"_s);
    const auto held = m_tenants->snapshot();
    TemporaryStore::makeTenant(*m_tenants, u"two"_s);
    QCOMPARE(held->byId.size(), 1);
    QCOMPARE(m_tenants->snapshot()->byId.size(), 2);
    QCOMPARE(m_tenants->snapshot()->bySubdomain.value("one"), held->bySubdomain.value("one"));
}

QTEST_GUILESS_MAIN(TestTenants)
#include "tst_tenants.moc"
