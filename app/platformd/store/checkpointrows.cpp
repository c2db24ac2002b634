// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkpointrows.h"

#include "store/chainrows.h"
#include "store/columns.h"
#include "store/tenantrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::chain::Checkpoint;
using audit::chain::Hash;

constexpr QLatin1StringView columns{"t.log_id, c.number, c.tip, c.made_at, c.kind, c.key_id, c.signature"};

/// What was altered into something that is no hash stands there as zeros, which no event has.
SignedCheckpoint checkpointIn(const QSqlQuery &row)
{
    return {
        .checkpoint = {.logId = row.value(0).toByteArray(),
            .number = row.value(1).toLongLong(),
            .tip = Hash::fromBytes(row.value(2).toByteArray()).value_or(Hash()),
            .at = timeColumn(row.value(3)),
            .kind = row.value(4).toInt() == int(Checkpoint::Kind::NewStart) ? Checkpoint::Kind::NewStart
                                                                            : Checkpoint::Kind::Regular},
        .keyId = row.value(5).toByteArray(),
        .signature = row.value(6).toByteArray(),
    };
}

}

Result<QList<SignedCheckpoint>> checkpointsIn(
    Database &database, TenantId tenant, const NumberRange &numbers, int limit)
{
    return database.select(u"SELECT "_s + columns
            + u" FROM checkpoints c JOIN tenants t ON t.id = c.tenant"
              " WHERE c.tenant = ? AND c.number >= ? AND c.number < ? ORDER BY c.number, c.made_at, c.kind LIMIT ?"_s,
        {tenant.value, numbers.first, numbers.end, limit}, checkpointIn);
}

Result<std::optional<SignedCheckpoint>> checkpointBelow(Database &database, TenantId tenant, qint64 below)
{
    return database.first(u"SELECT "_s + columns
            + u" FROM checkpoints c JOIN tenants t ON t.id = c.tenant WHERE c.tenant = ? AND c.number < ?"
              " ORDER BY c.number DESC, c.made_at DESC, c.kind DESC LIMIT 1"_s,
        {tenant.value, below}, checkpointIn);
}

Result<QList<SignedCheckpoint>> checkpointsUpTo(Database &database, TenantId tenant, qint64 number, int limit, int skip)
{
    return database.select(u"SELECT "_s + columns
            + u" FROM checkpoints c JOIN tenants t ON t.id = c.tenant WHERE c.tenant = ? AND c.number <= ?"
              " ORDER BY c.number DESC, c.made_at DESC, c.kind DESC LIMIT ? OFFSET ?"_s,
        {tenant.value, number, limit, skip}, checkpointIn);
}

Result<bool> hasCheckpoint(Database &database, TenantId tenant, qint64 number, audit::EventTime at)
{
    return database
        .first(u"SELECT 1 FROM checkpoints WHERE tenant = ? AND number = ? AND made_at = ?"_s,
            {tenant.value, number, toColumn(at)}, [](const QSqlQuery &) { return true; })
        .transform([](const std::optional<bool> &found) { return found.has_value(); });
}

Result<void> insertCheckpoint(Database &database, TenantId tenant, const SignedCheckpoint &made)
{
    return database
        .run(u"INSERT INTO checkpoints (tenant, number, made_at, kind, tip, key_id, signature)"
             " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s, // the same of the same moment
            {tenant.value, made.checkpoint.number, toColumn(made.checkpoint.at), int(made.checkpoint.kind),
                made.checkpoint.tip.toBytes(), QString::fromLatin1(made.keyId), made.signature})
        .transform([](qint64) { });
}

Result<void> thinCheckpoints(Database &database, TenantId tenant, audit::EventTime before)
{
    constexpr qint64 day = 24 * 3600 * 1'000'000LL;
    return database
        .run(u"DELETE FROM checkpoints WHERE tenant = ? AND made_at < ? AND kind = 0 AND EXISTS ("
             "SELECT 1 FROM checkpoints later WHERE later.tenant = checkpoints.tenant"
             " AND (later.number, later.made_at) > (checkpoints.number, checkpoints.made_at)"
             " AND later.number <= ((checkpoints.number - 1) / 1000 + 1) * 1000"
             " AND later.made_at < ? AND later.made_at / ? = checkpoints.made_at / ?)"_s,
            {tenant.value, toColumn(before), toColumn(before), day, day})
        .transform([](qint64) { });
}

Result<ChainStart> chainStart(Database &database, TenantId tenant)
{
    const auto start = database.first(u"SELECT log_id, chain_start, start_hash FROM tenants WHERE id = ?"_s,
        {tenant.value}, [](const QSqlQuery &row) {
            const Hash origin = audit::chain::originOf(row.value(0).toByteArray());
            return ChainStart{row.value(1).toLongLong(), Hash::fromBytes(row.value(2).toByteArray()).value_or(origin)};
        });
    if (!start)
        return std::unexpected(start.error());
    if (!*start)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    return **start;
}

Result<void> storeChainStart(Database &database, TenantId tenant, const ChainStart &start)
{
    return database
        .run(u"UPDATE tenants SET chain_start = ?, start_hash = ? WHERE id = ?"_s,
            {start.number, start.hash.toBytes(), tenant.value})
        .and_then([&](qint64) {
            return database.run(
                u"DELETE FROM checkpoints WHERE tenant = ? AND number <= ?"_s, {tenant.value, start.number});
        })
        .transform([](qint64) {});
}

}
