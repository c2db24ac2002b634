// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/person.h"

namespace sekimori::platform {

/// An account that wrong passwords have locked.
struct Lock {
    Person user;
    audit::EventTime since{};
    std::optional<audit::EventTime> until; ///< none: until an administrator unlocks it
    int attempts = 0; ///< wrong passwords that led to it
    QStringList addresses; ///< from which those came

    bool operator==(const Lock &) const = default;
};

/// Who is locked out, the latest first; of very many only the latest.
struct Locks {
    QList<Lock> locks;
    int total = 0;

    bool operator==(const Locks &) const = default;
};

/// Who is locked out, as a resource.
class LockClient {
public:
    /// Of a reason, in characters.
    static constexpr qsizetype longestReason = 500;

    explicit LockClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending list(Callback<Locks> callback);
    /// The callback gets how many of @p users were locked until then.
    void unlock(const QList<qint64> &users, const QString &reason, QObject *context, Callback<int> callback);

private:
    Connection &m_connection;
};

}
