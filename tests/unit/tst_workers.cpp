// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/workers.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <numeric>

using namespace sekimori::audit::query;

class TestWorkers : public QObject {
    Q_OBJECT

private slots:
    void doesEachPieceOnce_data();
    void doesEachPieceOnce();
    void givesEachThreadANumberOfItsOwn();
    void worksOnAllThreadsAtOnce();
    void stopsBetweenPieces();
    void servesSeveralAtOnce();
};

void TestWorkers::doesEachPieceOnce_data()
{
    QTest::addColumn<size_t>("threads");
    QTest::addColumn<size_t>("pieces");
    for (const size_t threads : {0U, 1U, 3U}) {
        for (const size_t pieces : {0U, 1U, 2U, 1000U})
            QTest::addRow("%zu pieces, %zu threads", pieces, threads) << threads << pieces;
    }
}

void TestWorkers::doesEachPieceOnce()
{
    QFETCH(const size_t, threads);
    QFETCH(const size_t, pieces);
    Workers workers(threads);
    std::vector<std::atomic<int>> done(pieces);
    QVERIFY(workers.run(pieces, {}, [&](size_t piece, size_t) { ++done[piece]; }));
    QVERIFY(std::ranges::all_of(done, [](const auto &count) { return count == 1; }));
}

void TestWorkers::givesEachThreadANumberOfItsOwn()
{
    Workers workers(3);
    std::vector<size_t> sums(workers.count()); // a race here is seen by the thread sanitizer
    QVERIFY(workers.run(10'000, {}, [&](size_t piece, size_t thread) { sums[thread] += piece; }));
    QCOMPARE(std::accumulate(sums.begin(), sums.end(), size_t(0)), size_t(10'000) * 9'999 / 2);
}

void TestWorkers::worksOnAllThreadsAtOnce()
{
    Workers workers(2);
    std::latch everybody(3);
    QVERIFY(workers.run(3, {}, [&](size_t, size_t) { everybody.arrive_and_wait(); }));
}

void TestWorkers::stopsBetweenPieces()
{
    Workers workers(0);
    std::stop_source stop;
    size_t done = 0;
    QVERIFY(!workers.run(10, stop.get_token(), [&](size_t piece, size_t) {
        ++done;
        if (piece == 3)
            stop.request_stop();
    }));
    QCOMPARE(done, 4U);
    QVERIFY(!workers.run(10, stop.get_token(), [&](size_t, size_t) { ++done; }));
    QCOMPARE(done, 4U);
}

void TestWorkers::servesSeveralAtOnce()
{
    Workers workers(2);
    std::atomic<size_t> done = 0;
    {
        std::vector<std::jthread> askers;
        for (int i = 0; i < 4; ++i) {
            askers.emplace_back([&] {
                for (int round = 0; round < 50; ++round)
                    workers.run(20, {}, [&](size_t, size_t) { ++done; });
            });
        }
    }
    QCOMPARE(done, 4U * 50 * 20);
}

QTEST_APPLESS_MAIN(TestWorkers)
#include "tst_workers.moc"
