// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/intake.h"
#include "store/servicelink.h"
#include "store/services.h"
#include "store/settingschange.h"
#include "temporarystore.h"

#include <QFile>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestServices : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsThemByName();
    void takesEachNameOnceInATenant();
    void writesAnEventForEachChange();
    void findsWhoseTokenItIs();
    void findsNothingInAnotherTenant();
    void revokesAtOnceAndForGood();
    void deletesAServiceWithItsTokens();
    void outlivesARestart();
    void storesNoToken();
    void tellsWhenATokenWasUsed();
    void bounds();
    void takesInABatchOnce();
    void forgetsAKeyAfterADay();
    void takesInNothingWithARevokedToken();
    void linksToThem();

private:
    void reopen();
    ServiceId add(const QString &name);
    Intake intake(const QByteArray &key, const QByteArray &digest = "digest") const;

    const Author m_by{.loginName = u"chief"_s, .address = u"192.0.2.1"_s, .at = {}};
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Services> m_services;
    TenantId m_tenant;
    ServiceCaller m_caller;
};

void TestServices::init()
{
    m_services.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    reopen();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

void TestServices::reopen()
{
    m_services.reset();
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_services = std::move(Services::open(*m_tenants).value());
}

ServiceId TestServices::add(const QString &name)
{
    const auto added = m_services->add(m_tenant, {name, u"https://files.example/"_s, {}}, m_by);
    return added ? added->id : ServiceId();
}

Intake TestServices::intake(const QByteArray &key, const QByteArray &digest) const
{
    const audit::Event event{.time = m_store->now(),
        .source = {},
        .user = u"nobody"_s,
        .service = u"Files"_s,
        .module = u"Files"_s,
        .action = u"upload"_s,
        .complement = {}};
    return {.caller = m_caller, .events = {event, event, event}, .idempotencyKey = key, .requestDigest = digest};
}

void TestServices::listsThemByName()
{
    add(u"files"_s);
    add(u"Groupware"_s);
    add(u"Database"_s);
    QStringList names;
    for (const TenantService &service : m_services->list(m_tenant).value())
        names << service.name;
    QCOMPARE(names, (QStringList{u"Database"_s, u"files"_s, u"Groupware"_s}));
}

void TestServices::takesEachNameOnceInATenant()
{
    add(u"Files"_s);
    const auto again = m_services->add(m_tenant, {u"ｆｉｌｅｓ"_s, u"https://files.example/"_s, {}}, m_by);
    QVERIFY(!again);
    QVERIFY(again.error().first().is(messages::ServiceNameTaken));
    QCOMPARE(again.error().first().field, u"name"_s);
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(m_services->add(other, {u"Files"_s, u"https://files.example/"_s, {}}, m_by));
    QCOMPARE(m_services->list(m_tenant)->size(), 1);
}

void TestServices::writesAnEventForEachChange()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    QVERIFY(m_services->revokeToken(m_tenant, files, issued->id, m_by));
    QVERIFY(m_services->remove(m_tenant, files, m_by));
    const auto events = m_tenants->events(m_tenant, 4)->events;
    QStringList told;
    for (const audit::Event &event : events) {
        told.prepend(event.action);
        QCOMPARE(event.service, u"Common"_s);
        QCOMPARE(event.module, u"Services"_s);
        QCOMPARE(event.level, audit::Level::Notice);
        QCOMPARE(event.user, u"chief"_s);
        QCOMPARE(event.source, u"192.0.2.1"_s);
        QVERIFY(event.complement.contains("Files"_L1));
        QVERIFY(!event.complement.contains(QLatin1StringView(issued->token)));
    }
    QCOMPARE(told, (QStringList{u"add"_s, u"issue token"_s, u"revoke token"_s, u"delete"_s}));
}

void TestServices::findsWhoseTokenItIs()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    QCOMPARE(issued->token.size(), 43);
    const auto caller = m_services->find(m_tenant, issued->token);
    QVERIFY(caller);
    QCOMPARE(*caller, (ServiceCaller{m_tenant, files, issued->id, u"Files"_s}));
    QVERIFY(!m_services->find(m_tenant, ""));
    QVERIFY(!m_services->find(m_tenant, issued->token + 'x'));
}

void TestServices::findsNothingInAnotherTenant()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(!m_services->find(other, issued->token));
    QVERIFY(m_services->issueToken(other, files, m_by).error().is(messages::ServiceUnknown));
    QVERIFY(m_services->revokeToken(other, files, issued->id, m_by).error().is(messages::ServiceUnknown));
    QVERIFY(m_services->remove(other, files, m_by).error().is(messages::ServiceUnknown));
    QVERIFY(m_services->find(m_tenant, issued->token));
}

void TestServices::revokesAtOnceAndForGood()
{
    const ServiceId files = add(u"Files"_s);
    const auto one = m_services->issueToken(m_tenant, files, m_by);
    const auto other = m_services->issueToken(m_tenant, files, m_by);
    QVERIFY(m_services->revokeToken(m_tenant, files, one->id, m_by));
    QVERIFY(!m_services->find(m_tenant, one->token));
    QVERIFY(m_services->find(m_tenant, other->token));
    QVERIFY(m_services->revokeToken(m_tenant, files, one->id, m_by).error().is(messages::ServiceTokenUnknown));
    reopen();
    QVERIFY(!m_services->find(m_tenant, one->token));
    QVERIFY(m_services->find(m_tenant, other->token));
}

void TestServices::deletesAServiceWithItsTokens()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    m_caller = *m_services->find(m_tenant, issued->token);
    QVERIFY(takeIn(*m_tenants, intake("key")));
    QVERIFY(m_services->remove(m_tenant, files, m_by));
    QVERIFY(!m_services->find(m_tenant, issued->token));
    QVERIFY(m_services->list(m_tenant)->isEmpty());
    QVERIFY(add(u"Files"_s) != files);
}

void TestServices::outlivesARestart()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    reopen();
    QCOMPARE(m_services->find(m_tenant, issued->token)->name, u"Files"_s);
}

void TestServices::storesNoToken()
{
    const auto issued = m_services->issueToken(m_tenant, add(u"Files"_s), m_by);
    m_services.reset();
    m_tenants.reset();
    for (const QString &suffix : {QString(), u"-wal"_s}) {
        QFile file(m_store->file() + suffix);
        if (file.open(QFile::ReadOnly))
            QVERIFY(!file.readAll().contains(issued->token));
    }
}

void TestServices::tellsWhenATokenWasUsed()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    const auto lastUsed = [&] { return m_services->list(m_tenant)->first().tokens.first().lastUsedAt; };
    QVERIFY(!lastUsed());
    (void)m_services->find(m_tenant, issued->token);
    const auto first = m_store->now();
    QTRY_COMPARE(lastUsed(), std::optional(first));
    m_store->pass(59s);
    (void)m_services->find(m_tenant, issued->token);
    QVERIFY(m_tenants->appendEvent(m_tenant, {}).has_value()); // Whatever was to be written is.
    QCOMPARE(lastUsed(), std::optional(first));
    m_store->pass(1s);
    (void)m_services->find(m_tenant, issued->token);
    QTRY_COMPARE(lastUsed(), std::optional(m_store->now()));
}

void TestServices::bounds()
{
    const ServiceId files = add(u"Files"_s);
    for (qsizetype i = 0; i < Services::mostTokens; ++i)
        QVERIFY(m_services->issueToken(m_tenant, files, m_by));
    QVERIFY(m_services->issueToken(m_tenant, files, m_by).error().is(messages::TooManyTokens));
    for (qsizetype i = 1; i < Services::mostServices; ++i)
        QVERIFY(add(u"Files %1"_s.arg(i)).value != 0);
    const auto refused = m_services->add(m_tenant, {u"One more"_s, u"https://files.example/"_s, {}}, m_by);
    QVERIFY(refused.error().first().is(messages::TooManyServices));
}

void TestServices::takesInABatchOnce()
{
    m_caller = *m_services->find(m_tenant, m_services->issueToken(m_tenant, add(u"Files"_s), m_by)->token);
    const auto first = takeIn(*m_tenants, intake("key"));
    QVERIFY(first);
    QCOMPARE(first->last - first->first, 2);
    QCOMPARE(takeIn(*m_tenants, intake("key")), first);
    QVERIFY(takeIn(*m_tenants, intake("key", "other")).error().is(messages::KeyUsedOtherwise));
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().number, first->last);
    QCOMPARE(takeIn(*m_tenants, intake("other"))->first, first->last + 1);
    QCOMPARE(takeIn(*m_tenants, intake({}))->first, first->last + 4);
    QCOMPARE(takeIn(*m_tenants, intake({}))->first, first->last + 7);
}

void TestServices::forgetsAKeyAfterADay()
{
    m_caller = *m_services->find(m_tenant, m_services->issueToken(m_tenant, add(u"Files"_s), m_by)->token);
    const auto first = takeIn(*m_tenants, intake("key"));
    m_store->pass(24h);
    QCOMPARE(takeIn(*m_tenants, intake("key"))->first, first->last + 1);
}

void TestServices::takesInNothingWithARevokedToken()
{
    const ServiceId files = add(u"Files"_s);
    const auto issued = m_services->issueToken(m_tenant, files, m_by);
    m_caller = *m_services->find(m_tenant, issued->token);
    QVERIFY(m_services->revokeToken(m_tenant, files, issued->id, m_by));
    QVERIFY(takeIn(*m_tenants, intake("key")).error().is(messages::TokenRevoked));
}

void TestServices::linksToThem()
{
    QVERIFY(m_services->add(m_tenant, {u"Files"_s, u"https://例え.example/森"_s, u"All our files"_s}, m_by));
    add(u"Database"_s);
    const auto links = serviceLinks(*m_tenants, m_tenant).value();
    QCOMPARE(links.size(), 2);
    QCOMPARE(links[0].name, u"Database"_s);
    QCOMPARE(links[1], (ServiceLink{u"Files"_s, QUrl(u"https://例え.example/森"_s), u"All our files"_s}));
}

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
