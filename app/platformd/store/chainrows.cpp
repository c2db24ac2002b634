// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainrows.h"

#include "audit/chain/canonicalform.h"
#include "store/eventrows.h"
#include "store/tenantrows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::chain::Hash;

constexpr char16_t byteOrderMark = 0xfeff;
constexpr char16_t firstMistaken = 0xfffe; ///< SQLite gives U+FFFD for it and U+FFFF, or takes it for the mark

Result<void> storeHash(Database &database, TenantId tenant, qint64 number, const Hash &hash)
{
    return database
        .run(u"UPDATE events SET hash = ? WHERE tenant = ? AND number = ?"_s, {hash.toBytes(), tenant.value, number})
        .transform([](qint64) { });
}

ChainEnd endIn(const QSqlQuery &row)
{
    ChainEnd end{.logId = row.value(0).toByteArray(), .number = row.value(1).toLongLong(), .tip = {}};
    end.tip = Hash::fromBytes(row.value(2).toByteArray()).value_or(audit::chain::originOf(end.logId));
    return end;
}

}

Result<ChainEnd> chainEnd(Database &database, TenantId tenant)
{
    const auto end
        = database.first(u"SELECT log_id, chained, chain_tip FROM tenants WHERE id = ?"_s, {tenant.value}, endIn);
    if (!end)
        return std::unexpected(end.error());
    if (!*end)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    return **end;
}

Result<void> storeChainEnd(Database &database, TenantId tenant, const ChainEnd &end)
{
    return database
        .run(u"UPDATE tenants SET last_event = max(last_event, ?), chained = ?, chain_tip = ? WHERE id = ?"_s,
            {end.number, end.number, end.tip.toBytes(), tenant.value})
        .transform([](qint64) { });
}

Result<std::optional<Hash>> eventHash(Database &database, TenantId tenant, qint64 number)
{
    return database
        .first(u"SELECT hash FROM events WHERE tenant = ? AND number = ?"_s, {tenant.value, number},
            [](const QSqlQuery &row) { return Hash::fromBytes(row.value(0).toByteArray()); })
        .transform([](const std::optional<std::optional<Hash>> &hash) { return hash.value_or(std::nullopt); });
}

Result<QList<TenantId>> tenantsToLink(Database &database)
{
    return database.select(u"SELECT id FROM tenants WHERE chained < last_event ORDER BY id"_s, {},
        [](const QSqlQuery &row) { return TenantId{row.value(0).toLongLong()}; });
}

Result<bool> linkOlderEvents(Transaction &transaction, TenantId tenant, int most)
{
    Database &database = transaction.database();
    auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const auto last = lastEventNumber(database, tenant);
    if (!last)
        return std::unexpected(last.error());
    const auto events = eventsAbove(database, tenant, most, end->number);
    if (!events)
        return std::unexpected(events.error());
    for (const audit::Event &event : *events) {
        end->tip = audit::chain::linked(end->tip, audit::chain::canonicalForm(event));
        end->number = event.number;
        if (const auto stored = storeHash(database, tenant, event.number, end->tip); !stored)
            return std::unexpected(stored.error());
    }
    // Where the last ones are missing nothing can be linked any more; the check of the log will tell.
    if (events->size() < most)
        end->number = *last;
    return storeChainEnd(database, tenant, *end).transform([&] { return end->number < *last; });
}

QString storable(const QString &text)
{
    const auto isMistaken = [](QChar c) { return c.unicode() >= firstMistaken; };
    if (text.isValidUtf16() && !text.startsWith(QChar(byteOrderMark)) && std::ranges::none_of(text, isMistaken))
        return text;
    QString stored;
    stored.reserve(text.size());
    for (const char32_t character : text.toUcs4()) { // which has replaced the halves of pairs
        const bool isMark = character == byteOrderMark && stored.isEmpty();
        if (!isMark)
            stored += QChar::fromUcs4((character | 1) == 0xffff ? char32_t(QChar::ReplacementCharacter) : character);
    }
    return stored;
}

}
