// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordreading.h"
#include "audit/query/fieldtext.h"
#include "logtext.h"

#include <QTest>

#include <format>

using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

namespace {

/// Many enough that to find each anew in the record takes hours.
constexpr int veryMany = 60'000;

engine::Part partOf(engine::Format format, const std::string &text, int columns)
{
    engine::Part part = logPart(text);
    part.format = format;
    part.hasHeader = false;
    part.columns.clear();
    for (int i = 0; i < columns; ++i)
        part.columns.push_back({.title = u"k%1"_s.arg(i)});
    return part;
}

/// `{"k0":"v0","k1":"v1"…`, each member with a backslash, and named by @p nameOf.
std::string objectOf(int members, auto nameOf)
{
    std::string text;
    for (int i = 0; i < members; ++i)
        text += std::format("{}\"k{}\":\"v\\u0020{}\"", i == 0 ? "{" : ",", nameOf(i), i);
    return text + "}\n";
}

std::string objectOf(int members)
{
    return objectOf(members, [](int i) { return i; });
}

}

class TestFieldText : public QObject {
    Q_OBJECT

private slots:
    void findsTheFieldsOfARowOnce_data();
    void findsTheFieldsOfARowOnce();
    void findsFieldsOfOneRowAfterAnother();
    void findsNamesInAnyOrder();
    void looksThroughAllThatIsNoneOfOurs();
    void stopsWithinARow();
    void knowsTheColumnsThatAreNoneOfOurs();
};

void TestFieldText::findsTheFieldsOfARowOnce_data()
{
    QTest::addColumn<engine::Format>("format");
    QTest::newRow("CSV") << engine::Format::Csv;
    QTest::newRow("NDJSON") << engine::Format::Ndjson;
}

void TestFieldText::findsTheFieldsOfARowOnce()
{
    QFETCH(const engine::Format, format);
    std::string text;
    for (int i = 0; i < veryMany && format == engine::Format::Csv; ++i)
        text += std::format("{}\"v {}\"", i == 0 ? "" : ",", i);
    text += format == engine::Format::Csv ? "\n" : objectOf(veryMany);
    const auto log = loaded(std::vector{partOf(format, text, veryMany)});
    QCOMPARE(log.rowCount, 1U);
    QStringList titles;
    for (const auto &column : log.parts->front().columns)
        titles.append(column.title);
    FieldScratch scratch;
    int place = 0;
    for (const FieldTexts &texts : FieldTexts::ofOthers(*log.parts, titles)) {
        if (texts.at(*log.blocks->front(), 0, scratch) != std::format("v {}", place))
            QFAIL(qPrintable(titles[place]));
        ++place;
    }
    QCOMPARE(place, veryMany);
}

void TestFieldText::findsFieldsOfOneRowAfterAnother()
{
    const auto log = loaded("t,,alice,,,,,,one\nt,,bob,,,,,,\"two, \"\"2\"\"\"\nt,,carol,,,,,,,more\n");
    QCOMPARE(log.rowCount, 2U); // behind the header
    const engine::Block &block = *log.blocks->front();
    const FieldTexts complements(*log.parts, Field::Complement);
    const FieldTexts users(*log.parts, Field::User);
    FieldScratch scratch;
    QCOMPARE(complements.at(block, 0, scratch), std::string_view("two, \"2\""));
    QCOMPARE(users.at(block, 0, scratch), std::string_view("bob"));
    QCOMPARE(complements.at(block, 0, scratch), std::string_view("two, \"2\""));
    QCOMPARE(complements.at(block, 1, scratch), std::string_view());
    QCOMPARE(users.at(block, 1, scratch), std::string_view("carol"));
}

void TestFieldText::findsNamesInAnyOrder()
{
    // So that no name stands where the one before lets expect it, and the last ones are nobody's.
    const auto log = loaded(std::vector{
        partOf(engine::Format::Ndjson, objectOf(veryMany, [](int i) { return veryMany - 1 - i; }), veryMany - 2)});
    FieldScratch scratch;
    const engine::Block &block = *log.blocks->front();
    const auto texts = FieldTexts::ofOthers(*log.parts, {u"k0"_s, u"k59997"_s});
    QCOMPARE(texts[0].at(block, 0, scratch), std::format("v {}", veryMany - 1));
    QCOMPARE(texts[1].at(block, 0, scratch), std::string("v 2"));
    QCOMPARE(engine::readRecord(log, 0).surplus, u"k59999: v 0, k59998: v 1"_s);
}

void TestFieldText::looksThroughAllThatIsNoneOfOurs()
{
    const auto log = loaded(std::vector{partOf(engine::Format::Ndjson, objectOf(veryMany), veryMany / 2)});
    const OtherTexts others(*log.parts);
    FieldScratch scratch;
    const auto has = [&](std::string_view wanted) {
        return others.any(*log.blocks->front(), 0, scratch, [wanted](std::string_view text) { return text == wanted; });
    };
    QVERIFY(has("v 0"));
    QVERIFY(has("v 59999"));
    QVERIFY(has("k59999"));
    QVERIFY(!has("k0"));
    QVERIFY(!has("v 60000"));
}

void TestFieldText::stopsWithinARow()
{
    const auto log = loaded(std::vector{partOf(engine::Format::Csv, "a,b,c,d\n", 4)});
    const OtherTexts others(*log.parts);
    FieldScratch scratch;
    std::stop_source stop;
    int asked = 0;
    const auto stopAtSecond = [&](std::string_view) {
        if (++asked == 2)
            stop.request_stop();
        return false;
    };
    others.any(*log.blocks->front(), 0, scratch, stopAtSecond, stop.get_token());
    QCOMPARE(asked, 2);
}

void TestFieldText::knowsTheColumnsThatAreNoneOfOurs()
{
    engine::Part part;
    part.columns = {{.title = u"No"_s, .isNumber = true}, {.title = u"a"_s}, {.title = u"User"_s, .field = Field::User},
        {.title = u"Owner"_s, .field = Field::User}, {.title = u"at"_s, .isClock = true}, {.title = u"b"_s}};
    QCOMPARE(otherColumns(part), (std::vector<size_t>{1, 3, 5}));
}

QTEST_APPLESS_MAIN(TestFieldText)
#include "tst_fieldtext.moc"
