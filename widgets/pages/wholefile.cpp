// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/wholefile.h"

#include <QFile>
#include <QSaveFile>

namespace sekimori::widgets {

Result<QByteArray> readWholeFile(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnreadable, {path, file.errorString()}});
    const QByteArray bytes = file.read(most);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnreadable, {path, file.errorString()}});
    return bytes;
}

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes, FileReaders readers)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (isOpen && readers == FileReaders::OwnerOnly)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const bool isWritten = isOpen && file.write(bytes) >= 0 && file.commit();
    if (!isWritten)
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnwritable, {path, file.errorString()}});
    return {};
}

Result<void> canWriteWholeFile(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileUnwritable, {path, file.errorString()}});
    file.cancelWriting();
    return {};
}

}
