// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "fakelogsource.h"
#include "log/filterfield.h"
#include "log/logsidepanel.h"
#include "log/logsummarypanel.h"
#include "log/toplist.h"
#include "plots/eventhistogram.h"
#include "plots/hourheatmap.h"

#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using namespace std::chrono_literals;

namespace {

const audit::EventTime midnight = audit::timeFromText(u"2026-03-04T15:00:00Z"_s).value(); // in Tokyo

items::LogSummary summary()
{
    items::LogSummary summary;
    for (int hour = 0; hour < 24; ++hour)
        summary.bars.append({midnight + hour * 1h, {100, 0, hour % 3, 0, 0}, 0});
    summary.step = 3600s;
    summary.hours[2][9] = 50;
    summary.users = {{u"taro"_s, 40}, {u"hana"_s, 10}};
    summary.actions = {{u"login"_s, 50}};
    summary.isFinal = true;
    return summary;
}

}

/// What stands around the table, with a filter and a source.
class TestLogSummaryPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsTheWholeSpan();
    void makesATermOfAChosenSpan();
    void goesBackStepByStep();
    void goesBackToWhatWasTyped();
    void zoomsOutAroundTheMiddle();
    void saysThatCountingGoesOn();
    void showsFiguresAndFiltersByThem();
    void saysWhereThereAreNone();

private:
    QString inForce() const { return m_filter->filter().text; }
    QToolButton *button(const QString &name) const { return m_panel->findChild<QToolButton *>(name); }
    QString shownSpan() const { return m_panel->findChild<QLabel *>(u"shownSpan"_s)->text(); }
    EventHistogram *histogram() const { return m_panel->findChild<EventHistogram *>(); }
    void choose(int first, int last) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<items::SavedFilters> m_saved;
    std::unique_ptr<fake::LogSource> m_source;
    std::unique_ptr<QWidget> m_window;
    FilterField *m_filter = nullptr;
    LogSummaryPanel *m_panel = nullptr;
    LogSidePanel *m_side = nullptr;
};

void TestLogSummaryPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_saved = std::make_unique<items::SavedFilters>(*m_settings, u"files"_s);
    m_source = std::make_unique<fake::LogSource>();
    m_source->setQuery({.filter = {}, .zone = QTimeZone("Asia/Tokyo")});
    m_source->setSummary(summary());
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    m_filter = new FilterField(*m_source, *m_saved);
    m_filter->setZone(QTimeZone("Asia/Tokyo"));
    m_panel = new LogSummaryPanel(*m_source, *m_filter);
    m_side = new LogSidePanel(*m_source, *m_filter);
    for (QWidget *part : std::initializer_list<QWidget *>{m_filter, m_panel, m_side})
        layout->addWidget(part);
    m_window->resize(700, 700);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestLogSummaryPanel::cleanup()
{
    m_window.reset();
}

void TestLogSummaryPanel::choose(int first, int last) const
{
    histogram()->setFocus();
    histogram()->setCurrent(first);
    for (int bar = first; bar < last; ++bar)
        QTest::keyClick(histogram(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(histogram(), Qt::Key_Return);
}

void TestLogSummaryPanel::showsTheWholeSpan()
{
    QCOMPARE(shownSpan(), u"2026-03-05"_s);
    QCOMPARE(histogram()->bars().size(), 24);
    for (const QString &name : {u"zoomBack"_s, u"zoomOut"_s, u"zoomAll"_s}) {
        QVERIFY(!button(name)->isEnabled());
        QVERIFY(!button(name)->toolTip().isEmpty());
    }
}

void TestLogSummaryPanel::makesATermOfAChosenSpan()
{
    m_filter->setText(u"user:taro"_s);
    choose(9, 11);
    QCOMPARE(inForce(), u"user:taro time:2026-03-05T09:00:00+09:00..2026-03-05T11:59:59+09:00"_s);
    QCOMPARE(shownSpan(), u"2026-03-05 09:00 to 12:00"_s);
    choose(10, 10);
    QCOMPARE(inForce(), u"user:taro time:2026-03-05T10:00:00+09:00..2026-03-05T10:59:59+09:00"_s);
}

void TestLogSummaryPanel::goesBackStepByStep()
{
    choose(6, 12);
    choose(9, 10);
    m_filter->showOnly(audit::Field::User, u"taro"_s); // No step in time.
    QTest::keyClick(histogram(), Qt::Key_Escape);
    QVERIFY(inForce().contains(u"T06:00:00+09:00..2026-03-05T12:59:59"_s));
    QVERIFY(inForce().contains(u"user:taro"_s));
    button(u"zoomBack"_s)->click();
    QCOMPARE(inForce(), u"user:taro"_s);
    QVERIFY(!button(u"zoomBack"_s)->isEnabled());
}

void TestLogSummaryPanel::goesBackToWhatWasTyped()
{
    m_filter->setText(u"since:2026-03-01 until:2026-03-20"_s);
    choose(9, 10);
    QVERIFY(inForce().startsWith(u"time:"_s));
    button(u"zoomBack"_s)->click();
    QCOMPARE(inForce(), u"since:2026-03-01 until:2026-03-20"_s);
    button(u"zoomAll"_s)->click();
    QCOMPARE(inForce(), QString());
    button(u"zoomBack"_s)->click();
    QCOMPARE(inForce(), u"since:2026-03-01 until:2026-03-20"_s);
}

void TestLogSummaryPanel::zoomsOutAroundTheMiddle()
{
    choose(9, 10);
    button(u"zoomOut"_s)->click();
    QCOMPARE(inForce(), u"time:2026-03-05T07:00:00+09:00..2026-03-05T12:59:59+09:00"_s);
}

void TestLogSummaryPanel::saysThatCountingGoesOn()
{
    auto *above = m_panel->findChild<QLabel *>(u"countingNote"_s);
    auto *beside = m_side->findChild<QLabel *>(u"figuresNote"_s);
    QVERIFY(!above->isVisible() && !beside->isVisible());
    items::LogSummary partial = summary();
    partial.isFinal = false;
    m_source->setSummary(partial);
    QVERIFY(above->isVisible() && beside->isVisible());
}

void TestLogSummaryPanel::showsFiguresAndFiltersByThem()
{
    QVERIFY(m_side->findChild<HourHeatMap *>()->readout().contains(u"50 events"_s));
    const auto tops = m_side->findChildren<TopList *>();
    QCOMPARE(tops.size(), 3);
    TopList *users = tops.first();
    QTest::mouseClick(users->viewport(), Qt::LeftButton, {}, users->visualRect(users->model()->index(1, 0)).center());
    QCOMPARE(inForce(), u"user:hana"_s);
    users->setCurrentIndex(users->model()->index(0, 0));
    QTest::keyClick(users, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(inForce(), u"user:hana user!:taro"_s);
}

void TestLogSummaryPanel::saysWhereThereAreNone()
{
    const auto tops = m_side->findChildren<TopList *>();
    QVERIFY(tops.at(1)->isHidden()); // No addresses.
    items::LogSummary none;
    none.isFinal = true;
    m_source->setSummary(none);
    QCOMPARE(shownSpan(), QString());
    QCOMPARE(m_side->findChild<HourHeatMap *>()->readout(), u"No events"_s);
    for (const TopList *top : tops)
        QVERIFY(top->isHidden());
}

QTEST_MAIN(TestLogSummaryPanel)
#include "tst_logsummarypanel.moc"
