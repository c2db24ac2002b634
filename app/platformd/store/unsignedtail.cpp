// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/unsignedtail.h"

#include "error/messages.h"
#include "store/chaincheckrows.h"
#include "store/chainrows.h"
#include "store/checkpointrows.h"
#include "store/checkpoints.h"
#include "store/chorerows.h"
#include "store/eventrows.h"
#include "store/logevents.h"
#include "store/logkeyrows.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

using Cause = UnsignedTail::Cause;

constexpr auto clockSlack = 1min; ///< by which the clock may have been put right meanwhile

const QString pauseAction = u"signing paused"_s;

/// Beside the times of chores: since when the log has said so, and when somebody wrote last who has no key.
const QString pausedSince = u"signing paused"_s;
const QString writtenWithoutKey = u"written without key"_s;

QString unprovenText(const UnsignedTail &tail)
{
    return u"numbers: %1 to %2; the platform could not sign them when they were written, and so nothing proves that "
           "they are as they were"_s.arg(tail.first)
               .arg(tail.last);
}

bool isPause(const audit::Event &event)
{
    return event.service == u"Common" && event.module == u"Audit log" && event.action == pauseAction;
}

/// The service signs every thousandth event together with writing it, and so it does with the first one of which it
/// knows that the last checkpoint was made a minute before. What other services tell of the time counts for nothing.
bool wasSignedWhenWritten(const audit::Event &event, audit::EventTime signedAt)
{
    if (event.number % Checkpoints::eventsBetween == 0)
        return true;
    return event.service == u"Common" && event.time >= signedAt + Checkpoints::timeBetween + clockSlack;
}

/// Up to the next thousandth number at most, so that it costs the same in a log of any length.
Cause causeOf(const QList<audit::Event> &events, const UnsignedTail &tail, audit::EventTime signedAt)
{
    for (const audit::Event &event : events) {
        if (isPause(event))
            return Cause::Paused;
        if (wasSignedWhenWritten(event, signedAt))
            return Cause::Unknown;
    }
    // Whose event may be missing.
    const bool hasThousandth = tail.last / Checkpoints::eventsBetween > (tail.first - 1) / Checkpoints::eventsBetween;
    return hasThousandth ? Cause::Unknown : Cause::Crash;
}

}

Result<UnsignedTail> unsignedTail(
    Database &database, TenantId tenant, const std::optional<audit::chain::SignedCheckpoint> &signedUpTo)
{
    const auto start = chainStart(database, tenant);
    if (!start)
        return std::unexpected(start.error());
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const qint64 reached = signedUpTo ? signedUpTo->checkpoint.number : start->number;
    UnsignedTail tail{.first = reached + 1, .last = end->number};
    // The first one is made together with the key, and from then on there always is one.
    if (!signedUpTo)
        tail.cause = Cause::Unknown;
    if (!signedUpTo || tail.last < tail.first)
        return tail;
    // What lies in a damaged file explains nothing; that it is damaged, the check of the log tells.
    const auto events = eventsAbove(database, tenant, Checkpoints::eventsBetween, reached);
    tail.cause = causeOf(events.value_or(QList<audit::Event>()), tail, signedUpTo->checkpoint.at);
    if (tail.cause != Cause::Unknown)
        return tail;
    return hasChoreTime(database, tenant, writtenWithoutKey).transform([&](bool isWritten) {
        tail.cause = isWritten ? Cause::Paused : tail.cause;
        return tail;
    });
}

Result<void> tellOf(Transaction &transaction, TenantId tenant, const UnsignedTail &tail, audit::EventTime now)
{
    if (tail.last < tail.first)
        return {};
    switch (tail.cause) {
    case Cause::Crash:
        return {};
    case Cause::Paused:
        return appendEvents(
            transaction, tenant, {aboutLog(u"signed afterwards"_s, audit::Level::Warning, unprovenText(tail), now)})
            .transform([](qint64) { });
    case Cause::Unknown:
        return storeFinding(transaction, tenant, {ChainFinding::Kind::Unsigned, tail.first, tail.last}, now);
    }
    std::unreachable();
}

Result<void> notePause(Transaction &transaction, TenantId tenant, const Error &reason, audit::EventTime now)
{
    Database &database = transaction.database();
    const auto keys = logKeyRows(database, tenant);
    if (!keys)
        return std::unexpected(keys.error());
    const auto isPaused = hasChoreTime(database, tenant, pausedSince);
    if (!isPaused)
        return std::unexpected(isPaused.error());
    if (keys->isEmpty() || *isPaused)
        return {};
    return appendEvents(transaction, tenant,
        {aboutLog(pauseAction, audit::Level::Warning, u"reason: %1"_s.arg(renderMessage(reason, nullptr)), now)})
        .and_then([&](qint64) { return storeChoreTime(database, tenant, pausedSince, now); });
}

Result<void> endPause(Transaction &transaction, TenantId tenant)
{
    Database &database = transaction.database();
    for (const QString &name : {pausedSince, writtenWithoutKey}) {
        const auto isThere = hasChoreTime(database, tenant, name);
        if (!isThere)
            return std::unexpected(isThere.error());
        if (!*isThere)
            continue;
        if (const auto ended = storeChoreTime(database, tenant, name, {}); !ended)
            return ended;
    }
    return {};
}

Result<std::unique_ptr<Tenants>> openWithoutKey(const StoreOptions &options)
{
    return Tenants::open(options).transform([](std::unique_ptr<Tenants> tenants) {
        tenants->store().beforeCommit([tenants = tenants.get()](Transaction &transaction, TenantId tenant) {
            return storeChoreTime(transaction.database(), tenant, writtenWithoutKey, tenants->now());
        });
        return tenants;
    });
}

}
