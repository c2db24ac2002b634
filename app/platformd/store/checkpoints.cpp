// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkpoints.h"

#include "store/chainrows.h"
#include "store/mailrows.h"
#include "store/segments.h"
#include "store/unsignedtail.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logCheckpoints, "sekimorid.checkpoints")

using audit::chain::Hash;

constexpr auto longestWait = 1min; ///< until tenants are noticed that are new
constexpr auto pauseBetween = 1s; ///< so that many events cost one look
constexpr int mostAtOnce = 100; ///< signatures in one transaction: some milliseconds

}

Checkpoints::Checkpoints(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
    : m_tenants(tenants)
    , m_keys(std::move(key))
{
}

Result<std::unique_ptr<Checkpoints>> Checkpoints::open(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
{
    auto checkpoints = std::unique_ptr<Checkpoints>(new Checkpoints(tenants, std::move(key)));
    // Before anything else is written: nobody could tell later what this service has written and what it has found.
    for (const auto &tenant : tenants.snapshot()->byId)
        checkpoints->begin(tenant->id);
    if (checkpoints->m_keys.canSign()) {
        tenants.store().beforeCommit([checkpoints = checkpoints.get()](Transaction &transaction, TenantId tenant) {
            return checkpoints->signWithCommit(transaction, tenant);
        });
        checkpoints->m_thread
            = std::jthread([checkpoints = checkpoints.get()](const std::stop_token &stop) { checkpoints->work(stop); });
    } else
        qCWarning(logCheckpoints) << "There is no key-file: the audit logs' events are linked, but nothing is signed, "
                                     "and no sealed bundle can be made.";
    return checkpoints;
}

Checkpoints::~Checkpoints()
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
    m_tenants.store().beforeCommit({});
}

/// What keeps the log from being signed, such as a full disk, keeps nobody from starting the service.
void Checkpoints::begin(TenantId tenant)
{
    Store &store = m_tenants.store();
    auto begun = store.write(
        [&](Transaction &transaction) { return ready(transaction, tenant).transform([](const Mark &) { }); });
    if (!begun && (begun.error().is(messages::LogKeyMissing) || begun.error().is(messages::LogKeyDiffers)))
        begun = store.write(
            [&](Transaction &transaction) { return notePause(transaction, tenant, begun.error(), m_tenants.now()); });
    if (!begun)
        qCWarning(logCheckpoints) << "What is not signed in the log of tenant" << tenant.value
                                  << "could not be looked at:" << begun.error().message->code;
}

/// What this service has signed still stands there, or it looks at what does.
Result<Checkpoints::Mark> Checkpoints::ready(Transaction &transaction, TenantId tenant)
{
    const auto known = knownMark(transaction.database(), tenant);
    if (!known)
        return std::unexpected(known.error());
    if (!*known)
        return judged(transaction, tenant);
    return m_newMarks[tenant] = **known;
}

Result<std::optional<Checkpoints::Mark>> Checkpoints::knownMark(Database &database, TenantId tenant)
{
    std::optional<Mark> onDisk;
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_marks.find(tenant); found != m_marks.end())
            onDisk = found->second;
    }
    const auto newer = m_newMarks.find(tenant);
    for (auto mark : {newer == m_newMarks.end() ? std::nullopt : std::optional(newer->second), onDisk}) {
        const auto isThere = mark ? hasCheckpoint(database, tenant, mark->number, mark->at) : Result<bool>(false);
        if (!isThere)
            return std::unexpected(isThere.error());
        if (!*isThere)
            continue;
        if (!onDisk || mark->thousandths <= onDisk->thousandths)
            return mark;
        // Signed in this transaction, unless it was in one that has failed.
        return checkpointsIn(database, tenant, {mark->thousandths, mark->thousandths + 1}, 1)
            .transform([&](const QList<SignedCheckpoint> &made) {
                mark->thousandths = made.isEmpty() ? onDisk->thousandths : mark->thousandths;
                return mark;
            });
    }
    return std::nullopt;
}

void Checkpoints::keepMark(Transaction &transaction, TenantId tenant, const Mark &mark)
{
    m_newMarks[tenant] = mark;
    transaction.afterCommit([this, tenant, mark] {
        const std::scoped_lock lock(m_mutex);
        m_marks[tenant] = mark;
    });
}

Result<Checkpoints::Mark> Checkpoints::judged(Transaction &transaction, TenantId tenant)
{
    Database &database = transaction.database();
    const auto keys = logKeyRows(database, tenant);
    if (!keys)
        return std::unexpected(keys.error());
    if (const auto key = signer(transaction, tenant); !key)
        return std::unexpected(key.error());
    const auto last = m_keys.lastCheckpoint(database, tenant);
    if (!last)
        return std::unexpected(last.error());
    if (!keys->isEmpty()) {
        const auto told = unsignedTail(database, tenant, *last).and_then([&](const UnsignedTail &tail) {
            return tellOf(transaction, tenant, tail, m_tenants.now());
        });
        if (!told)
            return std::unexpected(told.error());
    }
    if (const auto ended = endPause(transaction, tenant); !ended)
        return std::unexpected(ended.error());
    // What was closed before there was a key is signed for by the checkpoints behind it.
    const auto closed = closedUpTo(database, tenant);
    if (!closed)
        return std::unexpected(closed.error());
    const qint64 reached = *last ? (*last)->checkpoint.number : 0;
    const Mark mark{.number = reached,
        .at = *last ? (*last)->checkpoint.at : audit::EventTime(),
        .thousandths = std::max(reached, *closed)};
    keepMark(transaction, tenant, mark);
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    if (!keys->isEmpty() && *last && end->number / eventsBetween == reached / eventsBetween)
        return mark;
    // With a new key, and so that a crash before all thousandths are done leaves nothing to be explained.
    return store(transaction, tenant, Checkpoint::Kind::Regular, end->number, end->tip)
        .transform([&](const SignedCheckpoint &) { return m_newMarks[tenant]; });
}

/// What was deleted before anything could be signed is signed for with the first key.
Result<std::shared_ptr<const crypto::SigningKey>> Checkpoints::signer(Transaction &transaction, TenantId tenant)
{
    Database &database = transaction.database();
    const auto rows = logKeyRows(database, tenant);
    if (!rows)
        return std::unexpected(rows.error());
    auto key = m_keys.toSignBy(transaction, tenant, m_tenants.now());
    if (!key || !rows->isEmpty())
        return key;
    const auto start = chainStart(database, tenant);
    if (!start)
        return std::unexpected(start.error());
    if (start->number == 0)
        return key;
    return store(transaction, tenant, Checkpoint::Kind::NewStart, start->number, start->hash)
        .transform([&](const SignedCheckpoint &) { return *key; });
}

Result<SignedCheckpoint> Checkpoints::store(
    Transaction &transaction, TenantId tenant, Checkpoint::Kind kind, qint64 number, const Hash &tip)
{
    Database &database = transaction.database();
    const auto key = signer(transaction, tenant);
    if (!key)
        return std::unexpected(key.error());
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const auto made = audit::chain::signedBy(
        **key, {.logId = end->logId, .number = number, .tip = tip, .at = m_tenants.now(), .kind = kind});
    if (const auto inserted = insertCheckpoint(database, tenant, made); !inserted)
        return std::unexpected(inserted.error());
    Mark mark = m_newMarks[tenant];
    if (number == mark.nextThousandth())
        mark.thousandths = number;
    if (number >= mark.number) {
        mark.number = number;
        mark.at = made.checkpoint.at;
    }
    keepMark(transaction, tenant, mark);
    return made;
}

Result<SignedCheckpoint> Checkpoints::sign(Transaction &transaction, TenantId tenant)
{
    return ready(transaction, tenant)
        .and_then([&](const Mark &) { return chainEnd(transaction.database(), tenant); })
        .and_then([&](const ChainEnd &end) {
            return store(transaction, tenant, Checkpoint::Kind::Regular, end.number, end.tip);
        });
}

Result<SignedCheckpoint> Checkpoints::sign(TenantId tenant)
{
    return m_tenants.store().write([&](Transaction &transaction) { return sign(transaction, tenant); });
}

Result<std::optional<SignedCheckpoint>> Checkpoints::signStart(
    Transaction &transaction, TenantId tenant, qint64 number, const Hash &tip)
{
    Database &database = transaction.database();
    const auto rows = logKeyRows(database, tenant);
    if (!rows)
        return std::unexpected(rows.error());
    if (m_keys.canSign()) {
        if (const auto isReady = ready(transaction, tenant); !isReady)
            return std::unexpected(isReady.error());
    }
    if (const auto stored = storeChainStart(database, tenant, {number, tip}); !stored)
        return std::unexpected(stored.error());
    if (rows->isEmpty() && !m_keys.canSign())
        return std::nullopt;
    return store(transaction, tenant, Checkpoint::Kind::NewStart, number, tip)
        .transform([](const SignedCheckpoint &made) { return std::optional(made); });
}

/// True: more is due.
Result<bool> Checkpoints::signSome(Transaction &transaction, TenantId tenant, Moment moment)
{
    Database &database = transaction.database();
    if (const auto isReady = ready(transaction, tenant); !isReady)
        return std::unexpected(isReady.error());
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const auto more = signThousandths(transaction, tenant, *end);
    if (!more)
        return more;
    const Mark mark = m_newMarks[tenant];
    const bool isFull = end->number % eventsBetween == 0;
    const bool isDue = *more || isFull || mark.isOld(m_tenants.now()) || moment == Moment::End;
    if (end->number <= mark.number || !isDue)
        return more;
    return store(transaction, tenant, Checkpoint::Kind::Regular, end->number, end->tip)
        .transform([&](const SignedCheckpoint &) { return *more; });
}

Result<bool> Checkpoints::signThousandths(Transaction &transaction, TenantId tenant, const ChainEnd &end)
{
    Mark &mark = m_newMarks[tenant];
    for (int made = 0; mark.nextThousandth() < end.number;) {
        const qint64 number = mark.nextThousandth();
        const auto hash = eventHash(transaction.database(), tenant, number);
        if (!hash)
            return std::unexpected(hash.error());
        if (!*hash) {
            mark.thousandths = number; // It is missing, which the check of the log tells.
            continue;
        }
        if (const auto one = store(transaction, tenant, Checkpoint::Kind::Regular, number, **hash); !one)
            return std::unexpected(one.error());
        if (++made == mostAtOnce)
            return true;
    }
    keepMark(transaction, tenant, Mark(mark));
    return false;
}

/// For whatever is written: mostly nothing is due.
Result<void> Checkpoints::signWithCommit(Transaction &transaction, TenantId tenant)
{
    if (tenant == anyonesMail)
        return {};
    const auto end = chainEnd(transaction.database(), tenant);
    if (!end)
        return std::unexpected(end.error());
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_marks.find(tenant);
        const auto newer = m_newMarks.find(tenant);
        const bool isLatest = found != m_marks.end() && newer != m_newMarks.end() && found->second == newer->second;
        if (isLatest && !found->second.isOld(m_tenants.now())
            && end->number / eventsBetween == found->second.number / eventsBetween)
            return {};
    }
    return signSome(transaction, tenant, Moment::Usual).transform([](bool) { });
}

/// True: all that there is of the tenant is signed.
Result<bool> Checkpoints::settle(TenantId tenant, Moment moment)
{
    for (bool isMore = true; isMore;) {
        const auto some
            = m_tenants.store().write([&](Transaction &transaction) { return signSome(transaction, tenant, moment); });
        if (!some)
            return std::unexpected(some.error());
        isMore = *some;
    }
    return m_tenants.store().read([&](Database &database) -> Result<bool> {
        const auto last = m_keys.lastCheckpoint(database, tenant);
        if (!last)
            return std::unexpected(last.error());
        return chainEnd(database, tenant).transform([&](const ChainEnd &end) {
            return *last && (*last)->checkpoint.number >= end.number;
        });
    });
}

Result<void> Checkpoints::settle()
{
    for (const auto &tenant : m_tenants.snapshot()->byId) {
        if (const auto settled = settle(tenant->id, Moment::Usual); !settled)
            return std::unexpected(settled.error());
    }
    return {};
}

/// Leaves those of @p tenants that have events which are not signed yet.
void Checkpoints::settleOrTell(std::set<TenantId> &tenants, Moment moment)
{
    std::erase_if(tenants, [&](TenantId tenant) {
        const auto isSigned = settle(tenant, moment);
        if (!isSigned && m_complainedOf.insert(tenant).second)
            qCWarning(logCheckpoints) << "The log of tenant" << tenant.value
                                      << "cannot be signed:" << isSigned.error().message->code;
        if (isSigned)
            m_complainedOf.erase(tenant);
        return isSigned.value_or(false);
    });
}

void Checkpoints::watchNewTenants()
{
    for (const auto &tenant : m_tenants.snapshot()->byId) {
        if (m_watchings.contains(tenant->id))
            continue;
        const auto tell = [this, id = tenant->id] {
            {
                const std::scoped_lock lock(m_mutex);
                m_news.insert(id);
            }
            m_changed.notify_all();
        };
        m_watchings.emplace(tenant->id, m_tenants.store().changes().watch(tenant->id, tell));
        tell();
    }
}

void Checkpoints::work(const std::stop_token &stop)
{
    std::set<TenantId> waiting;
    while (!stop.stop_requested()) {
        watchNewTenants();
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(
                lock, stop, waiting.empty() ? longestWait : pauseBetween, [this] { return !m_news.empty(); });
            waiting.merge(std::exchange(m_news, {}));
        }
        if (stop.stop_requested())
            break;
        settleOrTell(waiting, Moment::Usual);
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, pauseBetween, [] { return false; });
    }
    m_watchings.clear();
    // All of them: a tenant that has just been made was not watched yet.
    for (const auto &tenant : m_tenants.snapshot()->byId)
        waiting.insert(tenant->id);
    settleOrTell(waiting, Moment::End);
}

}
