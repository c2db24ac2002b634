// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/mailqueue.h"

#include <map>

namespace sekimori::platformd {

/// Whose letter goes next. A tenant's higher levels always go before its lower ones. Among tenants, higher levels go
/// first and those of one level take turns; but each fourth letter goes round all tenants whatever the level, so that
/// nobody's flood, however urgent, holds up the others. It knows nothing of the store, and of time neither.
class MailTurns {
public:
    /// What waits, for each tenant the highest level first.
    using Waiting = std::map<TenantId, QList<QueuedDelivery>>;

    /// The first @p most of @p waiting, in the order in which they go.
    QList<QueuedDelivery> first(Waiting waiting, int most) const;
    /// A letter of @p tenant's went: the turn is the next one's.
    void note(TenantId tenant);

private:
    bool isForAll() const;
    Waiting::iterator next(Waiting &waiting) const;

    int m_place = 0; ///< of the next letter, among four
    TenantId m_lastByLevel;
    TenantId m_lastOfAll;
};

}
