// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "error/messages.h"
#include "openedfiles.h"

#include <QStringEncoder>
#include <QTest>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

namespace {

const QByteArray csv = "time,source,user,level,complement\n"
                       "2026-03-05T14:00:00.000000Z,192.0.2.1,ann,notice,\"a, \"\"b\"\"\nc\"\n"
                       "2026-03-05T14:00:01.000000Z,192.0.2.2,bob,information,門番\n";

}

class TestOpening : public QObject {
    Q_OBJECT

private slots:
    void init();
    void readsPlainFilesWhereTheyLie();
    void readsWhatIsPacked_data();
    void readsWhatIsPacked();
    void readsOneStreamAfterTheOther_data();
    void readsOneStreamAfterTheOther();
    void givesWhatIsReadableOfACutFile_data();
    void givesWhatIsReadableOfACutFile();
    void tellsOfWrongChecksums();
    void readsZips();
    void leavesOutWhatMacOsPacksAlong_data();
    void leavesOutWhatMacOsPacksAlong();
    void readsAZipWithoutItsDirectory();
    void refusesEntriesByName_data();
    void refusesEntriesByName();
    void refusesSparseEntriesAndGoesOn_data();
    void refusesSparseEntriesAndGoesOn();
    void readsAnArchiveInAnArchiveButNotMore();
    void stopsAtLimits();
    void goesOnAfterABadFile();
    void readsWhatSpreadsheetsExport();
    void tellsWhatStandsAboveTheTitles();
    void readsLinesThatEndWithAReturnAlone();
    void tellsOfReturnsInTheHeader();
    void datesNoRowLaterThanItsFile();
    void readsALogThatHoldsNuls_data();
    void readsALogThatHoldsNuls();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void readsShiftJis();
    void knowsShiftJisByFewLetters_data();
    void knowsShiftJisByFewLetters();
    void staysWithUtf8WhereAByteIsDamaged_data();
    void staysWithUtf8WhereAByteIsDamaged();
    void readsUtf16();
    void seesShiftJisLateInAFile();
    void asksForColumnsThatNobodyKnows();
    void stopsWhenItIsToldTo();

private:
    QString file(const QString &name, const QByteArray &content) const { return m_other->put(name, content); }
    QString path(const QString &name) const { return m_other->path(name); }
    void pack(const QString &command) const { files::pack(*m_other, command); }

    std::unique_ptr<OtherProgram> m_other;
};

void TestOpening::init()
{
    m_other = std::make_unique<OtherProgram>();
}

void TestOpening::readsPlainFilesWhereTheyLie()
{
    const Opened opened = openAll({file(u"a.csv"_s, csv), file(u"b.csv"_s, "\xef\xbb\xbf" + csv)});
    QCOMPARE(names(opened), (QStringList{u"a.csv"_s, u"b.csv"_s}));
    QCOMPARE(textOf(opened.parts[0]), csv);
    QCOMPARE(textOf(opened.parts[1]), csv);
    QVERIFY(opened.parts[0].hasHeader);
    QCOMPARE(toText(opened.parts[0].columns), u"time,source,user,level,complement"_s);
    QCOMPARE(opened.damages.count, 0U);
    QCOMPARE(opened.read, opened.bytes);
    QVERIFY(opened.questions.empty());
}

void TestOpening::readsWhatIsPacked_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("gzip") << u"gzip -c < log.csv"_s;
    QTest::newRow("bzip2") << u"bzip2 -c < log.csv"_s;
    QTest::newRow("xz") << u"xz -c < log.csv"_s;
    QTest::newRow("zstd") << u"zstd -q -c < log.csv"_s;
    QTest::newRow("gzip in xz") << u"gzip -c < log.csv | xz -c"_s;
    QTest::newRow("zip of Info-ZIP") << u"zip -q - log.csv"_s;
    QTest::newRow("zip of Info-ZIP from a pipe") << u"cat log.csv | zip -q - -"_s;
    QTest::newRow("zip, stored") << u"zip -q -0 - log.csv"_s;
    QTest::newRow("zip, bzip2") << u"zip -q -Z bzip2 - log.csv"_s;
    QTest::newRow("zip of bsdtar") << u"bsdtar -a -cf out.zip log.csv && cat out.zip"_s;
    QTest::newRow("zip of 7-Zip") << u"7z a -bd -tzip out.zip log.csv >/dev/null && cat out.zip"_s;
}

void TestOpening::readsWhatIsPacked()
{
    QFETCH(QString, command);
    const QByteArray text = manyRows(20'000);
    file(u"log.csv"_s, text);
    pack(command + u" > packed"_s);
    const Opened opened = openAll({path(u"packed"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 1U);
    QVERIFY(textOf(opened.parts[0]) == text);
    QVERIFY(opened.parts[0].bytes->isComplete());
    QVERIFY(opened.read > 0);
}

void TestOpening::readsOneStreamAfterTheOther_data()
{
    QTest::addColumn<QString>("packer");
    for (const auto *packer : {"gzip", "bzip2", "xz", "zstd -q"})
        QTest::newRow(packer) << QString::fromLatin1(packer);
}

void TestOpening::readsOneStreamAfterTheOther()
{
    QFETCH(QString, packer);
    const QByteArray text = manyRows(20'000);
    file(u"a"_s, text.first(500'001));
    file(u"b"_s, text.sliced(500'001));
    pack(u"for f in a b; do %1 -c < $f; done > packed; head -c 700 /dev/zero >> packed"_s.arg(packer));
    const Opened opened = openAll({path(u"packed"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QVERIFY(textOf(opened.parts[0]) == text);
}

void TestOpening::givesWhatIsReadableOfACutFile_data()
{
    readsOneStreamAfterTheOther_data();
}

void TestOpening::givesWhatIsReadableOfACutFile()
{
    QFETCH(QString, packer);
    const QByteArray text = manyRows(40'000);
    file(u"log.csv"_s, text);
    pack(u"%1 -c < log.csv > whole; head -c $(($(stat -c %s whole) * 6 / 10)) whole > packed"_s.arg(packer));
    const Opened opened = openAll({path(u"packed"_s)});
    QCOMPARE(reasons(opened), QStringList{u"packed: files.isCut"_s});
    QVERIFY(!opened.damages.told[0].isAllLost);
    QCOMPARE(opened.parts.size(), 1U);
    const QByteArray read = textOf(opened.parts[0]);
    QVERIFY(read.size() > 100'000);
    QVERIFY(text.startsWith(read));
    QCOMPARE(opened.damages.told[0].reason.arguments, QStringList{QString::number(read.size())});
    QVERIFY(opened.parts[0].bytes->isComplete());
}

void TestOpening::tellsOfWrongChecksums()
{
    file(u"log.csv"_s, manyRows(20'000));
    pack(u"gzip -c < log.csv > packed"_s);
    QFile packed(path(u"packed"_s));
    QVERIFY(packed.open(QIODevice::ReadWrite));
    QVERIFY(packed.seek(packed.size() - 8));
    packed.write("wrong");
    packed.close();
    const Opened opened = openAll({path(u"packed"_s)});
    QCOMPARE(reasons(opened), QStringList{u"packed: files.checksumWrong"_s});
    QVERIFY(textOf(opened.parts[0]) == manyRows(20'000));
}

void TestOpening::readsZips()
{
    file(u"b.csv"_s, csv);
    file(u"ä 門.csv"_s, csv);
    file(u"picture.png"_s, "\x89PNG\r\n");
    QVERIFY(QDir(path({})).mkdir(u"folder"_s));
    file(u"folder/c.ndjson"_s, R"({"time":"2026-03-05T14:00:00Z","user":"ann"})"_ba + '\n');
    pack(u"gzip -k b.csv && zip -q -r all.zip b.csv b.csv.gz 'ä 門.csv' folder picture.png"_s);
    const Opened opened = openAll({path(u"all.zip"_s)});
    QCOMPARE(opened.parts[0].path, path(u"all.zip"_s));
    QCOMPARE(names(opened),
        (QStringList{
            u"all.zip › b.csv"_s, u"all.zip › b.csv.gz"_s, u"all.zip › ä 門.csv"_s, u"all.zip › folder/c.ndjson"_s}));
    QCOMPARE(reasons(opened), QStringList{u"all.zip › picture.png: files.otherContent"_s});
    QCOMPARE(textOf(opened.parts[1]), csv);
    QCOMPARE(opened.parts[3].format, engine::Format::Ndjson);
    QCOMPARE(toText(opened.parts[3].columns), u"time,user"_s);
}

void TestOpening::leavesOutWhatMacOsPacksAlong_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("tar") << u"tar -cf packed folder"_s;
    QTest::newRow("tar.gz") << u"tar -czf packed folder"_s;
    QTest::newRow("zip") << u"zip -q -r - folder > packed"_s;
    QTest::newRow("7z") << u"7z a -bd packed.7z folder >/dev/null && mv packed.7z packed"_s;
}

void TestOpening::leavesOutWhatMacOsPacksAlong()
{
    QFETCH(const QString, command);
    QVERIFY(QDir(path({})).mkdir(u"folder"_s));
    file(u"folder/a.csv"_s, csv);
    file(u"folder/._a.csv"_s, QByteArray("\0\5\x16\7\0\2\0\0Mac OS X", 16));
    pack(command);
    const Opened opened = openAll({path(u"packed"_s)});
    QCOMPARE(names(opened), QStringList{u"packed › folder/a.csv"_s});
    QCOMPARE(reasons(opened), QStringList());
}

void TestOpening::readsAZipWithoutItsDirectory()
{
    file(u"a.csv"_s, manyRows(100));
    file(u"b.csv"_s, manyRows(20'000));
    pack(u"zip -q all.zip a.csv b.csv && head -c 300000 all.zip > cut.zip"_s);
    const Opened opened = openAll({path(u"cut.zip"_s)});
    QCOMPARE(names(opened), (QStringList{u"cut.zip › a.csv"_s, u"cut.zip › b.csv"_s}));
    QCOMPARE(reasons(opened), (QStringList{u"cut.zip: files.zipIsCut"_s, u"cut.zip › b.csv: files.isCut"_s}));
    QVERIFY(textOf(opened.parts[0]) == manyRows(100));
    QVERIFY(textOf(opened.parts[1]).size() > 100'000);
}

void TestOpening::refusesEntriesByName_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("named");
    QTest::newRow("ZipCrypto") << u"zip -q -P secret out.zip log.csv"_s << u"files.zipEncrypted"_s << u"ZipCrypto"_s;
    QTest::newRow("AES") << u"7z a -bd -tzip -psecret -mem=AES256 out.zip log.csv"_s << u"files.zipEncrypted"_s
                         << u"AES"_s;
    QTest::newRow("Deflate64") << u"7z a -bd -tzip -mm=Deflate64 out.zip log.csv"_s << u"files.zipMethod"_s
                               << u"Deflate64"_s;
    QTest::newRow("LZMA") << u"7z a -bd -tzip -mm=LZMA out.zip log.csv"_s << u"files.zipMethod"_s << u"LZMA"_s;
    QTest::newRow("PPMd") << u"7z a -bd -tzip -mm=PPMd out.zip log.csv"_s << u"files.zipMethod"_s << u"PPMd"_s;
}

void TestOpening::refusesEntriesByName()
{
    QFETCH(QString, command);
    QFETCH(QString, reason);
    QFETCH(QString, named);
    file(u"log.csv"_s, manyRows(1'000));
    pack(command);
    const Opened opened = openAll({path(u"out.zip"_s)});
    QCOMPARE(reasons(opened), QStringList{u"out.zip › log.csv: "_s + reason});
    QCOMPARE(opened.damages.told[0].reason.arguments, QStringList{named});
    QVERIFY(opened.parts.empty());
}

void TestOpening::refusesSparseEntriesAndGoesOn_data()
{
    QTest::addColumn<QString>("packer");
    QTest::newRow("GNU") << u"tar --format=gnu -cSf"_s;
    QTest::newRow("pax 0.0") << u"tar --format=posix --sparse-version=0.0 -cSf"_s;
    QTest::newRow("pax 0.1") << u"tar --format=posix --sparse-version=0.1 -cSf"_s;
    QTest::newRow("pax 1.0") << u"tar --format=posix --sparse-version=1.0 -cSf"_s;
}

void TestOpening::refusesSparseEntriesAndGoesOn()
{
    QFETCH(const QString, packer);
    file(u"b.csv"_s, csv);
    // More pieces than fit into the header.
    pack(u"for i in $(seq 1 60); do echo piece $i >> a.csv; truncate -s $((i * 65536)) a.csv; done"_s);
    pack(packer + u" out.tar a.csv b.csv && gzip -k out.tar"_s);
    for (const QString &name : {u"out.tar"_s, u"out.tar.gz"_s}) {
        const Opened opened = openAll({path(name)});
        QCOMPARE(reasons(opened), QStringList{name + u" › a.csv: files.tarSparse"_s});
        QCOMPARE(names(opened), QStringList{name + u" › b.csv"_s});
        QCOMPARE(textOf(opened.parts[0]), csv);
    }
}

void TestOpening::readsAnArchiveInAnArchiveButNotMore()
{
    file(u"log.csv"_s, csv);
    pack(u"zip -q a.zip log.csv && zip -q b.zip a.zip && zip -q c.zip b.zip"_s);
    const Opened nested = openAll({path(u"b.zip"_s)});
    QCOMPARE(names(nested), QStringList{u"b.zip › a.zip › log.csv"_s});
    QCOMPARE(textOf(nested.parts[0]), csv);
    const Opened tooDeep = openAll({path(u"c.zip"_s)});
    QVERIFY(tooDeep.parts.empty());
    QCOMPARE(reasons(tooDeep), QStringList{u"c.zip › b.zip › a.zip: files.nestedTooDeeply"_s});
}

void TestOpening::stopsAtLimits()
{
    pack(u"head -c 20000000 /dev/zero | tr '\\0' 'a' | gzip -9 > bomb.gz"_s);
    Options options;
    options.limits.ratioFrom = 1 << 20;
    options.limits.ratio = 100;
    const Opened byRatio = openAll({path(u"bomb.gz"_s)}, options);
    QCOMPARE(reasons(byRatio), QStringList{u"bomb.gz: files.tooMuchPacked"_s});
    QVERIFY(textOf(byRatio.parts[0]).size() < 10'000'000);

    options.limits.unpackedTogether = 4 << 20;
    options.limits.ratio = 10'000;
    QCOMPARE(reasons(openAll({path(u"bomb.gz"_s)}, options)), QStringList{u"bomb.gz: files.tooMuchTogether"_s});

    options.limits = {.memory = 2 << 20};
    const Opened byMemory = openAll({path(u"bomb.gz"_s)}, options);
    QCOMPARE(reasons(byMemory), QStringList{u"bomb.gz: files.tooMuchForMemory"_s});
    QVERIFY(textOf(byMemory.parts[0]).size() < 4 << 20);
    const QString plain = file(u"plain.csv"_s, manyRows(50'000));
    QCOMPARE(reasons(openAll({plain}, options)), QStringList());

    options.limits.entries = 2;
    for (const auto *name : {"a", "b", "c"})
        file(QString::fromLatin1(name), csv);
    pack(u"zip -q many.zip a b c"_s);
    QCOMPARE(reasons(openAll({path(u"many.zip"_s)}, options)), QStringList{u"many.zip: files.zipTooMany"_s});
}

void TestOpening::goesOnAfterABadFile()
{
    const Opened opened = openAll({path(u"missing"_s), file(u"a.csv"_s, csv), path({}), file(u"empty"_s, {}),
        file(u"program"_s, "\x7f"_ba + "ELF"), file(u"noise"_s, "a\0b\0\0\1\2\3"_ba + QByteArray(9, '\0')),
        file(u"b.csv"_s, csv)});
    QCOMPARE(names(opened), (QStringList{u"a.csv"_s, u"empty"_s, u"b.csv"_s}));
    QCOMPARE(reasons(opened),
        (QStringList{u"missing: log.fileNotOpened"_s, QDir(path({})).dirName() + u": files.isFolder"_s,
            u"program: files.otherContent"_s, u"noise: files.noText"_s}));
    for (const Damage &damage : opened.damages.told) {
        QVERIFY(!renderMessage(damage.reason).contains(u"%1"));
        QVERIFY(damage.isAllLost);
    }
}

void TestOpening::readsWhatSpreadsheetsExport()
{
    const Opened opened
        = openAll({file(u"a.csv"_s, "sep=;\r\nZeit;Source IP;User\r\n2026-03-05 14:00;192.0.2.1;ann\r\n"),
            file(u"b.csv"_s, "Timestamp\tUser name\tSeverity\n3/15/2026 2:00 PM\tann\tWARN\n"),
            file(u"c.csv"_s, "Date;IP address;Notes\n15.3.2026 14:00;192.0.2.1;\"a;b\"\n")});
    QCOMPARE(opened.parts.size(), 3U);
    QCOMPARE(opened.parts[0].separator, ';');
    QCOMPARE(opened.parts[0].firstLine, 2);
    QVERIFY(textOf(opened.parts[0]).startsWith("Zeit;"));
    QCOMPARE(toText(opened.parts[0].columns), u"time,source,user"_s);
    QCOMPARE(opened.parts[1].separator, '\t');
    QCOMPARE(toText(opened.parts[1].columns), u"time,user,level"_s);
    const auto read = timeFromWriting("3/5/2026 2:00 PM", opened.parts[1].timeHints);
    QVERIFY(read);
    QCOMPARE(read->microseconds, 1'772'719'200'000'000);
    QCOMPARE(opened.parts[2].separator, ';');
    QCOMPARE(toText(opened.parts[2].columns), u"time,source,complement"_s);
    QVERIFY(opened.questions.empty());
}

void TestOpening::tellsWhatStandsAboveTheTitles()
{
    const Opened opened = openAll({file(u"known.csv"_s,
                                       "Audit report of March\n\n\"Period;\nfrom\",2026-03-01,,\n"
                                       "Time,User,Level,Complement\n2026-03-05T14:00:00Z,ann,notice,x\n"),
        file(u"strange.csv"_s, "Report\r\nWann;Wer;Wie\r\n2026-03-05 14:00;ann;x\r\n2026-03-05 14:01;bob;y\r\n"),
        file(u"none.csv"_s, "2026-03-05 14:00,ann,x\nlogout,,\n2026-03-05 14:01,time,user\n")});
    QCOMPARE(opened.parts.size(), 3U);
    QVERIFY(textOf(opened.parts[0]).startsWith("Time,User"));
    QCOMPARE(opened.parts[0].firstLine, 5);
    QCOMPARE(toText(opened.parts[0].columns), u"time,user,level,complement"_s);
    QVERIFY(textOf(opened.parts[1]).startsWith("Wann;"));
    QCOMPARE(toText(opened.parts[1].columns), u"time,,"_s);
    QVERIFY(textOf(opened.parts[2]).startsWith("2026"));
    QCOMPARE(reasons(opened),
        QStringList(2, u"known.csv: files.lineAboveTitles"_s) + QStringList{u"strange.csv: files.lineAboveTitles"_s});
    const QList<Damage> &told = opened.damages.told;
    QCOMPARE(std::pair(told[0].line, told[0].raw), std::pair(1, u"Audit report of March"_s));
    QCOMPARE(told[1].line, 3);
    QCOMPARE(std::pair(told[2].line, told[2].raw), std::pair(1, u"Report"_s));
}

void TestOpening::readsLinesThatEndWithAReturnAlone()
{
    const QString plain = file(u"old.csv"_s,
        "Time,User,Complement\r2026-03-05T14:00:00Z,ann,\"a\r\"\"b\"\"\nc\"\r2026-03-05T14:00:01Z,bob,5\" disk\r");
    pack(u"gzip -k old.csv"_s);
    const Opened opened = openAll({plain, path(u"old.csv.gz"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 2U);
    for (const engine::Part &part : opened.parts) {
        QCOMPARE(textOf(part),
            "Time,User,Complement\n2026-03-05T14:00:00Z,ann,\"a\r\"\"b\"\"\nc\"\n2026-03-05T14:00:01Z,bob,5\" disk\n"_ba);
        QCOMPARE(toText(part.columns), u"time,user,complement"_s);
    }
}

void TestOpening::tellsOfReturnsInTheHeader()
{
    const Opened opened = openAll(
        {file(u"mixed.csv"_s, "Time,User,Notes\r2026-03-05T14:00:00Z,ann,a\r\n2026-03-05T14:00:01Z,bob,b\r\n")});
    QCOMPARE(reasons(opened), QStringList{u"mixed.csv: log.bareReturn"_s});
    QCOMPARE(opened.damages.told[0].line, 1);
    QCOMPARE(opened.damages.told[0].column, 16);
}

void TestOpening::datesNoRowLaterThanItsFile()
{
    const QString log = file(u"log.csv"_s, "Time,User\nDec 31 23:59:59,ann\nJan  1 00:00:01,bob\n");
    pack(u"TZ=UTC touch -d '2026-01-02 12:00' log.csv"_s);
    for (const bool isFollowed : {false, true}) {
        const Opened opened = openAll({log}, {.isFollowed = isFollowed});
        const TimeHints hints = opened.parts.at(0).timeHints;
        QCOMPARE(timeFromWriting("Dec 31 23:59:59", hints), timeFromWriting("2025-12-31 23:59:59", {}));
        QCOMPARE(timeFromWriting("Jan  1 00:00:01", hints), timeFromWriting("2026-01-01 00:00:01", {}));
    }
}

void TestOpening::readsALogThatHoldsNuls_data()
{
    const QByteArray head = "time,source,user,level,complement\n";
    const QByteArray row = "2026-03-05T14:00:00.000000Z,192.0.2.1,ann,notice,x\n";
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("rows");
    QTest::newRow("one in a field") << head + row + QByteArray(row).replace("ann", QByteArray("a\0nn", 4)) + row
                                    << quint64(3);
    QTest::newRow("a torn page") << head + row.repeated(30) + row.first(20) + QByteArray(4096, '\0') + row.last(20)
            + row.repeated(30) << quint64(61);
    QTest::newRow("zeros up to the end") << head + row.repeated(3) + QByteArray(60'000, '\0') << quint64(4);
    QTest::newRow("beside letters") << head + QByteArray(row).replace("ann", "門番") + row.first(20)
            + QByteArray(512, '\0') << quint64(2);
}

/// After a power cut, for one.
void TestOpening::readsALogThatHoldsNuls()
{
    QFETCH(const QByteArray, text);
    QFETCH(const quint64, rows);
    const QString plain = file(u"log.csv"_s, text);
    pack(u"gzip -k log.csv"_s);
    const Opened opened = openAll({plain, path(u"log.csv.gz"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 2U);
    for (const engine::Part &part : opened.parts) {
        QCOMPARE(textOf(part), text);
        QCOMPARE(toText(part.columns), u"time,source,user,level,complement"_s);
    }
    engine::Loading loading(opened.parts);
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 2 * rows);
    QVERIFY(std::ranges::any_of(loading.problems().told,
        [](const engine::Problem &problem) { return problem.reason.is(engine::messages::NulByte); }));
}

void TestOpening::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QRandomGenerator random(1);
    QByteArray noise;
    QByteArray numbers;
    QByteArray logins;
    for (quint32 i = 0; i < 20'000; ++i)
        noise += char(random.bounded(256));
    for (quint32 i = 0; i < 2'000; ++i)
        numbers += QByteArray::fromRawData(reinterpret_cast<const char *>(&i), sizeof i);
    for (int i = 0; i < 50; ++i)
        logins += QByteArray("\x07\0\0\0\x1b\x03\0\0pts/0", 13) + QByteArray(27, '\0') + "ts/0ann"
            + QByteArray(25, '\0') + "host.example" + QByteArray(200, '\0') + QByteArray("\x04\x05\0\x01", 4);
    QTest::newRow("noise") << noise;
    QTest::newRow("numbers") << numbers;
    QTest::newRow("records as wtmp has them") << logins;
    QTest::newRow("zeros") << QByteArray(1'000, '\0');
}

void TestOpening::refusesWhatIsNoText()
{
    QFETCH(const QByteArray, bytes);
    const Opened opened = openAll({file(u"a"_s, bytes)});
    QCOMPARE(reasons(opened), QStringList{u"a: files.noText"_s});
    QVERIFY(opened.parts.empty());
}

void TestOpening::readsShiftJis()
{
    const QString text = u"日時,接続元,ユーザー,レベル,補足\r\n2026/03/05 14:00:00,192.0.2.1,山田,重要,表示～①髙\r\n"_s;
    file(u"text"_s, text.toUtf8());
    pack(u"iconv -f UTF-8 -t CP932 text > a.csv && gzip -k a.csv && head -c 120 a.csv > b.csv"_s);
    const Opened opened = openAll({path(u"a.csv"_s), path(u"a.csv.gz"_s)});
    QCOMPARE(opened.parts.size(), 2U);
    for (const engine::Part &part : opened.parts) {
        QCOMPARE(QString::fromUtf8(textOf(part)), text);
        QCOMPARE(toText(part.columns), u"time,source,user,level,complement"_s);
    }
    QCOMPARE(reasons(opened), QStringList());
}

void TestOpening::knowsShiftJisByFewLetters_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");
    QTest::newRow("a letter") << "\x96\xe5"_ba << u"門"_s;
    QTest::newRow("half width") << "\xd5\xb0\xbb\xde\xb0"_ba << u"ﾕｰｻﾞｰ"_s;
    QTest::newRow("with a bad byte") << "\x96\xe5\x94\xd4\x8e\x52\x93\x63\xff"_ba << u"門番山田\uFFFD"_s;
    QTest::newRow("cut") << "\x96\xe5\x94\xd4\x8e\x52\x93"_ba << u"門番山\uFFFD"_s;
}

void TestOpening::knowsShiftJisByFewLetters()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QString, text);
    const QByteArray before = "time,user\n2026-03-05T14:00:00Z,";
    const Opened opened = openAll({file(u"a.csv"_s, before + raw)});
    QCOMPARE(QString::fromUtf8(textOf(opened.parts.at(0))), QString::fromUtf8(before) + text);
    QCOMPARE(opened.damages.count, quint64(text.count(QChar::ReplacementCharacter)));
}

void TestOpening::staysWithUtf8WhereAByteIsDamaged_data()
{
    QTest::addColumn<QByteArray>("raw");
    // As Shift-JIS it is nothing but good characters.
    const QString letters = u"ユーザーセッションサーバーアカウントグループ"_s;
    for (const qsizetype whole : {1, 2, 3, 5, 19}) {
        const QByteArray before = letters.first(whole).toUtf8();
        const QByteArray letter = letters.mid(whole, 1).toUtf8();
        const auto row = [&](const char *what) -> QTestData & {
            return QTest::newRow(qPrintable(u"%1 after %2"_s.arg(QLatin1StringView(what)).arg(whole)));
        };
        row("question mark") << before + letter[0] + '?' + letter[2] + "\n";
        row("byte that is none") << before + letter[0] + '\xff' + letter[2] + "\n";
        row("lost byte") << before + letter.first(2) + "\n";
        row("lost byte before another") << letter.first(2) + before + "\n";
        row("cut") << before + letter.first(2);
        row("cut earlier") << before + letter.first(1);
    }
    QTest::newRow("cut in its only letter") << "門"_ba.first(2);
}

void TestOpening::staysWithUtf8WhereAByteIsDamaged()
{
    QFETCH(const QByteArray, raw);
    const QByteArray text = "time,user\n2026-03-05T14:00:00Z," + raw;
    const QString plain = file(u"a.csv"_s, text);
    pack(u"gzip -k a.csv"_s);
    const Opened opened = openAll({plain, path(u"a.csv.gz"_s)});
    QCOMPARE(opened.parts.size(), 2U);
    for (const engine::Part &part : opened.parts)
        QCOMPARE(textOf(part), text);
    engine::Loading loading({opened.parts[0]});
    loading.run({});
    QCOMPARE(loading.problems().told.size(), 1U);
    QVERIFY(loading.problems().told[0].reason.is(engine::messages::NotUtf8));
}

void TestOpening::readsUtf16()
{
    const QString text = QString::fromUtf8(manyRows(20'000)) + u"2026-03-05T14:00:00Z,::1,𠮷野,notice,門\n"_s;
    QStringList paths;
    for (const auto &[encoding, mark] : {std::pair(QStringConverter::Utf16LE, QByteArray("\xff\xfe", 2)),
             std::pair(QStringConverter::Utf16BE, QByteArray("\xfe\xff", 2)),
             std::pair(QStringConverter::Utf16LE, QByteArray()), std::pair(QStringConverter::Utf16BE, QByteArray())}) {
        QStringEncoder encoder(encoding);
        paths.append(file(QString::number(paths.size()), mark + QByteArray(encoder(text))));
    }
    const Opened opened = openAll(paths);
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 4U);
    for (const engine::Part &part : opened.parts)
        QVERIFY(QString::fromUtf8(textOf(part)) == text);
}

void TestOpening::seesShiftJisLateInAFile()
{
    const QByteArray text = manyRows(20'000);
    file(u"a.csv"_s, text + "2026-03-05T14:00:00Z,::1,ann,notice," + QByteArray("\x96\xe5").repeated(20) + "\xff\n");
    pack(u"gzip -k a.csv"_s);
    const Opened opened = openAll({path(u"a.csv"_s), path(u"a.csv.gz"_s)});
    QCOMPARE(opened.parts.size(), 2U);
    for (const engine::Part &part : opened.parts)
        QVERIFY(textOf(part)
            == text + "2026-03-05T14:00:00Z,::1,ann,notice," + QByteArray("門").repeated(20) + "\xef\xbf\xbd\n");
    QCOMPARE(opened.damages.count, 2U);
    QCOMPARE(opened.damages.told[0].line, 20'002);
    QCOMPARE(opened.damages.told[0].column, 57);
    QCOMPARE(opened.damages.told[0].raw, u"FF"_s);
}

void TestOpening::asksForColumnsThatNobodyKnows()
{
    const QString path = file(u"a.csv"_s, "2026-03-05 14:00,192.0.2.1,WARN,x\n2026-03-05 14:01,192.0.2.2,INFO,y\n");
    const Opened opened = openAll({path});
    QCOMPARE(opened.questions.size(), 1U);
    const HeaderQuestion &question = opened.questions[0];
    QCOMPARE(question.file, u"a.csv"_s);
    QCOMPARE(question.rows.size(), 2);
    QVERIFY(!question.guess.hasHeader);
    QCOMPARE(toText(question.guess.columns), u"time,source,level,"_s);
    QCOMPARE(opened.parts.size(), 1U);

    HeaderAnswer answer = question.guess;
    answer.columns = columnsFromText(u"time,source,level,user"_s).value();
    const Opened again = openAll({path}, {.answers = {answer}});
    QVERIFY(again.questions.empty());
    QCOMPARE(toText(again.parts[0].columns), u"time,source,level,user"_s);
}

void TestOpening::stopsWhenItIsToldTo()
{
    pack(u"head -c 100000000 /dev/zero | tr '\\0' 'a' | gzip -1 > big.gz"_s);
    Opening opening({path(u"big.gz"_s)});
    const Opened listed = opening.waitUntilListed();
    QCOMPARE(listed.parts.size(), 1U);
    opening.stop();
    QVERIFY(opening.waitUntilFinished().isFinished);
    QVERIFY(listed.parts[0].bytes->isComplete());
}

QTEST_GUILESS_MAIN(TestOpening)
#include "tst_opening.moc"
