// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message SectionsNone{
    "settings.sectionsNone", QT_TRANSLATE_NOOP("Messages", "The change names no section. Name at least one of %1.")};
inline constexpr Message RevisionNotANumber{"settings.revisionNotANumber",
    QT_TRANSLATE_NOOP("Messages", "The revision has to be the whole number that was read, 0 or more.")};

Response getSettings(const Call &call, ApiParts &parts);
Response getSection(const Call &call, ApiParts &parts);
/// One section, with If-Match.
Response putSection(const Call &call, ApiParts &parts);
/// Several at once, all or none, each with its revision.
Response putSettings(const Call &call, ApiParts &parts);
/// What such a change would do; nothing is changed.
Response postSettingsCheck(const Call &call, ApiParts &parts);

}
