// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/clientauthority.h"
#include "crypto/tokens.h"
#include "store/certificatebook.h"

#include <benchmark/benchmark.h>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

constexpr std::chrono::sys_seconds start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5);
constexpr auto end = start + std::chrono::days(365);

struct Tenant {
    crypto::KeyAndCertificate authority = crypto::makeClientAuthority(u"bench"_s, {}, start, end).value();
    crypto::ClientCertificate own = crypto::issueClientCertificate(authority, {u"a"_s, {}}, start, end).value();
    CertificateBook book;

    /// With so many others beside the own one.
    explicit Tenant(int others)
    {
        const KnownCertificate known{.user = {1}, .beginsAt = start, .endsAt = end, .userExists = true};
        KnownCertificates all{{crypto::fingerprintSha256(own.der), known}};
        for (int i = 0; i < others; ++i)
            all.insert(crypto::fingerprintSha256(QByteArray::number(i)), known);
        book = CertificateBook().withAuthority(authority.certificatePem).with(all);
    }
};

/// What each request at `*.s.` costs beside the decision.
void judgeAKnownOne(benchmark::State &state)
{
    const Tenant tenant(int(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(tenant.book.judge(tenant.own.der, start));
}
BENCHMARK(judgeAKnownOne)->Arg(10)->Arg(100'000);

/// What whoever is refused in any case can make the gate do.
void judgeAForeignOne(benchmark::State &state)
{
    const Tenant tenant(10);
    const Tenant other(0);
    for (auto _ : state)
        benchmark::DoNotOptimize(tenant.book.judge(other.own.der, start));
}
BENCHMARK(judgeAForeignOne);

/// What one revocation among many costs.
void changeOne(benchmark::State &state)
{
    const Tenant tenant(int(state.range(0)));
    const KnownCertificates changed{{crypto::fingerprintSha256(tenant.own.der), {.user = {1}, .isRevoked = true}}};
    for (auto _ : state)
        benchmark::DoNotOptimize(tenant.book.with(changed));
}
BENCHMARK(changeOne)->Arg(100'000);

}

BENCHMARK_MAIN();
