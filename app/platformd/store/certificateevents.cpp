// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificateevents.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

audit::Event certificateEvent(const Author &by, const QString &action, const QString &complement, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Certificates"_s,
        .action = action,
        .level = audit::Level::Notice,
        .complement = complement,
    };
}

QString describe(const Certificate &certificate)
{
    return u"login name: %1; serial number: %2"_s.arg(certificate.loginName, certificate.serial);
}

}
