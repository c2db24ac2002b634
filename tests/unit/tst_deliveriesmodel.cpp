// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakemails.h"
#include "items/deliveriesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using fake::Mails;

class TestDeliveriesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsMails();
    void fetchesOlderOnes();
    void putsNewOnesOnTopAndKeepsTheRest();
    void takesChangesWhereTheyAre();
    void dropsWhatTheFilterDoesNotLetThroughAnyMore();
    void beginsAnewWhereTooManyHaveCome();
    void asksAnewWithAnotherFilter();
    void keepsItsRowsWhenThePlatformIsAway();
    void tellsTimesInTheZone();

private:
    void refresh();
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }

    Mails m_mails;
    bool m_isAway = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AlertsClient> m_client;
    std::unique_ptr<DeliveriesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestDeliveriesModel::init()
{
    m_mails = {};
    m_isAway = false;
    for (int i = 1; i <= 5; ++i)
        m_mails.add(u"critical"_s, u"Mail %1"_s.arg(i), Mails::recipient(u"a@example.com"_s, u"sent"_s, u"250 OK"_s));
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_isAway ? fake::problem(503, u"internal"_s) : m_mails.answer(request).value();
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::AlertsClient>(*m_connection);
    m_model = std::make_unique<DeliveriesModel>(*m_client);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
}

void TestDeliveriesModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestDeliveriesModel::refresh()
{
    m_model->refresh();
    QTRY_VERIFY(!m_model->isFetching());
}

void TestDeliveriesModel::showsMails()
{
    m_mails.add(u"rule: Night"_s, u"Late"_s, Mails::recipient(u"b@example.com"_s, u"waiting"_s, u"451 later"_s, 3));
    refresh();
    QCOMPARE(m_model->rowCount(), 6);
    QCOMPARE(text(0, DeliveriesModel::TimeColumn), u"2026-03-05 23:00:00"_s);
    QCOMPARE(text(0, DeliveriesModel::TopicColumn), u"Rule “Night”"_s);
    QCOMPARE(text(0, DeliveriesModel::SubjectColumn), u"Late"_s);
    QCOMPARE(text(0, DeliveriesModel::EventsColumn), u"Number 17"_s);
    QCOMPARE(text(0, DeliveriesModel::RecipientsColumn), u"b@example.com: Waiting"_s);
    QCOMPARE(text(0, DeliveriesModel::AttemptsColumn), u"3"_s);
    QCOMPARE(text(0, DeliveriesModel::NextColumn), u"2026-03-06 00:00:00"_s);
    QCOMPARE(text(0, DeliveriesModel::AnswerColumn), u"451 later"_s);
    QCOMPARE(text(1, DeliveriesModel::NextColumn), QString());
    QVERIFY(m_model->isComplete());
}

void TestDeliveriesModel::fetchesOlderOnes()
{
    m_tester.reset(); // It fetches by itself.
    m_mails.pageSize = 2;
    refresh();
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 4);
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 5);
    QVERIFY(m_model->isComplete());
    QVERIFY(!m_model->canFetchMore({}));
    refresh(); // What was read stays.
    QCOMPARE(m_model->rowCount(), 5);
    QVERIFY(m_model->isComplete());
}

void TestDeliveriesModel::putsNewOnesOnTopAndKeepsTheRest()
{
    refresh();
    const QPersistentModelIndex first = m_model->index(0, 0);
    m_mails.add(u"error"_s, u"New"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    refresh();
    QCOMPARE(text(0, DeliveriesModel::SubjectColumn), u"New"_s);
    QCOMPARE(first.row(), 1);
    QCOMPARE(m_model->rowOf(6), 0);
}

void TestDeliveriesModel::takesChangesWhereTheyAre()
{
    m_mails.add(u"error"_s, u"Slow"_s, Mails::recipient(u"a@example.com"_s, u"waiting"_s));
    refresh();
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_mails.setRecipients(6, {Mails::recipient(u"a@example.com"_s, u"sent"_s)});
    refresh();
    QCOMPARE(text(0, DeliveriesModel::RecipientsColumn), u"a@example.com: Sent"_s);
    QCOMPARE(reset.count(), 0);
}

void TestDeliveriesModel::dropsWhatTheFilterDoesNotLetThroughAnyMore()
{
    m_mails.add(u"error"_s, u"Slow"_s, Mails::recipient(u"a@example.com"_s, u"waiting"_s));
    m_model->setFilter({.state = platform::DeliveryState::Waiting});
    QTRY_VERIFY(!m_model->isFetching());
    QCOMPARE(m_model->rowCount(), 1);
    m_mails.setRecipients(6, {Mails::recipient(u"a@example.com"_s, u"sent"_s)});
    refresh();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestDeliveriesModel::beginsAnewWhereTooManyHaveCome()
{
    m_tester.reset(); // It fetches by itself.
    m_mails.pageSize = 2;
    refresh();
    for (int i = 0; i < 4; ++i)
        m_mails.add(u"error"_s, u"Many"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    refresh();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->deliveryAt(0).id, 9);
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->deliveryAt(3).id, 6);
}

void TestDeliveriesModel::asksAnewWithAnotherFilter()
{
    m_mails.add(u"rule: Night"_s, u"Late"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    refresh();
    m_model->setFilter({.topic = u"rule: Night"_s});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, DeliveriesModel::SubjectColumn), u"Late"_s);
}

void TestDeliveriesModel::keepsItsRowsWhenThePlatformIsAway()
{
    refresh();
    m_isAway = true;
    refresh();
    QVERIFY(m_model->failure());
    QCOMPARE(m_model->rowCount(), 5);
    m_isAway = false;
    refresh();
    QVERIFY(!m_model->failure());
}

void TestDeliveriesModel::tellsTimesInTheZone()
{
    refresh();
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().startsWith(u"Date and time: Asia/Tokyo"_s));
    m_model->setZone(QTimeZone::utc());
    QCOMPARE(text(0, DeliveriesModel::TimeColumn), u"2026-03-05 14:00:00"_s);
}

QTEST_GUILESS_MAIN(TestDeliveriesModel)
#include "tst_deliveriesmodel.moc"
