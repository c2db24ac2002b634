// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/overviewsunderway.h"

#include "crypto/tokens.h"

#include <algorithm>

namespace sekimori::platformd {

QByteArray OverviewsUnderWay::keep(
    TenantId tenant, const QByteArray &session, const QString &question, OverviewCount count)
{
    QByteArray name = crypto::newToken();
    const std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(m_kept, [&](const Kept &kept) { return now - kept.at > longestKept; });
    const auto isOwn = [&](const Kept &kept) { return kept.tenant == tenant; };
    if (std::ranges::count_if(m_kept, isOwn) >= mostOfTenant)
        m_kept.erase(std::ranges::find_if(m_kept, isOwn));
    if (m_kept.size() >= mostKept)
        m_kept.pop_front();
    m_kept.push_back({name, tenant, session, question, std::move(count), now});
    return name;
}

std::optional<OverviewCount> OverviewsUnderWay::take(
    const QByteArray &name, TenantId tenant, const QByteArray &session, const QString &question)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_kept, [&](const Kept &kept) {
        return kept.name == name && kept.tenant == tenant && kept.session == session && kept.question == question;
    });
    if (found == m_kept.end())
        return std::nullopt;
    std::optional<OverviewCount> count(std::move(found->count));
    m_kept.erase(found);
    return count;
}

}
