// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accessdecision.h"

#include <benchmark/benchmark.h>

#include <random>

using namespace sekimori;
using namespace sekimori::policy;

namespace {

/// A list as a large tenant keeps it: office ranges, single addresses and some IPv6, from a fixed seed.
Settings settingsWith(int networks)
{
    std::mt19937 random(20260305);
    Settings settings;
    settings.ipRestriction.mode = IpRestriction::Mode::AllowListed;
    for (int i = 0; i < networks; ++i) {
        const bool wide = i % 10 == 0;
        const IpAddress address = i % 8 == 7
            ? IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, quint8(random()), quint8(random()), quint8(random())})
            : IpAddress::v4(quint32(random()));
        const int width = address.isV4() ? 32 : 128;
        settings.ipRestriction.entries.append({IpNetwork{address, wide ? width - 8 : width}, {}});
    }
    return settings;
}

/// Every other one is listed; the rest comes from anywhere.
QList<IpAddress> callersOf(const Settings &settings)
{
    std::mt19937 random(42);
    const QList<IpEntry> &entries = settings.ipRestriction.entries;
    QList<IpAddress> addresses;
    for (int i = 0; i < 2048; ++i)
        addresses << entries[qsizetype(random()) % entries.size()].network.address << IpAddress::v4(quint32(random()));
    return addresses;
}

void decideByNetworks(benchmark::State &state)
{
    const Settings settings = settingsWith(int(state.range(0)));
    const AccessRules rules = AccessRules::of(settings);
    const QList<IpAddress> addresses = callersOf(settings);
    qsizetype next = 0;
    for (auto _ : state) {
        const AccessAttempt attempt{.client = addresses[next++ % addresses.size()], .certificate = {}};
        benchmark::DoNotOptimize(decide(rules, attempt));
    }
}
BENCHMARK(decideByNetworks)->Arg(10)->Arg(1'000)->Arg(10'000);

void makeRulesReady(benchmark::State &state)
{
    const Settings settings = settingsWith(int(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(AccessRules::of(settings));
}
BENCHMARK(makeRulesReady)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// What a change of a full list costs beside the disk: reading, the rules, and finding the one entry that differs.
void readAndCompareEntries(benchmark::State &state)
{
    const Settings before = settingsWith(int(state.range(0)));
    Settings changed = before;
    changed.ipRestriction.entries[before.ipRestriction.entries.size() / 2].memo = QStringLiteral("new");
    const QJsonObject json = sectionToJson(changed, IpRestriction::key, JsonUse::Request);
    for (auto _ : state) {
        Settings after = before;
        benchmark::DoNotOptimize(readSection(after, IpRestriction::key, json, JsonUse::Request));
        benchmark::DoNotOptimize(sectionChanges(before, after, IpRestriction::key));
    }
}
BENCHMARK(readAndCompareEntries)->Arg(10'000)->Unit(benchmark::kMillisecond);

}

BENCHMARK_MAIN();
