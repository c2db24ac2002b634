// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"
#include "store/ids.h"
#include "store/settingsdraft.h"

namespace sekimori::platformd {

struct Editor {
    TenantId tenant;
    UserId user;
    QString loginName;
    QString address;
};

/// "I know that this shuts me out": counts for exactly what the token was made for.
struct Consent {
    QByteArray token;
    QString reason; ///< 1 to 500 characters on one line
};

/// The token that stands for this editor's consent to this draft over sections of these revisions, in this process.
QByteArray consentToken(
    const QByteArray &processKey, const Editor &editor, const SettingsDraft &draft, const policy::Revisions &revisions);

/// What is wrong with the reason; the field is `reason`.
std::optional<Error> problemOf(const Consent &consent);

}
