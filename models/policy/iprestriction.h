// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldjson.h"
#include "policy/fieldrules.h"
#include "policy/ipentry.h"

namespace sekimori::policy {

namespace messages {
extern const Message TooManyNetworks;
}

/// From which addresses the tenant's main host can be reached.
struct IpRestriction {
    enum class Mode { AllowAll, AllowListed, DenyAll };

    static constexpr QLatin1StringView key{"ipRestriction"};

    Mode mode = Mode::AllowAll;
    QList<IpEntry> entries; ///< in the order in which the administrator keeps them; looked at under AllowListed only

    static void fields(auto &self, auto &&field)
    {
        field("mode", self.mode);
        field("entries", self.entries, atMost(maxEntries));
    }

    bool operator==(const IpRestriction &) const = default;
};

template<>
struct EnumNames<IpRestriction::Mode> {
    static constexpr std::array names{
        std::pair{IpRestriction::Mode::AllowAll, QLatin1StringView("allowAll")},
        std::pair{IpRestriction::Mode::AllowListed, QLatin1StringView("allowListed")},
        std::pair{IpRestriction::Mode::DenyAll, QLatin1StringView("denyAll")},
    };
};

/// Reads a list of entries; one that names a range `a-b` becomes the fewest networks, each with its memo.
void fromJson(const QJsonValue &json, QList<IpEntry> &entries, const JsonReading &reading);

}
