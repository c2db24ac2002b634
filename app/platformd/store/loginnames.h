// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/ids.h"

#include <QStringList>

namespace sekimori::platformd {

/// The first @p limit login names, in their order, that begin with @p start in any case.
Result<QStringList> loginNamesFrom(Database &database, TenantId tenant, const QString &start, int limit);

}
