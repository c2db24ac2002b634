// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/stopsignal.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__) && !__has_feature(address_sanitizer)
#define SEKIMORI_UNDUMPABLE // Not under LeakSanitizer, which has to trace the process at its end.
#include <sys/prctl.h>
#endif

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

void keepToItself()
{
    umask(077);
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef SEKIMORI_UNDUMPABLE
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

}
