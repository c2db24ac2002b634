// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "fakelog.h"
#include "items/liveevents.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = platform::AuditTail::State;

namespace {

constexpr LiveEvents::Limits limits{.rows = 1000, .held = 300};

}

class TestLiveEvents : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void putsWhatIsWrittenOnTop();
    void followsALogThatIsStillEmpty();
    void losesNothingBetweenReadingAndFollowing();
    void putsManyOnTopInFewSteps();
    void standsStillWhilePaused();
    void readsAgainWhatWasTooMuchToKeep();
    void catchesUpWithALogThatGoesOn();
    void beginsAnewAfterAGap();
    void leavesAReaderInPeaceAfterAGap();
    void staysBounded();
    void removesNothingFromUnderAReader();
    void addsNothingAroundAnOldEvent();
    void followsOnceTheNewestAreReachedFromBelow();
    void goesOnAfterAStop();
    void letsInOnlyWhatTheFilterLetsThrough();
    void countsOnlyWhatTheFilterLetsThrough();
    void followsFromTheEndOfTheLogThoughNothingMatches();

private:
    void goLive();
    void filterBy(const QString &text);
    QList<qint64> numbers() const;
    qint64 newest() const { return m_model->rowCount() > 0 ? m_model->eventAt(0).number : 0; }
    bool isWhole() const;

    crypto::KeyAndCertificate m_authority;
    fake::Log m_log;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_client;
    std::unique_ptr<PlatformLogRows> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<LiveEvents> m_live;
    qint64 m_meanwhile = 0; ///< so many are written right behind the next answer
};

void TestLiveEvents::initTestCase()
{
    m_authority = fake::authority();
}

void TestLiveEvents::init()
{
    m_log.newest = 450;
    m_meanwhile = 0;
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        const auto reply = m_log.answer(request);
        m_log.newest += std::exchange(m_meanwhile, 0);
        return reply;
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_model = std::make_unique<PlatformLogRows>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_live = std::make_unique<LiveEvents>(*m_model, *m_client, limits, platform::AuditTail::Pauses{0s});
}

void TestLiveEvents::cleanup()
{
    m_live.reset();
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestLiveEvents::goLive()
{
    m_live->start();
    QCOMPARE(m_live->tail().state(), State::Off);
    m_model->refresh();
    QTRY_COMPARE(m_live->tail().state(), State::Live);
}

QList<qint64> TestLiveEvents::numbers() const
{
    QList<qint64> numbers;
    for (int row = 0; row < m_model->rowCount(); ++row)
        numbers += m_model->index(row, 0).data(PlatformLogRows::NumberRole).toLongLong();
    return numbers;
}

/// Newest first, and no number is left out.
bool TestLiveEvents::isWhole() const
{
    const auto all = numbers();
    for (qsizetype i = 1; i < all.size(); ++i) {
        if (all.at(i) != all.at(i - 1) - 1)
            return false;
    }
    return true;
}

void TestLiveEvents::putsWhatIsWrittenOnTop()
{
    goLive();
    const QPersistentModelIndex first = m_model->index(0, 0);
    m_log.write(*m_platform, 3);
    QTRY_COMPARE(newest(), 453);
    QCOMPARE(first.row(), 3);
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce + 3);
    QVERIFY(isWhole());
    QCOMPARE(m_live->waiting(), 0);
    m_model->fetchFurther();
    QTRY_COMPARE(m_model->rowCount(), 403);
    QVERIFY(isWhole());
}

void TestLiveEvents::followsALogThatIsStillEmpty()
{
    m_log.newest = 0;
    goLive();
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(numbers(), QList<qint64>{1});
}

void TestLiveEvents::losesNothingBetweenReadingAndFollowing()
{
    m_meanwhile = 5;
    m_live->start();
    m_model->refresh();
    QTRY_COMPARE(newest(), 455);
    QVERIFY(isWhole());
}

void TestLiveEvents::putsManyOnTopInFewSteps()
{
    goLive();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_log.write(*m_platform, 1000);
    QTRY_COMPARE(newest(), 1450);
    QVERIFY(isWhole());
    QVERIFY2(inserted.size() < 60, qPrintable(QString::number(inserted.size())));
}

void TestLiveEvents::standsStillWhilePaused()
{
    goLive();
    m_live->setPaused(true);
    m_log.write(*m_platform, 12);
    QTRY_COMPARE(m_live->waiting(), 12);
    QCOMPARE(newest(), 450);
    const auto requests = m_platform->seen().size();
    m_live->setPaused(false);
    QCOMPARE(newest(), 462);
    QCOMPARE(m_live->waiting(), 0);
    QVERIFY(isWhole());
    QCOMPARE(m_platform->seen().size(), requests);
}

void TestLiveEvents::readsAgainWhatWasTooMuchToKeep()
{
    goLive();
    m_live->setPaused(true);
    m_log.write(*m_platform, limits.held + 500);
    QTRY_COMPARE(m_live->waiting(), limits.held + 500);
    m_live->setPaused(false);
    QTRY_COMPARE(m_live->waiting(), 0);
    QCOMPARE(newest(), m_log.newest);
    QVERIFY(isWhole());
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(newest(), m_log.newest);
}

void TestLiveEvents::catchesUpWithALogThatGoesOn()
{
    goLive();
    m_live->setPaused(true);
    m_log.write(*m_platform, 5000);
    QTRY_COMPARE(m_live->waiting(), 5000);
    m_live->setPaused(false);
    for (int i = 0; i < 20; ++i) {
        m_log.write(*m_platform, 50);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(newest(), m_log.newest);
    QVERIFY(isWhole());
}

void TestLiveEvents::beginsAnewAfterAGap()
{
    goLive();
    m_log.newest = 10'000;
    m_platform->stream("event: gap\ndata: {\"from\":451,\"to\":9990}\n\n" + fake::Log::sent(9991, 10'000));
    QTRY_COMPARE(newest(), 10'000);
    QVERIFY(isWhole());
}

void TestLiveEvents::leavesAReaderInPeaceAfterAGap()
{
    goLive();
    m_live->setReaderAway(true);
    const QPersistentModelIndex read = m_model->index(100, 0);
    m_log.newest = 10'000;
    m_platform->stream("event: gap\ndata: {\"from\":451,\"to\":9990}\n\n" + fake::Log::sent(9991, 10'000));
    QTRY_COMPARE(m_live->waiting(), 9550);
    QVERIFY(!m_model->isFetching());
    QVERIFY(read.isValid());
    m_live->setReaderAway(false);
    QTRY_COMPARE(newest(), 10'000);
}

void TestLiveEvents::staysBounded()
{
    goLive();
    m_log.write(*m_platform, 3 * limits.rows);
    QTRY_COMPARE_WITH_TIMEOUT(newest(), m_log.newest, 30s);
    QVERIFY(m_model->rowCount() <= limits.rows);
    QVERIFY(isWhole());
    const int count = m_model->rowCount();
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), count + PlatformLogRows::eventsAtOnce);
    QVERIFY(isWhole());
}

void TestLiveEvents::removesNothingFromUnderAReader()
{
    goLive();
    m_live->setReaderAway(true);
    const QPersistentModelIndex read = m_model->index(150, 0);
    m_log.write(*m_platform, 3 * limits.rows);
    QTRY_VERIFY_WITH_TIMEOUT(m_live->waiting() + newest() == m_log.newest, 30s);
    QVERIFY(m_model->rowCount() <= limits.rows);
    QVERIFY(read.isValid());
    m_live->setReaderAway(false);
    QTRY_COMPARE(newest(), m_log.newest);
    QVERIFY(isWhole());
}

void TestLiveEvents::addsNothingAroundAnOldEvent()
{
    goLive();
    m_model->showAround(100);
    QTRY_VERIFY(m_model->rowOf(100) >= 0);
    const auto shown = numbers();
    m_log.write(*m_platform, 5);
    QTRY_COMPARE(m_live->waiting(), 5);
    QCOMPARE(numbers(), shown);
    m_model->refresh();
    QTRY_COMPARE(newest(), 455);
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(newest(), 456);
    QVERIFY(isWhole());
}

void TestLiveEvents::followsOnceTheNewestAreReachedFromBelow()
{
    goLive();
    m_model->showAround(100);
    QTRY_VERIFY(m_model->rowOf(100) >= 0);
    m_log.write(*m_platform, 5);
    while (m_model->isAround()) {
        m_model->fetchNewer();
        QTRY_VERIFY(!m_model->isFetching());
    }
    QCOMPARE(newest(), 455);
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(newest(), 456);
    QVERIFY(isWhole());
}

void TestLiveEvents::goesOnAfterAStop()
{
    goLive();
    m_live->stop();
    QTRY_COMPARE(m_platform->streams(), 0);
    m_log.newest += 7;
    m_live->start();
    QTRY_COMPARE(newest(), 457);
    QVERIFY(isWhole());
}

void TestLiveEvents::filterBy(const QString &text)
{
    const auto filter = audit::filter::parse(text, {});
    QVERIFY(filter);
    m_live->setFilter(*filter);
    m_model->setQuestion({.filter = text});
    m_model->refresh(PlatformLogRows::eventsAtOnce, m_live->latest());
}

void TestLiveEvents::letsInOnlyWhatTheFilterLetsThrough()
{
    goLive();
    filterBy(u"level:warning"_s);
    QTRY_VERIFY(m_model->isRead());
    m_log.write(*m_platform, 6);
    QTRY_COMPARE(m_model->upTo(), 456);
    QCOMPARE(numbers().first(4), (QList<qint64>{456, 454, 452, 450}));
    filterBy({});
    QTRY_COMPARE(numbers().first(3), (QList<qint64>{456, 455, 454}));
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(newest(), 457);
    QVERIFY(isWhole());
}

void TestLiveEvents::countsOnlyWhatTheFilterLetsThrough()
{
    goLive();
    filterBy(u"level:warning"_s);
    QTRY_VERIFY(m_model->isRead());
    m_live->setPaused(true);
    m_log.write(*m_platform, 10);
    QTRY_COMPARE(m_live->waiting(), 5);
    QCOMPARE(newest(), 450);
    m_live->setPaused(false);
    QCOMPARE(newest(), 460);
    QCOMPARE(m_live->waiting(), 0);
}

void TestLiveEvents::followsFromTheEndOfTheLogThoughNothingMatches()
{
    filterBy(u"user:nobody"_s);
    m_live->start();
    QTRY_COMPARE(m_live->tail().state(), State::Live);
    QCOMPARE(m_live->latest(), 450);
    QVERIFY(m_platform->seen().last().target.contains("after=450"));
    m_log.write(*m_platform, 3);
    QTRY_COMPARE(m_model->upTo(), 453);
    QCOMPARE(m_model->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestLiveEvents)
#include "tst_liveevents.moc"
