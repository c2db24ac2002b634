// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/operatorkey.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace sekimori::platformd {
namespace {

constexpr auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

std::optional<Error> problemOfPlace(const QString &path, const QString &dataFolder)
{
    const QString data = QFileInfo(dataFolder).canonicalFilePath();
    if (!data.isEmpty() && QFileInfo(path).canonicalFilePath().startsWith(data + u'/'))
        return Error{ErrorKind::Invalid, OperatorKeyInData, {path}};
    if (QFile::permissions(path) & forOthers)
        return Error{ErrorKind::Invalid, OperatorKeyNotPrivate, {path}};
    return std::nullopt;
}

Result<std::shared_ptr<const crypto::SealingKey>> keyIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, OperatorKeyUnreadable, {path, file.errorString()}});
    const crypto::SecretBytes text(file.read(1024));
    return crypto::SealingKey::fromText(text.view())
        .transform([](crypto::SealingKey key) { return std::make_shared<const crypto::SealingKey>(std::move(key)); })
        .transform_error([&](const Error &error) { return error.under(path); });
}

}

Result<std::shared_ptr<const crypto::SealingKey>> operatorKey(const Config &config, const QString &credentials)
{
    if (!config.keyFile.isEmpty()) {
        if (const auto problem = problemOfPlace(config.keyFile, config.dataFolder))
            return std::unexpected(*problem);
        return keyIn(config.keyFile);
    }
    const QString credential = credentials + u'/' + operatorKeyCredential;
    if (credentials.isEmpty() || !QFile::exists(credential))
        return nullptr;
    return keyIn(credential);
}

}
