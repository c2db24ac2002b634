// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// Whether the platform's staff may look at this tenant, and only look.
struct Support {
    static constexpr QLatin1StringView key{"support"};

    QDateTime until; ///< UTC; invalid: they may not

    static void fields(auto &self, auto &&field) { field("until", self.until); }

    bool isAllowedAt(const QDateTime &now) const { return until.isValid() && now < until; }
    bool operator==(const Support &) const = default;
};

}
