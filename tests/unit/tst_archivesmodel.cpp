// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeproof.h"
#include "items/archivesmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

class TestArchivesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsTheNewestMonthFirstInWords();
    void namesTheZoneOfItsTimes();
    void leavesMonthsThatStayWhereTheyAre();
    void keepsWhatWasReadWhenThePlatformFails();
    void ordersByNumbersAndNotByWords();

private:
    void settle();
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }

    bool m_fails = false;
    fake::Proof m_proof;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::ArchivesClient> m_client;
    std::unique_ptr<ArchivesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestArchivesModel::init()
{
    m_fails = false;
    m_proof = {};
    m_proof.addMonth(u"2026-02"_s, 1, 400);
    m_proof.addMonth(u"2026-03"_s, 401, 1500, u"open"_s);
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_proof.answer(request).value_or(fake::Reply{});
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::ArchivesClient>(*m_connection);
    m_model = std::make_unique<ArchivesModel>(*m_client);
    m_model->setZone(QTimeZone::UTC);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    settle();
}

void TestArchivesModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestArchivesModel::settle()
{
    m_model->refresh();
    QTRY_VERIFY(!m_model->isAsking());
}

void TestArchivesModel::showsTheNewestMonthFirstInWords()
{
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(cell(0, ArchivesModel::MonthColumn), u"March 2026"_s);
    QCOMPARE(cell(0, ArchivesModel::StateColumn), u"Open"_s);
    QCOMPARE(cell(0, ArchivesModel::EventsColumn), u"1,100"_s);
    QCOMPARE(cell(0, ArchivesModel::NumbersColumn), u"401 to 1,500"_s);
    QCOMPARE(cell(0, ArchivesModel::ClosedColumn), u"not yet"_s);
    QCOMPARE(cell(0, ArchivesModel::SizeColumn), u"–"_s);
    QCOMPARE(cell(1, ArchivesModel::SizeColumn), QLocale().formattedDataSize(36'000));
    QCOMPARE(cell(1, ArchivesModel::StateColumn), u"Closed"_s);
    QCOMPARE(cell(1, ArchivesModel::SpanColumn), u"2026-02-01 to 2026-02-28"_s);
    QCOMPARE(cell(1, ArchivesModel::ClosedColumn), u"2026-03-02 00:00"_s);
    QVERIFY(m_model->hasClosed());
}

void TestArchivesModel::namesTheZoneOfItsTimes()
{
    m_model->setZone(QTimeZone("Asia/Tokyo"));
    const QString title = m_model->headerData(ArchivesModel::SpanColumn, Qt::Horizontal).toString();
    QVERIFY(title.contains(u"Asia/Tokyo (UTC+09:00)"_s));
    QCOMPARE(cell(1, ArchivesModel::SpanColumn), u"2026-02-01 09:00 to 2026-03-01 09:00"_s);
}

void TestArchivesModel::leavesMonthsThatStayWhereTheyAre()
{
    const QPersistentModelIndex february(m_model->index(1, 0));
    m_proof.addMonth(u"2026-04"_s, 1501, 1600, u"open"_s);
    settle();
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(february.row(), 2);
    m_proof.archives = {m_proof.archives.at(0)};
    settle();
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(!february.isValid());
}

void TestArchivesModel::keepsWhatWasReadWhenThePlatformFails()
{
    m_fails = true;
    settle();
    QVERIFY(m_model->failure());
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(m_model->isRead());
}

void TestArchivesModel::ordersByNumbersAndNotByWords()
{
    const auto order
        = [this](int row, int column) { return m_model->index(row, column).data(ArchivesModel::SortRole); };
    QCOMPARE(order(0, ArchivesModel::EventsColumn), QVariant(1100LL));
    QCOMPARE(order(1, ArchivesModel::SizeColumn), QVariant(36000LL));
    QCOMPARE(order(1, ArchivesModel::MonthColumn), QVariant(u"2026-02"_s));
}

QTEST_MAIN(TestArchivesModel)
#include "tst_archivesmodel.moc"
