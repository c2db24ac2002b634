// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message PlacesSeveral{"audit.placesSeveral",
    QT_TRANSLATE_NOOP("Messages", "A page has one place: send only one of “after”, “above” and “at”.")};
inline constexpr Message FieldWithoutValues{
    "audit.fieldWithoutValues", QT_TRANSLATE_NOOP("Messages", "“%1” has to be one of %2.")};

/// One page of the audit log, newest first.
Response getAuditEvents(const Call &call, ApiParts &parts);

/// The values of a field that begin with something, and how often they occur.
Response getAuditValues(const Call &call, ApiParts &parts);

}
