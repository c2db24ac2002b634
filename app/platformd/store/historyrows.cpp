// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/historyrows.h"

#include "store/columns.h"
#include "store/user.h"

#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QString compactText(const auto &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

HistoryEntry entryIn(const QSqlQuery &row)
{
    return {
        .event = row.value(0).toLongLong(),
        .section = row.value(1).toString(),
        .revision = row.value(2).toLongLong(),
        .at = toDateTime(timeColumn(row.value(3))),
        .by = row.value(4).toString(),
        .address = row.value(5).toString(),
        .reason = row.value(6).toString(),
        .changes = policy::fieldChangesFromJson(QJsonDocument::fromJson(row.value(7).toString().toUtf8()).array()),
    };
}

/// A statement that grows by the conditions that are asked for; its values go along.
struct Selection {
    QString sql;
    QVariantList values;

    void require(const QString &condition, const QVariantList &bound)
    {
        sql += u" AND "_s + condition;
        values += bound;
    }
};

void narrow(Selection &selection, TenantId tenant, const HistoryFilter &filter)
{
    if (!filter.section.isEmpty())
        selection.require(u"section = ?"_s, {filter.section});
    // By the name itself too, for those who are users no more.
    if (!filter.by.isEmpty())
        selection.require(u"(changed_by = ? OR changed_by IN"
                          " (SELECT login_name FROM users WHERE tenant = ? AND login_key = ?))"_s,
            {filter.by, tenant.value, loginKey(filter.by)});
    if (filter.span.since)
        selection.require(u"changed_at >= ?"_s, {toColumn(*filter.span.since)});
    if (filter.span.until)
        selection.require(u"changed_at < ?"_s, {toColumn(*filter.span.until)});
}

}

Result<void> appendHistory(Database &database, TenantId tenant, const HistoryEntry &entry, const QJsonObject &value)
{
    return database
        .run(u"INSERT INTO history (tenant, event, section, revision, changed_at, changed_by, address, reason, changes,"
             " value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {tenant.value, entry.event, entry.section, entry.revision, toColumn(entry.at), entry.by, entry.address,
                entry.reason, compactText(policy::toJson(entry.changes)), compactText(value)})
        .transform([](qint64) { });
}

Result<HistoryPage> historyPage(
    Database &database, TenantId tenant, const HistoryFilter &filter, int limit, std::optional<qint64> below)
{
    Selection selection{
        u"SELECT event, section, revision, changed_at, changed_by, address, reason, changes FROM history"
        " WHERE tenant = ? AND event < ?"_s,
        {tenant.value, below.value_or(std::numeric_limits<qint64>::max())}};
    narrow(selection, tenant, filter);
    selection.sql += u" ORDER BY event DESC LIMIT ?"_s;
    // One more than asked for tells whether there are more.
    selection.values << limit + 1;
    auto found = database.select(selection.sql, selection.values, entryIn);
    if (!found)
        return std::unexpected(found.error());
    HistoryPage page{.entries = std::move(*found), .next = {}};
    if (page.entries.size() > limit) {
        page.entries.removeLast();
        page.next = page.entries.last().event;
    }
    return page;
}

}
