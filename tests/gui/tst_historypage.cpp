// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/zonechooser.h"
#include "driver.h"
#include "fakeplatform.h"
#include "items/settingwords.h"
#include "pages/historydetails.h"
#include "pages/historypage.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::HistoryModel;

namespace {

/// Odd ones are sato's, in the section accountLockout; even ones mori's, in ipRestriction.
QJsonObject entry(qint64 number)
{
    const bool isOdd = number % 2 == 1;
    const policy::FieldChange mode{.field = u"mode"_s, .before = u"allowAll"_s, .after = u"denyAll"_s, .list = {}};
    const policy::FieldChange duration{
        .field = u"duration"_s, .before = 30, .after = QJsonValue(QJsonValue::Null), .list = {}};
    return {{u"event"_s, number == 2 ? -2 : 100 + number},
        {u"section"_s, isOdd ? u"accountLockout"_s : u"ipRestriction"_s}, {u"revision"_s, number},
        {u"at"_s, u"2026-03-05T14:00:00.250Z"_s}, {u"by"_s, isOdd ? u"sato"_s : u"mori"_s},
        {u"address"_s, u"192.0.2.7"_s}, {u"reason"_s, isOdd ? u"As agreed"_s : QString()},
        {u"changes"_s, policy::toJson({isOdd ? duration : mode})}};
}

}

class TestHistoryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void tellsChangesInWords();
    void showsAllOfTheChosenChange();
    void showsOnlyOneSection();
    void showsOnlyOnePersonsChanges();
    void showsOnlyTheLastDays_data();
    void showsOnlyTheLastDays();
    void showsOnlyTheDaysBetween();
    void clearsAFilterThatNothingMatches();
    void saysThatNothingWasChangedYet();
    void saysWhyNothingCanBeShown();
    void keepsWhatItShowsWhenThePlatformFails();
    void fetchesOlderChangesWhileScrolling();
    void leadsToTheEventsAround();
    void saysWhereItCannotLead();
    void copiesTheChosenChange();
    void takesOverHowItWasLooked();
    void givesEveryControlAName();

private:
    fake::Reply answer(const fake::SeenRequest &request) const;
    void open();
    QTableView &table() const { return *m_page->findChild<QTableView *>(u"history"_s); }
    EmptyState &empty() const { return *m_page->findChild<EmptyState *>(); }
    QComboBox &box(const QString &name) const { return *m_page->findChild<QComboBox *>(name); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    QString change(int row, int column) const { return m_page->findChild<QTableWidget *>()->item(row, column)->text(); }
    void click(int row) const
    {
        const QRect rect = table().visualRect(table().model()->index(row, 0));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, rect.center());
    }
    /// The query of the last request.
    QUrlQuery asked() const { return QUrlQuery(QUrl(QString::fromLatin1(m_platform->seen().last().target)).query()); }

    crypto::KeyAndCertificate m_authority;
    qint64 m_newest = 0;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::HistoryClient> m_client;
    std::unique_ptr<HistoryPage> m_page;
};

void TestHistoryPage::initTestCase()
{
    m_authority = fake::authority();
}

void TestHistoryPage::init()
{
    m_newest = 150;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::HistoryClient>(*m_connection);
    m_page = std::make_unique<HistoryPage>(*m_client);
}

void TestHistoryPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

fake::Reply TestHistoryPage::answer(const fake::SeenRequest &request) const
{
    if (m_fails)
        return fake::problem(503, u"internal"_s);
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const auto fits = [&](const QString &name, const QJsonObject &object) {
        return !query.hasQueryItem(name) || query.queryItemValue(name) == object[name].toString();
    };
    const qint64 after = query.hasQueryItem(u"after"_s) ? query.queryItemValue(u"after"_s).toLongLong() : m_newest + 1;
    QJsonArray entries;
    qint64 number = query.hasQueryItem(u"until"_s) ? 0 : after - 1;
    for (; number > 0 && entries.size() < query.queryItemValue(u"limit"_s).toInt(); --number) {
        if (fits(u"section"_s, entry(number)) && fits(u"by"_s, entry(number)))
            entries.append(entry(number));
    }
    return fake::json(200, {{u"entries"_s, entries}, {u"next"_s, number > 0 ? QJsonValue(number + 1) : QJsonValue()}});
}

void TestHistoryPage::open()
{
    m_page->resize(900, 600);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(table().model()->rowCount() > 0);
    m_page->findChild<ZoneChooser *>()->setCurrentIndex(1); // UTC
}

void TestHistoryPage::tellsChangesInWords()
{
    open();
    QCOMPARE(table().model()->rowCount(), HistoryModel::entriesAtOnce);
    QCOMPARE(cell(0, HistoryModel::TimeColumn), u"2026-03-05 14:00:00.250"_s);
    QVERIFY(table().model()->headerData(0, Qt::Horizontal).toString().endsWith(u"UTC"_s));
    QCOMPARE(cell(0, HistoryModel::PersonColumn), u"mori"_s);
    QCOMPARE(cell(0, HistoryModel::SectionColumn), u"IP address restriction"_s);
    QCOMPARE(cell(0, HistoryModel::ChangeColumn), u"Mode: Allow all → Deny all"_s);
    QCOMPARE(m_page->findChild<QLabel *>(u"status"_s)->text(), u"Newest 100 changes"_s);
}

void TestHistoryPage::showsAllOfTheChosenChange()
{
    open();
    QVERIFY(!m_page->findChild<QTableWidget *>()->isVisible());
    click(1);
    QCOMPARE(m_page->findChild<QLabel *>(u"changeTitle"_s)->text(), u"Account lockout, revision 149"_s);
    QCOMPARE(m_page->findChild<QLabel *>(u"changeWho"_s)->text(),
        u"Changed by sato from 192.0.2.7 at 2026-03-05 14:00:00.250000 (UTC)"_s);
    QCOMPARE(m_page->findChild<QLabel *>(u"changeReason"_s)->text(), u"Reason: As agreed"_s);
    QCOMPARE(change(0, 0), u"Locked for"_s);
    QCOMPARE(change(0, 1), u"30 minutes"_s);
    QCOMPARE(change(0, 2), u"Until an administrator unlocks"_s);
    click(0);
    QVERIFY(!m_page->findChild<QLabel *>(u"changeReason"_s)->isVisible());
    QCOMPARE(change(0, 2), u"Deny all"_s);
}

void TestHistoryPage::showsOnlyOneSection()
{
    open();
    QComboBox &section = box(u"section"_s);
    QCOMPARE(section.count(), 14);
    section.setCurrentIndex(section.findData(u"accountLockout"_s));
    QTRY_COMPARE(table().model()->rowCount(), 75);
    QCOMPARE(cell(0, HistoryModel::SectionColumn), u"Account lockout"_s);
    QCOMPARE(asked().queryItemValue(u"section"_s), u"accountLockout"_s);
}

void TestHistoryPage::showsOnlyOnePersonsChanges()
{
    open();
    QComboBox &person = box(u"person"_s);
    QCOMPARE(person.count(), 3);
    driver::type(person.lineEdit(), u"sato"_s);
    QTest::keyClick(person.lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(table().model()->rowCount(), 75);
    QCOMPARE(cell(0, HistoryModel::PersonColumn), u"sato"_s);
    driver::type(person.lineEdit(), u"Anybody"_s);
    QTest::keyClick(person.lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(table().model()->rowCount(), HistoryModel::entriesAtOnce);
    QVERIFY(!asked().hasQueryItem(u"by"_s));
}

void TestHistoryPage::showsOnlyTheLastDays_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("daysBack");
    QTest::newRow("today") << 1 << 0;
    QTest::newRow("7 days") << 2 << 6;
    QTest::newRow("30 days") << 3 << 29;
}

void TestHistoryPage::showsOnlyTheLastDays()
{
    QFETCH(int, index);
    QFETCH(int, daysBack);
    open();
    const QDate today = QDateTime::currentDateTimeUtc().date();
    box(u"span"_s).setCurrentIndex(index);
    QTRY_VERIFY(asked().hasQueryItem(u"since"_s));
    if (QDateTime::currentDateTimeUtc().date() != today)
        QSKIP("A day has begun.");
    QCOMPARE(asked().queryItemValue(u"since"_s), today.addDays(-daysBack).toString(Qt::ISODate) + u"T00:00:00.000Z"_s);
    QVERIFY(!asked().hasQueryItem(u"until"_s));
}

void TestHistoryPage::showsOnlyTheDaysBetween()
{
    open();
    QVERIFY(!m_page->findChild<QDateEdit *>(u"from"_s)->isVisible());
    box(u"span"_s).setCurrentIndex(4);
    auto &from = *m_page->findChild<QDateEdit *>(u"from"_s);
    auto &until = *m_page->findChild<QDateEdit *>(u"until"_s);
    QVERIFY(from.isVisible());
    until.setDate(QDate(2030, 1, 1));
    from.setDate(QDate(2030, 1, 5));
    QCOMPARE(until.date(), QDate(2030, 1, 5)); // Never before the first.
    QTRY_COMPARE(asked().queryItemValue(u"until"_s), u"2030-01-06T00:00:00.000Z"_s);
    QCOMPARE(asked().queryItemValue(u"since"_s), u"2030-01-05T00:00:00.000Z"_s);
}

void TestHistoryPage::clearsAFilterThatNothingMatches()
{
    open();
    driver::type(box(u"person"_s).lineEdit(), u"ito"_s);
    QTest::keyClick(box(u"person"_s).lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(empty().headline(), u"Nothing matches the filter"_s);
    QVERIFY(!table().isVisible());
    driver::click(empty().button());
    QTRY_VERIFY(table().isVisible());
    QCOMPARE(box(u"person"_s).currentText(), u"Anybody"_s);
    QCOMPARE(table().model()->rowCount(), HistoryModel::entriesAtOnce);
}

void TestHistoryPage::saysThatNothingWasChangedYet()
{
    m_newest = 0;
    m_page->show();
    QVERIFY(empty().headline().startsWith(u"Reading"_s));
    QTRY_COMPARE(empty().headline(), u"Nothing was changed yet"_s);
    QVERIFY(!empty().button()->isVisible());
}

void TestHistoryPage::saysWhyNothingCanBeShown()
{
    m_fails = true;
    m_page->show();
    QTRY_COMPARE(empty().headline(), u"The change history could not be read"_s);
    m_fails = false;
    driver::click(empty().button());
    QTRY_VERIFY(table().isVisible());
}

void TestHistoryPage::keepsWhatItShowsWhenThePlatformFails()
{
    open();
    m_fails = true;
    m_page->refresh();
    auto &failure = *m_page->findChild<Banner *>(u"failure"_s);
    QTRY_VERIFY(failure.isVisible());
    QVERIFY(table().isVisible());
    m_fails = false;
    driver::click(failure.button());
    QTRY_VERIFY(!failure.isVisible());
}

void TestHistoryPage::fetchesOlderChangesWhileScrolling()
{
    open();
    table().verticalScrollBar()->setValue(table().verticalScrollBar()->maximum());
    QTRY_COMPARE(table().model()->rowCount(), 150);
    QTRY_COMPARE(m_page->findChild<QLabel *>(u"status"_s)->text(), u"All 150 changes"_s);
}

void TestHistoryPage::leadsToTheEventsAround()
{
    open();
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    click(3);
    driver::click(m_page->findChild<QPushButton *>(u"eventsAround"_s));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first(), (QVariantList{u"auditLog"_s, u"247"_s}));
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Down);
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.last(), (QVariantList{u"auditLog"_s, u"246"_s}));
}

void TestHistoryPage::saysWhereItCannotLead()
{
    m_newest = 3;
    open();
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    click(1);
    auto &around = *m_page->findChild<QPushButton *>(u"eventsAround"_s);
    QVERIFY(!around.isEnabled());
    QVERIFY(!around.toolTip().isEmpty());
    QTest::keyClick(&table(), Qt::Key_Return);
    QVERIFY(wanted.isEmpty());
}

void TestHistoryPage::copiesTheChosenChange()
{
    open();
    click(1);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString &part : {u"Account lockout, revision 149"_s, u"sato from 192.0.2.7"_s, u"Reason: As agreed"_s,
             u"Locked for: 30 minutes → Until an administrator unlocks"_s})
        QVERIFY2(copied.contains(part), qPrintable(copied));
}

void TestHistoryPage::takesOverHowItWasLooked()
{
    open();
    driver::type(box(u"person"_s).lineEdit(), u"sato"_s);
    box(u"section"_s).setCurrentIndex(5);
    box(u"span"_s).setCurrentIndex(4);
    m_page->findChild<QDateEdit *>(u"until"_s)->setDate(QDate(2031, 1, 1));
    auto next = std::make_unique<HistoryPage>(*m_client);
    next->takeOver(*m_page);
    m_page = std::move(next);
    QCOMPARE(box(u"person"_s).currentText(), u"sato"_s);
    QCOMPARE(box(u"section"_s).currentIndex(), 5);
    QCOMPARE(m_page->findChild<QDateEdit *>(u"until"_s)->date(), QDate(2031, 1, 1));
    QCOMPARE(m_page->findChild<ZoneChooser *>()->currentIndex(), 1);
}

void TestHistoryPage::givesEveryControlAName()
{
    open();
    click(0);
    box(u"span"_s).setCurrentIndex(4);
    const auto widgets = m_page->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool isReached = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus)
            && !qobject_cast<QLabel *>(widget) && !widget->focusProxy();
        if (!isReached)
            continue;
        const auto *accessible = QAccessible::queryAccessibleInterface(widget);
        const QString kind = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(kind));
    }
}

QTEST_MAIN(TestHistoryPage)
#include "tst_historypage.moc"
