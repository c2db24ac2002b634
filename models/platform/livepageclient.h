// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/livepage.h"

namespace sekimori::platform {

/// Fetches pages of the tenant's as a browser would that nobody is signed in with.
class LivePageClient {
public:
    explicit LivePageClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// The page for signing in, whatever its status is.
    Pending signInPage(Callback<LivePage> callback);

private:
    Connection &m_connection;
};

}
