// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/tenant.h"

#include "error/excerpt.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message TimeZoneUnknown{"tenant.timeZoneUnknown",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is no time zone that is known here. Use a name of the time zone database, such as Asia/Tokyo or UTC.")};
}

void Tenant::check(Errors &errors) const
{
    // Qt takes more for a zone than has a place behind it: an offset such as UTC+09:00, which never changes with the
    // law, and rules such as EST5EDT,M3.2.0/2,M11.1.0/2, which alone have commas.
    const bool isKnown = timeZone == u"UTC"_s
        || (timeZone.contains(u'/') && !timeZone.contains(u',') && QTimeZone::isTimeZoneIdAvailable(timeZone.toUtf8()));
    if (!isKnown)
        errors.append(Error{ErrorKind::Invalid, messages::TimeZoneUnknown, {excerpt(timeZone)}, u"timeZone"_s});
}

}
