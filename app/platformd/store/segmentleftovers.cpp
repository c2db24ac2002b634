// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmentleftovers.h"

#include "store/eventblocks.h"
#include "store/eventrows.h"
#include "store/segmentcounts.h"
#include "store/segmentlogs.h"
#include "store/segmentrows.h"
#include "store/store.h"

#include <QLoggingCategory>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logSegments, "sekimorid.segments")

/// What the table knows of the files: those that are no segment's, and how far the log goes.
struct OtherFiles {
    QStringList names;
    qint64 lastNumber = 0;
};

Result<OtherFiles> otherFiles(Database &database, TenantId tenant)
{
    const LogReading reading(database);
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    return lastEventNumber(database, tenant).transform([&](qint64 last) {
        return OtherFiles{.names = database.segments()->folder().others(tenant, *segments), .lastNumber = last};
    });
}

/// Events that the log does not have yet: it was brought back from a backup that is older than the files.
bool isOfNewerLog(const QString &name, qint64 lastNumber)
{
    static const QRegularExpression pattern(u"^\\d{4}-\\d{2}-\\d+-(\\d+)\\.(ndjson|hashes)$"_s);
    const QRegularExpressionMatch match = pattern.match(name);
    return match.hasMatch() && match.captured(1).toLongLong() > lastNumber;
}

}

Result<void> stopIf(const std::stop_token &stop)
{
    if (stop.stop_requested())
        return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterStopped));
    return {};
}

/// In this order: which events are kept is sure only when the database has none that lie in segments.
Result<void> removeLeftRows(Store &store, TenantId tenant, const std::stop_token &stop)
{
    for (const auto &removeSome : {&deleteSomeClosedEvents, &settleSomeCounts, &deleteSomeBlocks}) {
        for (bool hasMore = true; hasMore;) {
            const auto removed = stopIf(stop).and_then([&] {
                return store.write(
                    [&](Transaction &transaction) { return removeSome(transaction.database(), tenant); });
            });
            if (!removed)
                return std::unexpected(removed.error());
            hasMore = *removed > 0;
        }
    }
    return {};
}

Result<void> removeLeftFiles(Store &store, TenantId tenant, const std::stop_token &stop)
{
    SegmentLogs &logs = store.segments();
    const auto others = store.search([&](Database &database) { return otherFiles(database, tenant); });
    if (!others)
        return std::unexpected(others.error());
    if (others->names.isEmpty())
        return {};
    logs.waitForReaders(stop);
    const QString aside = u"set-aside-%1"_s.arg(store.now().time_since_epoch() / std::chrono::seconds(1));
    for (const QString &name : others->names) {
        if (const auto goesOn = stopIf(stop); !goesOn)
            return goesOn;
        logs.forget(tenant, name);
        if (!isOfNewerLog(name, others->lastNumber)) {
            logs.folder().remove(tenant, name);
            continue;
        }
        const bool isAside = logs.folder().setAside(tenant, name, aside);
        qCWarning(logSegments).noquote() << "Events are in a file that the log does not have (is the store older than "
                                            "its files?). The file is kept: tenant"
                                         << tenant.value << "file" << (isAside ? aside + u'/' + name : name);
    }
    return {};
}

Result<void> removeLeftovers(Store &store, TenantId tenant, const std::stop_token &stop)
{
    const auto changing = store.segments().lockForChanges();
    return removeLeftRows(store, tenant, stop).and_then([&] { return removeLeftFiles(store, tenant, stop); });
}

}
