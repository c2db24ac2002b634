// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/tellingnames.h"

#include <QTest>

using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

class TestTellingNames : public QObject {
    Q_OBJECT

private slots:
    void takesWhatTellsFilesApart_data();
    void takesWhatTellsFilesApart();
    void takesManyFilesOfOneName();
};

void TestTellingNames::takesWhatTellsFilesApart_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("names");
    QTest::addRow("none") << QStringList() << QStringList();
    QTest::addRow("one") << QStringList{u"/logs/audit.csv"_s} << QStringList{u"audit.csv"_s};
    QTest::addRow("others") << QStringList{u"/logs/b.csv"_s, u"/logs/a.csv"_s} << QStringList{u"b.csv"_s, u"a.csv"_s};
    QTest::addRow("folders") << QStringList{u"/logs/office/audit.csv"_s, u"/logs/x.csv"_s, u"/logs/branch/audit.csv"_s}
                             << QStringList{u"office/audit.csv"_s, u"x.csv"_s, u"branch/audit.csv"_s};
    QTest::addRow("folders above") << QStringList{u"/a/1/audit.csv"_s, u"/b/1/audit.csv"_s, u"/b/2/audit.csv"_s}
                                   << QStringList{u"a/1/audit.csv"_s, u"b/1/audit.csv"_s, u"2/audit.csv"_s};
    QTest::addRow("end of another") << QStringList{u"/a/audit.csv"_s, u"/audit.csv"_s, u"audit.csv"_s}
                                    << QStringList{u"a/audit.csv"_s, u"/audit.csv"_s, u"audit.csv"_s};
    QTest::addRow("twice") << QStringList{u"/logs/audit.csv"_s, u"/logs/./audit.csv"_s, u"/logs/audit.csv"_s}
                           << QStringList{u"audit.csv"_s, u"audit.csv"_s, u"audit.csv"_s};
    QTest::addRow("folder") << QStringList{u"/logs/"_s} << QStringList{u"logs"_s};
    QTest::addRow("standard input") << QStringList{u"-"_s} << QStringList{u"-"_s};
    QTest::addRow("nothing") << QStringList{QString(), u"/"_s} << QStringList{QString(), u"/"_s};
}

void TestTellingNames::takesWhatTellsFilesApart()
{
    QFETCH(const QStringList, paths);
    QTEST(tellingNames(paths), "names");
}

void TestTellingNames::takesManyFilesOfOneName()
{
    QStringList paths;
    for (int i = 0; i < 20'000; ++i)
        paths += u"/logs/%1/audit.csv"_s.arg(i);
    const QStringList names = tellingNames(paths);
    QCOMPARE(names.first(), u"0/audit.csv"_s);
    QCOMPARE(names.last(), u"19999/audit.csv"_s);
}

QTEST_APPLESS_MAIN(TestTellingNames)
#include "tst_tellingnames.moc"
