// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/latestjob.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace sekimori;
using items::LatestJob;

class TestLatestJob : public QObject {
    Q_OBJECT

private slots:
    void worksElsewhereAndConcludesHere();
    void stopsWhatIsReplaced();
    void skipsWhatWasNeverBegun();
    void concludesNothingAfterACancel();
    void tellsWhatThereIsSoFar();
    void stopsWithItsOwner();
};

namespace {

void waitForStop(const std::stop_token &stop)
{
    while (!stop.stop_requested())
        QThread::yieldCurrentThread();
}

}

void TestLatestJob::worksElsewhereAndConcludesHere()
{
    LatestJob jobs;
    const QThread *here = QThread::currentThread();
    const QThread *worked = here;
    const QThread *concluded = nullptr;
    jobs.begin([&worked, &concluded](const LatestJob::Run &) {
        const QThread *thread = QThread::currentThread();
        return [&worked, &concluded, thread] {
            worked = thread;
            concluded = QThread::currentThread();
        };
    });
    QVERIFY(jobs.isUnderWay());
    QTRY_COMPARE(concluded, here);
    QVERIFY(worked != here);
    QVERIFY(!jobs.isUnderWay());
}

void TestLatestJob::stopsWhatIsReplaced()
{
    LatestJob jobs;
    QSemaphore isBegun;
    int answer = 0;
    jobs.begin([&](const LatestJob::Run &run) {
        isBegun.release();
        waitForStop(run.stop);
        return [&answer] { answer = 1; };
    });
    isBegun.acquire();
    jobs.begin([&](const LatestJob::Run &) { return [&answer] { answer = 2; }; });
    QTRY_VERIFY(!jobs.isUnderWay());
    QCOMPARE(answer, 2);
}

void TestLatestJob::skipsWhatWasNeverBegun()
{
    LatestJob jobs;
    QSemaphore isBegun;
    std::atomic<int> begun = 0;
    jobs.begin([&](const LatestJob::Run &run) {
        isBegun.release();
        waitForStop(run.stop);
        return LatestJob::Conclusion();
    });
    isBegun.acquire();
    {
        // Both are asked for while the first is still at work.
        jobs.begin([&](const LatestJob::Run &run) {
            if (run.stop.stop_requested())
                return LatestJob::Conclusion();
            ++begun;
            waitForStop(run.stop);
            return LatestJob::Conclusion();
        });
        jobs.begin([&](const LatestJob::Run &) {
            ++begun;
            return LatestJob::Conclusion();
        });
    }
    QTRY_VERIFY(!jobs.isUnderWay());
    QVERIFY(begun.load() <= 2);
}

void TestLatestJob::concludesNothingAfterACancel()
{
    LatestJob jobs;
    QSemaphore isDone;
    bool isConcluded = false;
    jobs.begin([&](const LatestJob::Run &) {
        isDone.release();
        return [&isConcluded] { isConcluded = true; };
    });
    isDone.acquire();
    jobs.cancel();
    QVERIFY(!jobs.isUnderWay());
    bool isAfter = false;
    jobs.begin([&](const LatestJob::Run &) { return [&isAfter] { isAfter = true; }; });
    QTRY_VERIFY(isAfter);
    QVERIFY(!isConcluded);
}

void TestLatestJob::tellsWhatThereIsSoFar()
{
    LatestJob jobs;
    QList<int> told;
    jobs.begin([&told](const LatestJob::Run &run) {
        run.tell([&told] { told += 1; });
        run.tell([&told] { told += 2; });
        return [&told] { told += 3; };
    });
    QTRY_VERIFY(!jobs.isUnderWay());
    QCOMPARE(told, (QList{1, 2, 3}));
}

void TestLatestJob::stopsWithItsOwner()
{
    QSemaphore isBegun;
    {
        LatestJob jobs;
        jobs.begin([&](const LatestJob::Run &run) {
            isBegun.release();
            waitForStop(run.stop);
            return LatestJob::Conclusion();
        });
        isBegun.acquire();
    }
    QVERIFY(true); // It came back.
}

QTEST_GUILESS_MAIN(TestLatestJob)
#include "tst_latestjob.moc"
