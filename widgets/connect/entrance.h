// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/localplatform.h"
#include "platform/sessionclient.h"

#include <memory>

namespace sekimori::widgets {

/// A tenant's door that was opened: the connection, who is signed in by it, and where the platform is the local one,
/// the lease that keeps it running.
struct Entrance {
    std::unique_ptr<platform::LocalPlatform> lease;
    std::unique_ptr<platform::Connection> connection;
    platform::Session session;
};

}
