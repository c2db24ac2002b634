// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/lockclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
std::optional<Lock> readLock(const QJsonObject &json)
{
    const auto user = personFromJson(json["user"_L1].toObject());
    const auto since = audit::timeFromText(json["since"_L1].toString());
    const auto until = audit::timeFromText(json["until"_L1].toString());
    const bool hasEnd = !json["until"_L1].isNull();
    if (!user || !since || (hasEnd && !until) || !json["addresses"_L1].isArray())
        return std::nullopt;
    Lock lock{.user = *user, .since = *since, .until = until, .attempts = json["attempts"_L1].toInt(), .addresses = {}};
    const QJsonArray addresses = json["addresses"_L1].toArray();
    for (const QJsonValue &address : addresses)
        lock.addresses << address.toString();
    return lock;
}

Answer<Locks> readLocks(const QJsonObject &json)
{
    if (!json["locks"_L1].isArray())
        return nonsense(u"locks"_s);
    const QJsonArray array = json["locks"_L1].toArray();
    Locks read;
    for (const QJsonValue &each : array) {
        const auto lock = readLock(each.toObject());
        if (!lock)
            return nonsense(u"locks[%1]"_s.arg(read.locks.size()));
        read.locks.append(*lock);
    }
    read.total = json["total"_L1].toInt(int(array.size()));
    return read;
}

Answer<int> readUnlocked(const QJsonObject &json)
{
    if (!json["unlocked"_L1].isDouble())
        return nonsense(u"unlocked"_s);
    return json["unlocked"_L1].toInt();
}
}

Pending LockClient::list(Callback<Locks> callback)
{
    return m_connection.read<Locks>({.path = u"/locks"_s}, readLocks, std::move(callback));
}

void LockClient::unlock(const QList<qint64> &users, const QString &reason, QObject *context, Callback<int> callback)
{
    const auto body = [users, reason] {
        QJsonArray ids;
        for (const qint64 user : users)
            ids.append(user);
        return QJsonObject{{u"users"_s, ids}, {u"reason"_s, reason}};
    };
    m_connection.write<int>(
        {.method = "POST", .path = u"/locks/unlock"_s, .body = body}, readUnlocked, context, std::move(callback));
}

}
