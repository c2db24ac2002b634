// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/archivesclient.h"

#include "platform/answerreading.h"

#include <QDate>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
std::optional<Archive::State> stateFromText(const QString &text)
{
    if (text == "open"_L1)
        return Archive::State::Open;
    if (text == "closed"_L1)
        return Archive::State::Closed;
    return text == "damaged"_L1 ? std::optional(Archive::State::Damaged) : std::nullopt;
}

std::optional<Archive> readArchive(const QJsonObject &json)
{
    const QString id = json["id"_L1].toString();
    const auto since = audit::timeFromText(json["since"_L1].toString());
    const auto until = audit::timeFromText(json["until"_L1].toString());
    const auto state = stateFromText(json["state"_L1].toString());
    // It becomes part of an address and of a file's name.
    if (!QDate::fromString(id, u"yyyy-MM"_s).isValid() || !since || !until || !state)
        return std::nullopt;
    return Archive{.id = id,
        .first = json["first"_L1].toInteger(),
        .last = json["last"_L1].toInteger(),
        .since = *since,
        .until = *until,
        .events = json["events"_L1].toInteger(),
        .bytes = json["bytes"_L1].isDouble() ? std::optional(json["bytes"_L1].toInteger()) : std::nullopt,
        .state = *state,
        .closedAt = audit::timeFromText(json["closedAt"_L1].toString())};
}

Answer<QList<Archive>> readArchives(const QJsonObject &json)
{
    if (!json["archives"_L1].isArray())
        return nonsense(u"archives"_s);
    const QJsonArray array = json["archives"_L1].toArray();
    QList<Archive> archives;
    for (const QJsonValue &each : array) {
        const auto archive = readArchive(each.toObject());
        if (!archive)
            return nonsense(u"archives[%1]"_s.arg(archives.size()));
        archives.append(*archive);
    }
    return archives;
}
}

Pending ArchivesClient::list(Callback<QList<Archive>> callback) const
{
    return m_connection.read<QList<Archive>>({.path = u"/audit/archives"_s}, readArchives, std::move(callback));
}

std::unique_ptr<AuditExport> ArchivesClient::download(const QString &id, const QString &path) const
{
    return std::make_unique<AuditExport>(m_connection, path, u"/audit/archives/"_s + id, QUrlQuery());
}

}
