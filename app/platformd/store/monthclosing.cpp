// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/monthclosing.h"

#include "store/arrival.h"
#include "store/calendar.h"
#include "store/segments.h"
#include "store/store.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

/// Events that can be closed: all that are not yet, up to a number.
struct OpenMonth {
    Month month;
    qint64 last = 0;
};

/// From when on events may still be of months that are over: behind those that are closed.
struct OpenEvents {
    qint64 first = 0;
    std::optional<Month> from; ///< none: nothing is sure of them yet
};

Result<OpenEvents> openEvents(Database &database, TenantId tenant, const QString &zone, audit::EventTime now)
{
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const auto first = firstOpenNumber(database, tenant);
    if (!first)
        return std::unexpected(first.error());
    const auto arrived = arrivedBy(database, tenant, *first, now);
    if (!arrived)
        return std::unexpected(arrived.error());
    OpenEvents open{.first = *first, .from = {}};
    if (!*arrived)
        return open;
    open.from = Month::of(dayAt(**arrived, zone));
    // Months follow each other in the order of the numbers, even where a clock went wrong.
    if (const auto before = segments->isEmpty() ? std::nullopt : Month::fromText(segments->last().month))
        open.from = std::max(*open.from, *before);
    return open;
}

/// The oldest month that is over and has events which are not closed.
Result<std::optional<OpenMonth>> oldestOpenMonth(
    Database &database, TenantId tenant, const QString &zone, audit::EventTime now)
{
    const auto open = openEvents(database, tenant, zone, now);
    if (!open)
        return std::unexpected(open.error());
    if (!open->from)
        return std::nullopt;
    const Month present = Month::of(dayAt(now, zone));
    for (Month month = *open->from; month < present; month = month.next()) {
        const auto last = lastArrivedBefore(database, tenant, beginOfDay(month.next().firstDay(), zone), now);
        if (!last)
            return std::unexpected(last.error());
        if (*last >= open->first)
            return OpenMonth{month, *last};
    }
    return std::nullopt;
}

}

Result<void> closeMonths(Tenants &tenants, TenantId tenant, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return {};
    if (const auto removed = removeLeftovers(tenants.store(), tenant, stop); !removed)
        return removed;
    const auto state = tenants.snapshot()->byId.value(tenant);
    while (!stop.stop_requested()) {
        const auto month = tenants.store().search([&](Database &database) {
            return oldestOpenMonth(database, tenant, state->settings.tenant.timeZone, tenants.now());
        });
        if (!month)
            return std::unexpected(month.error());
        if (!*month)
            return {};
        const auto closed = closeEvents(tenants.store(), tenant, (*month)->month.text(), (*month)->last, stop);
        if (!closed)
            return std::unexpected(closed.error());
        if (closed->isEmpty()) // What is known to have arrived then is missing.
            return {};
    }
    return {};
}

}
