// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/gateanswers.h"

#include "edge/gatewords.h"
#include "http/problem.h"
#include "policy/accessnames.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QByteArray quoted(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + bytes + '"';
}

int statusOf(policy::Verdict verdict)
{
    switch (verdict) {
    case policy::Verdict::Pass:
        return 200;
    case policy::Verdict::AskBasic:
        return 401;
    case policy::Verdict::Deny:
        return 403;
    case policy::Verdict::CertificateNeeded:
        return 496;
    }
    std::unreachable();
}

QJsonObject gateMember(const policy::AccessDecision &decision)
{
    return {{u"gate"_s,
        QJsonObject{{u"verdict"_s, QString(policy::nameOf(decision.verdict))},
            {u"decidedBy"_s, QString(policy::nameOf(decision.decidedBy))}}}};
}

const Message &titleOf(policy::Verdict verdict)
{
    switch (verdict) {
    case policy::Verdict::AskBasic:
        return SignInNeededTitle;
    case policy::Verdict::CertificateNeeded:
        return CertificateNeededTitle;
    case policy::Verdict::Deny:
    case policy::Verdict::Pass:
        break;
    }
    return NotLetInTitle;
}

PageText refusalText(const Request &request, const Passage &passage)
{
    const policy::Verdict verdict = passage.decision.verdict;
    PageText text{.title = titled(titleOf(verdict)), .paragraphs = {}};
    if (verdict == policy::Verdict::AskBasic && request.headers.contains("Authorization"))
        text.paragraphs.append(Error{ErrorKind::Unauthenticated, GateBasicWrong});
    text.paragraphs.append(gateRefusal(passage.decision, passage.clientText()));
    return text;
}

}

Error gateRefusal(const policy::AccessDecision &decision, const QString &client)
{
    switch (decision.verdict) {
    case policy::Verdict::AskBasic:
        return {ErrorKind::Unauthenticated, GateBasicNeeded, {client}};
    case policy::Verdict::CertificateNeeded:
        return {ErrorKind::Forbidden, certificateReason(decision.decidedBy)};
    case policy::Verdict::Deny:
    case policy::Verdict::Pass:
        break;
    }
    return {ErrorKind::Forbidden, GateDenied, {client}};
}

bool wantsProblem(const Request &request)
{
    if (request.path.startsWith("/api/"))
        return true;
    const QByteArray accept = request.header("Accept").value_or(QByteArray()).toLower();
    const qsizetype json = accept.indexOf("json");
    const qsizetype html = accept.indexOf("text/html");
    return json >= 0 && (html < 0 || json < html);
}

Language GateAnswers::languageOf(const Request &request, const TenantState *tenant) const
{
    return m_languages.preferredBy(request.header("Accept-Language").value_or(QByteArray()),
        tenant ? tenant->settings.tenant.language : policy::Language::English);
}

Response GateAnswers::answer(
    const Request &request, const Language &language, int status, const PageText &text, const QJsonObject &extra) const
{
    if (wantsProblem(request))
        return problemWithStatus(status, text.paragraphs, language.translator, extra);
    return m_pages.message(status, text, language);
}

Response GateAnswers::noTenant(const Request &request, const Language &language) const
{
    const QString host = QString::fromLatin1(request.host.left(253));
    return answer(request, language, 421,
        {.title = titled(NobodyHereTitle), .paragraphs = {Error{ErrorKind::Misdirected, GateNoTenant, {host}}}});
}

Response GateAnswers::refused(const Request &request, const Passage &passage) const
{
    Response response = answer(request, passage.language, statusOf(passage.decision.verdict),
        refusalText(request, passage), gateMember(passage.decision));
    if (passage.decision.verdict == policy::Verdict::AskBasic)
        response.headers.set(
            "WWW-Authenticate", "Basic realm=" + quoted(passage.tenant->displayName) + ", charset=\"UTF-8\"");
    return response;
}

Response GateAnswers::tooManyGuesses(const Request &request, const Passage &passage, std::chrono::seconds wait) const
{
    const Error tooMany{ErrorKind::TooMany, GateTooManyGuesses, {passage.clientText(), QString::number(wait.count())}};
    Response response = answer(request, passage.language, 429,
        {.title = titled(SlowDownTitle), .paragraphs = {tooMany}}, gateMember(passage.decision));
    response.headers.set("Retry-After", QByteArray::number(qint64(wait.count())));
    return response;
}

Response GateAnswers::missed(const Request &request, const Passage &passage, const Router::Miss &miss) const
{
    const Message &title = miss.error.kind == ErrorKind::NotAllowed ? NotThisWayTitle : NotFoundTitle;
    PageText text{.title = titled(title), .paragraphs = {miss.error}};
    // The router's own words are for programmers.
    if (miss.error.kind == ErrorKind::NotFound && !wantsProblem(request))
        text = {.title = text.title,
            .paragraphs = {Error{ErrorKind::NotFound, NothingAtAddress, miss.error.arguments}},
            .link = PageLink{titled(ToHomePage), u"/"_s}};
    Response response = answer(request, passage.language, httpStatus(miss.error.kind), text);
    if (!miss.allow.isEmpty())
        response.headers.set("Allow", miss.allow);
    return response;
}

}
