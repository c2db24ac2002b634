// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chaincheckrows.h"

#include "store/chainchecking.h"
#include "store/chainrows.h"
#include "store/checkpointrows.h"
#include "store/columns.h"
#include "store/eventrows.h"
#include "store/logevents.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using Kind = ChainFinding::Kind;

/// What follows behind a log that was cut off makes a gap of it.
Kind sortOf(Kind kind)
{
    return kind == Kind::CutOff ? Kind::Missing : kind;
}

/// A place that has grown is told anew: somebody was there again. Only one between checkpoints grows by itself, when
/// old ones of these are thinned.
bool isTold(const QList<ChainFinding> &told, const ChainFinding &finding)
{
    return std::ranges::any_of(told, [&](const ChainFinding &each) {
        if (sortOf(each.kind) != sortOf(finding.kind))
            return false;
        return finding.kind == Kind::Rewritten ? each.first <= finding.last && finding.first <= each.last
                                               : each.first <= finding.first && finding.last <= each.last;
    });
}

audit::Event failureEvent(const ChainFinding &finding, audit::EventTime now)
{
    auto event = aboutLog(u"integrity check failed"_s, audit::Level::Critical, complementOf(finding), now);
    event.result = audit::EventResult::Failed;
    return event;
}

/// @p found with those of @p before that no check finds anew, and that retention has left. They are counted apart: what
/// a check finds does not push them out.
QList<ChainFinding> withLasting(QList<ChainFinding> found, const QList<ChainFinding> &before, qint64 start)
{
    QList<ChainFinding> lasting;
    for (const ChainFinding &finding : found + before) {
        if (finding.kind == Kind::Unsigned && finding.last > start && !lasting.contains(finding))
            lasting.append(finding);
    }
    std::ranges::stable_sort(lasting, {}, &ChainFinding::first);
    while (lasting.size() > ChainChecking::mostFindings) {
        const qint64 last = lasting.takeLast().last;
        lasting.last().last = std::max(lasting.last().last, last);
    }
    found.removeIf([](const ChainFinding &finding) { return finding.kind == Kind::Unsigned; });
    found += lasting;
    std::ranges::stable_sort(found, {}, &ChainFinding::first);
    return found;
}

Result<void> putCheck(Database &database, TenantId tenant, const ChainCheck &check)
{
    return database
        .run(u"INSERT INTO chain_checks (tenant, checked_at, first, last, findings)"
             " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
             " checked_at = excluded.checked_at, first = excluded.first, last = excluded.last,"
             " findings = excluded.findings"_s,
            {tenant.value, toColumn(check.at), check.first, check.last, toText(check.findings)})
        .transform([](qint64) { });
}

}

Result<std::optional<ChainCheck>> storedCheck(Database &database, TenantId tenant)
{
    return database.first(u"SELECT checked_at, first, last, findings FROM chain_checks WHERE tenant = ?"_s,
        {tenant.value}, [](const QSqlQuery &row) {
            return ChainCheck{timeColumn(row.value(0)), row.value(1).toLongLong(), row.value(2).toLongLong(),
                findingsIn(row.value(3).toString())};
        });
}

Result<void> storeCheck(Transaction &transaction, TenantId tenant, const ChainCheck &made)
{
    Database &database = transaction.database();
    const auto before = storedCheck(database, tenant);
    if (!before)
        return std::unexpected(before.error());
    const auto start = chainStart(database, tenant);
    if (!start)
        return std::unexpected(start.error());
    const QList<ChainFinding> told = *before ? (*before)->findings : QList<ChainFinding>();
    ChainCheck check = made;
    check.findings = withLasting(made.findings, told, start->number);
    QList<audit::Event> events;
    for (const ChainFinding &finding : check.findings) {
        if (!isTold(told, finding))
            events.append(failureEvent(finding, check.at));
    }
    if (const auto stored = putCheck(database, tenant, check); !stored || events.isEmpty())
        return stored;
    return appendEvents(transaction, tenant, events).transform([](qint64) { });
}

Result<void> storeFinding(Transaction &transaction, TenantId tenant, const ChainFinding &finding, audit::EventTime now)
{
    Database &database = transaction.database();
    const auto before = storedCheck(database, tenant);
    if (!before)
        return std::unexpected(before.error());
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const auto start = chainStart(database, tenant);
    if (!start)
        return std::unexpected(start.error());
    ChainCheck check = before->value_or(ChainCheck{now, start->number + 1, end->number, {}});
    check.findings = withLasting(check.findings, {finding}, start->number);
    return putCheck(database, tenant, check)
        .and_then([&] { return appendEvents(transaction, tenant, {failureEvent(finding, now)}); })
        .transform([](qint64) {});
}

}
