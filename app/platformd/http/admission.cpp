// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/admission.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

IpAddress countedAs(IpAddress peer)
{
    if (!peer.isV4())
        std::fill(peer.bytes.begin() + 8, peer.bytes.end(), quint8(0));
    return peer;
}

}

Admission::Admission(int connections, int connectionsPerAddress)
    : m_connections(connections)
    , m_connectionsPerAddress(connectionsPerAddress)
{
}

std::optional<Admission::Place> Admission::admit(const IpAddress &peer)
{
    const std::scoped_lock lock(m_mutex);
    if (m_count >= m_connections)
        return std::nullopt;
    int &ofAddress = m_byAddress[countedAs(peer)];
    if (ofAddress >= m_connectionsPerAddress)
        return std::nullopt;
    ++ofAddress;
    ++m_count;
    return Place(*this, peer);
}

void Admission::leave(const IpAddress &peer)
{
    const std::scoped_lock lock(m_mutex);
    --m_count;
    const auto ofAddress = m_byAddress.find(countedAs(peer));
    if (--ofAddress->second == 0)
        m_byAddress.erase(ofAddress);
}

int Admission::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_count;
}

}
