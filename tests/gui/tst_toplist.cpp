// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "log/countedrow.h"
#include "log/toplist.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using audit::Field;

class TestTopList : public QObject {
    Q_OBJECT

private slots:
    void init();
    void saysHowOftenEachOccurs();
    void isAsHighAsItsRows();
    void asksForOnlyThisByClickAndEnter();
    void asksForAllButThisByShift();
    void offersBothInAMenu();
    void staysAtTheValueWhenFiguresChange();
    void showsWhatIsEmpty();

private:
    QModelIndex row(int row) const { return m_list->model()->index(row, 0); }

    std::unique_ptr<QWidget> m_window;
    TopList *m_list = nullptr;
    std::unique_ptr<QSignalSpy> m_only;
    std::unique_ptr<QSignalSpy> m_allBut;
};

void TestTopList::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    m_list = new TopList(Field::User, u"Most frequent users"_s);
    layout->addWidget(m_list);
    layout->addStretch(1);
    m_list->setValues({{u"taro"_s, 12000}, {u"nobody"_s, 3000}, {u"hana"_s, 1}});
    m_only = std::make_unique<QSignalSpy>(m_list, &TopList::onlyWanted);
    m_allBut = std::make_unique<QSignalSpy>(m_list, &TopList::allButWanted);
    m_window->resize(300, 300);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestTopList::saysHowOftenEachOccurs()
{
    QCOMPARE(row(0).data().toString(), u"taro"_s);
    QCOMPARE(row(0).data(CountedRow::DetailRole).toString(), u"12,000"_s);
    QCOMPARE(row(1).data(CountedRow::ShareRole).toDouble(), 0.25);
    QVERIFY(row(1).data(Qt::AccessibleTextRole).toString().startsWith(u"nobody, 3,000"_s));
    QCOMPARE(m_list->accessibleName(), u"Most frequent users"_s);
    QVERIFY(m_list->accessibleDescription().contains(u"Shift"_s));
}

void TestTopList::isAsHighAsItsRows()
{
    QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(row(2))));
    QVERIFY(m_list->height() < m_list->visualRect(row(2)).bottom() + 10);
    m_list->setValues({});
    QTRY_VERIFY(m_list->height() < 10);
}

void TestTopList::asksForOnlyThisByClickAndEnter()
{
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(row(1)).center());
    QCOMPARE(m_only->size(), 1);
    QCOMPARE(m_only->first().at(0).value<Field>(), Field::User);
    QCOMPARE(m_only->first().at(1).toString(), u"nobody"_s);
    m_list->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_list, Qt::Key_Down);
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(m_only->size(), 2);
    QCOMPARE(m_only->at(1).at(1).toString(), u"hana"_s);
    QCOMPARE(m_allBut->size(), 0);
}

void TestTopList::asksForAllButThisByShift()
{
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, Qt::ShiftModifier, m_list->visualRect(row(1)).center());
    m_list->setCurrentIndex(row(0));
    QTest::keyClick(m_list, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_only->size(), 0);
    QCOMPARE(m_allBut->size(), 2);
    QCOMPARE(m_allBut->at(0).at(1).toString(), u"nobody"_s);
    QCOMPARE(m_allBut->at(1).at(1).toString(), u"taro"_s);
}

void TestTopList::offersBothInAMenu()
{
    const QPoint at = m_list->visualRect(row(2)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_list->viewport()->mapToGlobal(at));
    QApplication::sendEvent(m_list->viewport(), &event);
    auto *menu = m_list->findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *action : menu->actions())
        action->trigger();
    QCOMPARE(m_only->size(), 1);
    QCOMPARE(m_allBut->size(), 1);
    QCOMPARE(m_allBut->first().at(1).toString(), u"hana"_s);
    QCOMPARE(QApplication::clipboard()->text(), u"hana"_s);
    menu->close();
}

void TestTopList::staysAtTheValueWhenFiguresChange()
{
    m_list->setCurrentIndex(row(1));
    m_list->setValues({{u"hana"_s, 20000}, {u"taro"_s, 12000}, {u"nobody"_s, 3000}});
    QCOMPARE(m_list->currentIndex().row(), 2);
}

void TestTopList::showsWhatIsEmpty()
{
    m_list->setValues({{QString(), 5}});
    QCOMPARE(row(0).data().toString(), u"(empty)"_s);
    m_list->setCurrentIndex(row(0));
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(m_only->first().at(1).toString(), QString());
}

QTEST_MAIN(TestTopList)
#include "tst_toplist.moc"
