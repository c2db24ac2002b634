// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/localplatform.h"

#include "control/staffcommands.h"
#include "control/tenantcreation.h"
#include "control/tenantrecovery.h"
#include "local/demopeople.h"
#include "local/demotenant.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

constexpr QLatin1StringView domain{"sekimori.localhost"};
constexpr quint16 usualPort = 8443;
constexpr quint16 portsTried = 50;
constexpr auto leaseGrace = 2s;
constexpr auto leasePatience = 90s; // More than a console waits for its platform.

QString portFile(const QString &folder)
{
    return folder + u"/port"_s;
}

quint16 rememberedPort(const QString &folder)
{
    QFile file(portFile(folder));
    return file.open(QIODevice::ReadOnly) ? file.read(16).trimmed().toUShort() : quint16(0);
}

QList<quint16> portsToTry(const LocalOptions &options)
{
    if (options.port != 0)
        return {options.port};
    QList<quint16> ports;
    if (const quint16 remembered = rememberedPort(options.folder); remembered != 0)
        ports.append(remembered);
    for (quint16 i = 0; i < portsTried; ++i)
        ports.append(usualPort + i);
    return ports;
}

std::chrono::sys_seconds now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Into a folder that the console opens: no mail leaves this computer.
MailOptions localMail(const QString &folder)
{
    constexpr qsizetype newest = 1000;
    return {.server = {},
        .folder = MailFolder{.path = folder + u"/mail"_s, .newest = newest},
        .fromAddress = u"sekimori@"_s + domain,
        .fromName = {},
        .domain = QByteArray(domain.data())};
}

Result<void> makeFolder(const QString &folder)
{
    const auto forOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, forOwner))
        return std::unexpected(
            Error{ErrorKind::Unavailable, LocalFileNotWritten, {folder, u"the folder could not be made"_s}});
    return {};
}

}

QString localDataFolder()
{
    const QString chosen = qEnvironmentVariable("SEKIMORI_LOCAL_DATA");
    if (!chosen.isEmpty())
        return QDir(chosen).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/sekimori/local"_s;
}

Result<std::unique_ptr<LocalPlatform>> LocalPlatform::start(const LocalOptions &options)
{
    if (const auto ready = makeFolder(options.folder).and_then([&] { return clearHalfMadeDemo(options.folder); });
        !ready)
        return std::unexpected(ready.error());
    auto identity = localIdentity(options.folder, domain, now());
    if (!identity)
        return std::unexpected(identity.error());
    auto key = localOperatorKey(options.folder);
    if (!key)
        return std::unexpected(key.error());
    auto service = Service::open({
        .store = {.folder = options.folder, .durability = options.durability},
        .domain = QByteArray(domain.data()),
        .namedProxies = {},
        .limits = options.limits,
        .identity = identity->server,
        .mail = localMail(options.folder),
        .operatorKey = *std::move(key),
    });
    if (!service)
        return std::unexpected(service.error());
    auto local = std::unique_ptr<LocalPlatform>(new LocalPlatform(options, std::move(*identity), std::move(*service)));
    const auto ready = makeDemo(
        local->m_service->tenants(), local->m_service->certificates(), local->m_service->hasher(), options.folder)
                           .and_then([&] { return local->listen(); });
    if (!ready)
        return std::unexpected(ready.error());
    // Last: whoever can join finds all of it ready.
    LocalPlatform &self = *local;
    ControlCommands commands = staffCommands(self.m_service->staff(), self.m_service->hasher());
    commands.insert(u"join"_s, [&self](const QJsonObject &) { return self.join(); });
    commands.insert(u"tenant.create"_s, tenantCreation(self.m_service->tenants(), self.m_service->hasher()));
    commands.insert(u"recover"_s, tenantRecovery(self.m_service->tenants()));
    auto control = ControlServer::open(controlSocketPath(options.folder), std::move(commands));
    if (!control)
        return std::unexpected(control.error());
    local->m_control = std::move(*control);
    return local;
}

LocalPlatform::LocalPlatform(LocalOptions options, LocalIdentity identity, std::unique_ptr<Service> service)
    : m_options(std::move(options))
    , m_identity(std::move(identity))
    , m_service(std::move(service))
{
}

Result<void> LocalPlatform::listen()
{
    Result<void> outcome;
    const QList<quint16> ports = portsToTry(m_options);
    // Both families on one port; where this computer has no IPv6, the second round does without.
    for (const QStringList &addresses : {QStringList{u"127.0.0.1"_s, u"::1"_s}, QStringList{u"127.0.0.1"_s}}) {
        for (const quint16 port : ports) {
            QList<ListenAddress> places;
            for (const QString &address : addresses)
                places.append({.address = address, .port = port});
            outcome = m_service->listen(places);
            if (outcome)
                return writePrivately(portFile(m_options.folder), QByteArray::number(port) + '\n');
        }
    }
    return outcome;
}

Result<ControlReply> LocalPlatform::join()
{
    const auto demo = demoTenant(*m_service->tenants().snapshot());
    const QByteArray token = m_service->oneTimeTokens().issue(demo->id, demoAdministrator);
    return ControlReply{
        .json = {
            {u"address"_s, u"127.0.0.1"_s},
            {u"port"_s, int(m_service->port())},
            {u"hostName"_s, QString(demo->subdomain + u'.' + domain)},
            {u"user"_s, QString(demoAdministrator)},
            {u"oneTimeToken"_s, QString::fromLatin1(token)},
            {u"authorityPem"_s, QString::fromLatin1(m_identity.authorityPem)},
            {u"mailFolder"_s, localMail(m_options.folder).folder->path},
        },
        .held = m_leases.begin(),
    };
}

void LocalPlatform::stopWhenUnused(std::function<void()> onUnused)
{
    m_watch = std::jthread([this, onUnused = std::move(onUnused)](const std::stop_token &stop) {
        if (m_leases.waitUntilUnused(stop, leaseGrace, leasePatience))
            onUnused();
    });
}

}
