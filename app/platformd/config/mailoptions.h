// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace sekimori::platformd {

struct Config;

enum class SmtpSecurity {
    None, ///< plain, all the way
    StartTls, ///< or nothing is sent
    Tls, ///< from the first byte on
};

/// The operator's mail server.
struct SmtpServer {
    QString host;
    quint16 port = 0;
    SmtpSecurity security = SmtpSecurity::StartTls;
    QString user; ///< empty: without sign-in
    QByteArray password;
    QString authorityFile; ///< PEM; empty: the system's authorities
    QByteArray ownName; ///< what the platform calls itself to it
    std::chrono::milliseconds connecting{20'000};
    std::chrono::milliseconds answering{60'000}; ///< for each answer
    std::chrono::milliseconds sending{300'000}; ///< for all of one mail

    bool operator==(const SmtpServer &) const = default;
};

/// A folder that mails are put into instead, as files that mail readers open.
struct MailFolder {
    QString path;
    qsizetype newest = 0; ///< so many are kept; 0: all

    bool operator==(const MailFolder &) const = default;
};

/// By which way mail leaves the platform. Neither server nor folder: by none.
struct MailOptions {
    std::optional<SmtpServer> server;
    std::optional<MailFolder> folder;
    QString fromAddress;
    QString fromName; ///< empty: the tenant's name
    QByteArray domain; ///< of the platform

    bool operator==(const MailOptions &) const = default;
};

inline constexpr Message MailServerAndFolder{"config.mailServerAndFolder",
    QT_TRANSLATE_NOOP("Messages", "Mail goes either to “smtp-server” or into “mail-folder”. Leave one of them out.")};
inline constexpr Message MailSenderMissing{"config.mailSenderMissing",
    QT_TRANSLATE_NOOP("Messages", "Set “mail-from”: the address that the platform's mails come from.")};
inline constexpr Message MailPasswordMissing{"config.mailPasswordMissing",
    QT_TRANSLATE_NOOP("Messages",
        "“smtp-user” is set, but there is no password. Name a file with it as “smtp-password-file”, or give it to "
        "systemd as the credential “sekimorid-smtp-password”.")};
inline constexpr Message MailPasswordUnreadable{"config.mailPasswordUnreadable",
    QT_TRANSLATE_NOOP("Messages", "The password for the mail server could not be read from “%1”: %2.")};
inline constexpr Message MailPasswordNotPrivate{"config.mailPasswordNotPrivate",
    QT_TRANSLATE_NOOP("Messages",
        "The password for the mail server in “%1” can be read by others on this machine. Let only the service's user "
        "read it (chmod 600).")};
inline constexpr Message MailAuthorityUnreadable{"config.mailAuthorityUnreadable",
    QT_TRANSLATE_NOOP("Messages", "The authorities for the mail server could not be read from “%1”: %2.")};

/// The name of systemd's credential that is taken where no file is named.
inline constexpr QLatin1StringView smtpPasswordCredential{"sekimorid-smtp-password"};

/// What the configuration says of mail, with the password read. @p credentials is systemd's folder of them, empty where
/// there is none.
Result<MailOptions> mailOptions(const Config &config, const QString &credentials);

}
