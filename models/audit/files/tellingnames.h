// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sekimori::audit::files {

/// A short name for each of @p paths, in their order: that of the file, with as many of its folders as tell it from the
/// others, `office/audit.csv` beside `branch/audit.csv`. The same file has the same name wherever it comes.
QStringList tellingNames(const QStringList &paths);

}
