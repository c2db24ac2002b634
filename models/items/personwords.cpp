// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/personwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

struct RoleWords {
    Q_DECLARE_TR_FUNCTIONS(Role)
};

}

QString roleText(platform::Role role)
{
    switch (role) {
    case platform::Role::Administrator:
        return RoleWords::tr("Administrator");
    case platform::Role::Auditor:
        return RoleWords::tr("Auditor");
    case platform::Role::User:
        return RoleWords::tr("User");
    case platform::Role::Support:
        return RoleWords::tr("Platform staff");
    }
    Q_UNREACHABLE_RETURN({});
}

QString personText(const platform::Person &person)
{
    if (person.displayName.isEmpty() || person.displayName == person.loginName)
        return person.loginName;
    return u"%1 (%2)"_s.arg(person.displayName, person.loginName);
}

}
