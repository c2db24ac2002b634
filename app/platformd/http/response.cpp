// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/response.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sekimori::platformd {
namespace {

Response typed(int status, QByteArrayView type, const QByteArray &body)
{
    Response response{.status = status, .headers = {}, .body = body};
    response.headers.append("Content-Type", type);
    return response;
}

}

Response json(int status, const QJsonObject &object)
{
    return typed(status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Response noContent()
{
    return {.status = 204, .headers = {}, .body = {}};
}

Response seeOther(QByteArrayView path)
{
    Response response{.status = 303, .headers = {}, .body = {}};
    response.headers.set("Location", path);
    return response;
}

Response html(int status, const QByteArray &page)
{
    return typed(status, "text/html; charset=utf-8", page);
}

Response text(int status, const QByteArray &words)
{
    return typed(status, "text/plain; charset=utf-8", words);
}

void applyHeaderPolicy(Response &response)
{
    const auto setByDefault = [&response](QByteArrayView name, QByteArrayView value) {
        if (!response.headers.contains(name))
            response.headers.append(name, value);
    };
    setByDefault("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    setByDefault("Referrer-Policy", "no-referrer");
    response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
}

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 496:
        return "Client Certificate Required";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Unnamed Status";
    }
}

}
