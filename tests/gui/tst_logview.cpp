// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "log/accessiblelog.h"
#include "log/logview.h"
#include "manyrows.h"

#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using Range = RowRanges::Range;

constexpr int many = 10'000'000;

class TestLogView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void asksForNoRowOutOfSight();
    void goesThroughAllRowsByKeys();
    void choosesByKeys();
    void choosesByMouse();
    void choosesAllAtOnce();
    void keepsTheReadersPlaceWhileRowsComeIn();
    void countsDownWhileTheReaderScrollsUp();
    void followsAnEndThatGrows();
    void keepsToItsRowsWhenOthersGo();
    void beginsAnewWithOtherRows();
    void drawsRowsThatAreOnTheirWay();
    void asksForFurtherRowsNearTheEnd();
    void asksForAnOrder();
    void remembersColumnsByWhatTheyAre();
    void hidesAndShiftsColumns();
    void doesNotTakeTextsForMarkup();
    void canBeReadByAScreenReader();
    void tellsAScreenReaderWhatIsChosen();

private:
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_view.get(), key, modifiers); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, m_view->rowPlace(row).center());
    }
    int columnOf(const QString &key) const;
    QPushButton &news() const { return *m_view->findChild<QPushButton *>(u"newEvents"_s); }
    QString newsText() const { return news().text().remove(u'&'); }

    std::unique_ptr<fake::ManyRows> m_rows;
    std::unique_ptr<LogView> m_view;
};

void TestLogView::init()
{
    m_rows = std::make_unique<fake::ManyRows>(many);
    m_view = std::make_unique<LogView>(*m_rows);
    m_view->resize(1000, 500);
    m_view->show();
    QVERIFY(driver::waitForActive(m_view.get()));
    m_view->setFocus();
}

void TestLogView::cleanup()
{
    m_view.reset();
    m_rows.reset();
}

int TestLogView::columnOf(const QString &key) const
{
    const auto &columns = m_rows->columns();
    return int(std::ranges::find(columns, key, &items::LogColumn::key) - columns.begin());
}

void TestLogView::asksForNoRowOutOfSight()
{
    const auto isInSight = [this](const QSet<int> &asked) {
        return std::ranges::all_of(asked,
            [this](int row) { return row >= m_view->firstRow() && row <= m_view->firstRow() + m_view->rowsInSight(); });
    };
    m_view->viewport()->repaint();
    QVERIFY(isInSight(m_rows->takeAsked()));
    m_view->verticalScrollBar()->setValue(many / 2);
    m_view->viewport()->repaint();
    QSet<int> asked = m_rows->takeAsked();
    QVERIFY(isInSight(asked));
    QCOMPARE_GE(asked.size(), m_view->rowsInSight());
    m_view->chooseAll();
    m_view->viewport()->repaint();
    QVERIFY(isInSight(m_rows->takeAsked()));
    m_rows->insert(0, 1000);
    m_rows->setZone(QTimeZone("Asia/Tokyo"));
    m_view->viewport()->repaint();
    QVERIFY(isInSight(m_rows->takeAsked()));
    m_rows->reset(many - 1);
    m_view->viewport()->repaint();
    asked = m_rows->takeAsked();
    QVERIFY(isInSight(asked));
    QVERIFY(asked.contains(0));
}

void TestLogView::goesThroughAllRowsByKeys()
{
    const int page = m_view->rowsInSight() - 1;
    key(Qt::Key_Down);
    QCOMPARE(m_view->currentRow(), 1); // It stood in the first row when it got the focus.
    key(Qt::Key_PageDown);
    QCOMPARE(m_view->currentRow(), 1 + page);
    key(Qt::Key_PageUp);
    QCOMPARE(m_view->currentRow(), 1);
    key(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->currentRow(), many - 1);
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowPlace(many - 1)));
    key(Qt::Key_Down);
    QCOMPARE(m_view->currentRow(), many - 1);
    key(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(m_view->currentRow(), 0);
    QCOMPARE(m_view->firstRow(), 0);
    key(Qt::Key_End);
    QCOMPARE(m_view->currentColumn(), m_view->header().shown().last());
    key(Qt::Key_Home);
    key(Qt::Key_Right);
    QCOMPARE(m_view->currentColumn(), m_view->header().shown().at(1));
    key(Qt::Key_Left);
    QCOMPARE(m_view->currentColumn(), m_view->header().shown().first());
}

void TestLogView::choosesByKeys()
{
    QVERIFY(m_view->chosen().isEmpty());
    key(Qt::Key_Space);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{0, 0}}));
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{0, 2}}));
    key(Qt::Key_Down, Qt::ControlModifier);
    key(Qt::Key_Down, Qt::ControlModifier);
    key(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{0, 2}, {4, 4}}));
    key(Qt::Key_End, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{4, many - 1}}));
    key(Qt::Key_Escape);
    QVERIFY(m_view->chosen().isEmpty());
    QCOMPARE(m_view->currentRow(), many - 1);
    QSignalSpy details(m_view.get(), &LogView::detailsWanted);
    key(Qt::Key_Return);
    QCOMPARE(details.size(), 1);
}

void TestLogView::choosesByMouse()
{
    click(3);
    click(6, Qt::ShiftModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{3, 6}}));
    click(5, Qt::ControlModifier);
    click(9, Qt::ControlModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{3, 4}, {6, 6}, {9, 9}}));
    // With the right button what is chosen stays, for the menu.
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, m_view->rowPlace(4).center());
    QCOMPARE(m_view->chosen().count(), 4);
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, m_view->rowPlace(8).center());
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{8, 8}}));
    const QPoint from = m_view->rowPlace(2).center();
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, m_view->rowPlace(7).center(), m_view->viewport()->mapToGlobal(from),
        Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, m_view->rowPlace(7).center());
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{2, 7}}));
}

void TestLogView::choosesAllAtOnce()
{
    QSignalSpy chosen(m_view.get(), &LogView::chosenChanged);
    key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->chosen().ranges(), (QList<Range>{{0, many - 1}}));
    QCOMPARE(chosen.size(), 1);
}

void TestLogView::keepsTheReadersPlaceWhileRowsComeIn()
{
    m_rows->insert(0, 2);
    QCOMPARE(m_view->firstRow(), 0); // Nobody reads yet.
    QVERIFY(!news().isVisible());
    click(3);
    const QRect place = m_view->rowPlace(3);
    const qint64 number = m_view->currentRecord()->number;
    m_rows->insert(0, 12);
    QCOMPARE(m_view->currentRecord()->number, number);
    QCOMPARE(m_view->rowPlace(m_view->currentRow()), place);
    QVERIFY(news().isVisible());
    QCOMPARE(newsText(), u"12 new events"_s);
    m_view->setWaiting(5);
    QCOMPARE(newsText(), u"17 new events"_s);
    m_view->setWaiting(0);
    QTest::mouseClick(&news(), Qt::LeftButton);
    QCOMPARE(m_view->firstRow(), 0);
    QVERIFY(m_view->chosen().isEmpty());
    QVERIFY(!news().isVisible());
    QVERIFY(!m_view->isReading());
}

void TestLogView::countsDownWhileTheReaderScrollsUp()
{
    m_view->verticalScrollBar()->setValue(50);
    m_rows->insert(0, 40);
    QCOMPARE(m_view->firstRow(), 90);
    m_view->verticalScrollBar()->setValue(15);
    QCOMPARE(newsText(), u"15 new events"_s);
    QSignalSpy top(m_view.get(), &LogView::topReached);
    m_view->verticalScrollBar()->setValue(0);
    QVERIFY(!news().isVisible());
    QCOMPARE(top.size(), 1);
    m_view->setLive(false); // What comes in above is only older news then.
    m_rows->insert(0, 10);
    QCOMPARE(m_view->firstRow(), 10);
    QVERIFY(!news().isVisible());
}

void TestLogView::followsAnEndThatGrows()
{
    m_view->setGrowingAtEnd(true);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    m_rows->insert(many, 3);
    QCOMPARE(m_view->firstRow(), m_view->verticalScrollBar()->maximum());
    m_view->verticalScrollBar()->setValue(17);
    m_rows->insert(many + 3, 3);
    QCOMPARE(m_view->firstRow(), 17);
}

void TestLogView::keepsToItsRowsWhenOthersGo()
{
    m_view->choose(100);
    const QRect place = m_view->rowPlace(100);
    QSignalSpy current(m_view.get(), &LogView::currentChanged);
    m_rows->remove(0, 9);
    QCOMPARE(m_view->currentRow(), 90);
    QCOMPARE(m_view->rowPlace(90), place);
    QCOMPARE(current.size(), 0);
    m_rows->remove(90, 90);
    QCOMPARE(m_view->currentRow(), -1);
    QCOMPARE(current.size(), 1);
    QVERIFY(!m_view->currentRecord());
}

void TestLogView::beginsAnewWithOtherRows()
{
    m_view->choose(1000);
    m_rows->reset(20);
    QCOMPARE(m_view->currentRow(), -1);
    QVERIFY(m_view->chosen().isEmpty());
    QCOMPARE(m_view->firstRow(), 0);
    QVERIFY(!m_view->isReading());
    m_rows->reset(0);
    key(Qt::Key_Down);
    key(Qt::Key_End, Qt::ControlModifier);
    key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->currentRow(), -1);
    QVERIFY(m_view->chosen().isEmpty());
}

void TestLogView::drawsRowsThatAreOnTheirWay()
{
    click(1);
    m_rows->setMissing({1, 2});
    const QImage without = m_view->viewport()->grab(m_view->rowPlace(2)).toImage();
    QVERIFY(!m_view->currentRecord());
    QSignalSpy current(m_view.get(), &LogView::currentChanged);
    m_rows->bring(2);
    QCOMPARE(current.size(), 0);
    m_rows->bring(1);
    QCOMPARE(current.size(), 1);
    QVERIFY(without != m_view->viewport()->grab(m_view->rowPlace(2)).toImage());
}

void TestLogView::asksForFurtherRowsNearTheEnd()
{
    class Paged : public fake::ManyRows {
    public:
        using ManyRows::ManyRows;
        bool canFetchMore(const QModelIndex &) const override { return rowCount() < 1000; }
        void fetchMore(const QModelIndex &) override { insert(rowCount(), 200); }
    } rows(200);
    LogView view(rows);
    view.resize(600, 400);
    view.show();
    QTest::qWait(20); // Nothing comes.
    QCOMPARE(rows.rowCount(), 200);
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    QTRY_COMPARE(rows.rowCount(), 400);
    while (rows.rowCount() < 1000) {
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QCoreApplication::processEvents();
    }
    QCOMPARE(rows.rowCount(), 1000);
}

void TestLogView::asksForAnOrder()
{
    using audit::query::OrderKey;
    const OrderKey byTime;
    const OrderKey byUser{.field = audit::Field::User};
    m_view->showOrder(byTime, true);
    QSignalSpy wanted(m_view.get(), &LogView::orderWanted);
    QSignalSpy refused(m_view.get(), &LogView::orderRefused);
    const auto press = [this](const QString &key) {
        LogHeader &header = m_view->header();
        const int x = header.sectionViewportPosition(columnOf(key)) + 20;
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(x, header.height() / 2));
    };
    press(u"time"_s);
    QCOMPARE(wanted.takeFirst(), (QVariantList{QVariant::fromValue(byTime), false}));
    QCOMPARE(m_view->header().sortIndicatorSection(), columnOf(u"time"_s)); // Until it is done.
    QCOMPARE(m_view->header().sortIndicatorOrder(), Qt::DescendingOrder);
    press(u"user"_s);
    QCOMPARE(wanted.takeFirst(), (QVariantList{QVariant::fromValue(byUser), false}));
    m_view->showOrder(byUser, false);
    QCOMPARE(m_view->header().sortIndicatorSection(), columnOf(u"user"_s));
    press(u"user"_s);
    QCOMPARE(wanted.takeFirst(), (QVariantList{QVariant::fromValue(byUser), true}));
    auto columns = m_rows->columns();
    columns.prepend(items::otherColumn(0, u"Branch"_s));
    columns.append(items::surplusColumn());
    m_rows->setColumns(columns);
    QCOMPARE(m_view->header().sortIndicatorSection(), columnOf(u"user"_s)); // Still, though the columns are others.
    const std::pair<QString, OrderKey> others[] = {{u"number"_s, {.kind = OrderKey::Kind::Number}},
        {u"other:Branch"_s, {.kind = OrderKey::Kind::Other, .title = u"Branch"_s}}};
    for (const auto &[column, order] : others) {
        m_view->header().setShown(columnOf(column), true);
        press(column);
        QCOMPARE(wanted.takeFirst(), (QVariantList{QVariant::fromValue(order), false}));
        m_view->showOrder(order, false);
        QCOMPARE(m_view->header().sortIndicatorSection(), columnOf(column));
    }
    m_view->header().setShown(columnOf(u"surplus"_s), true);
    press(u"surplus"_s);
    QCOMPARE(wanted.size(), 0);
    QCOMPARE(refused.size(), 1);
}

void TestLogView::remembersColumnsByWhatTheyAre()
{
    LogHeader &header = m_view->header();
    QSignalSpy arranged(&header, &LogHeader::arranged);
    header.resizeSection(columnOf(u"user"_s), 77);
    header.setShown(columnOf(u"service"_s), false);
    header.moveSection(header.visualIndex(columnOf(u"complement"_s)), 0);
    QVERIFY(arranged.size() >= 3);
    const QStringList kept = header.arrangement();
    fake::ManyRows others(5);
    auto columns = others.columns();
    columns.removeFirst();
    columns.prepend(items::otherColumn(0, u"a:b"_s));
    others.setColumns(columns);
    LogView other(others);
    other.header().arrange(kept);
    QCOMPARE(others.columns().at(other.header().shown().first()).key, u"complement"_s);
    const auto place = [&](const QString &key) {
        return int(std::ranges::find(others.columns(), key, &items::LogColumn::key) - others.columns().begin());
    };
    QCOMPARE(other.header().sectionSize(place(u"user"_s)), 77);
    QVERIFY(other.header().isSectionHidden(place(u"service"_s)));
    other.header().resizeSection(place(u"other:a:b"_s), 99);
    QVERIFY(other.header().arrangement().contains(u"other:a:b:99"_s));
    const QString time = *std::ranges::find_if(kept, [](const QString &each) { return each.startsWith(u"time:"_s); });
    QVERIFY(other.header().arrangement().contains(time)); // It is not here, and not forgotten.
    others.setColumns(m_rows->columns());
    QVERIFY(!other.header().isSectionHidden(columnOf(u"time"_s)));
    QCOMPARE(other.header().sectionSize(columnOf(u"user"_s)), 77);
}

void TestLogView::hidesAndShiftsColumns()
{
    LogHeader &header = m_view->header();
    const QList<int> before = header.shown();
    header.shift(before.first(), true);
    QCOMPARE(header.shown(), before);
    header.shift(before.first(), false);
    QCOMPARE(header.shown().first(), before.at(1));
    const int wide = header.sectionSize(before.at(2));
    header.setShown(before.at(2), false);
    header.setShown(before.at(2), true);
    QCOMPARE(header.sectionSize(before.at(2)), wide);
    for (const int column : before)
        header.setShown(column, false);
    QCOMPARE(header.shown().size(), 1);
    header.arrange({u"-time:200"_s, u"nonsense"_s, u"user:-5"_s, u"level:100"_s});
    QCOMPARE(header.shown().first(), columnOf(u"level"_s));
    QVERIFY(header.isSectionHidden(columnOf(u"time"_s)));
}

void TestLogView::doesNotTakeTextsForMarkup()
{
    class Hostile : public fake::ManyRows {
    public:
        using ManyRows::ManyRows;
        std::optional<audit::Record> recordAt(int row) const override
        {
            auto record = ManyRows::recordAt(row);
            record->texts[size_t(audit::Field::User)] = u"<b>not bold</b><img src='file:///x'>"_s.repeated(5);
            return record;
        }
    } rows(5);
    LogView view(rows);
    view.resize(900, 300);
    view.show();
    const QPoint point = view.cellPlace(0, 2).center();
    QHelpEvent help(QEvent::ToolTip, point, view.viewport()->mapToGlobal(point));
    QCoreApplication::sendEvent(view.viewport(), &help);
    QVERIFY2(QToolTip::text().contains(u"&lt;b&gt;not bold"_s), qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

void TestLogView::canBeReadByAScreenReader()
{
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->role(), QAccessible::Table);
    QVERIFY(!table->text(QAccessible::Name).isEmpty());
    const auto &interface = *table->tableInterface();
    QCOMPARE(interface.rowCount(), many);
    const QList<int> shown = m_view->header().shown();
    QCOMPARE(interface.columnCount(), shown.size());
    const auto user = int(shown.indexOf(columnOf(u"user"_s)));
    QCOMPARE(interface.columnDescription(user), u"User"_s);
    QAccessibleInterface *cell = interface.cellAt(many - 3, user);
    QVERIFY(cell && cell->isValid());
    QCOMPARE(cell->role(), QAccessible::Cell);
    QCOMPARE(cell->text(QAccessible::Name), u"user%1"_s.arg((many - 3) % 7));
    QCOMPARE(cell->tableCellInterface()->rowIndex(), many - 3);
    QCOMPARE(cell->tableCellInterface()->columnIndex(), user);
    QVERIFY(cell->state().offscreen);
    QCOMPARE(table->child(table->indexOfChild(cell)), cell);
    QAccessibleInterface *head = cell->tableCellInterface()->columnHeaderCells().value(0);
    QVERIFY(head);
    QCOMPARE(head->role(), QAccessible::ColumnHeader);
    QCOMPARE(head->text(QAccessible::Name), u"User"_s);
    QVERIFY(!interface.cellAt(many, 0));
    QVERIFY(!interface.cellAt(0, int(shown.size())));
    QAccessibleInterface *inSight = interface.cellAt(4, user);
    QVERIFY(!inSight->state().offscreen);
    QCOMPARE(table->childAt(inSight->rect().center().x(), inSight->rect().center().y()), inSight);
    for (int row = 0; row < 5000; ++row) // More than are kept.
        QVERIFY(interface.cellAt(row, 0)->isValid());
}

void TestLogView::tellsAScreenReaderWhatIsChosen()
{
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(m_view.get());
    auto &interface = *table->tableInterface();
    click(3);
    QVERIFY(interface.isRowSelected(3));
    QVERIFY(interface.cellAt(3, 0)->state().selected);
    QAccessibleInterface *focus = table->focusChild();
    QVERIFY(focus);
    QCOMPARE(focus->tableCellInterface()->rowIndex(), 3);
    QVERIFY(focus->state().focused);
    QVERIFY(interface.selectRow(5));
    QCOMPARE(interface.selectedRows(), (QList<int>{3, 5}));
    QVERIFY(interface.unselectRow(3));
    QVERIFY(!interface.unselectRow(3));
    QVERIFY(!interface.selectRow(many));
    m_view->chooseAll();
    QCOMPARE(interface.selectedRowCount(), many);
    QCOMPARE(interface.selectedRows().size(), AccessibleLog::mostListed);
}

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
