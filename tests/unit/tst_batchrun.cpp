// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/batchrun.h"

#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using State = BatchRun::State;
using Kind = platform::Failure::Kind;

class TestBatchRun : public QObject {
    Q_OBJECT

private slots:
    void init();
    void doesOneBatchAfterTheOther();
    void stopsAfterWhatIsUnderWay();
    void goesOnWhereItWasStopped();
    void endsWhereABatchFails();
    void repeatsUnderTheSameKeyWhatMayHaveBeenDone_data();
    void repeatsUnderTheSameKeyWhatMayHaveBeenDone();
    void isDoneAtOnceWithNothingToDo();

private:
    BatchRun::Batch batch(int size);
    void answer(const std::optional<platform::Failure> &failure = {}) { std::exchange(m_told, {})(failure); }

    QList<QByteArray> m_keys; ///< as sent
    BatchRun::Told m_told; ///< of the batch under way
};

void TestBatchRun::init()
{
    m_keys.clear();
    m_told = {};
}

BatchRun::Batch TestBatchRun::batch(int size)
{
    return {size, [this](const QByteArray &key, QObject *, const BatchRun::Told &told) {
                m_keys.append(key);
                m_told = told;
            }};
}

void TestBatchRun::doesOneBatchAfterTheOther()
{
    BatchRun run({batch(0), batch(50), batch(7)});
    QCOMPARE(run.total(), 57);
    QSignalSpy changed(&run, &BatchRun::changed);
    run.goOn();
    QCOMPARE(run.state(), State::Running);
    QCOMPARE(m_keys.size(), 1);
    answer();
    QCOMPARE(run.done(), 0);
    answer();
    QCOMPARE(run.done(), 50);
    answer();
    QCOMPARE(run.done(), 57);
    QCOMPARE(run.state(), State::Done);
    QCOMPARE(m_keys.size(), 3);
    QCOMPARE(QSet<QByteArray>(m_keys.begin(), m_keys.end()).size(), 3);
    QCOMPARE(changed.size(), 4);
}

void TestBatchRun::stopsAfterWhatIsUnderWay()
{
    BatchRun run({batch(50), batch(7)});
    run.goOn();
    run.stop();
    QCOMPARE(run.state(), State::Stopping);
    QVERIFY(run.isUnderWay());
    answer();
    QCOMPARE(run.state(), State::Stopped);
    QCOMPARE(run.done(), 50);
    QCOMPARE(m_keys.size(), 1);
}

void TestBatchRun::goesOnWhereItWasStopped()
{
    BatchRun run({batch(50), batch(7)});
    run.goOn();
    run.stop();
    answer();
    run.goOn();
    answer();
    QCOMPARE(run.state(), State::Done);
    QCOMPARE(run.done(), 57);
    QCOMPARE(m_keys.size(), 2);
}

void TestBatchRun::endsWhereABatchFails()
{
    BatchRun run({batch(50), batch(50), batch(7)});
    run.goOn();
    answer();
    answer(platform::Failure{.kind = Kind::Refused});
    QCOMPARE(run.state(), State::Failed);
    QCOMPARE(run.done(), 50);
    QCOMPARE(run.failure()->kind, Kind::Refused);
    QCOMPARE(m_keys.size(), 2);
}

void TestBatchRun::repeatsUnderTheSameKeyWhatMayHaveBeenDone_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("same");
    QTest::newRow("no answer") << Kind::TimedOut << true;
    QTest::newRow("broken off") << Kind::Unreachable << true;
    QTest::newRow("trouble") << Kind::PlatformInTrouble << true;
    QTest::newRow("refused") << Kind::Refused << false;
    QTest::newRow("signed out") << Kind::SignedOut << false;
}

void TestBatchRun::repeatsUnderTheSameKeyWhatMayHaveBeenDone()
{
    QFETCH(Kind, kind);
    QFETCH(bool, same);
    BatchRun run({batch(50)});
    run.goOn();
    answer(platform::Failure{.kind = kind});
    QCOMPARE(run.state(), State::Failed);
    run.goOn();
    QCOMPARE(run.state(), State::Running);
    QVERIFY(!run.failure());
    QCOMPARE(m_keys.first() == m_keys.last(), same);
    answer();
    QCOMPARE(run.state(), State::Done);
    QCOMPARE(run.done(), 50);
}

void TestBatchRun::isDoneAtOnceWithNothingToDo()
{
    BatchRun run({});
    run.goOn();
    QCOMPARE(run.state(), State::Done);
}

QTEST_GUILESS_MAIN(TestBatchRun)
#include "tst_batchrun.moc"
