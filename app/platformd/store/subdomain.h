// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <optional>

namespace sekimori::platformd {

/// What is wrong with @p subdomain as a tenant's name; whether it is taken is for the store to say.
std::optional<Error> problemOfSubdomain(const QString &subdomain);

namespace messages {
extern const Message SubdomainLength;
extern const Message SubdomainCharacter;
extern const Message SubdomainHyphen;
extern const Message SubdomainReserved;
extern const Message SubdomainTaken;
}

}
