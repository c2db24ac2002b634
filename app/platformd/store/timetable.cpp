// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/timetable.h"

#include "store/calendar.h"
#include "store/chorerows.h"
#include "store/columns.h"

#include <QLoggingCategory>

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logChores, "sekimorid.chores")

/// However far away the next night is: the system's clock may be set, and a tenant's zone may be changed.
constexpr std::chrono::minutes longestWait{1};

/// What was done later than now was done by a clock that was wrong.
bool isDue(std::optional<qint64> doneAt, audit::EventTime now, const QString &zone)
{
    return !doneAt || *doneAt < toColumn(lastNight(now, zone)) || *doneAt > toColumn(now + std::chrono::days(1));
}

/// One chore for all tenants, then the next one; between any two it may be stopped.
void forEach(const auto &chores, const Snapshot &snapshot, const std::stop_token &stop, const auto &act)
{
    for (const auto &chore : chores) {
        for (const auto &tenant : snapshot.byId) {
            if (stop.stop_requested())
                return;
            act(chore, *tenant);
        }
    }
}

}

Timetable::Timetable(Tenants &tenants)
    : m_tenants(tenants)
{
}

Timetable::~Timetable() = default;

void Timetable::nightly(const QString &name, Chore chore)
{
    m_chores.push_back({name, std::move(chore)});
}

void Timetable::afterStart(const QString &name, Chore chore)
{
    m_choresAfterStart.push_back({name, std::move(chore)});
}

void Timetable::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

Result<void> Timetable::soon(Transaction &transaction, TenantId tenant, const QString &name)
{
    transaction.afterCommit([this, key = Key(tenant, name)] {
        {
            const std::scoped_lock lock(m_mutex);
            m_failedAt.erase(key);
            m_hasNews = true;
        }
        m_changed.notify_all();
    });
    return wantChore(transaction.database(), tenant, name);
}

void Timetable::settle()
{
    doWhatIsDue({});
}

void Timetable::work(const std::stop_token &stop)
{
    doAfterStart(stop);
    while (!stop.stop_requested()) {
        doWhatIsDue(stop);
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, longestWait, [this] { return m_hasNews; });
        m_hasNews = false;
    }
}

void Timetable::doAfterStart(const std::stop_token &stop)
{
    const std::scoped_lock working(m_working);
    const auto snapshot = m_tenants.snapshot();
    forEach(m_choresAfterStart, *snapshot, stop, [&](const Named &chore, const TenantState &tenant) {
        const auto done = chore.run(tenant.id, stop);
        if (!done && !stop.stop_requested())
            qCWarning(logChores).noquote() << "What is done after the start failed: chore" << chore.name << "tenant"
                                           << tenant.id.value << done.error().message->code;
    });
}

void Timetable::doWhatIsDue(const std::stop_token &stop)
{
    const std::scoped_lock working(m_working);
    const auto snapshot = m_tenants.snapshot();
    forEach(m_chores, *snapshot, stop,
        [&](const Named &chore, const TenantState &tenant) { doIfDue(tenant, chore, stop); });
}

void Timetable::doIfDue(const TenantState &tenant, const Named &chore, const std::stop_token &stop)
{
    const auto stored = m_tenants.store().read([&](Database &database) { return storedChores(database, tenant.id); });
    if (!stored) {
        qCWarning(logChores) << "What is to be done for a tenant could not be read:" << stored.error().message->code;
        return;
    }
    const auto row = stored->constFind(chore.name);
    const auto doneAt = row == stored->cend() ? std::nullopt : std::optional(*row);
    if (isDue(doneAt, m_tenants.now(), tenant.settings.tenant.timeZone) && !isResting({tenant.id, chore.name}))
        doOne(tenant.id, chore, doneAt, stop);
}

void Timetable::doOne(TenantId tenant, const Named &chore, std::optional<qint64> seen, const std::stop_token &stop)
{
    const auto begun = m_tenants.now();
    Result<void> done = chore.run(tenant, stop);
    if (stop.stop_requested())
        return; // It may have left something undone.
    if (done)
        done = m_tenants.store().write([&](Transaction &transaction) {
            return storeChoreDone(transaction.database(), tenant, chore.name, seen, toColumn(begun));
        });
    const std::scoped_lock lock(m_mutex);
    if (done) {
        m_failedAt.erase({tenant, chore.name});
        return;
    }
    m_failedAt.insert_or_assign({tenant, chore.name}, m_tenants.now());
    qCWarning(logChores).noquote() << "What is done nightly failed, and is tried again later: chore" << chore.name
                                   << "tenant" << tenant.value << done.error().message->code;
}

bool Timetable::isResting(const Key &key)
{
    const auto now = m_tenants.now();
    const std::scoped_lock lock(m_mutex);
    const auto failed = m_failedAt.find(key);
    return failed != m_failedAt.end() && failed->second <= now && now < failed->second + pauseAfterFailure;
}

}
