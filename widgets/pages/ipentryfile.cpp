// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipentryfile.h"

#include <QFile>
#include <QSaveFile>

namespace sekimori::widgets {

Result<policy::CsvEntries> readEntriesFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnreadable, {path, file.errorString()}});
    // One byte more than is accepted, so that what is too long is told from what just fits, and no disk is read dry.
    const QByteArray bytes = file.read(policy::maxCsvBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnreadable, {path, file.errorString()}});
    return policy::readEntriesCsv(bytes);
}

Result<void> writeEntriesFile(const QString &path, const QList<policy::IpEntry> &entries, policy::CsvLanguage language)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(policy::writeEntriesCsv(entries, language)) >= 0
        && file.commit();
    if (!written)
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnwritable, {path, file.errorString()}});
    return {};
}

}
