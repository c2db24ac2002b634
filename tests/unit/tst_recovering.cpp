// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/recovering.h"
#include "store/sessions.h"
#include "store/settingschange.h"
#include "temporarystore.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject ipValue(const QString &mode, const QString &network = u"192.0.2.0/24"_s)
{
    return {
        {u"mode"_s, mode}, {u"entries"_s, QJsonArray{QJsonObject{{u"network"_s, network}, {u"memo"_s, QString()}}}}};
}

}

class TestRecovering : public QObject {
    Q_OBJECT

private slots:
    void init();
    void letsTheAddressInForAnHour();
    void isAWarningWithItsReason();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void replacesTheOneBefore();
    void outlivesARestartButNotItsHour();
    void staysThroughAChangeOfSettings();
    void touchesNoOtherTenant();
    void endsTheSessionsOpenedUnderIt();
    void letsTheRulesBeMended();
    void warnsOfRulesThatShutOutWhenItEnds();
    void staysSilentAboutOtherSections();

private:
    void reopen();
    std::optional<Recovery> recoveryFor(const QString &address) const;
    std::expected<StoredAnswer, SettingsRefusal> save(
        const SettingsDraft &draft, const std::optional<Consent> &consent = {});

    const NewRecovery m_wish{u"demo"_s, u"CHIEF"_s, u"198.51.100.7"_s, u"Asked by telephone."_s};
    const crypto::PasswordHasher m_hasher{{.memoryKib = 8, .passes = 1, .lanes = 1}};
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
    User m_chief;
};

void TestRecovering::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    reopen();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_chief = **m_tenants->findUser(m_tenant, u"chief"_s);
    QVERIFY(m_tenants->addUsers(m_tenant, {{u"reader"_s, {}, Role::Auditor, "hash"}}));
}

void TestRecovering::reopen()
{
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
}

std::optional<Recovery> TestRecovering::recoveryFor(const QString &address) const
{
    return m_tenants->snapshot()->recoveryFor(
        m_tenant, IpAddress::parse(address).value(), [this] { return m_store->now(); });
}

/// As the chief would, who came in by the recovery.
std::expected<StoredAnswer, SettingsRefusal> TestRecovering::save(
    const SettingsDraft &draft, const std::optional<Consent> &consent)
{
    const auto recovery = recoveryFor(m_wish.address);
    return saveSettings(*m_tenants, m_hasher,
        {.editor = {.tenant = m_tenant, .user = m_chief.id, .loginName = m_chief.loginName, .address = m_wish.address},
            .draft = draft,
            .wayIn = {.client = IpAddress::parse(m_wish.address).value(),
                .presentedName = {},
                .provenSeals = {},
                .recovery = recovery},
            .consent = consent,
            .idempotencyKey = {}});
}

void TestRecovering::letsTheAddressInForAnHour()
{
    const auto recovery = recover(*m_tenants, m_wish);
    QVERIFY(recovery);
    QCOMPARE(recovery->user, m_chief.id);
    QCOMPARE(recovery->loginName, u"chief"_s);
    QCOMPARE(recovery->endsAt, m_store->now() + 1h);
    QCOMPARE(recoveryFor(u"198.51.100.7"_s), *recovery);
    QVERIFY(!recoveryFor(u"198.51.100.8"_s));
    m_store->pass(1h - 1us);
    QVERIFY(recoveryFor(u"198.51.100.7"_s));
    m_store->pass(1us);
    QVERIFY(!recoveryFor(u"198.51.100.7"_s));
}

void TestRecovering::isAWarningWithItsReason()
{
    const auto revisions = m_tenants->snapshot()->byId.value(m_tenant)->revisions;
    QVERIFY(recover(*m_tenants, m_wish));
    const audit::Event event = m_tenants->events(m_tenant, 1)->events.first();
    QCOMPARE(event.module, u"Operation"_s);
    QCOMPARE(event.action, u"recovered by the operator"_s);
    QCOMPARE(event.level, audit::Level::Warning);
    QCOMPARE(event.user, u"nobody"_s);
    QCOMPARE(event.complement,
        u"administrator: chief; from: 198.51.100.7; until: 2026-03-05T15:00:00.000000Z; reason: Asked by telephone."_s);
    QCOMPARE(m_tenants->snapshot()->byId.value(m_tenant)->revisions, revisions);
}

void TestRecovering::refusesWhatCannotBe_data()
{
    QTest::addColumn<NewRecovery>("wish");
    QTest::addColumn<QString>("field");
    const auto row = [this](const char *name, auto change, const QString &field) {
        NewRecovery wish = m_wish;
        change(wish);
        QTest::newRow(name) << wish << field;
    };
    row("unknown tenant", [](auto &wish) { wish.tenant = u"beta"_s; }, u"tenant"_s);
    row("no tenant", [](auto &wish) { wish.tenant = QString(); }, u"tenant"_s);
    row("unknown name", [](auto &wish) { wish.administrator = u"chef"_s; }, u"administrator"_s);
    row("an auditor", [](auto &wish) { wish.administrator = u"reader"_s; }, u"administrator"_s);
    row("no address", [](auto &wish) { wish.address = QString(); }, u"address"_s);
    row("a network", [](auto &wish) { wish.address = u"198.51.100.0/24"_s; }, u"address"_s);
    row("a name for an address", [](auto &wish) { wish.address = u"home.example"_s; }, u"address"_s);
    row("no reason", [](auto &wish) { wish.reason = QString(); }, u"reason"_s);
    row("blanks for a reason", [](auto &wish) { wish.reason = u"  "_s; }, u"reason"_s);
    row("two lines", [](auto &wish) { wish.reason = u"a\nb"_s; }, u"reason"_s);
    row("a novel", [](auto &wish) { wish.reason = QString(501, u'x'); }, u"reason"_s);
}

void TestRecovering::refusesWhatCannotBe()
{
    QFETCH(const NewRecovery, wish);
    const qint64 before = m_tenants->events(m_tenant, 1)->events.first().number;
    const auto refused = recover(*m_tenants, wish);
    QVERIFY(!refused);
    QTEST(refused.error().field, "field");
    QVERIFY(m_tenants->snapshot()->recoveries.isEmpty());
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().number, before);
}

void TestRecovering::replacesTheOneBefore()
{
    QVERIFY(recover(*m_tenants, m_wish));
    NewRecovery other = m_wish;
    other.address = u"2001:db8::7"_s;
    QVERIFY(recover(*m_tenants, other));
    QVERIFY(!recoveryFor(u"198.51.100.7"_s));
    QVERIFY(recoveryFor(u"2001:db8::7"_s));
    reopen();
    QVERIFY(!recoveryFor(u"198.51.100.7"_s));
    QVERIFY(recoveryFor(u"2001:db8::7"_s));
}

void TestRecovering::outlivesARestartButNotItsHour()
{
    const auto recovery = recover(*m_tenants, m_wish);
    m_store->pass(59min);
    reopen();
    QCOMPARE(recoveryFor(m_wish.address), *recovery);
    m_store->pass(1min);
    reopen();
    QVERIFY(m_tenants->snapshot()->recoveries.isEmpty());
}

void TestRecovering::staysThroughAChangeOfSettings()
{
    QVERIFY(recover(*m_tenants, m_wish));
    QVERIFY(save({{u"ipRestriction"_s, {0, ipValue(u"allowListed"_s, m_wish.address)}}}));
    QVERIFY(recoveryFor(m_wish.address));
}

void TestRecovering::touchesNoOtherTenant()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(recover(*m_tenants, m_wish));
    QVERIFY(!m_tenants->snapshot()->recoveries.contains(other));
}

void TestRecovering::endsTheSessionsOpenedUnderIt()
{
    const auto recovery = recover(*m_tenants, m_wish);
    auto sessions = Sessions::open(*m_tenants).value();
    const QByteArray token = sessions->begin(m_chief, m_wish.address, recovery->endsAt).value();
    const QByteArray usual = sessions->begin(m_chief, m_wish.address).value();
    m_store->pass(59min);
    QVERIFY(sessions->find(m_tenant, token));
    sessions.reset();
    reopen();
    sessions = Sessions::open(*m_tenants).value();
    QVERIFY(sessions->find(m_tenant, token));
    m_store->pass(1min);
    QVERIFY(!sessions->find(m_tenant, token));
    QVERIFY(sessions->find(m_tenant, usual));
}

void TestRecovering::letsTheRulesBeMended()
{
    QVERIFY(save({{u"ipRestriction"_s, {0, ipValue(u"allowAll"_s)}}}));
    QVERIFY(recover(*m_tenants, m_wish));
    const auto mended = save({{u"ipRestriction"_s, {1, ipValue(u"allowListed"_s, m_wish.address)}}});
    QVERIFY(mended);
}

void TestRecovering::warnsOfRulesThatShutOutWhenItEnds()
{
    QVERIFY(recover(*m_tenants, m_wish));
    const SettingsDraft draft{{u"ipRestriction"_s, {0, ipValue(u"allowListed"_s)}}};
    const auto warned = save(draft);
    QVERIFY(!warned);
    QCOMPARE(warned.error().errors.first().kind, ErrorKind::Conflict);
    QVERIFY(warned.error().errors.first().is(messages::RecoveryEnds));
    QCOMPARE(warned.error().errors.first().arguments, QStringList{u"2026-03-05T15:00:00.000000Z"_s});
    QCOMPARE(warned.error().wayIn->verdict, policy::Verdict::Deny);
    QVERIFY(save(draft, Consent{warned.error().consentToken, u"Others come in."_s}));
}

void TestRecovering::staysSilentAboutOtherSections()
{
    // Shut out first, as somebody else would have done it.
    QVERIFY(recover(*m_tenants, m_wish));
    const SettingsDraft closing{{u"ipRestriction"_s, {0, ipValue(u"denyAll"_s)}}};
    QVERIFY(save(closing, Consent{save(closing).error().consentToken, u"Test."_s}));
    const SettingsDraft renaming{{u"accountLockout"_s, {0, QJsonObject{{u"attempts"_s, 5}, {u"duration"_s, 30}}}}};
    const auto saved = save(renaming);
    QVERIFY2(saved, saved ? "" : saved.error().errors.first().message->code);
}

QTEST_GUILESS_MAIN(TestRecovering)
#include "tst_recovering.moc"
