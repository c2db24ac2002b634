// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/bodystream.h"
#include "store/ids.h"

#include <QByteArray>

#include <map>
#include <mutex>
#include <utility>

namespace sekimori::platformd {

inline constexpr Message StreamsOfSession{"streams.ofSession",
    QT_TRANSLATE_NOOP("Messages", "Your session has %1 streams open already, as many as it may. Close one first.")};
inline constexpr Message StreamsOfTenant{"streams.ofTenant",
    QT_TRANSLATE_NOOP("Messages",
        "%1 streams of this tenant are open already, as many as it may have. Try again when one was closed.")};
inline constexpr Message StreamsOfAll{"streams.ofAll",
    QT_TRANSLATE_NOOP("Messages", "The service has as many streams open as it can serve. Try again in a minute.")};

/// Counts the answers that go on and on, such as live tails, and says when there are enough. Safe from several threads.
class StreamPlaces {
public:
    /// The right to one of them, given back when it goes out of scope.
    class Place {
    public:
        Place(StreamPlaces &places, TenantId tenant, QByteArray session)
            : m_places(&places)
            , m_tenant(tenant)
            , m_session(std::move(session))
        {
        }
        Place(Place &&other) noexcept
            : m_places(std::exchange(other.m_places, nullptr))
            , m_tenant(other.m_tenant)
            , m_session(std::move(other.m_session))
        {
        }
        Place &operator=(Place &&) = delete;
        ~Place()
        {
            if (m_places)
                m_places->leave(m_tenant, m_session);
        }

    private:
        StreamPlaces *m_places;
        TenantId m_tenant;
        QByteArray m_session;
    };

    StreamPlaces() = default;
    explicit StreamPlaces(const StreamLimits &limits)
        : m_limits(limits)
    {
    }

    /// @p session is whatever tells sessions apart.
    Result<Place> take(TenantId tenant, const QByteArray &session);

private:
    void leave(TenantId tenant, const QByteArray &session);

    const StreamLimits m_limits;
    std::mutex m_mutex;
    int m_all = 0; ///< this and the others under m_mutex
    std::map<TenantId, int> m_ofTenants;
    std::map<QByteArray, int> m_ofSessions;
};

}
