// SPDX-License-Identifier: GPL-3.0-or-later
#include "openedfiles.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

class TestArchives : public QObject {
    Q_OBJECT

private slots:
    void init();
    void readsTars_data();
    void readsTars();
    void readsPackedFilesInATar();
    void readsATarInAZip();
    void readsLongAndOddNames();
    void givesWhatIsReadableOfACutTar_data();
    void givesWhatIsReadableOfACutTar();
    void tellsOfADamagedTar();
    void readsSevenZips_data();
    void readsSevenZips();
    void refusesSevenZips_data();
    void refusesSevenZips();
    void refusesASevenZipThatIsTooLarge();
    void holdsTarsToTheLimits();

private:
    std::unique_ptr<OtherProgram> m_other;
};

void TestArchives::init()
{
    m_other = std::make_unique<OtherProgram>();
    m_other->put(u"a.csv"_s, manyRows(5'000, 1));
    m_other->put(u"b.csv"_s, manyRows(10, 2));
    m_other->put(u"empty"_s, {});
    QVERIFY(QDir(m_other->path({})).mkdir(u"folder"_s));
    m_other->put(u"folder/c.csv"_s, manyRows(5'000, 3));
}

void TestArchives::readsTars_data()
{
    QTest::addColumn<QString>("command");
    const auto row = [](const char *command) { QTest::newRow(command) << QString::fromLatin1(command); };
    row("tar -cf out a.csv b.csv folder");
    row("tar --format=ustar -cf out a.csv b.csv folder");
    row("tar --format=pax -cf out a.csv b.csv folder");
    row("tar --format=v7 -cf out a.csv b.csv folder");
    row("tar -czf out a.csv b.csv folder");
    row("tar -cjf out a.csv b.csv folder");
    row("tar -cJf out a.csv b.csv folder");
    row("tar --zstd -cf out a.csv b.csv folder");
    row("bsdtar -cf out a.csv b.csv folder");
    row("bsdtar -czf out a.csv b.csv folder");
    row("bsdtar --format=gnutar -cf out a.csv b.csv folder");
}

void TestArchives::readsTars()
{
    QFETCH(QString, command);
    pack(*m_other, command);
    const Opened opened = openAll({m_other->path(u"out"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(names(opened), (QStringList{u"out › a.csv"_s, u"out › b.csv"_s, u"out › folder/c.csv"_s}));
    QVERIFY(textOf(opened.parts[0]) == manyRows(5'000, 1));
    QVERIFY(textOf(opened.parts[1]) == manyRows(10, 2));
    QVERIFY(textOf(opened.parts[2]) == manyRows(5'000, 3));
}

void TestArchives::readsPackedFilesInATar()
{
    pack(*m_other, u"gzip a.csv && zip -q b.zip b.csv && tar -czf out.tar.gz a.csv.gz b.zip folder"_s);
    const Opened opened = openAll({m_other->path(u"out.tar.gz"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(names(opened),
        (QStringList{u"out.tar.gz › a.csv.gz"_s, u"out.tar.gz › b.zip › b.csv"_s, u"out.tar.gz › folder/c.csv"_s}));
    QVERIFY(textOf(opened.parts[0]) == manyRows(5'000, 1));
    QVERIFY(textOf(opened.parts[1]) == manyRows(10, 2));
    QVERIFY(textOf(opened.parts[2]) == manyRows(5'000, 3));
}

void TestArchives::readsATarInAZip()
{
    pack(*m_other, u"tar -czf a.tgz a.csv b.csv && zip -q -0 out.zip a.tgz"_s);
    const Opened opened = openAll({m_other->path(u"out.zip"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(names(opened), (QStringList{u"out.zip › a.tgz › a.csv"_s, u"out.zip › a.tgz › b.csv"_s}));
    QVERIFY(textOf(opened.parts[0]) == manyRows(5'000, 1));
}

void TestArchives::readsLongAndOddNames()
{
    const QString name = u"é門"_s + QString(180, u'x') + u".csv"_s;
    const QString turned = u"a\u202e\nvsc.csv"_s;
    for (const QString &each : {name, turned})
        m_other->put(each, manyRows(10, 1));
    for (const auto &format : {u"gnu"_s, u"pax"_s}) {
        pack(*m_other, u"tar --format=%1 -cf out ?*xxx* a*vsc.csv"_s.arg(format));
        const Opened opened = openAll({m_other->path(u"out"_s)});
        QCOMPARE(names(opened), (QStringList{u"out › "_s + name, u"out › a__vsc.csv"_s}));
    }
}

void TestArchives::givesWhatIsReadableOfACutTar_data()
{
    QTest::addColumn<QString>("packer");
    QTest::addColumn<QString>("reason");
    QTest::newRow("plain") << u"cat"_s << u"files.tarCut"_s;
    QTest::newRow("gzip") << u"gzip -c"_s << u"files.isCut"_s;
}

void TestArchives::givesWhatIsReadableOfACutTar()
{
    QFETCH(QString, packer);
    QFETCH(QString, reason);
    pack(*m_other,
        u"tar -cf all b.csv a.csv folder; %1 < all > out; head -c $(($(stat -c %s out) / 4)) out > cut"_s.arg(packer));
    const Opened opened = openAll({m_other->path(u"cut"_s)});
    QCOMPARE(names(opened), (QStringList{u"cut › b.csv"_s, u"cut › a.csv"_s}));
    QCOMPARE(reasons(opened), QStringList{u"cut › a.csv: "_s + reason});
    QVERIFY(textOf(opened.parts[0]) == manyRows(10, 2));
    QVERIFY(textOf(opened.parts[1]).size() > 10'000);
    QVERIFY(manyRows(5'000, 1).startsWith(textOf(opened.parts[1])));
}

void TestArchives::tellsOfADamagedTar()
{
    pack(*m_other, u"tar -cf out b.csv a.csv"_s);
    QFile out(m_other->path(u"out"_s));
    QVERIFY(out.open(QIODevice::ReadWrite));
    const qint64 header = 512 + (manyRows(10, 2).size() + 511) / 512 * 512;
    QVERIFY(out.seek(header));
    out.write("x");
    out.close();
    const Opened opened = openAll({out.fileName()});
    QCOMPARE(reasons(opened), QStringList{u"out: files.tarDamaged"_s});
    QCOMPARE(opened.damages.told[0].reason.arguments, QStringList{QString::number(header)});
    QVERIFY(textOf(opened.parts[0]) == manyRows(10, 2));
}

void TestArchives::readsSevenZips_data()
{
    QTest::addColumn<QString>("options");
    for (const auto *options : {"", "-m0=LZMA", "-m0=BZip2", "-ms=off", "-mhc=off"})
        QTest::newRow(*options == '\0' ? "LZMA2" : options) << QString::fromLatin1(options);
}

void TestArchives::readsSevenZips()
{
    QFETCH(QString, options);
    pack(*m_other, u"7z a -bd %1 out.7z a.csv b.csv folder"_s.arg(options));
    const Opened opened = openAll({m_other->path(u"out.7z"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QStringList found = names(opened);
    found.sort();
    QCOMPARE(found, (QStringList{u"out.7z › a.csv"_s, u"out.7z › b.csv"_s, u"out.7z › folder/c.csv"_s}));
    for (const engine::Part &part : opened.parts) {
        const int seed = part.name.endsWith(u"a.csv") ? 1 : part.name.endsWith(u"b.csv") ? 2 : 3;
        QVERIFY(textOf(part) == manyRows(seed == 2 ? 10 : 5'000, seed));
    }
}

void TestArchives::refusesSevenZips_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("encrypted") << u"7z a -bd -psecret out.7z a.csv"_s << u"files.sevenZipEncrypted"_s
                               << QStringList{u"AES"_s};
    QTest::newRow("names encrypted") << u"7z a -bd -psecret -mhe=on out.7z a.csv"_s << u"files.sevenZipEncrypted"_s
                                     << QStringList{u"AES"_s};
    QTest::newRow("PPMd") << u"7z a -bd -m0=PPMd out.7z a.csv"_s << u"files.sevenZipMethod"_s << QStringList{u"PPMd"_s};
    QTest::newRow("stored") << u"7z a -bd -mx0 out.7z a.csv"_s << u"files.sevenZipMethod"_s << QStringList{u"Copy"_s};
    QTest::newRow("cut") << u"7z a -bd all.7z a.csv && head -c 20000 all.7z > out.7z"_s << u"files.sevenZipCut"_s
                         << QStringList();
}

void TestArchives::refusesSevenZips()
{
    QFETCH(QString, command);
    QFETCH(QString, reason);
    QFETCH(QStringList, arguments);
    pack(*m_other, command);
    const Opened opened = openAll({m_other->path(u"out.7z"_s)});
    QCOMPARE(reasons(opened), QStringList{u"out.7z: "_s + reason});
    QCOMPARE(opened.damages.told[0].reason.arguments, arguments);
}

void TestArchives::refusesASevenZipThatIsTooLarge()
{
    pack(*m_other, u"7z a -bd out.7z a.csv folder"_s);
    Options options;
    options.limits.inMemory = 300'000;
    const Opened tooLarge = openAll({m_other->path(u"out.7z"_s)}, options);
    QCOMPARE(reasons(tooLarge), QStringList{u"out.7z: files.sevenZipTooLarge"_s});
    options = {};
    options.limits.entries = 1;
    QCOMPARE(reasons(openAll({m_other->path(u"out.7z"_s)}, options)), QStringList{u"out.7z: files.sevenZipTooMany"_s});
}

void TestArchives::holdsTarsToTheLimits()
{
    pack(*m_other, u"tar -czf out a.csv b.csv folder"_s);
    Options options;
    options.limits.entries = 2;
    const Opened opened = openAll({m_other->path(u"out"_s)}, options);
    QCOMPARE(opened.parts.size(), 2U);
    QCOMPARE(reasons(opened), QStringList{u"out: files.tooManyEntries"_s});
}

QTEST_GUILESS_MAIN(TestArchives)
#include "tst_archives.moc"
