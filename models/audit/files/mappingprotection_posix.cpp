// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/mappingprotection.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace sekimori::audit::files {
namespace {

struct Range {
    std::atomic<uintptr_t> start = 0; ///< 0: free
    std::atomic<uintptr_t> end = 0;
};

// A signal handler may look at nothing but atomics. More mappings than these are not protected.
constexpr size_t mostMappings = 4096;
std::array<Range, mostMappings> ranges; // NOLINT(cert-err58-cpp)
std::atomic<uintptr_t> pageSize = 0;
struct sigaction handlerBefore; // written once, before the handler is installed

bool isProtected(uintptr_t address)
{
    for (const Range &range : ranges) {
        const uintptr_t start = range.start.load(std::memory_order_acquire);
        if (start != 0 && address >= start && address < range.end.load(std::memory_order_acquire))
            return true;
    }
    return false;
}

/// Puts a page of zeros where the file has none any more. mmap() is a plain system call and as safe here as elsewhere.
void putZeros(int signal, siginfo_t *info, void *)
{
    const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
    const uintptr_t size = pageSize.load(std::memory_order_relaxed);
    void *page = reinterpret_cast<void *>(address / size * size); // NOLINT(performance-no-int-to-ptr)
    const bool isMended = isProtected(address)
        && mmap(page, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
    if (!isMended)
        sigaction(signal, &handlerBefore, nullptr); // and the fault comes again
}

}

void protectMappings()
{
    if (pageSize.exchange(uintptr_t(sysconf(_SC_PAGESIZE))) != 0)
        return;
    sigaction(SIGBUS, nullptr, &handlerBefore);
    struct sigaction action{};
    action.sa_sigaction = putZeros;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, nullptr);
}

ProtectedMapping::ProtectedMapping(const void *start, size_t size)
    : m_place(mostMappings)
{
    const auto first = reinterpret_cast<uintptr_t>(start);
    for (size_t place = 0; place < mostMappings && first != 0; ++place) {
        uintptr_t free = 0;
        if (ranges[place].start.compare_exchange_strong(free, first, std::memory_order_acq_rel)) {
            ranges[place].end.store(first + size, std::memory_order_release);
            m_place = place;
            return;
        }
    }
}

ProtectedMapping::~ProtectedMapping()
{
    if (m_place == mostMappings)
        return;
    ranges[m_place].end.store(0, std::memory_order_release);
    ranges[m_place].start.store(0, std::memory_order_release);
}

}
