// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/democertificates.h"

#include "store/calendar.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

enum class Fate { Holds, Revoked };

struct DemoCertificate {
    const char *loginName;
    int days; ///< that it holds from today on
    crypto::Pkcs12Profile profile;
    Fate fate = Fate::Holds;
};

using enum crypto::Pkcs12Profile;

constexpr std::array demoCertificates{
    DemoCertificate{"tanaka.k", 275, Modern},
    DemoCertificate{"suzuki.m", 12, Modern},
    DemoCertificate{"sato.h", 275, Compatible},
    DemoCertificate{"takahashi.y", 61, Modern},
    DemoCertificate{"chen.yj", 640, Modern},
    DemoCertificate{"j.o-brien", 275, Modern, Fate::Revoked},
};

/// Permitted, and without one yet.
constexpr std::array permittedOnly{"watanabe.n", "lin.zh"};

Result<UserId> userCalled(Tenants &tenants, TenantId tenant, const char *loginName)
{
    const auto user = tenants.findUser(tenant, QString::fromLatin1(loginName));
    if (!user)
        return std::unexpected(user.error());
    return (*user)->id;
}

Result<QString> issued(Certificates &store, TenantId tenant, UserId user, const DemoCertificate &certificate,
    const Author &by, const QDate &today)
{
    const auto answer = store.issue(tenant,
        {.users = {user},
            .endsOn = today.addDays(certificate.days),
            .profile = certificate.profile,
            .by = by,
            .author = user,
            .idempotencyKey = {}});
    if (!answer)
        return std::unexpected(answer.error().first());
    return QJsonDocument::fromJson(answer->body)["issued"_L1][0]["serial"_L1].toString();
}

Result<void> addOne(Tenants &tenants, Certificates &store, TenantId tenant, const DemoCertificate &certificate,
    const Author &by, const QDate &today)
{
    const auto user = userCalled(tenants, tenant, certificate.loginName);
    if (!user)
        return std::unexpected(user.error());
    if (const auto allowed = store.permit(tenant, {*user}, true, by); !allowed)
        return std::unexpected(allowed.error().first());
    const auto serial = issued(store, tenant, *user, certificate, by, today);
    if (!serial)
        return std::unexpected(serial.error());
    if (certificate.fate != Fate::Revoked)
        return {};
    return store.revoke(tenant, {*serial}, crypto::RevocationReason::KeyCompromise, by)
        .transform([](const StoredAnswer &) {})
        .transform_error([](const Errors &errors) { return errors.first(); });
}

}

Result<void> addDemoCertificates(Tenants &tenants, Certificates &certificates, TenantId tenant, const Author &by)
{
    const QDate today = dayAt(tenants.now(), tenants.snapshot()->byId.value(tenant)->settings.tenant.timeZone);
    for (const DemoCertificate &certificate : demoCertificates) {
        if (const auto added = addOne(tenants, certificates, tenant, certificate, by, today); !added)
            return added;
    }
    for (const char *loginName : permittedOnly) {
        const auto user = userCalled(tenants, tenant, loginName);
        if (!user)
            return std::unexpected(user.error());
        if (const auto allowed = certificates.permit(tenant, {*user}, true, by); !allowed)
            return std::unexpected(allowed.error().first());
    }
    return {};
}

}
