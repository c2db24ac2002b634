// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sessionclient.h"

namespace sekimori::platform {

/// Somebody who can sign in, as lists of what belongs to people name him.
struct Person {
    qint64 id = 0;
    QString loginName = {};
    QString displayName = {};
    Role role = Role::User;

    bool operator==(const Person &) const = default;
};

std::optional<Person> personFromJson(const QJsonObject &json);

}
