// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message BodyNotCsv{
    "request.bodyNotCsv", QT_TRANSLATE_NOOP("Messages", "The body has to be sent as “text/csv”.")};
inline constexpr Message NotTrueOrFalse{
    "request.notTrueOrFalse", QT_TRANSLATE_NOOP("Messages", "“%1” has to be true or false.")};

/// A list of users as a CSV file: with `apply=true` all of it is put in place, or nothing; else it is looked at.
Response postUsersImport(const Call &call, ApiParts &parts);
/// All users as such a file, in pieces, and in the language of whoever asks.
Response getUsersExport(const Call &call, ApiParts &parts);

}
