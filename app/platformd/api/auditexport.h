// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message NotOneOf{"request.notOneOf", QT_TRANSLATE_NOOP("Messages", "“%1” has to be one of %2.")};

/// All that a filter selects as one file, in pieces, however large. Where it cannot be brought to its end, the
/// connection ends without the end of the body.
Response getAuditExport(const Call &call, ApiParts &parts);

}
