// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/opensslerrors.h"

#include <QStringList>

#include <openssl/err.h>

namespace sekimori::crypto {

using namespace Qt::StringLiterals;

QString takeOpensslErrors()
{
    QStringList reasons;
    while (const unsigned long code = ERR_get_error()) {
        const char *reason = ERR_reason_error_string(code);
        const QString text = reason ? QString::fromUtf8(reason) : u"code %1"_s.arg(code, 0, 16);
        if (!reasons.contains(text))
            reasons += text;
    }
    return reasons.isEmpty() ? u"no reason given"_s : reasons.join(u", "_s);
}

Error opensslError(ErrorKind kind, const Message &message)
{
    return Error{kind, message, {takeOpensslErrors()}};
}

}
