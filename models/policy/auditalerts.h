// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

namespace messages {
extern const Message MailAddressMalformed;
extern const Message MailAddressTwice;
}

/// Who is told by mail of one level of events.
struct LevelAlert {
    QStringList addresses; ///< empty: off

    static void fields(auto &self, auto &&field) { field("addresses", self.addresses, atMost(15)); }

    void check(Errors &errors) const;
    bool operator==(const LevelAlert &) const = default;
};

/// Mail about events, level by level, whatever service they come from.
struct AuditAlerts {
    static constexpr QLatin1StringView key{"auditAlerts"};

    LevelAlert information;
    LevelAlert notice;
    LevelAlert warning;
    LevelAlert error;
    LevelAlert critical;

    static void fields(auto &self, auto &&field)
    {
        field("information", self.information);
        field("notice", self.notice);
        field("warning", self.warning);
        field("error", self.error);
        field("critical", self.critical);
    }

    bool operator==(const AuditAlerts &) const = default;
};

/// Whether @p text can be a mail address as people have them: the dot-atom form of RFC 5322 before the @, a host name
/// behind it, 254 characters at most (RFC 5321).
bool isMailAddress(const QString &text);

}
