// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakelog.h"
#include "items/platformlogrows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

class TestPlatformLogRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheNewestFirst();
    void showsTimesInTheZoneAskedFor();
    void fetchesOlderEventsUntilThereAreNoMore();
    void addsOnlyWhatIsNew();
    void beginsAnewWhereThereWouldBeAGap();
    void keepsWhatWasReadWhenThePlatformFails();
    void doesNotGoOnByItselfAfterAFailure();
    void staysEmptyWhereNothingHasHappened();
    void diesWithAnAnswerOnItsWay();
    void takesWhatFollowsOn();
    void isNotSetBackByALateAnswer();
    void forgetsTheOldestAndFetchesThemAgain();
    void showsTheEventsAroundOne_data();
    void showsTheEventsAroundOne();
    void staysWithTheNewestWhereTheWayThereFails();
    void leavesThePlaceForAnotherQuestion();
    void goesOnUpwardsFromThere();
    void leadsBackToTheNewest();
    void showsOnlyWhatIsAskedFor();
    void keepsTheOldRowsUntilTheAnswerIsThere();
    void joinsWhatIsNewToWhatMatches();
    void goesOnWhereThePlatformStoppedLooking();
    void stopsLookingWhenItIsTold();
    void saysWhatIsWrongWithTheQuestion();
    void findsTheRowNearestInTime();
    void takesNoRowOfBeforeForTheNearestInTime();
    void looksForTheRowNearestInTimeUntilThereIsOne_data();
    void looksForTheRowNearestInTimeUntilThereIsOne();

private:
    void settle();
    QList<qint64> numbers() const;
    QModelIndex cell(int row, const QString &column) const;
    void ask(const QString &filter)
    {
        m_model->setQuestion({.filter = filter});
        m_model->refresh();
    }

    crypto::KeyAndCertificate m_authority;
    fake::Log m_log;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_client;
    std::unique_ptr<PlatformLogRows> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestPlatformLogRows::initTestCase()
{
    m_authority = fake::authority();
}

void TestPlatformLogRows::init()
{
    m_log.newest = 450;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_log.answer(request);
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_model = std::make_unique<PlatformLogRows>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestPlatformLogRows::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestPlatformLogRows::settle()
{
    QTRY_VERIFY(!m_model->isFetching());
}

QList<qint64> TestPlatformLogRows::numbers() const
{
    QList<qint64> numbers;
    for (int row = 0; row < m_model->rowCount(); ++row)
        numbers += m_model->index(row, 0).data(PlatformLogRows::NumberRole).toLongLong();
    return numbers;
}

QModelIndex TestPlatformLogRows::cell(int row, const QString &column) const
{
    const auto &columns = m_model->columns();
    return m_model->index(row, int(std::ranges::find(columns, column, &LogColumn::key) - columns.begin()));
}

void TestPlatformLogRows::showsTheNewestFirst()
{
    QSignalSpy stateChanged(m_model.get(), &PlatformLogRows::stateChanged);
    m_model->refresh();
    QVERIFY(m_model->isFetching());
    settle();
    QCOMPARE(stateChanged.size(), 2);
    QVERIFY(m_model->isRead());
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(cell(0, u"user"_s).data().toString(), u"sato"_s);
    QCOMPARE(cell(0, u"level"_s).data().toString(), u"Warning"_s);
    QCOMPARE(cell(0, u"result"_s).data().toString(), u"SUCCESS"_s);
    QCOMPARE(m_model->eventAt(0), fake::numberedEvent(450));
    QCOMPARE(m_model->recordAt(0), toRecord(fake::numberedEvent(450)));
}

void TestPlatformLogRows::showsTimesInTheZoneAskedFor()
{
    m_log.newest = 1;
    m_model->refresh();
    settle();
    const QModelIndex time = cell(0, u"time"_s);
    QCOMPARE(time.data().toString(), u"2026-03-05 23:00:01.123"_s);
    QVERIFY(m_model->headerData(time.column(), Qt::Horizontal).toString().contains(u"UTC+09:00"_s));
    m_model->setZone(QTimeZone::utc());
    QCOMPARE(time.data().toString(), u"2026-03-05 14:00:01.123"_s);
    QVERIFY(m_model->headerData(time.column(), Qt::Horizontal).toString().endsWith(u"UTC"_s));
}

void TestPlatformLogRows::fetchesOlderEventsUntilThereAreNoMore()
{
    m_model->refresh();
    settle();
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({}));
        settle();
    }
    QVERIFY(m_model->isComplete());
    QList<qint64> all;
    for (qint64 number = 450; number > 0; --number)
        all += number;
    QCOMPARE(numbers(), all);
    QCOMPARE(m_platform->seen().size(), 3);
}

void TestPlatformLogRows::addsOnlyWhatIsNew()
{
    m_model->refresh();
    settle();
    const QPersistentModelIndex newestOfBefore(m_model->index(0, 0));
    m_log.newest = 453;
    m_model->refresh();
    settle();
    QCOMPARE(numbers().first(4), (QList<qint64>{453, 452, 451, 450}));
    QCOMPARE(newestOfBefore.row(), 3);
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), 203);
}

void TestPlatformLogRows::beginsAnewWhereThereWouldBeAGap()
{
    m_model->refresh();
    settle();
    m_log.newest = 1000;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(numbers().first(), 1000);
    QCOMPARE(numbers().last(), 801);
}

void TestPlatformLogRows::keepsWhatWasReadWhenThePlatformFails()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->refresh();
    settle();
    QVERIFY(m_model->failure());
    QCOMPARE(m_model->failure()->kind, platform::Failure::Kind::PlatformInTrouble);
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    m_fails = false;
    m_model->refresh();
    settle();
    QVERIFY(!m_model->failure());
}

void TestPlatformLogRows::doesNotGoOnByItselfAfterAFailure()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->fetchMore({});
    settle();
    QVERIFY(m_model->failure());
    QVERIFY(!m_model->canFetchMore({}));
    m_fails = false;
    m_model->fetchFurther();
    settle();
    QCOMPARE(m_model->rowCount(), 2 * PlatformLogRows::eventsAtOnce);
    QVERIFY(m_model->canFetchMore({}));
}

void TestPlatformLogRows::staysEmptyWhereNothingHasHappened()
{
    m_log.newest = 0;
    QVERIFY(!m_model->isRead());
    m_model->refresh();
    settle();
    QVERIFY(m_model->isRead());
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 0);
    m_log.newest = 2;
    m_model->refresh();
    settle();
    QCOMPARE(numbers(), (QList<qint64>{2, 1}));
}

void TestPlatformLogRows::diesWithAnAnswerOnItsWay()
{
    m_model->refresh();
    QTRY_COMPARE(m_platform->seen().size(), 1);
    m_tester.reset();
    m_model.reset();
    m_model = std::make_unique<PlatformLogRows>(*m_client);
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
}

void TestPlatformLogRows::takesWhatFollowsOn()
{
    QVERIFY(!m_model->add({fake::numberedEvent(1)}, 0, 1)); // Nothing was read yet.
    m_model->refresh();
    settle();
    QVERIFY(!m_model->add({}, 449, 450));
    QVERIFY(!m_model->add({fake::numberedEvent(452)}, 451, 452));
    QVERIFY(m_model->add({fake::numberedEvent(452), fake::numberedEvent(451), fake::numberedEvent(450)}, 449, 452));
    QCOMPARE(numbers().first(3), (QList<qint64>{452, 451, 450}));
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce + 2);
    QCOMPARE(m_model->rowOf(451), 1);
    QCOMPARE(m_model->rowOf(453), -1);
    QCOMPARE(m_model->rowOf(1), -1);
    QVERIFY(m_model->add({}, 452, 460)); // Nothing of it is wanted here.
    QCOMPARE(m_model->upTo(), 460);
}

void TestPlatformLogRows::isNotSetBackByALateAnswer()
{
    m_model->refresh();
    settle();
    m_model->refresh();
    QVERIFY(m_model->add({fake::numberedEvent(452), fake::numberedEvent(451)}, 450, 452));
    settle();
    QCOMPARE(m_model->upTo(), 452);
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce + 2);
}

void TestPlatformLogRows::forgetsTheOldestAndFetchesThemAgain()
{
    m_model->refresh();
    settle();
    m_model->fetchMore({});
    m_model->forgetOldest(150); // What is on its way does not follow on any more.
    QCOMPARE(m_model->rowCount(), 150);
    settle();
    QCOMPARE(m_model->rowCount(), 150);
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        settle();
    }
    QCOMPARE(m_model->rowCount(), 450);
    QCOMPARE(numbers().last(), 1);
}

void TestPlatformLogRows::showsTheEventsAroundOne_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::newRow("in the middle") << qint64(200) << qint64(299) << qint64(100);
    QTest::newRow("the oldest") << qint64(1) << qint64(100) << qint64(1);
    QTest::newRow("the newest") << qint64(450) << qint64(450) << qint64(251);
    QTest::newRow("one that is not there") << qint64(9000) << qint64(450) << qint64(251);
}

void TestPlatformLogRows::showsTheEventsAroundOne()
{
    QFETCH(qint64, number);
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    m_model->showAround(number);
    settle();
    QVERIFY(m_model->isAround());
    QCOMPARE(numbers().first(), first);
    QCOMPARE(numbers().last(), last);
    QVERIFY(!m_model->add({fake::numberedEvent(first + 1)}, first, first + 1));
}

void TestPlatformLogRows::staysWithTheNewestWhereTheWayThereFails()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->showAround(100);
    QVERIFY(m_model->isAround());
    settle();
    QVERIFY(m_model->failure());
    QVERIFY(!m_model->isAround());
    QCOMPARE(numbers().first(), 450);
    m_fails = false;
    QVERIFY(m_model->add({fake::numberedEvent(451)}, 450, 451));
    QCOMPARE(numbers().first(), 451);
    m_model->fetchNewer();
    QVERIFY(!m_model->isFetching());
}

void TestPlatformLogRows::leavesThePlaceForAnotherQuestion()
{
    m_model->showAround(200);
    settle();
    QVERIFY(m_model->isAround());
    const auto asked = m_platform->seen().size();
    ask(u"user:nobody"_s);
    settle();
    QVERIFY(!m_model->isAround());
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_platform->seen().size(), asked + 1);
}

void TestPlatformLogRows::goesOnUpwardsFromThere()
{
    m_model->showAround(200);
    settle();
    const QPersistentModelIndex event = m_model->index(m_model->rowOf(200), 0);
    m_model->fetchNewer();
    settle();
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(numbers().last(), 100);
    QCOMPARE(event.row(), m_model->rowOf(200));
    QVERIFY(!m_model->isAround());
    m_model->fetchNewer();
    QVERIFY(!m_model->isFetching());
}

void TestPlatformLogRows::leadsBackToTheNewest()
{
    m_model->showAround(100);
    settle();
    m_model->refresh();
    settle();
    QVERIFY(!m_model->isAround());
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    m_model->showAround(300); // Overlaps with the newest, so that nothing has to go.
    settle();
    m_model->refresh();
    settle();
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(numbers().last(), 200);
}

void TestPlatformLogRows::showsOnlyWhatIsAskedFor()
{
    ask(u"level:warning"_s);
    settle();
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    QVERIFY(std::ranges::all_of(numbers(), [](qint64 number) { return number % 2 == 0; }));
    m_model->fetchMore({});
    settle();
    QCOMPARE(m_model->rowCount(), 225);
    QVERIFY(m_model->isComplete());
    ask(u"user:nobody"_s);
    settle();
    QVERIFY(m_model->isRead());
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 0);
}

void TestPlatformLogRows::keepsTheOldRowsUntilTheAnswerIsThere()
{
    m_model->refresh();
    settle();
    ask(u"level:warning"_s);
    QVERIFY(!m_model->isRead());
    QCOMPARE(numbers().first(2), (QList<qint64>{450, 449}));
    QVERIFY(!m_model->canFetchMore({}));
    QVERIFY(!m_model->add({fake::numberedEvent(451)}, 450, 451));
    settle();
    QCOMPARE(numbers().first(2), (QList<qint64>{450, 448}));
}

void TestPlatformLogRows::joinsWhatIsNewToWhatMatches()
{
    ask(u"level:warning"_s);
    settle();
    const QPersistentModelIndex first = m_model->index(0, 0);
    m_log.newest = 461;
    m_model->refresh(PlatformLogRows::eventsAtOnce, 461);
    settle();
    QCOMPARE(numbers().first(6), (QList<qint64>{460, 458, 456, 454, 452, 450}));
    QCOMPARE(first.row(), 5);
    QCOMPARE(m_model->upTo(), 461);
}

void TestPlatformLogRows::goesOnWhereThePlatformStoppedLooking()
{
    m_log.newest = 2000;
    m_log.budget = 30;
    ask(u"level:warning"_s);
    QTRY_COMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    settle();
    QVERIFY(!m_model->isSearching());
    QVERIFY(!m_model->isComplete());
    QCOMPARE(numbers().last(), 1602);
    ask(u"user:nobody"_s);
    QTRY_VERIFY(m_model->isSearching());
    QTRY_VERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 0);
}

void TestPlatformLogRows::stopsLookingWhenItIsTold()
{
    m_log.newest = 2000;
    m_log.budget = 1;
    ask(u"user:nobody"_s);
    QTRY_VERIFY(m_model->isSearching());
    m_model->stop();
    QVERIFY(!m_model->isFetching());
    QVERIFY(!m_model->isComplete());
    m_log.budget = 0;
    m_model->fetchFurther();
    settle();
    QVERIFY(m_model->isComplete());
}

void TestPlatformLogRows::saysWhatIsWrongWithTheQuestion()
{
    m_model->refresh();
    settle();
    ask(u"user:("_s);
    settle();
    QVERIFY(m_model->failure());
    QCOMPARE(m_model->failure()->kind, platform::Failure::Kind::Refused);
    QCOMPARE(m_model->rowCount(), PlatformLogRows::eventsAtOnce);
    ask({});
    settle();
    QVERIFY(!m_model->failure());
    QVERIFY(m_model->isRead());
}

void TestPlatformLogRows::findsTheRowNearestInTime()
{
    m_log.newest = 2000;
    m_model->refresh();
    settle();
    const auto timeOf = [](qint64 number) { return fake::numberedEvent(number).time; };
    QCOMPARE(m_model->rowNear(timeOf(1990) + std::chrono::milliseconds(200)), 10);
    QCOMPARE(m_model->rowNear(timeOf(1990) - std::chrono::milliseconds(800)), 11);
    QCOMPARE(m_model->rowNear(timeOf(5000)), 0);
    QSignalSpy found(m_model.get(), &LogModel::rowFound);
    QCOMPARE(m_model->rowNear(timeOf(700)), -1);
    settle();
    QCOMPARE(found.size(), 1);
    QCOMPARE(m_model->eventAt(found.first().first().toInt()).number, 700);
    QVERIFY(m_model->isAround());
    QCOMPARE(numbers().size(), PlatformLogRows::eventsAtOnce);
    m_model->fetchNewer();
    settle();
    QVERIFY(numbers().contains(900));
}

void TestPlatformLogRows::takesNoRowOfBeforeForTheNearestInTime()
{
    m_log.newest = 2000;
    m_model->refresh();
    settle();
    QSignalSpy found(m_model.get(), &LogModel::rowFound);
    m_model->fetchFurther();
    m_model->showAround(fake::numberedEvent(700).time);
    settle();
    QCOMPARE(found.size(), 1);
    QCOMPARE(m_model->eventAt(found.first().first().toInt()).number, 700);
}

void TestPlatformLogRows::looksForTheRowNearestInTimeUntilThereIsOne_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<qint64>("number");
    QTest::newRow("far below") << u"time<2026-03-05T14:01Z"_s << qint64(59);
    QTest::newRow("far above") << u"time>2026-03-05T14:30Z"_s << qint64(1860); // not of that minute
    QTest::newRow("nowhere") << u"user:nobody"_s << qint64(0);
}

/// The platform stops looking long before it has found something, in either direction.
void TestPlatformLogRows::looksForTheRowNearestInTimeUntilThereIsOne()
{
    QFETCH(const QString, filter);
    QFETCH(const qint64, number);
    m_log.newest = 2000;
    m_log.budget = 150;
    m_model->setQuestion({.filter = filter});
    QSignalSpy found(m_model.get(), &LogModel::rowFound);
    bool hasSearched = false;
    const QObject here;
    connect(m_model.get(), &PlatformLogRows::stateChanged, &here, [&] { hasSearched |= m_model->isSearching(); });
    m_model->showAround(fake::numberedEvent(700).time);
    settle();
    QVERIFY(hasSearched);
    if (number == 0) {
        QVERIFY(m_model->isComplete());
        QCOMPARE(found.size(), 0);
        return;
    }
    QCOMPARE(found.size(), 1);
    QCOMPARE(m_model->eventAt(found.first().first().toInt()).number, number);
}

QTEST_GUILESS_MAIN(TestPlatformLogRows)
#include "tst_platformlogrows.moc"
