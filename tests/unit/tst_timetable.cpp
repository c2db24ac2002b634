// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/timetable.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimetable : public QObject {
    Q_OBJECT

private slots:
    void init();
    void doesEachChoreOnceANight();
    void catchesUpOnAMissedNight();
    void doesEachForAllTenantsBeforeTheNext();
    void doesOneAtOnceWhereItIsWanted();
    void remembersWhatWasWantedOverACrash();
    void doesAgainWhatIsWantedWhileItRuns();
    void triesAgainWhatHasFailedAndKeepsNoOther();
    void doesWhatAClockOfTheFutureHasDone();
    void runsByItself();
    void doesOnceWhatComesAfterTheStart();
    void stopsWithoutCallingDoneWhatIsNot();

private:
    void open();
    Result<void> want(const QString &name);
    Timetable::Chore noted(const QString &name);
    QStringList settled();

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<Timetable> m_timetable;
    TenantId m_tenant;
    QStringList m_done;
};

void TestTimetable::init()
{
    m_timetable.reset();
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_done.clear();
}

/// As after a start: at two in the afternoon, UTC.
void TestTimetable::open()
{
    m_timetable.reset();
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_timetable = std::make_unique<Timetable>(*m_tenants);
    m_timetable->nightly(u"first"_s, noted(u"first"_s));
    m_timetable->nightly(u"second"_s, noted(u"second"_s));
}

Result<void> TestTimetable::want(const QString &name)
{
    return m_tenants->store().write(
        [&](Transaction &transaction) { return m_timetable->soon(transaction, m_tenant, name); });
}

Timetable::Chore TestTimetable::noted(const QString &name)
{
    return [this, name](TenantId tenant, const std::stop_token &) -> Result<void> {
        m_done << name + u'@' + m_tenants->snapshot()->byId.value(tenant)->subdomain;
        return {};
    };
}

QStringList TestTimetable::settled()
{
    m_timetable->settle();
    return std::exchange(m_done, {});
}

void TestTimetable::doesEachChoreOnceANight()
{
    const QStringList both{u"first@demo"_s, u"second@demo"_s};
    QCOMPARE(settled(), both);
    QCOMPARE(settled(), QStringList());
    m_store->pass(12h + 59min);
    QCOMPARE(settled(), QStringList());
    m_store->pass(1min);
    QCOMPARE(settled(), both);
    m_store->pass(23h + 59min);
    QCOMPARE(settled(), QStringList());
    m_store->pass(1min);
    QCOMPARE(settled(), both);
}

void TestTimetable::catchesUpOnAMissedNight()
{
    QCOMPARE(settled().size(), 2);
    m_timetable.reset();
    m_tenants.reset();
    m_store->pass(10h);
    open();
    QCOMPARE(settled(), QStringList());
    m_timetable.reset();
    m_tenants.reset();
    m_store->pass(24h * 5);
    open();
    QCOMPARE(settled().size(), 2);
    QCOMPARE(settled(), QStringList());
}

void TestTimetable::doesEachForAllTenantsBeforeTheNext()
{
    QVERIFY(TemporaryStore::makeTenant(*m_tenants, u"other"_s).value != 0);
    QStringList done = settled();
    QCOMPARE(done.size(), 4);
    done.replaceInStrings(u"@other"_s, u"@demo"_s);
    QCOMPARE(done, (QStringList{u"first@demo"_s, u"first@demo"_s, u"second@demo"_s, u"second@demo"_s}));
}

void TestTimetable::doesOneAtOnceWhereItIsWanted()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(other.value != 0);
    QCOMPARE(settled().size(), 4);
    QVERIFY(want(u"second"_s));
    QCOMPARE(settled(), QStringList{u"second@demo"_s});
    QCOMPARE(settled(), QStringList());
}

void TestTimetable::remembersWhatWasWantedOverACrash()
{
    QCOMPARE(settled().size(), 2);
    QVERIFY(want(u"first"_s));
    open();
    QCOMPARE(settled(), QStringList{u"first@demo"_s});
}

void TestTimetable::doesAgainWhatIsWantedWhileItRuns()
{
    int runs = 0;
    m_timetable->nightly(u"changing"_s, [&](TenantId, const std::stop_token &) -> Result<void> {
        return ++runs < 3 ? want(u"changing"_s) : Result<void>();
    });
    m_timetable->settle();
    QCOMPARE(runs, 1);
    m_timetable->settle();
    QCOMPARE(runs, 2);
    m_timetable->settle();
    QCOMPARE(runs, 3);
    m_timetable->settle();
    QCOMPARE(runs, 3);
}

void TestTimetable::triesAgainWhatHasFailedAndKeepsNoOther()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    bool fails = true;
    int tries = 0;
    m_timetable->nightly(u"failing"_s, [&](TenantId tenant, const std::stop_token &) -> Result<void> {
        if (tenant == other)
            return {};
        ++tries;
        return fails ? Result<void>(std::unexpected(Error(ErrorKind::Unavailable, messages::StoreFull)))
                     : Result<void>();
    });
    m_timetable->nightly(u"last"_s, noted(u"last"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"failed, and is tried again later: chore failing"_s));
    QVERIFY(settled().contains(u"last@demo"_s));
    QCOMPARE(tries, 1);
    m_store->pass(Timetable::pauseAfterFailure - 1s);
    QCOMPARE(settled(), QStringList());
    QCOMPARE(tries, 1);
    m_store->pass(1s);
    fails = false;
    QCOMPARE(settled(), QStringList());
    QCOMPARE(tries, 2);
    m_store->pass(Timetable::pauseAfterFailure);
    QCOMPARE(settled(), QStringList());
    QCOMPARE(tries, 2);
}

/// A computer that starts with a wrong clock shall not leave its chores undone for years.
void TestTimetable::doesWhatAClockOfTheFutureHasDone()
{
    m_store->pass(24h * 365 * 20);
    QCOMPARE(settled().size(), 2);
    m_store->pass(-24h * 365 * 20);
    QCOMPARE(settled().size(), 2);
    QCOMPARE(settled(), QStringList());
}

void TestTimetable::runsByItself()
{
    std::atomic<int> runs = 0;
    m_timetable->nightly(u"counted"_s, [&](TenantId, const std::stop_token &) -> Result<void> {
        ++runs;
        return {};
    });
    m_timetable->start();
    QTRY_COMPARE(runs.load(), 1);
    QVERIFY(want(u"counted"_s));
    QTRY_COMPARE(runs.load(), 2);
}

void TestTimetable::doesOnceWhatComesAfterTheStart()
{
    std::atomic<int> runs = 0;
    std::atomic<int> nightly = 0;
    m_timetable->afterStart(u"failing"_s, [&](TenantId, const std::stop_token &) -> Result<void> {
        return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreFull));
    });
    m_timetable->afterStart(u"after"_s, [&](TenantId tenant, const std::stop_token &) -> Result<void> {
        runs += tenant == m_tenant && nightly == 0 ? 1 : 100;
        return {};
    });
    m_timetable->nightly(u"nightly"_s, [&](TenantId, const std::stop_token &) -> Result<void> {
        ++nightly;
        return {};
    });
    m_timetable->settle();
    QCOMPARE(nightly.load(), 1);
    nightly = 0;
    QVERIFY(want(u"nightly"_s));
    QCOMPARE(runs.load(), 0);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"after the start failed: chore failing"_s));
    m_timetable->start();
    QTRY_COMPARE(nightly.load(), 1);
    QCOMPARE(runs.load(), 1);
    QVERIFY(want(u"nightly"_s));
    QTRY_COMPARE(nightly.load(), 2);
    QCOMPARE(runs.load(), 1);
}

void TestTimetable::stopsWithoutCallingDoneWhatIsNot()
{
    std::atomic<int> runs = 0;
    const auto untilStopped = [&](TenantId, const std::stop_token &stop) -> Result<void> {
        ++runs;
        while (!stop.stop_requested())
            std::this_thread::yield();
        return {};
    };
    m_timetable->nightly(u"long"_s, untilStopped);
    m_timetable->start();
    QTRY_COMPARE(runs.load(), 1);
    open();
    m_timetable->nightly(u"long"_s, untilStopped);
    m_timetable->start();
    QTRY_COMPARE(runs.load(), 2);
    m_timetable.reset();
}

QTEST_GUILESS_MAIN(TestTimetable)

#include "tst_timetable.moc"
