// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"
#include "http/router.h"

#include <optional>
#include <vector>

namespace sekimori::platformd {

inline constexpr Message SessionNeeded{"session.needed",
    QT_TRANSLATE_NOOP("Messages", "Sign in first: the request has no Sekimori-Token, or its session has ended.")};
inline constexpr Message QueryUnknown{"request.queryUnknown",
    QT_TRANSLATE_NOOP("Messages", "There is no query parameter called “%1” here. Known are: %2.")};
inline constexpr Message QueryNone{
    "request.queryNone", QT_TRANSLATE_NOOP("Messages", "There are no query parameters here; leave “%1” out.")};
inline constexpr Message QueryTwice{
    "request.queryTwice", QT_TRANSLATE_NOOP("Messages", "The query parameter “%1” is there twice. Send it once.")};

/// One line of the table of all that the API offers: route, who may, and the function that answers.
struct Endpoint {
    QByteArray method;
    QByteArray pattern;
    std::optional<QList<Role>> roles; ///< none: no session is needed
    QStringList query; ///< the parameters that it knows
    Response (*handler)(const Call &, ApiParts &);
};

const std::vector<Endpoint> &endpoints();

/// Looks at the caller and the query, then lets the endpoint's handler answer. The request has passed the gate.
Response answer(const Endpoint &endpoint, const Request &request, ApiParts &parts);

/// The routes of the whole table, for the service's router. @p parts outlives it.
std::vector<Route> apiRoutes(ApiParts &parts);

}
