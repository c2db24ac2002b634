// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>

namespace sekimori::widgets {

/// Files that are read and written in one piece. They may lie on a slow disk: for another thread than that of the
/// windows.

/// At most @p most bytes of it, so that no disk is read dry.
Result<QByteArray> readWholeFile(const QString &path, qint64 most);
/// Who may read what is written.
enum class FileReaders { AsUsual, OwnerOnly };
/// All of it or nothing: a file that was there stays whole where writing fails.
Result<void> writeWholeFile(const QString &path, const QByteArray &bytes, FileReaders readers = FileReaders::AsUsual);
/// Whether writing could begin there; nothing is written.
Result<void> canWriteWholeFile(const QString &path);

namespace messages {
inline constexpr Message FileUnreadable{
    "file.unreadable", QT_TRANSLATE_NOOP("Messages", "The file “%1” could not be read: %2.")};
inline constexpr Message FileUnwritable{
    "file.unwritable", QT_TRANSLATE_NOOP("Messages", "The file “%1” could not be written: %2. Choose another place.")};
inline constexpr Message FileTooLarge{
    "file.tooLarge", QT_TRANSLATE_NOOP("Messages", "The file “%1” is longer than the %2 MB that can be read.")};
}

}
