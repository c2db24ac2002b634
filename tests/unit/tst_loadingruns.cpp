// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "logtext.h"

#include <QTest>

#include <format>
#include <semaphore>
#include <thread>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::engine;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

namespace {

std::string row(int number)
{
    return std::format(
        "2026-03-05T14:00:00.{:06}Z,192.0.2.{},user{},Common,Mail,send,SUCCESS,information,\"note {}\nmore\"\n", number,
        number % 256, number, number);
}

std::string rows(int begin, int end)
{
    std::string text;
    for (int i = begin; i < end; ++i)
        text += row(i);
    return text;
}

LoadingOptions small()
{
    return {.threads = 3, .firstChunk = 200, .chunk = 1'000, .blockRows = 10};
}

QStringList usersOf(const LogSnapshot &log)
{
    QStringList users;
    for (uint64_t i = 0; i < log.rowCount; ++i)
        users << readRecord(log, i)[Field::User];
    return users;
}

QStringList users(int begin, int end)
{
    QStringList users;
    for (int i = begin; i < end; ++i)
        users << u"user%1"_s.arg(i);
    return users;
}

}

class TestLoadingRuns : public QObject {
    Q_OBJECT

private slots:
    void publishesWhatIsThereAndGoesOn();
    void putsPartsOneAfterTheOther();
    void readsWhileTheTextComes();
    void tellsAllThatItHasWhereTheTextRests();
    void takesPartsThatComeLater();
    void stopsWhenAsked();
    void goesOnWithAFollowedFile();
    void goesOnWithSeveralFollowedFilesOfWholeBlocks();
    void tellsWhatIsDamaged_data();
    void tellsWhatIsDamaged();
    void tellsOnlySoMany();
    void needsLittleMemoryBesideTheText();
};

void TestLoadingRuns::publishesWhatIsThereAndGoesOn()
{
    Loading loading({logPart(std::string(logHeader) + rows(0, 300))}, small());
    uint64_t last = 0;
    int calls = 0;
    bool isOrdered = true;
    loading.run({}, [&](const LogSnapshot &log, const LoadingProgress &progress) {
        ++calls;
        isOrdered = isOrdered && log.rowCount >= last && log.filledRows <= log.rowCount
            && progress.bytesCut <= progress.bytesThere && progress.bytesFilled <= progress.bytesCut;
        last = log.rowCount;
        // Any of these rows can be shown already.
        for (uint64_t i = 0; i < log.rowCount; i += 7)
            isOrdered = isOrdered && readRecord(log, i)[Field::User] == u"user%1"_s.arg(i);
    });
    QVERIFY(isOrdered);
    QVERIFY(calls >= 2);
    QCOMPARE(last, 300U);
    QVERIFY(loading.snapshot().isFilled());
    QCOMPARE(usersOf(loading.snapshot()), users(0, 300));
}

void TestLoadingRuns::putsPartsOneAfterTheOther()
{
    Part headless = logPart(rows(40, 60));
    headless.hasHeader = false;
    const LogSnapshot log
        = loaded({logPart(std::string(logHeader) + rows(0, 40)), logPart(""), headless, logPart(logHeader)}, small());
    QCOMPARE(usersOf(log), users(0, 60));
    QCOMPARE(readRecord(log, 39).part, 0U);
    QCOMPARE(readRecord(log, 40).part, 2U);
    QCOMPARE(readRecord(log, 40).line, 1);
    QCOMPARE(readRecord(log, 39).line, 2 + 39 * 2);
}

void TestLoadingRuns::readsWhileTheTextComes()
{
    const auto bytes = GrowingBytes::create(1 << 20).value();
    Part part = logPart("");
    part.bytes = bytes;
    std::atomic<bool> hasShown = false;
    Loading loading({part}, small());
    std::jthread adding([&] {
        const std::string text = std::string(logHeader) + rows(0, 200);
        for (size_t at = 0; at < text.size(); at += 97)
            (void)bytes->append(std::string_view(text).substr(at, 97));
        // Rows are shown before all is there.
        hasShown.wait(false);
        bytes->finish();
    });
    loading.run({}, [&](const LogSnapshot &log, const LoadingProgress &) {
        if (log.rowCount > 0 && !hasShown.exchange(true))
            hasShown.notify_all();
    });
    QCOMPARE(usersOf(loading.snapshot()), users(0, 200));
}

/// The first rows are told at once; those that come right behind them have to be told too, though nothing follows.
void TestLoadingRuns::tellsAllThatItHasWhereTheTextRests()
{
    const std::string text = std::string(logHeader) + rows(0, 200);
    const auto bytes = GrowingBytes::create(1 << 20).value();
    QVERIFY(bytes->append(text));
    Part part = logPart("");
    part.bytes = bytes;
    const LoadingOptions options = small();
    Loading loading({part}, options);
    std::counting_semaphore told(0);
    std::atomic<bool> isTold = false;
    const std::jthread ending([&] {
        isTold = told.try_acquire_for(std::chrono::minutes(1));
        bytes->finish();
    });
    loading.run({}, [&](const LogSnapshot &log, const LoadingProgress &progress) {
        if (!bytes->isComplete() && log.isFilled() && progress.bytesCut + options.chunk > text.size())
            told.release();
    });
    QVERIFY(isTold);
    QCOMPARE(usersOf(loading.snapshot()), users(0, 200));
}

void TestLoadingRuns::takesPartsThatComeLater()
{
    const auto partOf = [](int begin, int end) { return logPart(std::string(logHeader) + rows(begin, end)); };
    Loading loading(small());
    std::atomic<bool> hasShown = false;
    const std::jthread adding([&] {
        loading.add({partOf(0, 40)}, false);
        // Rows are shown before all parts are known.
        hasShown.wait(false);
        for (int i = 40; i < 60; i += 2)
            loading.add({partOf(i, i + 2)}, false);
        loading.add({}, true);
    });
    loading.run({}, [&](const LogSnapshot &log, const LoadingProgress &) {
        if (log.rowCount > 0 && !hasShown.exchange(true))
            hasShown.notify_all();
    });
    const LogSnapshot log = loading.snapshot();
    QVERIFY(log.isFilled());
    QCOMPARE(usersOf(log), users(0, 60));
    QCOMPARE(readRecord(log, 59).part, 10U);
}

void TestLoadingRuns::stopsWhenAsked()
{
    // A text that never ends: only the stop ends the run.
    const auto bytes = GrowingBytes::create(1 << 20).value();
    QVERIFY(bytes->append(std::string(logHeader) + rows(0, 200)));
    Part part = logPart("");
    part.bytes = bytes;
    Loading loading({part}, small());
    std::stop_source stop;
    loading.run(stop.get_token(), [&](const LogSnapshot &, const LoadingProgress &) { stop.request_stop(); });
    const LogSnapshot log = loading.snapshot();
    QCOMPARE(usersOf(log), users(0, int(log.rowCount)));
    loading.run({}); // is over at once
    QCOMPARE(loading.snapshot().rowCount, log.rowCount);
}

void TestLoadingRuns::goesOnWithAFollowedFile()
{
    const auto bytes = GrowingBytes::create(1 << 20).value();
    Part followed = logPart("");
    followed.bytes = bytes;
    followed.isFollowed = true;
    Loading loading({followed, logPart(std::string(logHeader) + rows(90, 95))}, small());
    loading.run({});
    QCOMPARE(usersOf(loading.snapshot()), users(90, 95));

    const std::string next = row(2);
    QVERIFY(bytes->append(std::string(logHeader) + rows(0, 2) + next.substr(0, next.size() - 6)));
    loading.run({});
    QCOMPARE(usersOf(loading.snapshot()), users(90, 95) + users(0, 2));
    QVERIFY(bytes->append(std::string_view(next).substr(next.size() - 6)));
    for (int i = 3; i < 33; ++i) {
        QVERIFY(bytes->append(row(i)));
        loading.run({});
        QCOMPARE(usersOf(loading.snapshot()), users(90, 95) + users(0, i + 1));
    }
    const LogSnapshot log = loading.snapshot();
    QVERIFY(log.isFilled());
    QVERIFY(log.blocks->size() <= 10); // not one for each time
    QCOMPARE(readRecord(log, log.rowCount - 1).line, 2 + 32 * 2);
}

/// As a file on disk is followed: all that is there is always there, and there may be more the next time.
class FileSoFar : public Bytes {
public:
    FileSoFar() { m_text.reserve(1 << 20); }
    void append(std::string_view text) { m_text += text; }

    std::string_view available() const override { return m_text; }
    std::string_view waitFor(size_t, const std::stop_token &, Clock::time_point) const override { return m_text; }
    bool isComplete() const override { return true; }

private:
    std::string m_text;
};

void TestLoadingRuns::goesOnWithSeveralFollowedFilesOfWholeBlocks()
{
    const std::array files{std::make_shared<FileSoFar>(), std::make_shared<FileSoFar>()};
    std::vector<Part> parts;
    for (const auto &file : files) {
        file->append(std::string(logHeader) + rows(0, 5'000)); // more than a block that is still worth enlarging
        parts.push_back(logPart(""));
        parts.back().bytes = file;
        parts.back().isFollowed = true;
    }
    LoadingOptions options;
    options.threads = 2;
    Loading loading(parts, options);
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 10'000U);
    files[0]->append(rows(5'000, 5'003));
    const std::string next = row(5'003);
    files[1]->append(next.substr(0, next.size() - 6));
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 10'003U);
    files[1]->append(next.substr(next.size() - 6));
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 10'004U);
    QVERIFY(loading.snapshot().isFilled());
    QVERIFY(loading.problems().told.empty());
}

void TestLoadingRuns::tellsWhatIsDamaged_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<qulonglong>("line");
    QTest::addColumn<qulonglong>("column");
    const QByteArray begin("2026-03-05T14:00:00Z,,,,,,,,");
    QTest::newRow("text behind a quote") << begin + "\"a\"b\n" << QByteArray("log.textAfterQuote") << 2ULL << 32ULL;
    QTest::newRow("a quote never closed") << begin + "\n" + begin + "\"a\n" + begin + "\n"
                                          << QByteArray("log.quoteNeverClosed") << 3ULL << 29ULL;
    QTest::newRow("a bare return") << begin + "a\rb\n" << QByteArray("log.bareReturn") << 2ULL << 30ULL;
    QTest::newRow("a byte of zero") << begin + QByteArray("a\0b\n", 4) << QByteArray("log.nulByte") << 2ULL << 30ULL;
    QTest::newRow("no UTF-8") << begin + "\"x\n日\xff\"\n" << QByteArray("log.notUtf8") << 3ULL << 2ULL;
    QTest::newRow("too few fields") << QByteArray("2026-03-05T14:00:00Z,a\n") << QByteArray("log.tooFewFields") << 2ULL
                                    << 1ULL;
    QTest::newRow("too many fields") << begin + "a,b\n" << QByteArray("log.tooManyFields") << 2ULL << 1ULL;
    QTest::newRow("no time") << QByteArray("soon,,,,,,,,\n") << QByteArray("log.timeUnreadable") << 2ULL << 1ULL;
}

void TestLoadingRuns::tellsWhatIsDamaged()
{
    QFETCH(const QByteArray, rows);
    QFETCH(const QByteArray, code);
    QFETCH(const qulonglong, line);
    QFETCH(const qulonglong, column);
    Loading loading({logPart(std::string(logHeader) + rows.toStdString())}, small());
    loading.run({});
    const Problems problems = loading.problems();
    QCOMPARE(problems.count, 1U);
    QCOMPARE(problems.told.size(), 1U);
    QCOMPARE(QByteArray(problems.told[0].reason.message->code), code);
    QCOMPARE(problems.told[0].line, line);
    QCOMPARE(problems.told[0].column, column);
    QVERIFY(!problems.told[0].raw.isEmpty());
}

void TestLoadingRuns::tellsOnlySoMany()
{
    std::string text(logHeader);
    for (size_t i = 0; i < Problems::mostTold + 10; ++i)
        text += "x,,,,,,,,\n";
    Loading loading({logPart(text)});
    loading.run({});
    QCOMPARE(loading.problems().count, Problems::mostTold + 10);
    QCOMPARE(loading.problems().told.size(), Problems::mostTold);
}

void TestLoadingRuns::needsLittleMemoryBesideTheText()
{
    const LogSnapshot log = loaded(std::string(logHeader) + rows(0, 2'000));
    size_t bytes = 0;
    for (const auto &block : *log.blocks) {
        bytes += block->starts.size_bytes() + block->extraLines.size_bytes() + block->times.size_bytes()
            + block->complements.size_bytes() + block->unzoned.size_bytes() + block->wallTimes.size_bytes();
        for (const Field field : codedFields)
            bytes += std::visit([](auto codes) { return codes.size_bytes(); }, block->codes[size_t(field)].codes());
    }
    QVERIFY2(bytes <= 40 * log.rowCount, qPrintable(QString::number(double(bytes) / double(log.rowCount))));
}

QTEST_GUILESS_MAIN(TestLoadingRuns)
#include "tst_loadingruns.moc"
