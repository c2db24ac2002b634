// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// The public key by which what is signed in the tenant's log can be told from what is not.
Response getLogKey(const Call &call, ApiParts &parts);

/// What the platform's own check of the log has found last.
Response getIntegrity(const Call &call, ApiParts &parts);

/// Asks for a check; its outcome is seen by getIntegrity().
Response postIntegrityCheck(const Call &call, ApiParts &parts);

}
