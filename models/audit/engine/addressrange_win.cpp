// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/addressrange.h"

#include <algorithm>
#include <windows.h>

namespace sekimori::audit::engine {
namespace {

constexpr size_t step = 16 << 20;

}

AddressRange AddressRange::reserved(size_t size)
{
    AddressRange range;
    size = std::max<size_t>(size, 1);
    range.m_start = static_cast<char *>(VirtualAlloc(nullptr, size, MEM_RESERVE, PAGE_NOACCESS));
    range.m_size = range.m_start ? size : 0;
    return range;
}

AddressRange::~AddressRange()
{
    if (m_start)
        VirtualFree(m_start, 0, MEM_RELEASE);
}

bool AddressRange::commit(size_t size)
{
    if (size <= m_committed)
        return true;
    if (size > m_size)
        return false;
    const size_t wanted = std::min((size + step - 1) / step * step, m_size);
    if (!VirtualAlloc(m_start + m_committed, wanted - m_committed, MEM_COMMIT, PAGE_READWRITE))
        return false;
    m_committed = wanted;
    return true;
}

}
