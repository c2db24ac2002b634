// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/passwordrules.h"
#include "store/sessions.h"

#include <expected>

namespace sekimori::crypto {
class PasswordHasher;
}

namespace sekimori::platformd {

/// Why @p user may not go on before he has chosen another password, by his tenant's present policy; nothing where he
/// need not. The platform's staff have passwords that no tenant's policy binds.
std::optional<policy::ChangeReason> reasonToChange(const TenantState &tenant, const User &user, audit::EventTime now);

/// When the password of @p session's user expires; nothing where it does not.
std::optional<QDateTime> passwordEnd(const TenantState &tenant, const Session &session);
/// Days until then, from the one on which he is to be warned.
std::optional<int> daysToWarnOf(const TenantState &tenant, const Session &session, audit::EventTime now);

/// Whether somebody of @p role may change his password because he likes to.
bool mayChangePassword(const TenantState &tenant, Role role);

struct PasswordChange {
    User proven; ///< as he was when his present password was found right, for this very change
    QString wanted;
    QString address; ///< from where it is asked for
    QByteArray keptToken = {}; ///< of the session that asks and goes on; empty: none does
};

/// Gives users other passwords, as their tenants' policies say. It proves nobody's present password: its callers do.
/// Safe to use from many threads; hashing is done on the caller's, so that the writer never waits for it.
class Passwords {
public:
    Passwords(Tenants &tenants, Sessions &sessions, const crypto::PasswordHasher &hasher)
        : m_tenants(tenants)
        , m_sessions(sessions)
        , m_hasher(hasher)
    {
    }

    /// By the user himself. Returns him as he is from then on; his other sessions have ended. What is wrong with the
    /// new password has the field `newPassword`. Of two changes at once, one is refused. Writes `password change`,
    /// also where it is refused.
    std::expected<User, Errors> change(const PasswordChange &change);

    /// By an administrator, whom no rule stops: those that the password breaks are returned, and the user has to change
    /// it. All sessions of @p user end. Writes `password reset`.
    Result<Errors> set(const User &user, const QString &password, const Author &by);
    /// The same as a part of another change, in its transaction, with a hash that was made before it.
    Result<void> set(
        Transaction &transaction, const User &user, const QByteArray &hash, bool mustChange, const Author &by);

private:
    Errors problemsOf(const PasswordChange &change, const TenantState &tenant) const;
    Result<bool> wasUsed(const PasswordChange &change, int reuseLimit) const;
    Result<User> store(const PasswordChange &change, const QByteArray &hash, const audit::Event &event);
    Errors refused(const PasswordChange &change, const Errors &errors);

    Tenants &m_tenants;
    Sessions &m_sessions;
    const crypto::PasswordHasher &m_hasher;
};

namespace messages {
extern const Message PasswordIsPresentOne;
extern const Message PasswordUsedBefore;
extern const Message PasswordNotOnesOwn;
extern const Message PasswordChangedMeanwhile;
}

}
