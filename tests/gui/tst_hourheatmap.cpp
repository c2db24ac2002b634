// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "look/colors.h"
#include "plots/hourheatmap.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori::widgets;

class TestHourHeatMap : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tellsTheBusiestHourWhileNoneIsChosen();
    void walksThroughTheWeekByKeys();
    void tellsTheHourUnderTheMouse();
    void showsMoreAsLargerAndOneAsSomething();
    void saysThatThereIsNothing();
    void isSeenInBothShades();

private:
    QString shown() const { return m_map->findChild<QLabel *>(u"hourReadout"_s)->text(); }
    /// How many pixels of a cell are not of the ground.
    int inked(const HourHeatMap::Cell &cell) const;

    std::unique_ptr<QWidget> m_window;
    HourHeatMap *m_map = nullptr;
};

void TestHourHeatMap::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void TestHourHeatMap::init()
{
    QApplication::setPalette(paletteOf(Shade::Light));
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(new QPushButton(u"Before"_s));
    m_map = new HourHeatMap;
    layout->addWidget(m_map);
    HourHeatMap::Hours hours{};
    hours[2][14] = 10'000; // Wednesday
    hours[2][15] = 2500;
    hours[6][23] = 1;
    m_map->setHours(hours, QTimeZone("Asia/Tokyo"));
    m_window->resize(320, 260);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestHourHeatMap::tellsTheBusiestHourWhileNoneIsChosen()
{
    QVERIFY(!m_map->current());
    QCOMPARE(shown(), m_map->readout());
    QVERIFY2(shown().contains(u"Wednesday, 14:00 to 15:00: 10,000 events"_s), qPrintable(shown()));
    QVERIFY(m_map->accessibleName().contains(u"Asia/Tokyo"_s));
    QCOMPARE(m_map->accessibleDescription(), m_map->readout());
}

void TestHourHeatMap::walksThroughTheWeekByKeys()
{
    auto *before = m_window->findChild<QPushButton *>();
    before->setFocus();
    QTest::keyClick(before, Qt::Key_Tab);
    QVERIFY(m_map->hasFocus());
    QCOMPARE(m_map->current(), (HourHeatMap::Cell{2, 14}));
    QTest::keyClick(m_map, Qt::Key_Right);
    QCOMPARE(shown(), u"Wednesday, 15:00 to 16:00: 2,500 events"_s);
    for (const Qt::Key key :
        {Qt::Key_End, Qt::Key_Right, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down})
        QTest::keyClick(m_map, key);
    QCOMPARE(m_map->current(), (HourHeatMap::Cell{6, 23}));
    QCOMPARE(shown(), u"Sunday, 23:00 to 00:00: 1 events"_s);
    for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Up})
        QTest::keyClick(m_map, key);
    QCOMPARE(m_map->current(), (HourHeatMap::Cell{5, 0}));
    QTest::keyClick(m_map, Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(!m_map->current());
}

void TestHourHeatMap::tellsTheHourUnderTheMouse()
{
    const QPoint at = m_map->placeOf({6, 23}).center();
    QTest::mouseClick(m_map, Qt::LeftButton, {}, at);
    QCOMPARE(m_map->current(), (HourHeatMap::Cell{6, 23}));
    QHelpEvent help(QEvent::ToolTip, m_map->placeOf({2, 15}).center(), m_map->mapToGlobal(at));
    QApplication::sendEvent(m_map, &help);
    QCOMPARE(QToolTip::text(), m_map->textOf({2, 15}));
}

int TestHourHeatMap::inked(const HourHeatMap::Cell &cell) const
{
    const QImage image = m_map->grab(m_map->placeOf(cell)).toImage();
    const QColor ground = m_map->palette().color(QPalette::Window);
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += image.pixelColor(x, y) != ground;
    }
    return inked;
}

void TestHourHeatMap::showsMoreAsLargerAndOneAsSomething()
{
    QCOMPARE(inked({0, 0}), 1);
    QVERIFY(inked({6, 23}) > 1);
    QVERIFY(inked({2, 15}) > inked({6, 23}));
    QVERIFY(inked({2, 14}) > 2 * inked({2, 15}));
}

void TestHourHeatMap::saysThatThereIsNothing()
{
    m_map->setHours({}, QTimeZone::utc());
    QCOMPARE(shown(), u"No events"_s);
    m_map->setCurrent(HourHeatMap::Cell{0, 1});
    QVERIFY(shown().startsWith(u"Monday, 01:00"_s));
}

void TestHourHeatMap::isSeenInBothShades()
{
    for (const Shade shade : {Shade::Light, Shade::Dark}) {
        QApplication::setPalette(paletteOf(shade));
        const auto lightnessAt = [this](const HourHeatMap::Cell &cell) {
            const QImage image = m_window->grab().toImage();
            return image.pixelColor(m_map->mapTo(m_window.get(), m_map->placeOf(cell).center())).lightness();
        };
        QTRY_VERIFY(qAbs(lightnessAt({2, 14}) - m_map->palette().color(QPalette::Window).lightness()) > 60);
    }
}

QTEST_MAIN(TestHourHeatMap)
#include "tst_hourheatmap.moc"
