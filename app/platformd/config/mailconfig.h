// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"

namespace sekimori::platformd {

/// What the configuration says of mail, as it is written there.
struct MailConfig {
    QString host; ///< empty: no server
    quint16 port = 0;
    SmtpSecurity security = SmtpSecurity::StartTls;
    QString user;
    QString passwordFile;
    QString authorityFile;
    QString fromAddress;
    QString fromName;
    QString folder;
};

/// `host:port`, `[2001:db8::1]:port`, or empty.
bool readSmtpServer(MailConfig &mail, const QString &text);
/// `none`, `starttls`, `tls`
bool readSmtpSecurity(MailConfig &mail, const QString &text);
/// `address`, `Name <address>`, or empty.
bool readMailFrom(MailConfig &mail, const QString &text);

}
