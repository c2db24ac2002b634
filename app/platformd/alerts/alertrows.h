// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertpacer.h"
#include "store/ids.h"
#include "store/writer.h"

#include <QMap>

namespace sekimori::platformd {

/// How far the alerts of a tenant have looked at its log. A tenant in which nobody is told of anything has no place.
struct AlertPlace {
    qint64 number = 0; ///< events up to this one were judged
    qint64 step = 0; ///< counts the changes of the place and of what waits, so that each follows from the one before
    qint64 revision = 0; ///< of the section by which they are judged from here on

    bool operator==(const AlertPlace &) const = default;
};

using AlertWaits = QMap<QString, AlertWait>; ///< by the topic's name

Result<std::optional<AlertPlace>> alertPlace(Database &database, TenantId tenant);
/// Makes or replaces it.
Result<void> putAlertPlace(Database &database, TenantId tenant, const AlertPlace &place);
/// Moves it on from @p before by one step; false where it is not there any more, and nothing was changed.
Result<bool> moveAlertPlace(Database &database, TenantId tenant, const AlertPlace &before, qint64 number);
/// With all that waits.
Result<void> removeAlertPlace(Database &database, TenantId tenant);

Result<AlertWaits> alertWaits(Database &database, TenantId tenant);
Result<void> putAlertWait(Database &database, TenantId tenant, const QString &topic, const AlertWait &wait);
Result<void> removeAlertWait(Database &database, TenantId tenant, const QString &topic);

}
