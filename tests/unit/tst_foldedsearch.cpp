// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/foldedtext.h"
#include "audit/query/foldedsearch.h"
#include "audit/query/requiredtext.h"

#include <QTest>

#include <hwy/targets.h>
#include <random>

using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;

namespace {

/// All places where a piece of the search stands.
std::vector<size_t> placesOf(const FoldedSearch &search, std::string_view text)
{
    std::vector<size_t> places;
    for (size_t piece = 0; piece < search.pieceCount(); ++piece) {
        for (size_t place = search.find(piece, text, 0); place < text.size();
            place = search.find(piece, text, place + 1))
            places.push_back(place);
    }
    std::ranges::sort(places);
    return places;
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

size_t findPairPlainly(std::string_view text, size_t from, const BytePair &pair)
{
    for (; from + pair.distance < text.size(); ++from) {
        if (pair.first.fits(text[from]) && pair.second.fits(text[from + pair.distance]))
            return from;
    }
    return text.size();
}

}

class TestFoldedSearch : public QObject {
    Q_OBJECT

private slots:
    void findsPairsInEachVariant();
    void findsEachWayToWrite_data();
    void findsEachWayToWrite();
    void missesNothing();
    void unfolds();
    void knowsWhatExpressionsNeed_data();
    void knowsWhatExpressionsNeed();
};

void TestFoldedSearch::findsPairsInEachVariant()
{
    std::mt19937 random(1);
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "abAB\xe3 "[random() % 6];
    for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        for (const size_t distance : {0U, 1U, 2U, 7U, 63U, 64U, 65U, 200U}) {
            const BytePair pair{{0xdf, 'A'}, {0xff, 0xe3}, distance};
            for (size_t size = 0; size < text.size(); size += 1 + size / 7) {
                const auto part = std::string_view(text).substr(0, size);
                for (size_t from = 0; from < size; from = findPairPlainly(part, from, pair) + 1)
                    QCOMPARE(findPair(part, from, pair), findPairPlainly(part, from, pair));
            }
        }
    }
    hwy::SetSupportedTargetsForTest(0);
}

void TestFoldedSearch::findsEachWayToWrite_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("ASCII") << u"error"_s << QStringList{u"an ERROR"_s, u"Error"_s, u"xerrorx"_s};
    QTest::newRow("Kelvin") << u"kelvin"_s << QStringList{u"KELVIN"_s, u"\u212Aelvin"_s, u"aa kelvin"_s};
    QTest::newRow("only letters of two lengths")
        << u"sk"_s << QStringList{u"\u017F\u212A"_s, u"SK"_s, u"x sk"_s, u"\u017Fk"_s};
    QTest::newRow("one letter") << u"s"_s << QStringList{u"\u017F"_s, u"S"_s, u"s"_s};
    QTest::newRow("Cyrillic") << u"рублей"_s << QStringList{u"РУБЛЕЙ"_s, u"Рублей"_s};
    QTest::newRow("Greek with two small sigmas") << u"οδοσ"_s << QStringList{u"ΟΔΟΣ"_s, u"οδος"_s};
    QTest::newRow("Japanese") << u"設定"_s << QStringList{u"の設定を"_s};
    QTest::newRow("beyond the first plane") << u"\U00010428"_s << QStringList{u"\U00010400"_s, u"x\U00010428"_s};
    QTest::newRow("growing by a byte") << u"\u2C65b"_s << QStringList{u"\u023Ab"_s, u"\u2C65B"_s};
}

void TestFoldedSearch::findsEachWayToWrite()
{
    QFETCH(const QString, needle);
    QFETCH(const QStringList, texts);
    FoldedSearch search({filter::folded(std::string_view(utf8(needle)))});
    for (const QString &text : texts) {
        QVERIFY2(!placesOf(search, utf8(text)).empty(), qPrintable(text));
        search.tuneTo(utf8(text));
        QVERIFY2(!placesOf(search, utf8(u"before "_s.repeated(20) + text)).empty(), qPrintable(text));
    }
    QVERIFY(placesOf(search, "x y z 123").empty());
}

void TestFoldedSearch::missesNothing()
{
    std::mt19937 random(2);
    const QStringList letters{
        u"k"_s, u"K"_s, u"\u212A"_s, u"s"_s, u"\u017F"_s, u"a"_s, u"A"_s, u"é"_s, u"É"_s, u"設"_s};
    const auto someText = [&](size_t length) {
        QString text;
        for (size_t i = 0; i < length; ++i)
            text += letters[qsizetype(random() % size_t(letters.size()))];
        return utf8(text);
    };
    for (int round = 0; round < 3000; ++round) {
        const std::string text = someText(random() % 40);
        const std::string needle = filter::folded(std::string_view(someText(1 + random() % 4)));
        if (filter::containsFolded(text, needle))
            QVERIFY2(!placesOf(FoldedSearch({needle}), text).empty(), (text + " / " + needle).c_str());
    }
}

void TestFoldedSearch::unfolds()
{
    QCOMPARE(unfolded(U'k'), (std::u32string{U'k', U'K', U'\u212A'}));
    QCOMPARE(unfolded(U'設'), std::u32string(1, U'設'));
    for (char32_t character = 0; character < 0x20000; ++character) {
        if (!unfolded(filter::folded(character)).contains(character))
            QFAIL(qPrintable(QString::number(character, 16)));
    }
}

void TestFoldedSearch::knowsWhatExpressionsNeed_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("a word") << u"Denied"_s << QStringList{u"denied"_s};
    QTest::newRow("with gaps: the longest") << u"ab.*failed[0-9]+"_s << QStringList{u"failed"_s};
    QTest::newRow("one of two") << u"x(alpha|beta)y"_s << QStringList{u"xalphay"_s, u"xbetay"_s};
    QTest::newRow("one of many that have much in common") << u"build [0-9]"_s << QStringList{u"build "_s};
    QTest::newRow("one of too many") << u"(ab|cd|ef|gh|ij)"_s << QStringList{};
    QTest::newRow("none") << u"[0-9]+"_s << QStringList{};
    QTest::newRow("may be missing") << u"(denied)?"_s << QStringList{};
    QTest::newRow("anything") << u".*"_s << QStringList{};
    QTest::newRow("not an expression") << u"("_s << QStringList{};
}

void TestFoldedSearch::knowsWhatExpressionsNeed()
{
    QFETCH(const QString, expression);
    QFETCH(const QStringList, texts);
    QStringList found;
    for (const std::string &text : requiredTexts(expression))
        found += QString::fromStdString(text);
    found.sort();
    QCOMPARE(found, texts);
}

QTEST_APPLESS_MAIN(TestFoldedSearch)
#include "tst_foldedsearch.moc"
