// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/images.h"

#include "store/imagerows.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ImageUnknown{"image.unknown",
    QT_TRANSLATE_NOOP(
        "Messages", "There is no such picture here. One that no page shows is kept for an hour only; send it again.")};
}

Response postImage(const Call &call, ApiParts &parts)
{
    const QByteArray claimed = call.request.header("Content-Type").value_or(QByteArray()).trimmed().toLower();
    auto clean = parts.imageCleaner.clean(call.request.body, claimed);
    if (!clean)
        return call.refuse(clean.error());
    const StoredImage image{
        .blob = {.sha256 = QCryptographicHash::hash(clean->bytes, QCryptographicHash::Sha256).toHex(),
            .size = clean->bytes.size(),
            .mediaType = QString::fromLatin1(clean->mediaType)},
        .width = clean->width,
        .height = clean->height,
        .bytes = std::move(clean->bytes),
    };
    const auto stored = parts.tenants.store().write([&](Transaction &transaction) {
        return storeImage(transaction.database(), call.passage.tenant->id, image, parts.tenants.now());
    });
    if (!stored)
        return call.refuse(stored.error());
    return json(201,
        {{u"sha256"_s, QString::fromLatin1(image.blob.sha256)}, {u"mediaType"_s, image.blob.mediaType},
            {u"size"_s, image.blob.size}, {u"width"_s, image.width}, {u"height"_s, image.height}});
}

Response getImage(const Call &call, ApiParts &parts)
{
    const QByteArray digest = call.request.pathArguments.value(0).toLatin1();
    const auto image = parts.tenants.store().read(
        [&](Database &database) { return imageWith(database, call.passage.tenant->id, digest); });
    if (!image)
        return call.refuse(image.error());
    if (!*image)
        return call.refuse(Error{ErrorKind::NotFound, messages::ImageUnknown});
    Response response{.status = 200, .headers = {}, .body = (*image)->bytes};
    response.headers.set("Content-Type", (*image)->blob.mediaType.toLatin1());
    return response;
}

}
