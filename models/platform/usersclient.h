// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/user.h"

namespace sekimori::platform {

/// The tenant's users as a resource. What changes something is carried through once begun; repeated with the same key
/// it is not done twice.
class UsersClient {
public:
    static constexpr int mostUsers = 200; ///< in one answer
    static constexpr qint64 mostFileBytes = 32 * 1024 * 1024; ///< of a file of users, far beyond 100,000 lines

    explicit UsersClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostUsers) users that @p filter lets through, after @p after; the first where it is
    /// empty.
    Pending part(const UserFilter &filter, int limit, const QString &after, Callback<UsersPart> callback) const;
    Pending user(qint64 id, Callback<User> callback) const;

    void add(const UserValues &values, const QString &password, const QByteArray &key, QObject *context,
        Callback<AddedUser> callback) const;
    /// Of whoever stands there as @p shown: refused as stale where he does not any more.
    void change(const User &shown, const UserValues &values, const QByteArray &key, QObject *context,
        Callback<User> callback) const;
    void remove(qint64 id, QObject *context, Callback<void> callback) const;
    /// Ends all that he has open. Answers with what the password policy would have had otherwise.
    void setPassword(qint64 id, const QString &password, const QByteArray &key, QObject *context,
        Callback<QList<FieldProblem>> callback) const;
    /// Ends all that he has open, everywhere.
    void endSessions(qint64 id, QObject *context, Callback<void> callback) const;

    /// What an import of @p csv would do.
    Pending checkImport(const QByteArray &csv, Callback<UsersImport> callback) const;
    /// All of @p csv or nothing.
    void import(const QByteArray &csv, const QByteArray &key, QObject *context, Callback<UsersImport> callback) const;
    /// All users, as a CSV file.
    Pending exported(Callback<QByteArray> callback) const;

private:
    Connection &m_connection;
};

}
