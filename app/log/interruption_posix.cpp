// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruption.h"

#include <csignal>
#include <cstdlib>
#include <thread>

namespace sekimori::logtool {

std::stop_token stopOnInterruption()
{
    sigset_t waitedFor;
    sigemptyset(&waitedFor);
    sigaddset(&waitedFor, SIGINT);
    sigaddset(&waitedFor, SIGTERM);
    sigaddset(&waitedFor, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &waitedFor, nullptr);
    std::stop_source source;
    // It ends with the process.
    std::thread([waitedFor, source]() mutable {
        int signal = 0;
        sigwait(&waitedFor, &signal);
        source.request_stop();
        sigwait(&waitedFor, &signal); // somebody cannot wait
        std::_Exit(2);
    }).detach();
    return source.get_token();
}

}
