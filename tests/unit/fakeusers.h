// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeplatform.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>

namespace fake {

/// The users of a fake platform, who can be asked for, searched, changed and deleted as by the API.
class Users {
public:
    QList<QJsonObject> all;
    /// What a test wants answered instead, looked at first.
    std::function<std::optional<Reply>(const SeenRequest &)> instead;

    static QJsonObject user(qint64 id, const QString &loginName, const QString &displayName = {},
        const QString &role = QStringLiteral("user"))
    {
        using namespace Qt::StringLiterals;
        return {{u"id"_s, id}, {u"loginName"_s, loginName}, {u"displayName"_s, displayName}, {u"role"_s, role},
            {u"certificatePermitted"_s, false}, {u"mustChangePassword"_s, false},
            {u"passwordChangedAt"_s, u"2026-03-05T14:00:00.000Z"_s}, {u"createdAt"_s, u"2025-03-05T14:00:00.000Z"_s},
            {u"lastSignInAt"_s, QJsonValue::Null}, {u"lockedUntil"_s, QJsonValue::Null}, {u"locked"_s, false},
            {u"revision"_s, 1}};
    }

    /// `mori`, an administrator, and @p count users called user00001 and so on.
    static Users many(int count)
    {
        using namespace Qt::StringLiterals;
        Users users;
        users.all << user(1, u"mori"_s, u"Mori Akiko"_s, u"administrator"_s);
        for (int i = 1; i <= count; ++i)
            users.all << user(100 + i, u"user%1"_s.arg(i, 5, 10, QChar(u'0')), u"Number %1"_s.arg(i));
        return users;
    }

    QJsonObject *find(qint64 id)
    {
        const auto found = std::ranges::find_if(
            all, [id](const QJsonObject &user) { return user[QLatin1StringView("id")].toInteger() == id; });
        return found == all.end() ? nullptr : &*found;
    }

    /// None: it is not about users.
    std::optional<Reply> answer(const SeenRequest &request)
    {
        using namespace Qt::StringLiterals;
        if (instead) {
            if (const auto reply = instead(request))
                return reply;
        }
        const QUrl target(QString::fromLatin1(request.target));
        const QStringList path = target.path().split(u'/').sliced(1); // api, v1, users, …
        if (path.value(2) != "users"_L1)
            return std::nullopt;
        const QUrlQuery query(target.query());
        if (path.size() == 3)
            return request.method == "POST" ? add(request.json()) : part(query);
        const qint64 id = path.at(3).toLongLong();
        QJsonObject *user = find(id);
        if (!user)
            return problem(404, u"user.unknown"_s);
        if (path.value(4) == "password"_L1)
            return json(200, {{u"warnings"_s, QJsonArray()}});
        if (path.value(4) == "sessions"_L1)
            return Reply{.status = 204, .body = {}};
        if (request.method == "PUT")
            return change(*user, request);
        if (request.method == "DELETE") {
            all.removeIf([id](const QJsonObject &each) { return each["id"_L1].toInteger() == id; });
            return Reply{.status = 204, .body = {}};
        }
        return json(200, *user);
    }

private:
    Reply part(const QUrlQuery &query) const
    {
        using namespace Qt::StringLiterals;
        const auto item = [&](const QString &name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
        QList<QJsonObject> found = all;
        found.removeIf([&](const QJsonObject &user) {
            const bool isNamed = user["loginName"_L1].toString().contains(item(u"search"_s), Qt::CaseInsensitive)
                || user["displayName"_L1].toString().contains(item(u"search"_s), Qt::CaseInsensitive);
            const bool isInRole = item(u"role"_s).isEmpty() || item(u"role"_s) == user["role"_L1].toString();
            const bool isLocked = item(u"filter"_s) != "locked"_L1 || user["locked"_L1].toBool();
            return !isNamed || !isInRole || !isLocked;
        });
        const qsizetype begin = item(u"after"_s).isEmpty() ? 0 : item(u"after"_s).toLongLong();
        const qsizetype end = std::min(begin + item(u"limit"_s).toLongLong(), found.size());
        QJsonArray users;
        for (qsizetype i = begin; i < end; ++i)
            users.append(found.at(i));
        return json(200,
            {{u"users"_s, users}, {u"total"_s, found.size()},
                {u"next"_s, end < found.size() ? QJsonValue(QString::number(end)) : QJsonValue(QJsonValue::Null)}});
    }

    Reply add(const QJsonObject &sent)
    {
        using namespace Qt::StringLiterals;
        QJsonObject added = user(1000 + all.size(), sent["loginName"_L1].toString(), sent["displayName"_L1].toString(),
            sent["role"_L1].toString());
        all << added;
        added.insert(u"warnings"_s, QJsonArray());
        return json(201, added);
    }

    static Reply change(QJsonObject &user, const SeenRequest &request)
    {
        using namespace Qt::StringLiterals;
        const qint64 revision = user["revision"_L1].toInteger();
        if (request.headers.value("if-match") != '"' + QByteArray::number(revision) + '"')
            return problem(412, u"user.stale"_s);
        const QJsonObject sent = request.json();
        for (auto field = sent.begin(); field != sent.end(); ++field)
            user.insert(field.key(), *field);
        user.insert(u"revision"_s, revision + 1);
        return json(200, user);
    }
};

}
