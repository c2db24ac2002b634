// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message ArchiveUnknown{
    "archive.unknown", QT_TRANSLATE_NOOP("Messages", "The audit log has no events of the month “%1”.")};

/// The months of the log.
Response getAuditArchives(const Call &call, ApiParts &parts);
/// One of them as a sealed bundle.
Response getAuditArchive(const Call &call, ApiParts &parts);

}
