// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QTimeZone>

/// Users and what can be said of them, as a person would say it.
namespace sekimori::items {

/// `Mori Akiko (mori)`
QString personText(const platform::UserValues &values);

/// "Changed 40 days ago"; "Must be changed".
QString passwordText(const platform::User &user, const QDateTime &now);
/// "Locked until 2026-03-05 14:30 (UTC+09:00)"; empty: not locked.
QString lockText(const platform::User &user, const QTimeZone &zone);
/// The name of a column of a file of users, or of a field of a user, as the platform calls it: "Login name".
QString userFieldText(const QString &field);

/// What differs from @p before to @p after, a line each: "Role: User → Auditor".
QStringList userDifferences(const platform::UserValues &before, const platform::UserValues &after);

}
