// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sessions.h"
#include "temporarystore.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSessions : public QObject {
    Q_OBJECT

private slots:
    void init();
    void findsWhoseTokenItIs();
    void findsNothingForOtherTokens();
    void findsNothingInAnotherTenant();
    void keepsTheKindsApart();
    void writesEventsForBeginningAndEnd();
    void endsAtOnceAndForGood();
    void endsADayAfterTheLastUse();
    void endsWhenItsTenantsSettingsSay();
    void outlivesARestart();
    void losesAMinuteOfUseAtMost();
    void endsAllOfAUserAtOnce();
    void keepsTheOneThatGoesOn();
    void endsThemWithTheChangeThatEndsThem();
    void endsNoneWhereTheChangeFails();
    void tellsOfNoneThatHadEndedBefore();
    void beginsNoneForWhoWasChangedMeanwhile();
    void followsAChangedUser();
    void storesNoToken();
    void beginsNothingOnAFullDisk();

private:
    void reopen();
    QByteArray begin();

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Sessions> m_sessions;
    TenantId m_tenant;
};

void TestSessions::init()
{
    m_sessions.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    reopen();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

void TestSessions::reopen()
{
    m_sessions.reset();
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_sessions = std::move(Sessions::open(*m_tenants).value());
}

QByteArray TestSessions::begin()
{
    const auto chief = m_tenants->findUser(m_tenant, u"chief"_s);
    return m_sessions->begin(**chief, u"192.0.2.1"_s).value_or(QByteArray());
}

void TestSessions::findsWhoseTokenItIs()
{
    const QByteArray token = begin();
    const auto session = m_sessions->find(m_tenant, token);
    QVERIFY(session);
    QCOMPARE(session->tenant, m_tenant);
    QCOMPARE(session->loginName, u"chief"_s);
    QCOMPARE(session->displayName, u"The Chief"_s);
    QCOMPARE(session->role, Role::Administrator);
    QCOMPARE(session->address, u"192.0.2.1"_s);
    QCOMPARE(session->openedAt, m_store->now());
    QVERIFY(begin() != token);
}

void TestSessions::findsNothingForOtherTokens()
{
    const QByteArray token = begin();
    QVERIFY(!m_sessions->find(m_tenant, ""));
    QVERIFY(!m_sessions->find(m_tenant, token + 'x'));
    QVERIFY(!m_sessions->find(m_tenant, token.chopped(1)));
    QVERIFY(!m_sessions->find(m_tenant, QByteArray(100'000, 'x')));
}

void TestSessions::findsNothingInAnotherTenant()
{
    const QByteArray token = begin();
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(!m_sessions->find(other, token));
    QVERIFY(m_sessions->end(other, token, {}));
    QVERIFY(m_sessions->find(m_tenant, token));
    QCOMPARE(m_tenants->events(other, 10)->events.size(), 1);
}

void TestSessions::keepsTheKindsApart()
{
    const QByteArray api = begin();
    const auto chief = m_tenants->findUser(m_tenant, u"chief"_s);
    const QByteArray browser = m_sessions->begin(**chief, u"192.0.2.1"_s, {}, SessionKind::Browser).value();
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().action, u"login"_s);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(m_sessions->find(m_tenant, browser, SessionKind::Browser)->kind, SessionKind::Browser);
        QVERIFY(m_sessions->find(m_tenant, api, SessionKind::Api));
        QVERIFY(!m_sessions->find(m_tenant, browser, SessionKind::Api));
        QVERIFY(!m_sessions->find(m_tenant, api, SessionKind::Browser));
        reopen();
    }
}

void TestSessions::writesEventsForBeginningAndEnd()
{
    const QByteArray token = begin();
    QVERIFY(m_sessions->end(m_tenant, token, u"192.0.2.2"_s));
    QVERIFY(m_sessions->end(m_tenant, token, u"192.0.2.2"_s));
    const auto events = m_tenants->events(m_tenant, 10)->events;
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[1].action, u"api login"_s);
    QCOMPARE(events[1].source, u"192.0.2.1"_s);
    QCOMPARE(events[0].action, u"logout"_s);
    QCOMPARE(events[0].source, u"192.0.2.2"_s);
    for (const audit::Event &event : events.first(2)) {
        QCOMPARE(event.user, u"chief"_s);
        QCOMPARE(event.module, u"Authentication"_s);
        QCOMPARE(event.level, audit::Level::Information);
        QCOMPARE(event.result, audit::EventResult::Success);
        QCOMPARE(event.time, m_store->now());
    }
}

void TestSessions::endsAtOnceAndForGood()
{
    const QByteArray token = begin();
    const QByteArray kept = begin();
    QVERIFY(m_sessions->end(m_tenant, token, {}));
    QVERIFY(!m_sessions->find(m_tenant, token));
    reopen();
    QVERIFY(!m_sessions->find(m_tenant, token));
    QVERIFY(m_sessions->find(m_tenant, kept));
}

void TestSessions::endsADayAfterTheLastUse()
{
    const QByteArray token = begin();
    for (int day = 0; day < 3; ++day) {
        m_store->pass(policy::SignIn().idleEnd - 1us);
        QVERIFY(m_sessions->find(m_tenant, token));
    }
    m_store->pass(policy::SignIn().idleEnd);
    QVERIFY(!m_sessions->find(m_tenant, token));
    reopen();
    QVERIFY(!m_sessions->find(m_tenant, token));

    // A look into the table: what has ended is swept away by the next one that begins.
    m_store->pass(2min);
    begin();
    const auto count = m_tenants->store().read([&](Database &database) {
        return database.first(u"SELECT count(*) FROM sessions WHERE tenant = ?"_s, {m_tenant.value},
            [](const QSqlQuery &row) { return row.value(0).toInt(); });
    });
    QCOMPARE(count.value(), 1);
}

void TestSessions::endsWhenItsTenantsSettingsSay()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const auto patient = m_tenants->findUser(other, u"chief"_s);
    const QByteArray kept = m_sessions->begin(**patient, {}).value();
    const QByteArray token = begin();
    auto state = std::make_shared<TenantState>(*m_tenants->snapshot()->byId.value(m_tenant));
    state->settings.signIn.idleEnd = 15min;
    m_tenants->publish(state);
    m_store->pass(15min - 1us);
    QVERIFY(m_sessions->find(m_tenant, token));
    m_store->pass(15min);
    QVERIFY(!m_sessions->find(m_tenant, token));
    QVERIFY(m_sessions->find(other, kept));
}

void TestSessions::outlivesARestart()
{
    const QByteArray token = begin();
    const auto before = m_sessions->find(m_tenant, token);
    reopen();
    QCOMPARE(m_sessions->find(m_tenant, token), before);
}

void TestSessions::losesAMinuteOfUseAtMost()
{
    const QByteArray token = begin();
    m_store->pass(12h);
    QVERIFY(m_sessions->find(m_tenant, token));
    m_store->pass(30s);
    QVERIFY(m_sessions->find(m_tenant, token));
    reopen();
    m_store->pass(policy::SignIn().idleEnd - Sessions::storedUseLag);
    QVERIFY(m_sessions->find(m_tenant, token));
}

void TestSessions::endsAllOfAUserAtOnce()
{
    const auto hash = (*m_tenants->findUser(m_tenant, u"chief"_s))->passwordHash;
    QVERIFY(m_tenants->addUsers(m_tenant, {{u"other"_s, {}, Role::User, hash}}));
    const QByteArray others = m_sessions->begin(**m_tenants->findUser(m_tenant, u"other"_s), {}).value();
    const QByteArray api = begin();
    const QByteArray browser
        = m_sessions->begin(**m_tenants->findUser(m_tenant, u"chief"_s), {}, {}, SessionKind::Browser).value();
    const UserId chief = m_sessions->find(m_tenant, api)->user;
    {
        int told = 0;
        const auto watching = m_tenants->store().changes().watch(m_tenant, [&told] { ++told; });
        QCOMPARE(
            m_sessions->endAllOf(m_tenant, chief, {u"signed out everywhere"_s, {u"chief"_s, u"192.0.2.9"_s, {}}}), 2);
        QCOMPARE(told, 1);
    }
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!m_sessions->find(m_tenant, api));
        QVERIFY(!m_sessions->find(m_tenant, browser, SessionKind::Browser));
        QVERIFY(m_sessions->find(m_tenant, others));
        reopen();
    }
    const auto events = m_tenants->events(m_tenant, 2)->events;
    for (const audit::Event &event : events) {
        QCOMPARE(event.action, u"logout"_s);
        QCOMPARE(event.user, u"chief"_s);
        QCOMPARE(event.source, u"192.0.2.9"_s);
    }
    QStringList complements{events[0].complement, events[1].complement};
    complements.sort();
    QCOMPARE(complements,
        (QStringList{u"login name: chief; opened from: -; reason: signed out everywhere"_s,
            u"login name: chief; opened from: 192.0.2.1; reason: signed out everywhere"_s}));
}

void TestSessions::keepsTheOneThatGoesOn()
{
    const QByteArray kept = begin();
    const QByteArray token = begin();
    QCOMPARE(m_sessions->endAllOf(m_tenant, m_sessions->find(m_tenant, kept)->user,
                 {.reason = u"password changed"_s, .by = {}, .keptToken = kept}),
        1);
    QVERIFY(m_sessions->find(m_tenant, kept));
    QVERIFY(!m_sessions->find(m_tenant, token));
}

void TestSessions::endsThemWithTheChangeThatEndsThem()
{
    const QByteArray token = begin();
    const UserId chief = m_sessions->find(m_tenant, token)->user;
    const auto written = m_tenants->store().write([&](Transaction &transaction) -> Result<qint64> {
        const auto ended = m_sessions->endAllOf(transaction, m_tenant, chief, {u"password changed"_s, {}});
        // Not before it is on disk.
        return m_sessions->find(m_tenant, token) ? ended : qint64(-1);
    });
    QCOMPARE(written, 1);
    QVERIFY(!m_sessions->find(m_tenant, token));
}

void TestSessions::endsNoneWhereTheChangeFails()
{
    const QByteArray token = begin();
    const UserId chief = m_sessions->find(m_tenant, token)->user;
    const auto written = m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
        (void)m_sessions->endAllOf(transaction, m_tenant, chief, {u"password changed"_s, {}});
        return std::unexpected(Error(ErrorKind::Conflict, messages::LoginNameTaken));
    });
    QVERIFY(!written);
    QVERIFY(m_sessions->find(m_tenant, token));
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().action, u"api login"_s);
    reopen();
    QVERIFY(m_sessions->find(m_tenant, token));
}

void TestSessions::tellsOfNoneThatHadEndedBefore()
{
    const QByteArray token = begin();
    const UserId chief = m_sessions->find(m_tenant, token)->user;
    m_store->pass(policy::SignIn().idleEnd + Sessions::storedUseLag);
    QCOMPARE(m_sessions->endAllOf(m_tenant, chief, {u"password changed"_s, {}}), 0);
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().action, u"api login"_s);
}

void TestSessions::beginsNoneForWhoWasChangedMeanwhile()
{
    const User proven = **m_tenants->findUser(m_tenant, u"chief"_s);
    const QList<QString> changes{
        u"password_hash = CAST('another' AS BLOB)"_s, u"role = 'user'"_s, u"login_name = 'Chief'"_s};
    for (const QString &change : changes) {
        const auto changed = m_tenants->store().write([&](Transaction &transaction) {
            return transaction.database().run(u"UPDATE users SET %1 WHERE tenant = ?"_s.arg(change), {m_tenant.value});
        });
        QCOMPARE(changed, 1);
        const auto begun = m_sessions->begin(proven, {});
        QVERIFY(!begun);
        QVERIFY(begun.error().is(messages::UserChangedMeanwhile));
        QVERIFY(m_sessions->begin(**m_tenants->findUser(m_tenant, u"chief"_s), {}));
    }
    const auto deleted = m_tenants->store().write([&](Transaction &transaction) -> Result<qint64> {
        if (const auto ended = m_sessions->endAllOf(transaction, m_tenant, proven.id, {u"user deleted"_s, {}}); !ended)
            return ended;
        return transaction.database().run(u"DELETE FROM users WHERE tenant = ?"_s, {m_tenant.value});
    });
    QCOMPARE(deleted, 1);
    QVERIFY(!m_sessions->begin(proven, {}));
}

void TestSessions::followsAChangedUser()
{
    const QByteArray token = begin();
    User changed = **m_tenants->findUser(m_tenant, u"chief"_s);
    changed.loginName = u"head"_s;
    changed.displayName = u"The Head"_s;
    changed.role = Role::Auditor;
    int told = 0;
    const auto watching = m_tenants->store().changes().watch(m_tenant, [&told] { ++told; });
    QVERIFY(m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
        m_sessions->follow(transaction, {changed});
        return {};
    }));
    const auto session = m_sessions->find(m_tenant, token);
    QCOMPARE(session->loginName, u"head"_s);
    QCOMPARE(session->displayName, u"The Head"_s);
    QCOMPARE(session->role, Role::Auditor);
    QCOMPARE(told, 1);
}

void TestSessions::storesNoToken()
{
    const QByteArray token = begin();
    m_sessions.reset();
    m_tenants.reset();
    QFile file(m_store->file());
    QVERIFY(file.open(QFile::ReadOnly));
    QVERIFY(!file.readAll().contains(token));
}

void TestSessions::beginsNothingOnAFullDisk()
{
    QVERIFY(TemporaryStore::fillDisk(*m_tenants));
    const auto chief = m_tenants->findUser(m_tenant, u"chief"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 13 "_s));
    const auto begun = m_sessions->begin(**chief, QString(1'000'000, u'x'));
    QVERIFY(!begun);
    QCOMPARE(begun.error().kind, ErrorKind::Unavailable);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 1);
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
