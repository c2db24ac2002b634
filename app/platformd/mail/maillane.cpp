// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/maillane.h"

#include "config/logoutput.h"
#include "mail/letterof.h"
#include "mail/mailevents.h"
#include "mail/retrypauses.h"
#include "store/eventrows.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logMail, "sekimorid.mail")

/// Letters that are begun together, with one sync of the disk before them and one after.
constexpr int batchSize = 50;
/// A batch that takes longer lets go what it has not tried, so that more urgent mail need not wait for it.
constexpr auto longestBatch = 2s;
/// However far away the next attempt is: the system's clock may be set.
constexpr std::chrono::microseconds longestWait = 1min;
/// So soon the store is asked again after it could not be written.
constexpr std::chrono::microseconds afterTrouble = 5s;
constexpr std::chrono::microseconds shortestWait = 1s;
constexpr auto withoutServer = 10min;
constexpr auto betweenCleaning = 1h;
constexpr int removedAtOnce = 500;

Result<void> tellGivenUp(Transaction &transaction, TenantId tenant, const QList<DeliveryResult> &results)
{
    const QList<audit::Event> events = givenUpEvents(results);
    if (events.isEmpty())
        return {};
    return appendEvents(transaction, tenant, events).transform([](qint64) { });
}

bool isTried(const LetterOutcome &outcome)
{
    return outcome.kind != LetterOutcome::Kind::NotTried;
}

}

MailLane::MailLane(Tenants &tenants, const MailOptions &options, std::unique_ptr<MailRoad> road, Share share)
    : m_tenants(tenants)
    , m_options(options)
    , m_road(std::move(road))
    , m_share(share)
    , m_watching(tenants.store().changes().watch(anyonesMail,
          [this] {
              {
                  const std::scoped_lock lock(m_mutex);
                  m_hasNews = true;
              }
              m_changed.notify_all();
          }))
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

/// Those whose mail goes this way.
QList<TenantId> MailLane::ownTenants() const
{
    QList<TenantId> tenants = m_tenants.snapshot()->byId.keys();
    tenants.removeIf([this](TenantId tenant) { return !m_share.has(tenant); });
    return tenants;
}

void MailLane::settle()
{
    const std::scoped_lock sending(m_sending);
    while (sendDue({})) { }
}

/// One batch; says whether there may be more. Under m_sending.
bool MailLane::sendDue(const std::stop_token &stop)
{
    const auto done = writeDown()
                          .and_then([&] { return cleanUp(); })
                          .and_then([&] { return takeTurn(); })
                          .and_then([&](const QList<QueuedDelivery> &turn) { return send(turn, stop); });
    if (!done)
        qCWarning(logMail) << "Mail waits, since the store does not answer as it should:" << done.error().message->code;
    return done.value_or(false);
}

Result<bool> MailLane::send(const QList<QueuedDelivery> &turn, const std::stop_token &stop)
{
    if (turn.isEmpty())
        return false;
    if (!m_road)
        return tellNoServer().transform([] { return false; });
    return begin(turn).and_then([&](const QList<Work> &works) {
        carry(works, stop);
        return writeDown().transform([&] { return !works.isEmpty() && !stop.stop_requested(); });
    });
}

Result<void> MailLane::tellNoServer()
{
    const auto now = m_tenants.now();
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        for (const TenantId tenant : ownTenants()) {
            const auto late = storeNoServer(database, tenant, now, now + withoutServer).and_then([&] {
                return deliveriesMadeBefore(database, tenant, now - triedFor, removedAtOnce);
            });
            if (!late)
                return std::unexpected(late.error());
            QList<DeliveryResult> results;
            for (const QueuedDelivery &delivery : *late)
                results.append({.delivery = delivery,
                    .outcome = AttemptOutcome::GivenUp,
                    .answer = {AnswerKind::NoServer, {}},
                    .at = now,
                    .nextAt = now});
            for (const DeliveryResult &result : results) {
                if (const auto stored = storeResult(database, result); !stored)
                    return stored;
            }
            if (const auto told = tellGivenUp(transaction, tenant, results); !told)
                return told;
        }
        return {};
    });
}

/// Now and then, and at once where the clock was set back.
Result<void> MailLane::cleanUp()
{
    const auto now = m_tenants.now();
    if (now >= m_cleanedAt && now - m_cleanedAt < betweenCleaning)
        return {};
    return m_tenants.store()
        .write([&](Transaction &transaction) -> Result<qint64> {
            qint64 most = 0;
            for (const TenantId tenant : ownTenants()) {
                Database &database = transaction.database();
                const auto removed = forgetTheFuture(database, tenant, now).and_then([&] {
                    return removeOldMails(database, tenant, now - mailsKept, removedAtOnce);
                });
                if (!removed)
                    return removed;
                most = std::max(most, *removed);
            }
            return most;
        })
        .transform([&](qint64 most) {
            if (most < removedAtOnce)
                m_cleanedAt = now;
        });
}

Result<QList<QueuedDelivery>> MailLane::takeTurn()
{
    return m_tenants.store().read([&](Database &database) -> Result<QList<QueuedDelivery>> {
        MailTurns::Waiting waiting;
        for (const TenantId tenant : ownTenants()) {
            auto due = dueDeliveries(database, tenant, m_tenants.now(), batchSize);
            if (!due)
                return due;
            waiting[tenant] = std::move(*due);
        }
        return m_turns.first(std::move(waiting), batchSize);
    });
}

/// From here on they are under way.
Result<QList<MailLane::Work>> MailLane::begin(const QList<QueuedDelivery> &deliveries)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<QList<Work>> {
        QList<Work> works;
        std::map<MailId, std::optional<Delivery>> mails;
        for (const QueuedDelivery &delivery : deliveries) {
            auto work = begin(transaction.database(), delivery, mails);
            if (!work)
                return std::unexpected(work.error());
            if (*work)
                works.append(**std::move(work));
        }
        return works;
    });
}

Result<std::optional<MailLane::Work>> MailLane::begin(
    Database &database, const QueuedDelivery &delivery, std::map<MailId, std::optional<Delivery>> &mails) const
{
    const auto marked = markSending(database, delivery, m_tenants.now());
    if (!marked || !*marked)
        return marked.transform([](bool) { return std::optional<Work>(); });
    if (!mails.contains(delivery.mail)) {
        auto mail = deliveryWithId(database, delivery.tenant, delivery.mail);
        if (!mail)
            return std::unexpected(mail.error());
        mails[delivery.mail] = std::move(*mail);
    }
    const auto tenant = m_tenants.snapshot()->byId.value(delivery.tenant);
    return storeMessageId(database, delivery.tenant, delivery.mail, newMessageId(m_options))
        .transform([&](const QString &messageId) {
            return std::optional(
                Work{delivery, letterOf(m_options, *tenant, delivery, *mails[delivery.mail], messageId)});
        });
}

/// What was not tried, for want of time, since the service is to stop, or since what waited for the road may be more
/// urgent, waits as before.
void MailLane::carry(const QList<Work> &works, const std::stop_token &stop)
{
    const auto begun = std::chrono::steady_clock::now();
    std::optional<LetterOutcome> common;
    for (const Work &work : works) {
        const bool isLate = std::chrono::steady_clock::now() - begun > longestBatch;
        LetterOutcome outcome;
        if (common) {
            outcome = *common;
        } else if (!isLate && m_roadState != RoadState::Reopened) {
            outcome = m_road->carry(work.letter, stop);
            m_turns.note(work.delivery.tenant);
            noteRoad(outcome);
        }
        if (outcome.concernsAll)
            common = outcome;
        if (isTried(outcome))
            m_results.append(resultOf(work, outcome));
        else
            m_untried.append(work.delivery);
    }
}

void MailLane::noteRoad(const LetterOutcome &outcome)
{
    if (outcome.concernsAll)
        m_roadState = RoadState::Shut;
    else if (m_roadState == RoadState::Shut && outcome.isThrough())
        m_roadState = RoadState::Reopened;
}

DeliveryResult MailLane::resultOf(const Work &work, const LetterOutcome &outcome) const
{
    const auto now = m_tenants.now();
    DeliveryResult result{.delivery = work.delivery, .outcome = {}, .answer = outcome.answer, .at = now, .nextAt = now};
    switch (outcome.kind) {
    case LetterOutcome::Kind::Taken:
        result.outcome = AttemptOutcome::Sent;
        return result;
    case LetterOutcome::Kind::Refused:
        result.outcome = AttemptOutcome::Refused;
        return result;
    case LetterOutcome::Kind::NotKnown:
    case LetterOutcome::Kind::TryAgain:
    case LetterOutcome::Kind::NotTried:
        break;
    }
    const auto next = nextAttempt(work.delivery.attempts + 1, now, work.delivery.madeAt);
    const bool isKnown = outcome.kind != LetterOutcome::Kind::NotKnown;
    result.outcome = !next ? AttemptOutcome::GivenUp : isKnown ? AttemptOutcome::Delayed : AttemptOutcome::Unknown;
    result.nextAt = next.value_or(now);
    return result;
}

/// What became of the letters. Until it is on disk, nothing else is sent.
Result<void> MailLane::writeDown()
{
    if (m_results.isEmpty() && m_untried.isEmpty())
        return {};
    const auto written = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        std::map<TenantId, QList<DeliveryResult>> ofTenants;
        for (const DeliveryResult &result : std::as_const(m_results)) {
            if (const auto stored = storeResult(transaction.database(), result); !stored)
                return stored;
            ofTenants[result.delivery.tenant].append(result);
        }
        for (const QueuedDelivery &delivery : std::as_const(m_untried)) {
            if (const auto back = putBack(transaction.database(), delivery, m_tenants.now()); !back)
                return back;
        }
        for (const auto &[tenant, results] : ofTenants) {
            if (const auto told = tellGivenUp(transaction, tenant, results); !told)
                return told;
        }
        return m_roadState == RoadState::Reopened ? retryHeldUp(transaction.database()) : Result<void>();
    });
    if (written) {
        m_results.clear();
        m_untried.clear();
        if (m_roadState == RoadState::Reopened)
            m_roadState = RoadState::Open;
    }
    return written;
}

/// Each has a pause of its own; waiting for its end, a higher level would go behind a lower one that came just now.
Result<void> MailLane::retryHeldUp(Database &database) const
{
    for (const TenantId tenant : ownTenants()) {
        if (const auto due = retryHeldUpByRoad(database, tenant, m_tenants.now()); !due)
            return due;
    }
    return {};
}

std::chrono::microseconds MailLane::timeToWait() const
{
    const auto next = m_tenants.store().read([this](Database &database) -> Result<std::optional<audit::EventTime>> {
        std::optional<audit::EventTime> first;
        for (const TenantId tenant : ownTenants()) {
            const auto due = nextDue(database, tenant);
            if (!due)
                return due;
            if (*due)
                first = std::min(first.value_or(**due), **due);
        }
        return first;
    });
    if (!next)
        return afterTrouble;
    const auto wait = *next ? std::chrono::microseconds(**next - m_tenants.now()) : longestWait;
    return std::clamp(wait, shortestWait, longestWait);
}

void MailLane::work(const std::stop_token &stop)
{
    // A connection stays open for what comes soon.
    constexpr std::chrono::microseconds beforeRest = 10s;
    bool isResting = true;
    bool isBehind = false; // with what has become of letters
    while (!stop.stop_requested()) {
        const auto longest = isBehind ? afterTrouble : isResting ? longestWait : beforeRest;
        const auto wait = std::min(timeToWait(), longest);
        const bool hasNews = waitForNews(stop, wait);
        const std::scoped_lock sending(m_sending);
        if (!hasNews && !std::exchange(isResting, true) && m_road)
            m_road->rest();
        while (!stop.stop_requested() && sendDue(stop))
            isResting = false;
        isBehind = !m_results.isEmpty() || !m_untried.isEmpty();
    }
}

bool MailLane::waitForNews(const std::stop_token &stop, std::chrono::microseconds longest)
{
    std::unique_lock lock(m_mutex);
    const bool hasNews = m_changed.wait_for(lock, stop, longest, [this] { return m_hasNews; });
    m_hasNews = false;
    return hasNews;
}

}
