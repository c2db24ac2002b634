// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

namespace sekimori::audit::filter {

/// The one canonical writing: parsing it gives the same tree again, whatever the zone and the hour.
QString toText(const Node &node);
QString toText(const Filter &filter);

/// @p value in quotes where it would be taken for anything else than itself.
QString quoted(QStringView value);
/// The same for what stands behind `field:`, where words of a level or a result need no quotes but unknown ones do.
QString quotedFor(Field field, QStringView value);

}
