// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/problem.h"

#include "error/messages.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The last part of the problem's type, which programs may compare with.
QLatin1StringView nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Malformed:
        return "malformed"_L1;
    case ErrorKind::Invalid:
        return "invalid"_L1;
    case ErrorKind::Unauthenticated:
        return "unauthenticated"_L1;
    case ErrorKind::Forbidden:
        return "forbidden"_L1;
    case ErrorKind::NotFound:
        return "not-found"_L1;
    case ErrorKind::NotAllowed:
        return "not-allowed"_L1;
    case ErrorKind::Conflict:
        return "conflict"_L1;
    case ErrorKind::Stale:
        return "stale"_L1;
    case ErrorKind::RevisionMissing:
        return "revision-missing"_L1;
    case ErrorKind::TooLarge:
        return "too-large"_L1;
    case ErrorKind::TooMany:
        return "too-many"_L1;
    case ErrorKind::Gone:
        return "gone"_L1;
    case ErrorKind::Misdirected:
        return "misdirected"_L1;
    case ErrorKind::Unavailable:
        return "unavailable"_L1;
    case ErrorKind::Internal:
        return "internal"_L1;
    }
    std::unreachable();
}

QJsonObject toJson(const Error &error, const QTranslator *translator, const QJsonObject &detail)
{
    QJsonObject told = detail;
    told[u"field"_s] = error.field;
    told[u"code"_s] = QString::fromLatin1(error.message->code);
    told[u"message"_s] = renderMessage(error, translator);
    return told;
}

Response written(int status, ErrorKind kind, const QJsonArray &errors, const QJsonObject &extra)
{
    QJsonObject members = extra;
    members[u"type"_s] = "urn:sekimori:problem:"_L1 + nameOf(kind);
    members[u"title"_s] = QString::fromLatin1(reasonPhrase(status));
    members[u"status"_s] = status;
    members[u"errors"_s] = errors;

    Response response = json(status, members);
    response.headers.set("Content-Type", "application/problem+json");
    return response;
}

}

QJsonArray toJson(const Errors &errors, const QTranslator *translator, const QMap<QString, QJsonObject> &details)
{
    QJsonArray list;
    for (const Error &error : errors)
        list.append(toJson(error, translator, details.value(error.field)));
    return list;
}

int httpStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Malformed:
        return 400;
    case ErrorKind::Invalid:
        return 422;
    case ErrorKind::Unauthenticated:
        return 401;
    case ErrorKind::Forbidden:
        return 403;
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::NotAllowed:
        return 405;
    case ErrorKind::Conflict:
        return 409;
    case ErrorKind::Stale:
        return 412;
    case ErrorKind::RevisionMissing:
        return 428;
    case ErrorKind::TooLarge:
        return 413;
    case ErrorKind::TooMany:
        return 429;
    case ErrorKind::Gone:
        return 410;
    case ErrorKind::Misdirected:
        return 421;
    case ErrorKind::Unavailable:
        return 503;
    case ErrorKind::Internal:
        return 500;
    }
    std::unreachable();
}

Response problem(const Errors &errors, const QTranslator *translator, const QJsonObject &extra)
{
    return problemWithDetails(errors, translator, {}, extra);
}

Response problemWithDetail(const Error &error, const QTranslator *translator, const QJsonObject &detail)
{
    return problemWithDetails({error}, translator, {{error.field, detail}});
}

Response problemWithDetails(const Errors &errors, const QTranslator *translator,
    const QMap<QString, QJsonObject> &details, const QJsonObject &extra)
{
    Q_ASSERT(!errors.isEmpty());
    const ErrorKind kind = errors.first().kind;
    return written(httpStatus(kind), kind, toJson(errors, translator, details), extra);
}

Response problemWithStatus(int status, const Errors &errors, const QTranslator *translator, const QJsonObject &extra)
{
    Q_ASSERT(!errors.isEmpty());
    return written(status, errors.first().kind, toJson(errors, translator), extra);
}

}
