// SPDX-License-Identifier: GPL-3.0-or-later
// What tells a Linux desktop about the program, judged by the desktop's own programs where they are installed.
#include "otherprogram.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString folder = QStringLiteral(SEKIMORI_LINUX_FILES);

}

class TestDesktopFiles : public QObject {
    Q_OBJECT

private slots:
    void isAValidEntry();
    void teachesTheTypesThatTheEntryNames();
};

void TestDesktopFiles::isAValidEntry()
{
    if (QStandardPaths::findExecutable(u"desktop-file-validate"_s).isEmpty())
        QSKIP("desktop-file-validate is not installed.");
    OtherProgram validate;
    const QByteArray said = validate.run(u"desktop-file-validate"_s, {folder + u"/sekimori.desktop"_s});
    QCOMPARE(said, QByteArray());
    QCOMPARE(validate.code(), 0);
}

void TestDesktopFiles::teachesTheTypesThatTheEntryNames()
{
    if (QStandardPaths::findExecutable(u"update-mime-database"_s).isEmpty())
        QSKIP("update-mime-database is not installed.");
    QFile system(u"/usr/share/mime/types"_s);
    if (!system.open(QIODevice::ReadOnly))
        QSKIP("The desktop's types are not installed.");
    OtherProgram update;
    QVERIFY(QDir(update.path({})).mkpath(u"mime/packages"_s));
    QVERIFY(QFile::copy(folder + u"/sekimori-mime.xml"_s, update.path(u"mime/packages/sekimori.xml"_s)));
    update.run(u"update-mime-database"_s, {update.path(u"mime"_s)});
    QCOMPARE(update.code(), 0);
    QFile own(update.path(u"mime/types"_s));
    QVERIFY(own.open(QIODevice::ReadOnly));
    const QByteArrayList known = system.readAll().split('\n') + own.readAll().split('\n');

    QFile entry(folder + u"/sekimori.desktop"_s);
    QVERIFY(entry.open(QIODevice::ReadOnly));
    QByteArrayList named;
    while (!entry.atEnd()) {
        const QByteArray line = entry.readLine().trimmed();
        if (line.startsWith("MimeType="))
            named = line.mid(9).split(';');
    }
    named.removeAll({});
    for (const char *type : {"application/x-ndjson", "application/json", "text/x-log"})
        QVERIFY2(named.contains(type), type);
    for (const QByteArray &type : std::as_const(named))
        QVERIFY2(known.contains(type), type.constData());
    QFile globs(update.path(u"mime/globs2"_s));
    QVERIFY(globs.open(QIODevice::ReadOnly));
    const QByteArray patterns = globs.readAll();
    QVERIFY(patterns.contains("application/x-ndjson:*.ndjson"));
    QVERIFY(patterns.contains("application/x-ndjson:*.jsonl"));
}

QTEST_GUILESS_MAIN(TestDesktopFiles)
#include "tst_desktopfiles.moc"
