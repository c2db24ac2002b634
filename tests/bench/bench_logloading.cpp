// SPDX-License-Identifier: GPL-3.0-or-later
// Loading the big log, beside the goals of ARCHITECTURE.md and, in the same run, what the machine does with the same
// bytes anyhow: `wc -l`, ripgrep and a plain read. BIGLOG names the file; without, it is made where this runs.
#include "audit/engine/loading.h"
#include "audit/files/followedfile.h"
#include "biglog.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::engine;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int rounds = 5;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void print(const char *what, double seconds, const char *goal)
{
    std::printf("%-52s %8.3f s   %s\n", what, seconds, goal);
    std::fflush(stdout);
}

double timeOf(const std::function<void()> &work)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = Clock::now();
        work();
        times.push_back(Seconds(Clock::now() - begin).count());
    }
    return median(times);
}

/// Anonymous memory of this process: what is beside the map.
double ownMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("RssAnon:"))
            return double(line.simplified().split(' ').value(1).toLongLong()) / 1e3;
    }
    return 0;
}

void readPlainly(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return;
    std::vector<char> buffer(1 << 20);
    while (file.read(buffer.data(), qint64(buffer.size())) > 0) { }
}

void runProgram(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    process.waitForFinished(-1);
}

std::vector<Part> partsOf(const QString &path)
{
    Part part{.name = path, .bytes = files::FollowedFile::open(path).value()};
    for (const char *title : {"time", "source", "user", "service", "module", "action", "result", "level", "complement"})
        part.columns.push_back({.title = QString::fromLatin1(title), .field = Field(part.columns.size())});
    return {part};
}

struct Loaded {
    double firstRows = 0;
    double allRows = 0;
    double allColumns = 0;
    double processorTime = 0; ///< of all threads
    double megabytes = 0;
    uint64_t rows = 0;
};

Loaded load(const QString &path)
{
    Loaded loaded;
    const double before = ownMegabytes();
    const std::clock_t processorBefore = std::clock();
    const auto begin = Clock::now();
    const auto elapsed = [&] { return Seconds(Clock::now() - begin).count(); };
    const auto parts = partsOf(path);
    const size_t size = parts[0].bytes->available().size();
    Loading loading(parts);
    loading.run({}, [&](const LogSnapshot &log, const LoadingProgress &progress) {
        if (loaded.firstRows == 0 && log.rowCount > 0)
            loaded.firstRows = elapsed();
        if (loaded.allRows == 0 && progress.bytesCut == size)
            loaded.allRows = elapsed();
    });
    loaded.allColumns = elapsed();
    loaded.processorTime = double(std::clock() - processorBefore) / CLOCKS_PER_SEC;
    loaded.rows = loading.snapshot().rowCount;
    loaded.megabytes = ownMegabytes() - before;
    return loaded;
}

double cancelling(const QString &path)
{
    std::stop_source stop;
    Clock::time_point stoppedAt;
    Loading loading(partsOf(path));
    loading.run(stop.get_token(), [&](const LogSnapshot &log, const LoadingProgress &) {
        if (log.filledRows > 1'000'000 && !stop.stop_requested()) {
            stoppedAt = Clock::now();
            stop.request_stop();
        }
    });
    return Seconds(Clock::now() - stoppedAt).count();
}

void measureLoading(const QString &path)
{
    std::vector<Loaded> all;
    for (int round = 0; round < rounds; ++round)
        all.push_back(load(path));
    const auto medianOf = [&](double Loaded::*what) {
        std::vector<double> values;
        for (const Loaded &loaded : all)
            values.push_back(loaded.*what);
        return median(values);
    };
    print("loading: first rows can be shown", medianOf(&Loaded::firstRows), "goal 0.005");
    print("loading: any row can be shown", medianOf(&Loaded::allRows), "goal 0.55");
    print("loading: all columns ready to filter", medianOf(&Loaded::allColumns), "goal 1.3");
    print("loading: time of all processors together", medianOf(&Loaded::processorTime), "");
    print("loading: stopping takes effect", cancelling(path), "goal 0.05");
    const double megabytes = all.front().megabytes;
    std::printf("%-52s %8.0f MB, %.1f bytes a row   goal 400, 40\n", "loading: memory beside the map", megabytes,
        megabytes * 1e6 / double(all.front().rows));
}

}

int main(int /*argc*/, char *argv[])
{
    const QString given = qEnvironmentVariable("BIGLOG");
    const QString path = !given.isEmpty() ? given : QFileInfo(QFile::decodeName(argv[0])).path() + u"/biglog.csv"_s;
    if (!QFileInfo::exists(path) && !bench::writeBigLog(path)) {
        std::fprintf(stderr, "bench_logloading: %s cannot be written\n", qPrintable(path));
        return 1;
    }
    std::printf("%s: %.2f GB\n", qPrintable(path), double(QFileInfo(path).size()) / 1e9);
    readPlainly(path); // into the page cache
    print("a plain read", timeOf([&] { readPlainly(path); }), "");
    print("wc -l", timeOf([&] { runProgram(u"wc"_s, {u"-l"_s, path}); }), "");
    print("rg -c", timeOf([&] { runProgram(u"rg"_s, {u"-c"_s, u"no such text"_s, path}); }), "");
    measureLoading(path);
    return 0;
}
