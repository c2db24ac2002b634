// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message BundleSpanTwice{"bundle.spanTwice",
    QT_TRANSLATE_NOOP("Messages", "Name the events by their numbers or by their times, not by both: leave “%1” out.")};
inline constexpr Message BundleSpanReversed{
    "bundle.spanReversed", QT_TRANSLATE_NOOP("Messages", "“last” must not be smaller than “first”.")};

/// A whole span of the log, never filtered, as a file that carries its proof. By default it is all of the log.
Response getAuditBundle(const Call &call, ApiParts &parts);

}
