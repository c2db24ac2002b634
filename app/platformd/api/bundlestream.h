// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message BundleEmpty{"bundle.empty",
    QT_TRANSLATE_NOOP("Messages", "The audit log has no events there: it goes from number %1 to %2 at present.")};

/// What is to be handed out as a sealed bundle, and how the log tells of it.
struct BundleWish {
    qint64 first = 1; ///< of what the log still has
    qint64 last = 0; ///< as far as the log goes
    QString action; ///< of the event
    QString span; ///< for its complement, beside the numbers; may be empty
};

/// The events of @p wish with their proof, in pieces, however many. The log's end is signed and the event is written
/// before the first byte goes out; a span with months that cannot be read is refused before that. Where the bundle
/// cannot be brought to its end all the same, the connection ends without the end of the body.
Response sealedBundle(const Call &call, ApiParts &parts, const BundleWish &wish);

}
