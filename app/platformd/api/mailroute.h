// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldtypes.h"

namespace sekimori::platformd {

/// By which way mails leave the platform, as the delivery log tells it.
enum class MailRoute {
    Server,
    Folder, ///< they are put into one instead
    None, ///< the operator has set neither
};

}

namespace sekimori::policy {

template<>
struct EnumNames<platformd::MailRoute> {
    static constexpr std::array names{
        std::pair{platformd::MailRoute::Server, QLatin1StringView("server")},
        std::pair{platformd::MailRoute::Folder, QLatin1StringView("folder")},
        std::pair{platformd::MailRoute::None, QLatin1StringView("none")},
    };
};

}
