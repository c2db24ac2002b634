// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace sekimori::platform {

inline constexpr Message profileNameMissing{
    "profile.name", QT_TRANSLATE_NOOP("Messages", "The connection has no name. Give it one that you will recognise.")};
inline constexpr Message hostNameRefused{"profile.hostName",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is not a host name. Enter the tenant's, such as demo.example.org, without https:// and "
        "without a port.")};
inline constexpr Message addressRefused{"profile.address",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is neither an IP address nor a host name. Leave it empty to find the platform by the tenant's host "
        "name.")};
inline constexpr Message portRefused{
    "profile.port", QT_TRANSLATE_NOOP("Messages", "There is no port 0. Enter a number from 1 to 65535; usual is 443.")};
inline constexpr Message pinUnreadable{"profile.pinnedAuthority",
    QT_TRANSLATE_NOOP(
        "Messages", "The trusted certificate of this connection cannot be read. Remove it and connect again.")};
inline constexpr Message profileMalformed{"profile.malformed",
    QT_TRANSLATE_NOOP("Messages", "The connection “%1” lacks a field or has one of a wrong type.")};

/// Where a tenant is reached and as whom. The address is apart from the host name, so that a platform can be reached
/// before, or without, its name being known to the network.
struct ConnectionProfile {
    QString id; ///< made once, never shown; the key in the keyring
    QString name; ///< what the person calls it
    QString address; ///< IP address or name to connect to; empty: the host name
    quint16 port = 443;
    QString hostName; ///< the tenant's, such as `demo.example.org`; the certificate has to be for it
    QString userName;
    QByteArray pinnedAuthority; ///< PEM; empty: the system's authorities are trusted
    bool rememberPassword = false; ///< in the system's keyring
    QString mailFolder; ///< of the local platform, where its mails lie on this computer; never stored

    /// A profile with a fresh id and everything else at its default.
    static ConnectionProfile fresh();

    QString whereTo() const { return address.isEmpty() ? hostName : address; }
    bool operator==(const ConnectionProfile &) const = default;
};

/// What @p hostName is called once its tenant gives up the subdomain @p before for @p after. A name that does not begin
/// with the subdomain is not the tenant's own to change and stays.
QString renamedHost(const QString &hostName, const QString &before, const QString &after);

/// What a person has to put right before connecting; the fields are those of the struct.
Errors problemsOf(const ConnectionProfile &profile);

QJsonObject toJson(const ConnectionProfile &profile);
Result<ConnectionProfile> profileFromJson(const QJsonObject &json);

}
