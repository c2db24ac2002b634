// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

namespace messages {
extern const Message OriginMalformed;
extern const Message OriginsNeeded;
extern const Message OriginTwice;
}

/// Which other sites may show the tenant's pages in a frame of theirs.
struct Embedding {
    enum class Protection {
        SameOrigin, ///< none but the tenant's own
        Listed, ///< the origins listed, and the tenant's own
        Off,
    };

    static constexpr QLatin1StringView key{"embedding"};

    Protection protection = Protection::SameOrigin;
    QStringList origins; ///< such as https://portal.example.com, in the order in which they were entered

    static void fields(auto &self, auto &&field)
    {
        field("protection", self.protection);
        field("origins", self.origins, atMost(50));
    }

    /// Whether pages of any other site may show the tenant's in a frame.
    bool letsOthersFrame() const { return protection != Protection::SameOrigin; }

    void check(Errors &errors) const;
    bool operator==(const Embedding &) const = default;
};

/// Whether @p text is an origin (RFC 6454) as browsers write it: https or http, a host in lower case, and a port only
/// where it is not the scheme's own.
bool isOrigin(const QString &text);

/// The origin that somebody means who types or pastes @p text: an address with a path, capitals or the usual port, or a
/// host name alone. Text that no origin is in stays as it is.
QString originIn(const QString &text);

template<>
struct EnumNames<Embedding::Protection> {
    using Protection = Embedding::Protection;
    static constexpr std::array names{
        std::pair{Protection::SameOrigin, QLatin1StringView("sameOrigin")},
        std::pair{Protection::Listed, QLatin1StringView("listed")},
        std::pair{Protection::Off, QLatin1StringView("off")},
    };
};

}
