// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

namespace messages {
extern const Message SubdomainLength;
extern const Message SubdomainCharacter;
extern const Message SubdomainHyphen;
extern const Message SubdomainReserved;
}

/// For so long nobody else can take a subdomain that a tenant has given up.
inline constexpr std::chrono::days formerNameKept{90};

/// What is wrong with @p name as a tenant's subdomain, without a field; whether it is taken is for the platform to say.
std::optional<Error> problemOfSubdomain(const QString &name);

/// The tenant's name in its addresses. The platform fills it in when the tenant is made.
struct Subdomain {
    static constexpr QLatin1StringView key{"subdomain"};

    QString name = QStringLiteral("tenant"); ///< 3 to 32 of a-z, 0-9 and inner hyphens

    static void fields(auto &self, auto &&field) { field("name", self.name); }

    void check(Errors &errors) const;
    bool operator==(const Subdomain &) const = default;
};

}
