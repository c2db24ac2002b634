// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"

#include <QString>

namespace sekimori::items {

/// How the gate would meet a request from @p address, as a sentence.
QString verdictText(policy::Verdict verdict, const QString &address);

/// One condition with its outcome, such as "The address is not listed."; empty where it was not looked at.
QString conditionText(const policy::ConditionOutcome &condition);

}
