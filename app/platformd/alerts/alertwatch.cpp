// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertwatch.h"

#include "store/eventrows.h"
#include "store/segments.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logAlerts, "sekimorid.alerts")

/// At once; the next ones wait for their turn, behind other tenants' events.
constexpr int eventsOfStep = 500;
/// In the transaction that changes the settings, which keeps the store's writer busy meanwhile. Usually there is one,
/// the change itself; however many there are, all of them are looked at.
constexpr int eventsOfChange = 2000;
/// So many events that nobody is told of are looked at again after a crash.
constexpr qint64 mostUnwritten = 1000;
/// However far away the next end of a pace is: the system's clock may be set.
constexpr std::chrono::minutes longestWait{1};
constexpr std::chrono::minutes pauseWhenFull{1};
constexpr std::chrono::seconds pauseAfterFailure{5};

qint64 alertsRevision(const TenantState &tenant)
{
    return tenant.revisions.value(policy::AuditAlerts::key).number;
}

/// Whether what waits under @p old can be told under @p next: to the same people, of what both select.
bool goesOn(const AlertTopic &old, const AlertTopic *next)
{
    return next && policy::areSameMailboxes(old.rule.addresses, next->rule.addresses)
        && old.rule.filter == next->rule.filter;
}

/// One step, which belongs to the transaction; says whether another one is needed.
Result<bool> stepOn(Transaction &transaction, const AlertMails &mails, AlertQuestion &question)
{
    auto step = nextAlertStep(transaction.database(), mails, question);
    if (!step)
        return std::unexpected(step.error());
    const bool hasMore = step->hasMore;
    const AlertPlace reached{.number = step->judged, .step = step->before.step + 1, .revision = step->before.revision};
    const auto written = writeAlertStep(transaction, question.tenant.id, *std::move(step), question.now);
    if (!written)
        return std::unexpected(written.error());
    question.place = reached;
    question.above = reached.number;
    return hasMore;
}

}

AlertWatch::AlertWatch(Tenants &tenants)
    : m_tenants(tenants)
{
    m_tenants.followSettings(this,
        [this](Transaction &transaction, const TenantState &before, const TenantState &after,
            const Author &) -> Result<void> {
            if (before.settings.auditAlerts == after.settings.auditAlerts)
                return {};
            return follow(transaction, before, after);
        });
}

Result<std::unique_ptr<AlertWatch>> AlertWatch::open(Tenants &tenants)
{
    auto watch = std::unique_ptr<AlertWatch>(new AlertWatch(tenants));
    const auto begun = tenants.store().write([&](Transaction &transaction) { return watch->begin(transaction); });
    if (!begun)
        return std::unexpected(begun.error());
    watch->m_thread = std::jthread([watch = watch.get()](const std::stop_token &stop) { watch->work(stop); });
    return watch;
}

AlertWatch::~AlertWatch()
{
    m_tenants.followSettings(this, {});
}

/// Goes on where the last run of the service was. Where it never was, because it is older than alerts, it begins now.
Result<void> AlertWatch::begin(Transaction &transaction)
{
    Database &database = transaction.database();
    for (const auto &tenant : m_tenants.snapshot()->byId) {
        const AlertPlan plan = AlertPlan::of(tenant->settings, m_tenants.now());
        if (plan.topics.isEmpty())
            continue;
        const auto last = lastEventNumber(database, tenant->id);
        if (!last)
            return std::unexpected(last.error());
        const auto place = alertPlace(database, tenant->id);
        if (!place)
            return std::unexpected(place.error());
        // Of another revision where the settings changed and nobody watched.
        const AlertPlace present = (*place).value_or(AlertPlace{.number = *last});
        if (const qint64 revision = alertsRevision(*tenant); present.revision != revision) {
            const AlertPlace next{.number = present.number, .step = present.step + 1, .revision = revision};
            if (const auto put = putAlertPlace(database, tenant->id, next); !put)
                return put;
        }
        m_missedUpTo[tenant->id] = *last;
        m_news.insert(tenant->id);
    }
    return {};
}

Result<void> AlertWatch::follow(Transaction &transaction, const TenantState &before, const TenantState &after)
{
    const auto now = m_tenants.now();
    const AlertPlan old = AlertPlan::of(before.settings, now);
    const AlertPlan next = AlertPlan::of(after.settings, now);
    auto place = closeOld(transaction, before, old, next);
    if (!place)
        return std::unexpected(place.error());
    if (next.topics.isEmpty())
        return removeAlertPlace(transaction.database(), after.id);
    transaction.afterCommit([this, tenant = after.id] { note(tenant); });
    return openNew(transaction, after, next, old, *place);
}

/// Tells by the settings as they were what happened up to now, and all that waits where others are told, or of others.
Result<AlertPlace> AlertWatch::closeOld(
    Transaction &transaction, const TenantState &before, const AlertPlan &plan, const AlertPlan &next)
{
    Database &database = transaction.database();
    const auto place = alertPlace(database, before.id);
    if (!place)
        return std::unexpected(place.error());
    if (!*place)
        return lastEventNumber(database, before.id).transform([](qint64 last) { return AlertPlace{.number = last}; });
    const auto missed = m_missedUpTo.find(before.id);
    AlertQuestion question{.tenant = before,
        .plan = plan,
        .place = **place,
        .above = (*place)->number,
        .missedUpTo = missed == m_missedUpTo.end() ? 0 : missed->second,
        .mostEvents = eventsOfChange,
        .now = m_tenants.now()};
    for (Result<bool> hasMore = true; *hasMore;) {
        hasMore = stepOn(transaction, m_mails, question);
        if (!hasMore)
            return std::unexpected(hasMore.error());
    }
    for (const AlertTopic &topic : plan.topics) {
        if (!goesOn(topic, next.find(topic.name)))
            question.closing.insert(topic.name);
    }
    if (const auto closed = stepOn(transaction, m_mails, question); !closed)
        return std::unexpected(closed.error());
    for (const QString &topic : std::as_const(question.closing)) {
        if (next.find(topic))
            continue;
        if (const auto removed = removeAlertWait(database, before.id, topic); !removed)
            return std::unexpected(removed.error());
    }
    question.place.revision = 0;
    return question.place;
}

Result<void> AlertWatch::openNew(Transaction &transaction, const TenantState &after, const AlertPlan &plan,
    const AlertPlan &before, AlertPlace place)
{
    Database &database = transaction.database();
    const auto last = lastEventNumber(database, after.id);
    if (!last)
        return std::unexpected(last.error());
    for (const AlertTopic &topic : plan.topics) {
        if (before.find(topic.name))
            continue;
        if (const auto put = putAlertWait(database, after.id, topic.name, {.from = *last}); !put)
            return put;
    }
    place.step += 1;
    place.revision = alertsRevision(after);
    return putAlertPlace(database, after.id, place);
}

/// Called on whatever thread; it never waits for the work that is going on.
void AlertWatch::note(TenantId tenant)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_news.insert(tenant);
    }
    m_changed.notify_all();
}

Result<void> AlertWatch::settle()
{
    for (const auto &tenant : m_tenants.snapshot()->byId) {
        for (;;) {
            const std::scoped_lock lock(m_working);
            const auto progress = goOn(tenant->id);
            if (!progress)
                return std::unexpected(progress.error());
            if (*progress == Progress::Through)
                break;
        }
    }
    return {};
}

AlertWatch::Clock::time_point AlertWatch::nextLook()
{
    const std::scoped_lock lock(m_working);
    const auto now = m_tenants.now();
    const auto begun = Clock::now();
    auto next = begun + longestWait;
    for (const auto &[tenant, followed] : m_followed) {
        if (followed.tryAgainAt)
            next = std::min(next, *followed.tryAgainAt);
        if (followed.nextAt && *followed.nextAt - now < longestWait)
            next = std::min(next, begun + std::max(std::chrono::microseconds(0), *followed.nextAt - now));
    }
    return next;
}

/// Those of which something was told, and those for which something is due.
std::set<TenantId> AlertWatch::tenantsToLookAt()
{
    std::set<TenantId> tenants;
    {
        const std::scoped_lock lock(m_mutex);
        tenants = std::exchange(m_news, {});
    }
    const std::scoped_lock lock(m_working);
    const auto now = m_tenants.now();
    const auto present = Clock::now();
    for (const auto &[tenant, followed] : m_followed) {
        const bool isToTryAgain = followed.tryAgainAt && *followed.tryAgainAt <= present;
        if (isToTryAgain || (followed.nextAt && *followed.nextAt <= now))
            tenants.insert(tenant);
    }
    return tenants;
}

void AlertWatch::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            const auto next = nextLook();
            std::unique_lock lock(m_mutex);
            m_changed.wait_until(lock, stop, next, [this] { return !m_news.empty(); });
        }
        for (const TenantId tenant : tenantsToLookAt()) {
            if (stop.stop_requested())
                return;
            lookAt(tenant);
        }
    }
}

void AlertWatch::lookAt(TenantId tenant)
{
    const std::scoped_lock lock(m_working);
    const auto progress = goOn(tenant);
    const auto followed = m_followed.find(tenant);
    if (progress && *progress == Progress::HasMore)
        note(tenant);
    if (progress || followed == m_followed.end())
        return;
    qCWarning(logAlerts) << "Alerts could not be written, and are tried again:" << progress.error().message->code;
    followed->second.tryAgainAt = Clock::now() + pauseAfterFailure;
    followed->second.nextAt.reset();
}

/// Begins to be told of the tenant before anything of it is read, so that nothing is missed between the two.
AlertWatch::Followed &AlertWatch::followedOf(TenantId tenant)
{
    const auto found = m_followed.find(tenant);
    if (found != m_followed.end())
        return found->second;
    const auto tell = [this, tenant] { note(tenant); };
    return m_followed.emplace(tenant, m_tenants.store().changes().watch(tenant, tell)).first->second;
}

void AlertWatch::refreshPlan(const TenantState &tenant, Followed &followed) const
{
    const qint64 tenantRevision = tenant.revisions.value(policy::Tenant::key).number;
    if (followed.alertsRevision != alertsRevision(tenant) || followed.tenantRevision != tenantRevision) {
        followed.plan = AlertPlan::of(tenant.settings, m_tenants.now());
        followed.alertsRevision = alertsRevision(tenant);
        followed.tenantRevision = tenantRevision;
    }
}

/// One step of one tenant.
Result<AlertWatch::Progress> AlertWatch::goOn(TenantId tenant)
{
    Followed &followed = followedOf(tenant);
    const auto place = m_tenants.store().read([tenant](Database &database) { return alertPlace(database, tenant); });
    if (!place)
        return std::unexpected(place.error());
    const auto state = m_tenants.snapshot()->byId.value(tenant);
    if (!*place || !state) {
        m_followed.erase(tenant);
        return Progress::Through;
    }
    // The change of the settings is on disk and not published yet; whoever publishes it tells.
    if ((*place)->revision != alertsRevision(*state))
        return Progress::Through;
    refreshPlan(*state, followed);
    if (followed.tryAgainAt && *followed.tryAgainAt <= Clock::now())
        followed.tryAgainAt.reset();
    return goOn(*state, followed, **place);
}

Result<AlertWatch::Progress> AlertWatch::goOn(const TenantState &tenant, Followed &followed, const AlertPlace &place)
{
    const auto missed = m_missedUpTo.find(tenant.id);
    const AlertQuestion question{.tenant = tenant,
        .plan = followed.plan,
        .place = place,
        .above = place == followed.place ? followed.judged : place.number,
        .missedUpTo = missed == m_missedUpTo.end() ? 0 : missed->second,
        .mostEvents = eventsOfStep,
        .now = m_tenants.now()};
    Store &store = m_tenants.store();
    const auto closed = store.read([&](Database &database) { return closedUpTo(database, tenant.id); });
    if (!closed)
        return std::unexpected(closed.error());
    const auto look = [&](Database &database) { return nextAlertStep(database, m_mails, question); };
    // A look into closed months takes long, and nobody who reads else shall wait for it.
    auto step = question.above < *closed ? store.search(look) : store.read(look);
    if (!step)
        return std::unexpected(step.error());
    followed.place = place;
    followed.judged = step->judged;
    followed.nextAt = step->nextAt;
    const auto progress = step->hasMore ? Progress::HasMore : Progress::Through;
    if (!step->isWorthWriting() && step->judged - place.number < mostUnwritten)
        return progress;
    followed.place = {};
    const auto written = m_tenants.store().write([&](Transaction &transaction) {
        return writeAlertStep(transaction, tenant.id, *std::move(step), question.now);
    });
    if (!written)
        return std::unexpected(written.error());
    // Whatever else comes meanwhile is looked at: it may be more urgent than what is held back.
    if (*written == AlertWriting::QueueFull && !followed.tryAgainAt) {
        qCWarning(logAlerts) << "Too many mails wait to be sent; alerts are held back.";
        followed.tryAgainAt = Clock::now() + pauseWhenFull;
    }
    return *written == AlertWriting::Overtaken ? Progress::HasMore : progress;
}

}
