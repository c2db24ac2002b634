// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/request.h"
#include "store/settingschange.h"

namespace sekimori::platformd {

inline constexpr Message IfMatchMissing{"request.ifMatchMissing",
    QT_TRANSLATE_NOOP("Messages",
        "The change names no revision that it is based on. Send the one you read, as "
        "If-Match: \"REVISION\".")};
inline constexpr Message IfMatchMalformed{"request.ifMatchMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "If-Match has to be one revision in quotes, such as \"7\", exactly as the ETag that "
        "was read; “*”, lists and weak tags (W/) are not taken.")};
inline constexpr Message IdempotencyKeyMalformed{"request.idempotencyKeyMalformed",
    QT_TRANSLATE_NOOP("Messages", "Idempotency-Key has to be there once, with 1 to 64 visible ASCII characters.")};
inline constexpr Message ConsentIncomplete{"request.consentIncomplete",
    QT_TRANSLATE_NOOP("Messages", "Sekimori-Consent and Sekimori-Reason belong together; send each once, or neither.")};
inline constexpr Message ReasonMalformed{"request.reasonMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "Sekimori-Reason has to be 1 to 500 characters on one line, as percent-encoded UTF-8.")};

/// The revision in If-Match.
Result<qint64> revisionToMatch(const Request &request);

/// Empty where the request has none.
Result<QByteArray> idempotencyKey(const Request &request);

Result<std::optional<Consent>> consentOf(const Request &request);

}
