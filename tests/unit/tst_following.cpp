// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/followedfile.h"
#include "audit/files/following.h"
#include "audit/files/mappingprotection.h"
#include "openedfiles.h"

#include <QSignalSpy>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

class TestFollowing : public QObject {
    Q_OBJECT

private slots:
    void init();
    void mapsAFileWithoutItsMark_data();
    void mapsAFileWithoutItsMark();
    void saysWhyAFileIsNotOpened();
    void readsWhatIsAppended();
    void seesThatAFileWasCut();
    void seesThatAFileWasWrittenAnew();
    void seesThatAFileWasReplaced();
    void seesThatAFileWasRemoved();
    void readsAPackedFileAnew();
    void survivesAFileThatIsCutWhileItIsRead();
    void followsBeyondARecordWithoutItsEnd();
    void doesNotFollowAHeaderWithoutItsEnd();

private:
    QString path() const { return m_other->path(u"log.csv"_s); }
    Opened followed() const;
    void append(const QByteArray &text) const;

    std::unique_ptr<OtherProgram> m_other;
};

void TestFollowing::init()
{
    protectMappings();
    m_other = std::make_unique<OtherProgram>();
    m_other->put(u"log.csv"_s, manyRows(100));
}

Opened TestFollowing::followed() const
{
    return openAll({path()}, {.isFollowed = true});
}

void TestFollowing::append(const QByteArray &text) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::Append));
    QCOMPARE(file.write(text), text.size());
}

void TestFollowing::mapsAFileWithoutItsMark_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("mark");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("a,b\n") << 0 << QByteArray("a,b\n");
    QTest::newRow("marked") << QByteArray("\xef\xbb\xbf"
                                          "a,b\n")
                            << 3 << QByteArray("a,b\n");
    QTest::newRow("empty") << QByteArray() << 0 << QByteArray();
}

void TestFollowing::mapsAFileWithoutItsMark()
{
    QFETCH(const QByteArray, content);
    QFETCH(const int, mark);
    QFETCH(const QByteArray, text);
    m_other->put(u"log.csv"_s, content);
    const auto mapped = FollowedFile::open(path());
    QVERIFY(mapped);
    (*mapped)->skip(size_t(mark));
    const std::string_view seen = (*mapped)->available();
    (*mapped)->prepare(0, seen.size());
    QCOMPARE(QByteArray(seen.data(), qsizetype(seen.size())), text);
    QVERIFY((*mapped)->isComplete());
}

void TestFollowing::saysWhyAFileIsNotOpened()
{
    const auto mapped = FollowedFile::open(u"/no/such/log.csv"_s);
    QVERIFY(!mapped);
    QVERIFY(mapped.error().is(messages::FileNotOpened));
    QCOMPARE(mapped.error().kind, ErrorKind::NotFound);
}

void TestFollowing::readsWhatIsAppended()
{
    const Opened opened = followed();
    QVERIFY(opened.parts[0].isFollowed);
    const Following following(opened.files);
    const QSignalSpy grown(&following, &Following::grown);
    const QByteArray more = manyRows(50'000, 2);
    append(more);
    QTRY_VERIFY(!grown.isEmpty() && textOf(opened.parts[0]) == manyRows(100) + more);
    append("x\n");
    QTRY_VERIFY(textOf(opened.parts[0]).endsWith("x\n"));
}

void TestFollowing::seesThatAFileWasCut()
{
    const Following following(followed().files);
    const QSignalSpy changed(&following, &Following::changed);
    QStringList how;
    connect(&following, &Following::changed, this, [&](const QString &, FollowedFile::Change, const Error &error) {
        how.append(QString::fromLatin1(error.message->code));
    });
    QVERIFY(QFile::resize(path(), 100));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), path());
    QCOMPARE(how, QStringList{u"files.fileCut"_s});
}

void TestFollowing::seesThatAFileWasWrittenAnew()
{
    const Following following(followed().files);
    const QSignalSpy grown(&following, &Following::grown);
    const QSignalSpy changed(&following, &Following::changed);
    m_other->put(u"log.csv"_s, manyRows(200, 7));
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(grown.isEmpty());
}

void TestFollowing::seesThatAFileWasReplaced()
{
    const Following following(followed().files);
    const QSignalSpy changed(&following, &Following::changed);
    QStringList how;
    connect(&following, &Following::changed, this, [&](const QString &, FollowedFile::Change, const Error &error) {
        how.append(QString::fromLatin1(error.message->code));
    });
    m_other->put(u"new"_s, manyRows(300));
    pack(*m_other, u"mv new log.csv"_s);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(how, QStringList{u"files.fileReplaced"_s});
}

void TestFollowing::seesThatAFileWasRemoved()
{
    Following following(followed().files);
    const QSignalSpy changed(&following, &Following::changed);
    QVERIFY(QFile::remove(path()));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0][1].value<FollowedFile::Change>(), FollowedFile::Change::Removed);
    following.look();
    QCOMPARE(changed.size(), 1);
    m_other->put(u"log.csv"_s, manyRows(10));
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(changed[1][1].value<FollowedFile::Change>(), FollowedFile::Change::Replaced);
}

void TestFollowing::readsAPackedFileAnew()
{
    pack(*m_other, u"gzip -k log.csv"_s);
    const Opened opened = openAll({path() + u".gz"_s}, {.isFollowed = true});
    QVERIFY(!opened.parts[0].isFollowed);
    const Following following(opened.files);
    const QSignalSpy changed(&following, &Following::changed);
    pack(*m_other, u"gzip -c log.csv >> log.csv.gz"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed[0][1].value<FollowedFile::Change>(), FollowedFile::Change::Grown);
}

/// Without protection this ends the process.
void TestFollowing::survivesAFileThatIsCutWhileItIsRead()
{
    m_other->put(u"log.csv"_s, manyRows(10'000));
    const Opened opened = followed();
    QVERIFY(QFile::resize(path(), 10'000));
    const QByteArray read = textOf(opened.parts[0]);
    QCOMPARE(read.size(), manyRows(10'000).size());
    QVERIFY(read.startsWith(manyRows(10'000).first(10'000)));
    QCOMPARE(read.back(), '\0');
    QCOMPARE(opened.files[0].file->look(), FollowedFile::Change::Cut);
}

void TestFollowing::followsBeyondARecordWithoutItsEnd()
{
    append("2026-03-05T14:00:00Z,::1,ann");
    const Opened opened = followed();
    QVERIFY(opened.parts[0].isFollowed);
    const Following following(opened.files);
    const QSignalSpy grown(&following, &Following::grown);
    append(",notice,x\n");
    QTRY_VERIFY(!grown.isEmpty() && textOf(opened.parts[0]).endsWith(",notice,x\n"));
}

/// What its columns are is not known yet.
void TestFollowing::doesNotFollowAHeaderWithoutItsEnd()
{
    m_other->put(u"log.csv"_s, "time,us");
    QVERIFY(!followed().parts.at(0).isFollowed);
}

QTEST_GUILESS_MAIN(TestFollowing)
#include "tst_following.moc"
