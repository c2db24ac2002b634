// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/users.h"

#include "api/history.h"
#include "api/numbers.h"
#include "api/preconditions.h"
#include "api/requestbody.h"
#include "error/excerpt.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 100;
constexpr int largestLimit = 200;
constexpr auto cursorEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QJsonValue timeJson(const std::optional<audit::EventTime> &time)
{
    return time ? QJsonValue(audit::toText(*time)) : QJsonValue();
}

QJsonObject userJson(const User &user, audit::EventTime now)
{
    const bool isLocked = user.isLockedAt(now);
    return {
        {u"id"_s, user.id.value},
        {u"loginName"_s, user.loginName},
        {u"displayName"_s, user.displayName},
        {u"role"_s, QString(policy::nameOf(user.role))},
        {u"certificatePermitted"_s, user.isCertificatePermitted},
        {u"mustChangePassword"_s, user.mustChangePassword},
        {u"passwordChangedAt"_s, audit::toText(user.passwordChangedAt)},
        {u"createdAt"_s, audit::toText(user.createdAt)},
        {u"lastSignInAt"_s, timeJson(user.lastSignInAt)},
        {u"locked"_s, isLocked},
        {u"lockedUntil"_s, isLocked ? timeJson(user.lockedUntil) : QJsonValue()},
        {u"revision"_s, user.revision},
    };
}

Response userAnswer(int status, const User &user, const ApiParts &parts, const QJsonObject &more = {})
{
    QJsonObject object = userJson(user, parts.tenants.now());
    for (auto member = more.begin(); member != more.end(); ++member)
        object.insert(member.key(), *member);
    Response response = json(status, object);
    response.headers.set("ETag", '"' + QByteArray::number(user.revision) + '"');
    return response;
}

QString valueOf(const QUrlQuery &query, const QString &name)
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

/// A query parameter that is one of @p known; nothing where it is absent.
template<typename E>
Result<std::optional<E>> queryName(const QUrlQuery &query, const QString &name, const QList<E> &known)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    const QString text = valueOf(query, name);
    const auto value = policy::namedValue<E>(text);
    if (value && known.contains(*value))
        return value;
    QStringList names;
    for (const E each : known)
        names << policy::nameOf(each);
    return std::unexpected(Error{ErrorKind::Invalid, NameUnknown, {excerpt(text), names.join(u", ")}, name});
}

Result<QString> querySearch(const QUrlQuery &query)
{
    const QString name = u"search"_s;
    const QString text = valueOf(query, name);
    if (query.hasQueryItem(name) && text.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, QueryEmpty, {name}, name});
    if (const auto problem = policy::length(0, longestLoginText).check(text))
        return std::unexpected(problem->under(name));
    return text;
}

/// The key of the login name behind which the page begins.
Result<QString> queryCursor(const QUrlQuery &query)
{
    const QString name = u"after"_s;
    if (!query.hasQueryItem(name))
        return QString();
    const auto decoded = QByteArray::fromBase64Encoding(
        valueOf(query, name).toLatin1(), cursorEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty() || !decoded.decoded.isValidUtf8())
        return std::unexpected(Error{ErrorKind::Invalid, CursorMalformed, {}, name});
    return QString::fromUtf8(decoded.decoded);
}

Result<UserQuery> userQueryIn(const QUrlQuery &query)
{
    const auto limit = queryNumber(query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return std::unexpected(limit.error());
    const auto after = queryCursor(query);
    if (!after)
        return std::unexpected(after.error());
    const auto search = querySearch(query);
    if (!search)
        return std::unexpected(search.error());
    const auto role = queryName<Role>(query, u"role"_s, {Role::Administrator, Role::Auditor, Role::User});
    if (!role)
        return std::unexpected(role.error());
    const auto filter = queryName<UserFilter>(
        query, u"filter"_s, {UserFilter::Locked, UserFilter::MustChange, UserFilter::Permitted});
    if (!filter)
        return std::unexpected(filter.error());
    return UserQuery{.limit = int(limit->value_or(defaultLimit)),
        .after = *after,
        .search = *search,
        .role = *role,
        .filter = *filter};
}

/// Reads the members of a body that are called so, each as what it has to be.
class Fields {
public:
    explicit Fields(const QJsonObject &body)
        : m_body(body)
    {
    }

    QString text(const QString &name)
    {
        const QJsonValue value = m_body.value(name);
        if (m_body.contains(name) && !value.isString())
            errors.append(Error{ErrorKind::Invalid, BodyFieldNotString, {}, name});
        return value.toString();
    }

    bool flag(const QString &name)
    {
        const QJsonValue value = m_body.value(name);
        if (m_body.contains(name) && !value.isBool())
            errors.append(Error{ErrorKind::Invalid, BodyFieldNotBool, {}, name});
        return value.toBool();
    }

    Role role(const QString &name)
    {
        const QString named = text(name);
        const auto role = policy::namedValue<Role>(named);
        if (!role && m_body.value(name).isString())
            errors.append(Error{ErrorKind::Invalid, messages::RoleNotForUsers, {excerpt(named)}, name});
        return role.value_or(Role::User);
    }

    Errors errors;

private:
    const QJsonObject &m_body;
};

/// What @p body has to be, with members that may be left out filled in.
Errors problemsOfMembers(QJsonObject &body, const QStringList &known, const QJsonObject &defaults)
{
    for (auto member = defaults.begin(); member != defaults.end(); ++member) {
        if (!body.contains(member.key()))
            body.insert(member.key(), *member);
    }
    return problemsOfShape(body, known);
}

/// Gives @p user, who is new, his password; returns what the tenant's policy has against it, which is a warning.
std::expected<Errors, Error> setFirstPassword(
    const Call &call, const ApiParts &parts, const QString &password, NewUser &user)
{
    const QString field = u"password"_s;
    if (const auto problem = policy::problemOfAnyPassword(password))
        return std::unexpected(problem->under(field));
    const policy::PasswordPolicy &policy = call.passage.tenant->settings.passwordPolicy;
    Errors warnings = policy::problemsOfPassword(policy, {password, user.loginName, user.role == Role::Administrator});
    for (Error &warning : warnings)
        warning = warning.under(field);
    const auto hash = parts.hasher.hash(password);
    if (!hash)
        return std::unexpected(hash.error().under(field));
    user.passwordHash = *hash;
    user.mustChangePassword = policy::mustChangeOnceSet(policy, warnings);
    return warnings;
}

QJsonObject warningsJson(const Call &call, const Errors &warnings)
{
    return {{u"warnings"_s, toJson(warnings, call.passage.language.translator)}};
}

std::expected<UserDraft, Errors> draftIn(const QJsonObject &body)
{
    Errors errors = problemsOfShape(
        body, {u"loginName"_s, u"displayName"_s, u"role"_s, u"certificatePermitted"_s, u"mustChangePassword"_s});
    Fields fields(body);
    const UserDraft draft{
        .loginName = fields.text(u"loginName"_s),
        .displayName = fields.text(u"displayName"_s),
        .role = fields.role(u"role"_s),
        .isCertificatePermitted = fields.flag(u"certificatePermitted"_s),
        .mustChangePassword = fields.flag(u"mustChangePassword"_s),
    };
    errors += fields.errors;
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return draft;
}

}

Response getUsers(const Call &call, ApiParts &parts)
{
    const auto query = userQueryIn(call.request.query);
    if (!query)
        return call.refuse(query.error());
    const auto page = parts.users.list(call.passage.tenant->id, *query);
    if (!page)
        return call.refuse(page.error());
    QJsonArray users;
    for (const User &user : page->users)
        users.append(userJson(user, parts.tenants.now()));
    const QJsonValue next
        = page->next ? QJsonValue(QString::fromLatin1(page->next->toUtf8().toBase64(cursorEncoding))) : QJsonValue();
    return json(200, {{u"users"_s, users}, {u"next"_s, next}, {u"total"_s, page->total}});
}

Response postUser(const Call &call, ApiParts &parts)
{
    auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    Errors errors = problemsOfMembers(*body,
        {u"loginName"_s, u"displayName"_s, u"role"_s, u"password"_s, u"certificatePermitted"_s},
        {{u"displayName"_s, QString()}, {u"certificatePermitted"_s, false}});
    Fields fields(*body);
    NewUser user{
        .loginName = fields.text(u"loginName"_s),
        .displayName = fields.text(u"displayName"_s),
        .role = fields.role(u"role"_s),
        .isCertificatePermitted = fields.flag(u"certificatePermitted"_s),
    };
    const QString password = fields.text(u"password"_s);
    errors += fields.errors;
    // Before the slow hash; the store looks again.
    if (errors.isEmpty())
        errors = problemsOf(user);
    if (!errors.isEmpty())
        return call.refuse(errors);
    const auto warnings = setFirstPassword(call, parts, password, user);
    if (!warnings)
        return call.refuse(warnings.error());
    const auto added = parts.users.add(call.passage.tenant->id, user, call.author());
    return added ? userAnswer(201, *added, parts, warningsJson(call, *warnings)) : call.refuse(added.error());
}

Response getUser(const Call &call, ApiParts &parts)
{
    const auto user = parts.users.user(call.passage.tenant->id, call.idAt<UserTag>(0));
    return user ? userAnswer(200, *user, parts) : call.refuse(user.error());
}

Response putUser(const Call &call, ApiParts &parts)
{
    const auto revision = revisionToMatch(call.request);
    if (!revision)
        return call.refuse(revision.error());
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    const auto draft = draftIn(*body);
    if (!draft)
        return call.refuse(draft.error());
    const auto changed
        = parts.users.change(call.passage.tenant->id, call.idAt<UserTag>(0), *revision, *draft, call.author());
    if (changed)
        return userAnswer(200, *changed, parts);
    QJsonObject extra;
    if (changed.error().standing)
        extra.insert("current"_L1, userJson(*changed.error().standing, parts.tenants.now()));
    return call.refuse(changed.error().errors, extra);
}

Response deleteUser(const Call &call, ApiParts &parts)
{
    const auto removed = parts.users.remove(call.passage.tenant->id, call.idAt<UserTag>(0), call.author());
    return removed ? noContent() : call.refuse(removed.error());
}

Response postUserPassword(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    Errors errors = problemsOfShape(*body, {u"password"_s});
    Fields fields(*body);
    const QString password = fields.text(u"password"_s);
    errors += fields.errors;
    if (!errors.isEmpty())
        return call.refuse(errors);
    const auto user = parts.users.user(call.passage.tenant->id, call.idAt<UserTag>(0));
    if (!user)
        return call.refuse(user.error());
    const auto warnings = parts.passwords.set(*user, password, call.author());
    return warnings ? json(200, warningsJson(call, *warnings)) : call.refuse(warnings.error());
}

}
