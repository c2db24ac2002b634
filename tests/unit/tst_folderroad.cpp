// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/folderroad.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

using Kind = LetterOutcome::Kind;

class TestFolderRoad : public QObject {
    Q_OBJECT

private slots:
    void makesItsFolderForItsOwnerAlone();
    void writesTheSameLetterOnce();
    void leavesNothingHalfOnAFullDisk();
    void keepsTheNewest();

private:
    static Letter letter(const QString &name, qsizetype size = 100)
    {
        return {.from = u"a@example.test"_s, .to = u"b@example.test"_s, .name = name, .bytes = QByteArray(size, 'x')};
    }
    QString path() const { return m_parent->filePath(u"mail"_s); }
    QStringList files() const
    {
        return QDir(path()).entryList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_parent = std::make_unique<QTemporaryDir>();
};

void TestFolderRoad::makesItsFolderForItsOwnerAlone()
{
    FolderRoad road({.path = path()});
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
        | QFile::ExeOther;
    QCOMPARE(QFile::permissions(path()) & (owner | others), owner);
}

void TestFolderRoad::writesTheSameLetterOnce()
{
    FolderRoad road({.path = path()});
    QCOMPARE(road.carry(letter(u"one"_s), {}).kind, Kind::Taken);
    QCOMPARE(road.carry(letter(u"one"_s), {}).kind, Kind::Taken);
    QCOMPARE(files(), QStringList{u"one.eml"_s});
}

void TestFolderRoad::leavesNothingHalfOnAFullDisk()
{
    FolderRoad road({.path = path()});
    const QStringList before = files();
    (void)std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    rlimit tiny = usual;
    tiny.rlim_cur = 1000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tiny), 0);
    const LetterOutcome full = road.carry(letter(u"large"_s, 100'000), {});
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QCOMPARE(full.kind, Kind::TryAgain);
    QCOMPARE(full.answer.kind, AnswerKind::FolderFailed);
    QVERIFY(full.concernsAll);
    QCOMPARE(files(), before);
    QCOMPARE(road.carry(letter(u"large"_s, 100'000), {}).kind, Kind::Taken);
}

void TestFolderRoad::keepsTheNewest()
{
    QVERIFY(QDir(path()).removeRecursively());
    FolderRoad road({.path = path(), .newest = 3});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(road.carry(letter(u"2026030%1"_s.arg(i)), {}).kind, Kind::Taken);
    road.rest();
    QCOMPARE(files(), (QStringList{u"20260302.eml"_s, u"20260303.eml"_s, u"20260304.eml"_s}));
}

QTEST_GUILESS_MAIN(TestFolderRoad)
#include "tst_folderroad.moc"
