// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <optional>

namespace sekimori::audit {

/// A zone by the name that somebody gives it: one of IANA's, `UTC`, `Z`, or an offset such as `+09:00`, `-330` or
/// `UTC+9`, in whatever case. QTimeZone itself takes rules of POSIX, too, whose offsets go the other way: `JST+9` would
/// be nine hours behind.
std::optional<QTimeZone> zoneFromName(const QString &name);

}
