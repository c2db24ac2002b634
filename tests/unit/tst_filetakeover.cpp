// SPDX-License-Identifier: GPL-3.0-or-later
#include "filetakeover.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace sekimori::console;

class TestFileTakeover : public QObject {
    Q_OBJECT

private slots:
    void keepsItsFilesWhenItIsTheFirst();
    void handsFilesToTheFirst();
    void staysAConsoleOfItsOwnWithoutFiles();
    void takesAbsolutePathsOnly();
    void isApartWithOtherSettings();
};

namespace {

/// Nobody else's.
QString freshName()
{
    return u"test-"_s + QUuid::createUuid().toString(QUuid::Id128);
}

}

void TestFileTakeover::keepsItsFilesWhenItIsTheFirst()
{
    FileTakeover first(freshName());
    QVERIFY(!first.handOver({u"/logs/a.csv"_s}));
}

void TestFileTakeover::handsFilesToTheFirst()
{
    const QString name = freshName();
    FileTakeover first(name);
    QSignalSpy brought(&first, &FileTakeover::filesBrought);
    FileTakeover second(name);
    const QStringList files{u"/logs/a b.csv"_s, u"/logs/監査.zip"_s};
    QVERIFY(second.handOver(files));
    QTRY_COMPARE(brought.size(), 1);
    QCOMPARE(brought.first().first().toStringList(), files);
}

void TestFileTakeover::staysAConsoleOfItsOwnWithoutFiles()
{
    const QString name = freshName();
    const FileTakeover first(name);
    FileTakeover second(name);
    QVERIFY(!second.handOver({}));
}

void TestFileTakeover::takesAbsolutePathsOnly()
{
    const QString name = freshName();
    FileTakeover first(name);
    QSignalSpy brought(&first, &FileTakeover::filesBrought);
    FileTakeover second(name);
    QVERIFY(second.handOver({u"a.csv"_s, u"/logs/a.csv"_s}));
    QTRY_COMPARE(brought.size(), 1);
    QCOMPARE(brought.first().first().toStringList(), QStringList{u"/logs/a.csv"_s});
}

void TestFileTakeover::isApartWithOtherSettings()
{
    QCOMPARE(takeoverName(u"/home/mori/.config/sekimori"_s), takeoverName(u"/home/mori/.config/sekimori/"_s));
    QVERIFY(takeoverName(u"/home/mori/.config/sekimori"_s) != takeoverName(u"/tmp/other/sekimori"_s));
    qputenv("DISPLAY", ":1");
    const QString onOne = takeoverName(u"/home/mori/.config/sekimori"_s);
    qputenv("DISPLAY", ":2");
    QVERIFY(takeoverName(u"/home/mori/.config/sekimori"_s) != onOne);
}

QTEST_GUILESS_MAIN(TestFileTakeover)
#include "tst_filetakeover.moc"
