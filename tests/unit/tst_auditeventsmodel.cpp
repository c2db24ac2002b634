// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "items/auditeventsmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

namespace {

audit::Event numbered(qint64 number)
{
    audit::Event event;
    event.number = number;
    event.time = audit::timeFromText(u"2026-03-05T14:00:00.000000Z").value() + std::chrono::seconds(number);
    event.user = u"sato"_s;
    event.source = u"192.0.2.7"_s;
    event.service = u"Common"_s;
    event.module = u"Security settings"_s;
    event.action = u"change ipRestriction"_s;
    event.level = audit::Level::Warning;
    return event;
}

/// A log of @p newest events, answered as the platform does.
fake::Reply pageOf(qint64 newest, const fake::SeenRequest &request)
{
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const qint64 limit = query.queryItemValue(u"limit"_s).toLongLong();
    const qint64 after = query.hasQueryItem(u"after"_s) ? query.queryItemValue(u"after"_s).toLongLong() : newest + 1;
    QJsonArray events;
    qint64 number = after - 1;
    for (; number > 0 && events.size() < limit; --number)
        events.append(audit::toJson(numbered(number)));
    const QJsonValue next = number > 0 ? QJsonValue(number + 1) : QJsonValue();
    return fake::json(200, {{u"events"_s, events}, {u"next"_s, next}});
}

}

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

private:
    void settle();
    QList<qint64> numbers() const;

    crypto::KeyAndCertificate m_authority;
    qint64 m_newest = 0;
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
    m_newest = 450;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : pageOf(m_newest, request);
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
    QCOMPARE(m_model->eventAt(m_model->index(0, 0)), numbered(450));
}

void TestAuditEventsModel::showsTimesInTheZoneAskedFor()
{
    m_newest = 1;
    m_model->refresh();
    settle();
    const QModelIndex time = m_model->index(0, AuditEventsModel::TimeColumn);
    QCOMPARE(time.data().toString(), u"2026-03-05 23:00:01.000"_s);
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().contains(u"UTC+09:00"_s));
    m_model->setZone(QTimeZone::utc());
    QCOMPARE(time.data().toString(), u"2026-03-05 14:00:01.000"_s);
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
    m_newest = 453;
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
    m_newest = 1000;
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
    m_newest = 0;
    QVERIFY(!m_model->isRead());
    m_model->refresh();
    settle();
    QVERIFY(m_model->isRead());
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 0);
    m_newest = 2;
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

QTEST_GUILESS_MAIN(TestAuditEventsModel)
#include "tst_auditeventsmodel.moc"
