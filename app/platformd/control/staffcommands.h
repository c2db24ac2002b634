// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/commandline.h"
#include "control/controlserver.h"
#include "crypto/passwordhash.h"
#include "store/staff.h"

namespace sekimori::platformd {

/// The commands `staff.add` (`{name, password}`, with the password judged here), `staff.remove` (`{name}`) and
/// `staff.list`, which answers `{staff: [{name, addedAt}]}`.
ControlCommands staffCommands(Staff &staff, const crypto::PasswordHasher &hasher);

/// Has the wish carried out by the service that runs in @p dataFolder, or does it itself where none runs. Returns what
/// there is to read, line by line.
Result<QStringList> manageStaff(const QString &dataFolder, const StaffWish &wish, const QString &password);

}
