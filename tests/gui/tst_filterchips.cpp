// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "log/filterchips.h"

#include <QHelpEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori::widgets;
using Part = FilterChips::Part;

class TestFilterChips : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isThereOnlyWithChips();
    void goesFromChipToChip();
    void actsByKeys_data();
    void actsByKeys();
    void actsByMouse_data();
    void actsByMouse();
    void doesNothingWhereTheMouseIsLetGoElsewhere();
    void offersAMenu();
    void saysWhatItsPartsDo();
    void breaksIntoLines();
    void cutsAConditionThatIsTooLong();
    void staysInPlaceWhenAChipGoes();

private:
    std::unique_ptr<QWidget> m_window;
    FilterChips *m_chips = nullptr;
    std::unique_ptr<QSignalSpy> m_edited;
    std::unique_ptr<QSignalSpy> m_negated;
    std::unique_ptr<QSignalSpy> m_dropped;
};

void TestFilterChips::init()
{
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(new QPushButton(u"Before"_s));
    m_chips = new FilterChips;
    layout->addWidget(m_chips);
    layout->addStretch(1);
    m_chips->setChips({{u"user:taro"_s, false}, {u"level:error"_s, true}, {u"since:7d"_s, false}});
    m_edited = std::make_unique<QSignalSpy>(m_chips, &FilterChips::editWanted);
    m_negated = std::make_unique<QSignalSpy>(m_chips, &FilterChips::negateWanted);
    m_dropped = std::make_unique<QSignalSpy>(m_chips, &FilterChips::dropWanted);
    m_window->resize(600, 200);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestFilterChips::isThereOnlyWithChips()
{
    QVERIFY(m_chips->isVisible());
    m_chips->setChips({});
    QVERIFY(m_chips->isHidden());
}

void TestFilterChips::goesFromChipToChip()
{
    auto *before = m_window->findChild<QPushButton *>();
    before->setFocus();
    QTest::keyClick(before, Qt::Key_Tab);
    QVERIFY(m_chips->hasFocus());
    QCOMPARE(m_chips->current(), 0);
    QCOMPARE(m_chips->accessibleDescription(), u"Condition 1 of 3: user:taro"_s);
    QTest::keyClick(m_chips, Qt::Key_Left);
    QCOMPARE(m_chips->current(), 0);
    QTest::keyClick(m_chips, Qt::Key_Right);
    QCOMPARE(m_chips->accessibleDescription(), u"Condition 2 of 3: not: level:error"_s);
    QTest::keyClick(m_chips, Qt::Key_End);
    QTest::keyClick(m_chips, Qt::Key_Down);
    QCOMPARE(m_chips->current(), 2);
    QTest::keyClick(m_chips, Qt::Key_Home);
    QCOMPARE(m_chips->current(), 0);
    QTest::keyClick(m_chips, Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(!m_chips->current());
    for (const QString &text : {u"user:taro"_s, u"not: level:error"_s, u"since:7d"_s})
        QVERIFY(m_chips->accessibleDescription().contains(text));
}

void TestFilterChips::actsByKeys_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("what");
    QTest::newRow("Enter") << Qt::Key_Return << u"edit"_s;
    QTest::newRow("F2") << Qt::Key_F2 << u"edit"_s;
    QTest::newRow("!") << Qt::Key_Exclam << u"negate"_s;
    QTest::newRow("Delete") << Qt::Key_Delete << u"drop"_s;
    QTest::newRow("Backspace") << Qt::Key_Backspace << u"drop"_s;
}

void TestFilterChips::actsByKeys()
{
    QFETCH(const Qt::Key, key);
    QFETCH(const QString, what);
    m_chips->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_chips, Qt::Key_Right);
    QTest::keyClick(m_chips, key);
    const QMap<QString, QSignalSpy *> spies{
        {u"edit"_s, m_edited.get()}, {u"negate"_s, m_negated.get()}, {u"drop"_s, m_dropped.get()}};
    for (auto spy = spies.begin(); spy != spies.end(); ++spy)
        QCOMPARE(spy.value()->size(), spy.key() == what ? 1 : 0);
    QCOMPARE(spies[what]->first().first().value<qsizetype>(), 1);
}

void TestFilterChips::actsByMouse_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<int>("edits");
    QTest::addColumn<int>("negations");
    QTest::addColumn<int>("drops");
    QTest::newRow("words") << int(Part::Whole) << 1 << 0 << 0;
    QTest::newRow("sign") << int(Part::Sign) << 0 << 1 << 0;
    QTest::newRow("cross") << int(Part::Cross) << 0 << 0 << 1;
}

void TestFilterChips::actsByMouse()
{
    QFETCH(const int, part);
    QTest::mouseClick(m_chips, Qt::LeftButton, {}, m_chips->placeOf(2, Part(part)).center());
    QTEST(int(m_edited->size()), "edits");
    QTEST(int(m_negated->size()), "negations");
    QTEST(int(m_dropped->size()), "drops");
    for (const QSignalSpy *spy : {m_edited.get(), m_negated.get(), m_dropped.get()}) {
        if (!spy->isEmpty())
            QCOMPARE(spy->first().first().value<qsizetype>(), 2);
    }
}

void TestFilterChips::doesNothingWhereTheMouseIsLetGoElsewhere()
{
    QTest::mousePress(m_chips, Qt::LeftButton, {}, m_chips->placeOf(0, Part::Cross).center());
    QTest::mouseRelease(m_chips, Qt::LeftButton, {}, m_chips->placeOf(1, Part::Cross).center());
    QCOMPARE(m_dropped->size(), 0);
}

void TestFilterChips::offersAMenu()
{
    const QPoint at = m_chips->placeOf(1).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_chips->mapToGlobal(at));
    QApplication::sendEvent(m_chips, &event);
    auto *menu = m_chips->findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 3);
    QVERIFY(menu->actions().at(1)->text().contains(u"Only"_s));
    menu->actions().at(2)->trigger();
    QCOMPARE(m_dropped->size(), 1);
    menu->close();
}

void TestFilterChips::saysWhatItsPartsDo()
{
    const auto tipAt = [this](const QPoint &at) {
        QHelpEvent help(QEvent::ToolTip, at, m_chips->mapToGlobal(at));
        QApplication::sendEvent(m_chips, &help);
        return QToolTip::text();
    };
    QCOMPARE(tipAt(m_chips->placeOf(0, Part::Cross).center()), u"Drop this condition"_s);
    QCOMPARE(tipAt(m_chips->placeOf(0, Part::Sign).center()), u"Show all but these instead"_s);
    QCOMPARE(tipAt(m_chips->placeOf(1, Part::Sign).center()), u"Show only these instead"_s);
    QCOMPARE(tipAt(m_chips->placeOf(0).center()), u"user:taro"_s);
}

void TestFilterChips::breaksIntoLines()
{
    const int oneLine = m_chips->height();
    m_window->setFixedWidth(220);
    QTRY_VERIFY(m_chips->height() > oneLine);
    for (int chip = 0; chip < 3; ++chip)
        QVERIFY(m_chips->rect().contains(m_chips->placeOf(chip)));
}

void TestFilterChips::cutsAConditionThatIsTooLong()
{
    m_chips->setChips({{QString(500, u'w'), false}});
    m_window->setFixedWidth(300);
    QTRY_VERIFY(m_chips->rect().contains(m_chips->placeOf(0)));
    QVERIFY(m_chips->placeOf(0).contains(m_chips->placeOf(0, Part::Cross).center()));
}

void TestFilterChips::staysInPlaceWhenAChipGoes()
{
    QSignalSpy left(m_chips, &FilterChips::left);
    m_chips->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_chips, Qt::Key_End);
    m_chips->setChips({{u"user:taro"_s, false}, {u"level:error"_s, true}});
    QCOMPARE(m_chips->current(), 1);
    m_chips->setChips({});
    QCOMPARE(left.size(), 1);
}

QTEST_MAIN(TestFilterChips)
#include "tst_filterchips.moc"
