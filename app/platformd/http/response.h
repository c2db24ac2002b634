// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/headerlist.h"

#include <QByteArray>

#include <memory>

class QJsonObject;

namespace sekimori::platformd {

class BodyStream;

/// One answer, its body held whole or coming in pieces. The listener adds Date, Content-Length or Transfer-Encoding,
/// Connection and the header policy.
struct Response {
    int status = 200;
    HeaderList headers;
    QByteArray body = {};
    std::shared_ptr<BodyStream> stream = {}; ///< instead of `body`
    bool endsConnection = false; ///< no further request is taken on this connection
};

Response json(int status, const QJsonObject &object);
Response noContent();
/// 303: what was asked for is at @p path, or what was sent is done and goes on there.
Response seeOther(QByteArrayView path);
/// @p page in UTF-8.
Response html(int status, const QByteArray &page);
/// @p words in UTF-8.
Response text(int status, const QByteArray &words);

/// What every answer carries, whoever made it: no sniffing of types, no use in other sites' pages, no address handed on
/// and no store unless the handler has said otherwise.
void applyHeaderPolicy(Response &response);

/// The words after the status code, such as "Not Found".
QByteArrayView reasonPhrase(int status);

}
