// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/passwordrules.h"

namespace sekimori::items {

/// One rule of a password policy in words, and how a password stands to it.
struct PasswordRule {
    QString text;
    std::optional<bool> isMet; ///< none: there is no password to judge

    bool operator==(const PasswordRule &) const = default;
};

/// Every rule that @p policy has for such a person, whether the password breaks it or not.
QList<PasswordRule> passwordRules(const policy::PasswordPolicy &policy, const policy::PasswordFacts &facts);

}
