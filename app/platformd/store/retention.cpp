// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "error/messages.h"
#include "store/arrival.h"
#include "store/calendar.h"
#include "store/chainchecks.h"
#include "store/chainreading.h"
#include "store/chorerows.h"
#include "store/eventrows.h"
#include "store/logevents.h"
#include "store/monthclosing.h"
#include "store/segments.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logRetention, "sekimorid.retention")

using Span = policy::AuditRetention::Span;

/// Beside the time at which the chore was done: when its failing was told, until it is done again.
const QString failureToldAt = u"failed retention told"_s;

/// From so long after its last time on, nobody can tell whether the service stood still or the clock went ahead.
constexpr std::chrono::days longestPause{7};

QString complementOf(const RetentionForecast &gone, Span keepFor)
{
    return u"keepFor: %1; arrived before: %2; events: %3; numbers: %4 to %5"_s.arg(QString(policy::nameOf(keepFor)),
        audit::toText(gone.before), QString::number(gone.events()), QString::number(gone.first),
        QString::number(gone.last));
}

}

QDate firstDayKept(Span keepFor, const QDate &today)
{
    switch (keepFor) {
    case Span::SixWeeks:
        return today.addDays(-42);
    case Span::ThreeMonths:
        return today.addMonths(-3);
    case Span::SixMonths:
        return today.addMonths(-6);
    case Span::OneYear:
        return today.addYears(-1);
    case Span::TwoYears:
        return today.addYears(-2);
    case Span::ThreeYears:
        return today.addYears(-3);
    case Span::FiveYears:
        return today.addYears(-5);
    case Span::TenYears:
        return today.addYears(-10);
    }
    std::unreachable();
}

Result<RetentionForecast> forecastRetention(Tenants &tenants, TenantId tenant, Span keepFor, const QString &zone)
{
    const auto now = tenants.now();
    const auto before = beginOfDay(firstDayKept(keepFor, dayAt(now, zone)), zone);
    return tenants.store().search([&](Database &database) -> Result<RetentionForecast> {
        const auto first = firstEventNumber(database, tenant);
        if (!first)
            return std::unexpected(first.error());
        return lastArrivedBefore(database, tenant, before, now).transform([&](qint64 last) {
            return RetentionForecast{.first = *first, .last = std::max(last, *first - 1), .before = before};
        });
    });
}

Retention::Retention(Tenants &tenants, Checkpoints &checkpoints, Timetable &timetable)
    : m_tenants(tenants)
    , m_checkpoints(checkpoints)
    , m_timetable(timetable)
{
    m_tenants.followSettings(this,
        [this](Transaction &transaction, const TenantState &before, const TenantState &after,
            const Author &) -> Result<void> {
            if (after.settings.auditRetention.keepFor >= before.settings.auditRetention.keepFor)
                return {};
            return m_timetable.soon(transaction, after.id, choreName());
        });
}

Retention::~Retention()
{
    m_tenants.followSettings(this, {});
}

Result<void> Retention::run(TenantId tenant, const std::stop_token &stop)
{
    auto done = deleteWhatIsOld(tenant, stop);
    if (stop.stop_requested())
        return done;
    const auto noted = noteOutcome(tenant, done ? std::nullopt : std::optional(done.error()));
    return done ? noted : done;
}

/// The first failure is an event, those after it are not: it may take the operator days to mend the cause.
Result<void> Retention::noteOutcome(TenantId tenant, const std::optional<Error> &failure)
{
    const auto isTold
        = m_tenants.store().read([&](Database &database) { return hasChoreTime(database, tenant, failureToldAt); });
    if (!isTold)
        return std::unexpected(isTold.error());
    if (failure.has_value() == *isTold)
        return {};
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto now = m_tenants.now();
        if (!failure)
            return storeChoreTime(transaction.database(), tenant, failureToldAt, {});
        audit::Event event = aboutLog(
            u"retention failed"_s, audit::Level::Error, u"reason: %1"_s.arg(renderMessage(*failure, nullptr)), now);
        event.result = audit::EventResult::Error;
        return appendEvents(transaction, tenant, {event}).and_then([&](qint64) {
            return storeChoreTime(transaction.database(), tenant, failureToldAt, now);
        });
    });
}

/// What a clock that went ahead would have deleted is gone for good, and so it waits for a night.
Result<bool> Retention::isPutOff(const TenantState &tenant, const RetentionForecast &forecast)
{
    const auto now = m_tenants.now();
    const auto doneAt
        = m_tenants.store().read([&](Database &database) { return choreDoneAt(database, tenant.id, choreName()); });
    if (!doneAt)
        return std::unexpected(doneAt.error());
    // Wanted at once, or never done yet.
    if (doneAt->value_or(audit::EventTime()) <= audit::EventTime() || now <= **doneAt + longestPause)
        return false;
    const auto days = std::chrono::floor<std::chrono::days>(now - **doneAt).count();
    const auto event = aboutLog(u"retention put off"_s, audit::Level::Warning,
        u"days since the last night: %1; nothing was deleted, and is in the next night; "_s.arg(days)
            + complementOf(forecast, tenant.settings.auditRetention.keepFor),
        now);
    return m_tenants.store()
        .write([&](Transaction &transaction) { return appendEvents(transaction, tenant.id, {event}); })
        .transform([](qint64) { return true; });
}

Result<void> Retention::deleteWhatIsOld(TenantId tenant, const std::stop_token &stop)
{
    const auto state = m_tenants.snapshot()->byId.value(tenant);
    const policy::Settings &settings = state->settings;
    auto forecast = forecastRetention(m_tenants, tenant, settings.auditRetention.keepFor, settings.tenant.timeZone);
    if (!forecast)
        return std::unexpected(forecast.error());
    if (forecast->events() == 0)
        return {};
    const auto putOff = isPutOff(*state, *forecast);
    if (!putOff || *putOff)
        return putOff.transform([](bool) { });
    // Each span is longer than a month, so what goes is of months that are over.
    if (const auto closed = closeMonths(m_tenants, tenant, stop); !closed)
        return closed;
    if (stop.stop_requested())
        return {};
    // An event that is missing has no hash that could be signed.
    const auto last
        = m_tenants.store().read([&](Database &database) { return closedUpTo(database, tenant, forecast->last); });
    if (!last)
        return std::unexpected(last.error());
    forecast->last = *last;
    return deleteWhatCanBe(*state, *forecast, stop);
}

/// A segment that cannot be read cannot be cut, nor its last hash be signed: it stays until all of it and more is old.
Result<void> Retention::deleteWhatCanBe(
    const TenantState &tenant, RetentionForecast forecast, const std::stop_token &stop)
{
    while (forecast.events() > 0) {
        const auto deleted = deleteUpTo(tenant, forecast, stop);
        if (deleted || !deleted.error().is(messages::SegmentDamaged))
            return deleted;
        const auto segments
            = m_tenants.store().read([&](Database &database) { return segmentsOf(database, tenant.id); });
        if (!segments)
            return std::unexpected(segments.error());
        const auto through
            = std::ranges::find_if(*segments, [&](const Segment &segment) { return segment.last >= forecast.last; });
        if (through == segments->end() || through->first > forecast.last)
            return deleted;
        qCWarning(logRetention).noquote()
            << "Events are kept for longer than they should be, since their file cannot be read: tenant"
            << tenant.id.value << "events" << through->first << "to" << through->last << "file" << through->file;
        forecast.last = through == segments->begin() ? 0 : std::prev(through)->last;
    }
    return {};
}

Result<void> Retention::deleteUpTo(
    const TenantState &tenant, const RetentionForecast &forecast, const std::stop_token &stop)
{
    const auto tip
        = m_tenants.store().search([&](Database &database) { return hashInLog(database, tenant.id, forecast.last); });
    if (!tip)
        return std::unexpected(tip.error());
    if (!*tip)
        return std::unexpected(Error(ErrorKind::Internal, messages::EventsNotLinked, {QString::number(forecast.last)}));
    const auto tell = [&](Transaction &transaction) -> Result<void> {
        const auto begun = m_checkpoints.signStart(transaction, tenant.id, forecast.last, **tip);
        if (!begun)
            return std::unexpected(begun.error());
        const auto event = aboutLog(u"deleted by retention"_s, audit::Level::Notice,
            complementOf(forecast, tenant.settings.auditRetention.keepFor), m_tenants.now());
        // What the last check has seen of the log is there no more.
        return appendEvents(transaction, tenant.id, {event}).and_then([&](qint64) {
            return m_timetable.soon(transaction, tenant.id, ChainChecks::choreName());
        });
    };
    return deleteEventsBelow(m_tenants.store(), tenant.id, forecast.last + 1, tell, stop).transform([](qint64) { });
}

}
