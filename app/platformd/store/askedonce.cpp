// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/askedonce.h"

#include "store/settingschange.h"

#include <QJsonDocument>

namespace sekimori::platformd {

StoredAnswer jsonAnswer(int status, const QJsonObject &object)
{
    return {.status = status, .tag = "", .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

Result<std::optional<StoredAnswer>> firstAnswer(Database &database, const AskedOnce &asked, audit::EventTime now)
{
    if (asked.key.key.isEmpty())
        return std::nullopt;
    auto row = answerUnder(database, asked.key, now);
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    if ((*row)->request.withoutSecrets != asked.digest)
        return std::unexpected(Error(ErrorKind::Invalid, messages::KeyUsedOtherwise));
    return std::move((*row)->answer);
}

Result<void> keepAnswer(Database &database, const AskedOnce &asked, const StoredAnswer &answer, audit::EventTime now)
{
    if (asked.key.key.isEmpty())
        return {};
    return storeAnswer(database, asked.key, {{asked.digest, asked.digest, asked.digest}, answer}, now);
}

}
