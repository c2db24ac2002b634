// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "logtext.h"

#include <QTest>

#include <format>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::engine;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

namespace {

Part jsonPart(std::string_view text)
{
    Part part = logPart(text);
    part.format = Format::Ndjson;
    part.hasHeader = false;
    part.columns.push_back({.title = u"extra"_s});
    return part;
}

}

class TestNdjsonLoading : public QObject {
    Q_OBJECT

private slots:
    void readsMembersInAnyOrder();
    void showsALineThatIsNoObject_data();
    void showsALineThatIsNoObject();
    void tellsWhereALineThatIsNoObjectStands();
    void tellsOnceOfALineThatIsTooLong();
    void readsALongFile();
};

void TestNdjsonLoading::readsMembersInAnyOrder()
{
    const LogSnapshot log = loaded(std::vector{jsonPart(
        "{\"time\":\"2026-03-05T14:00:00Z\",\"user\":\"hanako\",\"level\":\"WARN\",\"complement\":\"a "
        "\\\"b\\\"\\n\\u65e5\"}\n"
        "\n"
        "{ \"unknown\": [1, {\"a\": 2}], \"level\": 3, \"extra\": true, \"user\": null, \"time\": 1772719200 }\r\n"
        "{\"user\":\"\\u0068anako\"}")});
    QCOMPARE(log.rowCount, 3U);
    const Record first = readRecord(log, 0);
    QCOMPARE(first[Field::User], u"hanako"_s);
    QCOMPARE(first[Field::Complement], u"a \"b\"\n日"_s);
    QCOMPARE(first.level, Level::Warning);
    QCOMPARE(first.time, timeFromText(u"2026-03-05T14:00:00Z"));
    const Record second = readRecord(log, 1);
    QCOMPARE(second.time, timeFromText(u"2026-03-05T14:00:00Z"));
    QCOMPARE(second.level, Level::Error);
    QCOMPARE(second[Field::User], QString());
    QCOMPARE(second.others, QStringList{u"true"_s});
    QCOMPARE(second.line, 3);
    const Block &block = *log.blocks->front();
    QCOMPARE(block.codes[size_t(Field::User)][2], block.codes[size_t(Field::User)][0]);
    QVERIFY(block.record(0).substr(block.complements[0]).starts_with("\"a \\"));
}

void TestNdjsonLoading::showsALineThatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("words") << QByteArray("not json");
    QTest::newRow("a number") << QByteArray("17");
    QTest::newRow("cut") << QByteArray("{\"user\":\"ha");
    QTest::newRow("two") << QByteArray("{\"user\":\"a\"}{\"user\":\"b\"}");
}

void TestNdjsonLoading::showsALineThatIsNoObject()
{
    QFETCH(const QByteArray, line);
    Loading loading({jsonPart("{\"user\":\"a\"}\n" + line.toStdString() + "\n{\"user\":\"c\"}\n")});
    loading.run({});
    const LogSnapshot log = loading.snapshot();
    QCOMPARE(log.rowCount, 3U);
    QCOMPARE(readRecord(log, 1)[Field::Complement], QString::fromUtf8(line));
    QCOMPARE(readRecord(log, 2)[Field::User], u"c"_s);
    QCOMPARE(loading.problems().count, 1U);
    QVERIFY(loading.problems().told[0].reason.is(engine::messages::LineNotJson));
    QCOMPARE(loading.problems().told[0].line, 2U);
}

void TestNdjsonLoading::tellsWhereALineThatIsNoObjectStands()
{
    Part part = jsonPart("{\"user\":\"a\"}\nnot json\n");
    std::erase_if(part.columns, [](const Part::Column &column) { return column.field == Field::Complement; });
    Loading loading({part});
    loading.run({});
    QCOMPARE(readRecord(loading.snapshot(), 1).surplus, u"not json"_s);
    QCOMPARE(loading.problems().count, 1U);
    QVERIFY(loading.problems().told[0].reason.is(engine::messages::LineNotJsonBeside));
}

void TestNdjsonLoading::tellsOnceOfALineThatIsTooLong()
{
    Loading loading({jsonPart("{\"user\":\"a\"}\n{\"complement\":\"" + std::string(250, 'x') + "\"}\nwords\n")},
        {.longestRecord = 100});
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 5U);
    QCOMPARE(loading.problems().count, 2U);
    QVERIFY(loading.problems().told[0].reason.is(engine::messages::RecordTooLong));
    QCOMPARE(loading.problems().told[0].line, 2U);
    QVERIFY(loading.problems().told[1].reason.is(engine::messages::LineNotJson));
    QCOMPARE(loading.problems().told[1].line, 3U);
}

void TestNdjsonLoading::readsALongFile()
{
    std::string text;
    for (int i = 0; i < 3'000; ++i)
        text += std::format("{{\"user\":\"user{}\",\"complement\":\"with \\\"quotes\\\", {}\"}}\n", i % 300, i);
    const LogSnapshot log = loaded(std::vector{jsonPart(text)}, {.threads = 2, .firstChunk = 1'000, .chunk = 5'000});
    QCOMPARE(log.rowCount, 3'000U);
    QVERIFY(log.isFilled());
    QCOMPARE((*log.dictionaries)[Field::User].size(), 301U); // and the empty one
    for (uint64_t row = 0; row < log.rowCount; row += 101)
        QCOMPARE(readRecord(log, row)[Field::Complement], u"with \"quotes\", %1"_s.arg(row));
}

QTEST_GUILESS_MAIN(TestNdjsonLoading)
#include "tst_ndjsonloading.moc"
