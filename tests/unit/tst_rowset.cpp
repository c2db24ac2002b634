// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/rowset.h"

#include <QTest>

#include <random>

using namespace sekimori::audit::query;

namespace {

using Flags = std::vector<bool>;

std::shared_ptr<const BlockRows> blockOf(const Flags &flags)
{
    std::vector<uint64_t> words(BlockRows::wordsFor(flags.size()));
    for (size_t row = 0; row < flags.size(); ++row)
        words[row / 64] |= uint64_t(flags[row]) << (row % 64);
    return std::make_shared<const BlockRows>(BlockRows::of(uint32_t(flags.size()), words));
}

/// Blocks of these lengths with rows chosen by chance: every @p oneOf th, none where it is 0.
struct Example {
    Flags flags;
    RowSet rows;

    Example(const std::vector<size_t> &lengths, unsigned oneOf, unsigned seed)
    {
        std::mt19937 random(seed);
        for (const size_t length : lengths) {
            Flags block(length);
            for (size_t row = 0; row < length; ++row)
                block[row] = oneOf != 0 && random() % oneOf == 0;
            flags.insert(flags.end(), block.begin(), block.end());
            rows.append(blockOf(block));
        }
    }
};

const std::vector<size_t> lengths{1, 63, 0, 64, 65, 1000, 512, 513, 0, 127};

Flags flagsOf(const RowSet &rows)
{
    Flags flags;
    for (uint64_t row = 0; row < rows.rowCount(); ++row)
        flags.push_back(rows.contains(row));
    return flags;
}

Flags combined(const Flags &a, const Flags &b, auto &&operation)
{
    Flags flags;
    for (size_t row = 0; row < a.size(); ++row)
        flags.push_back(operation(a[row], b[row]));
    return flags;
}

}

class TestRowSet : public QObject {
    Q_OBJECT

private slots:
    void countsAndFinds_data();
    void countsAndFinds();
    void combinesWordByWord_data();
    void combinesWordByWord();
    void holdsNothingForBlocksWithoutAnyOrWithAll();
    void isEmptyWithoutBlocks();
};

void TestRowSet::countsAndFinds_data()
{
    QTest::addColumn<unsigned>("oneOf");
    for (const unsigned oneOf : {0U, 1U, 2U, 7U, 300U})
        QTest::addRow("one of %u", oneOf) << oneOf;
}

void TestRowSet::countsAndFinds()
{
    QFETCH(const unsigned, oneOf);
    const Example example(lengths, oneOf, 1);
    const RowSet &rows = example.rows;
    QCOMPARE(rows.rowCount(), example.flags.size());
    QCOMPARE(flagsOf(rows), example.flags);
    uint64_t rank = 0;
    std::vector<uint64_t> chosen;
    for (uint64_t row = 0; row < rows.rowCount(); ++row) {
        QCOMPARE(rows.rank(row), rank);
        if (!example.flags[row])
            continue;
        QCOMPARE(rows.at(rank), row);
        chosen.push_back(row);
        ++rank;
    }
    QCOMPARE(rows.rank(rows.rowCount()), rank);
    QCOMPARE(rows.count(), rank);
    std::vector<uint64_t> visited;
    rows.forEach([&](uint64_t row) { visited.push_back(row); });
    QCOMPARE(visited, chosen);
}

void TestRowSet::combinesWordByWord_data()
{
    QTest::addColumn<unsigned>("first");
    QTest::addColumn<unsigned>("second");
    for (const unsigned first : {0U, 1U, 2U, 9U}) {
        for (const unsigned second : {0U, 1U, 2U, 9U})
            QTest::addRow("%u and %u", first, second) << first << second;
    }
}

void TestRowSet::combinesWordByWord()
{
    QFETCH(const unsigned, first);
    QFETCH(const unsigned, second);
    const Example a(lengths, first, 2);
    const Example b(lengths, second, 3);
    QCOMPARE(flagsOf(a.rows & b.rows), combined(a.flags, b.flags, std::logical_and()));
    QCOMPARE(flagsOf(a.rows | b.rows), combined(a.flags, b.flags, std::logical_or()));
    QCOMPARE(flagsOf(~a.rows), combined(a.flags, a.flags, [](bool flag, bool) { return !flag; }));
    QCOMPARE((~a.rows).count(), a.rows.rowCount() - a.rows.count());
}

void TestRowSet::holdsNothingForBlocksWithoutAnyOrWithAll()
{
    const Example all({70'000}, 1, 1);
    const Example none({70'000}, 0, 1);
    const Example some({70'000}, 2, 1);
    QVERIFY(all.rows.memory() < 100);
    QVERIFY(none.rows.memory() < 100);
    QVERIFY(some.rows.memory() > 70'000 / 8);
    QVERIFY(all.rows[0].isAll());
    QVERIFY(none.rows[0].isEmpty());
}

void TestRowSet::isEmptyWithoutBlocks()
{
    const RowSet rows;
    QVERIFY(rows.isEmpty());
    QCOMPARE(rows.rank(0), 0U);
    QVERIFY((rows & rows).isEmpty());
    QCOMPARE((~rows).rowCount(), 0U);
}

QTEST_APPLESS_MAIN(TestRowSet)
#include "tst_rowset.moc"
