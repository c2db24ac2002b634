// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/imageclient.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<StoredImage> readStored(const QJsonObject &json)
{
    StoredImage stored{
        .blob = {.sha256 = json["sha256"_L1].toString().toLatin1(),
            .size = json["size"_L1].toInteger(),
            .mediaType = json["mediaType"_L1].toString()},
        .width = json["width"_L1].toInt(),
        .height = json["height"_L1].toInt(),
    };
    if (stored.blob.sha256.size() != 64 || stored.width <= 0 || stored.height <= 0)
        return nonsense(u"sha256"_s);
    return stored;
}
}

Pending ImageClient::upload(const Content &file, Callback<StoredImage> callback)
{
    return m_connection.read<StoredImage>(
        {.method = "POST", .path = u"/images"_s, .content = file}, readStored, std::move(callback));
}

Pending ImageClient::fetch(const policy::Blob &blob, Callback<QByteArray> callback)
{
    return m_connection.readFile(
        {.path = u"/images/"_s + QString::fromLatin1(blob.sha256)}, blob.mediaType.toLatin1(), std::move(callback));
}

}
