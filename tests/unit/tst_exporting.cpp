// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingbytes.h"
#include "audit/engine/loading.h"
#include "audit/query/exporting.h"
#include "audit/query/scope.h"
#include "otherprogram.h"

#include <QBuffer>
#include <QStandardPaths>
#include <QTest>

#include <KZip>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr EventTime someTime = sys_days(year(2026) / 3 / 5) + hours(14) + microseconds(123'456);

engine::Part partOf(const QString &name, std::string_view text,
    const QList<QPair<QString, std::optional<Field>>> &columns, char separator = ',')
{
    engine::Part part;
    part.name = name;
    part.bytes = engine::GrowingBytes::of(text).value();
    part.separator = separator;
    for (const auto &[title, field] : columns)
        part.columns.push_back({title, field, title == u"No."_s});
    return part;
}

engine::LogSnapshot loaded(std::vector<engine::Part> parts)
{
    engine::Loading loading(std::move(parts));
    loading.run({});
    return loading.snapshot();
}

std::string written(const RowsToWrite &rows, const ExportFormat &format)
{
    MemorySink sink;
    return writeRows(rows, format, sink, {}) ? sink.taken() : std::string();
}

ExportFormat plainCsv()
{
    return {.hasByteOrderMark = false};
}

const Event someEvent{.number = 7,
    .time = someTime,
    .source = u"192.0.2.7"_s,
    .user = u"=alice"_s,
    .service = u"Groupware"_s,
    .module = u"Mail, \"new\""_s,
    .action = u"send"_s,
    .result = EventResult::ValidationError,
    .level = Level::Warning,
    .complement = u"one\ntwo\t設定"_s};

constexpr std::string_view strangeCsv = "Accessed;Notes;User;Port\r\n"
                                        "2026-03-05T14:00:00Z;\"a \"\"b\"\"; c\";alice;80\r\n"
                                        "2026-03-05T14:00:01Z;  plain ;=bob;\"443\"\n"
                                        "\n"
                                        "no time;'x;-carol;\"+1\"";
const QList<QPair<QString, std::optional<Field>>> strangeColumns{
    {u"Accessed"_s, Field::Time}, {u"Notes"_s, Field::Complement}, {u"User"_s, Field::User}, {u"Port"_s, {}}};

}

class TestExporting : public QObject {
    Q_OBJECT

private slots:
    void writesEvents();
    void writesRowsAsTheyWere();
    void writesOnlyChosenRowsInOrder();
    void guardsWhatSpreadsheetsCalculate();
    void keepsOneDamagedRowFromSwallowingTheNext();
    void writesUnderOurNamesWhereFilesDiffer();
    void writesNdjson();
    void packsForOthers_data();
    void packsForOthers();
    void packsNothing_data();
    void packsNothing();
    void hasItsNameOnlyOnceComplete();
    void stops();
    void tellsWhyAFileCannotBeWritten();
};

void TestExporting::writesEvents()
{
    const auto text = [](const ExportFormat &format) {
        MemorySink sink;
        EventWriter writer(sink, format);
        return writer.write(someEvent) && writer.finish() ? sink.taken() : std::string();
    };
    const std::string head = "number,time,source,user,service,module,action,result,level,complement\r\n";
    QCOMPARE(text(plainCsv()),
        head
            + "7,2026-03-05T14:00:00.123456Z,192.0.2.7,=alice,Groupware,\"Mail, \"\"new\"\"\",send,"
              "VALIDATION ERROR,warning,\"one\ntwo\t設定\"\r\n");
    QVERIFY(text({.guardsFormulas = true}).starts_with("\xef\xbb\xbf" + head));
    QVERIFY(text({.guardsFormulas = true}).contains(",'=alice,"));
    QCOMPARE(text({.text = TextFormat::Ndjson}),
        "{\"number\":7,\"time\":\"2026-03-05T14:00:00.123456Z\",\"source\":\"192.0.2.7\",\"user\":\"=alice\","
        "\"service\":"
        "\"Groupware\",\"module\":\"Mail, \\\"new\\\"\",\"action\":\"send\",\"result\":\"VALIDATION ERROR\",\"level\":"
        "\"warning\",\"complement\":\"one\\ntwo\\t設定\"}\n");
}

void TestExporting::writesRowsAsTheyWere()
{
    const auto log = loaded({partOf(u"a.csv"_s, strangeCsv, strangeColumns, ';')});
    const RowSet all = filledRows(log);
    QCOMPARE(all.count(), 3U);
    QCOMPARE(written({log, all}, plainCsv()),
        "Accessed;Notes;User;Port\r\n"
        "2026-03-05T14:00:00Z;\"a \"\"b\"\"; c\";alice;80\r\n"
        "2026-03-05T14:00:01Z;  plain ;=bob;\"443\"\r\n"
        "no time;'x;-carol;\"+1\"\r\n");
}

void TestExporting::writesOnlyChosenRowsInOrder()
{
    const auto log = loaded({partOf(u"a.csv"_s, "user\na\nb\nc\nd\n", {{u"user"_s, Field::User}})});
    RowSet chosen;
    chosen.append(std::make_shared<const BlockRows>(BlockRows::of(4, {0b1011})));
    QCOMPARE(written({log, chosen}, plainCsv()), "user\na\nb\nd\n");
    QCOMPARE(written({.log = log, .rows = chosen, .isBackwards = true}, plainCsv()), "user\nd\nb\na\n");
    const std::vector<RowNumber> order{1, 3, 0};
    QCOMPARE(written({log, chosen, order}, plainCsv()), "user\nb\nd\na\n");
    QCOMPARE(written({log, chosen, order, true}, plainCsv()), "user\na\nd\nb\n");
}

void TestExporting::guardsWhatSpreadsheetsCalculate()
{
    const auto log = loaded({partOf(u"a.csv"_s, strangeCsv, strangeColumns, ';')});
    const RowSet all = filledRows(log);
    auto format = plainCsv();
    format.guardsFormulas = true;
    QCOMPARE(written({log, all}, format),
        "Accessed;Notes;User;Port\r\n"
        "2026-03-05T14:00:00Z;\"a \"\"b\"\"; c\";alice;80\r\n"
        "2026-03-05T14:00:01Z;  plain ;'=bob;\"443\"\r\n"
        "no time;'x;'-carol;\"'+1\"\r\n");
}

void TestExporting::keepsOneDamagedRowFromSwallowingTheNext()
{
    const QList<QPair<QString, std::optional<Field>>> columns{{u"user"_s, Field::User}, {u"note"_s, {}}};
    const auto log = loaded({partOf(
        u"a.csv"_s, "user,note\na,\"=never closed\nb,fine\nc,\"te\"xt\nd,\"q\"\"q\"\ne,x\ry\nf,\"cut", columns)});
    const RowSet all = filledRows(log);
    QCOMPARE(all.count(), 6U);
    const std::string text = written({log, all}, plainCsv());
    QCOMPARE(text, "user,note\na,=never closed\nb,fine\nc,text\nd,\"q\"\"q\"\ne,\"x\ry\"\nf,cut\n");
    auto guarded = plainCsv();
    guarded.guardsFormulas = true;
    QVERIFY(written({log, all}, guarded).contains("\na,'=never closed\nb,"));

    engine::Loading again({partOf(u"b.csv"_s, text, columns)});
    again.run({});
    QCOMPARE(again.problems().count, 0U);
    QCOMPARE(again.snapshot().rowCount, 6U);
}

void TestExporting::writesUnderOurNamesWhereFilesDiffer()
{
    const auto log = loaded({partOf(u"a.csv"_s, strangeCsv, strangeColumns, ';'),
        partOf(u"b.csv"_s, "No.,user,level,Port,time\r\n5,dora,WARN,\"1,2\",x\r\n",
            {{u"No."_s, {}}, {u"user"_s, Field::User}, {u"level"_s, Field::Level}, {u"Port"_s, {}}, {u"time"_s, {}}})});
    const RowSet all = filledRows(log);
    QCOMPARE(written({log, all}, plainCsv()),
        "number,time,source,user,service,module,action,result,level,complement,Port,time_\r\n"
        ",2026-03-05T14:00:00.000000Z,,alice,,,,,,\"a \"\"b\"\"; c\",80,\r\n"
        ",2026-03-05T14:00:01.000000Z,,=bob,,,,,,\"  plain \",443,\r\n"
        ",no time,,-carol,,,,,,'x,+1,\r\n"
        "5,,,dora,,,,,warning,,\"1,2\",x\r\n");
}

void TestExporting::writesNdjson()
{
    const auto log = loaded({partOf(u"b.csv"_s, "No.,user,Port\r\n5,\"d\"\"o\",\r\n,eve,1\r\n",
        {{u"No."_s, {}}, {u"user"_s, Field::User}, {u"Port"_s, {}}})});
    const RowSet all = filledRows(log);
    QCOMPARE(written({log, all}, {.text = TextFormat::Ndjson}),
        "{\"number\":5,\"time\":\"\",\"source\":\"\",\"user\":\"d\\\"o\",\"service\":\"\",\"module\":\"\",\"action\":"
        "\"\","
        "\"result\":\"\",\"level\":\"\",\"complement\":\"\",\"Port\":\"\"}\n"
        "{\"time\":\"\",\"source\":\"\",\"user\":\"eve\",\"service\":\"\",\"module\":\"\",\"action\":\"\",\"result\":"
        "\"\","
        "\"level\":\"\",\"complement\":\"\",\"Port\":\"1\"}\n");
}

void TestExporting::packsForOthers_data()
{
    QTest::addColumn<Packing>("packing");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("gzip") << Packing::Gzip << u"gzip"_s << QStringList{u"-dc"_s};
    QTest::newRow("unzip") << Packing::Zip << u"unzip"_s << QStringList{u"-p"_s};
    QTest::newRow("7z") << Packing::Zip << u"7z"_s << QStringList{u"x"_s, u"-so"_s};
    QTest::newRow("bsdtar") << Packing::Zip << u"bsdtar"_s << QStringList{u"-xOf"_s};
    QTest::newRow("python")
        << Packing::Zip << u"python3"_s
        << QStringList{u"-c"_s,
               u"import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None and "
               "z.namelist()==['監査.csv'], z.namelist()\nsys.stdout.buffer.write(z.read('監査.csv'))"_s};
    QTest::newRow("KArchive") << Packing::Zip << QString() << QStringList();
}

void TestExporting::packsForOthers()
{
    QFETCH(const Packing, packing);
    QFETCH(const QString, program);
    QFETCH(QStringList, arguments);
    std::string content;
    for (int i = 0; i < 100'000; ++i)
        content += "line " + std::to_string(i * 7919 % 100'003) + "\r\n";
    MemorySink sink;
    const auto packed = packedInto(sink, packing, u"監査.csv"_s, someTime);
    for (size_t begin = 0; begin < content.size(); begin += 50'000)
        QVERIFY(packed->write(std::string_view(content).substr(begin, 50'000)));
    QVERIFY(packed->finish());
    QByteArray bytes = QByteArray::fromStdString(sink.taken());
    QVERIFY(bytes.size() < qsizetype(content.size()));
    if (program.isEmpty()) {
        QBuffer buffer(&bytes);
        KZip zip(&buffer);
        QVERIFY(zip.open(QIODevice::ReadOnly));
        const KArchiveFile *const file = zip.directory()->file(u"監査.csv"_s);
        QVERIFY(file);
        QVERIFY(file->data() == QByteArray::fromStdString(content));
        return;
    }
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP("not installed");
    OtherProgram other;
    const QByteArray output = other.run(program, arguments << other.put(u"packed"_s, bytes));
    QCOMPARE(other.code(), 0);
    QVERIFY2(output == QByteArray::fromStdString(content), output.left(300).constData());
}

void TestExporting::packsNothing_data()
{
    QTest::addColumn<Packing>("packing");
    QTest::addColumn<QString>("program");
    QTest::newRow("gzip") << Packing::Gzip << u"gzip"_s;
    QTest::newRow("ZIP") << Packing::Zip << u"unzip"_s;
}

void TestExporting::packsNothing()
{
    QFETCH(const Packing, packing);
    QFETCH(const QString, program);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP("not installed");
    MemorySink sink;
    QVERIFY(packedInto(sink, packing, u"empty"_s, someTime)->finish());
    OtherProgram other;
    other.run(program, {u"-t"_s, other.put(u"packed"_s, QByteArray::fromStdString(sink.taken()))});
    QCOMPARE(other.code(), 0);
}

void TestExporting::hasItsNameOnlyOnceComplete()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"export.csv"_s);
    {
        const auto sink = FileSink::create(path).value();
        QVERIFY(sink->write("half"));
        QVERIFY(!QFile::exists(path));
    }
    QVERIFY(!QFile::exists(path));
    const auto sink = FileSink::create(path).value();
    QVERIFY(sink->write("all of it"));
    QVERIFY(sink->finish());
    QCOMPARE(QFileInfo(path).size(), 9);
}

void TestExporting::stops()
{
    std::string text = "user\n";
    for (int i = 0; i < 5000; ++i)
        text += "alice\n";
    const auto log = loaded({partOf(u"a.csv"_s, text, {{u"user"_s, Field::User}})});
    const RowSet all = filledRows(log);
    std::stop_source stop;
    stop.request_stop();
    MemorySink sink;
    const auto isWritten = writeRows({log, all}, plainCsv(), sink, stop.get_token());
    QVERIFY(!isWritten);
    QVERIFY(isWritten.error().is(query::messages::ExportStopped));
}

void TestExporting::tellsWhyAFileCannotBeWritten()
{
    const QTemporaryDir folder;
    const auto sink = FileSink::create(folder.filePath(u"none/export.csv"_s));
    QVERIFY(!sink);
    QVERIFY(sink.error().is(query::messages::FileNotWritten));
}

QTEST_APPLESS_MAIN(TestExporting)
#include "tst_exporting.moc"
