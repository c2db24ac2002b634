// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/maildispatcher.h"

#include "mail/folderroad.h"
#include "mail/roadstanding.h"
#include "mail/smtproad.h"

namespace sekimori::platformd {
namespace {

/// At once, to the operator's server. Large providers let one account have no more.
constexpr int connections = 3;

std::vector<std::unique_ptr<MailRoad>> roadsFor(const MailOptions &options)
{
    std::vector<std::unique_ptr<MailRoad>> roads;
    if (options.server) {
        for (int i = 0; i < connections; ++i)
            roads.push_back(std::make_unique<SmtpRoad>(*options.server));
    } else if (options.folder) {
        roads.push_back(std::make_unique<FolderRoad>(*options.folder));
    }
    const auto standing = std::make_shared<RoadStanding>();
    for (std::unique_ptr<MailRoad> &road : roads)
        road = std::make_unique<WatchedRoad>(std::move(road), standing);
    return roads;
}

/// It may be there or not, and nobody knows; so it goes once more, under the same Message-ID.
Result<void> tellInterrupted(Tenants &tenants)
{
    const auto now = tenants.now();
    return tenants.store().write([&](Transaction &transaction) -> Result<void> {
        for (const auto &tenant : tenants.snapshot()->byId) {
            const auto underWay = deliveriesUnderWay(transaction.database(), tenant->id);
            if (!underWay)
                return std::unexpected(underWay.error());
            for (const QueuedDelivery &delivery : *underWay) {
                const DeliveryResult result{.delivery = delivery,
                    .outcome = AttemptOutcome::Unknown,
                    .answer = {AnswerKind::Stopped, {}},
                    .at = now,
                    .nextAt = now};
                if (const auto stored = storeResult(transaction.database(), result); !stored)
                    return stored;
            }
        }
        return {};
    });
}

}

Result<std::unique_ptr<MailDispatcher>> MailDispatcher::open(Tenants &tenants, const MailOptions &options)
{
    return open(tenants, options, roadsFor(options));
}

Result<std::unique_ptr<MailDispatcher>> MailDispatcher::open(
    Tenants &tenants, const MailOptions &options, std::vector<std::unique_ptr<MailRoad>> roads)
{
    if (const auto told = tellInterrupted(tenants); !told)
        return std::unexpected(told.error());
    if (roads.empty())
        roads.push_back(nullptr);
    auto dispatcher = std::unique_ptr<MailDispatcher>(new MailDispatcher);
    MailLane::Share share{.lanes = qint64(roads.size())};
    for (auto &road : roads) {
        dispatcher->m_lanes.push_back(std::make_unique<MailLane>(tenants, options, std::move(road), share));
        ++share.lane;
    }
    return dispatcher;
}

/// All of them first, as each may take a while.
MailDispatcher::~MailDispatcher()
{
    for (const auto &lane : m_lanes)
        lane->stop();
}

void MailDispatcher::settle()
{
    for (const auto &lane : m_lanes)
        lane->settle();
}

}
