// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusallog.h"
#include "store/refusalrows.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRefusalLog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesByItselfSoonAfter();
    void keepsCountsForACrash();
    void tellsTheRestWhenItStops();
    void keepsEachTenantsRefusalsInItsOwnLog();
    void losesNoneOfManyThreads();
    void holdsABoundedNumberOfAddresses();
    void triesAgainWhatAFullDiskHasRefused();

private:
    Refusal refusal(quint32 from = 0xc0000207) const;
    QList<RefusalTally> stored(TenantId tenant) const;
    QList<audit::Event> told(TenantId tenant) const;
    qint64 countTold(TenantId tenant) const;

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<RefusalLog> m_log;
    TenantId m_tenant;
};

void TestRefusalLog::init()
{
    m_log.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_log = std::move(RefusalLog::open(*m_tenants).value());
}

Refusal TestRefusalLog::refusal(quint32 from) const
{
    return {.tenant = m_tenant, .kind = RefusalKind::AccessDenied, .client = IpAddress::v4(from)};
}

QList<RefusalTally> TestRefusalLog::stored(TenantId tenant) const
{
    return m_tenants->store().read([&](Database &database) { return storedRefusals(database, tenant); }).value();
}

QList<audit::Event> TestRefusalLog::told(TenantId tenant) const
{
    QList<audit::Event> events = m_tenants->events(tenant, 5000)->events;
    events.removeIf([](const audit::Event &event) { return event.module != "Authentication"_L1; });
    return events;
}

qint64 TestRefusalLog::countTold(TenantId tenant) const
{
    qint64 count = 0;
    for (const audit::Event &event : told(tenant))
        count += event.complement.section(u' ', 1, 1).remove(u';').toLongLong();
    return count;
}

void TestRefusalLog::writesByItselfSoonAfter()
{
    m_log->note(refusal());
    QTRY_COMPARE(told(m_tenant).size(), 1);
    QCOMPARE(told(m_tenant).first().source, u"192.0.2.7"_s);
    QCOMPARE(told(m_tenant).first().time, m_store->now());
}

void TestRefusalLog::keepsCountsForACrash()
{
    m_log->note(refusal());
    m_log->settle();
    for (int i = 0; i < 41; ++i)
        m_log->note(refusal());
    m_log->settle();
    QCOMPARE(told(m_tenant).size(), 1);
    QCOMPARE(stored(m_tenant).size(), 1);
    QCOMPARE(stored(m_tenant).first().count, 41);
    // As a service that starts again finds it; the present one is not told to stop.
    const auto next = RefusalLog::open(*m_tenants);
    QVERIFY(next);
    QCOMPARE(stored(m_tenant).size(), 0);
    QCOMPARE(told(m_tenant).size(), 2);
    QVERIFY(told(m_tenant).first().complement.startsWith("count: 41;"_L1));
}

void TestRefusalLog::tellsTheRestWhenItStops()
{
    m_log->note(refusal());
    m_log->settle();
    m_log->note(refusal());
    m_log->note(refusal(7));
    m_log.reset();
    QCOMPARE(countTold(m_tenant), 3);
    QCOMPARE(stored(m_tenant).size(), 0);
}

void TestRefusalLog::keepsEachTenantsRefusalsInItsOwnLog()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    m_log->note(refusal());
    Refusal elsewhere = refusal();
    elsewhere.tenant = other;
    for (int i = 0; i < 3; ++i)
        m_log->note(elsewhere);
    m_log.reset();
    QCOMPARE(countTold(m_tenant), 1);
    QCOMPARE(countTold(other), 3);
}

void TestRefusalLog::losesNoneOfManyThreads()
{
    constexpr int threads = 4;
    constexpr int each = 5000;
    {
        std::vector<std::jthread> refusing;
        refusing.reserve(threads);
        for (quint32 t = 0; t < threads; ++t)
            refusing.emplace_back([this, t] {
                for (quint32 i = 0; i < each; ++i)
                    m_log->note(refusal(t * 100 + i % 50));
            });
        for (int i = 0; i < 20; ++i) {
            m_store->pass(7s);
            m_log->settle();
        }
    }
    m_log.reset();
    QCOMPARE(countTold(m_tenant), threads * each);
}

void TestRefusalLog::holdsABoundedNumberOfAddresses()
{
    QList<TenantId> tenants;
    for (int i = 0; i < 22; ++i)
        tenants << TemporaryStore::makeTenant(*m_tenants, u"tenant-%1"_s.arg(i));
    for (const TenantId tenant : tenants) {
        for (quint32 i = 0; i < 1000; ++i) {
            Refusal from = refusal(i);
            from.tenant = tenant;
            m_log->note(from);
        }
    }
    m_log.reset();
    qsizetype rows = 0;
    for (const TenantId tenant : tenants) {
        QCOMPARE(countTold(tenant), 1000);
        rows += told(tenant).size();
    }
    QVERIFY2(rows <= qsizetype(RefusalLog::mostAddresses) + 22, qPrintable(QString::number(rows)));
}

void TestRefusalLog::triesAgainWhatAFullDiskHasRefused()
{
    // Long enough to need new pages.
    m_log->settle();
    QVERIFY(TemporaryStore::fillDisk(*m_tenants));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Refusals could not be written"_s));
    for (quint32 i = 0; i < 900; ++i)
        m_log->note(refusal(i));
    m_log->settle();
    QCOMPARE_LT(countTold(m_tenant), 900); // Its thread may have found room for some.
    // What its thread tries meanwhile may fail together with it.
    QTRY_VERIFY(m_tenants->store()
            .write([](Transaction &transaction) {
                return transaction.database().run(u"PRAGMA max_page_count = 1000000"_s);
            })
            .has_value());
    m_log->settle();
    QCOMPARE(countTold(m_tenant), 900);
}

QTEST_GUILESS_MAIN(TestRefusalLog)
#include "tst_refusallog.moc"
