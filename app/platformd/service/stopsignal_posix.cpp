// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/stopsignal.h"

#include <csignal>
#include <unistd.h>

namespace sekimori::platformd {
namespace {

sigset_t stopSignals()
{
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    sigaddset(&awaited, SIGHUP);
    return awaited;
}

}

StopSignal::StopSignal()
{
    const sigset_t awaited = stopSignals();
    pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
    // A client that closes its connection is no reason to end.
    std::signal(SIGPIPE, SIG_IGN);
}

void StopSignal::raise()
{
    kill(getpid(), SIGTERM);
}

void StopSignal::wait()
{
    const sigset_t awaited = stopSignals();
    int received = 0;
    while (sigwait(&awaited, &received) != 0) { }
}

}
