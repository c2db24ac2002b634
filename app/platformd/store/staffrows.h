// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"

namespace sekimori::platformd {

/// One of the platform's own people.
struct StaffMember {
    QString name;
    QByteArray passwordHash;
    audit::EventTime addedAt{};

    bool operator==(const StaffMember &) const = default;
};

/// By name. Of all tables this is the one besides the list of tenants that is the platform's and no tenant's.
Result<QList<StaffMember>> allStaff(Database &database);
Result<std::optional<StaffMember>> staffNamed(Database &database, const QString &name);

/// The name must not be taken; that is an error with the field `name`.
Result<void> insertStaff(Database &database, const StaffMember &member);
/// Says whether he was there.
Result<bool> removeStaff(Database &database, const QString &name);

namespace messages {
extern const Message StaffNameTaken;
}

}
