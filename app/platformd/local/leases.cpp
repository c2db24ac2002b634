// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/leases.h"

namespace sekimori::platformd {

std::shared_ptr<void> Leases::begin()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_count;
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
    const auto inUse = [this] { return m_count > 0; };
    for (auto wait = patience; m_changed.wait_for(lock, stop, wait, inUse); wait = grace) {
        if (!m_changed.wait(lock, stop, [&] { return !inUse(); }))
            return false;
    }
    return !stop.stop_requested();
}

}
