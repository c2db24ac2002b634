// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"
#include "platform/historyclient.h"

namespace sekimori::platform {

/// The resources of one platform's API, each seen through the same connection.
struct Clients {
    AuditClient audit;
    HistoryClient history;

    explicit Clients(Connection &connection)
        : audit(connection)
        , history(connection)
    {
    }
};

}
