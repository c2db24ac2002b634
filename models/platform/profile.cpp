// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/profile.h"

#include "address/ipaddress.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QUrl>
#include <QUuid>

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
bool isHostName(const QString &text)
{
    static const QRegularExpression labels(
        u"\\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\\z"_s);
    static const QRegularExpression numberAtEnd(u"(\\A|\\.)[0-9]+\\z"_s);
    const QString name = QString::fromLatin1(QUrl::toAce(text)).toLower();
    return name.size() <= 253 && labels.match(name).hasMatch() && !numberAtEnd.match(name).hasMatch();
}

bool isAddress(const QString &text)
{
    return IpAddress::parse(text).has_value() || isHostName(text);
}

bool hasTypes(const QJsonObject &json)
{
    for (const auto field : {"id"_L1, "name"_L1, "address"_L1, "hostName"_L1, "userName"_L1, "pinnedAuthority"_L1}) {
        if (!json[field].isString())
            return false;
    }
    const qint64 port = json["port"_L1].toInteger(-1);
    return port >= 0 && port <= std::numeric_limits<quint16>::max() && json["rememberPassword"_L1].isBool()
        && !json["id"_L1].toString().isEmpty();
}
}

ConnectionProfile ConnectionProfile::fresh()
{
    ConnectionProfile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return profile;
}

QString renamedHost(const QString &hostName, const QString &before, const QString &after)
{
    const qsizetype dot = hostName.indexOf(u'.');
    return dot > 0 && hostName.left(dot) == before ? after + hostName.sliced(dot) : hostName;
}

Errors problemsOf(const ConnectionProfile &profile)
{
    Errors errors;
    if (profile.name.trimmed().isEmpty())
        errors.append(Error{ErrorKind::Invalid, profileNameMissing, {}, u"name"_s});
    if (!isHostName(profile.hostName))
        errors.append(Error{ErrorKind::Invalid, hostNameRefused, {profile.hostName.left(64)}, u"hostName"_s});
    if (!profile.address.isEmpty() && !isAddress(profile.address))
        errors.append(Error{ErrorKind::Invalid, addressRefused, {profile.address.left(64)}, u"address"_s});
    if (profile.port == 0)
        errors.append(Error{ErrorKind::Invalid, portRefused, {}, u"port"_s});
    const bool hasPin = !profile.pinnedAuthority.isEmpty();
    if (hasPin && QSslCertificate::fromData(profile.pinnedAuthority, QSsl::Pem).size() != 1)
        errors.append(Error{ErrorKind::Invalid, pinUnreadable, {}, u"pinnedAuthority"_s});
    return errors;
}

QJsonObject toJson(const ConnectionProfile &profile)
{
    return {
        {u"id"_s, profile.id},
        {u"name"_s, profile.name},
        {u"address"_s, profile.address},
        {u"port"_s, profile.port},
        {u"hostName"_s, profile.hostName},
        {u"userName"_s, profile.userName},
        {u"pinnedAuthority"_s, QString::fromLatin1(profile.pinnedAuthority)},
        {u"rememberPassword"_s, profile.rememberPassword},
    };
}

Result<ConnectionProfile> profileFromJson(const QJsonObject &json)
{
    if (!hasTypes(json))
        return std::unexpected(Error{ErrorKind::Malformed, profileMalformed, {json["name"_L1].toString().left(64)}});
    return ConnectionProfile{
        .id = json["id"_L1].toString(),
        .name = json["name"_L1].toString(),
        .address = json["address"_L1].toString(),
        .port = static_cast<quint16>(json["port"_L1].toInt()),
        .hostName = json["hostName"_L1].toString(),
        .userName = json["userName"_L1].toString(),
        .pinnedAuthority = json["pinnedAuthority"_L1].toString().toLatin1(),
        .rememberPassword = json["rememberPassword"_L1].toBool(),
        .mailFolder = {},
    };
}

}
