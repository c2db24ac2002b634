// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipentryfile.h"

#include "pages/wholefile.h"

namespace sekimori::widgets {

Result<policy::CsvEntries> readEntriesFile(const QString &path)
{
    // One byte more than is accepted, so that what is too long is told from what just fits.
    return readWholeFile(path, policy::maxCsvBytes + 1).and_then(policy::readEntriesCsv);
}

Result<void> writeEntriesFile(const QString &path, const QList<policy::IpEntry> &entries, policy::CsvLanguage language)
{
    return writeWholeFile(path, policy::writeEntriesCsv(entries, language));
}

}
