// SPDX-License-Identifier: GPL-3.0-or-later
// What the overview asks of a log of a million events, spread over ninety days: the last day in hours, all of it in
// days, and the newest failures' surroundings by time.
#include "store/eventsummary.h"
#include "store/tenants.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int eventCount = 1'000'000;
constexpr std::chrono::microseconds logSpan = std::chrono::days(90);

class LongLog {
public:
    LongLog()
    {
        const NewUser chief{u"chief"_s, {}, Role::Administrator, "hash"};
        tenant = tenants->create({.subdomain = u"demo"_s, .displayName = {}, .administrator = chief, .by = {}}).value();
        QList<audit::Event> events;
        for (int i = 0; i < eventCount; ++i) {
            events << audit::Event{
                .time = end - logSpan * (eventCount - i) / eventCount,
                .source = u"192.0.2.1"_s,
                .user = u"hanako"_s,
                .service = u"Groupware"_s,
                .module = u"Module %1"_s.arg(i % 7),
                .action = u"action %1"_s.arg(i % 31),
                .result = i % 20 == 0 ? audit::EventResult::Failed : audit::EventResult::Success,
                .level = audit::Level(i % 5),
                .complement = u"what exactly was done, in a sentence as services write it, number %1"_s.arg(i),
            };
            if (events.size() == 10'000) {
                (void)tenants->appendEvents(tenant, events);
                events.clear();
            }
        }
    }

    QTemporaryDir folder;
    std::unique_ptr<Tenants> tenants
        = Tenants::open({.folder = folder.filePath(u"data"_s), .durability = Durability::None, .clock = systemTime})
              .value();
    audit::EventTime end = systemTime();
    TenantId tenant;
};

std::unique_ptr<LongLog> theLog;

void summarise(benchmark::State &state, audit::EventTime::duration span, std::chrono::seconds step)
{
    LongLog &log = *theLog;
    for (auto each : state) {
        auto summary = log.tenants->store().read(
            [&](Database &database) { return eventSummary(database, log.tenant, {log.end - span, log.end, step}); });
        benchmark::DoNotOptimize(summary);
    }
}

void findByTime(benchmark::State &state, audit::EventTime::duration before)
{
    LongLog &log = *theLog;
    for (auto each : state) {
        auto page = log.tenants->events(log.tenant, 200, {}, {log.end - before, log.end - before + 24h});
        benchmark::DoNotOptimize(page);
    }
}

BENCHMARK_CAPTURE(summarise, the last day in hours, 24h, 1h)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(summarise, ninety days in days, logSpan, 24h)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findByTime, a page of the last day, 24h)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(findByTime, a page of a day long ago, 24h * 80)->Unit(benchmark::kMillisecond);

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv); // Qt's SQL drivers need it
    benchmark::Initialize(&argc, argv);
    theLog = std::make_unique<LongLog>();
    benchmark::RunSpecifiedBenchmarks();
    theLog.reset();
    return 0;
}
