// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/field.h"
#include "store/eventoverview.h"

namespace sekimori::platformd {

/// At most @p limit values of @p field that begin with @p start, any case, in the whole log; the most frequent first.
/// Of times and complements there are none: they hardly ever occur twice.
Result<QList<ValueCount>> eventValues(
    Database &database, TenantId tenant, audit::Field field, const QString &start, int limit);

}
