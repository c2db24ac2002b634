// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a stored log of ten million events of a year: pages by user, level, address and time, text, sums,
// values, and all of it for a file. Making it takes a minute or two; SEKIMORI_BENCH_LOG names a folder to keep it in.
// SEKIMORI_BENCH_EVENTS asks for another number of them; with SEKIMORI_BENCH_CLOSED, all but those of the last month
// are closed into segments first, which takes some minutes more.
#include "audit/filter/parser.h"
#include "store/eventoverview.h"
#include "store/eventrows.h"
#include "store/eventvalues.h"
#include "store/segmentlogs.h"
#include "store/tenants.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <cmath>
#include <limits>
#include <random>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int eventsAskedFor()
{
    bool isNumber = false;
    const int count = qEnvironmentVariableIntValue("SEKIMORI_BENCH_EVENTS", &isNumber);
    return isNumber ? count : 10'000'000;
}

const int eventCount = eventsAskedFor();
constexpr int weekCount = 50;
const int eventsOfWeek = eventCount / weekCount;
constexpr audit::EventTime logEnd = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);
constexpr std::chrono::microseconds week = std::chrono::days(7);

class BigLog {
public:
    BigLog()
    {
        const auto snapshot = tenants->snapshot();
        if (snapshot->byId.isEmpty())
            make();
        else
            tenant = snapshot->byId.begin().key();
        if (qEnvironmentVariableIsSet("SEKIMORI_BENCH_CLOSED"))
            (void)closeEvents(tenants->store(), tenant, u"2026-10"_s, qint64(eventCount) / weekCount * (weekCount - 4));
    }

    QTemporaryDir folder;
    std::unique_ptr<Tenants> tenants
        = Tenants::open({.folder = qEnvironmentVariable("SEKIMORI_BENCH_LOG", folder.filePath(u"data"_s)),
                            .durability = Durability::None,
                            .clock = systemTime})
              .value();
    TenantId tenant;

private:
    void make()
    {
        const NewUser chief{u"chief"_s, {}, Role::Administrator, "hash"};
        tenant = tenants->create({.subdomain = u"demo"_s, .displayName = {}, .administrator = chief, .by = {}}).value();
        QList<audit::Event> events;
        for (int i = 0; i < eventsOfWeek; ++i)
            events << event(i);
        (void)tenants->appendEvents(tenant, events);
        (void)tenants->store().write([this](Transaction &transaction) { return repeatWeek(transaction.database()); });
    }

    int below(int end) { return int(m_generator() % quint64(end)); }
    /// Few are frequent: the place in an order by frequency.
    int zipf(int count) { return int(std::pow(double(count), double(below(1'000'000)) / 1e6)) - 1; }

    /// The first week again and again, as fast as SQLite can: without indexes, which are made anew at the end.
    Result<void> repeatWeek(Database &database)
    {
        const auto indexes = database.select(u"SELECT name, sql FROM sqlite_master WHERE type = 'index'"
                                             " AND tbl_name = 'events' AND sql IS NOT NULL"_s,
            {}, [](const QSqlQuery &row) { return std::pair{row.value(0).toString(), row.value(1).toString()}; });
        const auto perWeek = lastEventNumber(database, tenant); // and what comes with the tenant
        QStringList steps;
        for (const auto &[name, sql] : *indexes)
            steps << u"DROP INDEX "_s + name;
        for (int i = 1; i < weekCount; ++i)
            steps << u"INSERT INTO events SELECT tenant, number + %1, time + %2, source, user, kind, result, level,"
                     " complement, hash FROM events WHERE number <= %3"_s.arg(i * *perWeek)
                         .arg(i * week.count())
                         .arg(*perWeek);
        steps << u"UPDATE tenants SET last_event = (SELECT max(number) FROM events)"_s;
        // Nobody checks their chain here.
        steps << u"UPDATE tenants SET chained = last_event"_s;
        for (const QString &table : {u"event_names"_s, u"event_kinds"_s})
            steps << u"UPDATE %1 SET count = count * %2"_s.arg(table).arg(weekCount);
        steps << u"DELETE FROM event_blocks"_s;
        steps << u"INSERT INTO event_blocks SELECT tenant, number / 4096, min(time), max(time), sum(level = 0),"
                 " sum(level = 1), sum(level = 2), sum(level = 3), sum(level = 4), sum(result = 0), sum(result = 1),"
                 " sum(result = 2), sum(result = 3) FROM events GROUP BY 1, 2"_s;
        for (const auto &[name, sql] : *indexes)
            steps << sql;
        for (const QString &step : steps) {
            if (const auto done = database.run(step); !done)
                return std::unexpected(done.error());
        }
        return {};
    }

    audit::Event event(int place)
    {
        const int level = below(1000);
        const int address = zipf(50'000);
        return {
            .time = logEnd - weekCount * week + week * place / eventsOfWeek - 1ms * below(5'000),
            .source = u"10.%1.%2.%3"_s.arg(address % 7).arg(address / 250).arg(address % 250),
            .user = u"user%1"_s.arg(zipf(2'000)),
            .service = u"Service %1"_s.arg(place % 5),
            .module = u"Module %1"_s.arg(zipf(12)),
            .action = u"action %1"_s.arg(zipf(25)),
            .result = below(25) == 0 ? audit::EventResult::Failed : audit::EventResult::Success,
            .level = audit::Level(level < 930 ? 0
                    : level < 970             ? 1
                    : level < 992             ? 2
                    : level < 999             ? 3
                                              : 4),
            .complement
            = QString(u"件名：会議, \"customer %1\", amount 4711 -> 4712; "_s.arg(below(100'000)).repeated(3))
                .first(below(80)),
        };
    }

    std::mt19937_64 m_generator{20261121};
};

std::unique_ptr<BigLog> theLog;

audit::filter::Filter filterOf(const char *text)
{
    return audit::filter::parse(QString::fromUtf8(text), {.zone = QTimeZone::UTC, .now = logEnd}).value();
}

/// A page as the API makes it, or the first hits of one.
void findPage(benchmark::State &state, const char *text)
{
    const auto filter = filterOf(text);
    qsizetype count = 0;
    for (auto each : state) {
        const auto page = theLog->tenants->store().search([&](Database &database) {
            return EventSearch::open(database, theLog->tenant, filter).and_then([](EventSearch search) {
                return search.below(std::numeric_limits<qint64>::max(), 200, std::chrono::steady_clock::now() + 700ms);
            });
        });
        count = page ? page->events.size() : -1;
        state.SetLabel(page && page->isThrough ? "all" : page && count < 200 ? "partial" : "full");
    }
    state.counters["events"] = double(count);
}

void sumUp(benchmark::State &state, const char *text)
{
    const OverviewQuestion question{.filter = filterOf(text), .span = {}, .step = {}};
    qint64 total = 0;
    for (auto each : state) {
        const auto overview = theLog->tenants->store().search([&](Database &database) -> Result<EventOverview> {
            const auto span = overviewSpan(database, theLog->tenant, question, logEnd);
            OverviewCount count(theLog->tenant, question, *span);
            (void)count.goOn(database, whenThrough);
            return count.overview(database);
        });
        total = overview->total;
    }
    state.counters["events"] = double(total);
}

void findValues(benchmark::State &state, audit::Field field, const char *start)
{
    for (auto each : state) {
        auto values = theLog->tenants->store().search([&](Database &database) {
            return eventValues(database, theLog->tenant, field, QString::fromUtf8(start), 20);
        });
        benchmark::DoNotOptimize(values);
    }
}

/// As the export reads them.
void readAll(benchmark::State &state)
{
    constexpr int count = 400;
    qint64 read = 0;
    qint64 above = 0;
    for (auto each : state) {
        const auto found = theLog->tenants->store().search([&](Database &database) {
            return EventSearch::reopen(database, theLog->tenant,
                EventFilter{.filter = {}, .condition = u"1"_s, .values = {}, .codes = {}, .span = {}}, eventCount)
                .and_then([&](EventSearch search) { return search.above(above, count); });
        });
        above = found->reached;
        read += found->events.size();
    }
    state.counters["events/s"] = benchmark::Counter(double(read), benchmark::Counter::kIsRate);
}

/// The first look into a segment after a start.
void openSegment(benchmark::State &state)
{
    Store &store = theLog->tenants->store();
    const auto segments = store.search([](Database &database) { return segmentsOf(database, theLog->tenant); });
    if (!segments || segments->isEmpty()) {
        state.SkipWithError("There are no segments.");
        return;
    }
    size_t memory = 0;
    for (auto each : state) {
        const auto log = SegmentLog::load(store.segments().folder(), theLog->tenant, segments->first(), {});
        memory = log ? (*log)->memory() : 0;
    }
    state.counters["events"] = double(segments->first().size());
    state.counters["bytes of memory"] = double(memory);
}

BENCHMARK(openSegment)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, newest, "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, common user, "user:user1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, rare user, "user:user1990")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, user who is not there, "user:nobody1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, critical, "level:critical")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, warning and above, "level>=warning")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, rare address, "source:10.3.199.4")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, network, "source:10.3.0.0/16")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, small network, "source:10.3.199.0/28")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, day long ago, "time:2026-02-03")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, user on a day long ago, "time:2026-02-03 user:user1500")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, rare action, "action:\"action 24\" module:\"module 11\"")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, failed of a user, "user:user700 result:failed")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, word, "\"customer 4711\"")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, word that is not there, "zebra")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findPage, expression, "/customer 47[0-9]{2}\"/")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sumUp, everything, "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sumUp, a user, "user:user1500")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sumUp, a day, "time:2026-02-03")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sumUp, critical, "level:critical")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findValues, users, audit::Field::User, "user1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findValues, addresses, audit::Field::Source, "10.3.")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findValues, actions, audit::Field::Action, "")->Unit(benchmark::kMillisecond);
BENCHMARK(readAll)->Unit(benchmark::kMillisecond);

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv); // Qt's SQL drivers need it
    benchmark::Initialize(&argc, argv);
    theLog = std::make_unique<BigLog>();
    benchmark::RunSpecifiedBenchmarks();
    theLog.reset();
    return 0;
}
