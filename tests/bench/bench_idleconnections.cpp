// SPDX-License-Identifier: GPL-3.0-or-later
// What the service's memory grows by for each TLS connection that has been served once and rests.
#include "crowd.h"
#include "processmemory.h"
#include "servicefixture.h"

#include <QCoreApplication>

#include <cstdio>

using namespace sekimori::test;

namespace {

constexpr int connections = 5'000;

/// Returned, not exited with: the service has to be stopped.
int failed(const char *why)
{
    std::fprintf(stderr, "bench_idleconnections: %s\n", why);
    return 1;
}

double mebibytes(qint64 kib)
{
    return double(kib) / 1024;
}

}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (!allowOpenFiles(connections + 200))
        return failed("the system does not allow so many open files");
    RunningService service;
    service.configure("idle-seconds = 3600\nheader-seconds = 3600\n");
    if (!service.start() || !service.createTenant(QStringLiteral("alpha")))
        return failed("the service did not start");
    // Once around, so that what is made at the first use is there already.
    if (service.client("alpha").get("/sign-in").status != 200)
        return failed("the service does not answer");
    const auto measure = [&service] {
        const auto exact = proportionalKib(service.processId());
        return exact ? *exact : residentKib(service.processId()).value_or(0);
    };
    const qint64 before = measure();
    Crowd crowd(service.port(), "alpha.example.test");
    if (!crowd.join(connections))
        return failed("not everybody was let in");
    crowd.send(get("/sign-in", "alpha.example.test"));
    if (crowd.countAnswers(200) != connections)
        return failed("not everybody was answered");
    const qint64 after = measure();
    std::printf("service, %d idle TLS connections: %.1f MiB PSS (%.1f MiB without them), %.1f KiB each\n", connections,
        mebibytes(after), mebibytes(before), double(after - before) / connections);
    return service.stop() ? 0 : 1;
}
