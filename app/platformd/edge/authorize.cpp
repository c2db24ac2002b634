// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/authorize.h"

#include "edge/browsersession.h"
#include "edge/gatewords.h"
#include "edge/nextpath.h"
#include "edge/signinwords.h"
#include "error/excerpt.h"
#include "http/hostname.h"
#include "http/problem.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr QByteArrayView authorizePath = "/edge/authorize";
constexpr QByteArrayView explainPath = "/edge/explain";

/// The host as the client wrote it, with its port.
QByteArray writtenHost(const Request &asked)
{
    return asked.header(asked.headers.contains("X-Forwarded-Host") ? "X-Forwarded-Host" : "Host")
        .value_or(QByteArray());
}

/// Path and query of the original request. Envoy appends them to the path that it asks at.
QByteArray originalTarget(const Request &asked)
{
    if (const auto uri = asked.header("X-Forwarded-Uri"))
        return *uri;
    const QByteArray target = asked.path == explainPath ? QByteArray("/") : asked.path.sliced(authorizePath.size());
    const QByteArray query = asked.query.toString(QUrl::FullyEncoded).toLatin1();
    return query.isEmpty() ? target : target + '?' + query;
}

/// The request that the proxy asks about. Nothing where its host can be read in two ways.
std::optional<Request> originalRequest(const Request &asked)
{
    const auto host = hostOfHeader(writtenHost(asked));
    if (!host || asked.headers.count("X-Forwarded-Host") > 1 || asked.headers.count("X-Forwarded-Uri") > 1)
        return std::nullopt;
    Request original;
    original.method = asked.header("X-Forwarded-Method").value_or(asked.method);
    original.path = originalTarget(asked);
    original.path.truncate(original.path.indexOf('?') < 0 ? original.path.size() : original.path.indexOf('?'));
    original.headers = asked.headers;
    original.host = *host;
    original.peer = asked.peer;
    return original;
}

/// Header values are ASCII; what is not, and the percent sign, is percent-encoded UTF-8.
QByteArray headerText(const QString &text)
{
    return text.toUtf8().toPercentEncoding(" !\"#$&'()*+,/:;<=>?@[\\]^`{|}");
}

bool isReading(const Request &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

Response letIn(const Session &session, const Passage &passage)
{
    Response response = noContent();
    response.headers.append("Sekimori-Tenant", passage.tenant->subdomain.toLatin1());
    response.headers.append("Sekimori-User", headerText(session.loginName));
    response.headers.append("Sekimori-Display-Name", headerText(session.displayName));
    response.headers.append("Sekimori-Role", policy::nameOf(session.role));
    return response;
}

}

bool Authorize::isAskedBy(const Request &request)
{
    const QByteArray &path = request.path;
    const bool isBelow = path.startsWith(authorizePath) && path.sliced(authorizePath.size()).startsWith('/');
    return path == authorizePath || path == explainPath || isBelow;
}

Response Authorize::answer(const Request &asked)
{
    if (!m_namedProxies.contains(asked.peer.unmapped()))
        return m_answers.answer(asked, m_answers.languageOf(asked), 403,
            {.title = titled(NotLetInTitle), .paragraphs = {Error{ErrorKind::Forbidden, AuthorizeForProxies}}});
    const auto original = originalRequest(asked);
    if (!original)
        return m_answers.answer(asked, m_answers.languageOf(asked), 400,
            {.title = titled(NotFoundTitle), .paragraphs = {Error{ErrorKind::Malformed, AuthorizeUnclear}}});
    auto admitted = asked.path == explainPath ? m_gate.admitAgain(*original) : m_gate.admit(*original);
    if (!admitted)
        return std::move(admitted.error());
    const auto browser = browserSession(*original, *admitted, m_sessions);
    if (!browser)
        return signInFirst(asked, *original, *admitted);
    if (const auto objection = objectionToStaff(browser->session, *original, *admitted))
        return m_answers.answer(asked, admitted->language, httpStatus(objection->kind),
            {.title = titled(NotLetInTitle), .paragraphs = {*objection}});
    return letIn(browser->session, *admitted);
}

/// The application behind the proxy cannot be trusted to know that they only look.
std::optional<Error> Authorize::objectionToStaff(
    const Session &session, const Request &original, const Passage &passage) const
{
    if (session.role != Role::Support)
        return std::nullopt;
    if (!isReading(original))
        return Error{ErrorKind::Forbidden, SupportOnlyLooks};
    const QString path = excerpt(QString::fromLatin1(original.path));
    const auto told = m_views(session, u"application: "_s + path, passage.clientText());
    return told ? std::nullopt : std::optional(told.error());
}

/// 401 without a challenge is not what HTTP asks for, but what `auth_request` passes on, and no browser sees it.
Response Authorize::signInFirst(const Request &asked, const Request &original, const Passage &passage) const
{
    // After any but a reading request the way back would lead to a page that may not be there.
    const QByteArray written = writtenHost(asked);
    const QByteArray port = written.contains(':') ? written.sliced(written.indexOf(':')) : QByteArray();
    const QByteArray url
        = "https://" + original.host + port + signInPath(isReading(original) ? originalTarget(asked) : QByteArray("/"));
    Response response = m_answers.answer(original, passage.language, 401,
        {.title = titled(SignInFirstTitle),
            .paragraphs = {Error{ErrorKind::Unauthenticated, SignInFirst}},
            .link = PageLink{words(SignInWord), QString::fromLatin1(url)}});
    response.headers.set("Sekimori-Sign-In", url);
    return response;
}

}
