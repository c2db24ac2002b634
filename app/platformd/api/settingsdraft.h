// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"
#include "store/settingschange.h"

#include <expected>

namespace sekimori::platformd {

/// The error that names the sections there are; nothing when @p key is one of them.
std::optional<Error> problemOfSection(const QString &key);

/// Reads `{sections: {KEY: {revision, value}}}`.
std::expected<SettingsDraft, Errors> readDraft(const QJsonObject &body);

/// By which way @p call came, and would have to come again.
WayIn wayInOf(const Call &call, const ApiParts &parts);

QJsonObject decisionJson(const policy::AccessDecision &decision);

}
