// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/tenantrecovery.h"

#include "control/controlclient.h"
#include "store/recovering.h"
#include "store/unsignedtail.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QJsonObject commandFor(const RecoveryWish &wish)
{
    return {
        {u"command"_s, u"recover"_s},
        {u"tenant"_s, wish.tenant},
        {u"administrator"_s, wish.administrator},
        {u"address"_s, wish.address},
        {u"reason"_s, wish.reason},
    };
}

QString untilIn(const QJsonObject &reply)
{
    return reply.value("until"_L1).toString();
}

}

ControlCommand tenantRecovery(Tenants &tenants)
{
    return [&tenants](const QJsonObject &command) -> Result<ControlReply> {
        const NewRecovery recovery{
            .tenant = command.value("tenant"_L1).toString(),
            .administrator = command.value("administrator"_L1).toString(),
            .address = command.value("address"_L1).toString(),
            .reason = command.value("reason"_L1).toString(),
        };
        return recover(tenants, recovery).transform([](const Recovery &made) {
            return ControlReply{.json = {{u"until"_s, audit::toText(made.endsAt)}}};
        });
    };
}

Result<QString> recoverTenant(const QString &dataFolder, const RecoveryWish &wish)
{
    const QJsonObject command = commandFor(wish);
    if (const auto reply = askRunningService(dataFolder, command))
        return reply->transform(untilIn);
    // Nobody answers, so the data lock is free, or the service is just starting and keeps it.
    const auto tenants = openWithoutKey({.folder = dataFolder});
    if (!tenants)
        return std::unexpected(tenants.error());
    return tenantRecovery(**tenants)(command).transform([](const ControlReply &reply) { return untilIn(reply.json); });
}

}
