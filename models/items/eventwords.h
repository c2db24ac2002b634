// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/field.h"

#include <QString>

namespace sekimori::items {

/// `Information` … `Critical`, for people.
QString levelText(audit::Level level);
/// `Accessed from`, as a column is headed.
QString fieldText(audit::Field field);

}
