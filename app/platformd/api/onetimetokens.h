// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/ids.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace sekimori::platformd {

/// Tokens that stand for a password once and for a short time: for the console that started the local platform. They
/// live in memory only, as digests. Safe from several threads.
class OneTimeTokens {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds lifetime{60};

    QByteArray issue(TenantId tenant, const QString &loginName, Clock::time_point now = Clock::now());

    /// Whose token it was; nothing where it is unknown, too old, used, or another tenant's. It is used up by this.
    std::optional<QString> redeem(TenantId tenant, QByteArrayView token, Clock::time_point now = Clock::now());

private:
    struct Issued {
        TenantId tenant;
        QString loginName;
        Clock::time_point endsAt;
    };

    std::mutex m_mutex;
    QHash<QByteArray, Issued> m_byDigest;
};

}
