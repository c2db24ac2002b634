// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/person.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

std::optional<Person> personFromJson(const QJsonObject &json)
{
    const auto role = roleNamed(json["role"_L1].toString());
    const QString loginName = json["loginName"_L1].toString();
    if (!json["id"_L1].isDouble() || loginName.isEmpty() || !role)
        return std::nullopt;
    return Person{json["id"_L1].toInteger(), loginName, json["displayName"_L1].toString(), *role};
}

}
