// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/supportwatch.h"

#include "store/columns.h"
#include "store/eventrows.h"
#include "store/supportrows.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logSupport, "sekimorid.support")

/// However far away the next end is: the system's clock may be set.
constexpr std::chrono::minutes longestWait{1};

audit::Event supportEvent(const QString &action, const QString &complement, const Author &by, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Support"_s,
        .action = action,
        .level = audit::Level::Notice,
        .complement = complement,
    };
}

audit::EventTime endOf(const policy::Support &support)
{
    return audit::EventTime(std::chrono::microseconds(toColumn(support.until)));
}

}

SupportWatch::SupportWatch(Tenants &tenants, Sessions &sessions)
    : m_tenants(tenants)
    , m_sessions(sessions)
{
    m_tenants.followSettings(this,
        [this](Transaction &transaction, const TenantState &before, const TenantState &after,
            const Author &by) -> Result<void> {
            if (before.settings.support == after.settings.support)
                return {};
            return follow(transaction, after.id, after.settings.support, by);
        });
}

Result<std::unique_ptr<SupportWatch>> SupportWatch::open(Tenants &tenants, Sessions &sessions)
{
    auto watch = std::unique_ptr<SupportWatch>(new SupportWatch(tenants, sessions));
    const auto told = tenants.store().write([&](Transaction &transaction) -> Result<void> {
        for (const auto &tenant : tenants.snapshot()->byId) {
            if (const auto followed = watch->follow(transaction, tenant->id, tenant->settings.support, {}); !followed)
                return followed;
        }
        return {};
    });
    if (!told)
        return std::unexpected(told.error());
    watch->m_thread = std::jthread([watch = watch.get()](const std::stop_token &stop) { watch->work(stop); });
    return watch;
}

SupportWatch::~SupportWatch()
{
    m_tenants.followSettings(this, {});
}

/// What is told, and not what the published settings say, which a change before it in the same commit may have
/// overtaken.
Result<void> SupportWatch::settle()
{
    return m_tenants.store().write([this](Transaction &transaction) -> Result<void> {
        for (const auto &tenant : m_tenants.snapshot()->byId) {
            if (const auto told = tellEndByTime(transaction, tenant->id); !told)
                return told;
        }
        return {};
    });
}

Result<void> SupportWatch::tellEndByTime(Transaction &transaction, TenantId tenant)
{
    const auto told = toldSupport(transaction.database(), tenant);
    if (!told)
        return std::unexpected(told.error());
    if (!*told || **told > m_tenants.now())
        return {};
    return tellEnd(transaction, tenant, u"its time was over"_s, {});
}

/// Brings what the log says to what @p support says now.
Result<void> SupportWatch::follow(
    Transaction &transaction, TenantId tenant, const policy::Support &support, const Author &by)
{
    if (const auto ended = tellEndByTime(transaction, tenant); !ended)
        return ended;
    Database &database = transaction.database();
    const auto told = toldSupport(database, tenant);
    if (!told)
        return std::unexpected(told.error());
    const auto now = m_tenants.now();
    const bool isAllowed = support.isAllowedAt(toDateTime(now));
    if (*told && !isAllowed)
        return tellEnd(transaction, tenant, u"the permission was taken back"_s, by);
    if (!isAllowed || *told == endOf(support))
        return {};
    const QString until = audit::toText(endOf(support));
    const QString words = *told ? u"until: %1 -> %2"_s.arg(audit::toText(**told), until) : u"until: %1"_s.arg(until);
    transaction.afterCommit([this] {
        {
            const std::scoped_lock lock(m_mutex);
            m_hasNews = true;
        }
        m_changed.notify_all();
    });
    return storeToldSupport(database, tenant, endOf(support)).and_then([&] {
        return appendEvents(transaction, tenant, {supportEvent(u"access allowed"_s, words, by, now)})
            .transform([](qint64) { });
    });
}

Result<void> SupportWatch::tellEnd(Transaction &transaction, TenantId tenant, const QString &why, const Author &by)
{
    Database &database = transaction.database();
    const auto people = supportUsersOf(database, tenant);
    if (!people)
        return std::unexpected(people.error());
    qint64 sessions = 0;
    for (const UserId user : *people) {
        const auto ended = m_sessions.endAllOf(transaction, tenant, user, {.reason = u"support ended"_s, .by = by});
        if (!ended)
            return std::unexpected(ended.error());
        sessions += *ended;
    }
    const QString words = u"reason: %1; sessions ended: %2"_s.arg(why).arg(sessions);
    return forgetToldSupport(database, tenant).and_then([&] {
        return appendEvents(transaction, tenant, {supportEvent(u"access ended"_s, words, by, m_tenants.now())})
            .transform([](qint64) { });
    });
}

std::chrono::microseconds SupportWatch::timeToWait() const
{
    const auto now = m_tenants.now();
    std::chrono::microseconds wait = longestWait;
    for (const auto &tenant : m_tenants.snapshot()->byId) {
        if (tenant->settings.support.isAllowedAt(toDateTime(now)))
            wait = std::min(wait, endOf(tenant->settings.support) - now);
    }
    return wait;
}

void SupportWatch::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, timeToWait(), [this] { return m_hasNews; });
            m_hasNews = false;
        }
        if (stop.stop_requested())
            return;
        if (const auto settled = settle(); !settled)
            qCWarning(logSupport) << "The end of a permission could not be told:" << settled.error().message->code;
    }
}

}
