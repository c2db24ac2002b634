// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "driver.h"
#include "fakelogsource.h"
#include "items/savedfilters.h"
#include "log/gototimedialog.h"
#include "log/logdetails.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "reach.h"
#include "readyanswers.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::LogState;
using Progress = items::LogState::Progress;

namespace {

audit::Record recordAt(const QString &time, const QString &user)
{
    audit::Record record;
    record.time = audit::timeFromText(time);
    record.texts = {time, u"192.0.2.7"_s, user, u"Common"_s, u"Authentication"_s, u"login"_s, u"SUCCESS"_s, u"WARN"_s,
        u"<b>told</b>"_s};
    record.level = audit::Level::Warning;
    return record;
}

LogState stateOf(const std::function<void(LogState &)> &change)
{
    LogState state;
    change(state);
    return state;
}

LogState underWay(Progress progress, qint64 shown = 0, std::optional<double> done = {})
{
    return stateOf([&](LogState &state) {
        state.progress = progress;
        state.shown = shown;
        state.done = done;
    });
}

LogState finalOf(qint64 shown, qint64 all, const QString &emptiedBy = {})
{
    return stateOf([&](LogState &state) {
        state.shown = shown;
        state.all = all;
        state.isShownFinal = true;
        state.emptiedBy = emptiedBy;
    });
}

/// A log that is in the order of time and no other.
class Source : public fake::LogSource {
public:
    QString whyNotOrdered(const audit::query::OrderKey &key, bool) const override
    {
        return key.field == audit::Field::User ? u"Not by user."_s : QString();
    }
};

}

class TestLogPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysHowManyThereAre_data();
    void saysHowManyThereAre();
    void explainsWhyItIsEmpty();
    void leadsOutOfAFilterThatLeavesNothing();
    void saysWhatFailed();
    void showsEverythingAboutTheChosenEvent();
    void showsWhatOnlyFilesHave();
    void showsTheBeginOfWhatIsHuge();
    void asksForTheFilterThatIsWritten();
    void putsInOrderByAColumn();
    void saysWhyItCannotBePutInOrder();
    void goesToATime();
    void wantsSumsOnlyWhileItIsSeen();
    void canBeUsedWithoutAMouse();

private:
    EmptyState &empty() const { return *m_panel->findChild<EmptyState *>(); }
    Banner &notice() const { return *m_panel->findChild<Banner *>(u"notice"_s); }
    void setRecords();

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<items::SavedFilters> m_saved;
    std::unique_ptr<Source> m_source;
    ReadyAnswers m_answers;
    std::unique_ptr<LogPanel> m_panel;
};

void TestLogPanel::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_saved = std::make_unique<items::SavedFilters>(*m_settings, u"test"_s);
    m_source = std::make_unique<Source>();
    m_panel = std::make_unique<LogPanel>(*m_source, *m_saved, m_answers);
    m_panel->setEmptyWords(u"Nothing there"_s, u"Nothing was written."_s);
    m_panel->resize(1100, 700);
    m_panel->show();
    QVERIFY(driver::waitForActive(m_panel.get()));
}

void TestLogPanel::cleanup()
{
    m_panel.reset();
    m_source.reset();
    m_saved.reset();
    m_settings.reset();
}

void TestLogPanel::setRecords()
{
    m_source->rows().setRecords({recordAt(u"2026-03-05T14:00:03Z"_s, u"sato"_s),
        recordAt(u"2026-03-05T14:00:02Z"_s, u"suzuki"_s), recordAt(u"2026-03-05T14:00:01Z"_s, u"tanaka"_s)});
}

void TestLogPanel::saysHowManyThereAre_data()
{
    QTest::addColumn<LogState>("state");
    QTest::addColumn<bool>("isFiltered");
    QTest::addColumn<QString>("text");
    QTest::newRow("reading") << underWay(Progress::Reading) << false << u"Reading…"_s;
    QTest::newRow("reading on") << underWay(Progress::Reading, 12'345, 0.456) << false
                                << u"12,345 events so far, reading on (45 %)"_s;
    QTest::newRow("searching") << underWay(Progress::Filtering) << true << u"Searching…"_s;
    QTest::newRow("searching on") << underWay(Progress::Filtering, 7) << true << u"7 found so far, searching on"_s;
    QTest::newRow("a part") << underWay(Progress::Idle, 200) << false << u"200 events so far"_s;
    QTest::newRow("all") << finalOf(300, 300) << false << u"300 events"_s;
    QTest::newRow("filtered") << finalOf(30, 10'000'000) << true << u"30 of 10,000,000 events"_s;
}

void TestLogPanel::saysHowManyThereAre()
{
    QFETCH(LogState, state);
    QFETCH(bool, isFiltered);
    QFETCH(QString, text);
    m_panel->setFilterText(isFiltered ? u"user:sato"_s : QString());
    m_source->setState(state);
    QCOMPARE(m_panel->findChild<QLabel *>(u"status"_s)->text(), text);
}

void TestLogPanel::explainsWhyItIsEmpty()
{
    m_source->setState(underWay(Progress::Reading));
    QVERIFY(empty().isVisible());
    QVERIFY(empty().headline().startsWith(u"Reading"_s));
    m_source->setState(finalOf(0, 3));
    QCOMPARE(empty().headline(), u"Nothing there"_s);
    setRecords();
    QVERIFY(!empty().isVisible());
    QVERIFY(m_panel->view().isVisible());
}

void TestLogPanel::leadsOutOfAFilterThatLeavesNothing()
{
    m_panel->setFilterText(u"user:sato level:error"_s);
    m_source->setState(underWay(Progress::Filtering));
    QVERIFY(empty().headline().startsWith(u"Searching"_s));
    m_source->setState(finalOf(0, 3, u"level:error"_s));
    QCOMPARE(empty().headline(), u"No event matches the filter"_s);
    QVERIFY(empty().accessibleDescription().contains(u"level:error"_s));
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QCOMPARE(m_panel->filterText(), u"user:sato"_s);
    QCOMPARE(m_source->query().filter.text, u"user:sato"_s);
    m_source->setState(finalOf(0, 3));
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QCOMPARE(m_panel->filterText(), QString());
}

void TestLogPanel::saysWhatFailed()
{
    QSignalSpy retry(m_panel.get(), &LogPanel::retryWanted);
    m_source->setState(stateOf([](LogState &state) { state.failure = u"It is gone."_s; }));
    QVERIFY(empty().accessibleDescription().contains(u"It is gone."_s));
    QTest::mouseClick(empty().button(), Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    setRecords();
    auto &failure = *m_panel->findChild<Banner *>(u"failure"_s);
    QVERIFY(failure.isVisible());
    QCOMPARE(failure.text(), u"It is gone."_s);
    QTest::mouseClick(failure.button(), Qt::LeftButton);
    QCOMPARE(retry.size(), 2);
    m_source->setState({});
    QVERIFY(!failure.isVisible());
}

void TestLogPanel::showsEverythingAboutTheChosenEvent()
{
    setRecords();
    auto &details = *m_panel->findChild<LogDetails *>();
    m_panel->view().choose(1);
    auto &complement = *details.findChild<QPlainTextEdit *>();
    QVERIFY(complement.isVisible());
    QCOMPARE(complement.toPlainText(), u"<b>told</b>"_s);
    const auto labels = details.findChildren<QLabel *>();
    const auto says = [&](const QString &text) {
        return std::ranges::any_of(labels, [&](QLabel *label) { return label->isVisible() && label->text() == text; });
    };
    QVERIFY(says(u"suzuki"_s));
    QVERIFY(says(u"Warning (WARN)"_s));
    QTest::keyClick(&m_panel->view(), Qt::Key_Return);
    QVERIFY(complement.hasFocus());
    m_source->rows().setRecords({});
    QVERIFY(!complement.isVisible());
}

void TestLogPanel::showsWhatOnlyFilesHave()
{
    auto record = recordAt(u"2026-03-05T14:00:03Z"_s, u"sato"_s);
    record.time.reset();
    record.texts[size_t(audit::Field::Time)] = u"yesterday or so"_s;
    record.others = {u"Chrome"_s};
    record.line = 4711;
    m_source->rows().setRecords({record});
    m_panel->view().choose(0);
    const auto labels = m_panel->findChild<LogDetails *>()->findChildren<QLabel *>();
    const auto says = [&](const QString &text) {
        return std::ranges::any_of(labels, [&](QLabel *label) { return label->text() == text; });
    };
    QVERIFY(says(u"Chrome"_s));
    QVERIFY(says(u"4711"_s));
    QVERIFY(says(u"yesterday or so (cannot be read as a time)"_s));
}

/// A record can have millions of characters, which no window lays out in time.
void TestLogPanel::showsTheBeginOfWhatIsHuge()
{
    const QString huge = u"xyz "_s.repeated(500'000);
    auto record = recordAt(u"2026-03-05T14:00:03Z"_s, u"sato"_s);
    record.texts[size_t(audit::Field::Action)] = huge + u"end of action"_s;
    record.texts[size_t(audit::Field::Complement)] = huge + u"end of complement"_s;
    m_source->rows().setRecords({record, recordAt(u"2026-03-05T14:00:02Z"_s, u"suzuki"_s)});
    m_panel->view().choose(0);
    auto &details = *m_panel->findChild<LogDetails *>();
    const auto &complement = *details.findChild<QPlainTextEdit *>();
    QTRY_VERIFY(complement.toPlainText().startsWith(u"xyz"_s));
    QVERIFY(complement.toPlainText().size() < 200'000);
    const auto labels = details.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(label->text().size() < 10'000);
    auto *cut = driver::find<QLabel>(&details, u"cut"_s);
    QVERIFY(cut);
    QVERIFY(cut->text().contains(u"3,97"_s));
    driver::click(details.findChild<QPushButton *>());
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"end of action"_s));
    QVERIFY(QGuiApplication::clipboard()->text().endsWith(u"end of complement"_s));
    m_panel->view().choose(1);
    QVERIFY(!driver::find<QLabel>(&details, u"cut"_s));
}

void TestLogPanel::asksForTheFilterThatIsWritten()
{
    m_panel->setFilterText(u"user:sato"_s);
    QVERIFY(m_source->query().filter.root);
    m_panel->setFilterText(u"user:("_s);
    QCOMPARE(m_source->query().filter.text, u"user:sato"_s); // The last good one stays in force.
    QCOMPARE(m_panel->filterText(), u"user:("_s);
    m_panel->setZone(QTimeZone("Asia/Tokyo"));
    QCOMPARE(m_source->query().zone, QTimeZone("Asia/Tokyo"));
    QCOMPARE(m_source->query().filter.text, u"user:sato"_s);
}

void TestLogPanel::putsInOrderByAColumn()
{
    setRecords();
    emit m_panel->view().orderWanted({.field = audit::Field::Action}, false);
    QCOMPARE(m_source->query().orderedBy.field, audit::Field::Action);
    QVERIFY(!m_source->query().isDescending);
    QCOMPARE(m_panel->view().header().sortIndicatorSection(), 5);
    QVERIFY(!notice().isVisible());
}

void TestLogPanel::saysWhyItCannotBePutInOrder()
{
    setRecords();
    QSignalSpy wanted(m_panel.get(), &LogPanel::takeAlongWanted);
    emit m_panel->view().orderWanted({.field = audit::Field::User}, false);
    QCOMPARE(notice().text(), u"Not by user."_s);
    QVERIFY(m_source->query().isByTime());
    QTest::mouseClick(notice().button(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QVERIFY(!notice().isVisible());
    emit m_panel->view().orderRefused(u"Surplus fields"_s);
    QVERIFY(notice().text().contains(u"Surplus fields"_s));
    QTest::mouseClick(notice().button(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void TestLogPanel::goesToATime()
{
    setRecords();
    m_panel->setZone(QTimeZone::utc());
    m_panel->view().setFocus();
    QTest::keyClick(&m_panel->view(), Qt::Key_G, Qt::ControlModifier);
    auto *dialog = driver::dialogOver<GoToTimeDialog>(m_panel.get());
    QVERIFY(dialog);
    driver::type(dialog->findChild<QLineEdit *>(), u"2026-03-05T14:00:02"_s);
    dialog->accept();
    QCOMPARE(m_panel->view().currentRow(), 1);
}

void TestLogPanel::wantsSumsOnlyWhileItIsSeen()
{
    QVERIFY(m_source->isSummaryWanted);
    m_panel->hide();
    QVERIFY(!m_source->isSummaryWanted);
}

void TestLogPanel::canBeUsedWithoutAMouse()
{
    setRecords();
    m_panel->setFilterText(u"user:sato"_s);
    const QString faults = reach::all(*m_panel).join(u"; "_s);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
}

QTEST_MAIN(TestLogPanel)
#include "tst_logpanel.moc"
