// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/mappingprotection.h"
#include "config/commandline.h"
#include "config/config.h"
#include "config/operatorkey.h"
#include "control/passwordentry.h"
#include "control/staffcommands.h"
#include "control/tenantcreation.h"
#include "control/tenantrecovery.h"
#include "crypto/opensslexit.h"
#include "error/messages.h"
#include "local/localplatform.h"
#include "service/process.h"
#include "service/service.h"
#include "service/stopsignal.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr auto standardConfigFile = "/etc/sekimori/sekimorid.conf"_L1;

Result<ConfigValues> valuesFor(const CommandLine &line)
{
    const QStringList known = configKeys();
    ConfigValues file;
    const bool hasFile = !line.configFile.isEmpty() || QFile::exists(standardConfigFile);
    if (hasFile) {
        auto read = readConfigFile(line.configFile.isEmpty() ? QString(standardConfigFile) : line.configFile, known);
        if (!read)
            return read;
        file = std::move(*read);
    }
    return configFromEnvironment(QProcessEnvironment::systemEnvironment(), known)
        .transform(
            [&](const ConfigValues &environment) { return effectiveValues({file, environment, line.settings}); });
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, ConfigUnreadable, {path, file.errorString()}});
    return file.read(1024 * 1024);
}

Result<TlsIdentity> identityFor(const Config &config)
{
    const auto chain = contentOf(config.certificateFile);
    if (!chain)
        return std::unexpected(chain.error());
    return contentOf(config.certificateKeyFile).transform([&](const QByteArray &key) {
        return TlsIdentity{.certificateChainPem = *chain, .privateKeyPem = key};
    });
}

void warnOfMail(const MailOptions &mail)
{
    if (!mail.server && !mail.folder)
        qCWarning(logService) << "No mail server is set, so alerts are kept for three days and not sent: smtp-server";
    else if (mail.server && mail.server->security == SmtpSecurity::None && !mail.server->user.isEmpty())
        qCWarning(logService) << "The password for the mail server goes over the network as it is: smtp-security";
}

Result<void> serve(const ConfigValues &values)
{
    const auto config = readConfig(values);
    if (!config)
        return std::unexpected(config.error());
    installLogOutput(config->log);
    StopSignal stop;
    constexpr int ownFiles = 64; // the store, the log, the control socket
    if (const qint64 files = raiseFileLimit(); files < config->limits.connections + ownFiles)
        qCWarning(logService) << "The system allows" << files << "open files, fewer than max-connections"
                              << config->limits.connections << "would need";
    const auto identity = identityFor(*config);
    if (!identity)
        return std::unexpected(identity.error());
    const auto key = operatorKey(*config, qEnvironmentVariable("CREDENTIALS_DIRECTORY"));
    if (!key)
        return std::unexpected(key.error());
    const auto mail = mailOptions(*config, qEnvironmentVariable("CREDENTIALS_DIRECTORY"));
    if (!mail)
        return std::unexpected(mail.error());
    warnOfMail(*mail);
    auto service = Service::open({
        .store = {.folder = config->dataFolder},
        .domain = config->domain,
        .namedProxies = config->namedProxies,
        .limits = config->limits,
        .streams = config->streams,
        .identity = *identity,
        .mail = *mail,
        .operatorKey = *key,
        .transportSecurity = config->transportSecurity,
    });
    if (!service)
        return std::unexpected(service.error());
    ControlCommands commands = staffCommands((*service)->staff(), (*service)->hasher());
    commands.insert(u"tenant.create"_s, tenantCreation((*service)->tenants(), (*service)->hasher()));
    commands.insert(u"recover"_s, tenantRecovery((*service)->tenants()));
    const auto control = ControlServer::open(controlSocketPath(config->dataFolder), std::move(commands));
    if (!control)
        return std::unexpected(control.error());
    if (const auto listening = (*service)->listen(config->listen); !listening)
        return listening;
    qCInfo(logService).noquote() << "Serving" << config->domain << "on port" << (*service)->port();
    stop.wait();
    qCInfo(logService) << "Stopping";
    (*service)->stop();
    return {};
}

Result<void> serveLocally(const CommandLine &line)
{
    installLogOutput({});
    StopSignal stop;
    auto local = LocalPlatform::start({.folder = localDataFolder(), .port = line.port});
    if (!local)
        return std::unexpected(local.error());
    qCInfo(logService).noquote() << "Serving the local platform on port" << (*local)->port() << "from"
                                 << localDataFolder();
    if (line.untilUnused)
        (*local)->stopWhenUnused([&stop] { stop.raise(); });
    stop.wait();
    qCInfo(logService) << "Stopping";
    return {};
}

Result<void> createTenantFor(const CommandLine &line, const ConfigValues &values)
{
    const auto password = enteredPassword(line.tenant.password, line.tenant.administrator);
    if (!password)
        return std::unexpected(password.error());
    const auto created = createTenant(values.value(u"data-folder"_s).text, line.tenant, *password);
    if (created && line.tenant.password.isGenerated)
        QTextStream(stdout) << *password << Qt::endl;
    return created;
}

Result<void> manageStaffFor(const StaffWish &wish, const ConfigValues &values)
{
    QString password;
    if (wish.task == StaffWish::Task::Add) {
        const auto entered = enteredPassword(wish.password, wish.name + staffSuffix);
        if (!entered)
            return std::unexpected(entered.error());
        password = *entered;
    }
    const auto lines = manageStaff(values.value(u"data-folder"_s).text, wish, password);
    if (!lines)
        return std::unexpected(lines.error());
    QTextStream out(stdout);
    for (const QString &line : *lines)
        out << line << Qt::endl;
    if (wish.task == StaffWish::Task::Add && wish.password.isGenerated)
        out << password << Qt::endl;
    return {};
}

Result<void> recoverFor(const RecoveryWish &wish, const ConfigValues &values)
{
    return recoverTenant(values.value(u"data-folder"_s).text, wish).transform([&](const QString &until) {
        QTextStream(stdout) << u"“%1” is let in to “%2” from %3 until %4."_s.arg(
            wish.administrator, wish.tenant, wish.address, until)
                            << Qt::endl;
    });
}

Result<void> run(const QStringList &arguments)
{
    QTextStream out(stdout);
    const auto line = CommandLine::parse(arguments, configTexts());
    if (!line)
        return std::unexpected(line.error());
    using enum CommandLine::Task;
    if (line->task == Help || line->task == Version) {
        out << (line->task == Help ? line->help : u"sekimorid "_s + QCoreApplication::applicationVersion()) << Qt::endl;
        return {};
    }
    if (line->task == Local)
        return serveLocally(*line);
    const auto values = valuesFor(*line);
    if (!values)
        return std::unexpected(values.error());
    if (line->task == PrintConfig) {
        out << printed(*values);
        return readConfig(*values).transform([](const Config &) { });
    }
    if (line->task == Recover)
        return recoverFor(line->recovery, *values);
    if (line->task == ManageStaff)
        return manageStaffFor(line->staff, *values);
    return line->task == CreateTenant ? createTenantFor(*line, *values) : serve(*values);
}

}
}

int main(int argc, char *argv[])
{
    using namespace sekimori;
    crypto::keepOpensslToTheEnd();
    platformd::keepToItself();
    platformd::giveBackMemory();
    audit::files::protectMappings(); // closed events are mapped files
    QCoreApplication application(argc, argv); // Qt's SQL drivers need one; its event loop never runs.
    QCoreApplication::setApplicationName(u"sekimorid"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SEKIMORI_VERSION));
    const auto done = platformd::run(QCoreApplication::arguments());
    if (done)
        return 0;
    QTextStream(stderr) << "sekimorid: " << (done.error().field.isEmpty() ? QString() : done.error().field + u": "_s)
                        << renderMessage(done.error(), nullptr) << Qt::endl;
    return 1;
}
