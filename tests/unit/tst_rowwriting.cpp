// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordreading.h"
#include "audit/query/exporting.h"
#include "audit/query/fieldwriting.h"
#include "audit/query/scope.h"
#include "logtext.h"

#include <QTest>

#include <algorithm>
#include <format>

using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

namespace {

std::string written(const engine::LogSnapshot &log, const ExportFormat &format)
{
    MemorySink sink;
    const RowSet all = filledRows(log);
    return writeRows({log, all}, format, sink, {}) ? sink.taken() : std::string();
}

constexpr int veryMany = 20'000;

}

class TestRowWriting : public QObject {
    Q_OBJECT

private slots:
    void writesVeryManyColumns();
    void namesColumnsApart();
    void endsAllLinesAlike_data();
    void endsAllLinesAlike();
    void writesALineThatIsNoObjectAsOne();
    void keepsApostrophesOfTheText_data();
    void keepsApostrophesOfTheText();
};

/// To find each field anew in its row would take hours.
void TestRowWriting::writesVeryManyColumns()
{
    engine::Part part = logPart(std::string(veryMany - 1, ',') + '\n' + std::string(veryMany - 1, ',') + "last\n");
    part.columns.clear();
    for (int i = 0; i < veryMany; ++i)
        part.columns.push_back({.title = u"k%1"_s.arg(i)});
    const auto log = loaded(std::vector{part, part});
    QCOMPARE(log.rowCount, 2U);
    const std::string text = written(log, {.text = TextFormat::Ndjson});
    QVERIFY(text.ends_with("\"k19999\":\"last\"}\n"));
    QCOMPARE(std::ranges::count(text, '\n'), 2);
}

void TestRowWriting::namesColumnsApart()
{
    engine::Part part = logPart("x\na,b,c,d\n");
    part.columns = {{.title = u"user"_s, .field = Field::User}, {.title = u"user"_s}, {.title = u"user_"_s},
        {.title = u"surplus"_s}};
    engine::Part other = logPart("x\ne,f,g\n");
    other.columns = {{.title = u"user_"_s}, {.title = u"surplus"_s}};
    const auto log = loaded(std::vector{part, other});
    QCOMPARE(written(log, {.hasByteOrderMark = false}),
        "time,source,user,service,module,action,result,level,complement,user_,user__,surplus,surplus_\r\n"
        ",,a,,,,,,,b,c,d,\r\n"
        ",,,,,,,,,,e,f,g\r\n");
}

void TestRowWriting::endsAllLinesAlike_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("line feeds") << QByteArray("a\nb\n\nc") << QByteArray("user\na\nb\nc\n");
    QTest::newRow("returns too") << QByteArray("a\r\nb\r\n\r\nc") << QByteArray("user\r\na\r\nb\r\nc\r\n");
    QTest::newRow("mixed") << QByteArray("a\nb\r\nc\n") << QByteArray("user\na\nb\nc\n");
    QTest::newRow("none") << QByteArray("a") << QByteArray("user\r\na\r\n");
}

void TestRowWriting::endsAllLinesAlike()
{
    QFETCH(const QByteArray, rows);
    QFETCH(const QByteArray, text);
    engine::Part part = logPart("user\r\n" + rows.toStdString());
    part.columns = {{.title = u"user"_s, .field = Field::User}};
    QCOMPARE(QByteArray::fromStdString(written(loaded(std::vector{part}), {.hasByteOrderMark = false})), text);
}

void TestRowWriting::writesALineThatIsNoObjectAsOne()
{
    engine::Part part = logPart("{\"user\":\"a\"}\r\n{bad \"json\"}\n{\"user\": \"b\" }");
    part.format = engine::Format::Ndjson;
    part.hasHeader = false;
    QCOMPARE(written(loaded(std::vector{part}), {.text = TextFormat::Ndjson}),
        "{\"user\":\"a\"}\n{\"complement\":\"{bad \\\"json\\\"}\"}\n{\"user\": \"b\" }\n");
}

void TestRowWriting::keepsApostrophesOfTheText_data()
{
    QTest::addColumn<bool>("guardsFormulas");
    QTest::newRow("guarded") << true;
    QTest::newRow("as it is") << false;
}

void TestRowWriting::keepsApostrophesOfTheText()
{
    QFETCH(const bool, guardsFormulas);
    const QStringList texts{u"'-rf x"_s, u"''=1"_s, u"=1"_s, u"'tis"_s, u"'"_s, u"''"_s, u"-, \"x\""_s, u"'@, \"x\""_s};
    std::string json;
    for (const QString &each : texts) {
        json += "{\"complement\":";
        appendJson(json, each.toStdString());
        json += "}\n";
    }
    engine::Part part = logPart(json);
    part.format = engine::Format::Ndjson;
    part.hasHeader = false;
    const std::string csv
        = written(loaded(std::vector{part}), {.hasByteOrderMark = false, .guardsFormulas = guardsFormulas});
    const auto log = loaded(csv);
    QCOMPARE(log.rowCount, uint64_t(texts.size()));
    for (qsizetype row = 0; row < texts.size(); ++row)
        QCOMPARE(engine::readRecord(log, uint64_t(row))[Field::Complement], texts[row]);
    QCOMPARE(csv.contains(",=1"), !guardsFormulas);
}

QTEST_APPLESS_MAIN(TestRowWriting)
#include "tst_rowwriting.moc"
