// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/passwordentry.h"

#include "crypto/tokens.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Result<QString> firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, PasswordFileUnreadable, {path, file.errorString()}});
    QByteArray line = file.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

}

Result<QString> enteredPassword(const PasswordSource &source, const QString &whose)
{
    if (!source.file.isEmpty())
        return firstLineOf(source.file);
    if (source.isGenerated)
        return crypto::newPassword(16);
    const auto password = askOnTerminal(u"Password for “%1”: "_s.arg(whose));
    if (!password)
        return password;
    const auto again = askOnTerminal(u"The same again: "_s);
    if (!again)
        return again;
    if (*password != *again)
        return std::unexpected(Error{ErrorKind::Invalid, PasswordsDiffer});
    return password;
}

}
