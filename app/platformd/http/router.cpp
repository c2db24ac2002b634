// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/router.h"

#include "http/problem.h"

#include <QStringDecoder>

#include <algorithm>

namespace sekimori::platformd {
namespace {

using Segments = QVarLengthArray<QByteArrayView, 16>;

bool isPlace(QByteArrayView patternSegment)
{
    return patternSegment.startsWith('{') && patternSegment.endsWith('}');
}

Segments segmentsOf(QByteArrayView path)
{
    Segments segments;
    qsizetype begin = 1;
    for (qsizetype i = 1; i <= path.size(); ++i) {
        if (i == path.size() || path[i] == '/') {
            segments.append(path.sliced(begin, i - begin));
            begin = i + 1;
        }
    }
    return segments;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What @p segment says, or nothing when another program could read it as something else: a slash, a backslash or a
/// control character in disguise, a dot segment, broken percent-encoding or UTF-8.
std::optional<QString> decoded(QByteArrayView segment)
{
    QByteArray bytes;
    bytes.reserve(segment.size());
    for (qsizetype i = 0; i < segment.size(); ++i) {
        char c = segment[i];
        if (c == '%') {
            if (i + 2 >= segment.size() || hexDigit(segment[i + 1]) < 0 || hexDigit(segment[i + 2]) < 0)
                return std::nullopt;
            c = static_cast<char>(hexDigit(segment[i + 1]) * 16 + hexDigit(segment[i + 2]));
            i += 2;
        }
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 || code == 0x7f || c == '/' || c == '\\')
            return std::nullopt;
        bytes.append(c);
    }
    if (bytes == "." || bytes == "..")
        return std::nullopt;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8.decode(bytes);
    return utf8.hasError() ? std::nullopt : std::optional(text);
}

bool matches(const QList<QByteArray> &pattern, const Segments &segments)
{
    // A literal is compared as sent: whoever encodes a letter that needs no encoding is not looking for this path.
    return std::ranges::equal(pattern, segments, [](const QByteArray &expected, QByteArrayView segment) {
        return isPlace(expected) ? !segment.isEmpty() : segment == expected;
    });
}

}

Router::Router(std::vector<Route> routes)
{
    for (Route &route : routes)
        add(std::move(route));
    // '{' sorts after every letter, digit and hyphen, so at each segment the literals come before the places.
    std::ranges::sort(m_paths, {}, &Path::pattern);
}

void Router::add(Route route)
{
    Q_ASSERT(route.pattern.startsWith('/') && route.handler);
    auto path = std::ranges::find(m_paths, route.pattern, &Path::pattern);
    if (path == m_paths.end()) {
        Path added{.pattern = route.pattern, .segments = {}, .methods = {}};
        for (const QByteArrayView segment : segmentsOf(route.pattern))
            added.segments.append(segment.toByteArray());
        path = m_paths.insert(path, std::move(added));
    }
    Q_ASSERT(!std::ranges::contains(path->methods, route.method, &Method::name));
    path->methods.push_back({.name = route.method, .handler = std::move(route.handler)});
}

const RouteHandler *Router::Path::handlerFor(const QByteArray &method) const
{
    auto found = std::ranges::find(methods, method, &Method::name);
    if (found == methods.end() && method == "HEAD")
        found = std::ranges::find(methods, "GET", &Method::name);
    return found == methods.end() ? nullptr : &found->handler;
}

QByteArray Router::Path::allow() const
{
    QByteArrayList names;
    for (const Method &method : methods) {
        names.append(method.name);
        if (method.name == "GET")
            names.append("HEAD");
    }
    std::ranges::sort(names);
    return names.join(", ");
}

std::expected<const RouteHandler *, Router::Miss> Router::find(Request &request) const
{
    const QString shown = QString::fromLatin1(request.path.first(std::min<qsizetype>(request.path.size(), 200)));
    const Segments segments = segmentsOf(request.path);
    QStringList decodedSegments;
    for (const QByteArrayView segment : segments) {
        const auto text = decoded(segment);
        if (!text || !request.path.startsWith('/'))
            return std::unexpected(Miss{.error = {ErrorKind::Malformed, PathMalformed, {shown}}, .allow = {}});
        decodedSegments.append(*text);
    }

    const auto path = std::ranges::find_if(m_paths, [&](const Path &each) { return matches(each.segments, segments); });
    if (path == m_paths.end())
        return std::unexpected(Miss{.error = {ErrorKind::NotFound, PathUnknown, {shown}}, .allow = {}});
    const RouteHandler *handler = path->handlerFor(request.method);
    if (!handler) {
        const QByteArray allow = path->allow();
        Error error(ErrorKind::NotAllowed, MethodNotAllowed,
            {shown, QString::fromLatin1(request.method.left(40)), QString::fromLatin1(allow)});
        return std::unexpected(Miss{.error = std::move(error), .allow = allow});
    }

    request.pathArguments.clear();
    for (qsizetype i = 0; i < segments.size(); ++i) {
        if (isPlace(path->segments[i]))
            request.pathArguments.append(decodedSegments[i]);
    }
    return handler;
}

Response Router::route(Request request, const QTranslator *translator) const
{
    const auto handler = find(request);
    if (handler)
        return (**handler)(request);
    Response response = problem({handler.error().error}, translator);
    if (!handler.error().allow.isEmpty())
        response.headers.append("Allow", handler.error().allow);
    return response;
}

}
