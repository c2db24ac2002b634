// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accessdecision.h"

#include <benchmark/benchmark.h>

#include <random>

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

QList<IpAddress> callers()
{
    std::mt19937 random(42);
    QList<IpAddress> addresses;
    for (int i = 0; i < 4096; ++i)
        addresses.append(IpAddress::v4(quint32(random())));
    return addresses;
}

void decideByNetworks(benchmark::State &state)
{
    const AccessRules rules = AccessRules::of(settingsWith(int(state.range(0))));
    const QList<IpAddress> addresses = callers();
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

}

BENCHMARK_MAIN();
