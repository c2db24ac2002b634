// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answerrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

bool RequestDigests::isSameRequest(const RequestDigests &other) const
{
    return withoutSecrets == other.withoutSecrets && (process != other.process || whole == other.whole);
}

Result<std::optional<AnswerRow>> answerUnder(Database &database, const AnswerKey &key, audit::EventTime now)
{
    return database.first(u"SELECT request_digest, secrets_digest, process, status, tag, body FROM answers"
                          " WHERE tenant = ? AND user = ? AND key = ? AND made_at > ?"_s,
        {key.tenant.value, key.user.value, key.key, toColumn(now - answerLifetime)}, [](const QSqlQuery &row) {
            return AnswerRow{
                .request = {row.value(0).toByteArray(), row.value(1).toByteArray(), row.value(2).toByteArray()},
                .answer = {row.value(3).toInt(), row.value(4).toByteArray(), row.value(5).toByteArray()},
            };
        });
}

Result<void> storeAnswer(Database &database, const AnswerKey &key, const AnswerRow &row, audit::EventTime now)
{
    const auto removed = database.run(
        u"DELETE FROM answers WHERE tenant = ? AND made_at <= ?"_s, {key.tenant.value, toColumn(now - answerLifetime)});
    if (!removed)
        return std::unexpected(removed.error());
    const auto stored = database.run(
        u"INSERT INTO answers (tenant, user, key, request_digest, secrets_digest, process, status, tag, body,"
        " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {key.tenant.value, key.user.value, key.key, row.request.withoutSecrets, row.request.whole, row.request.process,
            row.answer.status, row.answer.tag, row.answer.body, toColumn(now)});
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

}
