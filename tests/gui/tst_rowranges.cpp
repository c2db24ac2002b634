// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logselection.h"

#include <QTest>

#include <random>
#include <set>

using namespace sekimori::widgets;
using Range = RowRanges::Range;
using Way = LogSelection::Way;

class TestRowRanges : public QObject {
    Q_OBJECT

private slots:
    void joinsWhatTouches();
    void cutsOut();
    void doesTheSameAsASetOfRows();
    void extendsFromWhereItBegan();
    void goesAlongWithItsRows();
};

void TestRowRanges::joinsWhatTouches()
{
    RowRanges rows;
    rows.add({5, 6});
    rows.add({1, 2});
    rows.add({9, 9});
    QCOMPARE(rows.ranges(), (QList<Range>{{1, 2}, {5, 6}, {9, 9}}));
    rows.add({3, 4});
    QCOMPARE(rows.ranges(), (QList<Range>{{1, 6}, {9, 9}}));
    rows.add({0, 20});
    QCOMPARE(rows.ranges(), (QList<Range>{{0, 20}}));
    rows.add({10'000'000, 20'000'000});
    QCOMPARE(rows.count(), 10'000'022);
}

void TestRowRanges::cutsOut()
{
    RowRanges rows;
    rows.add({0, 9});
    rows.remove({3, 5});
    QCOMPARE(rows.ranges(), (QList<Range>{{0, 2}, {6, 9}}));
    rows.toggle(6);
    rows.toggle(4);
    QCOMPARE(rows.ranges(), (QList<Range>{{0, 2}, {4, 4}, {7, 9}}));
    rows.remove({0, 100});
    QVERIFY(rows.isEmpty());
}

void TestRowRanges::doesTheSameAsASetOfRows()
{
    std::minstd_rand random(7);
    const auto below = [&](int end) { return int(random() % unsigned(end)); };
    RowRanges rows;
    std::set<int> expected;
    for (int step = 0; step < 3000; ++step) {
        const int first = below(60);
        const int last = first + below(8);
        const int count = last - first + 1;
        std::set<int> moved;
        switch (below(4)) {
        case 0:
            rows.add({first, last});
            for (int row = first; row <= last; ++row)
                expected.insert(row);
            break;
        case 1:
            rows.remove({first, last});
            for (int row = first; row <= last; ++row)
                expected.erase(row);
            break;
        case 2:
            rows.insertRows(first, count);
            for (const int row : expected)
                moved.insert(row < first ? row : row + count);
            expected = moved;
            break;
        default:
            rows.removeRows({first, last});
            for (const int row : expected) {
                if (row < first || row > last)
                    moved.insert(row < first ? row : row - count);
            }
            expected = moved;
        }
        QCOMPARE(rows.count(), qint64(expected.size()));
        for (int row = 0; row < 80; ++row)
            QCOMPARE(rows.contains(row), expected.contains(row));
        for (qsizetype i = 1; i < rows.ranges().size(); ++i)
            QVERIFY(rows.ranges().at(i).first > rows.ranges().at(i - 1).last + 1);
    }
}

void TestRowRanges::extendsFromWhereItBegan()
{
    LogSelection selection;
    selection.go(10, Way::Alone);
    selection.go(14, Way::Extend);
    QCOMPARE(selection.rows().ranges(), (QList<Range>{{10, 14}}));
    selection.go(8, Way::Extend);
    QCOMPARE(selection.rows().ranges(), (QList<Range>{{8, 10}}));
    selection.go(20, Way::Toggle);
    selection.go(22, Way::ExtendAlso);
    QCOMPARE(selection.rows().ranges(), (QList<Range>{{8, 10}, {20, 22}}));
    selection.go(30, Way::OnlyGo);
    QCOMPARE(selection.current(), 30);
    QCOMPARE(selection.rows().count(), 6);
    selection.clear();
    QVERIFY(selection.rows().isEmpty());
    selection.go(31, Way::Extend);
    QCOMPARE(selection.rows().ranges(), (QList<Range>{{30, 31}}));
    selection.chooseAll(10'000'000);
    QCOMPARE(selection.rows().ranges(), (QList<Range>{{0, 9'999'999}}));
    QCOMPARE(selection.current(), 31);
}

void TestRowRanges::goesAlongWithItsRows()
{
    LogSelection selection;
    selection.go(10, Way::Alone);
    selection.insertRows(0, 5);
    QCOMPARE(selection.current(), 15);
    QVERIFY(selection.rows().contains(15));
    selection.removeRows({0, 9});
    QCOMPARE(selection.current(), 5);
    selection.removeRows({5, 5});
    QCOMPARE(selection.current(), -1);
    QVERIFY(selection.rows().isEmpty());
}

QTEST_GUILESS_MAIN(TestRowRanges)
#include "tst_rowranges.moc"
