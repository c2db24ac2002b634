// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/sessions.h"

#include "api/numbers.h"
#include "crypto/tokens.h"
#include "store/columns.h"
#include "store/userrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

constexpr Message SessionsAfterUnknown{"sessions.afterUnknown",
    QT_TRANSLATE_NOOP("Messages", "“after” takes what an earlier answer had as “next”, as it was.")};
constexpr Message SessionsUserUnknown{
    "sessions.userUnknown", QT_TRANSLATE_NOOP("Messages", "There is no user with this id. Load the list anew.")};

namespace {

constexpr qint64 largestLimit = 200;
constexpr qint64 defaultLimit = 50;
constexpr qsizetype digestLength = 32; // bytes
constexpr qsizetype idLength = 16; // characters of a digest that tell sessions apart

Author authorOf(const Call &call)
{
    return {.loginName = call.session.loginName, .address = call.passage.clientText(), .at = {}};
}

QByteArray tokenOf(const Call &call)
{
    return call.request.header("Sekimori-Token").value_or(QByteArray());
}

QString cursorOf(const OpenSession &last)
{
    return u"%1-%2"_s.arg(toColumn(last.session.openedAt)).arg(QString::fromLatin1(last.digest.toHex()));
}

Result<std::pair<audit::EventTime, QByteArray>> cursorIn(const QString &text)
{
    const auto at = readNumber(text.section(u'-', 0, 0), u"after"_s, 0, largestJsonNumber);
    const QByteArray hex = text.section(u'-', 1).toLatin1();
    const QByteArray digest = QByteArray::fromHex(hex);
    if (!at || digest.size() != digestLength || digest.toHex() != hex)
        return std::unexpected(Error{ErrorKind::Invalid, SessionsAfterUnknown, {}, u"after"_s});
    return std::pair{audit::EventTime(std::chrono::microseconds(*at)), digest};
}

Result<SessionsWanted> wantedBy(const QUrlQuery &query)
{
    SessionsWanted wanted;
    const auto limit = queryNumber(query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return std::unexpected(limit.error());
    wanted.limit = int(limit->value_or(defaultLimit));
    const auto user = queryNumber(query, u"user"_s, 1, largestJsonNumber);
    if (!user)
        return std::unexpected(user.error());
    if (*user)
        wanted.user = UserId{**user};
    if (query.hasQueryItem(u"after"_s)) {
        auto after = cursorIn(query.queryItemValue(u"after"_s, QUrl::FullyDecoded));
        if (!after)
            return std::unexpected(after.error());
        wanted.after = *std::move(after);
    }
    return wanted;
}

QJsonObject sessionJson(const OpenSession &open, const QByteArray &ownDigest)
{
    const Session &session = open.session;
    const QJsonObject user{{u"id"_s, session.user.value}, {u"loginName"_s, session.loginName},
        {u"displayName"_s, session.displayName}, {u"role"_s, QString(policy::nameOf(session.role))}};
    return {
        {u"id"_s, QString::fromLatin1(open.digest.toHex().first(idLength))},
        {u"user"_s, user},
        {u"kind"_s, QString(policy::nameOf(session.kind))},
        {u"address"_s, session.address},
        {u"openedAt"_s, audit::toText(session.openedAt)},
        {u"lastUsedAt"_s, audit::toText(open.lastUsedAt)},
        {u"staysSignedIn"_s, !session.stay.isEmpty()},
        {u"isThis"_s, open.digest == ownDigest},
    };
}

}

Response getSessions(const Call &call, ApiParts &parts)
{
    auto wanted = wantedBy(call.request.query);
    if (!wanted)
        return call.refuse(wanted.error());
    // One more than asked for tells whether there are more.
    const int limit = std::exchange(wanted->limit, wanted->limit + 1);
    QList<OpenSession> open = parts.sessions.list(call.passage.tenant->id, *wanted);
    const bool hasMore = open.size() > limit;
    if (hasMore)
        open.removeLast();
    const QByteArray ownDigest = crypto::tokenDigest(tokenOf(call));
    QJsonArray array;
    for (const OpenSession &each : std::as_const(open))
        array.append(sessionJson(each, ownDigest));
    return json(200, {{u"sessions"_s, array}, {u"next"_s, hasMore ? QJsonValue(cursorOf(open.last())) : QJsonValue()}});
}

Response deleteOtherSessions(const Call &call, ApiParts &parts)
{
    const SessionsEnd end{u"signed out everywhere else"_s, authorOf(call), tokenOf(call)};
    const auto ended = parts.sessions.endAllOf(call.passage.tenant->id, call.session.user, end);
    return ended ? noContent() : call.refuse(ended.error());
}

Response deleteUserSessions(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    const Error unknown{ErrorKind::NotFound, SessionsUserUnknown};
    const auto id = readNumber(call.request.pathArguments.value(0), u"user"_s, 1, largestJsonNumber);
    if (!id)
        return call.refuse(unknown);
    const auto user
        = parts.tenants.store().read([&](Database &database) { return userWithId(database, tenant, UserId{*id}); });
    if (!user)
        return call.refuse(user.error());
    if (!*user)
        return call.refuse(unknown);
    const SessionsEnd end{u"signed out by an administrator"_s, authorOf(call)};
    const auto ended = parts.sessions.endAllOf(tenant, UserId{*id}, end);
    return ended ? noContent() : call.refuse(ended.error());
}

}
