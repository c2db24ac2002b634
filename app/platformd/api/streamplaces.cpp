// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/streamplaces.h"

namespace sekimori::platformd {
namespace {

template<typename Key>
int countOf(const std::map<Key, int> &counts, const Key &key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

template<typename Key>
void countDown(std::map<Key, int> &counts, const Key &key)
{
    const auto found = counts.find(key);
    if (--found->second == 0)
        counts.erase(found);
}

}

Result<StreamPlaces::Place> StreamPlaces::take(TenantId tenant, const QByteArray &session)
{
    const std::scoped_lock lock(m_mutex);
    if (countOf(m_ofSessions, session) >= m_limits.perSession)
        return std::unexpected(Error{ErrorKind::TooMany, StreamsOfSession, {QString::number(m_limits.perSession)}});
    if (countOf(m_ofTenants, tenant) >= m_limits.perTenant)
        return std::unexpected(Error{ErrorKind::TooMany, StreamsOfTenant, {QString::number(m_limits.perTenant)}});
    if (m_all >= m_limits.all)
        return std::unexpected(Error{ErrorKind::Unavailable, StreamsOfAll});
    ++m_all;
    ++m_ofTenants[tenant];
    ++m_ofSessions[session];
    return Place(*this, tenant, session);
}

void StreamPlaces::leave(TenantId tenant, const QByteArray &session)
{
    const std::scoped_lock lock(m_mutex);
    --m_all;
    countDown(m_ofTenants, tenant);
    countDown(m_ofSessions, session);
}

}
