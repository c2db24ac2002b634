// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"
#include "policy/fieldtypes.h"
#include "store/ids.h"

#include <QString>

#include <functional>
#include <optional>

namespace sekimori::platformd {

enum class RefusalKind { AccessDenied, BasicFailed, LoginFailed, PasswordChangeFailed, CertificateRefused };

/// Somebody was not let in. Whoever refuses says so by one of these, and goes on at once.
struct Refusal {
    TenantId tenant;
    RefusalKind kind = RefusalKind::AccessDenied;
    std::optional<IpAddress> client; ///< none: it could not be told
    QString name = {}; ///< of a wrong password: the login name that was tried
    bool nameExists = false; ///< whether a user is called so
};

/// Whom refusals are told to.
using RefusalReport = std::function<void(const Refusal &)>;

}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::RefusalKind> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::RefusalKind::AccessDenied, QLatin1StringView("accessDenied")},
        std::pair{sekimori::platformd::RefusalKind::BasicFailed, QLatin1StringView("basicFailed")},
        std::pair{sekimori::platformd::RefusalKind::LoginFailed, QLatin1StringView("loginFailed")},
        std::pair{sekimori::platformd::RefusalKind::PasswordChangeFailed, QLatin1StringView("passwordChangeFailed")},
        std::pair{sekimori::platformd::RefusalKind::CertificateRefused, QLatin1StringView("certificateRefused")},
    };
};
