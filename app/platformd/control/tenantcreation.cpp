// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/tenantcreation.h"

#include "control/controlclient.h"
#include "policy/passwordrules.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QJsonObject commandFor(const TenantWish &wish, const QString &password)
{
    return {
        {u"command"_s, u"tenant.create"_s},
        {u"subdomain"_s, wish.subdomain},
        {u"displayName"_s, wish.displayName},
        {u"administrator"_s, wish.administrator},
        {u"password"_s, password},
    };
}

}

ControlCommand tenantCreation(Tenants &tenants, const crypto::PasswordHasher &hasher)
{
    return [&tenants, &hasher](const QJsonObject &command) -> Result<ControlReply> {
        const QString administrator = command.value("administrator"_L1).toString();
        const QString password = command.value("password"_L1).toString();
        const Errors problems = policy::problemsOfPassword({}, {password, administrator, true});
        if (!problems.isEmpty())
            return std::unexpected(problems.first().under(u"password"_s));
        const auto hash = hasher.hash(password);
        if (!hash)
            return std::unexpected(hash.error());
        const NewTenant tenant{
            .subdomain = command.value("subdomain"_L1).toString(),
            .displayName = command.value("displayName"_L1).toString(),
            .administrator
            = {.loginName = administrator, .displayName = {}, .role = Role::Administrator, .passwordHash = *hash},
            .by = {},
        };
        return tenants.create(tenant).transform(
            [&](TenantId) { return ControlReply{.json = {{u"created"_s, tenant.subdomain}}}; });
    };
}

Result<void> createTenant(const QString &dataFolder, const TenantWish &wish, const QString &password)
{
    const QJsonObject command = commandFor(wish, password);
    if (const auto reply = askRunningService(dataFolder, command))
        return reply->transform([](const QJsonObject &) { });
    // Nobody answers, so the data lock is free, or the service is just starting and keeps it.
    auto tenants = Tenants::open({.folder = dataFolder});
    if (!tenants)
        return std::unexpected(tenants.error());
    return tenantCreation(**tenants, crypto::PasswordHasher())(command).transform([](const ControlReply &) { });
}

}
