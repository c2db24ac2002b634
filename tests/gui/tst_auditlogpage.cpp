// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/zonechooser.h"
#include "driver.h"
#include "fakelog.h"
#include "log/filterfield.h"
#include "log/logdetails.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "pages/auditlogpage.h"
#include "pages/livebar.h"
#include "readyanswers.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::PlatformLogRows;

class TestAuditLogPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void readsTheNewestEventsWhenItIsShown();
    void showsAllOfTheChosenEvent();
    void copiesTheChosenEvents();
    void showsWhatIsWrittenAtOnce();
    void keepsTheReadersPlaceWhileRowsComeIn();
    void keepsTheChosenRowInItsPlace();
    void leadsToWhatIsNew();
    void countsDownWhileTheReaderScrollsUp();
    void staysFluidInABurst();
    void standsStillWhilePaused();
    void saysHowItFollows();
    void saysWhyItIsNotLive();
    void followsOnlyWhileItIsSeen();
    void isLedToAnEvent();
    void isLedToAnEventThatIsGone();
    void goesOnUpwardsFromThereToTheNewest();
    void saysWhyAnEventCannotBeShown();
    void takesOverHowItWasLooked();
    void givesEveryControlAName();
    void fetchesWhatIsNewWhenAsked();
    void fetchesOlderEventsWhileScrolling();
    void namesTheZoneOfItsTimes();
    void saysThatNothingHasHappenedYet();
    void saysWhyNothingCanBeShown();
    void keepsWhatItShowsWhenThePlatformGoesAway();
    void filtersWhatItShowsAndWhatComesIn();
    void saysWhichConditionLeavesNothing();
    void addsToTheFilterFromTheTable();
    void showsEverythingAroundAnEvent();
    void isLedToAFilter();
    void saysWhyItCannotBeSorted();
    void takesEventsOffline();
    void saysWhyEventsCannotBeTaken();

private:
    void open();
    std::unique_ptr<AuditLogPage> makePage();
    LogView &table() const { return m_page->panel().view(); }
    int rowCount() const { return table().rows().rowCount(); }
    EmptyState &empty() const { return *m_page->findChild<EmptyState *>(); }
    Banner &failure() const { return *m_page->findChild<Banner *>(u"failure"_s); }
    QPushButton &news() const { return *m_page->findChild<QPushButton *>(u"newEvents"_s); }
    QPushButton &pause() const { return *m_page->findChild<QPushButton *>(u"pause"_s); }
    Banner &around() const { return *m_page->findChild<Banner *>(u"around"_s); }
    QString live() const { return m_page->findChild<LiveBar *>()->text(); }
    qint64 numberAt(int row) const { return table().rows().recordAt(row).value_or(audit::Record()).number; }
    /// Of the event in the first row that can be seen.
    qint64 firstInSight() const { return numberAt(table().firstRow()); }
    QString cell(int row, audit::Field field) const
    {
        return table().rows().textOf(table().rows().recordAt(row).value(), items::fieldColumn(field));
    }
    QString status() const { return m_page->findChild<QLabel *>(u"status"_s)->text(); }
    void filterBy(const QString &text) { m_page->panel().setFilterText(text); }

    crypto::KeyAndCertificate m_authority;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    ReadyAnswers m_answers;
    QString m_opened;
    fake::Log m_log;
    bool m_fails = false;
    std::optional<fake::Reply> m_tailRefusal;
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
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_log.newest = 300;
    m_fails = false;
    m_opened.clear();
    m_tailRefusal.reset();
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        if (m_tailRefusal && request.target.startsWith("/api/v1/audit/tail"))
            return *m_tailRefusal;
        return m_fails ? fake::problem(503, u"internal"_s) : m_log.answer(request);
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_page = makePage();
}

std::unique_ptr<AuditLogPage> TestAuditLogPage::makePage()
{
    return std::make_unique<AuditLogPage>(AuditLogPage::Needs{.client = *m_client,
        .asker = m_answers,
        .settings = *m_settings,
        .profileId = u"test"_s,
        .openLogFile = [this](const QString &path) { m_opened = path; }});
}

void TestAuditLogPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestAuditLogPage::open()
{
    m_page->resize(900, 600);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(rowCount() > 0);
    QTRY_COMPARE(live(), m_tailRefusal ? u"Not live"_s : u"Live"_s);
}

void TestAuditLogPage::readsTheNewestEventsWhenItIsShown()
{
    QVERIFY(m_platform->seen().isEmpty());
    open();
    QCOMPARE(rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(cell(0, audit::Field::Level), u"Warning"_s);
    QCOMPARE(cell(1, audit::Field::Level), u"Information"_s);
    QCOMPARE(cell(0, audit::Field::Source), u"192.0.2.7"_s);
    QVERIFY(table().isVisible());
    QVERIFY(!failure().isVisible());
    QTRY_COMPARE(status(), u"300 events"_s);
}

void TestAuditLogPage::showsAllOfTheChosenEvent()
{
    open();
    auto &details = *m_page->findChild<LogDetails *>();
    QVERIFY(!details.findChild<QPlainTextEdit *>()->isVisible());
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().rowPlace(1).center());
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
    table().choose(0);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"allowAll -> denyAll"_s), 2);
}

void TestAuditLogPage::fetchesWhatIsNewWhenAsked()
{
    open();
    m_log.newest = 303;
    m_page->refresh();
    QTRY_COMPARE(rowCount(), PlatformLogRows::eventsAtOnce + 3);
    QCOMPARE(numberAt(0), 303);
}

void TestAuditLogPage::fetchesOlderEventsWhileScrolling()
{
    open();
    table().verticalScrollBar()->setValue(table().verticalScrollBar()->maximum());
    QTRY_COMPARE(rowCount(), 300);
    QTRY_COMPARE(status(), u"300 events"_s);
}

void TestAuditLogPage::namesTheZoneOfItsTimes()
{
    open();
    auto &zone = *m_page->findChild<ZoneChooser *>();
    zone.setCurrentIndex(1);
    QCOMPARE(cell(0, audit::Field::Time), u"2026-03-05 14:05:00.123"_s);
    QVERIFY(table().rows().headerData(1, Qt::Horizontal).toString().endsWith(u"UTC"_s));
}

void TestAuditLogPage::saysThatNothingHasHappenedYet()
{
    m_log.newest = 0;
    m_page->show();
    QVERIFY(empty().headline().startsWith(u"Reading"_s));
    QTRY_COMPARE(empty().headline(), u"Nothing has happened yet"_s);
    QVERIFY(!table().isVisible());
}

void TestAuditLogPage::saysWhyNothingCanBeShown()
{
    m_fails = true;
    m_page->show();
    QTRY_COMPARE(empty().headline(), u"The log could not be read"_s);
    QVERIFY(!empty().accessibleDescription().isEmpty());
    m_fails = false;
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QTRY_COMPARE(rowCount(), PlatformLogRows::eventsAtOnce);
    QVERIFY(table().isVisible());
}

void TestAuditLogPage::keepsWhatItShowsWhenThePlatformGoesAway()
{
    open();
    m_platform->close();
    QTRY_VERIFY(live().startsWith(u"Reconnecting in"_s));
    m_page->refresh();
    QTRY_VERIFY(failure().isVisible());
    QCOMPARE(failure().tone(), Tone::Error);
    QVERIFY(!failure().text().isEmpty());
    QCOMPARE(rowCount(), PlatformLogRows::eventsAtOnce);
    QVERIFY(table().isVisible());
}

void TestAuditLogPage::showsWhatIsWrittenAtOnce()
{
    open();
    QTRY_COMPARE(status(), u"300 events"_s); // A later sum would be the next one's.
    m_log.write(*m_platform, 2);
    QTRY_COMPARE(numberAt(0), 302);
    QCOMPARE(firstInSight(), 302);
    QVERIFY(!news().isVisible());
    QTRY_COMPARE(status(), u"302 events"_s);
}

void TestAuditLogPage::keepsTheReadersPlaceWhileRowsComeIn()
{
    open();
    table().verticalScrollBar()->setValue(50);
    const qint64 read = firstInSight();
    const int count = rowCount();
    m_log.write(*m_platform, 12);
    QTRY_COMPARE(rowCount(), count + 12);
    QCOMPARE(firstInSight(), read);
    QVERIFY(news().isVisible());
    QCOMPARE(news().text().remove(u'&'), u"12 new events"_s);
    m_log.write(*m_platform, 1000);
    QTRY_COMPARE(rowCount(), count + 1012);
    QCOMPARE(firstInSight(), read);
    QCOMPARE(news().text().remove(u'&'), u"1,012 new events"_s);
}

void TestAuditLogPage::keepsTheChosenRowInItsPlace()
{
    open();
    table().choose(3);
    const int y = table().rowPlace(table().currentRow()).y();
    m_log.write(*m_platform, 5);
    QTRY_COMPARE(numberAt(0), 305);
    QCOMPARE(numberAt(table().currentRow()), 297);
    QCOMPARE(table().rowPlace(table().currentRow()).y(), y);
    QCOMPARE(news().text().remove(u'&'), u"5 new events"_s);
}

void TestAuditLogPage::leadsToWhatIsNew()
{
    open();
    table().choose(3);
    m_log.write(*m_platform, 5);
    QTRY_VERIFY(news().isVisible());
    news().setFocus();
    QTest::keyClick(&news(), Qt::Key_Space);
    QCOMPARE(firstInSight(), 305);
    QVERIFY(!news().isVisible());
    QVERIFY(table().hasFocus());
    QVERIFY(table().chosen().isEmpty());
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(firstInSight(), 306);
    QVERIFY(!news().isVisible());
}

void TestAuditLogPage::countsDownWhileTheReaderScrollsUp()
{
    open();
    table().verticalScrollBar()->setValue(50);
    m_log.write(*m_platform, 40);
    QTRY_VERIFY(news().isVisible());
    table().verticalScrollBar()->setValue(15);
    QCOMPARE(news().text().remove(u'&'), u"15 new events"_s);
    table().verticalScrollBar()->setValue(0);
    QVERIFY(!news().isVisible());
    QVERIFY(!table().isReading());
}

void TestAuditLogPage::staysFluidInABurst()
{
    open();
    QSignalSpy inserted(&table().rows(), &QAbstractItemModel::rowsInserted);
    m_log.write(*m_platform, 5000);
    QTRY_COMPARE(numberAt(0), 5300);
    QVERIFY2(inserted.size() < 250, qPrintable(QString::number(inserted.size())));
    QCOMPARE(firstInSight(), 5300);
}

void TestAuditLogPage::standsStillWhilePaused()
{
    open();
    QTest::keyClick(&pause(), Qt::Key_Space);
    QCOMPARE(live(), u"Paused"_s);
    QCOMPARE(pause().text().remove(u'&'), u"Resume"_s);
    m_log.write(*m_platform, 12);
    QTRY_COMPARE(live(), u"Paused: 12 new events are waiting"_s);
    QCOMPARE(numberAt(0), 300);
    QVERIFY(!news().isVisible());
    QTest::keyClick(&pause(), Qt::Key_Space);
    QCOMPARE(live(), u"Live"_s);
    QCOMPARE(numberAt(0), 312);
    QCOMPARE(firstInSight(), 312);
}

void TestAuditLogPage::saysHowItFollows()
{
    m_page->show();
    QCOMPARE(live(), u"Connecting…"_s);
    QTRY_COMPARE(live(), u"Live"_s);
    m_platform->stream(
        "retry: 5000\n\nevent: closed\ndata: {\"code\":\"service.stopping\",\"message\":\"Stopping.\"}\n\n");
    QTRY_VERIFY(live().startsWith(u"Reconnecting in "_s));
    QTRY_COMPARE(live(), u"Live"_s);
}

void TestAuditLogPage::saysWhyItIsNotLive()
{
    m_tailRefusal = fake::problem(403, u"session.roleMissing"_s);
    open();
    auto &notLive = *m_page->findChild<Banner *>(u"notLive"_s);
    QVERIFY(notLive.isVisible());
    QCOMPARE(notLive.text(), u"Not live: Said."_s);
    QCOMPARE(rowCount(), PlatformLogRows::eventsAtOnce);
    m_tailRefusal.reset();
    QTest::mouseClick(notLive.button(), Qt::LeftButton);
    QTRY_COMPARE(live(), u"Live"_s);
    QVERIFY(!notLive.isVisible());
}

void TestAuditLogPage::followsOnlyWhileItIsSeen()
{
    open();
    m_page->hide();
    QTRY_COMPARE(m_platform->streams(), 0);
    m_log.newest += 4;
    m_page->show();
    QTRY_COMPARE(numberAt(0), 304);
    QCOMPARE(rowCount(), PlatformLogRows::eventsAtOnce + 4);
    QTRY_COMPARE(live(), u"Live"_s);
}

void TestAuditLogPage::isLedToAnEvent()
{
    m_log.newest = 2000;
    open();
    m_page->focusOn(u"777"_s);
    QTRY_COMPARE(numberAt(table().currentRow()), 777);
    QVERIFY(table().hasFocus());
    QVERIFY(table().viewport()->rect().contains(table().rowPlace(table().currentRow()).center()));
    QVERIFY(around().isVisible());
    QCOMPARE(around().text(), u"Events around number 777"_s);
    QVERIFY(!m_page->findChild<LiveBar *>()->isVisible());
    const int count = rowCount();
    m_log.write(*m_platform, 3);
    m_page->refresh();
    QTest::qWait(50); // Nothing comes.
    QCOMPARE(rowCount(), count);
    QVERIFY(!news().isVisible());
    QTest::mouseClick(around().button(), Qt::LeftButton);
    QTRY_COMPARE(numberAt(0), 2003);
    QCOMPARE(firstInSight(), 2003);
    QVERIFY(!around().isVisible());
    m_log.write(*m_platform, 1);
    QTRY_COMPARE(firstInSight(), 2004);
}

void TestAuditLogPage::isLedToAnEventThatIsGone()
{
    open();
    m_page->focusOn(u"9999"_s);
    QTRY_VERIFY(around().text().startsWith(u"Event number 9"_s));
    QVERIFY(table().chosen().isEmpty());
    QCOMPARE(numberAt(0), 300);
}

void TestAuditLogPage::goesOnUpwardsFromThereToTheNewest()
{
    m_log.newest = 500;
    open();
    m_page->focusOn(u"200"_s);
    QTRY_COMPARE(numberAt(table().currentRow()), 200);
    table().verticalScrollBar()->setValue(0);
    const qint64 read = firstInSight();
    QTRY_COMPARE(numberAt(0), 499);
    QCOMPARE(firstInSight(), read);
    table().verticalScrollBar()->setValue(0);
    QTRY_VERIFY(!around().isVisible());
    QTRY_COMPARE(numberAt(0), 500);
}

void TestAuditLogPage::saysWhyAnEventCannotBeShown()
{
    open();
    m_fails = true;
    m_page->focusOn(u"100"_s);
    QTRY_VERIFY(failure().isVisible());
    m_fails = false;
    QTest::mouseClick(failure().button(), Qt::LeftButton);
    QTRY_COMPARE(numberAt(table().currentRow()), 100);
}

void TestAuditLogPage::takesOverHowItWasLooked()
{
    open();
    m_page->findChild<ZoneChooser *>()->setCurrentIndex(1);
    QTest::keyClick(&pause(), Qt::Key_Space);
    auto next = makePage();
    next->takeOver(*m_page);
    m_page = std::move(next);
    QCOMPARE(live(), u"Paused"_s);
    QCOMPARE(m_page->findChild<ZoneChooser *>()->currentIndex(), 1);
}

void TestAuditLogPage::givesEveryControlAName()
{
    open();
    table().verticalScrollBar()->setValue(50);
    m_log.write(*m_platform, 1);
    QTRY_VERIFY(news().isVisible());
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

void TestAuditLogPage::filtersWhatItShowsAndWhatComesIn()
{
    open();
    filterBy(u"level:warning"_s);
    QTRY_COMPARE(status(), u"150 of 300 events"_s);
    QCOMPARE(rowCount(), 150);
    m_log.write(*m_platform, 3); // One of them is a warning.
    QTRY_COMPARE(numberAt(0), 302);
    QCOMPARE(numberAt(1), 300);
    filterBy({});
    QTRY_COMPARE(numberAt(0), 303);
    QCOMPARE(live(), u"Live"_s);
}

void TestAuditLogPage::saysWhichConditionLeavesNothing()
{
    open();
    filterBy(u"level:warning user:nobody"_s);
    QTRY_COMPARE(empty().headline(), u"No event matches the filter"_s);
    QTRY_VERIFY2(
        empty().accessibleDescription().contains(u"user:nobody"_s), qPrintable(empty().accessibleDescription()));
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QCOMPARE(m_page->panel().filterText(), u"level:warning"_s);
    QTRY_COMPARE(rowCount(), 150);
    QVERIFY(table().isVisible());
    filterBy(u"user:nobody"_s);
    QTRY_VERIFY(empty().isVisible());
    QTRY_COMPARE(empty().button()->text().remove(u'&'), u"Show all events"_s);
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QTRY_COMPARE(status(), u"300 events"_s);
}

void TestAuditLogPage::addsToTheFilterFromTheTable()
{
    open();
    const auto columns = table().rows().columns();
    const auto level = std::ranges::find(columns, u"level"_s, &items::LogColumn::key) - columns.begin();
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().cellPlace(1, int(level)).center());
    QTest::keyClick(&table(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_page->panel().filterText(), u"level:information"_s);
    QTRY_COMPARE(rowCount(), 150);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().cellPlace(1, int(level)).center());
    QTest::keyClick(&table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(empty().isVisible());
}

void TestAuditLogPage::showsEverythingAroundAnEvent()
{
    m_log.newest = 5000;
    open();
    filterBy(u"level:warning"_s);
    QTRY_COMPARE(numberAt(1), 4998);
    table().choose(100);
    const qint64 number = numberAt(100);
    QTest::keyClick(&table(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(numberAt(table().currentRow() + 1), number - 1); // Not only warnings.
    QCOMPARE(numberAt(table().currentRow()), number);
    QVERIFY(table().viewport()->rect().contains(table().rowPlace(table().currentRow()).center()));
}

void TestAuditLogPage::isLedToAFilter()
{
    open();
    m_page->focusOn(u"filter:level:warning"_s);
    QTRY_COMPARE(rowCount(), 150);
    QCOMPARE(m_page->panel().filterText(), u"level:warning"_s);
    m_page->focusOn(u"77"_s); // Which the filter would hide.
    QTRY_VERIFY(table().currentRecord());
    QCOMPARE(table().currentRecord()->number, 77);
    QCOMPARE(m_page->panel().filterText(), QString());
}

void TestAuditLogPage::saysWhyItCannotBeSorted()
{
    open();
    auto &notice = *m_page->findChild<Banner *>(u"notice"_s);
    table().choose(1);
    QTest::keyClick(&table(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    if (!notice.isVisible()) // The first column may be that of the time, in its other direction.
        emit table().orderWanted({.field = audit::Field::User}, false);
    QVERIFY(notice.isVisible());
    QCOMPARE(numberAt(0), 300);
    QTest::mouseClick(notice.button(), Qt::LeftButton);
    QCOMPARE(m_answers.fileQuestions.size(), 1);
    m_answers.fileQuestions.clear();
}

void TestAuditLogPage::takesEventsOffline()
{
    open();
    filterBy(u"level:warning"_s);
    QTRY_COMPARE(rowCount(), 150);
    const QString path = m_folder.filePath(u"taken.csv"_s);
    m_answers.path = path;
    QTest::mouseClick(m_page->findChild<QPushButton *>(u"takeOffline"_s), Qt::LeftButton);
    QTRY_COMPARE(m_opened, path);
    QVERIFY(std::ranges::any_of(m_platform->seen(), [](const fake::SeenRequest &request) {
        return request.target.startsWith("/api/v1/audit/export?") && request.target.contains("filter=level");
    }));
    QVERIFY(QFile::exists(path));
    QVERIFY(!m_page->findChild<Banner *>(u"taking"_s)->isVisible());
}

void TestAuditLogPage::saysWhyEventsCannotBeTaken()
{
    open();
    m_fails = true;
    m_answers.path = m_folder.filePath(u"none.csv"_s);
    QTest::mouseClick(m_page->findChild<QPushButton *>(u"takeOffline"_s), Qt::LeftButton);
    auto &taking = *m_page->findChild<Banner *>(u"taking"_s);
    QTRY_VERIFY(taking.isVisible() && taking.tone() == Tone::Error);
    QVERIFY(m_opened.isEmpty());
    QVERIFY(!QFile::exists(m_folder.filePath(u"none.csv"_s)));
    QTest::mouseClick(taking.button(), Qt::LeftButton);
    QVERIFY(!taking.isVisible());
}

QTEST_MAIN(TestAuditLogPage)
#include "tst_auditlogpage.moc"
