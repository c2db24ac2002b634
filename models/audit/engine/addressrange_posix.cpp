// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/addressrange.h"

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

namespace sekimori::audit::engine {
namespace {

/// Permissions change in steps of this size: one call each is enough.
constexpr size_t step = 16 << 20;

#ifdef MAP_NORESERVE
constexpr int reserving = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
#else
constexpr int reserving = MAP_PRIVATE | MAP_ANONYMOUS;
#endif

}

AddressRange AddressRange::reserved(size_t size)
{
    AddressRange range;
    const auto page = size_t(sysconf(_SC_PAGESIZE));
    const size_t rounded = (std::max<size_t>(size, 1) + page - 1) / page * page;
    void *start = mmap(nullptr, rounded, PROT_NONE, reserving, -1, 0);
    if (start == MAP_FAILED)
        return range;
    range.m_start = static_cast<char *>(start);
    range.m_size = rounded;
    return range;
}

AddressRange::~AddressRange()
{
    if (m_start)
        munmap(m_start, m_size);
}

bool AddressRange::commit(size_t size)
{
    if (size <= m_committed)
        return true;
    if (size > m_size)
        return false;
    const size_t wanted = std::min((size + step - 1) / step * step, m_size);
    if (mprotect(m_start + m_committed, wanted - m_committed, PROT_READ | PROT_WRITE) != 0)
        return false;
#ifdef MADV_POPULATE_WRITE
    // A large text would stop at each of hundreds of thousands of pages, which takes as long as unpacking it. No large
    // pages: where memory lies in pieces, or is lent to a virtual machine as it is touched, the system needs longer for
    // one of them than for all the small ones in it. A small text would leave most of what is made ready empty.
    if (const size_t large = std::max(m_committed, step); large < wanted)
        (void)madvise(m_start + large, wanted - large, MADV_POPULATE_WRITE);
#endif
    m_committed = wanted;
    return true;
}

}
