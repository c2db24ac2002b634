// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"
#include "policy/ipnetwork.h"

namespace sekimori::policy {

inline constexpr qsizetype maxEntries = 10'000;
inline constexpr qsizetype maxMemo = 100; ///< code points

/// A rule for a text that is shown in one line: no control characters and nothing else that breaks a line.
struct SingleLine {
    std::optional<Error> check(const QString &text) const;
    void tell(FieldLimits &) const { }
};

/// One line of the list of addresses that may come in.
struct IpEntry {
    static constexpr QLatin1StringView identityField{"network"};

    IpNetwork network;
    QString memo;

    static void fields(auto &self, auto &&field)
    {
        field("network", self.network);
        field("memo", self.memo, length(0, maxMemo), SingleLine{});
    }

    bool operator==(const IpEntry &) const = default;
};

namespace messages {
extern const Message ControlCharacter;
}

}
