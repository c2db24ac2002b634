// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "look/colors.h"
#include "plots/eventhistogram.h"
#include "plots/levellegend.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using namespace std::chrono_literals;

namespace {

/// A day that begins at midnight in Tokyo; hour 9 is the busiest, and hour 20 has one critical event.
QList<EventHistogram::Bar> day()
{
    const auto begin = audit::timeFromText(u"2026-03-04T15:00:00Z"_s).value();
    QList<EventHistogram::Bar> bars;
    for (int hour = 0; hour < 24; ++hour)
        bars.append({begin + hour * 1h, {hour == 9 ? 5000 : 10, hour % 3, 0, 0, hour == 20}, hour == 9 ? 4 : 0});
    return bars;
}

}

class TestEventHistogram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sumsUpWhileNothingIsChosen();
    void movesThroughTheBarsByKeys();
    void tellsTheBarUnderTheMouse();
    void staysAtTheHourWhileTimeGoesOn();
    void showsOneEventAmongThousands();
    void tellsLevelsApartWithoutColour();
    void saysThatThereAreNoEvents();
    void followsThePalette();
    void drawsOnlyWhenSomethingChanges();
    void letsTheMouseDragOverASpan();
    void letsKeysMarkASpan();
    void choosesNoSpanWhereNobodyWantsOne();
    void isDrawnWithAsManyBarsAsThereMayBe();
    void endsAMonthWhereTheNextOneBegins();

private:
    QImage picture() { return m_window->grab().toImage(); }
    QColor colourIn(qsizetype bar, const QImage &image) const;

    std::unique_ptr<QWidget> m_window;
    EventHistogram *m_histogram = nullptr;
};

void TestEventHistogram::initTestCase()
{
    QApplication::setPalette(paletteOf(Shade::Light));
}

void TestEventHistogram::init()
{
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(new QPushButton(u"Before"_s));
    m_histogram = new EventHistogram;
    layout->addWidget(m_histogram);
    m_histogram->setZone(QTimeZone("Asia/Tokyo"));
    m_histogram->setBars(day(), 3600s);
    m_window->resize(600, 320);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestEventHistogram::sumsUpWhileNothingIsChosen()
{
    QVERIFY(!m_histogram->current());
    QVERIFY2(m_histogram->readout().contains(u"4 failed"_s), qPrintable(m_histogram->readout()));
    QCOMPARE(m_histogram->accessibleDescription(), m_histogram->readout());
    QVERIFY(m_histogram->accessibleName().contains(u"Asia/Tokyo"_s));
}

void TestEventHistogram::movesThroughTheBarsByKeys()
{
    m_window->findChild<QPushButton *>()->setFocus();
    QTest::keyClick(m_window->findChild<QPushButton *>(), Qt::Key_Tab);
    QVERIFY(m_histogram->hasFocus());
    QCOMPARE(m_histogram->current(), 23);
    QTest::keyClick(m_histogram, Qt::Key_Home);
    QCOMPARE(m_histogram->current(), 0);
    QTest::keyClick(m_histogram, Qt::Key_Left);
    QCOMPARE(m_histogram->current(), 0);
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(m_histogram, Qt::Key_Right);
    QCOMPARE(m_histogram->current(), 9);
    for (const QString &part : {u"2026-03-05 09:00"_s, u"10:00"_s, u"Information"_s, u"4 failed"_s})
        QVERIFY2(m_histogram->readout().contains(part), qPrintable(m_histogram->readout()));
    QVERIFY(m_histogram->findChild<QLabel *>(u"readout"_s)->text().startsWith(u"2026-03-05 09:00 to 10:00"_s));
    QVERIFY(m_histogram->findChild<LevelLegend *>()->accessibleName().contains(u"Information 5"_s));
    QCOMPARE(m_histogram->accessibleDescription(), m_histogram->readout());
    QTest::keyClick(m_histogram, Qt::Key_End);
    QCOMPARE(m_histogram->current(), 23);
    QTest::keyClick(m_histogram, Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(!m_histogram->current());
}

void TestEventHistogram::tellsTheBarUnderTheMouse()
{
    picture(); // Places are known when it was drawn.
    const QPoint at = m_histogram->placeOf(20).center();
    QTest::mouseClick(m_histogram, Qt::LeftButton, {}, at);
    QCOMPARE(m_histogram->current(), 20);
    QVERIFY(m_histogram->readout().contains(u"Critical 1"_s));
    QHelpEvent help(QEvent::ToolTip, m_histogram->placeOf(9).center(), m_histogram->mapToGlobal(at));
    QApplication::sendEvent(m_histogram, &help);
    QCOMPARE(QToolTip::text(), m_histogram->textOf(9));
}

void TestEventHistogram::staysAtTheHourWhileTimeGoesOn()
{
    m_histogram->setCurrent(9);
    auto later = day().sliced(1);
    later.append({later.last().begin + 1h, {}, 0});
    m_histogram->setBars(later, 3600s);
    QCOMPARE(m_histogram->current(), 8);
    m_histogram->setCurrent(0);
    m_histogram->setBars(later.sliced(1), 3600s);
    QVERIFY(!m_histogram->current());
}

QColor TestEventHistogram::colourIn(qsizetype bar, const QImage &image) const
{
    // The topmost colour of a bar that is not the ground.
    const QRect place = m_histogram->placeOf(bar).translated(m_histogram->pos());
    const QColor ground = m_window->palette().color(QPalette::Window);
    for (int y = place.top() + 2; y < place.bottom(); ++y) {
        const QColor colour = image.pixelColor(place.center().x(), y);
        const bool isGrid = qAbs(colour.lightness() - ground.lightness()) < 40;
        if (!isGrid)
            return colour;
    }
    return ground;
}

void TestEventHistogram::showsOneEventAmongThousands()
{
    const QImage image = picture();
    const QColor plain = colourIn(9, image);
    const QColor critical = colourIn(20, image);
    QVERIFY(critical != plain);
    QVERIFY2(critical.red() > critical.green() + 40, qPrintable(critical.name()));
}

void TestEventHistogram::tellsLevelsApartWithoutColour()
{
    QSet<QString> patterns;
    for (const audit::Level level : {audit::Level::Warning, audit::Level::Error, audit::Level::Critical}) {
        const QImage tile = levelBrush(level, m_histogram->palette()).textureImage();
        QVERIFY(!tile.isNull());
        QString pattern;
        for (int y = 0; y < tile.height(); ++y) {
            for (int x = 0; x < tile.width(); ++x)
                pattern += tile.pixelColor(x, y) == tile.pixelColor(1, 2) ? u'.' : u'#';
        }
        patterns << pattern;
    }
    QCOMPARE(patterns.size(), 3);
}

void TestEventHistogram::saysThatThereAreNoEvents()
{
    QList<EventHistogram::Bar> quiet = day();
    for (EventHistogram::Bar &bar : quiet)
        bar = {bar.begin, {}, 0};
    m_histogram->setBars(quiet, 3600s);
    QCOMPARE(m_histogram->readout(), u"0 events"_s);
    const QImage empty = picture();
    m_histogram->setBars({}, 3600s);
    QVERIFY(!m_histogram->current());
    QTest::keyClick(m_histogram, Qt::Key_Right);
    QVERIFY(!m_histogram->current());
    QVERIFY(!empty.isNull());
}

void TestEventHistogram::followsThePalette()
{
    const QImage light = picture();
    QApplication::setPalette(paletteOf(Shade::Dark));
    QTRY_VERIFY(
        picture().pixelColor(m_histogram->placeOf(1).translated(m_histogram->pos()).topLeft()).lightness() < 80);
    QApplication::setPalette(paletteOf(Shade::Light));
    QTRY_COMPARE(picture(), light);
}

void TestEventHistogram::drawsOnlyWhenSomethingChanges()
{
    struct Paints : QObject {
        int count = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Paint;
            return false;
        }
    } paints;
    QWidget *plot = nullptr;
    for (QObject *child : m_histogram->children()) {
        if (child->inherits("QCustomPlot"))
            plot = qobject_cast<QWidget *>(child);
    }
    QVERIFY(plot);
    picture();
    plot->installEventFilter(&paints);
    do { // What was on its way.
        paints.count = 0;
        QTest::qWait(50);
    } while (paints.count > 0);
    m_histogram->setBars(day(), 3600s);
    QTest::qWait(100); // Only to see that nothing comes.
    QCOMPARE(paints.count, 0);
    m_histogram->setCurrent(3);
    QTRY_VERIFY(paints.count > 0);
}

void TestEventHistogram::letsTheMouseDragOverASpan()
{
    m_histogram->setSpansChoosable(true);
    picture();
    QSignalSpy chosen(m_histogram, &EventHistogram::spanChosen);
    const auto at = [this](qsizetype bar) { return m_histogram->placeOf(bar).center(); };
    const auto drag = [&](const QPoint &from, const QPoint &to) {
        QTest::mousePress(m_histogram, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, m_histogram->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_histogram, &move);
    };
    drag(at(12), at(9));
    QCOMPARE(m_histogram->marked(), (EventHistogram::Range{9, 12}));
    QVERIFY2(m_histogram->readout().startsWith(u"2026-03-05 09:00 to 13:00"_s), qPrintable(m_histogram->readout()));
    QCOMPARE(chosen.size(), 0);
    QTest::mouseRelease(m_histogram, Qt::LeftButton, {}, at(9));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<audit::EventTime>(), day()[9].begin);
    QCOMPARE(chosen[0][1].value<audit::EventTime>(), day()[13].begin);
    QVERIFY(!m_histogram->marked());
    // Beyond the edge everything up to it is meant.
    drag(at(22), QPoint(m_histogram->width() + 50, at(22).y()));
    QTest::mouseRelease(m_histogram, Qt::LeftButton, {}, at(22));
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[1][1].value<audit::EventTime>(), day()[23].begin + 1h);
    QTest::mouseClick(m_histogram, Qt::LeftButton, {}, at(3));
    QCOMPARE(chosen.size(), 2);
    QTest::mouseDClick(m_histogram, Qt::LeftButton, {}, at(3));
    QCOMPARE(chosen.size(), 3);
    QCOMPARE(chosen[2][0].value<audit::EventTime>(), day()[3].begin);
}

void TestEventHistogram::letsKeysMarkASpan()
{
    m_histogram->setSpansChoosable(true);
    QSignalSpy chosen(m_histogram, &EventHistogram::spanChosen);
    QSignalSpy back(m_histogram, &EventHistogram::backWanted);
    m_histogram->setFocus();
    QTest::keyClick(m_histogram, Qt::Key_Home);
    QTest::keyClick(m_histogram, Qt::Key_Right);
    QTest::keyClick(m_histogram, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_histogram, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_histogram->marked(), (EventHistogram::Range{1, 3}));
    QVERIFY(m_histogram->accessibleDescription().startsWith(u"2026-03-05 01:00 to 04:00"_s));
    QTest::keyClick(m_histogram, Qt::Key_Escape);
    QCOMPARE(m_histogram->marked(), (EventHistogram::Range{3, 3}));
    QCOMPARE(back.size(), 0);
    QTest::keyClick(m_histogram, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(m_histogram, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<audit::EventTime>(), day()[2].begin);
    QCOMPARE(chosen[0][1].value<audit::EventTime>(), day()[4].begin);
    QTest::keyClick(m_histogram, Qt::Key_Escape);
    QCOMPARE(back.size(), 1);
    QVERIFY(m_histogram->accessibleName().contains(u"Enter"_s));
}

void TestEventHistogram::choosesNoSpanWhereNobodyWantsOne()
{
    QSignalSpy chosen(m_histogram, &EventHistogram::spanChosen);
    m_histogram->setFocus();
    m_histogram->setCurrent(4);
    QTest::keyClick(m_histogram, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_histogram->marked(), (EventHistogram::Range{5, 5}));
    QTest::keyClick(m_histogram, Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
}

void TestEventHistogram::isDrawnWithAsManyBarsAsThereMayBe()
{
    QList<EventHistogram::Bar> bars;
    for (int bar = 0; bar < 200; ++bar)
        bars.append({day().first().begin + bar * 1min, {100, 0, 0, 0, 0}, 0});
    m_histogram->setBars(bars, 60s);
    // No gaps, which at such a width would come and go.
    const auto hasGaps = [this] {
        const QImage image = picture();
        const QRect from = m_histogram->placeOf(1).translated(m_histogram->pos());
        const QRect to = m_histogram->placeOf(198).translated(m_histogram->pos());
        const QColor ground = m_histogram->palette().color(QPalette::Window);
        for (int x = from.left(); x < to.right(); ++x) {
            if (image.pixelColor(x, from.bottom() - 4) == ground)
                return true;
        }
        return false;
    };
    QVERIFY(!hasGaps()); // At once: it is never behind the words around it.
}

void TestEventHistogram::endsAMonthWhereTheNextOneBegins()
{
    const auto begin = audit::timeFromText(u"2026-01-31T15:00:00Z"_s).value();
    m_histogram->setBars({{begin, {1, 0, 0, 0, 0}, 0}}, 30 * 24h);
    QVERIFY2(m_histogram->textOf(0).startsWith(u"2026-02-01 to 2026-02-28"_s), qPrintable(m_histogram->textOf(0)));
    m_histogram->setBars({{begin, {1, 0, 0, 0, 0}, 0}}, 24h);
    QVERIFY2(m_histogram->textOf(0).startsWith(u"2026-02-01: "_s), qPrintable(m_histogram->textOf(0)));
}

QTEST_MAIN(TestEventHistogram)
#include "tst_eventhistogram.moc"
