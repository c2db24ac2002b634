// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// How long somebody stays signed in, and what the sign-in page offers.
struct SignIn {
    static constexpr QLatin1StringView key{"signIn"};

    bool loginNameCompletion = false; ///< the page suggests existing names while typing
    std::optional<std::chrono::days> automaticSignIn; ///< from the last sign-in; none: off
    std::chrono::minutes idleEnd = std::chrono::hours(24); ///< a session ends after so long without use

    static void fields(auto &self, auto &&field)
    {
        using std::chrono::days;
        using std::chrono::minutes;
        field("loginNameCompletion", self.loginNameCompletion);
        field("automaticSignIn", self.automaticSignIn, oneOf(days(1), days(7), days(30)));
        field("idleEnd", self.idleEnd, within(minutes(15), minutes(7 * 24 * 60)));
    }

    bool operator==(const SignIn &) const = default;
};

}
