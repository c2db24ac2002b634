// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "audit/filter/parser.h"
#include "audit/query/exporting.h"
#include "audit/query/scope.h"
#include "audit/query/selecting.h"
#include "audit/query/workers.h"
#include "openedfiles.h"

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

/// From a file of some other product to what is shown of it.
class TestReadingFiles : public QObject {
    Q_OBJECT

private slots:
    void joinsADayAndATimeOfDay_data();
    void joinsADayAndATimeOfDay();
    void joinsThemInNdjson();
    void takesTheColumnThatReadsAsATime();
    void tellsATimeOfDayThatIsNone();
    void writesJoinedTimesUnderOurNames();
    void showsMembersThatComeLate();
    void showsALineThatNoColumnCanHold();
    void showsFieldsBehindTheLastColumn_data();
    void showsFieldsBehindTheLastColumn();
    void hasNoSurplusWhereAllHaveTheirColumn();
    void takesTheLastOfVeryManyColumnsForSurplus_data();
    void takesTheLastOfVeryManyColumnsForSurplus();
    void readsARecordThatIsLongerThanTheHead_data();
    void readsARecordThatIsLongerThanTheHead();

private:
    /// What a file with this text reads as.
    void read(const QByteArray &text);
    void open();
    EventTime timeOf(uint64_t row) const { return engine::readRecord(m_log, row).time.value_or(EventTime()); }
    QByteArray written(query::TextFormat format) const;
    /// How many rows a filter finds.
    uint64_t found(const QString &filter) const;

    OtherProgram m_files;
    Opened m_opened;
    engine::LogSnapshot m_log;
    engine::Problems m_problems;
};

void TestReadingFiles::read(const QByteArray &text)
{
    m_files.put(u"log.txt"_s, text);
    open();
}

void TestReadingFiles::open()
{
    m_opened = openAll({m_files.path(u"log.txt"_s)});
    engine::Loading loading(m_opened.parts);
    loading.run({});
    m_log = loading.snapshot();
    m_problems = loading.problems();
}

QByteArray TestReadingFiles::written(query::TextFormat format) const
{
    query::MemorySink sink;
    const auto rows = query::filledRows(m_log);
    const auto isWritten
        = query::writeRows({m_log, rows}, {.text = format, .hasByteOrderMark = false}, sink, {}).has_value();
    return isWritten ? QByteArray::fromStdString(sink.taken()) : QByteArray();
}

uint64_t TestReadingFiles::found(const QString &filter) const
{
    query::Workers workers(1);
    query::Selection selection(filter::parse(filter, {}).value());
    return selection.extend(m_log, workers, {}) ? selection.rows().count() : 0;
}

void TestReadingFiles::joinsADayAndATimeOfDay_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("English") << u"Date,Time,Source IP,User,Message\n"
                                "2026-03-05,14:00:01,192.0.2.1,ann,signed in\n"
                                "2026-03-06,09:30:00,192.0.2.2,bob,signed out\n"_s;
    QTest::newRow("the other way round") << u"Time,Date,Source IP,User,Message\n"
                                            "14:00:01,2026-03-05,192.0.2.1,ann,signed in\n"
                                            "09:30:00,2026-03-06,192.0.2.2,bob,signed out\n"_s;
    QTest::newRow("far apart") << u"User;Time;Message;Date\n"
                                  "ann;14:00:01;signed in;05.03.2026\n"
                                  "bob;9:30;signed out;06.03.2026\n"_s;
    QTest::newRow("Japanese") << u"日付,時刻,接続元,ユーザー名,メッセージ\r\n"
                                 "2026/03/05,14:00:01,192.0.2.1,佐藤,ログイン\r\n"
                                 "2026/03/06,9:30:00,192.0.2.2,森,ログアウト\r\n"_s;
    QTest::newRow("Japanese, written out") << u"時刻,日付,ユーザー名\r\n"
                                              "午後2時00分01秒,2026年3月5日,佐藤\r\n"
                                              "午前9時30分,2026年3月6日,森\r\n"_s;
    QTest::newRow("Chinese") << u"日期\t時間\t使用者\t訊息\r\n"
                                "2026/3/5\t下午 2:00:01\t王小明\t登入\r\n"
                                "2026/3/6\t上午 9:30:00\t李小華\t登出\r\n"_s;
    QTest::newRow("American") << u"Date,Time,User\n3/5/2026,2:00:01 PM,ann\n3/26/2026,9:30:00 AM,bob\n"_s;
    QTest::newRow("of a database") << u"LogDate,LogTime,User\n"
                                      "2026-03-05 00:00:00,14:00:01.000,ann\n2026-03-06 00:00:00,09:30:00.000,bob\n"_s;
    QTest::newRow("with a zone") << u"date,time,user\n2026-03-05,23:00:01+09:00,ann\n2026-03-06,18:30:00+09:00,bob\n"_s;
    QTest::newRow("in quotes") << u"\"date\",\"time\",\"user\"\n\"2026-03-05\",\"14:00:01\",\"ann\"\n"_s;
    QTest::newRow("as numbers") << u"date,time,user\n20260305,140001,ann\n20260306,093000,bob\n"_s;
}

void TestReadingFiles::joinsADayAndATimeOfDay()
{
    QFETCH(const QString, text);
    read(text.toUtf8());
    QVERIFY(m_opened.questions.empty());
    QCOMPARE(m_problems.count, 0U);
    QCOMPARE(toText(timeOf(0)), u"2026-03-05T14:00:01.000000Z"_s);
    if (m_log.rowCount > 1)
        QCOMPARE(toText(timeOf(1)).sliced(10), u"T09:30:00.000000Z"_s);
    QVERIFY(!engine::readRecord(m_log, 0).others.contains(u"14:00:01"_s));
}

void TestReadingFiles::joinsThemInNdjson()
{
    read("{\"time\":\"14:00:01\",\"user\":\"ann\",\"date\":\"2026-03-05\"}\n"
         "{\"date\":\"2026-03-06\",\"time\":\"09:30:00\",\"user\":\"bob\"}\n"
         "{\"date\":\"2026-03-07\",\"user\":\"ben\"}\n");
    QCOMPARE(m_problems.count, 0U);
    QCOMPARE(toText(timeOf(0)), u"2026-03-05T14:00:01.000000Z"_s);
    QCOMPARE(toText(timeOf(1)), u"2026-03-06T09:30:00.000000Z"_s);
    QCOMPARE(toText(timeOf(2)), u"2026-03-07T00:00:00.000000Z"_s);
    QVERIFY(written(query::TextFormat::Ndjson).contains("\"time\":\"2026-03-05T14:00:01.000000Z\""));
}

void TestReadingFiles::takesTheColumnThatReadsAsATime()
{
    read("Time,User,Created\n00:12,ann,2026-03-05 14:00:01\n01:40,bob,2026-03-06 09:30:00\n");
    QCOMPARE(toText(timeOf(0)), u"2026-03-05T14:00:01.000000Z"_s);
    QCOMPARE(engine::readRecord(m_log, 1).others, QStringList{u"01:40"_s});
    QCOMPARE(m_problems.count, 0U);
}

void TestReadingFiles::tellsATimeOfDayThatIsNone()
{
    read("Date,Time,User\n2026-03-05,14:00:01,ann\n2026-03-05,soon,bob\n2026-03-05,,ben\n2026-03-06,09:30:00,eve\n"
         "2026-03-06,09:31:00,eve\n2026-03-06,09:32:00,eve\n");
    QCOMPARE(m_problems.count, 1U);
    QCOMPARE(m_problems.told.front().line, 3U);
    QVERIFY(!engine::readRecord(m_log, 1).time);
    QCOMPARE(engine::readRecord(m_log, 1)[Field::Time], u"2026-03-05 soon"_s);
    QCOMPARE(toText(timeOf(2)), u"2026-03-05T00:00:00.000000Z"_s);
    QVERIFY(written(query::TextFormat::Ndjson).contains("\"time\":\"2026-03-05 soon\""));
}

void TestReadingFiles::writesJoinedTimesUnderOurNames()
{
    read("Date,Time,User\n2026-03-05,14:00:01,ann\n");
    QCOMPARE(written(query::TextFormat::Csv), "Date,Time,User\n2026-03-05,14:00:01,ann\n"_ba);
    const QByteArray json = written(query::TextFormat::Ndjson);
    QVERIFY2(json.contains("\"time\":\"2026-03-05T14:00:01.000000Z\""), json.constData());
    QVERIFY2(!json.contains("\"Time\""), json.constData());
}

void TestReadingFiles::showsMembersThatComeLate()
{
    QByteArray text;
    for (int row = 0; row < 5'000; ++row)
        text += "{\"time\":\"2026-03-05T14:00:00Z\",\"user\":\"ann\",\"message\":\"request\"}\n";
    text += "{\"time\":\"2026-03-05T14:00:01Z\",\"error\":\"no \\\"answer\\\"\",\"user\":\"bob\",\"branch\":null,"
            "\"at\":{\"line\":17}}\n";
    read(text);
    QCOMPARE(m_log.rowCount, 5'001U);
    QCOMPARE(m_problems.count, 0U);
    QVERIFY(engine::readRecord(m_log, 4'999).surplus.isEmpty());
    QCOMPARE(engine::readRecord(m_log, 5'000)[Field::User], u"bob"_s);
    QCOMPARE(engine::readRecord(m_log, 5'000).surplus, u"error: no \"answer\", at: {\"line\":17}"_s);
    const QByteArray csv = written(query::TextFormat::Csv);
    QVERIFY(csv.startsWith("time,source,user,service,module,action,result,level,complement,surplus\r\n"));
    QVERIFY(csv.endsWith(",\"error: no \"\"answer\"\", at: {\"\"line\"\":17}\"\r\n"));
    for (const auto *const words : {"ANSWER", "error", "/l[i]ne/", "\"no \\\"answer\""})
        QCOMPARE(found(QString::fromLatin1(words)), 1U);
    QCOMPARE(found(u"branch"_s), 0U);
}

void TestReadingFiles::showsALineThatNoColumnCanHold()
{
    read("{\"time\":\"2026-03-05T14:00:00Z\",\"user\":\"ann\"}\nout of memory\n");
    QCOMPARE(m_problems.count, 1U);
    QCOMPARE(engine::readRecord(m_log, 1).surplus, u"out of memory"_s);
    QCOMPARE(found(u"memory"_s), 1U);
}

void TestReadingFiles::showsFieldsBehindTheLastColumn_data()
{
    QTest::addColumn<QString>("head");
    QTest::newRow("English") << u"Time,User,Message"_s;
    QTest::newRow("Japanese") << u"日時,ユーザー,メッセージ"_s;
    QTest::newRow("Chinese") << u"日期時間,使用者,訊息"_s;
}

void TestReadingFiles::showsFieldsBehindTheLastColumn()
{
    QFETCH(const QString, head);
    read(head.toUtf8()
        + "\r\n2026-03-05T14:00:00Z,ann,one, two,\"thr\"\"ee\"\r\n2026-03-05T14:00:01Z,bob,four\r\n"
          "2026-03-05T14:00:02Z,eve,five,,\r\n");
    QCOMPARE(engine::readRecord(m_log, 0)[Field::Complement], u"one"_s);
    QCOMPARE(engine::readRecord(m_log, 0).surplus, u" two,thr\"ee"_s);
    QVERIFY(engine::readRecord(m_log, 1).surplus.isEmpty());
    QVERIFY(engine::readRecord(m_log, 2).surplus.isEmpty());
    const QByteArray json = written(query::TextFormat::Ndjson);
    QVERIFY2(json.contains("\"complement\":\"one\",\"surplus\":\" two,thr\\\"ee\"}"), json.constData());
    QCOMPARE(found(u"two"_s), 1U);
    QCOMPARE(found(u"\"thr\\\"ee\""_s), 1U);
}

void TestReadingFiles::hasNoSurplusWhereAllHaveTheirColumn()
{
    read("Time,User,surplus\n2026-03-05T14:00:00Z,ann,one\n2026-03-05T14:00:01Z,bob,\n2026-03-05T14:00:02Z,eve,,\n");
    QVERIFY(!m_log.blocks->front()->hasSurplus);
    read("Time,User,surplus\n2026-03-05T14:00:00Z,ann,one,two\n");
    QVERIFY(m_log.blocks->front()->hasSurplus);
    QVERIFY(written(query::TextFormat::Ndjson).contains("\"surplus\":\"one\",\"surplus_\":\"two\"}"));
}

void TestReadingFiles::takesTheLastOfVeryManyColumnsForSurplus_data()
{
    QTest::addColumn<QByteArray>("titles");
    QTest::newRow("with a header") << QByteArray("user,level");
    QTest::newRow("without one") << QByteArray("ann,2");
}

/// To look through all columns for each of them would take hours.
void TestReadingFiles::takesTheLastOfVeryManyColumnsForSurplus()
{
    QFETCH(const QByteArray, titles);
    constexpr qsizetype veryMany = 60'000;
    const QByteArray commas(veryMany - 2, ',');
    read(titles + commas + "\nbob,3" + commas + "last\ncarol,4" + commas + "\n");
    const engine::Part &part = m_opened.parts.front();
    QCOMPARE(part.columns.size(), size_t(mostColumns));
    QCOMPARE(part.fieldsBehind, size_t(veryMany - mostColumns));
    QCOMPARE(m_problems.count, 0U);
    QCOMPARE(found(u"last"_s), 1U);
    const uint64_t bob = m_log.rowCount - 2;
    QCOMPARE(engine::readRecord(m_log, bob).surplus, QString(veryMany - mostColumns - 1, u',') + u"last"_s);
    QVERIFY(engine::readRecord(m_log, bob + 1).surplus.isEmpty());
    QVERIFY(written(query::TextFormat::Csv).contains("last"));
    QVERIFY(written(query::TextFormat::Ndjson).contains("last"));
}

void TestReadingFiles::readsARecordThatIsLongerThanTheHead_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("command");
    QTest::newRow("plain") << ""_ba << QString();
    QTest::newRow("behind empty lines") << "\n\r\n"_ba << QString();
    QTest::newRow("gzip") << ""_ba << u"gzip -c log.txt > packed; mv packed log.txt"_s;
    QTest::newRow("UTF-16") << ""_ba << u"iconv -f UTF-8 -t UTF-16 log.txt > coded; mv coded log.txt"_s;
    QTest::newRow("Shift-JIS") << ""_ba << u"iconv -f UTF-8 -t CP932 log.txt > coded; mv coded log.txt"_s;
}

void TestReadingFiles::readsARecordThatIsLongerThanTheHead()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QString, command);
    // Letters come only behind the first 64 KiB, which tell the encoding otherwise.
    const QByteArray stack = QByteArray(3'000'000, 'x') + u"接続が切れました。"_s.repeated(100).toUtf8();
    m_files.put(u"log.txt"_s,
        before + "{\"time\":\"2026-03-05T14:00:00Z\",\"stack\":\"" + stack + "\",\"user\":\"ann\"}\n"
            + "{\"time\":\"2026-03-05T14:00:01Z\",\"user\":\"bob\",\"stack\":\"\"}\n");
    if (!command.isEmpty())
        pack(m_files, command);
    open();
    QCOMPARE(m_log.rowCount, 2U);
    QCOMPARE(m_problems.count, 0U);
    QCOMPARE(toText(timeOf(0)), u"2026-03-05T14:00:00.000000Z"_s);
    QCOMPARE(engine::readRecord(m_log, 0)[Field::User], u"ann"_s);
    QCOMPARE(engine::readRecord(m_log, 0).others, QStringList{QString::fromUtf8(stack)});
    QCOMPARE(engine::readRecord(m_log, 1)[Field::User], u"bob"_s);
    QVERIFY(!m_log.blocks->front()->hasSurplus);
}

QTEST_GUILESS_MAIN(TestReadingFiles)
#include "tst_readingfiles.moc"
