// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/leases.h"

#include <QTest>

#include <future>
#include <thread>

using namespace std::chrono_literals;
using namespace sekimori::platformd;

class TestLeases : public QObject {
    Q_OBJECT

private slots:
    void endsWhenNobodyComes();
    void lastsAsLongAsOneOfThem();
    void givesWayToAnotherWithinTheGrace();
    void knowsOfThoseWhoCameAndWentBefore();
    void canBeAskedToStop();
};

void TestLeases::endsWhenNobodyComes()
{
    Leases leases;
    QVERIFY(leases.waitUntilUnused({}, 1h, 1ms));
}

void TestLeases::lastsAsLongAsOneOfThem()
{
    Leases leases;
    auto first = leases.begin();
    auto second = leases.begin();
    auto unused = std::async(std::launch::async, [&] { return leases.waitUntilUnused({}, 1ms, 1h); });
    first.reset();
    QCOMPARE(unused.wait_for(50ms), std::future_status::timeout);
    second.reset();
    QVERIFY(unused.get());
}

void TestLeases::givesWayToAnotherWithinTheGrace()
{
    Leases leases;
    auto first = leases.begin();
    std::stop_source stop;
    auto unused = std::async(std::launch::async, [&] { return leases.waitUntilUnused(stop.get_token(), 1h, 1h); });
    first.reset();
    const auto second = leases.begin();
    QCOMPARE(unused.wait_for(50ms), std::future_status::timeout);
    stop.request_stop();
    QVERIFY(!unused.get());
}

void TestLeases::knowsOfThoseWhoCameAndWentBefore()
{
    Leases leases;
    leases.begin().reset();
    QVERIFY(leases.waitUntilUnused({}, 1ms, 1h));
}

void TestLeases::canBeAskedToStop()
{
    Leases leases;
    const auto lease = leases.begin();
    std::stop_source stop;
    auto unused = std::async(std::launch::async, [&] { return leases.waitUntilUnused(stop.get_token(), 1h, 1h); });
    stop.request_stop();
    QVERIFY(!unused.get());
}

QTEST_GUILESS_MAIN(TestLeases)
#include "tst_leases.moc"
