// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/bundlestream.h"

#include "api/auditquestion.h"
#include "api/damagedspan.h"
#include "api/logfilestream.h"
#include "audit/bundle/bundlewriter.h"
#include "store/chainreading.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::bundle::BundleHead;
using audit::bundle::BundleWriter;
using audit::chain::Hash;

/// What is compressed waits a little in the writer, so this bounds what goes into it.
constexpr qsizetype bytesAtOnce = 128 * 1024;
constexpr qint64 numbersAtOnce = 10'000; ///< whose checkpoints are read together
constexpr qint64 mostNumber = std::numeric_limits<qint64>::max();
constexpr int all = -1;

/// What goes into a bundle, as it was when the bundle was begun.
struct BundlePlan {
    BundleHead head;
    qint64 last = 0;
    std::shared_ptr<const crypto::SigningKey> key;
    QString fileName;
};

/// The file, some hundred events at a time and then its checkpoints.
class BundleStream : public LogFileStream {
public:
    BundleStream(Standing standing, SearchPlaces::Place place, Tenants &tenants, const BundlePlan &plan)
        : LogFileStream(std::move(standing), std::move(place), tenants)
        , m_first(plan.head.first)
        , m_last(plan.last)
        , m_reached(plan.head.first - 1)
        , m_reading(tenant())
        , m_writer(sink(), plan.head, [key = plan.key](QByteArrayView message) { return key->sign(message); })
    {
    }

private:
    Result<bool> writeSome() override { return m_reached < m_last ? writeEvents() : writeCheckpoints(); }

    Result<bool> writeEvents()
    {
        return store().search([this](Database &database) -> Result<bool> {
            const LogReading moment(database);
            // What retention deletes meanwhile would be told of as missing.
            const auto start = chainStart(database, tenant());
            if (!start)
                return std::unexpected(start.error());
            if (start->number > m_reached)
                return std::unexpected(
                    Error{ErrorKind::Gone, BundleEmpty, {QString::number(start->number + 1), QString::number(m_last)}});
            qsizetype bytes = 0;
            const auto end = std::chrono::steady_clock::now() + longestPiece;
            return m_reading
                .read(database, m_reached,
                    [&](const ChainEntry &entry) -> Result<bool> {
                        m_reached = entry.number;
                        if (entry.number > m_last)
                            return false;
                        bytes += entry.line.size();
                        const Hash hash = Hash::fromBytes(entry.hash).value_or(Hash());
                        return m_writer.add(entry.number, entry.line, hash).transform([&] {
                            return bytes < bytesAtOnce && entry.number < m_last
                                && std::chrono::steady_clock::now() < end;
                        });
                    })
                .transform([this](bool isMore) {
                    if (!isMore)
                        m_reached = m_last; // The last ones are missing, which the verdict will tell.
                    return false;
                });
        });
    }

    /// The last one before the span, those of the span, and the first one from its end on.
    Result<bool> writeCheckpoints()
    {
        const auto found = store().search([this](Database &database) { return someCheckpoints(database); });
        if (!found)
            return std::unexpected(found.error());
        for (const SignedCheckpoint &checkpoint : *found) {
            if (const auto written = m_writer.add(checkpoint); !written)
                return std::unexpected(written.error());
        }
        if (m_seen <= m_last)
            return false;
        return m_writer.finish().transform([] { return true; });
    }

    Result<QList<SignedCheckpoint>> someCheckpoints(Database &database)
    {
        if (m_seen < m_first) {
            m_seen = m_first;
            return checkpointBelow(database, tenant(), m_first)
                .transform([](const std::optional<SignedCheckpoint> &before) {
                    return before ? QList{*before} : QList<SignedCheckpoint>();
                });
        }
        const qint64 end = std::min(m_seen + numbersAtOnce, m_last + 1);
        auto found = checkpointsIn(database, tenant(), {m_seen, end}, all);
        m_seen = end;
        const bool hasEnd = found && !found->isEmpty() && found->last().checkpoint.number == m_last;
        if (!found || end <= m_last || hasEnd)
            return found;
        return checkpointsIn(database, tenant(), {m_last + 1, mostNumber}, 1).transform([&](const auto &behind) {
            return *found + behind;
        });
    }

    const qint64 m_first;
    const qint64 m_last;
    qint64 m_reached; ///< the events up to this number are written
    qint64 m_seen = 0; ///< the checkpoints below this number are
    ChainReading m_reading;
    BundleWriter m_writer;
};

QString complementOf(const BundleWish &wish, const BundlePlan &plan)
{
    QStringList parts{u"sealed bundle"_s, u"first: %1"_s.arg(plan.head.first), u"last: %1"_s.arg(plan.last)};
    if (!wish.span.isEmpty())
        parts << wish.span;
    parts << u"file: "_s + plan.fileName;
    return parts.join(u"; ");
}

/// Takes of @p wish what there is in the log.
Result<BundlePlan> planned(Database &database, const TenantState &tenant, const BundleWish &wish, audit::EventTime now)
{
    const auto start = chainStart(database, tenant.id);
    if (!start)
        return std::unexpected(start.error());
    const auto end = chainEnd(database, tenant.id);
    if (!end)
        return std::unexpected(end.error());
    BundlePlan plan{.head = {.logId = end->logId,
                        .tenant = tenant.displayName,
                        .first = std::max(wish.first, start->number + 1),
                        .before = {},
                        .tipNumber = end->number,
                        .tip = end->tip,
                        .now = now,
                        .keys = {}},
        .last = std::min(wish.last, end->number),
        .key = {},
        .fileName = {}};
    if (plan.head.first > plan.last)
        return std::unexpected(Error{
            ErrorKind::NotFound, BundleEmpty, {QString::number(start->number + 1), QString::number(end->number)}});
    const auto before = chainUpTo(database, tenant.id, plan.head.first - 1);
    if (!before && !before.error().is(messages::SegmentDamaged))
        return std::unexpected(before.error());
    // Events that are missing right before the span are taken in: the verdict names them, and accuses no other.
    plan.head.first = before ? before->number + 1 : plan.head.first;
    plan.head.before = before ? before->hash : Hash();
    plan.head.last = plan.last;
    plan.fileName = u"audit-%1-%2-%3-sealed.zip"_s.arg(tenant.subdomain).arg(plan.head.first).arg(plan.last);
    return plan;
}

/// What cannot be read is refused while it still can be: before anything is signed and told.
Result<void> checkWish(Tenants &tenants, TenantId tenant, const BundleWish &wish)
{
    const NumberRange numbers{wish.first, std::min(wish.last, mostNumber - 1) + 1};
    return tenants.store().search([&](Database &database) { return checkSpan(database, tenant, numbers); });
}

/// In one transaction: what goes out is signed for and told of, and is what the log had before that.
Result<BundlePlan> prepared(const Call &call, ApiParts &parts, const BundleWish &wish)
{
    const TenantState &tenant = *call.passage.tenant;
    const auto now = parts.tenants.now();
    return parts.tenants.store().write([&](Transaction &transaction) -> Result<BundlePlan> {
        Database &database = transaction.database();
        auto plan = planned(database, tenant, wish, now);
        if (!plan)
            return plan;
        if (const auto checkpoint = parts.checkpoints.sign(transaction, tenant.id); !checkpoint)
            return std::unexpected(checkpoint.error());
        auto key = parts.checkpoints.keys().toSignBy(transaction, tenant.id, now);
        if (!key)
            return std::unexpected(key.error());
        plan->key = *std::move(key);
        const auto rows = parts.checkpoints.keys().rows(database, tenant.id);
        if (!rows)
            return std::unexpected(rows.error());
        for (const LogKeyRow &row : *rows)
            plan->head.keys.append(row.key.key);
        const auto event = handedOut(call.author(), wish.action, complementOf(wish, *plan), now);
        return appendEvents(transaction, tenant.id, {event}).transform([&](qint64) { return *plan; });
    });
}

}

Response sealedBundle(const Call &call, ApiParts &parts, const BundleWish &wish)
{
    Standing standing(call, parts);
    auto place = parts.exportPlaces.take(standing.tenant());
    if (!place)
        return tooManySearches(call, place.error());
    const auto plan
        = checkWish(parts.tenants, standing.tenant(), wish).and_then([&] { return prepared(call, parts, wish); });
    if (!plan)
        return call.refuse(plan.error());
    return fileAnswer("application/zip", plan->fileName,
        std::make_shared<BundleStream>(std::move(standing), *std::move(place), parts.tenants, *plan));
}

}
