// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/request.h"
#include "http/response.h"

#include <functional>
#include <vector>

class QTranslator;

namespace sekimori::platformd {

inline constexpr Message PathMalformed{"http.pathMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "The path “%1” is not well formed. Send it normalised and in valid percent-encoding.")};
inline constexpr Message PathUnknown{"http.pathUnknown",
    QT_TRANSLATE_NOOP("Messages", "There is nothing at “%1”. Check the path against the API description.")};
inline constexpr Message MethodNotAllowed{
    "http.methodNotAllowed", QT_TRANSLATE_NOOP("Messages", "“%1” does not take %2. It takes %3.")};

using RouteHandler = std::function<Response(const Request &)>;

/// One line of the table: `{"GET", "/api/v1/settings/{section}", handler}`. A place in braces stands for one segment.
struct Route {
    QByteArray method;
    QByteArray pattern;
    RouteHandler handler;
};

/// Chooses the handler of a request by path and method. A literal segment goes before a place, whatever the order of
/// the table; HEAD goes to the GET handler.
class Router {
public:
    /// Why no handler was found. `allow` is set when only the method was wrong.
    struct Miss {
        Error error;
        QByteArray allow;
    };

    explicit Router(std::vector<Route> routes);

    /// The handler for @p request, its path arguments filled in.
    std::expected<const RouteHandler *, Miss> find(Request &request) const;

    /// Calls the handler, or answers with the problem in the language of @p translator.
    Response route(Request request, const QTranslator *translator) const;

private:
    struct Method {
        QByteArray name;
        RouteHandler handler;
    };
    struct Path {
        QByteArray pattern;
        QList<QByteArray> segments;
        std::vector<Method> methods;

        const RouteHandler *handlerFor(const QByteArray &method) const;
        QByteArray allow() const;
    };

    void add(Route route);

    std::vector<Path> m_paths;
};

}
