// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventvalues.h"

#include "audit/filter/foldedtext.h"
#include "store/segmentcounts.h"
#include "store/segmentlogs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::Field;

constexpr std::chrono::seconds longestLookUp{2};

ValueCount valueIn(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toLongLong()};
}

/// The names of levels or results and how many events have them.
template<typename Value>
QList<ValueCount> fewValues(const auto &counts, const QString &start, int limit)
{
    QList<ValueCount> values;
    for (size_t i = 0; i < counts.size(); ++i) {
        const QString name = audit::nameOf(Value(i));
        if (counts[i] > 0 && name.startsWith(start, Qt::CaseInsensitive))
            values.append({name, counts[i]});
    }
    std::ranges::stable_sort(values, std::greater(), &ValueCount::count);
    values.resize(std::min<qsizetype>(values.size(), limit));
    return values;
}

Result<QList<ValueCount>> names(Database &database, TenantId tenant, Field field, const QString &start, int limit)
{
    return goneCounts(database, tenant, field == Field::Source ? EventColumn::Source : EventColumn::User)
        .and_then([&](const GoneCounts &gone) {
            return database.select(
                u"SELECT n.text, n.count - coalesce(gone.count, 0) AS remaining FROM event_names n"
                " LEFT JOIN %1 ON gone.code = n.id WHERE n.tenant = ? AND n.field = ? AND n.text <> ''"
                " AND event_text_starts(n.text, ?) AND remaining > 0 ORDER BY remaining DESC, n.text LIMIT ?"_s.arg(
                    gone.table),
                gone.values + QVariantList{tenant.value, int(field), audit::filter::folded(start), limit}, valueIn);
        });
}

/// @p column is one of event_kinds' own.
Result<QList<ValueCount>> kinds(
    Database &database, TenantId tenant, const QString &column, const QString &start, int limit)
{
    return goneCounts(database, tenant, EventColumn::Kind).and_then([&](const GoneCounts &gone) {
        return database.select(u"SELECT k.%1, sum(k.count - coalesce(gone.count, 0)) AS remaining FROM event_kinds k"
                               " LEFT JOIN %2 ON gone.code = k.id WHERE k.tenant = ? AND k.%1 <> ''"
                               " AND event_text_starts(k.%1, ?) GROUP BY k.%1 HAVING remaining > 0"
                               " ORDER BY remaining DESC, k.%1 LIMIT ?"_s.arg(column, gone.table),
            gone.values + QVariantList{tenant.value, audit::filter::folded(start), limit}, valueIn);
    });
}

}

Result<QList<ValueCount>> eventValues(Database &database, TenantId tenant, Field field, const QString &start, int limit)
{
    const LogReading reading(database);
    const TimeLimit most(database, longestLookUp);
    switch (field) {
    case Field::Source:
    case Field::User:
        return names(database, tenant, field, start, limit);
    case Field::Service:
        return kinds(database, tenant, u"service"_s, start, limit);
    case Field::Module:
        return kinds(database, tenant, u"module"_s, start, limit);
    case Field::Action:
        return kinds(database, tenant, u"action"_s, start, limit);
    case Field::Result:
        return eventTotals(database, tenant).transform([&](const EventTotals &totals) {
            return fewValues<audit::EventResult>(totals.results, start, limit);
        });
    case Field::Level:
        return eventTotals(database, tenant).transform([&](const EventTotals &totals) {
            return fewValues<audit::Level>(totals.levels, start, limit);
        });
    case Field::Time:
    case Field::Complement:
        return QList<ValueCount>();
    }
    std::unreachable();
}

}
