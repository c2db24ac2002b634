// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "items/filelogsource.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using audit::Field;
using audit::query::OrderKey;

class TestFileLogSource : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsAFile();
    void readsSeveralFilesAsOneLog();
    void filtersAndSaysWhatEmptiesIt();
    void answersTheNewestQueryOnly();
    void sumsUpWhileSomebodyLooks();
    void offersTheValuesThatOccur();
    void readsTimesInTheZoneThatIsChosen();
    void showsWhatCanBeReadOfADamagedFile();
    void saysWhyNothingCanBeRead();
    void takesAnEmptyFileForALogWithoutRows();
    void asksAboutColumnsThatNobodyKnows();
    void keepsWhatIsThereWhenItIsStopped();
    void showsWhatIsUnpackedOfAStream_data();
    void showsWhatIsUnpackedOfAStream();
    void goesWhileItReads();
    void waitsForNobodyWhenItIsStopped();
    void followsAFileThatGrows();
    void keepsThePlaceInAFileThatIsReadAgain();
    void readsAFileAnewThatWasCut();
    void keepsTheRowsOfAFileThatIsGone();
    void noticesWhatBecomesOfAFile();
    void exports_data();
    void exports();
    void exportsChosenRowsOnly();
    void exportsNothingWhileItReads();
    void exportsNothingWhileItFilters();
    void exportsNothingOfALogThatWasStopped();
    void leavesTheOldFileWhereNothingCanBeWritten();

private:
    QString put(const QString &name, const QByteArray &content) const;
    QString putMany(int rows) const;
    bool isSettled() const;
    void ask(const QString &filter, const OrderKey &orderedBy = {}, bool isDescending = false,
        const QTimeZone &zone = QTimeZone::utc());
    QStringList users() const;
    /// What the export of all rows that begins now says of itself; empty: it was written.
    QString whyNotExported(const QString &path) const;
    QString user(int row) const { return m_source->rows().recordAt(row).value()[Field::User]; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileLogSource> m_source;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

const QByteArray header = "time,source,user,service,module,action,result,level,complement\n";

QByteArray line(const QByteArray &time, const QByteArray &user, const QByteArray &level = "information")
{
    return time + ",192.0.2.7," + user + ",Common,Sign-in,sign in,SUCCESS," + level + ",\n";
}

}

void TestFileLogSource::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_source = std::make_unique<FileLogSource>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        &m_source->rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    ask({});
}

void TestFileLogSource::cleanup()
{
    m_tester.reset();
    m_source.reset();
}

QString TestFileLogSource::put(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

QString TestFileLogSource::putMany(int rows) const
{
    QByteArray content = header;
    const auto begin = QDateTime(QDate(2026, 3, 5), QTime(0, 0), QTimeZone::utc());
    for (int row = 0; row < rows; ++row)
        content += line(begin.addSecs(row).toString(Qt::ISODate).toLatin1(), "user" + QByteArray::number(row % 100));
    return put(u"many.csv"_s, content);
}

bool TestFileLogSource::isSettled() const
{
    return QTest::qWaitFor(
        [this] { return m_source->state().isShownFinal && m_source->state().progress == LogState::Progress::Idle; },
        std::chrono::minutes(1));
}

void TestFileLogSource::ask(const QString &filter, const OrderKey &orderedBy, bool isDescending, const QTimeZone &zone)
{
    m_source->setQuery({.filter = audit::filter::parse(filter, {.zone = zone, .now = {}}).value(),
        .zone = zone,
        .orderedBy = orderedBy,
        .isDescending = isDescending});
}

QStringList TestFileLogSource::users() const
{
    QStringList users;
    for (int row = 0; row < m_source->rows().rowCount(); ++row)
        users += user(row);
    return users;
}

void TestFileLogSource::showsAFile()
{
    m_source->open(
        {put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato") + line("2026-03-05T11:00:00Z", "mori"))});
    QCOMPARE(m_source->state().progress, LogState::Progress::Reading);
    QVERIFY(isSettled());
    QCOMPARE(users(), (QStringList{u"sato"_s, u"mori"_s}));
    QCOMPARE(m_source->state().all, 2);
    QCOMPARE(m_source->state().shown, 2);
    QVERIFY(m_source->state().failure.isEmpty());
}

void TestFileLogSource::readsSeveralFilesAsOneLog()
{
    const QString first
        = put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato") + line("2026-03-05T12:00:00Z", "abe"));
    const QString second = put(u"b.ndjson"_s,
        R"({"time":"2026-03-05T11:00:00Z","user":"mori"})"
        "\n");
    m_source->open({first, second});
    QVERIFY(isSettled());
    QCOMPARE(users(), (QStringList{u"sato"_s, u"mori"_s, u"abe"_s}));
    QCOMPARE(m_source->rows().fileName(m_source->rows().recordAt(1).value().part), u"b.ndjson"_s);
}

void TestFileLogSource::filtersAndSaysWhatEmptiesIt()
{
    m_source->open({putMany(1000)});
    QVERIFY(isSettled());
    ask(u"user:user7"_s);
    QVERIFY(isSettled());
    QCOMPARE(m_source->state().shown, 10);
    ask(u"user:user7 user:user8"_s);
    QVERIFY(isSettled());
    QCOMPARE(m_source->state().shown, 0);
    QTRY_VERIFY(m_source->state().emptiedBy.startsWith(u"user:"_s));
}

void TestFileLogSource::answersTheNewestQueryOnly()
{
    m_source->open({putMany(20'000)});
    QVERIFY(isSettled());
    for (int i = 0; i < 50; ++i)
        ask(u"user:user%1"_s.arg(i), {.field = i % 2 ? Field::User : Field::Time}, i % 3 == 0);
    ask(u"user:user99"_s);
    QVERIFY(isSettled());
    QCOMPARE(m_source->state().shown, 200);
    QCOMPARE(user(0), u"user99"_s);
}

void TestFileLogSource::sumsUpWhileSomebodyLooks()
{
    m_source->open({putMany(7200)});
    QVERIFY(isSettled());
    QVERIFY(m_source->summary().bars.isEmpty());
    m_source->setSummaryWanted(true);
    QTRY_VERIFY(m_source->summary().isFinal);
    qint64 all = 0;
    for (const LogSummary::Bar &bar : m_source->summary().bars)
        all += std::accumulate(bar.counts.begin(), bar.counts.end(), qint64(0));
    QCOMPARE(all, 7200);
    QCOMPARE(m_source->summary().hours[3][0], 3600); // 5 March 2026 was a Thursday
    QCOMPARE(m_source->summary().users.size(), LogSource::topWanted);
    QCOMPARE(m_source->summary().users.first().count, 72);
    ask(u"user:user1"_s);
    QTRY_COMPARE(m_source->summary().users.size(), 1);
}

void TestFileLogSource::offersTheValuesThatOccur()
{
    m_source->open({putMany(1000)});
    QVERIFY(isSettled());
    QList<ValueCount> found;
    m_source->findValues(Field::User, u"USER9"_s, this, [&](const QList<ValueCount> &values) { found = values; });
    QTRY_COMPARE(found.size(), 11); // user9, user90 … user99
    QCOMPARE(found.first().count, 10);
    bool isCalled = false;
    m_source->findValues(Field::Complement, {}, this, [&](const QList<ValueCount> &values) {
        isCalled = true;
        found = values;
    });
    QTRY_VERIFY(isCalled);
    QVERIFY(found.isEmpty());
}

void TestFileLogSource::readsTimesInTheZoneThatIsChosen()
{
    m_source->open(
        {put(u"a.csv"_s, header + line("2026-03-05 10:00:00", "sato") + line("2026-03-05T02:00:00Z", "mori"))});
    QVERIFY(isSettled());
    QVERIFY(m_source->hasTimesWithoutZone());
    QCOMPARE(users(), (QStringList{u"mori"_s, u"sato"_s}));
    const auto inUtc = m_source->rows().recordAt(1).value().time.value();
    ask({}, {}, false, QTimeZone("Asia/Tokyo"));
    QVERIFY(isSettled());
    QCOMPARE(users(), (QStringList{u"sato"_s, u"mori"_s}));
    const auto inTokyo = m_source->rows().recordAt(0).value().time.value();
    QCOMPARE(std::chrono::duration_cast<std::chrono::hours>(inUtc - inTokyo).count(), 9);
    // What is wanted is a moment; which rows are of it changes with the zone.
    for (const auto &[zone, shown] : {std::pair{QTimeZone("Asia/Tokyo"), QStringList{u"mori"_s}},
             std::pair{QTimeZone("America/New_York"), QStringList{u"mori"_s, u"sato"_s}},
             std::pair{QTimeZone("Asia/Tokyo"), QStringList{u"mori"_s}}}) {
        ask(u"time>=2026-03-05T01:30:00Z"_s, {}, false, zone);
        QVERIFY(isSettled());
        QCOMPARE(users(), shown);
    }
}

void TestFileLogSource::showsWhatCanBeReadOfADamagedFile()
{
    m_source->open({put(u"a.csv"_s,
        header + line("2026-03-05T10:00:00Z", "sato") + "2026-03-05T11:00:00Z,192.0.2.7,mo\xffri\n"
            + line("2026-03-05T12:00:00Z", "abe"))});
    QVERIFY(isSettled());
    QCOMPARE(m_source->rows().rowCount(), 3);
    QVERIFY(m_source->state().damaged > 0);
    QCOMPARE(m_source->found().damages.told.first().line, 3);
    QVERIFY(m_source->state().failure.isEmpty());
}

void TestFileLogSource::saysWhyNothingCanBeRead()
{
    m_source->open({m_folder->filePath(u"missing.csv"_s)});
    QTRY_VERIFY(!m_source->state().failure.isEmpty());
    QVERIFY(m_source->state().failure.contains(u"missing.csv"_s));
    QCOMPARE(m_source->rows().rowCount(), 0);
}

void TestFileLogSource::takesAnEmptyFileForALogWithoutRows()
{
    const QString empty = put(u"empty.csv"_s, {});
    m_source->open({empty});
    QVERIFY(isSettled());
    QVERIFY(m_source->state().failure.isEmpty());
    QCOMPARE(m_source->state().all, 0);
    QCOMPARE(m_source->state().damaged, 0);
    m_source->open({empty, put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato"))});
    QVERIFY(isSettled());
    QCOMPARE(users(), QStringList{u"sato"_s});
    QCOMPARE(m_source->state().damaged, 0);
}

void TestFileLogSource::asksAboutColumnsThatNobodyKnows()
{
    const QString path = put(u"a.csv"_s, "aaa,bbb,ccc\nred,sato,1\nblue,mori,2\n");
    m_source->open({path});
    QVERIFY(isSettled());
    QVERIFY(!m_source->found().questions.empty());
    auto answer = m_source->found().questions.front().guess;
    answer.hasHeader = true;
    QCOMPARE(answer.columns.size(), size_t(3));
    for (auto &column : answer.columns)
        column.field.reset();
    answer.columns[1].field = Field::User;
    m_source->answer({answer});
    QTRY_COMPARE(users(), (QStringList{u"sato"_s, u"mori"_s}));
    QVERIFY(isSettled());
    QVERIFY(m_source->found().questions.empty());
}

void TestFileLogSource::keepsWhatIsThereWhenItIsStopped()
{
    m_source->open({putMany(60'000)});
    m_source->cancel();
    QCOMPARE(m_source->state().progress, LogState::Progress::Idle);
    QVERIFY(m_source->state().all <= 60'000);
    m_source->open(m_source->paths());
    QVERIFY(isSettled());
    QCOMPARE(m_source->state().all, 60'000);
}

void TestFileLogSource::showsWhatIsUnpackedOfAStream_data()
{
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("to its end") << false;
    QTest::newRow("stopped") << true;
}

/// What stands in a packed archive is found as it comes.
void TestFileLogSource::showsWhatIsUnpackedOfAStream()
{
    QFETCH(const bool, isStopped);
    constexpr int many = 60'000; // more than a piece, which is what is shown together
    const qint64 size = QFile(putMany(many)).size();
    put(u"last.csv"_s, header + line("2026-03-06T10:00:00Z", "sato"));
    const QString folder = m_folder->path();
    QCOMPARE(
        QProcess::execute(u"tar"_s, {u"-C"_s, folder, u"-cf"_s, folder + u"/all.tar"_s, u"many.csv"_s, u"last.csv"_s}),
        0);
    QCOMPARE(QProcess::execute(u"mkfifo"_s, {folder + u"/pipe"_s}), 0);
    QFile archive(folder + u"/all.tar"_s);
    QVERIFY(archive.open(QIODevice::ReadOnly));
    m_source->open({folder + u"/pipe"_s});
    QFile pipe(folder + u"/pipe"_s);
    QVERIFY(pipe.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    pipe.write(archive.read(size)); // the first entry, but for its end
    QTRY_VERIFY(m_source->rows().rowCount() > 0);
    QCOMPARE(m_source->state().progress, LogState::Progress::Reading);
    if (isStopped) {
        m_source->cancel();
        pipe.close();
        QVERIFY(isSettled());
        QVERIFY(m_source->rows().rowCount() > 0);
        return;
    }
    pipe.write(archive.readAll());
    pipe.close();
    QVERIFY(isSettled());
    QCOMPARE(m_source->state().all, many + 1);
}

void TestFileLogSource::goesWhileItReads()
{
    m_source->setSummaryWanted(true);
    m_source->open({putMany(60'000)});
    ask(u"user:user5"_s, {.field = Field::User}, true);
    m_tester.reset();
    m_source.reset();
    QVERIFY(!m_source);
}

/// Whoever reads a pipe, or a file far away, may be held up for any time.
void TestFileLogSource::waitsForNobodyWhenItIsStopped()
{
    const QString path = m_folder->filePath(u"pipe"_s);
    QCOMPARE(QProcess::execute(u"mkfifo"_s, {path}), 0);
    m_source->setSummaryWanted(true);
    m_source->open({path});
    QFile pipe(path);
    QVERIFY(pipe.open(QIODevice::WriteOnly)); // when it is being read
    m_source->cancel();
    QVERIFY(isSettled());
    QTRY_VERIFY(m_source->summary().isFinal); // of nothing
    m_source->open({put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato"))});
    QTRY_COMPARE(users(), QStringList{u"sato"_s});
    m_tester.reset();
    m_source.reset();
    pipe.close();
}

void TestFileLogSource::followsAFileThatGrows()
{
    const QString path = put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato"));
    m_source->setFollowing(true);
    m_source->open({path});
    QVERIFY(isSettled());
    QCOMPARE(users(), QStringList{u"sato"_s});
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(line("2026-03-05T11:00:00Z", "mori"));
    file.close();
    QTRY_COMPARE(users(), (QStringList{u"sato"_s, u"mori"_s}));
    QVERIFY(isSettled());
}

/// UTF-16 is turned into UTF-8, and cannot be read on from where it ended.
void TestFileLogSource::keepsThePlaceInAFileThatIsReadAgain()
{
    const QString old = QString::fromLatin1(header + line("2026-03-05T10:00:00Z", "sato"));
    const auto inUtf16
        = [](const QString &text) { return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2); };
    const QString first = put(u"a.csv"_s, header + line("2026-03-05T09:00:00Z", "abe"));
    const QString path = put(u"b.csv"_s, "\xff\xfe" + inUtf16(old));
    m_source->setFollowing(true);
    m_source->open({path, first});
    QVERIFY(isSettled());
    QCOMPARE(users(), (QStringList{u"abe"_s, u"sato"_s}));
    const QPersistentModelIndex held = m_source->rows().index(1, 0);
    const QPersistentModelIndex heldToo = m_source->rows().index(0, 0);
    const QSignalSpy anew(m_source.get(), &FileLogSource::filesReadAnew);
    const QSignalSpy reset(&m_source->rows(), &QAbstractItemModel::modelReset);
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(inUtf16(QString::fromLatin1(line("2026-03-05T08:00:00Z", "mori"))));
    file.close();
    QTRY_COMPARE(users(), (QStringList{u"mori"_s, u"abe"_s, u"sato"_s}));
    QCOMPARE(held.row(), 2);
    QCOMPARE(heldToo.row(), 1);
    QVERIFY(anew.isEmpty());
    QVERIFY(reset.isEmpty());
    QVERIFY(isSettled());
}

void TestFileLogSource::readsAFileAnewThatWasCut()
{
    const QString path
        = put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato") + line("2026-03-05T11:00:00Z", "mori"));
    m_source->setFollowing(true);
    m_source->open({path});
    QVERIFY(isSettled());
    QSignalSpy anew(m_source.get(), &FileLogSource::filesReadAnew);
    put(u"a.csv"_s, header + line("2026-03-06T10:00:00Z", "abe"));
    QTRY_COMPARE(users(), QStringList{u"abe"_s});
    QVERIFY(!anew.isEmpty());
    QVERIFY(!anew.first().first().toString().isEmpty());
}

/// Rotation takes the name away, and brings it back a while later.
void TestFileLogSource::keepsTheRowsOfAFileThatIsGone()
{
    const QString path = put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato"));
    m_source->setFollowing(true);
    m_source->open({path});
    QVERIFY(isSettled());
    const QSignalSpy changed(m_source.get(), &FileLogSource::filesChanged);
    QVERIFY(QFile::rename(path, m_folder->filePath(u"a.csv.1"_s)));
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(m_source->news()->isGone);
    QVERIFY(isSettled());
    QCOMPARE(users(), QStringList{u"sato"_s});
    put(u"a.csv"_s, header + line("2026-03-06T10:00:00Z", "abe"));
    QTRY_COMPARE(users(), QStringList{u"abe"_s});
}

/// Though nothing that was not asked for is read.
void TestFileLogSource::noticesWhatBecomesOfAFile()
{
    const QString path = put(u"a.csv"_s, header + line("2026-03-05T10:00:00Z", "sato"));
    m_source->open({path});
    QVERIFY(isSettled());
    QVERIFY(!m_source->news());
    const auto told = [this] { return QByteArray(m_source->news() ? m_source->news()->how.message->code : ""); };
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(line("2026-03-05T11:00:00Z", "mori"));
    file.close();
    QTRY_COMPARE(told(), QByteArray("files.fileGrown"));
    QCOMPARE(users(), QStringList{u"sato"_s});
    m_source->open({path});
    QVERIFY(!m_source->news());
    QVERIFY(isSettled());
    QCOMPARE(users(), (QStringList{u"sato"_s, u"mori"_s}));
    QVERIFY(QFile::resize(path, 10));
    QTRY_COMPARE(told(), QByteArray("files.fileCut"));
    QVERIFY(!m_source->news()->isGone);
    QVERIFY(QFile::remove(path));
    m_source->open({put(u"a.csv"_s, header + line("2026-03-05T12:00:00Z", "abe"))});
    QVERIFY(isSettled());
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(told(), QByteArray("files.fileRemoved"));
    QVERIFY(m_source->news()->isGone);
    QCOMPARE(users(), QStringList{u"abe"_s});
    put(u"a.csv"_s, header);
    QTRY_COMPARE(told(), QByteArray("files.fileReplaced"));
    QCOMPARE(users(), QStringList{u"abe"_s});
}

void TestFileLogSource::exports_data()
{
    QTest::addColumn<LogFileWish>("wish");
    QTest::addColumn<QByteArray>("begin");
    using Format = LogFileWish::Format;
    using Packing = LogFileWish::Packing;
    QTest::newRow("CSV") << LogFileWish{Format::Csv, Packing::None, false} << QByteArray("\xef\xbb\xbftime,");
    QTest::newRow("NDJSON") << LogFileWish{Format::Ndjson, Packing::None, false} << QByteArray("{\"");
    QTest::newRow("ZIP") << LogFileWish{Format::Csv, Packing::Zip, true} << QByteArray("PK");
    QTest::newRow("gzip") << LogFileWish{Format::Csv, Packing::Gzip, true} << QByteArray("\x1f\x8b");
}

void TestFileLogSource::exports()
{
    QFETCH(const LogFileWish, wish);
    QFETCH(const QByteArray, begin);
    m_source->open({putMany(5000)});
    QVERIFY(isSettled());
    ask(u"user:user7"_s);
    QVERIFY(isSettled());
    const QString path = m_folder->filePath(u"out"_s);
    const auto file = m_source->exportTo(path, wish, {});
    QSignalSpy finished(file.get(), &LogExport::finished);
    file->start();
    QTRY_COMPARE(finished.size(), 1);
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QVERIFY2(content.startsWith(begin), content.first(40).constData());
    QCOMPARE(finished.first().first().toLongLong(), content.size());
    if (wish.packing == LogFileWish::Packing::None)
        QCOMPARE(content.count("user7"), 50);
}

void TestFileLogSource::exportsChosenRowsOnly()
{
    m_source->open({putMany(100)});
    QVERIFY(isSettled());
    const QString path = m_folder->filePath(u"out.csv"_s);
    const auto file = m_source->exportTo(path, {.isForSpreadsheets = false}, QList<LogRowRange>{{3, 4}, {9, 9}});
    QSignalSpy finished(file.get(), &LogExport::finished);
    file->start();
    QTRY_COMPARE(finished.size(), 1);
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArrayList lines = written.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(1).contains(",user3,"));
    QVERIFY(lines.at(3).contains(",user9,"));
}

QString TestFileLogSource::whyNotExported(const QString &path) const
{
    const auto file = m_source->exportTo(path, {.isForSpreadsheets = false}, {});
    const QSignalSpy finished(file.get(), &LogExport::finished);
    const QSignalSpy failed(file.get(), &LogExport::failed);
    file->start();
    if (!QTest::qWaitFor([&] { return finished.size() + failed.size() > 0; }, std::chrono::minutes(1)))
        return u"no answer"_s;
    return failed.isEmpty() ? QString() : failed.first().first().toString();
}

void TestFileLogSource::exportsNothingWhileItReads()
{
    const QString path = m_folder->filePath(u"out.csv"_s);
    m_source->open({putMany(2000)});
    ask(u"user:user7"_s);
    QVERIFY(whyNotExported(path).contains(u"read"_s));
    QVERIFY(!QFile::exists(path));
    QVERIFY(isSettled());
    QCOMPARE(whyNotExported(path), QString());
    QVERIFY(QFile::exists(path));
}

void TestFileLogSource::exportsNothingWhileItFilters()
{
    const QString path = m_folder->filePath(u"out.csv"_s);
    m_source->open({putMany(1000)});
    QVERIFY(isSettled());
    ask(u"user:user7"_s);
    QVERIFY(isSettled());
    ask(u"user:user8"_s);
    QVERIFY(whyNotExported(path).contains(u"order"_s));
    QVERIFY(!QFile::exists(path));
    QVERIFY(isSettled());
    QCOMPARE(whyNotExported(path), QString());
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QCOMPARE(content.count("user8"), 10);
    QCOMPARE(content.count("user7"), 0);
}

void TestFileLogSource::exportsNothingOfALogThatWasStopped()
{
    const QString path = m_folder->filePath(u"out.csv"_s);
    m_source->open({putMany(2000)});
    m_source->cancel();
    QVERIFY(isSettled());
    QVERIFY(whyNotExported(path).contains(u"stopped"_s));
    QVERIFY(!QFile::exists(path));
}

void TestFileLogSource::leavesTheOldFileWhereNothingCanBeWritten()
{
    m_source->open({putMany(100)});
    QVERIFY(isSettled());
    const auto file = m_source->exportTo(m_folder->filePath(u"no/such/folder/out.csv"_s), {}, {});
    QSignalSpy failed(file.get(), &LogExport::failed);
    file->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestFileLogSource)
#include "tst_filelogsource.moc"
