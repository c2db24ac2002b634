// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/profilestore.h"

#include "error/messages.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
/// The list, or what is wrong with the text.
std::expected<QList<ConnectionProfile>, QString> read(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(error.errorString());
    if (!document.object()["profiles"_L1].isArray())
        return std::unexpected(u"profiles"_s);
    QList<ConnectionProfile> profiles;
    const QJsonArray array = document.object()["profiles"_L1].toArray();
    for (const QJsonValue &each : array) {
        const auto profile = profileFromJson(each.toObject());
        if (!profile)
            return std::unexpected(renderMessage(profile.error()));
        profiles.append(*profile);
    }
    return profiles;
}

Error putAside(const QString &path, const QString &reason)
{
    const QString aside
        = u"%1.damaged-%2"_s.arg(path, QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"));
    if (!QFile::rename(path, aside))
        return {ErrorKind::Malformed, profilesStuck, {path, reason}};
    return {ErrorKind::Malformed, profilesDamaged, {path, reason, aside}};
}
}

ProfileStore::ProfileStore(QString path)
    : m_path(std::move(path))
{
}

Result<QList<ConnectionProfile>> ProfileStore::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<ConnectionProfile>();
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, profilesUnreadable, {m_path, file.errorString()}});
    const QByteArray text = file.readAll();
    if (file.error() != QFile::NoError)
        return std::unexpected(Error{ErrorKind::Unavailable, profilesUnreadable, {m_path, file.errorString()}});
    file.close();
    return read(text).transform_error([this](const QString &reason) { return putAside(m_path, reason); });
}

Result<void> ProfileStore::save(const QList<ConnectionProfile> &profiles) const
{
    QJsonArray array;
    for (const ConnectionProfile &profile : profiles)
        array.append(toJson(profile));
    const QByteArray text = QJsonDocument(QJsonObject{{u"profiles"_s, array}}).toJson();

    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    // Nothing secret is in it, yet who administers what is nobody else's business.
    const bool isSaved = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(text) == text.size()
        && file.commit();
    if (!isSaved)
        return std::unexpected(Error{ErrorKind::Unavailable, profilesNotSaved, {m_path, file.errorString()}});
    return {};
}

}
