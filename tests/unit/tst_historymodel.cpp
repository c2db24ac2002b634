// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "items/historymodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

namespace {

/// Odd ones are sato's, in the section accountLockout; even ones mori's, in ipRestriction.
QJsonObject entry(qint64 number)
{
    const bool isOdd = number % 2 == 1;
    const policy::FieldChange mode{.field = u"mode"_s, .before = u"allowAll"_s, .after = u"denyAll"_s, .list = {}};
    const policy::FieldChange duration{
        .field = u"duration"_s, .before = 30, .after = QJsonValue(QJsonValue::Null), .list = {}};
    return {{u"event"_s, number}, {u"section"_s, isOdd ? u"accountLockout"_s : u"ipRestriction"_s},
        {u"revision"_s, number}, {u"at"_s, u"2026-03-05T14:00:00.250Z"_s}, {u"by"_s, isOdd ? u"sato"_s : u"mori"_s},
        {u"address"_s, u"192.0.2.7"_s}, {u"reason"_s, QString()},
        {u"changes"_s, policy::toJson({isOdd ? duration : mode})}};
}

}

class TestHistoryModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheNewestFirstInWords();
    void fetchesOlderOnesUntilThereAreNoMore();
    void addsOnlyWhatIsNew();
    void showsOnlyWhatTheFilterLetsThrough();
    void dropsAnswersToAnEarlierFilter();
    void keepsWhatWasReadWhenThePlatformFails();
    void doesNotGoOnByItselfAfterAFailure();

private:
    fake::Reply answer(const fake::SeenRequest &request) const;
    void settle();
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }

    crypto::KeyAndCertificate m_authority;
    qint64 m_newest = 0;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::HistoryClient> m_client;
    std::unique_ptr<HistoryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestHistoryModel::initTestCase()
{
    m_authority = fake::authority();
}

void TestHistoryModel::init()
{
    m_newest = 250;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : answer(request);
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::HistoryClient>(*m_connection);
    m_model = std::make_unique<HistoryModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestHistoryModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

fake::Reply TestHistoryModel::answer(const fake::SeenRequest &request) const
{
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const qint64 after = query.hasQueryItem(u"after"_s) ? query.queryItemValue(u"after"_s).toLongLong() : m_newest + 1;
    const QString by = query.queryItemValue(u"by"_s);
    QJsonArray entries;
    qint64 number = after - 1;
    for (; number > 0 && entries.size() < query.queryItemValue(u"limit"_s).toInt(); --number) {
        if (by.isEmpty() || entry(number)[u"by"].toString() == by)
            entries.append(entry(number));
    }
    const QJsonValue next = number > 0 ? QJsonValue(number + 1) : QJsonValue();
    return fake::json(200, {{u"entries"_s, entries}, {u"next"_s, next}});
}

void TestHistoryModel::settle()
{
    QTRY_VERIFY(!m_model->isFetching());
}

void TestHistoryModel::showsTheNewestFirstInWords()
{
    m_model->refresh();
    QVERIFY(m_model->isFetching());
    settle();
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce);
    QCOMPARE(cell(0, HistoryModel::TimeColumn), u"2026-03-05 23:00:00.250"_s);
    QCOMPARE(cell(0, HistoryModel::PersonColumn), u"mori"_s);
    QCOMPARE(cell(0, HistoryModel::SectionColumn), u"IP address restriction"_s);
    QCOMPARE(cell(0, HistoryModel::ChangeColumn), u"Mode: Allow all → Deny all"_s);
    QCOMPARE(cell(1, HistoryModel::ChangeColumn), u"Locked for: 30 minutes → Until an administrator unlocks"_s);
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().contains(u"Asia/Tokyo"_s));
    QCOMPARE(m_model->people(), (QStringList{u"mori"_s, u"sato"_s}));
}

void TestHistoryModel::fetchesOlderOnesUntilThereAreNoMore()
{
    m_model->refresh();
    settle();
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({}));
        settle();
    }
    QCOMPARE(m_model->rowCount(), 250);
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_model->entryAt(m_model->index(249, 0)).event, 1);
}

void TestHistoryModel::addsOnlyWhatIsNew()
{
    m_model->refresh();
    settle();
    const QPersistentModelIndex first = m_model->index(0, 0);
    m_newest = 253;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce + 3);
    QCOMPARE(first.row(), 3);
    m_newest = 600;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce);
    QVERIFY(!first.isValid());
}

void TestHistoryModel::showsOnlyWhatTheFilterLetsThrough()
{
    m_model->refresh();
    settle();
    m_model->setFilter({.by = u"sato"_s});
    QVERIFY(!m_model->canFetchMore({}));
    settle();
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce);
    QCOMPARE(cell(0, HistoryModel::PersonColumn), u"sato"_s);
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        settle();
    }
    QCOMPARE(m_model->rowCount(), 125);
    m_model->setFilter({.by = u"nobody"_s});
    settle();
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->isComplete());
    QCOMPARE(m_model->people().size(), 2);
}

void TestHistoryModel::dropsAnswersToAnEarlierFilter()
{
    m_model->refresh();
    settle();
    m_model->fetchMore({});
    m_model->setFilter({.by = u"sato"_s});
    m_model->setFilter({.by = u"mori"_s});
    settle();
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QCOMPARE(cell(row, HistoryModel::PersonColumn), u"mori"_s);
}

void TestHistoryModel::keepsWhatWasReadWhenThePlatformFails()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->failure()->kind, platform::Failure::Kind::PlatformInTrouble);
    QCOMPARE(m_model->rowCount(), HistoryModel::entriesAtOnce);
}

void TestHistoryModel::doesNotGoOnByItselfAfterAFailure()
{
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->fetchMore({});
    settle();
    QVERIFY(!m_model->canFetchMore({}));
    m_fails = false;
    m_model->fetchFurther();
    settle();
    QCOMPARE(m_model->rowCount(), 2 * HistoryModel::entriesAtOnce);
}

QTEST_GUILESS_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
