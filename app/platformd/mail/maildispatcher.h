// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"
#include "mail/maillane.h"

#include <vector>

namespace sekimori::platformd {

/// Sends what is in the queue, over a few lanes at once, so that a server that is slow with one tenant's letter holds
/// up few others.
class MailDispatcher {
public:
    /// Tells of what a crash has left under way, and queues it again.
    static Result<std::unique_ptr<MailDispatcher>> open(Tenants &tenants, const MailOptions &options);
    /// The same over ways of the caller's, each for its share of the tenants; none: mail waits.
    static Result<std::unique_ptr<MailDispatcher>> open(
        Tenants &tenants, const MailOptions &options, std::vector<std::unique_ptr<MailRoad>> roads);
    /// Finishes the letters that are under way, or breaks them off where that takes long.
    ~MailDispatcher();
    MailDispatcher(const MailDispatcher &) = delete;
    MailDispatcher &operator=(const MailDispatcher &) = delete;

    /// Sends all that is due by the store's clock, and returns when it is on disk what became of it, or that cannot be
    /// written.
    void settle();

private:
    MailDispatcher() = default;

    std::vector<std::unique_ptr<MailLane>> m_lanes;
};

}
