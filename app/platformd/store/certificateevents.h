// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificate.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// An event of the module `Certificates`.
audit::Event certificateEvent(const Author &by, const QString &action, const QString &complement, audit::EventTime now);

/// `login name: tanaka.k; serial number: 4F…`
QString describe(const Certificate &certificate);

}
