// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/segmentlogs.h"
#include "temporarystore.h"

#include <QFile>
#include <QTimeZone>

namespace sekimori::platformd {

/// A tenant's log that is written day by day: the clock goes where the test puts it, and events arrive then.
class DatedLog {
public:
    DatedLog()
        : tenants(store.open())
        , tenant(TemporaryStore::makeTenant(*tenants, QStringLiteral("demo")))
    {
    }

    static audit::EventTime at(const char *text) { return audit::timeFromText(QString::fromLatin1(text)).value(); }

    void goTo(const char *text) { store.pass(at(text) - store.now()); }

    /// As the platform writes them itself; now.
    bool append(int count = 1) { return append(QStringLiteral("Common"), store.now(), count); }
    /// As other services send them, with whatever time they have.
    bool appendOthers(int count, const char *time) { return append(QStringLiteral("Groupware"), at(time), count); }

    void liveIn(const QString &zone)
    {
        auto state = std::make_shared<TenantState>(*tenants->snapshot()->byId.value(tenant));
        state->settings.tenant.timeZone = zone;
        tenants->publish(state);
    }

    void reopen()
    {
        tenants.reset();
        tenants = store.open();
    }

    /// The files of a segment, by its place, are gone.
    bool harm(qsizetype place)
    {
        const auto found
            = tenants->store().read([this](Database &database) { return segmentsOf(database, tenant); }).value();
        const SegmentFolder &folder = tenants->store().segments().folder();
        return QFile::remove(folder.linesOf(tenant, found.at(place)))
            && QFile::remove(folder.hashesOf(tenant, found.at(place)));
    }

    /// Each as `2026-03: 1-17`.
    QStringList segments()
    {
        const auto found
            = tenants->store().read([this](Database &database) { return segmentsOf(database, tenant); }).value();
        QStringList texts;
        for (const Segment &segment : found)
            texts << QStringLiteral("%1: %2-%3").arg(segment.month).arg(segment.first).arg(segment.last);
        return texts;
    }

    qint64 first()
    {
        return tenants->store().read([this](Database &database) { return firstEventNumber(database, tenant); }).value();
    }

    qint64 last() { return tenants->lastEventNumber(tenant).value(); }

    TemporaryStore store;
    std::unique_ptr<Tenants> tenants;
    TenantId tenant;

private:
    bool append(const QString &service, audit::EventTime time, int count)
    {
        const audit::Event event{.time = time,
            .source = QStringLiteral("192.0.2.7"),
            .user = QStringLiteral("hanako"),
            .service = service,
            .module = QStringLiteral("Mail"),
            .action = QStringLiteral("send"),
            .complement = {}};
        return tenants->appendEvents(tenant, QList<audit::Event>(count, event)).has_value();
    }
};

}
