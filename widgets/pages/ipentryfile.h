// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/ipentrycsv.h"

namespace sekimori::widgets {

/// Lists of addresses in CSV files. They may lie on a slow disk and be long: for another thread than that of the
/// windows.
Result<policy::CsvEntries> readEntriesFile(const QString &path);
/// All of it or nothing: a file that was there stays whole where writing fails.
Result<void> writeEntriesFile(const QString &path, const QList<policy::IpEntry> &entries, policy::CsvLanguage language);

}
