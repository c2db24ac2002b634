// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/leases.h"

namespace sekimori::platformd {

std::shared_ptr<void> Leases::begin()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_count;
        m_wasUsed = true;
    }
    m_changed.notify_all();
    return std::shared_ptr<void>(this, [this](void *) { end(); });
}

void Leases::end()
{
    {
        const std::scoped_lock lock(m_mutex);
        --m_count;
    }
    m_changed.notify_all();
}

bool Leases::waitUntilUnused(
    const std::stop_token &stop, std::chrono::milliseconds grace, std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, stop, patience, [this] { return m_wasUsed; }))
        return !stop.stop_requested();
    do {
        if (!m_changed.wait(lock, stop, [this] { return m_count == 0; }))
            return false;
    } while (m_changed.wait_for(lock, stop, grace, [this] { return m_count > 0; }));
    return !stop.stop_requested();
}

}
