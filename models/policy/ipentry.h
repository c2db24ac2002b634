// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipnetwork.h"
#include "policy/singleline.h"

namespace sekimori::policy {

inline constexpr qsizetype maxEntries = 10'000;
inline constexpr qsizetype maxMemo = 100; ///< code points

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

}
