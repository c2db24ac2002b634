// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessnames.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace sekimori::platform {

/// How the gate would meet this administrator, from his present address and with his present pair, under a draft.
struct WayIn {
    policy::Verdict verdict = policy::Verdict::Deny;
    policy::Condition decidedBy = policy::Condition::AddressListed;
    QList<policy::ConditionOutcome> conditions; ///< in the order in which they were looked at

    bool isOpen() const { return verdict == policy::Verdict::Pass; }
    bool operator==(const WayIn &) const = default;
};

/// None when the verdict or the deciding condition is missing or has a name that is not known here.
std::optional<WayIn> wayInFromJson(const QJsonObject &json);

}
