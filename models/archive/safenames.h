// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sekimori::archive {

/// A name of one file that Windows, macOS and Linux all take, as near to @p name as they let it be: no separators,
/// control characters or what Windows refuses, none of its devices' names, no dot or blank at the end, not too long.
QString safeName(const QString &name);

/// The same for each of @p names, and none like another one, however case and width are compared. Their order stays.
QStringList safeNames(const QStringList &names);

}
