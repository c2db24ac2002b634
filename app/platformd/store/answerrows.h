// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

#include <QByteArray>

#include <chrono>

/// Answers kept for requests that come again under the same Idempotency-Key.
namespace sekimori::platformd {

inline constexpr std::chrono::hours answerLifetime{24};

struct StoredAnswer {
    int status = 200;
    QByteArray tag; ///< over the revisions of all sections, without quotes
    QByteArray body; ///< JSON

    bool operator==(const StoredAnswer &) const = default;
};

struct AnswerKey {
    TenantId tenant;
    UserId user;
    QByteArray key;
};

/// What a repeat is told from another request by. A plain digest of a request with a short password in it would give
/// the password away to whoever gets hold of the file, so what is stored is a plain digest of the request without its
/// secrets, and one of all of it under a key that only the process has that made it.
struct RequestDigests {
    QByteArray withoutSecrets;
    QByteArray whole;
    QByteArray process; ///< identifies the key

    bool isSameRequest(const RequestDigests &other) const;
};

struct AnswerRow {
    RequestDigests request;
    StoredAnswer answer;
};

/// Nothing where there is none, or one that is older than answerLifetime.
Result<std::optional<AnswerRow>> answerUnder(Database &database, const AnswerKey &key, audit::EventTime now);

/// Also removes the tenant's answers that have outlived their time.
Result<void> storeAnswer(Database &database, const AnswerKey &key, const AnswerRow &row, audit::EventTime now);

}
