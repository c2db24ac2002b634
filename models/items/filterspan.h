// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "platform/auditquestion.h"

namespace sekimori::items {

/// The span of time to which a filter keeps, whatever else it asks for; open where it keeps to none.
platform::TimeSpan timeSpanOf(const audit::filter::Filter &filter);

}
