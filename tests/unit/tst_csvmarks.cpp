// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/csvmarks.h"

#include <QTest>

#include <hwy/targets.h>
#include <random>

using namespace sekimori::audit::engine;

namespace {

/// What findLineEnds() and findMarks() should tell, found byte after byte.
struct Plain {
    std::array<std::vector<uint32_t>, 2> ends;
    std::vector<uint32_t> marks;
    bool changesSides = false;
};

Plain plain(std::string_view text, const CsvSyntax &syntax)
{
    Plain found;
    bool isInside = false;
    for (uint32_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && syntax.hasQuotes)
            isInside = !isInside;
        if (text[i] == '\n')
            found.ends[isInside].push_back(i);
        if (!isInside && (text[i] == '\n' || text[i] == syntax.separator))
            found.marks.push_back(i);
    }
    found.changesSides = isInside;
    return found;
}

std::vector<uint32_t> listOf(const Positions &positions)
{
    return {positions.begin(), positions.end()};
}

std::string text(std::mt19937 &random, bool isRegular)
{
    constexpr std::array regular{
        "ab,", "\"a\",", "\"\"\"\",", "\"x\ny\",", "z\n", "\"q\"\r\n", "long enough for a word,"};
    constexpr std::array any{"a", "\"", ",", "\n", "\r", "\r\n"};
    std::string text;
    for (size_t i = random() % 120; i > 0; --i)
        text += isRegular ? regular[random() % regular.size()] : any[random() % any.size()];
    return text;
}

}

class TestCsvMarks : public QObject {
    Q_OBJECT

private slots:
    void findsTheSameWithEveryInstructionSet_data();
    void findsTheSameWithEveryInstructionSet();
    void tellsTheFirstOddPlace_data();
    void tellsTheFirstOddPlace();
};

void TestCsvMarks::findsTheSameWithEveryInstructionSet_data()
{
    QTest::addColumn<qint64>("target");
    for (const int64_t target : csvMarksTargets())
        QTest::newRow(hwy::TargetName(target)) << qint64(target);
}

void TestCsvMarks::findsTheSameWithEveryInstructionSet()
{
    QFETCH(const qint64, target);
    hwy::SetSupportedTargetsForTest(target);
    const auto restore = qScopeGuard([] { hwy::SetSupportedTargetsForTest(0); });
    std::mt19937 random(1);
    LineEnds found;
    Positions marks;
    for (int round = 0; round < 300; ++round) {
        const std::string whole = text(random, round % 2 == 0);
        const CsvSyntax syntax{.separator = ',', .hasQuotes = round % 5 != 0};
        const Plain expected = plain(whole, syntax);
        findLineEnds(whole, 0, whole.size(), syntax, found);
        // Both are told up to where both cases are odd; nothing is missing before.
        const uint32_t sure = std::max(found.firstOdd[0], found.firstOdd[1]);
        for (const int side : {0, 1}) {
            const auto told = listOf(found.ends[size_t(side)]);
            const auto &all = expected.ends[size_t(side)];
            if (sure == nowhere)
                QCOMPARE(told, all);
            else
                QVERIFY(told.size() <= all.size() && std::equal(told.begin(), told.end(), all.begin()));
        }
        if (sure == nowhere)
            QCOMPARE(found.changesSides, expected.changesSides);
        marks.clear();
        const uint32_t odd = findMarks(whole, 0, uint32_t(whole.size()), syntax, marks);
        const auto end = std::ranges::lower_bound(expected.marks, odd);
        QCOMPARE(listOf(marks), std::vector(expected.marks.begin(), end));
    }
}

void TestCsvMarks::tellsTheFirstOddPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<uint>("inLines");
    QTest::addColumn<uint>("inMarks");
    const auto none = uint(nowhere);
    QTest::newRow("regular") << QByteArray("a,\"b\"\"c\",\"\"\r\nd\n") << none << none;
    QTest::newRow("a quote in a plain field") << QByteArray("a,b\"c,d\n") << 3u << 3u;
    QTest::newRow("text behind a quote") << QByteArray("\"a\"b,c\n") << 3u << 3u;
    QTest::newRow("a return behind a quote, and no line feed") << QByteArray("\"a\"\rb\n") << 4u << 4u;
    QTest::newRow("an empty line") << QByteArray("a\n\nb\n") << 2u << none;
    QTest::newRow("an empty line with a return") << QByteArray("a\r\n\r\nb\n") << 4u << none;
    QTest::newRow("an empty line in quotes") << QByteArray("\"a\n\nb\"\n") << none << none;
    QTest::newRow("a bare return") << QByteArray("a\rb\n") << none << 2u;
    QTest::newRow("a byte of zero") << QByteArray("a\0b\n", 4) << none << 1u;
}

void TestCsvMarks::tellsTheFirstOddPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const uint, inLines);
    QFETCH(const uint, inMarks);
    // At every place of the groups of 64 bytes that are looked at together.
    for (uint32_t before = 0; before < 130; ++before) {
        std::string whole(before, 'x');
        whole += before > 0 ? "\n" : "";
        const auto shift = uint32_t(whole.size());
        whole.append(text.data(), size_t(text.size()));
        whole += std::string(70, 'y');
        LineEnds found;
        findLineEnds(whole, 0, whole.size(), {}, found);
        QCOMPARE(found.firstOdd[0], inLines == nowhere ? nowhere : inLines + shift);
        Positions marks;
        const uint32_t odd = findMarks(whole, 0, uint32_t(whole.size()), {}, marks);
        QCOMPARE(odd, inMarks == nowhere ? nowhere : inMarks + shift);
    }
}

QTEST_GUILESS_MAIN(TestCsvMarks)
#include "tst_csvmarks.moc"
