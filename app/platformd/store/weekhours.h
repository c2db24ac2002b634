// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTimeZone>

#include <array>

namespace sekimori::platformd {

/// Counts by quarters of an hour since 1970, as the hours of the week, Monday first, that the clocks of @p zone showed.
std::array<std::array<qint64, 24>, 7> weekHours(const QHash<qint64, qint64> &quarters, const QTimeZone &zone);

}
