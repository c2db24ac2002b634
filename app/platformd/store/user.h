// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "error/error.h"
#include "policy/fieldtypes.h"
#include "store/ids.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <optional>

namespace sekimori::platformd {

enum class Role {
    Administrator,
    Auditor,
    User,
    Support, ///< the platform's staff, who may look while the tenant lets them; never a tenant's own user
    Service, ///< another service with a token of its own, which sends events and does nothing else
};

/// A person of one tenant.
struct User {
    UserId id;
    TenantId tenant;
    QString loginName; ///< as it was entered; compared without case
    QString displayName;
    Role role = Role::User;
    QByteArray passwordHash;
    audit::EventTime passwordChangedAt{}; ///< by whomever
    bool mustChangePassword = false; ///< at the next sign-in
    bool isCertificatePermitted = false; ///< may have a client certificate and come in by it
    audit::EventTime createdAt{};
    std::optional<audit::EventTime> lastSignInAt = {}; ///< none: never
    std::optional<audit::EventTime> lockedAt = {}; ///< after too many wrong passwords; that lock may have ended by time
    std::optional<audit::EventTime> lockedUntil = {}; ///< none: until an administrator unlocks
    qint64 revision = 1; ///< grows by one at each change of what an administrator sees of the user

    bool isLockedAt(audit::EventTime now) const { return lockedAt && (!lockedUntil || now < *lockedUntil); }
    bool operator==(const User &) const = default;
};

struct NewUser {
    QString loginName;
    QString displayName; ///< empty: the login name
    Role role = Role::User;
    QByteArray passwordHash = {}; ///< from crypto::PasswordHasher; the store never sees a password
    bool mustChangePassword = false;
    bool isCertificatePermitted = false;
};

/// What login names are compared by: case folded, Unicode normalisation form C.
QString loginKey(const QString &loginName);

/// What names are searched by: width counts as little as case.
QString searchText(const QString &name);

/// What the platform's staff sign in by at a tenant's host: `NAME@support`. No user of a tenant can be called so.
inline constexpr QLatin1StringView staffSuffix{"@support"};
bool isStaffLogin(const QString &loginName);

/// The rules of a login name and a display name; fields are `loginName` and `displayName`.
Errors problemsOf(const NewUser &user);

/// Of a person or a tenant; the field is `displayName`.
std::optional<Error> problemOfDisplayName(const QString &displayName);

namespace messages {
extern const Message LoginNameBlankAtEnd;
extern const Message LoginNameReserved;
extern const Message LoginNameOfStaff;
extern const Message LoginNameTaken;
extern const Message RoleNotForUsers;
}

}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::Role> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::Role::Administrator, QLatin1StringView("administrator")},
        std::pair{sekimori::platformd::Role::Auditor, QLatin1StringView("auditor")},
        std::pair{sekimori::platformd::Role::User, QLatin1StringView("user")},
        std::pair{sekimori::platformd::Role::Support, QLatin1StringView("support")},
        std::pair{sekimori::platformd::Role::Service, QLatin1StringView("service")},
    };
};
