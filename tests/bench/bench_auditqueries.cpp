// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a loaded log of ten million rows, beside the goals of ARCHITECTURE.md. With an argument: of that
// file.
#include "audit/engine/loading.h"
#include "audit/files/followedfile.h"
#include "audit/query/exporting.h"
#include "audit/query/ordering.h"
#include "audit/query/selecting.h"
#include "audit/query/sums.h"
#include "biglog.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr int64_t someDay = sys_time<microseconds>(sys_days(year(2026) / 2 / 10)).time_since_epoch().count();

double processorSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

/// Runs it a few times and prints the median, and the processor time of all cores for a run.
void measure(const char *what, const char *goal, auto &&work)
{
    constexpr int runs = 5;
    std::vector<double> milliseconds;
    uint64_t answer = 0;
    const double processorBefore = processorSeconds();
    for (int run = 0; run < runs; ++run) {
        const auto begin = steady_clock::now();
        answer = work();
        milliseconds.push_back(duration<double, std::milli>(steady_clock::now() - begin).count());
    }
    const double processor = (processorSeconds() - processorBefore) / runs * 1000;
    std::ranges::sort(milliseconds);
    std::printf("%-52s %9.1f ms   goal %-12s processor %9.1f ms   %llu\n", what, milliseconds[runs / 2], goal,
        processor, static_cast<unsigned long long>(answer));
    std::fflush(stdout);
}

class Log {
public:
    explicit Log(const QString &path)
    {
        engine::Part part;
        part.name = QFileInfo(path).fileName();
        part.bytes = files::FollowedFile::open(path).value();
        for (const Field field : allFields)
            part.columns.push_back({QString::number(int(field)), field, false});
        engine::Loading loading({part});
        const auto begin = steady_clock::now();
        loading.run({});
        std::printf("loaded in %.2f s\n", duration<double>(steady_clock::now() - begin).count());
        m_log = loading.snapshot();
        m_all = filledRows(m_log);
    }

    Scope all() { return {m_log, m_all, m_workers, {}}; }
    const engine::LogSnapshot &snapshot() const { return m_log; }
    Workers &workers() { return m_workers; }

    RowSet selected(const filter::Node &node)
    {
        Selection selection({.text = {}, .root = node, .terms = {}});
        selection.extend(m_log, m_workers, {});
        return selection.rows();
    }

private:
    Workers m_workers;
    engine::LogSnapshot m_log;
    RowSet m_all;
};

filter::Node oneDay()
{
    const EventTime since{microseconds(someDay)};
    return {filter::TimeIn{since, since + days(1)}, {}};
}

void measureSums(Log &log)
{
    measure("count by level", "4 ms", [&] { return countByLevel(log.all()).value()[0]; });
    measure(
        "count by user and result", "5 ms", [&] { return countByPair(log.all(), Field::User, Field::Result)->size(); });
    measure("count by source", "-", [&] { return countByCode(log.all(), Field::Source)->size(); });
    measure("histogram by hour and level", "20 ms", [&] {
        const auto span = spanOf(log.all()).value();
        return countByTime(log.all(), binsBy(1h, span.earliest, span.latest, QTimeZone::utc()))->size();
    });
    measure("hours of the week in Berlin", "-",
        [&] { return countByHour(log.all(), QTimeZone("Europe/Berlin")).value()[0][0]; });
}

void measureFilters(Log &log)
{
    const auto select = [&](const char *what, const char *goal, const filter::Node &node) {
        measure(what, goal, [&] { return log.selected(node).count(); });
    };
    select("one day", "1.5 ms", oneDay());
    measure("rows of one day", "12 ms", [&] {
        uint64_t sum = 0;
        log.selected(oneDay()).forEach([&](uint64_t row) { sum += row; });
        return sum;
    });
    select("level>=warning", "-", {filter::LevelIn{{false, false, true, true, true}}, {}});
    select("user:*a*", "-", {filter::TextIs{Field::User, u"*a*"_s, true}, {}});
    select("source:10.0.0.0/9", "-",
        {filter::SourceIn{sekimori::IpAddress::v4(0x0a000000), sekimori::IpAddress::v4(0x0a7fffff)}, {}});
    const auto contains = [](std::optional<Field> field, const QString &text) {
        return filter::Node{filter::TextContains{field, text}, {}};
    };
    select("complement~quarterly (common)", "60-150 ms", contains(Field::Complement, u"quarterly"_s));
    select("complement~'#66312' (rare)", "60-150 ms", contains(Field::Complement, u"#66312"_s));
    select("complement~定例会議", "60-150 ms", contains(Field::Complement, u"定例会議"_s));
    select("complement~session (has s)", "60-150 ms", contains(Field::Complement, u"session"_s));
    select("bare word: approved", "60-150 ms", contains({}, u"approved"_s));
    select("bare word in no row", "60-150 ms", contains({}, u"zzxyq"_s));
    select("bare word of one user", "-", contains({}, u"hahami.k"_s));
    const auto matches = [](const QString &expression) {
        return filter::Node{filter::TextMatches{Field::Complement, expression}, {}};
    };
    select("complement~/build 118[0-9]/", "150 ms", matches(u"build 118[0-9]"_s));
    select("complement~/(quarterly|draft).*#4/", "150 ms", matches(u"(quarterly|draft).*#4"_s));
    select("complement~/[0-9]{5}$/", "1500 ms", matches(u"[0-9]{5}$"_s));
    select("complement~/[a-z]+@[a-z]+\\.com/", "1500 ms", matches(u"[a-z]+@[a-z]+\\.com"_s));
    select("complement~/[0-9][a-z][0-9]/ (no literal)", "1500 ms", matches(u"[0-9][a-z][0-9]"_s));
}

void measureOrders(Log &log)
{
    const auto order = [&](const char *what, const char *goal, const OrderKey &key) {
        measure(what, goal, [&] { return inOrder(log.all(), key)->front(); });
    };
    order("order by time", "400 ms", {});
    order("order by user, then time", "400 ms", {.field = Field::User});
    order("order by source, then time", "400 ms", {.field = Field::Source});
    order("order by level, then time", "400 ms", {.field = Field::Level});
    order("order by complement", "4000 ms", {.field = Field::Complement});
}

void measureExports(Log &log, const QString &folder)
{
    RowSet rows = log.selected(
        {filter::TimeIn{EventTime(microseconds(someDay)), EventTime(microseconds(someDay)) + hours(66)}, {}});
    std::printf("(%llu rows to export)\n", static_cast<unsigned long long>(rows.count()));
    const auto write = [&](const char *what, const char *goal, const ExportFormat &format) {
        measure(what, goal, [&] {
            const auto file = FileSink::create(folder + u"/export"_s).value();
            const bool isWritten
                = writeRows({log.snapshot(), rows}, format, *file, {}).has_value() && file->finish().has_value();
            return isWritten ? uint64_t(QFileInfo(folder + u"/export"_s).size()) : 0;
        });
    };
    write("export as they were", "170 ms", {.name = u"log.csv"_s});
    write("export as they were, formulas guarded", "-", {.name = u"log.csv"_s, .guardsFormulas = true});
    write("export as NDJSON", "-", {.text = TextFormat::Ndjson, .name = u"log.ndjson"_s});
    write("export as CSV in ZIP", "-", {.packing = Packing::Zip, .name = u"log.csv"_s});
}

}

int main(int argc, char **argv)
{
    const QTemporaryDir folder;
    QString path = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    if (path.isEmpty()) {
        path = folder.filePath(u"log.csv"_s);
        if (!sekimori::bench::writeBigLog(path))
            return 1;
    }
    Log log(path);
    measureSums(log);
    measureFilters(log);
    measureOrders(log);
    measureExports(log, folder.path());
    return 0;
}
