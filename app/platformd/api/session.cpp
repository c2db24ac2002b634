// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/session.h"

#include "api/requestbody.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestText = 256;

std::optional<Error> problemOfText(const QJsonObject &body, const QString &field)
{
    const QJsonValue value = body.value(field);
    if (value.isString() && !value.toString().isEmpty() && value.toString().size() <= longestText)
        return std::nullopt;
    return Error{ErrorKind::Invalid, BodyFieldNotText, {QString::number(longestText)}, field};
}

Errors problemsOfSignIn(const QJsonObject &body)
{
    const QStringList fields
        = body.contains("oneTimeToken"_L1) ? QStringList{u"oneTimeToken"_s} : QStringList{u"user"_s, u"password"_s};
    Errors errors = problemsOfShape(body, fields);
    for (const QString &field : fields) {
        const auto wrong = body.contains(field) ? problemOfText(body, field) : std::nullopt;
        if (wrong)
            errors.append(*wrong);
    }
    return errors;
}

QJsonObject sessionJson(const Session &session, const Passage &passage)
{
    const QJsonObject tenant{
        {u"subdomain"_s, passage.tenant->subdomain}, {u"displayName"_s, passage.tenant->displayName}};
    return {
        {u"user"_s, session.loginName},
        {u"displayName"_s, session.displayName},
        {u"role"_s, QString(policy::nameOf(session.role))},
        {u"tenant"_s, tenant},
        {u"client"_s, QJsonObject{{u"address"_s, passage.clientText()}}},
        {u"idleMinutes"_s, qint64(Sessions::idleLimit.count())},
    };
}

void reportFailure(const Call &call, ApiParts &parts, const QString &name, bool nameExists)
{
    parts.refusals.note({.tenant = call.passage.tenant->id,
        .kind = RefusalKind::LoginFailed,
        .client = call.passage.client,
        .name = name,
        .nameExists = nameExists});
}

/// The user whose password @p body holds. Unknown names cost the same work as wrong passwords.
Result<User> provenUser(const Call &call, ApiParts &parts, const QJsonObject &body)
{
    const QString password = body.value("password"_L1).toString();
    const auto user = parts.tenants.findUser(call.passage.tenant->id, body.value("user"_L1).toString());
    if (!user)
        return std::unexpected(user.error());
    bool isRight = false;
    if (*user)
        isRight = parts.hasher.verify(password, (*user)->passwordHash);
    else
        parts.hasher.verifyNothing(password);
    if (isRight)
        return **user;
    parts.signInThrottle.noteWrong(call.passage.client);
    reportFailure(call, parts, *user ? (*user)->loginName : body.value("user"_L1).toString(), user->has_value());
    return std::unexpected(Error{ErrorKind::Unauthenticated, SessionRefused});
}

Result<User> redeemedUser(const Call &call, ApiParts &parts, const QJsonObject &body)
{
    const TenantId tenant = call.passage.tenant->id;
    const QByteArray token = body.value("oneTimeToken"_L1).toString().toUtf8();
    const auto loginName = parts.oneTimeTokens.redeem(tenant, token);
    if (loginName) {
        auto user = parts.tenants.findUser(tenant, *loginName);
        if (!user)
            return std::unexpected(user.error());
        if (*user)
            return **user;
    }
    parts.signInThrottle.noteWrong(call.passage.client);
    return std::unexpected(Error{ErrorKind::Unauthenticated, SessionTokenVoid});
}

Response tooManyTries(const Call &call, std::chrono::seconds wait)
{
    Response response = call.refuse(
        Error{ErrorKind::TooMany, SessionTooManyTries, {call.passage.clientText(), QString::number(wait.count())}});
    response.headers.set("Retry-After", QByteArray::number(qint64(wait.count())));
    return response;
}

}

Response postSession(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    if (const Errors errors = problemsOfSignIn(*body); !errors.isEmpty())
        return call.refuse(errors);
    if (const auto wait = parts.signInThrottle.waitFor(call.passage.client))
        return tooManyTries(call, *wait);
    const auto user
        = body->contains("oneTimeToken"_L1) ? redeemedUser(call, parts, *body) : provenUser(call, parts, *body);
    if (!user)
        return call.refuse(user.error());
    if (!call.passage.admits(user->id)) {
        reportFailure(call, parts, user->loginName, true);
        return call.refuse(Error{ErrorKind::Forbidden, SessionNotHere, {call.passage.clientText()}});
    }
    const auto token = parts.sessions.begin(*user, call.passage.clientText(), call.passage.sessionEnd());
    if (!token)
        return call.refuse(token.error());
    Session session;
    session.loginName = user->loginName;
    session.displayName = user->displayName;
    session.role = user->role;
    QJsonObject answer = sessionJson(session, call.passage);
    answer.insert("token"_L1, QString::fromLatin1(*token));
    return json(201, answer);
}

Response getSession(const Call &call, ApiParts &)
{
    return json(200, sessionJson(call.session, call.passage));
}

Response deleteSession(const Call &call, ApiParts &parts)
{
    const QByteArray token = call.request.header("Sekimori-Token").value_or(QByteArray());
    const auto ended = parts.sessions.end(call.passage.tenant->id, token, call.passage.clientText());
    return ended ? noContent() : call.refuse(ended.error());
}

}
