// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"
#include "store/askedonce.h"

namespace sekimori::platformd {

/// What @p call is known by when it comes again: who asks, its Idempotency-Key, its path and its body, in which no
/// secret may stand.
Result<AskedOnce> askedOnce(const Call &call);

Response responseOf(const StoredAnswer &answer);

}
