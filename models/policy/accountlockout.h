// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// When wrong passwords lock an account, and for how long.
struct AccountLockout {
    static constexpr QLatin1StringView key{"accountLockout"};

    std::optional<int> attempts = 10; ///< none: never locked
    std::optional<std::chrono::minutes> duration = std::chrono::minutes(30); ///< none: until an administrator unlocks

    static void fields(auto &self, auto &&field)
    {
        using std::chrono::minutes;
        field("attempts", self.attempts, within(3, 10));
        field("duration", self.duration, oneOf(minutes(3), minutes(15), minutes(30), minutes(60)));
    }

    bool operator==(const AccountLockout &) const = default;
};

}
