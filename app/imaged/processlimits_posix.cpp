// SPDX-License-Identifier: GPL-3.0-or-later
#include "processlimits.h"

#include <array>
#include <sys/resource.h>
#include <utility>

namespace sekimori {
namespace {

constexpr rlim_t mebibyte = 1024 * 1024;
constexpr rlim_t mostMemory = 1024 * mebibyte; // of addresses, so what is mapped counts as well
constexpr rlim_t mostSeconds = 12;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif
#else
constexpr bool isSanitized = false;
#endif

}

bool limitThisProcess()
{
    const std::array limits{
        std::pair{RLIMIT_CPU, mostSeconds},
        std::pair{RLIMIT_FSIZE, rlim_t(0)},
        std::pair{RLIMIT_CORE, rlim_t(0)},
        // A sanitizer takes terabytes of addresses for itself.
        std::pair{RLIMIT_AS, isSanitized ? RLIM_INFINITY : mostMemory},
    };
    for (const auto &[what, most] : limits) {
        const rlimit limit{.rlim_cur = most, .rlim_max = most};
        if (setrlimit(what, &limit) != 0)
            return false;
    }
    return true;
}

}
