// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/logkeyrows.h"

#include "store/columns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<QList<LogKeyRow>> logKeyRows(Database &database, TenantId tenant)
{
    const auto rows
        = database.select(u"SELECT public_key, made_at, sealed_key FROM log_keys WHERE tenant = ? ORDER BY id DESC"_s,
            {tenant.value}, [](const QSqlQuery &row) {
                return crypto::VerifyingKey::fromRaw(row.value(0).toByteArray())
                    .transform([&](const crypto::VerifyingKey &key) {
                        return LogKeyRow{{key, timeColumn(row.value(1))}, row.value(2).toByteArray()};
                    });
            });
    if (!rows)
        return std::unexpected(rows.error());
    QList<LogKeyRow> keys;
    for (const auto &row : *rows) {
        if (row) // What is no key has signed nothing.
            keys.append(*row);
    }
    return keys;
}

bool haveSigned(const QList<LogKeyRow> &keys, const audit::chain::SignedCheckpoint &made)
{
    return std::ranges::any_of(keys, [&](const LogKeyRow &row) { return made.isSignedBy(row.key.key); });
}

Result<void> insertLogKey(Database &database, TenantId tenant, const LogKeyRow &row)
{
    return database
        .run(u"INSERT INTO log_keys (tenant, key_id, public_key, sealed_key, made_at) VALUES (?, ?, ?, ?, ?)"_s,
            {tenant.value, QString::fromLatin1(row.key.key.id()), row.key.key.raw(), row.sealedKey,
                toColumn(row.key.madeAt)})
        .transform([](qint64) { });
}

}
