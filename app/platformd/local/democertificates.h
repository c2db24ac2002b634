// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificates.h"

namespace sekimori::platformd {

/// Gives some of the demo's people client certificates: most hold for long, one ends soon, one was revoked.
/// @p by acts at a time that lies before the demo's log; its own events tell of it.
Result<void> addDemoCertificates(Tenants &tenants, Certificates &certificates, TenantId tenant, const Author &by);

}
