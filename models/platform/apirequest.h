// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace sekimori::platform {

/// What a request carries that is no JSON, such as a file.
struct Content {
    QByteArray mediaType;
    QByteArray bytes;
};

/// A request to the platform's API, before the connection adds who asks and through which gate.
struct ApiRequest {
    QByteArray method = "GET";
    QString path = {}; ///< below `/api/v1`, such as `/settings`
    QUrlQuery query = {};
    std::function<QJsonObject()> body = {}; ///< called on a worker thread; none: no body
    std::optional<Content> content = {}; ///< in the place of a JSON body
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    bool isPage = false; ///< the path is one of the tenant's host and not of the API; nobody is signed in there
    std::chrono::milliseconds silence{0}; ///< without a byte, before it is given up; 0: as the connection does
};

}
