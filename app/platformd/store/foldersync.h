// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori::platformd {

/// The names in @p folder are on the disk when it returns true. Systems that keep a journal of names need nothing.
bool syncFolder(const QString &folder);
/// What was written to the open file @p handle is on the disk when it returns true.
bool syncFile(int handle);

}
