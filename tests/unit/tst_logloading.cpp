// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "audit/engine/surplus.h"
#include "logtext.h"
#include "plainreader.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <thread>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::engine;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

namespace {

/// Small enough that a text of some hundred bytes has borders of all kinds.
LoadingOptions smallSizes(std::mt19937 &random)
{
    LoadingOptions options;
    options.threads = 1 + random() % 3;
    options.firstChunk = 1 + random() % 100;
    options.chunk = options.firstChunk + random() % 200;
    options.blockRows = uint32_t(1 + random() % 20);
    options.longestRecord = random() % 4 == 0 ? 40 + random() % 100 : 1 << 20;
    return options;
}

std::vector<Part::Column> columnsOf(size_t count)
{
    std::vector<Part::Column> columns;
    for (size_t i = 0; i < count; ++i)
        columns.push_back({.title = QString::number(i)});
    return columns;
}

QByteArray shown(std::string_view text)
{
    QByteArray bytes(text.data(), qsizetype(text.size()));
    return bytes.replace('\n', "\\n").replace('\r', "\\r");
}

/// The rows as the engine has cut them.
std::vector<PlainReader::Row> rowsOf(const LogSnapshot &log)
{
    std::vector<PlainReader::Row> rows;
    RecordFields fields;
    for (uint64_t row = 0; row < log.rowCount; ++row) {
        const Part &part = (*log.parts)[blockOf(log, row).part];
        const std::string_view record = rawRecord(log, row);
        PlainReader::Row made{size_t(record.data() - part.bytes->available().data()), lineOf(log, row), {}};
        for (const QString &field : readRecord(log, row).others)
            made.fields.push_back(field.toStdString());
        fields.split(part, record);
        for (const Surplus &surplus : surplusOf(fields))
            made.fields.push_back(QString::fromStdString(surplus.text).toStdString());
        rows.push_back(std::move(made));
    }
    return rows;
}

void compare(std::string_view text, size_t columns, const LoadingOptions &options, bool hasHeader)
{
    const PlainReader plain{.columns = columns, .longest = options.longestRecord, .hasHeader = hasHeader};
    const Part part{.bytes = GrowingBytes::of(text).value(), .columns = columnsOf(columns), .hasHeader = hasHeader};
    auto expected = plain.read(text);
    for (auto &row : expected) {
        for (std::string &field : row.fields)
            field = QString::fromStdString(field).toStdString(); // U+FFFD for what is not UTF-8
    }
    const auto found = rowsOf(loaded(std::vector{part}, options));
    for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        if (found[i] == expected[i])
            continue;
        qWarning() << shown(text) << "chunks" << options.firstChunk << options.chunk << "longest"
                   << options.longestRecord << "row" << i;
        qWarning() << "found" << found[i].begin << found[i].line << found[i].fields;
        qWarning() << "expected" << expected[i].begin << expected[i].line << expected[i].fields;
        QCOMPARE(found[i].begin, expected[i].begin);
        QCOMPARE(found[i].line, expected[i].line);
        QCOMPARE(found[i].fields, expected[i].fields);
    }
    if (found.size() != expected.size())
        qWarning() << shown(text);
    QCOMPARE(found.size(), expected.size());
}

std::string regularField(std::mt19937 &random)
{
    constexpr std::array pieces{"a", "bc", "日本", " ", "12"};
    constexpr std::array quotedPieces{"a", ",", "\n", "\r\n", "\"\"", "日本", ",,", "\n\n"};
    std::string field;
    const bool isQuoted = random() % 3 == 0;
    for (size_t i = random() % 6; i > 0; --i)
        field += isQuoted ? quotedPieces[random() % quotedPieces.size()] : pieces[random() % pieces.size()];
    return isQuoted ? '"' + field + '"' : field;
}

std::string regularText(std::mt19937 &random, size_t columns)
{
    std::string text;
    const char *const end = random() % 2 == 0 ? "\n" : "\r\n";
    for (size_t row = random() % 60; row > 0; --row) {
        for (size_t column = 0; column < columns; ++column)
            text += (column > 0 ? "," : "") + regularField(random);
        text += row == 1 && random() % 3 == 0 ? "" : end;
    }
    return text;
}

std::string damagedText(std::mt19937 &random, size_t columns)
{
    constexpr std::array damages{"\"", "\n", "\r", "\"\"", ",", "\r\n", "x", "\xff", " \"", "\",\"", "\n\""};
    std::string text = regularText(random, columns);
    for (size_t count = 1 + random() % 5; count > 0; --count)
        text.insert(random() % (text.size() + 1), damages[random() % damages.size()]);
    return text;
}

std::vector<std::string_view> textsOf(const LogSnapshot &log, const Block &block, Field field)
{
    std::vector<std::string_view> texts;
    std::visit(
        [&](auto codes) {
            for (const uint32_t code : codes)
                texts.push_back((*log.dictionaries)[field][code]);
        },
        block.codes[size_t(field)].codes());
    return texts;
}

/// The columns of @p fields in @p some are those of @p all, and there are no others.
void compareColumns(const LogSnapshot &some, const LogSnapshot &all, FieldSet fields)
{
    QCOMPARE(some.blocks->size(), all.blocks->size());
    for (size_t i = 0; i < all.blocks->size(); ++i) {
        const Block &found = *(*some.blocks)[i];
        const Block &whole = *(*all.blocks)[i];
        for (const Field field : codedFields) {
            const auto wanted = fields.contains(field) ? textsOf(all, whole, field) : std::vector<std::string_view>();
            QCOMPARE(textsOf(some, found, field), wanted);
        }
        const auto times = fields.contains(Field::Time) ? whole.times : std::span<const int64_t>();
        QVERIFY(std::ranges::equal(found.times, times));
        const bool hasComplements = fields.contains(Field::Complement);
        QVERIFY(
            std::ranges::equal(found.complements, hasComplements ? whole.complements : std::span<const uint16_t>()));
        QVERIFY(!hasComplements || found.isOdd == whole.isOdd);
    }
}

}

class TestLogLoading : public QObject {
    Q_OBJECT

private slots:
    void readsEveryColumn();
    void readsRegularTextAsThePlainReader();
    void readsDamagedTextAsThePlainReader();
    void readsNoiseAsThePlainReader();
    void fillsAskedColumnsAsAllOfThem();
};

void TestLogLoading::readsEveryColumn()
{
    const LogSnapshot log = loaded(std::string(logHeader)
        + "2026-03-05T14:00:00.123456Z,192.0.2.1,hanako,Common,Authentication,login,SUCCESS,information,\n"
          "2026-03-05T14:00:01Z,2001:db8::1,taro,Mail,送信,send,FAILED,WARN,\"to: a, b \"\"c\"\"\nsecond line\"\n"
          "when?,,,,,,refused,loud,'=1+1\r\n");
    QCOMPARE(log.rowCount, 3);
    QVERIFY(log.isFilled());
    const Record first = readRecord(log, 0);
    QCOMPARE(first.time, timeFromText(u"2026-03-05T14:00:00.123456Z"));
    QCOMPARE(first[Field::Source], u"192.0.2.1"_s);
    QCOMPARE(first[Field::User], u"hanako"_s);
    QCOMPARE(first[Field::Complement], QString());
    QCOMPARE(first.line, 2);
    const Record second = readRecord(log, 1);
    QCOMPARE(second[Field::Module], u"送信"_s);
    QCOMPARE(second[Field::Level], u"WARN"_s);
    QCOMPARE(second.level, Level::Warning);
    QCOMPARE(second[Field::Complement], u"to: a, b \"c\"\nsecond line"_s);
    const Record third = readRecord(log, 2);
    QVERIFY(!third.time);
    QCOMPARE(third[Field::Time], u"when?"_s);
    QCOMPARE(third[Field::Complement], u"=1+1"_s);
    QCOMPARE(third.level, Level::Information);
    QCOMPARE(third.line, 5);

    const Block &block = *log.blocks->front();
    const auto text = [&](Field field, uint32_t row) {
        return std::string((*log.dictionaries)[field][block.codes[size_t(field)][row]]);
    };
    QCOMPARE(text(Field::Level, 1), std::string("warning"));
    QCOMPARE(text(Field::Level, 2), std::string("loud"));
    QCOMPARE(text(Field::Result, 1), std::string("FAILED"));
    QCOMPARE(text(Field::Source, 1), std::string("2001:db8::1"));
    QCOMPARE(block.times[2], noTime);
    QCOMPARE(block.record(1).substr(block.complements[1], 4), std::string_view("\"to:"));
}

void TestLogLoading::readsRegularTextAsThePlainReader()
{
    std::mt19937 random(1);
    for (int round = 0; round < 1'000; ++round) {
        const size_t columns = 1 + random() % 5;
        compare(regularText(random, columns), columns, smallSizes(random), random() % 2 == 0);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestLogLoading::readsDamagedTextAsThePlainReader()
{
    std::mt19937 random(2);
    for (int round = 0; round < 1'500; ++round) {
        const size_t columns = 1 + random() % 5;
        compare(damagedText(random, columns), columns, smallSizes(random), random() % 2 == 0);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestLogLoading::readsNoiseAsThePlainReader()
{
    constexpr std::string_view letters = "a\"\",,\n\nb\r";
    std::mt19937 random(3);
    for (int round = 0; round < 1'500; ++round) {
        std::string text;
        for (size_t length = random() % 400; length > 0; --length)
            text += letters[random() % letters.size()];
        compare(text, 1 + random() % 4, smallSizes(random), random() % 2 == 0);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestLogLoading::fillsAskedColumnsAsAllOfThem()
{
    const std::array questions{FieldSet(), FieldSet{Field::Time}, FieldSet{Field::Source}, FieldSet{Field::Complement},
        FieldSet{Field::Time, Field::User}, FieldSet{Field::Result, Field::Level}};
    std::mt19937 random(4);
    for (int round = 0; round < 300; ++round) {
        auto columns = logColumns();
        std::ranges::shuffle(columns, random);
        columns.resize(1 + random() % 5);
        if (random() % 4 == 0)
            columns[random() % columns.size()] = {.title = u"clock"_s, .isClock = true};
        std::string text
            = random() % 2 == 0 ? regularText(random, columns.size()) : damagedText(random, columns.size());
        text += "2026-03-05T14:00:00Z,192.0.2.1\n2026-03-05 14:00:01,b,c,d,e\n2026-03-05,14:00:02,,\n";
        const Part part{.bytes = GrowingBytes::of(text).value(), .columns = columns, .hasHeader = false};
        LoadingOptions options = smallSizes(random);
        const LogSnapshot all = loaded(std::vector{part}, options);
        for (const FieldSet fields : questions) {
            options.fields = fields;
            compareColumns(loaded(std::vector{part}, options), all, fields);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(TestLogLoading)
#include "tst_logloading.moc"
