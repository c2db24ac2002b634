// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/logevents.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

audit::Event aboutLog(const QString &action, audit::Level level, const QString &complement, audit::EventTime now)
{
    return {
        .time = now,
        .source = {},
        .user = u"nobody"_s,
        .service = u"Common"_s,
        .module = u"Audit log"_s,
        .action = action,
        .level = level,
        .complement = complement,
    };
}

}
