// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakelog.h"
#include "items/auditeventsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

class TestAuditEventsModel : public QObject {
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
    void goesOnUpwardsFromThere();
    void leadsBackToTheNewest();

private:
    void settle();
    QList<qint64> numbers() const;

    crypto::KeyAndCertificate m_authority;
    fake::Log m_log;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_client;
    std::unique_ptr<AuditEventsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestAuditEventsModel::initTestCase()
{
    m_authority = fake::authority();
}

void TestAuditEventsModel::init()
{
    m_log.newest = 450;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_log.answer(request);
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_model = std::make_unique<AuditEventsModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestAuditEventsModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestAuditEventsModel::settle()
{
    QTRY_VERIFY(!m_model->isFetching());
}

QList<qint64> TestAuditEventsModel::numbers() const
{
    QList<qint64> numbers;
    for (int row = 0; row < m_model->rowCount(); ++row)
        numbers += m_model->index(row, 0).data(AuditEventsModel::NumberRole).toLongLong();
    return numbers;
}

void TestAuditEventsModel::showsTheNewestFirst()
{
    QSignalSpy stateChanged(m_model.get(), &AuditEventsModel::stateChanged);
    m_model->refresh();
    QVERIFY(m_model->isFetching());
    settle();
    QCOMPARE(stateChanged.size(), 2);
    QVERIFY(m_model->isRead());
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce);
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(m_model->index(0, AuditEventsModel::UserColumn).data().toString(), u"sato"_s);
    QCOMPARE(m_model->index(0, AuditEventsModel::LevelColumn).data().toString(), u"Warning"_s);
    QCOMPARE(m_model->index(0, AuditEventsModel::ResultColumn).data().toString(), u"SUCCESS"_s);
    QCOMPARE(m_model->eventAt(m_model->index(0, 0)), fake::numberedEvent(450));
}

void TestAuditEventsModel::showsTimesInTheZoneAskedFor()
{
    m_log.newest = 1;
    m_model->refresh();
    settle();
    const QModelIndex time = m_model->index(0, AuditEventsModel::TimeColumn);
    QCOMPARE(time.data().toString(), u"2026-03-05 23:00:01.123"_s);
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().contains(u"UTC+09:00"_s));
    m_model->setZone(QTimeZone::utc());
    QCOMPARE(time.data().toString(), u"2026-03-05 14:00:01.123"_s);
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().endsWith(u"UTC"_s));
}

void TestAuditEventsModel::fetchesOlderEventsUntilThereAreNoMore()
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

void TestAuditEventsModel::addsOnlyWhatIsNew()
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

void TestAuditEventsModel::beginsAnewWhereThereWouldBeAGap()
{
    m_model->refresh();
    settle();
    m_log.newest = 1000;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce);
    QCOMPARE(numbers().first(), 1000);
    QCOMPARE(numbers().last(), 801);
}

void TestAuditEventsModel::keepsWhatWasReadWhenThePlatformFails()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->refresh();
    settle();
    QVERIFY(m_model->failure());
    QCOMPARE(m_model->failure()->kind, platform::Failure::Kind::PlatformInTrouble);
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce);
    m_fails = false;
    m_model->refresh();
    settle();
    QVERIFY(!m_model->failure());
}

void TestAuditEventsModel::doesNotGoOnByItselfAfterAFailure()
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
    QCOMPARE(m_model->rowCount(), 2 * AuditEventsModel::eventsAtOnce);
    QVERIFY(m_model->canFetchMore({}));
}

void TestAuditEventsModel::staysEmptyWhereNothingHasHappened()
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

void TestAuditEventsModel::diesWithAnAnswerOnItsWay()
{
    m_model->refresh();
    QTRY_COMPARE(m_platform->seen().size(), 1);
    m_tester.reset();
    m_model.reset();
    m_model = std::make_unique<AuditEventsModel>(*m_client);
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce);
}

void TestAuditEventsModel::takesWhatFollowsOn()
{
    QVERIFY(!m_model->add({fake::numberedEvent(1)})); // Nothing was read yet.
    m_model->refresh();
    settle();
    QVERIFY(!m_model->add({}));
    QVERIFY(!m_model->add({fake::numberedEvent(450)}));
    QVERIFY(!m_model->add({fake::numberedEvent(452)}));
    QVERIFY(m_model->add({fake::numberedEvent(451), fake::numberedEvent(452)}));
    QCOMPARE(numbers().first(3), (QList<qint64>{452, 451, 450}));
    QCOMPARE(m_model->rowOf(451), 1);
    QCOMPARE(m_model->rowOf(453), -1);
    QCOMPARE(m_model->rowOf(1), -1);
}

void TestAuditEventsModel::isNotSetBackByALateAnswer()
{
    m_model->refresh();
    settle();
    m_model->refresh();
    QVERIFY(m_model->add({fake::numberedEvent(451), fake::numberedEvent(452)}));
    settle();
    QCOMPARE(m_model->newestNumber(), 452);
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce + 2);
}

void TestAuditEventsModel::forgetsTheOldestAndFetchesThemAgain()
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

void TestAuditEventsModel::showsTheEventsAroundOne_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::newRow("in the middle") << qint64(200) << qint64(299) << qint64(100);
    QTest::newRow("the oldest") << qint64(1) << qint64(100) << qint64(1);
    QTest::newRow("the newest") << qint64(450) << qint64(450) << qint64(251);
    QTest::newRow("one that is not there") << qint64(9000) << qint64(450) << qint64(251);
}

void TestAuditEventsModel::showsTheEventsAroundOne()
{
    QFETCH(qint64, number);
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    m_model->showAround(number);
    settle();
    QCOMPARE(m_model->around(), number);
    QCOMPARE(numbers().first(), first);
    QCOMPARE(numbers().last(), last);
    QVERIFY(!m_model->add({fake::numberedEvent(first + 1)}));
}

void TestAuditEventsModel::goesOnUpwardsFromThere()
{
    m_model->showAround(200);
    settle();
    const QPersistentModelIndex event = m_model->index(m_model->rowOf(200), 0);
    m_model->fetchNewer();
    settle();
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(numbers().last(), 100);
    QCOMPARE(event.row(), m_model->rowOf(200));
    QVERIFY(!m_model->around());
    m_model->fetchNewer();
    QVERIFY(!m_model->isFetching());
}

void TestAuditEventsModel::leadsBackToTheNewest()
{
    m_model->showAround(100);
    settle();
    m_model->refresh();
    settle();
    QVERIFY(!m_model->around());
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(m_model->rowCount(), AuditEventsModel::eventsAtOnce);
    m_model->showAround(300); // Overlaps with the newest, so that nothing has to go.
    settle();
    m_model->refresh();
    settle();
    QCOMPARE(numbers().first(), 450);
    QCOMPARE(numbers().last(), 200);
}

QTEST_GUILESS_MAIN(TestAuditEventsModel)
#include "tst_auditeventsmodel.moc"
