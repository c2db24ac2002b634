// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"
#include "platform/sessionclient.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace sekimori::platform {

/// What an administrator sets about somebody, beside the password.
struct UserValues {
    QString loginName = {};
    QString displayName = {};
    Role role = Role::User;
    bool isCertificatePermitted = false; ///< may have a client certificate and come in by it
    bool mustChangePassword = false; ///< at the next sign-in

    bool operator==(const UserValues &) const = default;
};

/// Somebody who can sign in to the tenant. Times are UTC; one that is invalid has never come.
struct User {
    qint64 id = 0;
    UserValues values = {};
    QDateTime passwordChangedAt = {};
    QDateTime createdAt = {};
    QDateTime lastSignInAt = {};
    bool isLocked = false;
    QDateTime lockedUntil = {}; ///< invalid while locked: until an administrator unlocks
    qint64 revision = 0;

    bool operator==(const User &) const = default;
};

/// Whom somebody wants to see; everybody where nothing is named.
struct UserFilter {
    enum class Only { Locked, MustChange, Permitted };

    QString search = {}; ///< a part of the login name or the display name
    std::optional<Role> role = {};
    std::optional<Only> only = {};

    bool isEmpty() const { return *this == UserFilter(); }
    bool operator==(const UserFilter &) const = default;
};

/// Some users, by login name.
struct UsersPart {
    QList<User> users;
    QString next; ///< to be passed as `after` for those that follow; empty: there are none
    qint64 total = 0; ///< of all that the filter lets through

    bool operator==(const UsersPart &) const = default;
};

/// Somebody who was added, and what the password policy would have had otherwise.
struct AddedUser {
    User user;
    QList<FieldProblem> warnings;
};

/// What is wrong with, or worth knowing of, one line of a file.
struct LineRemark {
    int line = 0; ///< counted from 1
    QString field; ///< empty: the line as a whole
    QString message;

    bool operator==(const LineRemark &) const = default;
};

/// What the platform makes, or would make, of a file of users. With an error in it nothing of it is taken over.
struct UsersImport {
    qint64 added = 0;
    qint64 changed = 0;
    qint64 unchanged = 0;
    QList<LineRemark> errors;
    QList<LineRemark> warnings;

    bool operator==(const UsersImport &) const = default;
};

}
