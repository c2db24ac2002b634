// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "store/ids.h"

#include <map>
#include <mutex>
#include <utility>

namespace sekimori::platformd {

inline constexpr Message SearchesOfTenant{"searches.ofTenant",
    QT_TRANSLATE_NOOP(
        "Messages", "%1 searches in this tenant's log are under way, as many as it may have. Try again in a moment.")};
inline constexpr Message SearchesOfAll{"searches.ofAll",
    QT_TRANSLATE_NOOP("Messages", "The service searches in as many logs as it can. Try again in a moment.")};

inline constexpr Message ExportsOfTenant{"exports.ofTenant",
    QT_TRANSLATE_NOOP("Messages",
        "%1 exports of this tenant's log are under way, as many as it may have. Try again when one is through.")};
inline constexpr Message ExportsOfAll{"exports.ofAll",
    QT_TRANSLATE_NOOP("Messages", "The service exports as many logs as it can. Try again in a minute.")};

/// How many searches in logs may be under way at the same time.
struct SearchLimits {
    int perTenant = 6;
    int all = 10;
    const Message *ofTenant = &SearchesOfTenant; ///< said when one of them has as many
    const Message *ofAll = &SearchesOfAll;

    static constexpr SearchLimits ofExports() { return {2, 4, &ExportsOfTenant, &ExportsOfAll}; }
};

/// Counts the searches in logs, each of which keeps a thread busy for some time, and says when there are enough. Safe
/// from several threads.
class SearchPlaces {
public:
    /// The right to one of them, given back when it goes out of scope.
    class Place {
    public:
        Place(SearchPlaces &places, TenantId tenant)
            : m_places(&places)
            , m_tenant(tenant)
        {
        }
        Place(Place &&other) noexcept
            : m_places(std::exchange(other.m_places, nullptr))
            , m_tenant(other.m_tenant)
        {
        }
        Place &operator=(Place &&) = delete;
        ~Place()
        {
            if (m_places)
                m_places->leave(m_tenant);
        }

    private:
        SearchPlaces *m_places;
        TenantId m_tenant;
    };

    SearchPlaces() = default;
    explicit SearchPlaces(const SearchLimits &limits)
        : m_limits(limits)
    {
    }

    Result<Place> take(TenantId tenant)
    {
        const std::scoped_lock lock(m_mutex);
        if (countOf(tenant) >= m_limits.perTenant)
            return std::unexpected(
                Error{ErrorKind::TooMany, *m_limits.ofTenant, {QString::number(m_limits.perTenant)}});
        if (m_all >= m_limits.all)
            return std::unexpected(Error{ErrorKind::Unavailable, *m_limits.ofAll});
        ++m_all;
        ++m_ofTenants[tenant];
        return Place(*this, tenant);
    }

private:
    int countOf(TenantId tenant) const
    {
        const auto found = m_ofTenants.find(tenant);
        return found == m_ofTenants.end() ? 0 : found->second;
    }

    void leave(TenantId tenant)
    {
        const std::scoped_lock lock(m_mutex);
        --m_all;
        if (--m_ofTenants[tenant] == 0)
            m_ofTenants.erase(tenant);
    }

    const SearchLimits m_limits;
    std::mutex m_mutex;
    int m_all = 0; ///< this and the other under m_mutex
    std::map<TenantId, int> m_ofTenants;
};

}
