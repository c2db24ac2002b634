// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/timezonesmodel.h"

#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

/// Whose words these are, for the translators.
struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(TimeZones)
};

struct Column {
    QString (*title)();
    QString (*text)(const TimeZoneRow &row, const QDateTime &now);
};

const QList<Column> &columns()
{
    static const QList<Column> columns{
        {
            .title = [] { return ColumnWords::tr("City", "column"); },
            .text = [](const TimeZoneRow &row, const QDateTime &) { return row.city; },
        },
        {
            .title = [] { return ColumnWords::tr("Region", "column"); },
            .text = [](const TimeZoneRow &row, const QDateTime &) { return row.region; },
        },
        {
            .title = [] { return ColumnWords::tr("Offset", "column: time zone's distance from UTC"); },
            .text = [](const TimeZoneRow &row, const QDateTime &now) { return offsetText(now.toTimeZone(row.zone)); },
        },
        {
            .title = [] { return ColumnWords::tr("Now", "column: time of day"); },
            .text = [](const TimeZoneRow &row,
                        const QDateTime &now) { return now.toTimeZone(row.zone).toString(u"HH:mm"_s); },
        },
        {
            .title = [] { return ColumnWords::tr("Called", "column: name of a time zone"); },
            .text = [](const TimeZoneRow &row, const QDateTime &) { return row.name; },
        },
    };
    return columns;
}

QString countryNames(QLocale::Territory territory)
{
    if (territory == QLocale::AnyTerritory)
        return {};
    QStringList names{QLocale::territoryToString(territory)};
    const auto spoken = QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, territory);
    for (const QLocale &locale : spoken)
        names << locale.nativeTerritoryName();
    names.removeDuplicates();
    return names.join(u' ');
}

bool isForPeople(const QByteArray &id)
{
    // What has no city is an old alias or, under Etc, counts its hours the other way round.
    return id == "UTC" || (id.contains('/') && !id.startsWith("Etc/") && !id.startsWith("SystemV/"));
}

TimeZoneRow rowOf(const QByteArray &id)
{
    TimeZoneRow row;
    row.id = QString::fromLatin1(id);
    row.zone = QTimeZone(id);
    QStringList parts = QString(row.id).replace(u'_', u' ').split(u'/');
    row.city = parts.takeLast();
    row.region = parts.join(u", ");
    row.name = row.zone.displayName(QTimeZone::GenericTime, QTimeZone::LongName, QLocale());
    row.country = countryNames(row.zone.territory());
    return row;
}

}

TimeZonesModel::TimeZonesModel(const QDateTime &now, QObject *parent)
    : QAbstractTableModel(parent)
    , m_now(now)
{
    const QByteArrayList ids = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : ids) {
        if (isForPeople(id))
            m_rows.append(rowOf(id));
    }
    const auto place = [&now](const TimeZoneRow &row) {
        return std::tuple(row.zone.offsetFromUtc(now), row.id != "UTC"_L1, row.city, row.id);
    };
    std::ranges::sort(m_rows, {}, place);
}

void TimeZonesModel::setNow(const QDateTime &now)
{
    m_now = now;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

QModelIndex TimeZonesModel::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(m_rows, id, &TimeZoneRow::id);
    return found == m_rows.end() ? QModelIndex() : index(int(found - m_rows.begin()), 0);
}

int TimeZonesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TimeZonesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant TimeZonesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TimeZoneRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return columns().at(index.column()).text(row, m_now);
    case IdRole:
        return row.id;
    case SearchRole:
        return QStringList{row.city, row.region, row.id, row.name, row.country, offsetText(m_now.toTimeZone(row.zone))}
            .join(u' ');
    default:
        return {};
    }
}

QVariant TimeZonesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(section).title()) : QVariant();
}

}
