// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// The delivery log: which mails the tenant's alerts have sent, to whom, and what the mail server said.
Response getDeliveries(const Call &call, ApiParts &parts);
/// By which way mails leave, which wait for it, and what all of them are about.
Response getMailSummary(const Call &call, ApiParts &parts);
Response getDelivery(const Call &call, ApiParts &parts);
/// Puts the same mail into the queue once more.
Response postDeliveryAgain(const Call &call, ApiParts &parts);
/// Tries what waits of the mail without its pause.
Response postDeliveryNow(const Call &call, ApiParts &parts);

}
