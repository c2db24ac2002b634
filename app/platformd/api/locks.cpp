// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/locks.h"

#include "api/numbers.h"
#include "api/requestbody.h"
#include "policy/fieldrules.h"
#include "policy/singleline.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

constexpr Message UsersNotListed{"locks.usersNotListed",
    QT_TRANSLATE_NOOP("Messages", "This has to be a list of 1 to %1 users' ids, each a whole number.")};

namespace {

constexpr qsizetype mostUsers = 1000;
constexpr qsizetype longestReason = 500;

QJsonObject lockJson(const Lock &lock)
{
    const QJsonObject user{{u"id"_s, lock.user.value}, {u"loginName"_s, lock.loginName},
        {u"displayName"_s, lock.displayName}, {u"role"_s, QString(policy::nameOf(lock.role))}};
    const GuessCount &count = lock.count;
    return {
        {u"user"_s, user},
        {u"since"_s, audit::toText(*count.lockedAt)},
        {u"until"_s, count.lockedUntil ? QJsonValue(audit::toText(*count.lockedUntil)) : QJsonValue()},
        {u"attempts"_s, count.wrong + count.judging + count.refused},
        {u"addresses"_s, QJsonArray::fromStringList(count.addresses)},
    };
}

Result<QList<UserId>> usersIn(const QJsonValue &value)
{
    const Error notListed{ErrorKind::Invalid, UsersNotListed, {QString::number(mostUsers)}, u"users"_s};
    const QJsonArray array = value.toArray();
    if (array.isEmpty() || array.size() > mostUsers)
        return std::unexpected(notListed);
    QList<UserId> users;
    for (const QJsonValue &each : array) {
        const qint64 id = each.toInteger(0);
        if (id <= 0 || id > largestJsonNumber || double(id) != each.toDouble())
            return std::unexpected(notListed);
        users.append({id});
    }
    return users;
}

std::optional<Error> problemOfReason(const QJsonValue &value)
{
    if (!value.isString())
        return Error{ErrorKind::Invalid, BodyFieldNotString, {}, u"reason"_s};
    auto problem = policy::length(1, longestReason).check(value.toString().trimmed());
    if (!problem)
        problem = policy::SingleLine{}.check(value.toString().trimmed());
    return problem ? std::optional(problem->under(u"reason"_s)) : std::nullopt;
}

}

Response getLocks(const Call &call, ApiParts &parts)
{
    const auto locks = parts.lockouts.locks(call.passage.tenant->id);
    if (!locks)
        return call.refuse(locks.error());
    QJsonArray array;
    for (const Lock &lock : locks->newest)
        array.append(lockJson(lock));
    return json(200, {{u"locks"_s, array}, {u"total"_s, locks->total}});
}

Response postUnlock(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    if (const Errors errors = problemsOfShape(*body, {u"users"_s, u"reason"_s}); !errors.isEmpty())
        return call.refuse(errors);
    const auto users = usersIn(body->value("users"_L1));
    if (!users)
        return call.refuse(users.error());
    if (const auto problem = problemOfReason(body->value("reason"_L1)))
        return call.refuse(*problem);
    const Author by{call.session.loginName, call.passage.clientText(), {}};
    const auto unlocked
        = parts.lockouts.unlock(call.passage.tenant->id, *users, body->value("reason"_L1).toString().trimmed(), by);
    return unlocked ? json(200, {{u"unlocked"_s, *unlocked}}) : call.refuse(unlocked.error());
}

}
