// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <utility>

namespace sekimori::platform {

/// A request to the platform's API, before the connection adds who asks and through which gate.
struct ApiRequest {
    QByteArray method = "GET";
    QString path = {}; ///< below `/api/v1`, such as `/settings`
    QUrlQuery query = {};
    std::function<QJsonObject()> body = {}; ///< called on a worker thread; none: no body
    QList<std::pair<QByteArray, QByteArray>> headers = {};
};

}
