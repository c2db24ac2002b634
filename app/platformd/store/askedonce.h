// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/answerrows.h"

#include <QJsonObject>

#include <type_traits>

namespace sekimori::platformd {

/// A request in which no secret stands, as it is known by when it comes again under the same Idempotency-Key.
struct AskedOnce {
    AnswerKey key = {}; ///< without one, nothing is kept and nothing found
    QByteArray digest = {}; ///< of all that is asked
};

StoredAnswer jsonAnswer(int status, const QJsonObject &object);

/// What it was answered when it came before. Refuses another request under the same key (KeyUsedOtherwise).
Result<std::optional<StoredAnswer>> firstAnswer(Database &database, const AskedOnce &asked, audit::EventTime now);
/// Keeps the answer for when it comes again.
Result<void> keepAnswer(Database &database, const AskedOnce &asked, const StoredAnswer &answer, audit::EventTime now);

/// What @p act answers, which is kept by the same transaction; where it was asked before, the first answer.
template<typename Act>
std::invoke_result_t<Act> answerOnce(Database &database, const AskedOnce &asked, audit::EventTime now, Act act)
{
    using Refusal = std::invoke_result_t<Act>::error_type;
    auto first = firstAnswer(database, asked, now);
    if (!first)
        return std::unexpected(Refusal{first.error()});
    if (*first)
        return std::move(**first);
    auto answer = act();
    if (!answer)
        return answer;
    if (const auto kept = keepAnswer(database, asked, *answer, now); !kept)
        return std::unexpected(Refusal{kept.error()});
    return answer;
}

}
