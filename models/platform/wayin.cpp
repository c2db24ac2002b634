// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/wayin.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

std::optional<WayIn> wayInFromJson(const QJsonObject &json)
{
    const auto verdict = policy::namedValue<policy::Verdict>(json["verdict"_L1].toString());
    const auto decidedBy = policy::namedValue<policy::Condition>(json["decidedBy"_L1].toString());
    if (!verdict || !decidedBy)
        return std::nullopt;
    WayIn wayIn{.verdict = *verdict, .decidedBy = *decidedBy, .conditions = {}};
    const QJsonArray conditions = json["conditions"_L1].toArray();
    for (const QJsonValue &each : conditions) {
        const auto condition = policy::namedValue<policy::Condition>(each["condition"_L1].toString());
        const auto outcome = policy::namedValue<policy::Outcome>(each["outcome"_L1].toString());
        if (condition && outcome)
            wayIn.conditions.append({*condition, *outcome});
    }
    return wayIn;
}

}
