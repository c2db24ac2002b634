// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/mailrows.h"

namespace sekimori::platformd {

/// What stands in a mail's header beside its subject.
struct MailHeader {
    QString fromName;
    QString fromAddress;
    QString to;
    QString messageId; ///< with its angle brackets
    QString listId; ///< a name like a host's, without brackets
    audit::EventTime date{};
};

/// The mail as MIME: 7-bit, lines of at most 998 bytes that end in CR LF. The same values give the same bytes, so that
/// what is sent again is what was sent before, but for a tenant that has got another name meanwhile. Whatever stands in
/// names, subject and texts, it begins no header.
///
/// libcurl's own MIME can only be sent, under boundaries that differ each time; here the bytes are needed, for a file
/// as well.
QByteArray mailText(const MailHeader &header, const OutgoingMail &mail);

}
