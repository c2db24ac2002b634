// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordfields.h"
#include "audit/engine/recordreading.h"
#include "logtext.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::engine;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

class TestRecordReading : public QObject {
    Q_OBJECT

private slots:
    void knowsTheLineOfEachRow();
    void readsFieldsAsPeopleDo_data();
    void readsFieldsAsPeopleDo();
    void keepsColumnsThatNobodyKnows();
    void readsTimesInAnotherZone();
    void leavesTimesWithAZoneAlone();
};

void TestRecordReading::knowsTheLineOfEachRow()
{
    const LogSnapshot log = loaded(
        std::string(logHeader) + "\na,,,,,,,,\nb,,,,,,,,\"1\n2\n3\"\n\n\nc,,,,,,,,\r\nd,,,,,,,,", {.blockRows = 2});
    QCOMPARE(log.rowCount, 4U);
    const std::array<uint64_t, 4> lines{3, 4, 9, 10};
    for (uint64_t row = 0; row < lines.size(); ++row) {
        QCOMPARE(lineOf(log, row), lines[row]);
        QCOMPARE(rowAtLine(log, 0, lines[row]), std::optional(row));
    }
    QCOMPARE(rowAtLine(log, 0, 6), std::optional<uint64_t>(1));
    QCOMPARE(rowAtLine(log, 0, 1'000), std::optional<uint64_t>(3));
    QVERIFY(!rowAtLine(log, 0, 1));
    QVERIFY(!rowAtLine(log, 1, 3));
}

void TestRecordReading::readsFieldsAsPeopleDo_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("a b") << u"a b"_s;
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("quoted") << QByteArray("\"a, b\"") << u"a, b"_s;
    QTest::newRow("doubled quotes") << QByteArray("\"a \"\"b\"\"\"") << u"a \"b\""_s;
    QTest::newRow("only quotes") << QByteArray("\"\"\"\"") << u"\""_s;
    QTest::newRow("text behind the quote") << QByteArray("\"a\"b\"c") << u"ab\"c"_s;
    QTest::newRow("a quote in the middle") << QByteArray("a\"b") << u"a\"b"_s;
    QTest::newRow("a guarded formula") << QByteArray("'=1+1") << u"=1+1"_s;
    QTest::newRow("a guarded formula in quotes") << QByteArray("\"'@x,y\"") << u"@x,y"_s;
    QTest::newRow("a guarded text with an apostrophe of its own") << QByteArray("''-x") << u"'-x"_s;
    QTest::newRow("an apostrophe") << QByteArray("'tis") << u"'tis"_s;
    QTest::newRow("Japanese") << QByteArray("予定「定例会議」") << u"予定「定例会議」"_s;
    QTest::newRow("no UTF-8") << QByteArray("a\xff"
                                            "b")
                              << u"a\uFFFDb"_s;
}

void TestRecordReading::readsFieldsAsPeopleDo()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QString, text);
    const LogSnapshot log = loaded(
        std::string(logHeader) + "2026-03-05T14:00:00Z,," + raw.toStdString() + ",,,,,," + raw.toStdString() + "\n");
    QCOMPARE(log.rowCount, 1U);
    QCOMPARE(readRecord(log, 0)[Field::User], text);
    QCOMPARE(readRecord(log, 0)[Field::Complement], text);
    const uint32_t code = log.blocks->front()->codes[size_t(Field::User)][0];
    const std::string_view counted = (*log.dictionaries)[Field::User][code];
    QCOMPARE(QString::fromUtf8(counted.data(), qsizetype(counted.size())), text);
    std::string scratch;
    RecordFields fields;
    fields.split(log.parts->front(), rawRecord(log, 0));
    const std::string_view field = fields.text(8, scratch);
    QCOMPARE(QString::fromUtf8(field.data(), qsizetype(field.size())), text);
}

void TestRecordReading::keepsColumnsThatNobodyKnows()
{
    Part part = logPart("No;x;when;y\n17;\"1;2\";2026-03-05 14:00;z\n18;short\n19;;;;more\n");
    part.separator = ';';
    part.columns = {{.title = u"No"_s, .field = {}, .isNumber = true}, {.title = u"x"_s},
        {.title = u"when"_s, .field = Field::Time}, {.title = u"y"_s}};
    const LogSnapshot log = loaded(std::vector{part});
    QCOMPARE(log.rowCount, 3U);
    QCOMPARE(readRecord(log, 0).number, 17);
    QCOMPARE(readRecord(log, 0).others, (QStringList{u"1;2"_s, u"z"_s}));
    QVERIFY(!readRecord(log, 0).hasZone);
    QCOMPARE(readRecord(log, 1).others, QStringList{u"short"_s});
    QCOMPARE(readRecord(log, 2).others, (QStringList{QString(), QString()}));
    QCOMPARE(readRecord(log, 2).surplus, u"more"_s);
    QVERIFY(readRecord(log, 1).surplus.isEmpty());
    QVERIFY(log.blocks->front()->complements.empty());
}

void TestRecordReading::readsTimesInAnotherZone()
{
    // Tokyo all year; Berlin changes its clocks on 29 March 2026 from 2:00 to 3:00.
    const LogSnapshot utc = loaded(std::string(logHeader)
        + "2026-03-29 01:59:59,,,,,,,,\n2026-03-29 03:00:00,,,,,,,,\n2026-03-29T03:00:00Z,,,,,,,,\nnever,,,,,,,,\n");
    QCOMPARE(readRecord(utc, 0).time, timeFromText(u"2026-03-29T01:59:59Z"));
    const LogSnapshot berlin = rezoned(utc, QTimeZone("Europe/Berlin"));
    QCOMPARE(readRecord(berlin, 0).time, timeFromText(u"2026-03-29T00:59:59Z"));
    QCOMPARE(readRecord(berlin, 1).time, timeFromText(u"2026-03-29T01:00:00Z"));
    QCOMPARE(readRecord(berlin, 2).time, timeFromText(u"2026-03-29T03:00:00Z"));
    QVERIFY(!readRecord(berlin, 3).time);
    QVERIFY(berlin.generation != utc.generation);
    const LogSnapshot tokyo = rezoned(berlin, QTimeZone("Asia/Tokyo"));
    QCOMPARE(readRecord(tokyo, 1).time, timeFromText(u"2026-03-28T18:00:00Z"));
    QCOMPARE(tokyo.blocks->front()->earliest, tokyo.blocks->front()->times[0]);
    QVERIFY(!readRecord(tokyo, 1).hasZone);
    QVERIFY(readRecord(tokyo, 2).hasZone);
}

void TestRecordReading::leavesTimesWithAZoneAlone()
{
    const LogSnapshot log = loaded(
        std::string(logHeader) + "2026-03-05T14:00:00.5+09:00,,,,,,,,\n", {.zone = QTimeZone("Europe/Berlin")});
    QCOMPARE(readRecord(log, 0).time, timeFromText(u"2026-03-05T05:00:00.500000Z"));
    QVERIFY(rezoned(log, QTimeZone("Asia/Tokyo")).blocks->front() == log.blocks->front());
}

QTEST_GUILESS_MAIN(TestRecordReading)
#include "tst_recordreading.moc"
