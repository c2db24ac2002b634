// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/lockouts.h"
#include "store/settingschange.h"
#include "store/stays.h"
#include "temporarystore.h"

#include <QTest>

#include <latch>
#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStays : public QObject {
    Q_OBJECT

private slots:
    void init();
    void exchangesEachTokenForTheNext();
    void givesTabsThatRaceTheSameNext();
    void endsTheFamilyOfATokenThatWasUsedBefore();
    void endsNothingForATabThatComesLateAfterARestart();
    void endsWithItsTime();
    void endsAtOnceWhenThePolicyIsShortened_data();
    void endsAtOnceWhenThePolicyIsShortened();
    void endsWithWhatTheUserIs_data();
    void endsWithWhatTheUserIs();
    void endsWithALock();
    void endsWithTheSessionThatIsSignedOut();
    void keepsItsPlaceWhereTheUserIsNotAdmitted();
    void knowsNoTokenOfAnotherTenant();
    void keepsNoMoreThanSoMany();
    void endsSessionsThatAShorterIdleEndFindsTooOld();
    void revivesNoSessionByALongerIdleEnd();

private:
    void reopen();
    void setSignIn(const policy::SignIn &section);
    const TenantState &state() const { return *m_tenants->snapshot()->byId.value(m_tenant); }
    User chief() const { return **m_tenants->findUser(m_tenant, u"chief"_s); }
    Stays::Token begin() { return m_stays->begin(state(), chief()).value(); }
    std::expected<Stays::Renewal, Stays::NotRenewed> renew(const QByteArray &token)
    {
        return m_stays->renew(state(), token, u"192.0.2.1"_s, [](const User &) { return true; });
    }
    bool isVoid(const QByteArray &token)
    {
        const auto renewed = renew(token);
        return !renewed && renewed.error() == Stays::NotRenewed::Void;
    }

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<Stays> m_stays;
    TenantId m_tenant;
    crypto::PasswordHasher m_hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
};

void TestStays::init()
{
    m_stays.reset();
    m_sessions.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    reopen();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    setSignIn({.automaticSignIn = std::chrono::days(7)});
}

void TestStays::reopen()
{
    m_stays.reset();
    m_sessions.reset();
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_sessions = std::move(Sessions::open(*m_tenants).value());
    m_stays = std::make_unique<Stays>(*m_tenants, *m_sessions);
}

/// As the console saves it.
void TestStays::setSignIn(const policy::SignIn &section)
{
    policy::Settings settings = state().settings;
    settings.signIn = section;
    const QString key = policy::SignIn::key;
    const SettingsDraft draft{{key,
        {.revision = state().revisions.value(key).number,
            .value = policy::sectionToJson(settings, key, policy::JsonUse::Answer)}}};
    const SettingsChange change{.editor = {m_tenant, chief().id, u"chief"_s, u"192.0.2.9"_s},
        .draft = draft,
        .wayIn = {},
        .consent = {},
        .idempotencyKey = {}};
    QVERIFY(saveSettings(*m_tenants, m_hasher, change));
}

void TestStays::exchangesEachTokenForTheNext()
{
    QByteArray token = begin().text;
    QCOMPARE(token.size(), 43);
    for (int i = 0; i < 3; ++i) {
        m_store->pass(1h);
        const auto renewed = renew(token);
        QVERIFY(renewed);
        QCOMPARE(renewed->user.loginName, u"chief"_s);
        QVERIFY(renewed->next.text != token);
        QCOMPARE(renewed->next.text.size(), 43);
        QCOMPARE(renewed->next.lifetime, 7 * 24h - (i + 1) * 1h);
        token = renewed->next.text;
    }
    reopen();
    QVERIFY(renew(token));
}

void TestStays::givesTabsThatRaceTheSameNext()
{
    const QByteArray token = begin().text;
    constexpr int tabs = 8;
    std::array<QByteArray, tabs> nexts;
    std::latch start(tabs);
    {
        std::vector<std::jthread> threads;
        for (QByteArray &next : nexts)
            threads.emplace_back([&] {
                start.arrive_and_wait();
                if (const auto renewed = renew(token))
                    next = renewed->next.text;
            });
    }
    QVERIFY(!nexts[0].isEmpty());
    for (const QByteArray &next : nexts)
        QCOMPARE(next, nexts[0]);
    m_store->pass(Stays::grace - 1us);
    QCOMPARE(renew(token)->next.text, nexts[0]);
    QVERIFY(renew(nexts[0]));
}

void TestStays::endsTheFamilyOfATokenThatWasUsedBefore()
{
    const Stays::Token token = begin();
    const QByteArray other = begin().text;
    const QByteArray next = renew(token.text)->next.text;
    const QByteArray session = m_sessions->beginStaying(chief(), {}, token.family(), true).value();
    const QByteArray byPassword = m_sessions->begin(chief(), {}, {}, SessionKind::Browser).value();
    m_store->pass(Stays::grace);
    QVERIFY(isVoid(token.text));
    QVERIFY(isVoid(next));
    QVERIFY(!m_sessions->find(m_tenant, session, SessionKind::Browser));
    QVERIFY(m_sessions->find(m_tenant, byPassword, SessionKind::Browser));
    QVERIFY(renew(other));
    const auto events = m_tenants->events(m_tenant, 2)->events;
    QCOMPARE(events[1].action, u"login"_s);
    QCOMPARE(events[1].result, audit::EventResult::Failed);
    QCOMPARE(events[1].level, audit::Level::Notice);
    QCOMPARE(events[1].user, u"chief"_s);
    QCOMPARE(events[1].source, u"192.0.2.1"_s);
    QCOMPARE(events[0].action, u"logout"_s);
}

void TestStays::endsNothingForATabThatComesLateAfterARestart()
{
    const QByteArray token = begin().text;
    const QByteArray next = renew(token)->next.text;
    reopen();
    QCOMPARE(renew(token).error(), Stays::NotRenewed::NotNow);
    QVERIFY(renew(next));
}

void TestStays::endsWithItsTime()
{
    QByteArray token = begin().text;
    m_store->pass(7 * 24h - 1s);
    const auto renewed = renew(token);
    QVERIFY(renewed);
    QCOMPARE(renewed->next.lifetime, 1s);
    m_store->pass(1s);
    QVERIFY(isVoid(renewed->next.text)); // counted from the password, not from the last use
}

void TestStays::endsAtOnceWhenThePolicyIsShortened_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("ends");
    QTest::newRow("longer") << 30 << false;
    QTest::newRow("shorter") << 1 << true;
    QTest::newRow("off") << 0 << true;
}

void TestStays::endsAtOnceWhenThePolicyIsShortened()
{
    QFETCH(int, days);
    QFETCH(bool, ends);
    const QByteArray token = begin().text;
    m_store->pass(24h);
    setSignIn({.automaticSignIn = days == 0 ? std::nullopt : std::optional(std::chrono::days(days))});
    setSignIn({.automaticSignIn = std::chrono::days(30), .idleEnd = 15min}); // which brings nothing back
    QCOMPARE(isVoid(token), ends);
}

void TestStays::endsWithWhatTheUserIs_data()
{
    QTest::addColumn<QString>("what");
    for (const QString &what : {u"signed out everywhere"_s, u"role"_s, u"role without a word"_s, u"deleted"_s})
        QTest::newRow(qPrintable(what)) << what;
}

void TestStays::endsWithWhatTheUserIs()
{
    QFETCH(QString, what);
    const QByteArray token = begin().text;
    const User user = chief();
    if (what == "signed out everywhere"_L1)
        QVERIFY(m_sessions->endAllOf(m_tenant, user.id, {what, {}}));
    if (what == "role"_L1) {
        for (const Role role : {Role::Auditor, Role::Administrator})
            QVERIFY(m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
                User changed = user;
                changed.role = role;
                m_sessions->follow(transaction, {changed});
                return {};
            }));
    }
    if (what == "role without a word"_L1 || what == "deleted"_L1)
        QVERIFY(m_tenants->store().write([&](Transaction &transaction) {
            return transaction.database().run(what == "deleted"_L1
                    ? u"DELETE FROM users WHERE tenant = ?"_s
                    : u"UPDATE users SET role = 'user' WHERE tenant = ?"_s,
                {m_tenant.value});
        }));
    QVERIFY(isVoid(token));
}

void TestStays::endsWithALock()
{
    const auto lockouts = Lockouts::open(*m_tenants).value();
    const QByteArray token = begin().text;
    const QByteArray session = m_sessions->begin(chief(), {}).value();
    for (int i = 0; i < 10; ++i) {
        const auto guess = lockouts->admit(state(), chief(), u"192.0.2.7"_s);
        QVERIFY(lockouts->settle(*guess, false));
    }
    QCOMPARE(lockouts->locks(m_tenant)->total, 1);
    QVERIFY(isVoid(token));
    QVERIFY(m_sessions->find(m_tenant, session)); // who is in stays in
}

void TestStays::endsWithTheSessionThatIsSignedOut()
{
    const Stays::Token token = begin();
    const QByteArray session = m_sessions->beginStaying(chief(), {}, token.family(), false).value();
    const QByteArray tab = m_sessions->beginStaying(chief(), {}, token.family(), true).value();
    reopen();
    QVERIFY(m_sessions->end(m_tenant, session, {}));
    QVERIFY(isVoid(token.text));
    QVERIFY(!m_sessions->find(m_tenant, tab, SessionKind::Browser));
}

void TestStays::keepsItsPlaceWhereTheUserIsNotAdmitted()
{
    const QByteArray token = begin().text;
    const auto refused = m_stays->renew(state(), token, {}, [](const User &) { return false; });
    QCOMPARE(refused.error(), Stays::NotRenewed::NotNow);
    m_store->pass(1h);
    QVERIFY(renew(token));
}

void TestStays::knowsNoTokenOfAnotherTenant()
{
    const QByteArray token = begin().text;
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const auto &otherState = *m_tenants->snapshot()->byId.value(other);
    QCOMPARE(m_stays->renew(otherState, token, {}, [](const User &) { return true; }).error(), Stays::NotRenewed::Void);
    QVERIFY(renew(token));
}

void TestStays::keepsNoMoreThanSoMany()
{
    const QByteArray oldest = begin().text;
    QList<QByteArray> tokens;
    for (int i = 0; i < Stays::mostPerUser; ++i) {
        m_store->pass(1s);
        tokens << begin().text;
    }
    QVERIFY(isVoid(oldest));
    for (const QByteArray &token : std::as_const(tokens))
        QVERIFY(renew(token));
}

void TestStays::endsSessionsThatAShorterIdleEndFindsTooOld()
{
    const QByteArray old = m_sessions->begin(chief(), {}).value();
    m_store->pass(30min);
    const QByteArray fresh = m_sessions->begin(chief(), {}).value();
    setSignIn({.automaticSignIn = {}, .idleEnd = 30min});
    setSignIn({.automaticSignIn = {}, .idleEnd = 24h});
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!m_sessions->find(m_tenant, old));
        QVERIFY(m_sessions->find(m_tenant, fresh));
        reopen();
    }
}

void TestStays::revivesNoSessionByALongerIdleEnd()
{
    setSignIn({.automaticSignIn = {}, .idleEnd = 30min});
    const QByteArray old = m_sessions->begin(chief(), {}).value();
    m_store->pass(20min);
    QVERIFY(m_sessions->find(m_tenant, old)); // which the store knows
    m_store->pass(20s);
    QVERIFY(m_sessions->find(m_tenant, old)); // and which it does not
    m_store->pass(30min);
    setSignIn({.automaticSignIn = {}, .idleEnd = 24h});
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!m_sessions->find(m_tenant, old));
        reopen();
    }
}

QTEST_GUILESS_MAIN(TestStays)
#include "tst_stays.moc"
