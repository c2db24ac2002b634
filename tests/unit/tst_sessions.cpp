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
