// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"

#include "address/ipnetwork.h"
#include "error/excerpt.h"
#include "http/hostname.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// One setting: its name, its default, what is expected of it, and how its text gets into the configuration.
struct Key {
    QString name;
    QString byDefault;
    QString expected;
    std::function<bool(Config &, const QString &)> read;
};

QStringList listOf(const QString &text)
{
    QStringList items;
    for (const QString &item : text.split(u',', Qt::SkipEmptyParts))
        items.append(item.trimmed());
    return items;
}

std::optional<ListenAddress> listenAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const quint16 port = text.sliced(colon + 1).toUShort(&isNumber);
    if (colon < 1 || !isNumber)
        return std::nullopt;
    QString address = text.first(colon);
    const bool bracketed = address.startsWith(u'[') && address.endsWith(u']');
    if (bracketed)
        address = address.sliced(1, address.size() - 2);
    const auto parsed = IpAddress::parse(address);
    if (!parsed || parsed->isV4() == bracketed)
        return std::nullopt;
    return ListenAddress{.address = address, .port = port};
}

bool readListen(Config &config, const QString &text)
{
    config.listen.clear();
    for (const QString &item : listOf(text)) {
        const auto address = listenAddress(item);
        if (!address)
            return false;
        config.listen.append(*address);
    }
    return !config.listen.isEmpty();
}

bool readDomain(Config &config, const QString &text)
{
    const auto name = normalisedHostName(text.toLatin1());
    config.domain = name.value_or(QByteArray());
    return name && !name->isEmpty() && !name->startsWith('.');
}

bool readProxies(Config &config, const QString &text)
{
    QList<IpNetwork> networks;
    for (const QString &item : listOf(text)) {
        const auto network = IpNetwork::parse(item);
        if (!network)
            return false;
        networks.append(*network);
    }
    config.namedProxies = IpSet(networks);
    return true;
}

bool readTransportSecurity(Config &config, const QString &text)
{
    constexpr int longest = 2 * 366; // Browsers' own lists ask for one year or two.
    bool isNumber = false;
    const int days = text.toInt(&isNumber);
    config.transportSecurity = std::chrono::days(days);
    return isNumber && days >= 0 && days <= longest;
}

bool readLogFormat(Config &config, const QString &text)
{
    config.log.format = text == "json"_L1 ? LogOutput::Format::Json : LogOutput::Format::Text;
    return text == "json"_L1 || text == "text"_L1;
}

bool readLogLevel(Config &config, const QString &text)
{
    constexpr std::array names{std::pair{"debug"_L1, QtDebugMsg}, std::pair{"info"_L1, QtInfoMsg},
        std::pair{"warning"_L1, QtWarningMsg}, std::pair{"critical"_L1, QtCriticalMsg}};
    for (const auto &[name, level] : names) {
        if (text == name) {
            config.log.lowest = level;
            return true;
        }
    }
    return false;
}

auto path(QString Config::*member)
{
    return [member](Config &config, const QString &text) {
        config.*member = text;
        return !text.isEmpty();
    };
}

template<typename Limits>
Limits &limitsIn(Config &config)
{
    if constexpr (std::is_same_v<Limits, StreamLimits>)
        return config.streams;
    else
        return config.limits;
}

template<typename Limits, typename Number>
auto count(Number Limits::*member, qint64 minimum, qint64 maximum)
{
    return [=](Config &config, const QString &text) {
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        limitsIn<Limits>(config).*member = static_cast<Number>(value);
        return isNumber && value >= minimum && value <= maximum;
    };
}

auto seconds(ListenerLimits::Duration ListenerLimits::*member)
{
    return [=](Config &config, const QString &text) {
        bool isNumber = false;
        const int value = text.toInt(&isNumber);
        config.limits.*member = std::chrono::seconds(value);
        return isNumber && value >= 1 && value <= 3600;
    };
}

/// Any text, or none.
auto text(QString MailConfig::*member)
{
    return [member](Config &config, const QString &text) {
        config.mail.*member = text;
        return true;
    };
}

auto mail(bool (*read)(MailConfig &, const QString &))
{
    return [read](Config &config, const QString &text) { return read(config.mail, text); };
}

QList<Key> mailKeys()
{
    return {
        {u"smtp-server"_s, u""_s, u"the mail server with its port, such as mail.example:587"_s, mail(readSmtpServer)},
        {u"smtp-security"_s, u"starttls"_s, u"none, starttls or tls"_s, mail(readSmtpSecurity)},
        {u"smtp-user"_s, u""_s, u"the name to sign in to the mail server with"_s, text(&MailConfig::user)},
        {u"smtp-password-file"_s, u""_s, u"the path of a file whose first line is the password for it"_s,
            text(&MailConfig::passwordFile)},
        {u"smtp-ca-file"_s, u""_s, u"the path of a PEM file with the authorities that vouch for the mail server"_s,
            text(&MailConfig::authorityFile)},
        {u"mail-from"_s, u""_s, u"the address that mails come from, or Name <address>"_s, mail(readMailFrom)},
        {u"mail-folder"_s, u""_s, u"the path of a folder that mails are put into as files, instead of a server"_s,
            text(&MailConfig::folder)},
    };
}

QList<Key> limitKeys()
{
    const ListenerLimits limits;
    const QString anySeconds = u"a number of seconds from 1 to 3600"_s;
    constexpr qint64 sum = 64LL * 1024 * 1024 * 1024;
    const QString anySum = u"a number from 1024 to 68719476736"_s;
    const auto text = [](ListenerLimits::Duration duration) { return QString::number(duration.count() / 1000); };
    return {
        {u"max-connections"_s, QString::number(limits.connections), u"a number from 1 to 1000000"_s,
            count(&ListenerLimits::connections, 1, 1'000'000)},
        {u"max-connections-per-address"_s, QString::number(limits.connectionsPerAddress),
            u"a number from 1 to 1000000"_s, count(&ListenerLimits::connectionsPerAddress, 1, 1'000'000)},
        {u"max-header-bytes"_s, QString::number(limits.headerBytes), u"a number from 1024 to 1048576"_s,
            count(&ListenerLimits::headerBytes, 1024, 1024 * 1024)},
        {u"max-body-bytes"_s, QString::number(limits.bodyBytes), u"a number from 1024 to 67108864"_s,
            count(&ListenerLimits::bodyBytes, 1024, 64 * 1024 * 1024)},
        {u"max-all-bodies-bytes"_s, QString::number(limits.allBodiesBytes), anySum,
            count(&ListenerLimits::allBodiesBytes, 1024, sum)},
        {u"max-all-answers-bytes"_s, QString::number(limits.allAnswersBytes), anySum,
            count(&ListenerLimits::allAnswersBytes, 1024, sum)},
        {u"handler-threads"_s, QString::number(limits.handlerThreads), u"a number from 1 to 256"_s,
            count(&ListenerLimits::handlerThreads, 1, 256)},
        {u"network-threads"_s, QString::number(limits.networkThreads), u"a number from 1 to 64"_s,
            count(&ListenerLimits::networkThreads, 1, 64)},
        {u"handshake-seconds"_s, text(limits.handshake), anySeconds, seconds(&ListenerLimits::handshake)},
        {u"header-seconds"_s, text(limits.header), anySeconds, seconds(&ListenerLimits::header)},
        {u"body-seconds"_s, text(limits.body), anySeconds, seconds(&ListenerLimits::body)},
        {u"write-seconds"_s, text(limits.write), anySeconds, seconds(&ListenerLimits::write)},
        {u"idle-seconds"_s, text(limits.idle), anySeconds, seconds(&ListenerLimits::idle)},
    };
}

QList<Key> streamKeys()
{
    const StreamLimits limits;
    const QString anyNumber = u"a number from 1 to 1000000"_s;
    return {
        {u"max-streams"_s, QString::number(limits.all), anyNumber, count(&StreamLimits::all, 1, 1'000'000)},
        {u"max-streams-per-tenant"_s, QString::number(limits.perTenant), anyNumber,
            count(&StreamLimits::perTenant, 1, 1'000'000)},
        {u"max-streams-per-session"_s, QString::number(limits.perSession), anyNumber,
            count(&StreamLimits::perSession, 1, 1'000'000)},
    };
}

QList<Key> keys()
{
    return QList<Key>{
               {u"listen"_s, u"[::]:8443"_s, u"a list of addresses with ports such as 192.0.2.1:443, [::]:443"_s,
                   readListen},
               {u"domain"_s, {}, u"a host name such as platform.example"_s, readDomain},
               {u"data-folder"_s, u"/var/lib/sekimori"_s, u"the path of a folder"_s, path(&Config::dataFolder)},
               {u"certificate"_s, {}, u"the path of a PEM file with the certificate chain"_s,
                   path(&Config::certificateFile)},
               {u"certificate-key"_s, {}, u"the path of a PEM file with the private key"_s,
                   path(&Config::certificateKeyFile)},
               {u"key-file"_s, u""_s,
                   u"the path of a file outside the data folder with 64 hexadecimal digits, under which the keys of"
                   " client certificates and audit logs are kept"_s,
                   [](Config &config, const QString &text) {
                       config.keyFile = text;
                       return true;
                   }},
               {u"named-proxies"_s, u""_s, u"a list of addresses or networks"_s, readProxies},
               {u"hsts-days"_s, u"365"_s, u"a number of days from 0 (says nothing) to 732"_s, readTransportSecurity},
               {u"log-format"_s, u"text"_s, u"text or json"_s, readLogFormat},
               {u"log-level"_s, u"info"_s, u"debug, info, warning or critical"_s, readLogLevel},
           }
    + mailKeys() + limitKeys() + streamKeys();
}

}

QStringList configKeys()
{
    QStringList names;
    for (const Key &key : keys())
        names.append(key.name);
    return names;
}

SettingTexts configTexts()
{
    SettingTexts texts;
    for (const Key &key : keys()) {
        const bool hasDefault = !key.byDefault.isEmpty();
        texts.append({key.name, hasDefault ? key.expected + u" ["_s + key.byDefault + u']' : key.expected});
    }
    return texts;
}

ConfigValues effectiveValues(const QList<ConfigValues> &sources)
{
    ConfigValues effective;
    for (const Key &key : keys()) {
        if (!key.byDefault.isNull())
            effective.insert(key.name, {.text = key.byDefault, .origin = u"default"_s});
    }
    for (const ConfigValues &source : sources)
        effective.insert(source);
    return effective;
}

Result<Config> readConfig(const ConfigValues &values)
{
    Config config;
    for (const Key &key : keys()) {
        const auto value = values.constFind(key.name);
        if (value == values.cend()) {
            const QString variable = u"SEKIMORID_"_s + key.name.toUpper().replace(u'-', u'_');
            return std::unexpected(Error{ErrorKind::Invalid, ConfigValueMissing, {key.name, variable}});
        }
        if (!key.read(config, value->text))
            return std::unexpected(Error{
                ErrorKind::Invalid, ConfigValueRefused, {value->origin, excerpt(value->text), key.name, key.expected}});
    }
    return config;
}

QString printed(const ConfigValues &values)
{
    QString text;
    for (const QString &name : configKeys()) {
        const auto value = values.constFind(name);
        if (value == values.cend())
            text += u"# %1 is not set\n"_s.arg(name);
        else
            text += u"%1 = %2  # %3\n"_s.arg(name, value->text, value->origin);
    }
    return text;
}

}
