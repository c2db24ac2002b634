// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/tenants.h"

/// How the log tells what was done to users.
namespace sekimori::platformd {

audit::Event userAdded(const NewUser &user, const Author &by, audit::EventTime now);
/// A change of role and of the certificate's permission is an event of its own each.
QList<audit::Event> userChanged(const User &before, const User &after, const Author &by, audit::EventTime now);
audit::Event userDeleted(const User &user, const Author &by, audit::EventTime now);
audit::Event usersImported(const QString &counts, const Author &by, audit::EventTime now);
audit::Event usersExported(qint64 count, const Author &by, audit::EventTime now);

}
