// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// The rules for passwords that users choose themselves.
struct PasswordPolicy {
    enum class Complexity { None, LettersNumbers, LettersNumbersSymbols };

    static constexpr QLatin1StringView key{"passwordPolicy"};

    int minimumLengthUsers = 8;
    int minimumLengthAdministrators = 12;
    Complexity complexity = Complexity::LettersNumbers;
    bool loginNameAllowed = false; ///< as the password
    int reuseLimit = 3; ///< so many of the last passwords are refused; 1: the present one only
    std::optional<std::chrono::days> expiresAfter = {}; ///< counted from the last change; none: never
    bool usersMayChange = true;
    bool mustChangeAfterReset = true; ///< at the next sign-in after an administrator set it

    static void fields(auto &self, auto &&field)
    {
        using std::chrono::days;
        field("minimumLengthUsers", self.minimumLengthUsers, within(3, 15));
        field("minimumLengthAdministrators", self.minimumLengthAdministrators, within(3, 15));
        field("complexity", self.complexity);
        field("loginNameAllowed", self.loginNameAllowed);
        field("reuseLimit", self.reuseLimit, within(1, 15));
        field("expiresAfter", self.expiresAfter, oneOf(days(30), days(60), days(90), days(180), days(365)));
        field("usersMayChange", self.usersMayChange);
        field("mustChangeAfterReset", self.mustChangeAfterReset);
    }

    bool operator==(const PasswordPolicy &) const = default;
};

template<>
struct EnumNames<PasswordPolicy::Complexity> {
    using Complexity = PasswordPolicy::Complexity;
    static constexpr std::array names{
        std::pair{Complexity::None, QLatin1StringView("none")},
        std::pair{Complexity::LettersNumbers, QLatin1StringView("lettersNumbers")},
        std::pair{Complexity::LettersNumbersSymbols, QLatin1StringView("lettersNumbersSymbols")},
    };
};

}
