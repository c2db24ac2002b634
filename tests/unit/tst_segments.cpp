// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"
#include "store/eventoverview.h"
#include "store/eventrows.h"
#include "store/eventvalues.h"
#include "store/segmentlogs.h"
#include "temporarystore.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <future>
#include <sqlite3.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

constexpr qint64 eventCount = 3'000;
const QString month = u"2026-03"_s;

audit::Event entry(int place)
{
    return {
        .time = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::minutes(place),
        .source = u"192.0.2.%1"_s.arg(place % 3),
        .user = place < 700      ? u"early"_s
            : place < eventCount ? u"late"_s
                                 : u"newest"_s,
        .service = u"Files"_s,
        .module = u"Files"_s,
        .action = place % 2 == 0 ? u"upload"_s : u"削除"_s,
        .result = place % 10 == 0 ? audit::EventResult::Failed : audit::EventResult::Success,
        .level = place % 100 == 0 ? audit::Level::Warning : audit::Level::Information,
        .complement = u"place \"%1\"\nnext"_s.arg(place),
    };
}

const SummarySpan wholeSpan{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1),
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 8), 24h};

Result<void> closeAndDelete(Tenants &tenants, TenantId tenant, const std::stop_token &stop = {})
{
    return closeEvents(tenants.store(), tenant, month, 1'000, stop)
        .and_then([&](const auto &) { return closeEvents(tenants.store(), tenant, u"2026-04"_s, 2'500, stop); })
        .and_then([&](const auto &) { return deleteEventsBelow(tenants.store(), tenant, 601, {}, stop); })
        .transform([](qint64) {});
}

/// Looks on at the writer's transactions, as long as it lives.
class Commits {
public:
    /// @p told: how many there were, before each of them; on the writer's thread.
    explicit Commits(Store &store, std::function<void(int)> told = {})
        : m_store(store)
        , m_told(std::move(told))
    {
        (void)m_store.write([this](Transaction &transaction) -> Result<void> {
            m_writer = transaction.database().handle();
            m_rowsBefore = sqlite3_total_changes(m_writer);
            sqlite3_commit_hook(m_writer, &Commits::note, this);
            return {};
        });
    }
    ~Commits()
    {
        (void)m_store.write([](Transaction &transaction) -> Result<void> {
            sqlite3_commit_hook(transaction.database().handle(), nullptr, nullptr);
            return {};
        });
    }
    Commits(const Commits &) = delete;
    Commits &operator=(const Commits &) = delete;

    int count() const { return m_count; }
    /// That one of them wrote.
    int mostRows() const { return m_mostRows; }

private:
    static int note(void *self)
    {
        auto &commits = *static_cast<Commits *>(self);
        const int rows = sqlite3_total_changes(commits.m_writer);
        commits.m_mostRows = std::max<int>(commits.m_mostRows, rows - commits.m_rowsBefore);
        commits.m_rowsBefore = rows;
        ++commits.m_count;
        if (commits.m_told)
            commits.m_told(commits.m_count);
        return 0;
    }

    Store &m_store;
    const std::function<void(int)> m_told;
    sqlite3 *m_writer = nullptr;
    int m_rowsBefore = 0; ///< the writer's own, as m_writer
    std::atomic<int> m_count = 0;
    std::atomic<int> m_mostRows = 0;
};

}

class TestSegments : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesTheLinesAndTheirHashes();
    void letsTheDatabaseGo();
    void goesOnWhereTheLastOneEnded();
    void needsTheHashOfEachEvent();
    void closesWhatIsLeftAroundMissingEvents();
    void findsWhatTheFilesDoNotGiveBack_data();
    void findsWhatTheFilesDoNotGiveBack();
    void readsEachEventOnceWhileBothHaveIt();
    void removesWhatACrashLeft();
    void setsAsideFilesOfANewerLog();
    void survivesBeingKilled();
    void writesInSmallSteps();
    void goesOnWhereverItWasStopped();
    void losesNothingOnAFullDisk_data();
    void losesNothingOnAFullDisk();
    void leavesFilesThatSomebodyReadsWhenStopped();
    void deletesWholeSegmentsAndParts();
    void deletesAndNotesTogetherOrNot();
    void deletesClosedEventsOnly();
    void keepsFilesForThoseWhoRead();
    void tellsWhatCannotBeRead_data();
    void tellsWhatCannotBeRead();
    void dropsWhatCannotBeRead();
    void readsFilesInOrder();
    void keepsAsManyOpenAsMemoryAllows();

private:
    Result<QList<Segment>> close(qint64 last) { return closeEvents(store(), m_tenant, month, last); }
    Store &store() { return m_tenants->store(); }
    QList<audit::Event> all() { return m_tenants->eventsAbove(m_tenant, 10'000, 0).value_or(QList<audit::Event>()); }
    QList<Segment> segments();
    qint64 counted(const QString &sql);
    qint64 storedCount() { return counted(u"SELECT count(*) FROM events WHERE tenant = ?"_s); }
    qint64 countsWithoutSegment();
    QStringList files();
    QStringList valuesOf(audit::Field field);
    EventOverview overview();
    void reopen();

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
    QList<audit::Event> m_events;
};

void TestSegments::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    QList<audit::Event> events;
    while (events.size() < eventCount - 2) // The first one tells of the tenant.
        events << entry(int(events.size()) + 2);
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(eventCount)));
    m_events = all();
    QCOMPARE(m_events.size(), eventCount);
}

void TestSegments::reopen()
{
    m_tenants.reset();
    m_tenants = m_store->open();
}

QList<Segment> TestSegments::segments()
{
    return store().read([&](Database &database) { return segmentsOf(database, m_tenant); }).value_or(QList<Segment>());
}

/// By a statement about the tenant.
qint64 TestSegments::counted(const QString &sql)
{
    return store()
        .read([&](Database &database) {
            return database.first(
                sql, {m_tenant.value}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
        })
        .value()
        .value_or(-1);
}

qint64 TestSegments::countsWithoutSegment()
{
    return counted(u"SELECT count(*) FROM segment_counts c WHERE tenant = ? AND NOT EXISTS (SELECT 1 FROM segments s"
                   " WHERE s.tenant = c.tenant AND s.first = c.first AND s.last = c.last)"_s);
}

QStringList TestSegments::files()
{
    return QDir(store().segments().folder().folderOf(m_tenant)).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QStringList TestSegments::valuesOf(audit::Field field)
{
    const auto values
        = store().search([&](Database &database) { return eventValues(database, m_tenant, field, {}, 10); });
    QStringList told;
    for (const ValueCount &value : values.value_or(QList<ValueCount>()))
        told << value.value + u' ' + QString::number(value.count);
    return told;
}

EventOverview TestSegments::overview()
{
    return store()
        .search([&](Database &database) {
            OverviewCount count(m_tenant, {.filter = {}, .span = {}, .step = {}}, wholeSpan);
            return count.goOn(database, whenThrough).and_then([&] { return count.overview(database); });
        })
        .value_or(EventOverview());
}

void TestSegments::writesTheLinesAndTheirHashes()
{
    const auto made = close(1'234);
    QVERIFY(made);
    QCOMPARE(made->size(), 1);
    QCOMPARE(*made, segments());
    const Segment &segment = made->first();
    QCOMPARE(segment.file, u"2026-03-1-1234.ndjson"_s);
    QCOMPARE(files(), (QStringList{u"2026-03-1-1234.hashes"_s, u"2026-03-1-1234.ndjson"_s}));
    QByteArray lines;
    for (const audit::Event &event : m_events.first(1'234))
        lines += audit::chain::canonicalForm(event) + '\n';
    QFile file(store().segments().folder().linesOf(m_tenant, segment));
    QVERIFY(file.open(QFile::ReadOnly));
    QVERIFY(file.readAll() == lines);
    QCOMPARE(segment.bytes, lines.size());
    crypto::Sha256 digest;
    digest.add(lines);
    QCOMPARE(segment.sha256, digest.result());
    const auto [earliest, latest] = std::ranges::minmax(m_events.first(1'234), {}, &audit::Event::time);
    QCOMPARE(segment.firstTime, earliest.time);
    QCOMPARE(segment.lastTime, latest.time);
    QCOMPARE(segment.closedAt, m_store->now());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(file.permissions() & others));
    QVERIFY(!(QFile::permissions(QFileInfo(file).path()) & others));
}

void TestSegments::letsTheDatabaseGo()
{
    QVERIFY(close(2'000));
    QCOMPARE(storedCount(), eventCount - 2'000);
    QVERIFY(all() == m_events);
    QVERIFY(close(eventCount + 500));
    QCOMPARE(storedCount(), 0);
    QVERIFY(all() == m_events);
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(0)));
    QCOMPARE(all().last().number, eventCount + 1);
    QCOMPARE(storedCount(), 1);
}

void TestSegments::goesOnWhereTheLastOneEnded()
{
    QVERIFY(close(1'000));
    const auto none = close(1'000);
    QVERIFY(none);
    QVERIFY(none->isEmpty());
    const auto next = close(1'500);
    QVERIFY(next);
    QCOMPARE(next->first().first, 1'001);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!closeEvents(store(), m_tenant, month, 2'000, stop.get_token()));
    QCOMPARE(segments().size(), 2);
    QCOMPARE(files().size(), 4);
}

void TestSegments::needsTheHashOfEachEvent()
{
    QVERIFY(store().write([&](Transaction &transaction) {
        return transaction.database().run(
            u"UPDATE events SET hash = x'' WHERE tenant = ? AND number = 700"_s, {m_tenant.value});
    }));
    const auto refused = close(1'000);
    QVERIFY(!refused);
    QVERIFY(refused.error().is(messages::EventsNotLinked));
    QCOMPARE(refused.error().arguments, QStringList{u"700"_s});
    QCOMPARE(files(), QStringList());
    QVERIFY(all() == m_events);
}

/// Somebody took them out of the database: in the midst, at the edge of a batch, and the last one.
void TestSegments::closesWhatIsLeftAroundMissingEvents()
{
    QVERIFY(store().write([&](Transaction &transaction) {
        return transaction.database().run(
            u"DELETE FROM events WHERE tenant = ? AND number IN (2, 700, 701, 1000, 2500)"_s, {m_tenant.value});
    }));
    m_events.removeIf(
        [](const audit::Event &event) { return QList<qint64>{2, 700, 701, 1'000, 2'500}.contains(event.number); });
    QVERIFY(close(1'000));
    QVERIFY(close(2'500));
    QStringList ranges;
    for (const Segment &segment : segments())
        ranges << u"%1-%2"_s.arg(segment.first).arg(segment.last);
    QCOMPARE(ranges, (QStringList{u"1-1"_s, u"3-699"_s, u"702-999"_s, u"1001-2499"_s}));
    QCOMPARE(storedCount(), 500);
    QCOMPARE(countsWithoutSegment(), 0);
    QVERIFY(all() == m_events);
    QVERIFY(closeEvents(store(), m_tenant, u"2026-04"_s, eventCount));
    QCOMPARE(segments().last().first, 2'501);
    QVERIFY(all() == m_events);
    for (const Segment &segment : segments())
        QVERIFY(readThrough(store().segments().folder(), m_tenant, segment));
    QVERIFY(closeEvents(store(), m_tenant, u"2026-05"_s, eventCount + 500).value().isEmpty());
    // Into a gap, and behind it.
    QVERIFY(deleteEventsBelow(store(), m_tenant, 701));
    QVERIFY(all() == m_events.sliced(698));
    QVERIFY(deleteEventsBelow(store(), m_tenant, 800));
    QCOMPARE(all().first().number, 800);
    QCOMPARE(files().size(), 2 * segments().size());
}

void TestSegments::findsWhatTheFilesDoNotGiveBack_data()
{
    QTest::addColumn<bool>("isOfHashes");
    QTest::addColumn<QString>("harm");
    QTest::newRow("a line altered") << false << u"altered"_s;
    QTest::newRow("a line too few") << false << u"joined"_s;
    QTest::newRow("lines cut off") << false << u"cut"_s;
    QTest::newRow("hashes cut off") << true << u"cut"_s;
}

void TestSegments::findsWhatTheFilesDoNotGiveBack()
{
    QFETCH(const bool, isOfHashes);
    QFETCH(const QString, harm);
    const Segment segment = close(500).value().first();
    const SegmentFolder &folder = store().segments().folder();
    QVERIFY(readThrough(folder, m_tenant, segment));
    QFile file(isOfHashes ? folder.hashesOf(m_tenant, segment) : folder.linesOf(m_tenant, segment));
    QVERIFY(file.open(QFile::ReadWrite));
    const qint64 firstEnd = file.readLine().size() - 1;
    if (harm == u"cut")
        QVERIFY(file.resize(file.size() - 32));
    else
        QVERIFY(file.seek(harm == u"joined" ? firstEnd : 2'000) && file.putChar('~') && file.flush());
    const auto readable = readThrough(folder, m_tenant, segment);
    QVERIFY(!readable);
    QVERIFY(readable.error().is(messages::SegmentDamaged));
}

/// As after a crash behind the row, and before the database had let all of them go.
void TestSegments::readsEachEventOnceWhileBothHaveIt()
{
    const EventOverview before = overview();
    const auto sql = [&](const QString &statement) {
        return store().write([&](Transaction &transaction) { return transaction.database().run(statement); });
    };
    QVERIFY(sql(u"CREATE TABLE kept AS SELECT * FROM events"_s));
    QVERIFY(close(1'000));
    QVERIFY(sql(u"INSERT INTO events SELECT * FROM kept WHERE number BETWEEN 400 AND 1000"_s));
    QCOMPARE(storedCount(), eventCount - 1'000 + 601);
    QVERIFY(all() == m_events);
    const EventOverview both = overview();
    QCOMPARE(both.total, eventCount);
    QCOMPARE(both.summary.buckets, before.summary.buckets);
    QCOMPARE(both.summary.failures, before.summary.failures);
    const auto summary
        = store().search([&](Database &database) { return eventSummary(database, m_tenant, wholeSpan); });
    QVERIFY(summary);
    QCOMPARE(summary->buckets, before.summary.buckets);
    QCOMPARE(summary->failures, before.summary.failures);
    reopen();
    QVERIFY(all() == m_events);
    QVERIFY(removeLeftovers(store(), m_tenant));
    QCOMPARE(storedCount(), eventCount - 1'000);
    QVERIFY(all() == m_events);
}

void TestSegments::removesWhatACrashLeft()
{
    QVERIFY(close(1'000));
    const QStringList before = files();
    const QDir folder(store().segments().folder().folderOf(m_tenant));
    for (const QString &name :
        {u"2026-03-1001-2000.ndjson"_s, u"2026-03-1001-2000.hashes"_s, u"2026-03-1.ndjson.AbCd"_s}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
    }
    QCOMPARE(files().size(), before.size() + 3);
    reopen();
    QVERIFY(all() == m_events);
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!removeLeftovers(store(), m_tenant, stopped.get_token()));
    QCOMPARE(files().size(), before.size() + 3);
    QVERIFY(removeLeftovers(store(), m_tenant));
    QCOMPARE(files(), before);
    QVERIFY(all() == m_events);
}

/// As after the store alone was brought back from a backup: those events are nowhere else.
void TestSegments::setsAsideFilesOfANewerLog()
{
    QVERIFY(close(1'000));
    const QStringList before = files();
    const QDir folder(store().segments().folder().folderOf(m_tenant));
    const QString newer = u"2026-05-%1-9000.ndjson"_s.arg(eventCount);
    QFile file(folder.filePath(newer));
    QVERIFY(file.open(QFile::WriteOnly));
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The file is kept: .*"_s + newer));
    QVERIFY(removeLeftovers(store(), m_tenant));
    QCOMPARE(files(), before);
    const QStringList aside = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(aside.size(), 1);
    QVERIFY(QFile::exists(folder.filePath(aside.first() + u'/' + newer)));
    QVERIFY(removeLeftovers(store(), m_tenant));
    QVERIFY(QFile::exists(folder.filePath(aside.first() + u'/' + newer)));
}

/// Another process closes and deletes, and is killed later and later until it comes through.
void TestSegments::survivesBeingKilled()
{
    m_tenants.reset();
    const QString original = m_store->folder();
    for (int delay = 40, isThrough = 0; isThrough == 0; delay += delay / 3) {
        TemporaryStore copy;
        QVERIFY(QDir().mkpath(copy.folder()));
        QVERIFY(QFile::copy(original + u"/platform.db"_s, copy.folder() + u"/platform.db"_s));
        QProcess closing;
        closing.start(
            QCoreApplication::applicationFilePath(), {u"--close"_s, copy.folder(), QString::number(m_tenant.value)});
        QVERIFY(closing.waitForStarted());
        isThrough = closing.waitForFinished(delay) ? 1 : 0;
        closing.kill();
        closing.waitForFinished();
        if (isThrough != 0)
            QCOMPARE(closing.exitCode(), 0);
        m_tenants = copy.open();
        QVERIFY(m_tenants);
        const QList<audit::Event> found = all();
        QVERIFY(found == m_events || found == m_events.sliced(600));
        const QString early = found.size() == eventCount ? u"early 698"_s : u"early 99"_s;
        QVERIFY(valuesOf(audit::Field::User).contains(early));
        QVERIFY(removeLeftovers(store(), m_tenant));
        QVERIFY(all() == found);
        QVERIFY(valuesOf(audit::Field::User).contains(early));
        QCOMPARE(countsWithoutSegment(), 0);
        qint64 closed = 0;
        for (const Segment &segment : segments())
            closed += segment.size();
        QCOMPARE(storedCount(), found.size() - closed);
        QCOMPARE(files().size(), 2 * segments().size());
        m_tenants.reset();
    }
}

/// Whoever changes something waits for one step, and no step is long, however many names there are.
void TestSegments::writesInSmallSteps()
{
    constexpr int nameCount = 12'000;
    QList<audit::Event> events;
    for (int i = 0; i < nameCount; ++i) {
        audit::Event event = entry(eventCount + 1);
        event.user = u"user %1"_s.arg(i);
        event.action = u"action %1"_s.arg(i % 4'000);
        events << event;
    }
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    const qint64 last = eventCount + nameCount;
    Commits commits(store());
    QVERIFY(close(last));
    const int ofClosing = commits.mostRows();
    QCOMPARE(deleteEventsBelow(store(), m_tenant, eventCount + 8'001), eventCount + 8'000);
    const int ofCutting = commits.mostRows();
    QCOMPARE(deleteEventsBelow(store(), m_tenant, last + 1), 4'000);
    QVERIFY(commits.count() > nameCount / 1'000 * 3);
    QVERIFY2(ofClosing <= 2'000, QByteArray::number(ofClosing).constData());
    QVERIFY2(ofCutting <= 2'000, QByteArray::number(ofCutting).constData());
    QVERIFY2(commits.mostRows() <= 2'000, QByteArray::number(commits.mostRows()).constData());
    QCOMPARE(countsWithoutSegment(), 0);
    QCOMPARE(valuesOf(audit::Field::User), QStringList());
    // The last code of each table stays.
    QCOMPARE(counted(u"SELECT count(*) FROM event_names WHERE tenant = ?"_s), 1);
}

/// Stopped after one or the other of its transactions, it is right at once, and after the next time as if nothing had
/// been. Not after each: every round syncs files.
void TestSegments::goesOnWhereverItWasStopped()
{
    const QStringList before = valuesOf(audit::Field::User);
    const QStringList after{u"late 2300"_s, u"early 99"_s, u"newest 1"_s};
    const auto isRight = [&] {
        const QList<audit::Event> found = all();
        const bool isDeleted = found == m_events.sliced(600);
        return (isDeleted || found == m_events) && valuesOf(audit::Field::User) == (isDeleted ? after : before)
            && overview().all == found.size() && overview().total == found.size();
    };
    int stops = 0;
    for (bool isThrough = false; !isThrough; stops += 5) {
        init();
        {
            std::stop_source stop;
            const Commits commits(store(), [&](int count) {
                if (count > stops)
                    stop.request_stop();
            });
            isThrough = closeAndDelete(*m_tenants, m_tenant, stop.get_token()) && !stop.stop_requested();
        }
        QVERIFY2(isRight(), QByteArray::number(stops).constData());
        reopen();
        QVERIFY2(isRight(), QByteArray::number(stops).constData());
        QVERIFY(removeLeftovers(store(), m_tenant));
        QVERIFY2(isRight(), QByteArray::number(stops).constData());
        QCOMPARE(countsWithoutSegment(), 0);
        QCOMPARE(files().size(), 2 * segments().size());
        QVERIFY(closeAndDelete(*m_tenants, m_tenant));
        QVERIFY(all() == m_events.sliced(600));
        QVERIFY(isRight());
        QCOMPARE(storedCount(), 500);
        QCOMPARE(countsWithoutSegment(), 0);
        QCOMPARE(files().size(), 4);
    }
    QVERIFY(stops > 15);
}

void TestSegments::losesNothingOnAFullDisk_data()
{
    QTest::addColumn<int>("largestFile");
    QTest::newRow("at its first bytes") << 1'000;
    QTest::newRow("in the middle of the lines") << 100'000;
}

/// No file can grow beyond some size, neither a segment's nor the database.
void TestSegments::losesNothingOnAFullDisk()
{
    QFETCH(const int, largestFile);
    (void)std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    rlimit full = usual;
    full.rlim_cur = rlim_t(largestFile);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    const auto closed = close(2400);
    const QList<audit::Event> meanwhile = all();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QVERIFY(!closed);
    QVERIFY(meanwhile == m_events);
    QVERIFY(segments().isEmpty());
    reopen();
    QVERIFY(all() == m_events);
    QVERIFY(removeLeftovers(store(), m_tenant));
    QCOMPARE(files(), QStringList());
    QCOMPARE(countsWithoutSegment(), 0);
    QVERIFY(close(2400));
    QVERIFY(all() == m_events);
    QCOMPARE(files().size(), 2 * segments().size());
}

void TestSegments::leavesFilesThatSomebodyReadsWhenStopped()
{
    QVERIFY(close(1'000));
    const QStringList before = files();
    std::promise<void> isReading;
    std::promise<void> isStopped;
    auto reader = std::async(std::launch::async, [&] {
        return store().search([&](Database &database) {
            const LogReading reading(database);
            (void)lastEventNumber(database, m_tenant);
            isReading.set_value();
            isStopped.get_future().wait();
            return eventsAbove(database, m_tenant, 10'000, 0);
        });
    });
    isReading.get_future().wait();
    std::stop_source stop;
    const auto deleted = deleteEventsBelow(
        store(), m_tenant, 1'001,
        [&](Transaction &transaction) -> Result<void> {
            transaction.afterCommit([&] { stop.request_stop(); });
            return {};
        },
        stop.get_token());
    QCOMPARE(deleted, 1'000);
    QCOMPARE(files(), before);
    isStopped.set_value();
    QVERIFY(reader.get() == m_events);
    QVERIFY(all() == m_events.sliced(1'000));
    QVERIFY(removeLeftovers(store(), m_tenant));
    QCOMPARE(files(), QStringList());
    QVERIFY(all() == m_events.sliced(1'000));
}

void TestSegments::deletesWholeSegmentsAndParts()
{
    QVERIFY(close(500));
    QVERIFY(close(2'000));
    QCOMPARE(deleteEventsBelow(store(), m_tenant, 601), 600);
    QVERIFY(all() == m_events.sliced(600));
    QCOMPARE(files(), (QStringList{u"2026-03-601-2000.hashes"_s, u"2026-03-601-2000.ndjson"_s}));
    QCOMPARE(valuesOf(audit::Field::User), (QStringList{u"late 2300"_s, u"early 99"_s, u"newest 1"_s}));
    QCOMPARE(valuesOf(audit::Field::Level), (QStringList{u"information 2376"_s, u"warning 24"_s}));
    QCOMPARE(overview().all, 2'400);
    QCOMPARE(overview().total, 2'400);
    QCOMPARE(store().read([&](Database &database) { return firstEventNumber(database, m_tenant); }), 601);

    QCOMPARE(deleteEventsBelow(store(), m_tenant, 700), 99);
    QCOMPARE(valuesOf(audit::Field::User), (QStringList{u"late 2300"_s, u"newest 1"_s}));
    QCOMPARE(valuesOf(audit::Field::Result), (QStringList{u"SUCCESS 2070"_s, u"FAILED 231"_s}));
    const auto names = store().read([&](Database &database) {
        return database.first(u"SELECT count(*) FROM event_names WHERE tenant = ? AND text = 'early'"_s,
            {m_tenant.value}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    });
    QCOMPARE(names.value().value_or(-1), 0);

    QCOMPARE(deleteEventsBelow(store(), m_tenant, 2'001), 1'301);
    QCOMPARE(files(), QStringList());
    QVERIFY(all() == m_events.sliced(2'000));
    QCOMPARE(deleteEventsBelow(store(), m_tenant, 2'001), 0);
    reopen();
    QVERIFY(all() == m_events.sliced(2'000));
    QVERIFY(close(2'500));
    QCOMPARE(segments().first().first, 2'001);
    QVERIFY(all() == m_events.sliced(2'000));
}

void TestSegments::deletesAndNotesTogetherOrNot()
{
    QVERIFY(close(1'000));
    const QStringList before = files();
    const auto refused = deleteEventsBelow(store(), m_tenant, 500, [](Transaction &) -> Result<void> {
        return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreFull));
    });
    QVERIFY(!refused);
    QCOMPARE(files(), before);
    QVERIFY(all() == m_events);
    const auto noted = deleteEventsBelow(store(), m_tenant, 500, [&](Transaction &transaction) {
        return appendEvents(transaction, m_tenant, {entry(0)}).transform([](qint64) { });
    });
    QCOMPARE(noted, 499);
    QCOMPARE(all().first().number, 500);
    QCOMPARE(all().last().number, eventCount + 1);
}

void TestSegments::deletesClosedEventsOnly()
{
    QVERIFY(close(1'000));
    const auto refused = deleteEventsBelow(store(), m_tenant, 1'002);
    QVERIFY(!refused);
    QVERIFY(refused.error().is(messages::EventsNotClosed));
    QVERIFY(all() == m_events);
}

void TestSegments::keepsFilesForThoseWhoRead()
{
    QVERIFY(close(1'000));
    std::promise<void> isReading;
    std::promise<void> isDeleted;
    auto reader = std::async(std::launch::async, [&] {
        return store().search([&](Database &database) {
            const LogReading reading(database);
            (void)lastEventNumber(database, m_tenant);
            isReading.set_value();
            isDeleted.get_future().wait();
            return eventsAbove(database, m_tenant, 10'000, 0);
        });
    });
    isReading.get_future().wait();
    const auto deleted = deleteEventsBelow(store(), m_tenant, 1'001, [&](Transaction &transaction) -> Result<void> {
        transaction.afterCommit([&] { isDeleted.set_value(); });
        return {};
    });
    QCOMPARE(deleted, 1'000);
    QVERIFY(reader.get() == m_events);
    QVERIFY(all() == m_events.sliced(1'000));
    QCOMPARE(files(), QStringList());
}

void TestSegments::tellsWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("harm");
    for (const char *harm : {"removed", "shorter", "longer", "altered", "empty"})
        QTest::newRow(harm) << QString::fromLatin1(harm);
}

void TestSegments::tellsWhatCannotBeRead()
{
    QFETCH(const QString, harm);
    QVERIFY(close(500));
    QVERIFY(close(1'000));
    QFile file(store().segments().folder().linesOf(m_tenant, segments().first()));
    QVERIFY(file.open(QFile::ReadWrite));
    if (harm == u"removed")
        QVERIFY(file.remove());
    else if (harm == u"shorter")
        QVERIFY(file.resize(file.size() - 5));
    else if (harm == u"longer")
        QVERIFY(file.resize(file.size() + 5));
    else if (harm == u"empty")
        QVERIFY(file.resize(0));
    else
        QVERIFY(file.seek(2'000) && file.putChar('~') && file.flush());
    const auto above = m_tenants->eventsAbove(m_tenant, 10'000, 0);
    QVERIFY(!above);
    QVERIFY(above.error().is(messages::SegmentDamaged));
    QCOMPARE(above.error().arguments, (QStringList{u"1"_s, u"500"_s, month, u"2026-03-1-500.ndjson"_s}));
    const auto newer = m_tenants->eventsAbove(m_tenant, 10'000, 500);
    QVERIFY(newer);
    QVERIFY(*newer == m_events.sliced(500));
    const auto since = m_tenants->events(m_tenant, 5, {}, {.since = m_events[600].time, .until = {}});
    QVERIFY(since);
    QCOMPARE(since->events.first().number, eventCount);
    QVERIFY(!close(1'500).value_or(QList<Segment>()).isEmpty());
}

void TestSegments::dropsWhatCannotBeRead()
{
    QVERIFY(close(500));
    QVERIFY(close(1'000));
    QVERIFY(QFile::remove(store().segments().folder().linesOf(m_tenant, segments().first())));
    QVERIFY(!deleteEventsBelow(store(), m_tenant, 400));
    QCOMPARE(deleteEventsBelow(store(), m_tenant, 501), 500);
    QVERIFY(all() == m_events.sliced(500));
    QCOMPARE(valuesOf(audit::Field::User), (QStringList{u"late 2300"_s, u"early 199"_s, u"newest 1"_s}));
    QCOMPARE(files().size(), 2);
}

void TestSegments::readsFilesInOrder()
{
    QVERIFY(close(1'000));
    const Segment segment = segments().first();
    const SegmentFolder &folder = store().segments().folder();
    auto reader = SegmentReader::open(folder, m_tenant, segment, 900);
    QVERIFY(reader);
    for (qint64 number = 900; number <= 1'000; ++number) {
        const auto entry = reader->next();
        QVERIFY(entry && *entry);
        QCOMPARE((*entry)->line, audit::chain::canonicalForm(m_events[number - 1]));
        QCOMPARE((*entry)->hash.size(), 32);
        QCOMPARE(reader->number(), number);
    }
    const auto end = reader->next();
    QVERIFY(end);
    QVERIFY(!*end);
    QVERIFY(QFile::resize(folder.hashesOf(m_tenant, segment), 31'000));
    QVERIFY(!SegmentReader::open(folder, m_tenant, segment));
}

void TestSegments::keepsAsManyOpenAsMemoryAllows()
{
    QVERIFY(close(500));
    QVERIFY(close(1'000));
    SegmentLogs few(m_store->folder(), 1);
    SegmentLogs many(m_store->folder());
    const auto isKept = [&](SegmentLogs &logs) {
        const std::weak_ptr<const SegmentLog> first = *logs.open(m_tenant, segments().first());
        (void)logs.open(m_tenant, segments().last());
        return !first.expired();
    };
    QVERIFY(!isKept(few));
    QVERIFY(isKept(many));
    many.stop();
    many.forget(m_tenant, segments().first().file);
    QVERIFY(!many.open(m_tenant, segments().first()));
    QVERIFY(many.open(m_tenant, segments().last()));
}

/// The other process of survivesBeingKilled().
static int closeIn(const QString &folder, TenantId tenant)
{
    const auto tenants = Tenants::open({.folder = folder, .durability = Durability::None});
    return tenants && closeAndDelete(**tenants, tenant) ? 0 : 1;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--close")
        return closeIn(arguments[2], TenantId{arguments[3].toLongLong()});
    TestSegments test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_segments.moc"
