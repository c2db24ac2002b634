// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/certificatecalendar.h"

#include "error/messages.h"
#include "reminders/certificateendings.h"
#include "store/calendar.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Response getCertificateCalendar(const Call &call, ApiParts &parts)
{
    const TenantState &tenant = *call.passage.tenant;
    const auto ends = parts.certificates.ends(tenant.id);
    if (!ends)
        return call.refuse(ends.error());
    const auto authority = parts.certificates.authority(tenant.id);
    if (!authority)
        return call.refuse(authority.error());
    const auto now = parts.tenants.now();
    const QString zone = tenant.settings.tenant.timeZone;
    const QTranslator *translator = call.passage.language.translator;
    const QString name = renderMessage(Error{ErrorKind::Internal, CalendarName, {tenant.displayName}}, translator);
    Response response{.status = 200,
        .headers = {},
        .body
        = calendarOf(endingsOf(*ends, *authority, zone), dayAt(now, zone), name, call.request.host, translator, now)};
    response.headers.set("Content-Type", "text/calendar; charset=utf-8");
    response.headers.set("Content-Disposition", "attachment; filename=\"certificates.ics\"");
    return response;
}

}
