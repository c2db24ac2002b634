// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/fieldset.h"
#include "audit/filter/filter.h"

namespace sekimori::audit::filter {

/// The fields that a filter asks about: what else an event says, does not count.
FieldSet fieldsAsked(const Filter &filter);

}
