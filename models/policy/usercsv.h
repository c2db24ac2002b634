// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "policy/fieldtypes.h"
#include "policy/language.h"

#include <QList>

#include <array>

/// Lists of a tenant's users as CSV files: `Login Name,Display Name,Role,Client Certificate,Password`.
namespace sekimori::policy {

enum class CsvRole { Administrator, Auditor, User };

/// One line of such a file. What is empty stays as it is; for a new user it is the default.
struct CsvUser {
    int line = 0;
    QString loginName;
    QString displayName = {};
    std::optional<CsvRole> role = {};
    std::optional<bool> isCertificatePermitted = {};
    QString password = {}; ///< never in a file that the platform writes

    bool operator==(const CsvUser &) const = default;
};

/// A mistake in a line. It repeats nothing of the line, which may hold a password.
struct CsvUserError {
    int line = 0;
    Error error;
};

struct CsvUsers {
    QList<CsvUser> users;
    QList<CsvUserError> errors; ///< at most maxToldErrors
    QString encoding; ///< as a preview names it
};

inline constexpr qsizetype maxCsvUsers = 100'000;

/// Reads a file with a header in any of the three languages, its columns in any order; only the login name has to be
/// among them. Blanks around a field are dropped, but for the password; empty lines and those that begin with # are
/// passed over. Bad lines are listed; an Error is about the whole file.
Result<CsvUsers> readUsersCsv(const QByteArray &bytes);

/// The first line, with the mark by which spreadsheets know UTF-8, and without the password.
QByteArray usersCsvHeader(Language language);
QByteArray usersCsvLine(const CsvUser &user, Language language);

template<>
struct EnumNames<CsvRole> {
    static constexpr std::array names{
        std::pair{CsvRole::Administrator, QLatin1StringView("administrator")},
        std::pair{CsvRole::Auditor, QLatin1StringView("auditor")},
        std::pair{CsvRole::User, QLatin1StringView("user")},
    };
};

namespace messages {
extern const Message UsersCsvNoHeader;
extern const Message UsersCsvWrongHeader;
extern const Message UsersCsvTooMany;
extern const Message UsersCsvQuotes;
extern const Message UsersCsvTooManyFields;
extern const Message UsersCsvNoLoginName;
extern const Message UsersCsvRole;
extern const Message UsersCsvYesOrNo;
}

}
