// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/session.h"

#include "api/requestbody.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

std::optional<Error> problemOfText(const QJsonObject &body, const QString &field)
{
    const QJsonValue value = body.value(field);
    if (value.isString() && isLoginText(value.toString()))
        return std::nullopt;
    return Error{ErrorKind::Invalid, BodyFieldNotText, {QString::number(longestLoginText)}, field};
}

Errors problemsOfTexts(const QJsonObject &body, const QStringList &fields)
{
    Errors errors = problemsOfShape(body, fields);
    for (const QString &field : fields) {
        const auto wrong = body.contains(field) ? problemOfText(body, field) : std::nullopt;
        if (wrong)
            errors.append(*wrong);
    }
    return errors;
}

Errors problemsOfSignIn(const QJsonObject &body)
{
    if (body.contains("oneTimeToken"_L1))
        return problemsOfTexts(body, {u"oneTimeToken"_s});
    QStringList fields{u"user"_s, u"password"_s};
    if (body.contains("newPassword"_L1))
        fields << u"newPassword"_s;
    return problemsOfTexts(body, fields);
}

QJsonValue passwordEndJson(const Session &session, const TenantState &tenant)
{
    const auto end = passwordEnd(tenant, session);
    return end ? QJsonValue(policy::toJson(*end, policy::JsonUse::Answer)) : QJsonValue();
}

QJsonObject sessionJson(const Session &session, const Passage &passage)
{
    const QJsonObject tenant{
        {u"subdomain"_s, passage.tenant->subdomain}, {u"displayName"_s, passage.tenant->displayName}};
    return {
        {u"user"_s, session.loginName},
        {u"displayName"_s, session.displayName},
        {u"role"_s, QString(policy::nameOf(session.role))},
        {u"passwordExpiresAt"_s, passwordEndJson(session, *passage.tenant)},
        {u"tenant"_s, tenant},
        {u"client"_s, QJsonObject{{u"address"_s, passage.clientText()}}},
        {u"idleMinutes"_s, qint64(passage.tenant->settings.signIn.idleEnd.count())},
    };
}

std::expected<User, SignInRefusal> redeemedUser(const Call &call, ApiParts &parts, const QJsonObject &body)
{
    if (auto may = parts.signIn.mayTry(call.passage); !may)
        return std::unexpected(std::move(may.error()));
    const TenantId tenant = call.passage.tenant->id;
    const QByteArray token = body.value("oneTimeToken"_L1).toString().toUtf8();
    const auto loginName = parts.oneTimeTokens.redeem(tenant, token);
    if (loginName) {
        const auto user = parts.tenants.findUser(tenant, *loginName);
        if (!user)
            return std::unexpected(SignInRefusal{user.error()});
        if (*user)
            return parts.signIn.admitted(call.passage, **user);
    }
    parts.signIn.noteWrong(call.passage);
    return std::unexpected(SignInRefusal{Error{ErrorKind::Unauthenticated, SessionTokenVoid}});
}

std::expected<User, SignInRefusal> provenUser(const Call &call, ApiParts &parts, const QJsonObject &body)
{
    if (body.contains("oneTimeToken"_L1))
        return redeemedUser(call, parts, body);
    return parts.signIn.byPassword(
        call.passage, body.value("user"_L1).toString(), body.value("password"_L1).toString());
}

/// Whoever may come in as far as the policy for passwords goes: as he is now, with the new one where he sent one. A
/// one-time token stands for no password, so it asks nobody to change one that he may never have seen.
std::expected<User, Response> withPasswordInOrder(
    const Call &call, ApiParts &parts, const QJsonObject &body, const User &user)
{
    if (body.contains("oneTimeToken"_L1))
        return user;
    if (body.contains("newPassword"_L1))
        return parts.passwords.change({user, body.value("newPassword"_L1).toString(), call.passage.clientText()})
            .transform_error([&](const Errors &errors) { return call.refuse(errors); });
    const auto reason = reasonToChange(*call.passage.tenant, user, parts.sessions.now());
    if (!reason)
        return user;
    return std::unexpected(call.refuse(
        {Error{ErrorKind::Forbidden, SessionPasswordChangeNeeded}}, {{u"reason"_s, QString(policy::nameOf(*reason))}}));
}

Response refused(const Call &call, const SignInRefusal &refusal)
{
    Response response = call.refuse(refusal.error);
    if (refusal.wait)
        response.headers.set("Retry-After", QByteArray::number(qint64(refusal.wait->count())));
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
    const auto proven = provenUser(call, parts, *body);
    if (!proven)
        return refused(call, proven.error());
    const auto user = withPasswordInOrder(call, parts, *body, *proven);
    if (!user)
        return user.error();
    const auto token = parts.sessions.begin(*user, call.passage.clientText(), call.passage.sessionEnd());
    if (!token)
        return call.refuse(token.error());
    Session session;
    session.loginName = user->loginName;
    session.displayName = user->displayName;
    session.role = user->role;
    session.passwordChangedAt = user->passwordChangedAt;
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

Response postSessionPassword(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    if (const Errors errors = problemsOfTexts(*body, {u"password"_s, u"newPassword"_s}); !errors.isEmpty())
        return call.refuse(errors);
    const auto proven = parts.signIn.byPassword(
        call.passage, call.session.loginName, body->value("password"_L1).toString(), RefusalKind::PasswordChangeFailed);
    if (!proven && proven.error().error.is(SessionRefused)) // 401 would say that the session is nobody's
        return call.refuse(Error{ErrorKind::Invalid, PasswordNotRight, {}, u"password"_s});
    if (!proven)
        return refused(call, proven.error());
    const auto changed = parts.passwords.change({*proven, body->value("newPassword"_L1).toString(),
        call.passage.clientText(), call.request.header("Sekimori-Token").value_or(QByteArray())});
    return changed ? noContent() : call.refuse(changed.error());
}

}
