// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/memorylimit.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori::audit;
using namespace Qt::StringLiterals;

class TestMemoryLimit : public QObject {
    Q_OBJECT

private slots:
    void isHalfOfWhatThisProcessMayHave();
    void findsTheTightestGroup_data();
    void findsTheTightestGroup();
};

void TestMemoryLimit::isHalfOfWhatThisProcessMayHave()
{
    QVERIFY(files::mostInMemory() > 0);
    QVERIFY(files::mostInMemory() <= files::memoryOfComputer().value() / 2);
}

void TestMemoryLimit::findsTheTightestGroup_data()
{
    QTest::addColumn<QByteArray>("groups");
    QTest::addColumn<quint64>("limit"); // 0: none
    QTest::newRow("nothing known") << QByteArray() << quint64(0);
    QTest::newRow("malformed") << QByteArray("0\n:\n0:/a\nx:memory\n") << quint64(0);
    QTest::newRow("its own") << QByteArray("0::/a/own\n") << quint64(1'000);
    QTest::newRow("of a group around it") << QByteArray("0::/a/free\n") << quint64(2'000);
    QTest::newRow("in a container") << QByteArray("0::/\n") << quint64(5'000);
    QTest::newRow("moved away") << QByteArray("0::/gone/away\n") << quint64(5'000);
    QTest::newRow("of the old kind") << QByteArray("5:cpu:/b\n4:hugetlb,memory:/b\n0::/\n") << quint64(3'000);
}

void TestMemoryLimit::findsTheTightestGroup()
{
    const QTemporaryDir root;
    const auto put = [&](const QString &name, const QByteArray &content) {
        const QString path = root.filePath(name);
        QFile file(path);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    put(u"memory.max"_s, "5000\n");
    put(u"a/memory.max"_s, "2000\n");
    put(u"a/own/memory.max"_s, "1000\n");
    put(u"a/free/memory.max"_s, "max\n");
    put(u"memory/b/memory.limit_in_bytes"_s, "3000\n");
    put(u"memory/memory.limit_in_bytes"_s, "9223372036854771712\n");
    QFETCH(const QByteArray, groups);
    QFETCH(const quint64, limit);
    QCOMPARE(files::memoryOfGroups(groups, root.path()).value_or(0), limit);
}

QTEST_GUILESS_MAIN(TestMemoryLimit)
#include "tst_memorylimit.moc"
