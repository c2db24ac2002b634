// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/mailqueue.h"

namespace sekimori::platformd {

/// What the log tells of mails: service `Common`, module and actions are these. The loop guard of the alerts knows
/// them.
inline constexpr QLatin1StringView mailEventModule{"Alerts"};
inline constexpr QLatin1StringView deliveryGivenUpAction{"delivery given up"};

/// An event for each mail among @p results that some address will never get.
QList<audit::Event> givenUpEvents(const QList<DeliveryResult> &results);

}
