// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/commandline.h"

#include <QCommandLineParser>
#include <QHash>

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr auto description = R"(The Sekimori platform service.

Commands:
  (none)              serve, as the configuration says
  --local             serve a platform of this user's own, with the tenant “demo”
  tenant create NAME  make a tenant, in the running service or in its stopped data folder
  recover NAME        let an administrator who is shut out in to the tenant for an hour
  staff add NAME      let somebody of the platform look at tenants that allow it, as NAME@support
  staff remove NAME   end that, at once and in all tenants
  staff list          who they are

Each setting of the configuration can be given as a flag, as an environment variable
(--named-proxies is SEKIMORID_NAMED_PROXIES) or in the file; the first of these that has it counts.)";

QCommandLineOption valued(const QString &name, const QString &text, const QString &value)
{
    return {name, text, value};
}

void addOptions(QCommandLineParser &parser, const SettingTexts &settings)
{
    parser.setApplicationDescription(QString::fromUtf8(description));
    parser.addOptions({
        {{u"h"_s, u"help"_s}, u"Shows this."_s},
        {u"version"_s, u"Shows the version."_s},
        valued(u"config"_s, u"The configuration file, lines of “key = value”."_s, u"file"_s),
        {u"print-config"_s, u"Shows the settings in effect and where each comes from."_s},
        {u"local"_s, u"Serves this user's own local platform."_s},
        {u"until-unused"_s, u"With --local: stops when the last console has gone."_s},
        valued(u"port"_s, u"With --local: the port."_s, u"number"_s),
        valued(u"display-name"_s, u"tenant create: the name that people see."_s, u"text"_s),
        valued(u"admin"_s, u"tenant create, recover: the administrator's login name."_s, u"login"_s),
        valued(u"password-file"_s, u"tenant create, staff add: a file whose first line is the password."_s, u"file"_s),
        {u"generate-password"_s, u"tenant create, staff add: makes a password and prints it, once."_s},
        valued(u"from"_s, u"recover: the one address from where he is let in."_s, u"address"_s),
        valued(u"reason"_s, u"recover: why, for the tenant's audit log."_s, u"text"_s),
    });
    for (const auto &[name, text] : settings)
        parser.addOption(valued(name, u"Setting: "_s + text, u"value"_s));
}

std::unexpected<Error> wrong(const QString &what)
{
    return std::unexpected(Error{ErrorKind::Invalid, CommandLineWrong, {what}});
}

Result<PasswordSource> passwordSource(const QCommandLineParser &parser)
{
    if (parser.isSet(u"password-file"_s) && parser.isSet(u"generate-password"_s))
        return wrong(u"--password-file and --generate-password exclude each other"_s);
    return PasswordSource{parser.value(u"password-file"_s), parser.isSet(u"generate-password"_s)};
}

Result<TenantWish> tenantWish(const QCommandLineParser &parser, const QStringList &words)
{
    if (words.size() != 3 || words[0] != "tenant"_L1 || words[1] != "create"_L1)
        return wrong(u"There is no command “%1”"_s.arg(words.join(u' ')));
    if (!parser.isSet(u"admin"_s))
        return wrong(u"“tenant create” needs --admin"_s);
    return passwordSource(parser).transform([&](const PasswordSource &password) {
        return TenantWish{
            .subdomain = words[2],
            .displayName = parser.value(u"display-name"_s),
            .administrator = parser.value(u"admin"_s),
            .password = password,
        };
    });
}

Result<StaffWish> staffWish(const QCommandLineParser &parser, const QStringList &words)
{
    static const QHash<QString, StaffWish::Task> tasks{
        {u"add"_s, StaffWish::Task::Add}, {u"remove"_s, StaffWish::Task::Remove}, {u"list"_s, StaffWish::Task::List}};
    const auto task = tasks.constFind(words.value(1));
    const qsizetype count = task == tasks.cend() || *task == StaffWish::Task::List ? 2 : 3;
    if (task == tasks.cend() || words.size() != count)
        return wrong(u"“staff” takes “add NAME”, “remove NAME” or “list”"_s);
    return passwordSource(parser).transform([&](const PasswordSource &password) {
        return StaffWish{.task = *task, .name = words.value(2), .password = password};
    });
}

Result<RecoveryWish> recoveryWish(const QCommandLineParser &parser, const QStringList &words)
{
    if (words.size() != 2)
        return wrong(u"“recover” takes the tenant's subdomain, and nothing else beside flags"_s);
    for (const QString &flag : {u"admin"_s, u"from"_s, u"reason"_s}) {
        if (parser.value(flag).trimmed().isEmpty())
            return wrong(u"“recover” needs --"_s + flag);
    }
    return RecoveryWish{
        .tenant = words[1],
        .administrator = parser.value(u"admin"_s),
        .address = parser.value(u"from"_s),
        .reason = parser.value(u"reason"_s),
    };
}

CommandLine::Task taskOf(const QCommandLineParser &parser)
{
    if (parser.isSet(u"help"_s))
        return CommandLine::Task::Help;
    if (parser.isSet(u"version"_s))
        return CommandLine::Task::Version;
    if (parser.isSet(u"print-config"_s))
        return CommandLine::Task::PrintConfig;
    const QString command = parser.positionalArguments().value(0);
    if (command == "recover"_L1)
        return CommandLine::Task::Recover;
    if (command == "staff"_L1)
        return CommandLine::Task::ManageStaff;
    if (!command.isEmpty())
        return CommandLine::Task::CreateTenant;
    return parser.isSet(u"local"_s) ? CommandLine::Task::Local : CommandLine::Task::Serve;
}

Result<CommandLine> withWish(CommandLine line, const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const auto keep = [&line](auto CommandLine::*member) {
        return [&line, member](auto &&wish) {
            line.*member = std::forward<decltype(wish)>(wish);
            return std::move(line);
        };
    };
    switch (line.task) {
    case CommandLine::Task::CreateTenant:
        return tenantWish(parser, words).transform(keep(&CommandLine::tenant));
    case CommandLine::Task::Recover:
        return recoveryWish(parser, words).transform(keep(&CommandLine::recovery));
    case CommandLine::Task::ManageStaff:
        return staffWish(parser, words).transform(keep(&CommandLine::staff));
    case CommandLine::Task::Help:
    case CommandLine::Task::Version:
    case CommandLine::Task::PrintConfig:
    case CommandLine::Task::Serve:
    case CommandLine::Task::Local:
        return line;
    }
    std::unreachable();
}

}

Result<CommandLine> CommandLine::parse(const QStringList &arguments, const SettingTexts &settings)
{
    QCommandLineParser parser;
    addOptions(parser, settings);
    if (!parser.parse(arguments))
        return wrong(parser.errorText().trimmed().chopped(parser.errorText().trimmed().endsWith(u'.') ? 1 : 0));
    CommandLine line;
    line.task = taskOf(parser);
    line.help = parser.helpText();
    line.configFile = parser.value(u"config"_s);
    line.untilUnused = parser.isSet(u"until-unused"_s);
    for (const auto &[name, text] : settings) {
        if (parser.isSet(name))
            line.settings.insert(name, {.text = parser.value(name), .origin = u"--"_s + name});
    }
    if (parser.isSet(u"port"_s)) {
        bool isNumber = false;
        line.port = parser.value(u"port"_s).toUShort(&isNumber);
        if (!isNumber || line.port == 0)
            return wrong(u"--port takes a number from 1 to 65535"_s);
    }
    return withWish(std::move(line), parser);
}

}
