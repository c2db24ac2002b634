// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/usercsv.h"
#include "store/passwords.h"
#include "store/userlist.h"

#include <mutex>

namespace sekimori::platformd {

/// All that an administrator edits of a user.
struct UserDraft {
    QString loginName;
    QString displayName; ///< empty: the login name
    Role role = Role::User;
    bool isCertificatePermitted = false;
    bool mustChangePassword = false;
};

/// Why a user was not changed.
struct UserRefusal {
    Errors errors; ///< never empty
    std::optional<User> standing; ///< as he is now, where the change was based on an older revision

    UserRefusal(const Error &error)
        : errors{error}
    {
    }
    explicit UserRefusal(Errors all)
        : errors(std::move(all))
    {
    }
};

/// What an import does, or would do.
struct UserImport {
    qsizetype added = 0;
    qsizetype changed = 0;
    qsizetype unchanged = 0;
    QList<policy::CsvUserError> errors; ///< with one of them nothing is changed; at most maxToldErrors
    QList<policy::CsvUserError> warnings; ///< the same number at most
    bool isApplied = false;
};

/// A tenant's people, as its administrators keep them; the platform's staff are not among them. Every change is an
/// event in its transaction, and open sessions follow it. Safe to use from many threads.
class Users {
public:
    /// In one import: a hash is slow on purpose, and those who sign in need the same processors.
    static constexpr qsizetype mostImportedPasswords = 500;

    static Result<std::unique_ptr<Users>> open(Tenants &tenants, Sessions &sessions);

    Result<UserPage> list(TenantId tenant, const UserQuery &query);
    Result<User> user(TenantId tenant, UserId id);

    std::expected<User, Errors> add(TenantId tenant, const NewUser &user, const Author &by);
    /// A draft that changes nothing is in place already, whatever revision it is based on.
    std::expected<User, UserRefusal> change(
        TenantId tenant, UserId id, qint64 revision, const UserDraft &draft, const Author &by);
    /// Neither the last administrator nor the author himself. His sessions end.
    Result<void> remove(TenantId tenant, UserId id, const Author &by);

    /// Looks at what the rows would change and, with @p applies, changes it: all of it or nothing.
    Result<UserImport> import(TenantId tenant, const policy::CsvUsers &file, bool applies,
        const crypto::PasswordHasher &hasher, const Author &by);
    /// Says in the log that the list was carried away, and how many are in it.
    Result<void> noteExport(TenantId tenant, const Author &by);

private:
    struct ImportPlan;

    Users(Tenants &tenants, Sessions &sessions);

    /// In the writer: all that follows from @p before becoming @p after. Returns the events.
    Result<QList<audit::Event>> store(
        Transaction &transaction, const User &before, const User &after, const Author &by);

    Result<ImportPlan> planned(TenantId tenant, const policy::CsvUsers &file);
    Result<void> carryOut(
        Transaction &transaction, TenantId tenant, const ImportPlan &plan, Passwords &passwords, const Author &by);

    Tenants &m_tenants;
    Sessions &m_sessions;
    std::mutex m_importing; ///< one at a time makes hashes and changes many rows
};

namespace messages {
extern const Message UserUnknown;
extern const Message UserStale;
extern const Message UserIsLastAdministrator;
extern const Message UserIsOneself;
extern const Message ImportRunning;
extern const Message ImportOvertaken;
extern const Message ImportTooManyPasswords;
extern const Message ImportTwice;
extern const Message ImportPasswordMissing;
}

}
