// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "items/opensessionsmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = platform::Failure::Kind;

namespace {

/// The one with number n was used n minutes ago.
QJsonObject session(int number)
{
    const QDateTime used = QDateTime::currentDateTimeUtc().addSecs(-60LL * number - 5);
    return {{u"id"_s, number},
        {u"user"_s,
            QJsonObject{{u"id"_s, number}, {u"loginName"_s, u"user%1"_s.arg(number)}, {u"displayName"_s, QString()},
                {u"role"_s, u"user"_s}}},
        {u"kind"_s, number % 2 == 0 ? u"api"_s : u"browser"_s}, {u"address"_s, u"192.0.2.7"_s},
        {u"openedAt"_s, u"2026-03-05T14:00:00.000000Z"_s}, {u"lastUsedAt"_s, used.toString(Qt::ISODateWithMs)},
        {u"staysSignedIn"_s, number == 3}, {u"isThis"_s, number == 4}};
}

QJsonObject without(const QString &field)
{
    QJsonObject json = session(1);
    json.remove(field);
    return json;
}

}

class TestOpenSessionsModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsThemInWords();
    void fetchesFurtherOnes();
    void readsAllToCount();
    void readsNoMoreThanItCounts();
    void doesNotGoOnByItselfAfterAFailure();
    void refusesASessionThatIsNotWhole_data();
    void refusesASessionThatIsNotWhole();
    void endsSessions();

private:
    fake::Reply answer(const fake::SeenRequest &request) const;
    void settle();

    int m_count = 0;
    std::optional<fake::Reply> m_instead;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::OpenSessionsClient> m_client;
    std::unique_ptr<OpenSessionsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestOpenSessionsModel::init()
{
    m_count = 450;
    m_instead.reset();
    m_platform = std::make_unique<fake::Platform>(
        [this](const fake::SeenRequest &request) { return m_instead ? *m_instead : answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::OpenSessionsClient>(*m_connection);
    m_model = std::make_unique<OpenSessionsModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestOpenSessionsModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

fake::Reply TestOpenSessionsModel::answer(const fake::SeenRequest &request) const
{
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    QJsonArray sessions;
    int number = query.queryItemValue(u"after"_s).toInt() + 1;
    for (; number <= m_count && sessions.size() < query.queryItemValue(u"limit"_s).toInt(); ++number)
        sessions.append(session(number));
    const QJsonValue next = number <= m_count ? QJsonValue(QString::number(number - 1)) : QJsonValue();
    return fake::json(200, {{u"sessions"_s, sessions}, {u"next"_s, next}});
}

void TestOpenSessionsModel::settle()
{
    QTRY_VERIFY(!m_model->isFetching());
}

void TestOpenSessionsModel::showsThemInWords()
{
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), 200);
    const auto cell = [this](int column) { return m_model->index(0, column).data().toString(); };
    QCOMPARE(cell(OpenSessionsModel::PersonColumn), u"user1"_s);
    QCOMPARE(cell(OpenSessionsModel::KindColumn), u"Browser"_s);
    QCOMPARE(cell(OpenSessionsModel::AddressColumn), u"192.0.2.7"_s);
    QCOMPARE(cell(OpenSessionsModel::OpenedColumn), u"2026-03-05 23:00:00"_s);
    const auto kind = [this](int row) { return m_model->index(row, OpenSessionsModel::KindColumn).data().toString(); };
    QCOMPARE(kind(1), u"Console"_s);
    QCOMPARE(kind(2), u"Browser, stays signed in"_s);
    QCOMPARE(kind(3), u"Console, this one"_s);
}

void TestOpenSessionsModel::fetchesFurtherOnes()
{
    m_model->refresh();
    settle();
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({}));
        settle();
    }
    QCOMPARE(m_model->rowCount(), 450);
    QVERIFY(m_model->isComplete());
}

void TestOpenSessionsModel::readsAllToCount()
{
    m_model->refresh();
    m_model->readAll();
    QTRY_VERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 450);
    QCOMPARE(m_model->unusedFor(400min), 51);
    QCOMPARE(m_model->unusedFor(24h), 0);
}

void TestOpenSessionsModel::readsNoMoreThanItCounts()
{
    m_count = OpenSessionsModel::mostCounted + 400;
    m_model->refresh();
    m_model->readAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), OpenSessionsModel::mostCounted, std::chrono::seconds(60));
    settle();
    QVERIFY(!m_model->isComplete());
}

void TestOpenSessionsModel::doesNotGoOnByItselfAfterAFailure()
{
    m_model->refresh();
    settle();
    m_instead = fake::problem(503, u"internal"_s);
    m_model->fetchMore({});
    settle();
    QCOMPARE(m_model->failure()->kind, Kind::PlatformInTrouble);
    QVERIFY(!m_model->canFetchMore({}));
    m_instead.reset();
    m_model->fetchFurther();
    settle();
    QCOMPARE(m_model->rowCount(), 400);
}

void TestOpenSessionsModel::refusesASessionThatIsNotWhole_data()
{
    QTest::addColumn<QJsonObject>("session");
    for (const QString &field : {u"id"_s, u"user"_s, u"kind"_s, u"openedAt"_s, u"lastUsedAt"_s})
        QTest::addRow("no %s", qPrintable(field)) << without(field);
}

void TestOpenSessionsModel::refusesASessionThatIsNotWhole()
{
    QFETCH(QJsonObject, session);
    m_instead = fake::json(200, {{u"sessions"_s, QJsonArray{session}}, {u"next"_s, QJsonValue()}});
    m_model->refresh();
    settle();
    QCOMPARE(m_model->failure()->kind, Kind::NotSekimori);
    QVERIFY(!m_model->isRead());
}

void TestOpenSessionsModel::endsSessions()
{
    m_instead = fake::Reply{.status = 204, .body = {}};
    int ended = 0;
    const auto count = [&](const platform::Answer<void> &answer) { ended += answer ? 1 : 0; };
    m_client->endAllOf(7, this, count);
    QTRY_COMPARE(ended, 1);
    m_client->endMyOthers(this, count);
    QTRY_COMPARE(ended, 2);
    QCOMPARE(m_platform->seen().at(0).method, "DELETE");
    QCOMPARE(m_platform->seen().at(0).target, "/api/v1/users/7/sessions");
    QCOMPARE(m_platform->seen().at(1).target, "/api/v1/sessions");
}

QTEST_GUILESS_MAIN(TestOpenSessionsModel)
#include "tst_opensessionsmodel.moc"
