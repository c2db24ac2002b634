// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

class TestSekimoriLog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesTheRowsThatAFilterLetsThrough();
    void writesInEachFormat();
    void ordersRows();
    void tellsWhichColumnsThereAreToOrderBy();
    void readsStandardInputAndArchives();
    void countsAndRanks();
    void drawsAHistogram();
    void convertsIntoAFileOfAnyKind();
    void writesEachAnswerAsItsFileIsNamed();
    void listsWhatCannotBeRead();
    void namesFilesAsTheyWereGiven();
    void listsFilesThatNobodyUnderstands();
    void takesAnEmptyFileForALogWithoutRows();
    void failsOnlyWhereNothingCameOfAFile();
    void tellsWhereAFilterIsWrong();
    void tellsWhatItDoesNotTake_data();
    void tellsWhatItDoesNotTake();
    void showsItsHelpAndVersion();
    void keepsQuietWhenAsked();
    void readsTimesInTheZoneThatIsGiven();
    void takesColumnsAsTheyAreNamed();
    void knowsAHeaderWhereColumnsAreNamed();
    void takesTheFirstRowForWhatItIsToldTo();
    void endsQuietlyWhenNobodyReadsOn();
    void tellsThatTheDiskIsFull();
    void writesToStandardOutputByItsNames();
    void showsOnATerminalHowMuchIsWritten();
    void tellsOfDamagesInItsOwnWordsOnly();
    void leavesWhatWasThereWhenItFails();
    void refusesToReplaceADevice();
    void leavesNothingBehindWhenInterrupted();
    void hasAManualPageWithoutMistakes();

private:
    struct Ran {
        int code = -1;
        QString out;
        QString complaints;
    };

    QString program() const { return QCoreApplication::applicationDirPath() + u"/sekimori-log"_s; }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString put(const QString &name, const QByteArray &content) const;
    QByteArray content(const QString &name) const;
    Ran run(const QStringList &arguments, const QByteArray &input = {}) const;
    int runInShell(const QString &command) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QByteArray threeEvents
    = "time,source,user,service,module,action,result,level,complement\r\n"
      "2026-03-05T05:00:00Z,192.0.2.1,taro,Common,Authentication,login,SUCCESS,information,\r\n"
      "2026-03-05T06:30:00Z,2001:db8::1,花子,Common,Authentication,login,FAILED,notice,\"wrong, "
      "\"\"old\"\"\r\npassword\"\r\n"
      "2026-03-05T06:45:00Z,192.0.2.1,taro,Files,Folder,delete,SUCCESS,warning,\x1b[2J\r\n";

}

void TestSekimoriLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    put(u"log.csv"_s, threeEvents);
}

QString TestSekimoriLog::put(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

QByteArray TestSekimoriLog::content(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

TestSekimoriLog::Ran TestSekimoriLog::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        qFatal("sekimori-log did not end");
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

/// The program is `$L` there.
int TestSekimoriLog::runInShell(const QString &command) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"L"_s, program());
    process.setProcessEnvironment(environment);
    process.start(u"bash"_s, {u"-c"_s, command});
    if (!process.waitForFinished(60'000))
        qFatal("%s did not end", qPrintable(command));
    return process.exitCode();
}

void TestSekimoriLog::writesTheRowsThatAFilterLetsThrough()
{
    const Ran found = run({u"filter"_s, u"user:taro level>=warning"_s, u"log.csv"_s});
    QCOMPARE(found.complaints, QString());
    QCOMPARE(found.code, 0);
    const auto lines = threeEvents.split('\n');
    QCOMPARE(found.out.toUtf8(), lines[0] + '\n' + lines[4] + '\n');

    const Ran none = run({u"filter"_s, u"user:nobody"_s, u"log.csv"_s});
    QCOMPARE(none.code, 1);
    QCOMPARE(none.out.toUtf8(), lines[0] + '\n');
    QCOMPARE(none.complaints, QString());
}

void TestSekimoriLog::writesInEachFormat()
{
    const Ran json = run({u"filter"_s, u"user:花子"_s, u"--format"_s, u"ndjson"_s, u"log.csv"_s});
    QCOMPARE(json.out,
        u"{\"time\":\"2026-03-05T06:30:00.000000Z\",\"source\":\"2001:db8::1\",\"user\":\"花子\",\"service\":"
        u"\"Common\","
        "\"module\":\"Authentication\",\"action\":\"login\",\"result\":\"FAILED\",\"level\":\"notice\","
        "\"complement\":\"wrong, \\\"old\\\"\\r\\npassword\"}\n"_s);
    const Ran table = run({u"filter"_s, u""_s, u"-F"_s, u"table"_s, u"-z"_s, u"Asia/Tokyo"_s, u"log.csv"_s});
    const auto lines = table.out.split(u'\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY2(lines[0].startsWith(u"time (Asia/Tokyo)        level        source       user  service"_s),
        qPrintable(lines[0]));
    QVERIFY2(lines[2].startsWith(u"2026-03-05 15:30:00.000  notice       2001:db8::1  花子  Common"_s),
        qPrintable(lines[2]));
    QVERIFY2(lines[2].endsWith(u"wrong, \"old\"⏎password"_s), qPrintable(lines[2]));
    QVERIFY2(!table.out.contains(u'\x1b'), "a log must not command the terminal");
}

void TestSekimoriLog::ordersRows()
{
    const auto users = [this](const QString &order) {
        QStringList users;
        for (const QString &line : run({u"convert"_s, u"-O"_s, order, u"-F"_s, u"ndjson"_s, u"log.csv"_s})
                 .out.split(u'\n', Qt::SkipEmptyParts))
            users += line.contains(u"花子"_s) ? u"花子"_s : line.contains(u"delete"_s) ? u"taro deletes"_s : u"taro"_s;
        return users;
    };
    QCOMPARE(users(u"-time"_s), (QStringList{u"taro deletes"_s, u"花子"_s, u"taro"_s}));
    QCOMPARE(users(u"level"_s), (QStringList{u"taro"_s, u"花子"_s, u"taro deletes"_s}));
    QCOMPARE(users(u"-source"_s), (QStringList{u"花子"_s, u"taro deletes"_s, u"taro"_s}));
}

void TestSekimoriLog::tellsWhichColumnsThereAreToOrderBy()
{
    put(u"ports.csv"_s, "time,user,Port\n2026-03-05T05:00:00Z,taro,80\n2026-03-05T05:00:01Z,hanako,443\n");
    QCOMPARE(run({u"convert"_s, u"-O"_s, u"Port"_s, u"ports.csv"_s}).code, 0);
    const Ran unknown = run({u"convert"_s, u"-O"_s, u"-nosuch"_s, u"-o"_s, u"out.csv"_s, u"ports.csv"_s, u"log.csv"_s});
    QCOMPARE(unknown.code, 2);
    QCOMPARE(unknown.complaints,
        u"sekimori-log: There is no column “nosuch”; there are: time, source, user, service, module, action, result, "
        "level, complement, number, file, line, Port\n"_s);
    QVERIFY(!QFile::exists(path(u"out.csv"_s)));
    QCOMPARE(run({u"convert"_s, u"-O"_s, u"Port"_s}).code, 0); // nothing came in
}

void TestSekimoriLog::readsStandardInputAndArchives()
{
    QCOMPARE(runInShell(u"mkfifo pipe && for i in count check; do cat log.csv >pipe & timeout 20 $L $i pipe || exit; "
                        "done"_s),
        0);
    QCOMPARE(run({u"count"_s}, threeEvents).out, u"3\n"_s);
    QCOMPARE(run({u"count"_s, u"log.csv"_s, u"-"_s}, threeEvents).out, u"6\n"_s);
    QCOMPARE(runInShell(u"gzip -k log.csv && zip -q log.zip log.csv && tar -czf log.tar.gz log.csv"_s), 0);
    QCOMPARE(run({u"count"_s, u"log.csv.gz"_s, u"log.zip"_s, u"log.tar.gz"_s}).out, u"9\n"_s);
}

void TestSekimoriLog::countsAndRanks()
{
    const Ran none = run({u"count"_s, u"-f"_s, u"since:1h"_s, u"log.csv"_s});
    QCOMPARE(none.out, u"0\n"_s);
    QCOMPARE(none.code, 1);
    QCOMPARE(run({u"top"_s, u"user"_s, u"log.csv"_s}).out, u"user,count\r\ntaro,2\r\n花子,1\r\n"_s);
    QCOMPARE(run({u"top"_s, u"ユーザー"_s, u"-n"_s, u"1"_s, u"-F"_s, u"ndjson"_s, u"log.csv"_s}).out,
        u"{\"user\":\"taro\",\"count\":2}\n"_s);
    QCOMPARE(run({u"top"_s, u"user"_s, u"-F"_s, u"table"_s, u"log.csv"_s}).out,
        u"user  count\ntaro      2\n花子      1\n"_s);
}

void TestSekimoriLog::drawsAHistogram()
{
    const QStringList asked{u"histogram"_s, u"--step"_s, u"1h"_s, u"-z"_s, u"+09:00"_s, u"log.csv"_s};
    QCOMPARE(run(asked).out,
        u"time,all,information,notice,warning,error,critical,failed\r\n"
        "2026-03-05T14:00:00+09:00,1,1,0,0,0,0,0\r\n2026-03-05T15:00:00+09:00,2,0,1,1,0,0,1\r\n"_s);
    const Ran drawn = run(asked + QStringList{u"-F"_s, u"table"_s});
    QVERIFY(drawn.out.contains(u"2026-03-05 15:00    2 "_s));
    QVERIFY(drawn.out.contains(QString(40, u'#')));
}

void TestSekimoriLog::convertsIntoAFileOfAnyKind()
{
    QCOMPARE(run({u"convert"_s, u"-o"_s, u"out.ndjson.gz"_s, u"log.csv"_s}).code, 0);
    QCOMPARE(runInShell(u"test $(zcat out.ndjson.gz | grep -c '^{\"time\":') = 3"_s), 0);
    QCOMPARE(run({u"convert"_s, u"-o"_s, u"out.zip"_s, u"out.ndjson.gz"_s}).code, 0);
    QCOMPARE(runInShell(u"unzip -p out.zip out.csv | head -1 | grep -q ^time,source"_s), 0);
    QCOMPARE(run({u"count"_s, u"out.zip"_s}).out, u"3\n"_s);
    QCOMPARE(run({u"filter"_s, u"level:notice"_s, u"-o"_s, u"out.txt"_s, u"log.csv"_s}).code, 0);
    QVERIFY(content(u"out.txt"_s).startsWith("time ("));
}

void TestSekimoriLog::writesEachAnswerAsItsFileIsNamed()
{
    const auto written = [this](QStringList arguments, const QString &name) {
        arguments += {u"-o"_s, name, u"bad.csv"_s};
        (void)run(arguments);
        return QString::fromUtf8(content(name));
    };
    put(u"bad.csv"_s, threeEvents + "yesterday,x\r\n");
    QCOMPARE(written({u"count"_s}, u"n"_s), u"4\n"_s);
    QCOMPARE(written({u"count"_s}, u"n.txt"_s), u"4\n"_s);
    QCOMPARE(written({u"count"_s}, u"n.csv"_s), u"count\r\n4\r\n"_s);
    QCOMPARE(written({u"count"_s}, u"n.ndjson"_s), u"{\"count\":4}\n"_s);
    QVERIFY(!written({u"count"_s}, u"n.gz"_s).isEmpty());
    QCOMPARE(runInShell(u"test $(zcat n.gz) = 4"_s), 0);
    QVERIFY(!written({u"count"_s}, u"n.zip"_s).isEmpty());
    QCOMPARE(runInShell(u"test $(unzip -p n.zip n.txt) = 4"_s), 0);

    const QString lines = run({u"check"_s, u"bad.csv"_s}).out;
    QCOMPARE(written({u"check"_s}, u"d"_s), lines);
    QCOMPARE(written({u"check"_s}, u"d.txt"_s), lines);
    QCOMPARE(written({u"check"_s}, u"d.csv"_s), run({u"check"_s, u"-F"_s, u"csv"_s, u"bad.csv"_s}).out);
    QVERIFY(written({u"check"_s}, u"d.ndjson"_s).startsWith(u"{\"file\":\"bad.csv\",\"line\":6,"_s));
    QVERIFY(written({u"check"_s, u"-F"_s, u"table"_s}, u"t.csv"_s).startsWith(u"file     line  column  reason"_s));
    QVERIFY(!written({u"check"_s}, u"d.csv.gz"_s).isEmpty());
    QCOMPARE(runInShell(u"zcat d.csv.gz | cmp - d.csv"_s), 0);
    QVERIFY(!written({u"check"_s}, u"d.zip"_s).isEmpty());
    QCOMPARE(runInShell(u"unzip -p d.zip d.txt | cmp - d"_s), 0);
    QVERIFY(!written({u"filter"_s, u"taro"_s, u"-F"_s, u"table"_s}, u"t.zip"_s).isEmpty());
    QCOMPARE(runInShell(u"unzip -p t.zip t.txt | grep -q '^time ('"_s), 0);
}

void TestSekimoriLog::listsWhatCannotBeRead()
{
    const Ran whole = run({u"check"_s, u"log.csv"_s});
    QCOMPARE(whole.code, 0);
    QCOMPARE(whole.out, QString());
    put(u"bad.csv"_s, threeEvents + "yesterday,x\r\n");
    const Ran damaged = run({u"check"_s, u"bad.csv"_s});
    QCOMPARE(damaged.code, 1);
    QVERIFY2(damaged.out.startsWith(u"bad.csv:6:1: "_s), qPrintable(damaged.out));
    const Ran asJson = run({u"check"_s, u"-F"_s, u"ndjson"_s, u"bad.csv"_s});
    QVERIFY2(
        asJson.out.startsWith(u"{\"file\":\"bad.csv\",\"line\":6,\"column\":1,\"reason\":"_s), qPrintable(asJson.out));

    const Ran missing = run({u"check"_s, u"missing.csv"_s});
    QCOMPARE(missing.code, 2);
    QCOMPARE(missing.complaints, u"sekimori-log: missing.csv: There is no such file\n"_s);
    const Ran counted = run({u"count"_s, u"missing.csv"_s, u"bad.csv"_s});
    QCOMPARE(counted.code, 2);
    QCOMPARE(counted.out, u"4\n"_s);
    QVERIFY(counted.complaints.contains(u"missing.csv"_s));
    QVERIFY(counted.complaints.contains(u"bad.csv:6:1: "_s));
}

void TestSekimoriLog::namesFilesAsTheyWereGiven()
{
    const QString deep = u"deep/"_s + QString(120, u'a') + u'/' + QString(120, u'b');
    QVERIFY(QDir(m_folder->path()).mkpath(deep));
    for (const QString &name : {u"deep/log.csv"_s, deep + u"/log.csv"_s, u"bad.csv"_s})
        put(name, threeEvents + "yesterday,,,,,,,,\r\n");
    QCOMPARE(runInShell(u"cd deep && zip -q all.zip log.csv"_s), 0);
    QStringList places;
    for (const QString &line :
        run({u"check"_s, u"./deep/log.csv"_s, deep + u"/log.csv"_s, path(u"bad.csv"_s), u"deep/all.zip"_s})
            .out.split(u'\n', Qt::SkipEmptyParts))
        places += line.section(": "_L1, 0, 0);
    QCOMPARE(places,
        (QStringList{u"./deep/log.csv:6:1"_s, deep + u"/log.csv:6:1"_s, path(u"bad.csv"_s) + u":6:1"_s,
            u"deep/all.zip › log.csv:6:1"_s}));
    QCOMPARE(run({u"count"_s, u"/dev/null"_s}).complaints, u"sekimori-log: /dev/null is empty\n"_s);
    QVERIFY(run({u"count"_s, u"deep/"_s}).complaints.startsWith(u"sekimori-log: deep/: This is a folder"_s));
}

void TestSekimoriLog::listsFilesThatNobodyUnderstands()
{
    put(u"strange.csv"_s, "Alpha,Beta\nx,y\nz,w\n");
    const Ran strange = run({u"check"_s, u"strange.csv"_s});
    QCOMPARE(strange.code, 1);
    QCOMPARE(strange.out,
        u"strange.csv: Nobody knows what the columns are; they were taken for --columns , --header yes.\n"_s);
    QCOMPARE(run({u"check"_s, u"-q"_s, u"strange.csv"_s}).code, 1);
    QCOMPARE(run({u"check"_s, u"-c"_s, u"user,action"_s, u"strange.csv"_s}).code, 0);
    QCOMPARE(run({u"count"_s, u"strange.csv"_s}).complaints,
        u"sekimori-log: strange.csv: Nobody knows what the columns are; they were taken for --columns , --header yes.\n"_s);

    put(u"array.json"_s, " [\n  {\n \"user\": \"taro\"}, {\"user\": \"hanako\"}]\n");
    const Ran array = run({u"check"_s, u"array.json"_s});
    QCOMPARE(array.code, 1);
    QVERIFY2(array.out.startsWith(u"array.json: This is one JSON array, not NDJSON"_s), qPrintable(array.out));
    const Ran counted = run({u"count"_s}, "\xef\xbb\xbf[{\"user\":\"taro\"}]");
    QCOMPARE(counted.code, 2);
    QVERIFY2(counted.complaints.contains(u"JSON array"_s), qPrintable(counted.complaints));
}

void TestSekimoriLog::takesAnEmptyFileForALogWithoutRows()
{
    put(u"empty.csv"_s, {});
    const Ran among = run({u"count"_s, u"log.csv"_s, u"empty.csv"_s});
    QCOMPARE(among.code, 0);
    QCOMPARE(among.out, u"3\n"_s);
    QCOMPARE(among.complaints, u"sekimori-log: empty.csv is empty\n"_s);
    const Ran alone = run({u"count"_s, u"empty.csv"_s});
    QCOMPARE(alone.code, 1);
    QCOMPARE(alone.out, u"0\n"_s);
    QCOMPARE(run({u"count"_s}).code, 1);
    const Ran quiet = run({u"count"_s, u"-q"_s, u"log.csv"_s, u"empty.csv"_s});
    QCOMPARE(quiet.code, 0);
    const Ran checked = run({u"check"_s, u"empty.csv"_s});
    QCOMPARE(checked.code, 0);
    QCOMPARE(checked.out, QString());
    QCOMPARE(runInShell(u"zip -q all.zip log.csv empty.csv && gzip -k empty.csv"_s), 0);
    const Ran packed = run({u"count"_s, u"all.zip"_s, u"empty.csv.gz"_s});
    QCOMPARE(packed.code, 0);
    QCOMPARE(packed.out, u"3\n"_s);
}

void TestSekimoriLog::failsOnlyWhereNothingCameOfAFile()
{
    QCOMPARE(runInShell(u"for i in $(seq 1 20000); do echo \"2026-03-05T05:00:00Z,user$((i * i % 977)),$i\"; done "
                        "| sed '1i time,user,note' | gzip > all.gz; head -c 60000 all.gz > cut.gz"_s),
        0);
    const Ran cut = run({u"count"_s, u"cut.gz"_s});
    QCOMPARE(cut.code, 0);
    QVERIFY(cut.out.toInt() > 1'000);
    QVERIFY(cut.complaints.startsWith(u"sekimori-log: cut.gz: "_s));
    QCOMPARE(run({u"check"_s, u"cut.gz"_s}).code, 1);

    QCOMPARE(runInShell(u"zip -q -P secret locked.zip log.csv; zip -q -P secret half.zip log.csv; "
                        "cp log.csv open.csv; zip -q half.zip open.csv"_s),
        0);
    QCOMPARE(run({u"count"_s, u"locked.zip"_s}).code, 2);
    put(u"picture.png"_s, "\x89PNG\r\n\x1a\n");
    QCOMPARE(runInShell(u"tar -cf all.tar log.csv picture.png"_s), 0);
    const Ran withPicture = run({u"count"_s, u"all.tar"_s});
    QCOMPARE(withPicture.code, 0);
    QVERIFY(withPicture.complaints.startsWith(u"sekimori-log: all.tar › picture.png: "_s));
    QCOMPARE(run({u"count"_s, u"picture.png"_s}).code, 2);

    const Ran half = run({u"count"_s, u"half.zip"_s});
    QCOMPARE(half.code, 2);
    QCOMPARE(half.out, u"3\n"_s);
}

void TestSekimoriLog::tellsWhereAFilterIsWrong()
{
    const Ran wrong = run({u"filter"_s, u"花子 usr:taro"_s, u"log.csv"_s});
    QCOMPARE(wrong.code, 2);
    QCOMPARE(wrong.out, QString());
    QCOMPARE(wrong.complaints,
        u"sekimori-log: There is no field “usr”. To look for the text as it is, put it in quotes.\n"
        "  花子 usr:taro\n"
        "       ^^^\n"
        "  Here could stand a field: time, source, user, service, module, action, result, level or complement; "
        "a text in quotes.\n"_s);

    QStringList users{u"花子"_s};
    for (int i = 0; i < 40; ++i)
        users += u"user:taro%1"_s.arg(i);
    const QString many = users.join(" or "_L1);
    const Ran longer = run({u"filter"_s, many + u" usr:x or "_s + many, u"log.csv"_s});
    const QStringList lines = longer.complaints.split(u'\n');
    QCOMPARE(lines[1], u"  At character %1:"_s.arg(many.size() + 2));
    QCOMPARE(lines[2], u"  …or user:taro38 or user:taro39 usr:x or 花子 or user:taro0 or u…"_s);
    QCOMPARE(lines[3], QString(lines[2].indexOf("usr"_L1), u' ') + u"^^^"_s);
    const Ran atEnd = run({u"count"_s, u"-f"_s, many + u" or "_s, u"log.csv"_s});
    QVERIFY2(atEnd.complaints.contains(u"…"_s) && atEnd.complaints.contains(u"^\n"_s), qPrintable(atEnd.complaints));
}

void TestSekimoriLog::tellsWhatItDoesNotTake_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("nothing") << QStringList() << u"A command is missing"_s;
    QTest::newRow("command") << QStringList{u"fliter"_s} << u"“fliter”"_s;
    QTest::newRow("option") << QStringList{u"count"_s, u"--colour"_s} << u"colour"_s;
    QTest::newRow("value missing") << QStringList{u"count"_s, u"--zone"_s} << u"zone"_s;
    QTest::newRow("option of another command") << QStringList{u"count"_s, u"-s"_s, u"1h"_s} << u"--step"_s;
    QTest::newRow("filter missing") << QStringList{u"filter"_s} << u"needs a filter"_s;
    QTest::newRow("field missing") << QStringList{u"top"_s} << u"needs a field"_s;
    QTest::newRow("field") << QStringList{u"top"_s, u"complement"_s} << u"“complement”"_s;
    QTest::newRow("zone") << QStringList{u"count"_s, u"-z"_s, u"Mars/Olympus"_s} << u"Mars/Olympus"_s;
    QTest::newRow("no zone") << QStringList{u"count"_s, u"-z"_s, u""_s} << u"“”"_s;
    QTest::newRow("rule of POSIX") << QStringList{u"count"_s, u"-z"_s, u"JST+9"_s} << u"JST+9"_s;
    QTest::newRow("format") << QStringList{u"convert"_s, u"-F"_s, u"xml"_s} << u"xml"_s;
    QTest::newRow("table of all") << QStringList{u"convert"_s, u"-F"_s, u"table"_s} << u"csv or ndjson"_s;
    QTest::newRow("step") << QStringList{u"histogram"_s, u"-s"_s, u"7m"_s} << u"7m"_s;
    QTest::newRow("most") << QStringList{u"top"_s, u"user"_s, u"-n"_s, u"0"_s} << u"“0”"_s;
    QTest::newRow("columns") << QStringList{u"count"_s, u"-c"_s, u"time,nobody"_s} << u"nobody"_s;
    QTest::newRow("two filters") << QStringList{u"count"_s, u"-f"_s, u"a"_s, u"--filter"_s, u"b"_s, u"log.csv"_s}
                                 << u"twice"_s;
    QTest::newRow("output without a name") << QStringList{u"count"_s, u"-o"_s, u""_s} << u"--output"_s;
    QTest::newRow("output of another kind") << QStringList{u"convert"_s, u"-o"_s, u"x.XLSX"_s} << u"No .xlsx"_s;
    QTest::newRow("standard input twice") << QStringList{u"count"_s, u"-"_s, u"-"_s} << u"Standard input"_s;
}

void TestSekimoriLog::tellsWhatItDoesNotTake()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, complaint);
    const Ran ran = run(arguments);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, QString());
    QVERIFY2(ran.complaints.startsWith(u"sekimori-log: "_s) && ran.complaints.contains(complaint),
        qPrintable(ran.complaints));
}

void TestSekimoriLog::showsItsHelpAndVersion()
{
    QVERIFY(run({u"--help"_s}).out.contains(u"Usage:"_s));
    QVERIFY(run({u"filter"_s, u"-h"_s}).out.contains(u"Usage:"_s));
    QVERIFY(run({u"-V"_s}).out.startsWith(u"sekimori-log "_s));
    for (const QString &line : run({u"--help"_s}).out.split(u'\n'))
        QVERIFY2(line.size() <= 120, qPrintable(line));
}

void TestSekimoriLog::keepsQuietWhenAsked()
{
    const Ran found = run({u"filter"_s, u"-q"_s, u"taro"_s, u"log.csv"_s});
    QCOMPARE(found.code, 0);
    QCOMPARE(found.out + found.complaints, QString());
    QCOMPARE(run({u"count"_s, u"-q"_s, u"-f"_s, u"jiro"_s, u"log.csv"_s}).code, 1);
}

void TestSekimoriLog::readsTimesInTheZoneThatIsGiven()
{
    put(u"local.csv"_s, "time,user\n2026-03-05 14:00:00,taro\n");
    const auto count = [this](const QString &zone) {
        return run({u"count"_s, u"-z"_s, zone, u"-f"_s, u"time:2026-03-05T05:00:00Z"_s, u"local.csv"_s}).out;
    };
    QCOMPARE(count(u"Asia/Tokyo"_s), u"1\n"_s);
    QCOMPARE(count(u"UTC"_s), u"0\n"_s);
    QCOMPARE(count(u"utc+9"_s), u"1\n"_s);
    QCOMPARE(count(u"+0900"_s), u"1\n"_s);
    QCOMPARE(count(u"z"_s), u"0\n"_s);
}

void TestSekimoriLog::takesColumnsAsTheyAreNamed()
{
    put(u"bare.csv"_s, "taro,2026-03-05T05:00:00Z,x\nhanako,2026-03-05T05:00:00Z,y\n");
    const Ran named = run({u"top"_s, u"user"_s, u"-c"_s, u"user,time,"_s, u"-F"_s, u"csv"_s, u"bare.csv"_s});
    QCOMPARE(named.out, u"user,count\r\nhanako,1\r\ntaro,1\r\n"_s);
    QCOMPARE(named.complaints, QString());
}

void TestSekimoriLog::knowsAHeaderWhereColumnsAreNamed()
{
    put(u"headed.csv"_s, "who,when,what\ntaro,2026-03-05T05:00:00Z,x\nhanako,2026-03-05T05:00:00Z,y\n");
    const Ran named = run({u"top"_s, u"user"_s, u"-c"_s, u"user,time,"_s, u"-F"_s, u"csv"_s, u"headed.csv"_s});
    QCOMPARE(named.out, u"user,count\r\nhanako,1\r\ntaro,1\r\n"_s);
    QCOMPARE(named.complaints, QString());
    const Ran known = run({u"count"_s, u"-c"_s, u"time,source,,,,user"_s, u"log.csv"_s});
    QCOMPARE(known.out, u"3\n"_s);
}

void TestSekimoriLog::takesTheFirstRowForWhatItIsToldTo()
{
    put(u"words.csv"_s, "login,alice,ok\nlogout,bob,ok\n");
    const QStringList count{u"count"_s, u"-c"_s, u"action,user,result"_s, u"words.csv"_s};
    QCOMPARE(run(count).out, u"2\n"_s);
    QCOMPARE(run(count + QStringList{u"--header"_s, u"yes"_s}).out, u"1\n"_s);
    QCOMPARE(run({u"count"_s, u"words.csv"_s}).out, u"1\n"_s);
    QCOMPARE(run({u"count"_s, u"-H"_s, u"no"_s, u"words.csv"_s}).out, u"2\n"_s);
    QCOMPARE(run({u"count"_s, u"-H"_s, u"perhaps"_s, u"words.csv"_s}).code, 2);
}

void TestSekimoriLog::endsQuietlyWhenNobodyReadsOn()
{
    QByteArray long_ = threeEvents;
    const QByteArray line = threeEvents.split('\n')[1] + '\n';
    for (int i = 0; i < 20'000; ++i)
        long_ += line;
    put(u"long.csv"_s, long_);
    QCOMPARE(runInShell(u"$L convert long.csv 2>complaints | head -1 >first; test ${PIPESTATUS[0]} = 141"_s), 0);
    QCOMPARE(content(u"complaints"_s), QByteArray());
    QVERIFY(content(u"first"_s).startsWith("time,"));
}

void TestSekimoriLog::tellsThatTheDiskIsFull()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("this system has no /dev/full");
    for (const QString &command : {u"convert log.csv"_s, u"count log.csv"_s, u"top user log.csv"_s, u"--help"_s}) {
        QCOMPARE(runInShell(u"$L %1 >/dev/full 2>complaints; test $? = 2"_s.arg(command)), 0);
        QVERIFY(content(u"complaints"_s).contains("No space left"));
    }
}

void TestSekimoriLog::writesToStandardOutputByItsNames()
{
    const QString rows = run({u"convert"_s, u"log.csv"_s}).out;
    QCOMPARE(run({u"convert"_s, u"-o"_s, u"-"_s, u"log.csv"_s}).out, rows);
    for (const auto &name : {u"/dev/stdout"_s, u"/dev/fd/1"_s}) {
        QCOMPARE(runInShell(u"echo before >all; $L convert -o %1 log.csv >>all; echo after >>all"_s.arg(name)), 0);
        QCOMPARE(QString::fromUtf8(content(u"all"_s)), u"before\n"_s + rows + u"after\n"_s);
    }
    QVERIFY(!QFile::exists(path(u"-"_s)));
}

void TestSekimoriLog::showsOnATerminalHowMuchIsWritten()
{
    if (runInShell(u"command -v script"_s) != 0)
        QSKIP("there is no script(1) that would make a terminal");
    QCOMPARE(runInShell(u"script -qec '$L convert -o out.csv log.csv' shown </dev/null"_s), 0);
    QVERIFY2(content(u"shown"_s).contains("\rWriting: 100 %"), content(u"shown"_s).constData());
}

void TestSekimoriLog::tellsOfDamagesInItsOwnWordsOnly()
{
    QCOMPARE(runInShell(u"bzip2 -k log.csv && printf damage | dd of=log.csv.bz2 bs=1 seek=30 conv=notrunc"_s), 0);
    const Ran damaged = run({u"count"_s, u"log.csv.bz2"_s});
    QVERIFY2(damaged.complaints.startsWith(u"sekimori-log: log.csv.bz2: "_s), qPrintable(damaged.complaints));
    QCOMPARE(damaged.complaints.count(u'\n'), 1);
}

void TestSekimoriLog::leavesWhatWasThereWhenItFails()
{
    put(u"kept.csv"_s, "as it was");
    QCOMPARE(run({u"filter"_s, u"usr:x"_s, u"-o"_s, u"kept.csv"_s, u"log.csv"_s}).code, 2);
    QCOMPARE(content(u"kept.csv"_s), QByteArray("as it was"));
    QCOMPARE(run({u"convert"_s, u"-o"_s, u"no/such/folder.csv"_s, u"log.csv"_s}).code, 2);

    for (const QString &command : {u"convert"_s, u"count"_s}) {
        const Ran half = run({command, u"-o"_s, u"kept.csv"_s, u"log.csv"_s, u"missing.csv"_s});
        QCOMPARE(half.code, 2);
        QCOMPARE(content(u"kept.csv"_s), QByteArray("as it was"));
        QVERIFY2(half.complaints.endsWith(u"kept.csv was not written, as not everything could be read\n"_s),
            qPrintable(half.complaints));
    }
    QVERIFY(run({u"convert"_s, u"log.csv"_s, u"missing.csv"_s}).out.contains(u"taro"_s));
}

void TestSekimoriLog::refusesToReplaceADevice()
{
    QCOMPARE(runInShell(u"mkfifo pipe"_s), 0);
    const Ran ran = run({u"convert"_s, u"-o"_s, u"pipe"_s, u"log.csv"_s});
    QCOMPARE(ran.code, 2);
    QVERIFY(ran.complaints.contains(u"pipe"_s));
    QCOMPARE(runInShell(u"test -p pipe"_s), 0);
}

void TestSekimoriLog::leavesNothingBehindWhenInterrupted()
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(program(), {u"convert"_s, u"-o"_s, u"never.csv"_s, u"log.csv"_s, u"-"_s});
    QVERIFY(process.waitForStarted());
    process.write(threeEvents); // and standard input stays open
    QVERIFY(process.waitForBytesWritten());
    // It is ready for signals once it has opened the file that it reads.
    const QString read = QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(process.processId()));
    QVERIFY(!read.isEmpty());
    QTRY_VERIFY(
        QDir(u"/proc/%1/task"_s.arg(process.processId())).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 2);
    process.terminate();
    // The end of standard input comes behind it: the program has taken the signal when it is pending no more.
    const auto isTaken = [&] {
        QFile status(u"/proc/%1/status"_s.arg(process.processId()));
        if (!status.open(QIODevice::ReadOnly))
            return true;
        const QByteArray text = status.readAll();
        const qsizetype pending = text.indexOf("ShdPnd:") + 7;
        const quint64 waiting
            = text.sliced(pending, text.indexOf('\n', pending) - pending).trimmed().toULongLong(nullptr, 16);
        return (waiting & (quint64(1) << (SIGTERM - 1))) == 0;
    };
    QVERIFY(QTest::qWaitFor(isTaken, std::chrono::minutes(1)));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 2);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"log.csv"_s});
}

void TestSekimoriLog::hasAManualPageWithoutMistakes()
{
    QProcess mandoc;
    mandoc.start(u"mandoc"_s, {u"-Tlint"_s, u"-Wwarning"_s, QStringLiteral(MANUAL_PAGE)});
    QVERIFY(mandoc.waitForFinished());
    QCOMPARE(QString::fromUtf8(mandoc.readAllStandardOutput() + mandoc.readAllStandardError()), QString());
    QCOMPARE(mandoc.exitCode(), 0);

    QFile page(QStringLiteral(MANUAL_PAGE));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    static const QRegularExpression option(u"--([a-z]+)"_s);
    for (const auto &match : option.globalMatch(run({u"--help"_s}).out))
        QVERIFY2(text.contains(u"-"_s + match.captured(1)), qPrintable(match.captured()));
}

QTEST_GUILESS_MAIN(TestSekimoriLog)
#include "tst_sekimorilog.moc"
