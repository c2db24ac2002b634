// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventoverview.h"

#include <QByteArray>

#include <chrono>
#include <list>
#include <mutex>

namespace sekimori::platformd {

/// Overviews of logs that were answered before all was counted. Who asks again goes on where it stopped; one that
/// nobody asks for again makes room for others. Safe from several threads.
class OverviewsUnderWay {
public:
    static constexpr size_t mostKept = 24;
    static constexpr int mostOfTenant = 4;
    static constexpr std::chrono::minutes longestKept{1};

    /// Keeps it; what to name it by.
    QByteArray keep(TenantId tenant, const QByteArray &session, const QString &question, OverviewCount count);
    /// Once: whoever takes it goes on with it alone. Nothing where it is not there, or is somebody else's, or was asked
    /// something else.
    std::optional<OverviewCount> take(
        const QByteArray &name, TenantId tenant, const QByteArray &session, const QString &question);

private:
    struct Kept {
        QByteArray name;
        TenantId tenant;
        QByteArray session;
        QString question;
        OverviewCount count;
        std::chrono::steady_clock::time_point at;
    };

    std::mutex m_mutex;
    std::list<Kept> m_kept; ///< under m_mutex; the oldest first
};

}
