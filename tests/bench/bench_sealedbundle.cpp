// SPDX-License-Identifier: GPL-3.0-or-later
// A sealed bundle of a million events, with a checkpoint every thousand: written, and verified.
#include "audit/bundle/verifying.h"
#include "builtbundle.h"

#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace sekimori::audit;
using namespace sekimori::audit::bundle;
using namespace Qt::StringLiterals;

namespace {

constexpr int eventCount = 1'000'000;

const ChainedLog &log()
{
    static const ChainedLog log(eventCount);
    return log;
}

void write(query::Sink &sink)
{
    const BundleHead head{.logId = log().id,
        .tenant = u"demo"_s,
        .before = log().hashOf(0),
        .tipNumber = eventCount,
        .tip = log().hashes.last(),
        .now = log().now,
        .keys = {log().key.verifyingKey()}};
    BundleWriter writer(sink, head, [](QByteArrayView message) { return log().key.sign(message); });
    for (qint64 number = 1; number <= eventCount; ++number)
        (void)writer.add(log().events.at(number - 1), log().hashOf(number));
    for (qint64 number = 1000; number <= eventCount; number += 1000)
        (void)writer.add(log().checkpointAt(number));
    (void)writer.finish();
}

void writing(benchmark::State &state)
{
    query::MemorySink sink;
    (void)log();
    for (auto _ : state) {
        write(sink);
        state.counters["bytes an event"] = double(sink.taken().size()) / eventCount;
    }
    state.SetItemsProcessed(state.iterations() * eventCount);
}

void verifying(benchmark::State &state)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bundle.zip"_s);
    const auto sink = query::FileSink::create(path).value();
    write(*sink);
    (void)sink->finish();
    for (auto _ : state) {
        const auto verdict = verifyBundle(path, {.keys = {log().key.verifyingKey()}});
        if (!verdict || verdict->state != Verdict::State::Intact)
            state.SkipWithError("not intact");
    }
    state.SetItemsProcessed(state.iterations() * eventCount);
}

BENCHMARK(writing)->Unit(benchmark::kMillisecond);
BENCHMARK(verifying)->Unit(benchmark::kMillisecond);

}

BENCHMARK_MAIN();
