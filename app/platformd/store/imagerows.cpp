// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/imagerows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message TooManyImages{"image.tooMany",
    QT_TRANSLATE_NOOP("Messages",
        "%1 pictures wait for a page that shows them, and more are not kept. Apply the login page with one of them, or "
        "wait an hour.")};
}

namespace {

Result<int> waitingImages(Database &database, TenantId tenant)
{
    return database
        .first(u"SELECT count(*) FROM images WHERE tenant = ? AND is_kept = 0"_s, {tenant.value},
            [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .transform([](const std::optional<int> &count) { return count.value_or(0); });
}

policy::Blob blobIn(const QSqlQuery &row)
{
    return {
        .sha256 = row.value(0).toByteArray(), .size = row.value(1).toLongLong(), .mediaType = row.value(2).toString()};
}

}

Result<void> storeImage(Database &database, TenantId tenant, const StoredImage &image, audit::EventTime now)
{
    const auto removed = database.run(u"DELETE FROM images WHERE tenant = ? AND is_kept = 0 AND made_at < ?"_s,
        {tenant.value, toColumn(now - imagePatience)});
    if (!removed)
        return std::unexpected(removed.error());
    const auto waiting = waitingImages(database, tenant);
    if (!waiting)
        return std::unexpected(waiting.error());
    if (*waiting >= mostWaitingImages)
        return std::unexpected(
            Error(ErrorKind::TooMany, messages::TooManyImages, {QString::number(mostWaitingImages)}));
    return database
        .run(u"INSERT INTO images (tenant, sha256, media_type, width, height, made_at, bytes)"
             " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, sha256) DO UPDATE SET made_at = excluded.made_at"_s,
            {tenant.value, QString::fromLatin1(image.blob.sha256), image.blob.mediaType, image.width, image.height,
                toColumn(now), image.bytes})
        .transform([](qint64) { });
}

Result<void> keepImage(Database &database, TenantId tenant, const QByteArray &sha256)
{
    return database
        .run(u"UPDATE images SET is_kept = 1 WHERE tenant = ? AND sha256 = ?"_s,
            {tenant.value, QString::fromLatin1(sha256)})
        .transform([](qint64) { });
}

Result<std::optional<policy::Blob>> blobOfImage(Database &database, TenantId tenant, const QByteArray &sha256)
{
    return database.first(u"SELECT sha256, length(bytes), media_type FROM images WHERE tenant = ? AND sha256 = ?"_s,
        {tenant.value, QString::fromLatin1(sha256)}, blobIn);
}

Result<std::optional<StoredImage>> imageWith(Database &database, TenantId tenant, const QByteArray &sha256)
{
    return database.first(u"SELECT sha256, length(bytes), media_type, width, height, bytes FROM images"
                          " WHERE tenant = ? AND sha256 = ?"_s,
        {tenant.value, QString::fromLatin1(sha256)}, [](const QSqlQuery &row) {
            return StoredImage{.blob = blobIn(row),
                .width = row.value(3).toInt(),
                .height = row.value(4).toInt(),
                .bytes = row.value(5).toByteArray()};
        });
}

}
