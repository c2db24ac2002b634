// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/auditretention.h"
#include "store/checkpoints.h"
#include "store/tenants.h"
#include "store/timetable.h"

namespace sekimori::platformd {

/// By the calendar: of weeks and months, not of as many seconds. What arrived before that day is not kept any more.
QDate firstDayKept(policy::AuditRetention::Span keepFor, const QDate &today);

/// What keeping events for a span deletes at this moment.
struct RetentionForecast {
    qint64 first = 0; ///< the oldest event that is kept now
    qint64 last = 0; ///< the last one that goes; below `first`: none does
    audit::EventTime before{}; ///< when all that goes had arrived

    qint64 events() const { return last - first + 1; }
};

/// @p zone: in whose calendar.
Result<RetentionForecast> forecastRetention(
    Tenants &tenants, TenantId tenant, policy::AuditRetention::Span keepFor, const QString &zone);

/// Deletes the events that are older than a tenant keeps them, from the oldest on and without a gap: nightly, and soon
/// after the tenant has shortened the span. A signed checkpoint says from then on where the log begins, and an event
/// what has gone; what is left is checked soon, and settings, their history and mails stay. Events whose file cannot be
/// read hold up no others: they go with those behind them. Where more than a week has passed since its last time, it
/// says so in an event and waits for the next night, as the clock may be wrong; that it fails is an event too, once.
class Retention {
public:
    static QString choreName() { return QStringLiteral("retention"); }

    Retention(Tenants &tenants, Checkpoints &checkpoints, Timetable &timetable);
    ~Retention();
    Retention(const Retention &) = delete;
    Retention &operator=(const Retention &) = delete;

    Result<void> run(TenantId tenant, const std::stop_token &stop = {});

private:
    Result<void> noteOutcome(TenantId tenant, const std::optional<Error> &failure);
    Result<bool> isPutOff(const TenantState &tenant, const RetentionForecast &forecast);
    Result<void> deleteWhatIsOld(TenantId tenant, const std::stop_token &stop);
    Result<void> deleteWhatCanBe(const TenantState &tenant, RetentionForecast forecast, const std::stop_token &stop);
    Result<void> deleteUpTo(const TenantState &tenant, const RetentionForecast &forecast, const std::stop_token &stop);

    Tenants &m_tenants;
    Checkpoints &m_checkpoints;
    Timetable &m_timetable;
};

}
