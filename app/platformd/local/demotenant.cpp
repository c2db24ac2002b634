// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/demotenant.h"

#include "crypto/tokens.h"
#include "local/democertificates.h"
#include "local/demolog.h"
#include "local/demopeople.h"
#include "local/demowords.h"
#include "local/localidentity.h"
#include "store/services.h"

#include <QDir>
#include <QFile>

#include <thread>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr quint64 seed = 1612;

/// Written last: where it lies, the demo is whole.
QString markPath(const QString &folder)
{
    return folder + u"/demo-made"_s;
}

struct Credentials {
    QList<NewUser> users;
    QByteArray list; ///< the passwords in the clear, one person a line
};

Result<Credentials> newPeople(const crypto::PasswordHasher &hasher)
{
    Credentials credentials;
    credentials.list = "# Passwords of the people of the tenant \"demo\" on this computer's local platform.\n";
    for (const DemoPerson &person : demoPeople()) {
        const QString password = crypto::newPassword(16);
        const auto hash = hasher.hash(password);
        if (!hash)
            return std::unexpected(hash.error());
        credentials.users.append({
            .loginName = QString::fromUtf8(person.loginName),
            .displayName = QString::fromUtf8(person.displayName),
            .role = person.role,
            .passwordHash = *hash,
        });
        credentials.list += QByteArray(person.loginName).leftJustified(16) + password.toLatin1() + "  "
            + QByteArray(policy::nameOf(person.role).data()) + '\n';
    }
    return credentials;
}

Result<void> addServices(Tenants &tenants, TenantId tenant, const Author &by)
{
    const auto services = Services::open(tenants);
    if (!services)
        return std::unexpected(services.error());
    for (const DemoService &service : demoServices()) {
        const auto added = (*services)->add(tenant,
            {QString::fromUtf8(service.name), QString::fromUtf8(service.url), QString::fromUtf8(service.description)},
            by);
        if (!added)
            return std::unexpected(added.error().first());
    }
    return {};
}

Result<void> fill(Tenants &tenants, Certificates &certificates, const QList<NewUser> &users)
{
    const auto end = tenants.now();
    const Author founder{.loginName = u"nobody"_s, .address = {}, .at = end - demoLogSpan - std::chrono::hours(3)};
    const auto tenant = tenants.create(
        {.subdomain = demoSubdomain, .displayName = u"Demo"_s, .administrator = users.first(), .by = founder});
    if (!tenant)
        return std::unexpected(tenant.error());
    const Author first{.loginName = users.first().loginName,
        .address = QString::fromLatin1(demoPeople().front().office),
        .at = end - demoLogSpan - std::chrono::hours(2)};
    if (const auto added = tenants.addUsers(*tenant, users.sliced(1), first); !added)
        return added;
    if (const auto added = addServices(tenants, *tenant, first); !added)
        return added;
    if (const auto added = addDemoCertificates(tenants, certificates, *tenant, first); !added)
        return added;
    // Each addition of a person, a service or a certificate is an event too.
    const auto additions = tenants.lastEventNumber(*tenant);
    if (!additions)
        return std::unexpected(additions.error());
    return tenants.appendEvents(*tenant, demoLog(seed, end, demoEvents - int(*additions)));
}

}

std::shared_ptr<const TenantState> demoTenant(const Snapshot &snapshot)
{
    // Its subdomain may have been changed; the number that it got as the first of all stays.
    std::shared_ptr<const TenantState> first;
    for (const auto &tenant : snapshot.byId) {
        if (!first || tenant->id < first->id)
            first = tenant;
    }
    return first;
}

Result<void> clearHalfMadeDemo(const QString &folder)
{
    const QString database = folder + u"/platform.db"_s;
    if (QFile::exists(markPath(folder)) || !QFile::exists(database))
        return {};
    // Under the lock, so that nothing is taken from a service that is making it this moment.
    const auto lock = DataLock::take(folder);
    if (!lock)
        return std::unexpected(lock.error());
    if (QFile::exists(markPath(folder)))
        return {};
    for (const QString &path : {database, QString(database + u"-wal"_s), QString(database + u"-shm"_s)})
        QFile::remove(path);
    return {};
}

Result<void> makeDemo(
    Tenants &tenants, Certificates &certificates, const crypto::PasswordHasher &hasher, const QString &folder)
{
    if (demoTenant(*tenants.snapshot()))
        return {};
    const auto people = newPeople(hasher);
    if (!people)
        return std::unexpected(people.error());
    return writePrivately(folder + u"/passwords.txt"_s, people->list)
        .and_then([&] { return fill(tenants, certificates, people->users); })
        .and_then([&] { return writePrivately(markPath(folder), {}); });
}

}
