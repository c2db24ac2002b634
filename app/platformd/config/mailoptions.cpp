// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mailoptions.h"

#include "config/config.h"

#include <QFile>

namespace sekimori::platformd {
namespace {

constexpr auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

Result<QByteArray> passwordIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, MailPasswordUnreadable, {path, file.errorString()}});
    QByteArray line = file.readLine(1024);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, MailPasswordMissing});
    return line;
}

Result<QByteArray> passwordFor(const Config &config, const QString &credentials)
{
    if (config.mail.user.isEmpty())
        return QByteArray();
    if (!config.mail.passwordFile.isEmpty()) {
        if (QFile::permissions(config.mail.passwordFile) & forOthers)
            return std::unexpected(Error{ErrorKind::Invalid, MailPasswordNotPrivate, {config.mail.passwordFile}});
        return passwordIn(config.mail.passwordFile);
    }
    if (credentials.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, MailPasswordMissing});
    return passwordIn(credentials + u'/' + smtpPasswordCredential);
}

/// At the start rather than at the first mail.
Result<void> checkAuthorities(const QString &path)
{
    QFile file(path);
    if (!path.isEmpty() && !file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, MailAuthorityUnreadable, {path, file.errorString()}});
    return {};
}

}

Result<MailOptions> mailOptions(const Config &config, const QString &credentials)
{
    const MailConfig &mail = config.mail;
    MailOptions options{.server = {},
        .folder = {},
        .fromAddress = mail.fromAddress,
        .fromName = mail.fromName,
        .domain = config.domain};
    if (mail.host.isEmpty() && mail.folder.isEmpty())
        return options;
    if (!mail.host.isEmpty() && !mail.folder.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, MailServerAndFolder});
    if (mail.fromAddress.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, MailSenderMissing});
    if (!mail.folder.isEmpty()) {
        options.folder = MailFolder{.path = mail.folder};
        return options;
    }
    if (const auto checked = checkAuthorities(mail.authorityFile); !checked)
        return std::unexpected(checked.error());
    return passwordFor(config, credentials).transform([&](const QByteArray &password) {
        options.server = SmtpServer{
            .host = mail.host,
            .port = mail.port,
            .security = mail.security,
            .user = mail.user,
            .password = password,
            .authorityFile = mail.authorityFile,
            .ownName = config.domain,
        };
        return options;
    });
}

}
