// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tenants.h"
#include "store/tenantservice.h"

/// How events of other services come into a tenant's log: all of a batch or none, and once, however often it is sent.
namespace sekimori::platformd {

struct Intake {
    ServiceCaller caller;
    QList<audit::Event> events; ///< not empty
    QByteArray idempotencyKey; ///< empty: none
    QByteArray requestDigest; ///< what a repeat is told from another request by
};

/// The numbers that the events have got.
struct IntakeReceipt {
    qint64 first = 0;
    qint64 last = 0;

    bool operator==(const IntakeReceipt &) const = default;
};

/// A repeat under the same key within a day gets the first receipt.
Result<IntakeReceipt> takeIn(Tenants &tenants, const Intake &intake);

namespace messages {
extern const Message TokenRevoked;
}

}
