// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace sekimori::platformd {

/// Counts connections, all together and by address, and says when there are enough. IPv6 counts by /64, since that is
/// what one customer gets. Safe from several threads.
class Admission {
public:
    /// The right to one connection, given back when it goes out of scope.
    class Place {
    public:
        Place(Admission &admission, const IpAddress &peer)
            : m_admission(&admission)
            , m_peer(peer)
        {
        }
        Place(Place &&other) noexcept
            : m_admission(std::exchange(other.m_admission, nullptr))
            , m_peer(other.m_peer)
        {
        }
        Place &operator=(Place &&) = delete;
        ~Place()
        {
            if (m_admission)
                m_admission->leave(m_peer);
        }

        const IpAddress &peer() const { return m_peer; }

    private:
        Admission *m_admission;
        IpAddress m_peer;
    };

    Admission(int connections, int connectionsPerAddress);

    /// Nothing when there are enough connections.
    std::optional<Place> admit(const IpAddress &peer);
    int count() const;

private:
    void leave(const IpAddress &peer);

    const int m_connections;
    const int m_connectionsPerAddress;
    mutable std::mutex m_mutex;
    int m_count = 0;
    std::map<IpAddress, int> m_byAddress;
};

}
