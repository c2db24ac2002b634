// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

namespace messages {
extern const Message NameCharacters;
extern const Message PasswordCharacters;
extern const Message UserNameNeeded;
extern const Message PasswordNeeded;
extern const Message EndNeeded;
extern const Message SamePairTwice;
}

/// A name and password that a whole tenant shares at the gate, for addresses that are not listed.
struct BasicPair {
    QString userName;
    Secret password;

    static void fields(auto &self, auto &&field)
    {
        field("userName", self.userName, length(0, 127), madeOf("A-Za-z0-9_-", messages::NameCharacters));
        field("password", self.password, length(5, 64), madeOf(" -~", messages::PasswordCharacters));
    }

    bool isEmpty() const { return userName.isEmpty() && !password.willBeSet(); }
    bool operator==(const BasicPair &) const = default;
};

/// A pair that is valid beside the main one until its end, so that changing the password shuts nobody out.
struct EndingPair : BasicPair {
    QDateTime endsAt; ///< UTC

    static void fields(auto &self, auto &&field)
    {
        BasicPair::fields(self, field);
        field("endsAt", self.endsAt);
    }

    bool isValidAt(const QDateTime &now) const { return password.isSet && endsAt.isValid() && now < endsAt; }
    bool operator==(const EndingPair &) const = default;
};

struct BasicAuth {
    static constexpr QLatin1StringView key{"basicAuth"};

    bool enabled = false;
    BasicPair pair;
    EndingPair second;

    static void fields(auto &self, auto &&field)
    {
        field("enabled", self.enabled);
        field("pair", self.pair);
        field("second", self.second);
    }

    void check(Errors &errors) const;
    bool operator==(const BasicAuth &) const = default;
};

}
