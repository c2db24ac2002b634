// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/zonechooser.h"
#include "fakeplatform.h"
#include "pages/auditlogpage.h"
#include "pages/eventdetails.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::AuditEventsModel;

namespace {

audit::Event numbered(qint64 number)
{
    audit::Event event;
    event.number = number;
    event.time = audit::timeFromText(u"2026-03-05T14:00:00.123456Z").value() + std::chrono::seconds(number);
    event.user = u"sato"_s;
    event.source = u"192.0.2.7"_s;
    event.service = u"Common"_s;
    event.module = u"Security settings"_s;
    event.action = u"change ipRestriction"_s;
    event.level = number % 2 == 0 ? audit::Level::Warning : audit::Level::Information;
    event.complement = u"mode: allowAll -> denyAll"_s;
    return event;
}

}

class TestAuditLogPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void readsTheNewestEventsWhenItIsShown();
    void showsAllOfTheChosenEvent();
    void copiesTheChosenEvents();
    void fetchesWhatIsNewWhenAsked();
    void fetchesOlderEventsWhileScrolling();
    void namesTheZoneOfItsTimes();
    void saysThatNothingHasHappenedYet();
    void saysWhyNothingCanBeShown();
    void keepsWhatItShowsWhenThePlatformGoesAway();

private:
    fake::Reply answer(const fake::SeenRequest &request) const;
    void open();
    QTableView &table() const { return *m_page->findChild<QTableView *>(); }
    EmptyState &empty() const { return *m_page->findChild<EmptyState *>(); }
    Banner &failure() const { return *m_page->findChild<Banner *>(u"failure"_s); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }

    crypto::KeyAndCertificate m_authority;
    qint64 m_newest = 0;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_client;
    std::unique_ptr<AuditLogPage> m_page;
};

void TestAuditLogPage::initTestCase()
{
    m_authority = fake::authority();
}

void TestAuditLogPage::init()
{
    m_newest = 300;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_page = std::make_unique<AuditLogPage>(*m_client);
}

void TestAuditLogPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

fake::Reply TestAuditLogPage::answer(const fake::SeenRequest &request) const
{
    if (m_fails)
        return fake::problem(503, u"internal"_s);
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const qint64 after = query.hasQueryItem(u"after"_s) ? query.queryItemValue(u"after"_s).toLongLong() : m_newest + 1;
    QJsonArray events;
    qint64 number = after - 1;
    for (; number > 0 && events.size() < query.queryItemValue(u"limit"_s).toInt(); --number)
        events.append(audit::toJson(numbered(number)));
    return fake::json(200, {{u"events"_s, events}, {u"next"_s, number > 0 ? QJsonValue(number + 1) : QJsonValue()}});
}

void TestAuditLogPage::open()
{
    m_page->resize(900, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(table().model()->rowCount() > 0);
}

void TestAuditLogPage::readsTheNewestEventsWhenItIsShown()
{
    QVERIFY(m_platform->seen().isEmpty());
    open();
    QCOMPARE(table().model()->rowCount(), AuditEventsModel::eventsAtOnce);
    QCOMPARE(cell(0, AuditEventsModel::LevelColumn), u"Warning"_s);
    QCOMPARE(cell(1, AuditEventsModel::LevelColumn), u"Information"_s);
    QCOMPARE(cell(0, AuditEventsModel::SourceColumn), u"192.0.2.7"_s);
    QVERIFY(table().isVisible());
    QVERIFY(!failure().isVisible());
    QVERIFY(m_page->findChild<QLabel *>(u"status"_s)->text().contains(u"200"_s));
}

void TestAuditLogPage::showsAllOfTheChosenEvent()
{
    open();
    auto &details = *m_page->findChild<EventDetails *>();
    QVERIFY(!details.findChild<QPlainTextEdit *>()->isVisible());
    QTest::mouseClick(
        table().viewport(), Qt::LeftButton, {}, table().visualRect(table().model()->index(1, 0)).center());
    QCOMPARE(details.findChild<QPlainTextEdit *>()->toPlainText(), u"mode: allowAll -> denyAll"_s);
    QTest::mouseClick(details.findChild<QPushButton *>(), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString &part : {u"299"_s, u".123456 ("_s, u"Information"_s, u"sato"_s, u"192.0.2.7"_s, u"Common"_s,
             u"Security settings"_s, u"change ipRestriction"_s, u"SUCCESS"_s, u"allowAll -> denyAll"_s})
        QVERIFY2(copied.contains(part), qPrintable(copied));
}

void TestAuditLogPage::copiesTheChosenEvents()
{
    open();
    table().setFocus();
    table().selectRow(0);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"allowAll -> denyAll"_s), 2);
}

void TestAuditLogPage::fetchesWhatIsNewWhenAsked()
{
    open();
    m_newest = 303;
    m_page->refresh();
    QTRY_COMPARE(table().model()->rowCount(), AuditEventsModel::eventsAtOnce + 3);
    QTRY_VERIFY(m_page->findChild<QPushButton *>()->isEnabled());
}

void TestAuditLogPage::fetchesOlderEventsWhileScrolling()
{
    open();
    table().verticalScrollBar()->setValue(table().verticalScrollBar()->maximum());
    QTRY_COMPARE(table().model()->rowCount(), 300);
    QTRY_VERIFY(m_page->findChild<QLabel *>(u"status"_s)->text().startsWith(u"All 300"_s));
}

void TestAuditLogPage::namesTheZoneOfItsTimes()
{
    open();
    auto &zone = *m_page->findChild<ZoneChooser *>();
    zone.setCurrentIndex(1);
    QCOMPARE(cell(0, AuditEventsModel::TimeColumn), u"2026-03-05 14:05:00.123"_s);
    QVERIFY(table().model()->headerData(0, Qt::Horizontal).toString().endsWith(u"UTC"_s));
}

void TestAuditLogPage::saysThatNothingHasHappenedYet()
{
    m_newest = 0;
    m_page->show();
    QVERIFY(empty().headline().startsWith(u"Reading"_s));
    QTRY_COMPARE(empty().headline(), u"Nothing has happened yet"_s);
    QVERIFY(!table().isVisible());
}

void TestAuditLogPage::saysWhyNothingCanBeShown()
{
    m_fails = true;
    m_page->show();
    QTRY_COMPARE(empty().headline(), u"The audit log could not be read"_s);
    QVERIFY(!empty().accessibleDescription().isEmpty());
    m_fails = false;
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QTRY_COMPARE(table().model()->rowCount(), AuditEventsModel::eventsAtOnce);
    QVERIFY(table().isVisible());
}

void TestAuditLogPage::keepsWhatItShowsWhenThePlatformGoesAway()
{
    open();
    m_platform->close();
    m_page->refresh();
    QTRY_VERIFY(failure().isVisible());
    QCOMPARE(failure().tone(), Tone::Error);
    QVERIFY(!failure().text().isEmpty());
    QCOMPARE(table().model()->rowCount(), AuditEventsModel::eventsAtOnce);
    QVERIFY(table().isVisible());
}

QTEST_MAIN(TestAuditLogPage)
#include "tst_auditlogpage.moc"
