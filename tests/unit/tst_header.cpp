// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/header.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

namespace {

HeaderFound found(const QList<QStringList> &rows)
{
    return readHeader(rows, 2026);
}

}

class TestHeader : public QObject {
    Q_OBJECT

private slots:
    void knowsTitles_data();
    void knowsTitles();
    void keepsWhatNobodyKnows();
    void givesAFieldToOneColumnOnly();
    void tellsByContentWhatATitleMeans();
    void asksWhereTitlesAreStrange();
    void asksWhereThereAreNone();
    void takesTheFirstRowForWhatSomebodySays();
    void comparesTheFirstRowWithTheOthers();
    void guessesATimeOfDay();
    void remembersFilesThatLookAlike();
    void readsNamesOfRecords();
    void takesNotAllNames();
    void takesNotAllColumns();
    void writesColumnsAsText();
    void refusesColumnsThatAreNone();
};

void TestHeader::knowsTitles_data()
{
    QTest::addColumn<QString>("titles");
    QTest::addColumn<QString>("fields");
    const auto row = [](const char *titles, const char *fields) {
        QTest::newRow(titles) << QString::fromUtf8(titles) << QString::fromLatin1(fields);
    };
    const auto *const all = "time,source,user,service,module,action,result,level,complement";
    row("time,source,user,service,module,action,result,level,complement", all);
    row("日時,接続元,ユーザー,サービス,モジュール,アクション,結果,レベル,補足", all);
    row("日期時間,連線來源,使用者,服務,模組,動作,結果,等級,補充", all);
    row("Date/Time,Source IP,User Name,Service,Module,Action,Result,Severity,Notes", all);
    row("ACCESSED_AT,Client-IP,login name,application,Category,Operation,Outcome,Log Level,Message", all);
    row("タイムスタンプ,ＩＰアドレス,ログイン名,アプリ名,カテゴリ,操作,処理結果,重要度,備考", all);
    row("时间,来源IP,用户名,服务,模块,操作,结果,级别,备注", all);
    row("level,No.,user,Timestamp (UTC)", "level,number,user,time");
    row("Date,Time,Source IP,User,Message", "time,clock,source,user,complement");
    row("時刻,日付,ユーザー名,操作", "clock,time,user,action");
    row("日期,使用者,時間,訊息", "time,user,clock,complement");
}

void TestHeader::knowsTitles()
{
    QFETCH(QString, titles);
    QFETCH(QString, fields);
    const HeaderFound header = found({titles.split(u',')});
    QVERIFY(header.isKnown);
    QVERIFY(header.hasHeader);
    QCOMPARE(toText(header.columns), fields);
}

void TestHeader::keepsWhatNobodyKnows()
{
    const HeaderFound header = found({{u"time"_s, u"Branch"_s, u"user"_s}, {u"2026-03-05"_s, u"WARN"_s, u"ann"_s}});
    QVERIFY(header.isKnown);
    QCOMPARE(header.columns[1], (engine::Part::Column{.title = u"Branch"_s, .field = {}}));
}

void TestHeader::givesAFieldToOneColumnOnly()
{
    const HeaderFound header = found({{u"time"_s, u"timestamp"_s, u"user"_s}});
    QCOMPARE(toText(header.columns), u"time,,user"_s);
    QCOMPARE(header.columns[1].title, u"timestamp"_s);
}

void TestHeader::tellsByContentWhatATitleMeans()
{
    const QStringList titles{u"Accessed"_s, u"User"_s};
    QCOMPARE(toText(found({titles, {u"2026-03-05 14:00"_s, u"ann"_s}}).columns), u"time,user"_s);
    QCOMPARE(toText(found({titles, {u"192.0.2.1"_s, u"ann"_s}}).columns), u"source,user"_s);
    QCOMPARE(
        toText(found({{u"User"_s, u"Level"_s, u"Zeitpunkt"_s}, {u"ann"_s, u"INFO"_s, u"5.3.2026 14:00"_s}}).columns),
        u"user,level,time"_s);
    QCOMPARE(
        toText(found({{u"No"_s, u"User"_s, u"Level"_s}, {u"yes"_s, u"ann"_s, u"INFO"_s}}).columns), u",user,level"_s);
}

void TestHeader::asksWhereTitlesAreStrange()
{
    const HeaderFound header = found(
        {{u"Wann"_s, u"Woher"_s, u"Wer"_s, u"Wie"_s}, {u"13.3.2026 14:00"_s, u"2001:db8::1"_s, u"ann"_s, u"WARN"_s}});
    QVERIFY(!header.isKnown);
    QVERIFY(header.hasHeader);
    QCOMPARE(toText(header.columns), u"time,source,,level"_s);
    QCOMPARE(header.columns[2].title, u"Wer"_s);
    QCOMPARE(header.timeHints.order, TimeHints::Order::DayFirst);
}

void TestHeader::asksWhereThereAreNone()
{
    const HeaderFound header
        = found({{u"2026-03-05 14:00"_s, u"ann"_s, u"OK"_s}, {u"2026-03-05 14:01"_s, u"bob"_s, u"NG"_s}});
    QVERIFY(!header.isKnown);
    QVERIFY(!header.hasHeader);
    QCOMPARE(toText(header.columns), u"time,,result"_s);
}

void TestHeader::takesTheFirstRowForWhatSomebodySays()
{
    const QList<QStringList> words{{u"login"_s, u"alice"_s, u"ok"_s}, {u"logout"_s, u"bob"_s, u"ok"_s}};
    QVERIFY(readHeader(words, 2026).hasHeader);
    const HeaderFound none = readHeader(words, 2026, false);
    QVERIFY(!none.hasHeader);
    QCOMPARE(none.columns.front().title, QString());
    const QList<QStringList> titled{{u"Time"_s, u"User"_s}, {u"2026-03-05"_s, u"ann"_s}};
    QVERIFY(!readHeader(titled, 2026, false).isKnown);
    const HeaderFound said = readHeader({{u"1"_s, u"2"_s}, {u"2026-03-05"_s, u"ann"_s}}, 2026, true);
    QVERIFY(said.hasHeader);
    QCOMPARE(said.columns.back().title, u"2"_s);
}

void TestHeader::comparesTheFirstRowWithTheOthers()
{
    const auto isHeader = [](const QString &columns, const QList<QStringList> &rows) {
        return isHeaderOf(columnsFromText(columns).value(), rows, {});
    };
    QVERIFY(!isHeader(u"action,user,result"_s, {{u"login"_s, u"alice"_s, u"ok"_s}, {u"logout"_s, u"bob"_s, u"ok"_s}}));
    QVERIFY(isHeader(u",time"_s, {{u"Wer"_s, u"Wann"_s}, {u"ann"_s, u"2026-03-05"_s}}));
    QVERIFY(isHeader(u",source"_s, {{u"Wer"_s, u"Woher"_s}, {u"ann"_s, u"192.0.2.1"_s}}));
    QVERIFY(isHeader(u"number,"_s, {{u"Zahl"_s, u"Wer"_s}, {u"1"_s, u"ann"_s}}));
    QVERIFY(!isHeader(u",time"_s, {{u"ann"_s, u"2026-03-04"_s}, {u"ann"_s, u"2026-03-05"_s}}));
}

void TestHeader::guessesATimeOfDay()
{
    const QStringList row{u"ann"_s, u"2026-03-05"_s, u"14:00:01"_s, u"1200"_s, u"INFO"_s};
    QCOMPARE(toText(found({row, row}).columns), u",time,clock,,level"_s);
    QCOMPARE(toText(found({{u"Date"_s, u"Time"_s, u"Created"_s, u"User"_s},
                              {u"2026-03-05"_s, u"14:00"_s, u"2025-01-01"_s, u"ann"_s}})
                     .columns),
        u"time,clock,,user"_s);
    const QStringList whole{u"ann"_s, u"2026-03-05 14:00"_s, u"00:12"_s, u"INFO"_s};
    QCOMPARE(toText(found({whole, whole}).columns), u",time,,level"_s);
    // How long something took is no time of day, whatever it looks like.
    QCOMPARE(toText(found({{u"Date"_s, u"User"_s, u"Took"_s}, {u"2026-03-05"_s, u"ann"_s, u"00:12"_s}}).columns),
        u"time,user,"_s);
}

void TestHeader::remembersFilesThatLookAlike()
{
    const QList<QStringList> titles{{u"Wann"_s, u"Wer"_s}, {u"2026-03-05"_s, u"ann"_s}};
    const QList<QStringList> sameTitles{{u"Wann"_s, u"Wer"_s}, {u"2026-04-05"_s, u"bob"_s}, {u"x"_s, u"y"_s}};
    const QList<QStringList> otherTitles{{u"Wann"_s, u"Was"_s}, {u"2026-03-05"_s, u"ann"_s}};
    QCOMPARE(layoutOf(titles, true), layoutOf(sameTitles, true));
    QVERIFY(layoutOf(titles, true) != layoutOf(otherTitles, true));
    QCOMPARE(layoutOf(titles.mid(1), false), layoutOf(otherTitles.mid(1), false));
}

void TestHeader::readsNamesOfRecords()
{
    const HeaderFound header = readNames("{\"timestamp\": 1772719200, \"severity\":\"warn\",\"host\":\"192.0.2.1\"}\n"
                                         "{\"timestamp\": 1772719201, \"branch\": 3, \"msg\":\"x\"}\n",
        2026);
    QCOMPARE(toText(header.columns), u"time,level,source,,complement"_s);
    QCOMPARE(header.columns[3].title, u"branch"_s);
}

/// Names of a hostile file do not become columns without end.
void TestHeader::takesNotAllNames()
{
    std::string record = "{\"user\":\"ann\"";
    for (int i = 0; i < 5'000; ++i)
        record += ",\"name" + std::to_string(i) + "\":null";
    QCOMPARE(readNames(record + "}\n", 2026).columns.size(), 1'000U);
}

void TestHeader::takesNotAllColumns()
{
    QStringList titles;
    for (int i = 0; i < 60'000; ++i)
        titles.append(u"title%1"_s.arg(i));
    const QStringList row(titles.size(), u"word"_s);
    QCOMPARE(readHeader({titles, row, row}, 2026).columns.size(), size_t(mostColumns));
    QCOMPARE(readHeader({row, row, row}, 2026).columns.size(), size_t(mostColumns));
    QVERIFY(columnsFromText(QString(999, u',')));
    QVERIFY(!columnsFromText(QString(1'000, u',')));
}

void TestHeader::writesColumnsAsText()
{
    const auto columns = columnsFromText(u"time, Source IP ,-,,number,レベル,Clock"_s);
    QVERIFY(columns);
    QCOMPARE(toText(*columns), u"time,source,,,number,level,clock"_s);
}

void TestHeader::refusesColumnsThatAreNone()
{
    const auto unknown = columnsFromText(u"time,colour"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().arguments.first(), u"colour"_s);
    QVERIFY(!columnsFromText(u"time,user,time"_s));
    QVERIFY(!columnsFromText(u"clock,time,clock"_s));
}

QTEST_GUILESS_MAIN(TestHeader)
#include "tst_header.moc"
