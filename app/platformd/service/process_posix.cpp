// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/process.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <sys/resource.h>
#include <sys/stat.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__linux__) && !__has_feature(address_sanitizer)
#define SEKIMORI_UNDUMPABLE // Not under LeakSanitizer, which has to trace the process at its end.
#include <sys/prctl.h>
#endif

namespace sekimori::platformd {

void keepToItself()
{
    umask(077);
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef SEKIMORI_UNDUMPABLE
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

void giveBackMemory()
{
#if defined(__GLIBC__)
    // Set once, the threshold no longer rises to the size of whatever was freed last.
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

qint64 raiseFileLimit()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
    return qint64(std::min<rlim_t>(files.rlim_cur, std::numeric_limits<qint64>::max()));
}

}
