// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/language.h"
#include "policy/singleline.h"

namespace sekimori::policy {

namespace messages {
extern const Message TimeZoneUnknown;
}

/// What mails, pages, certificates and exports go by. The platform fills the name in when the tenant is made.
struct Tenant {
    static constexpr QLatin1StringView key{"tenant"};

    QString displayName = QStringLiteral("Tenant");
    QString timeZone = QStringLiteral("UTC"); ///< a name of the IANA database
    Language language = Language::English;

    static void fields(auto &self, auto &&field)
    {
        field("displayName", self.displayName, length(1, 128), SingleLine{});
        field("timeZone", self.timeZone, length(1, 64));
        field("language", self.language);
    }

    void check(Errors &errors) const;
    bool operator==(const Tenant &) const = default;
};

}
