// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/archivesmodel.h"

#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::Archive;

struct ArchiveWords {
    Q_DECLARE_TR_FUNCTIONS(Archives)
};

constexpr auto toTheRight = Qt::AlignRight | Qt::AlignVCenter;

struct ArchiveColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const Archive &archive, const QTimeZone &zone);
    QVariant (*order)(const Archive &archive);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

qint64 countOf(audit::EventTime time)
{
    return qint64(time.time_since_epoch().count());
}

QString stateText(const Archive &archive)
{
    switch (archive.state) {
    case Archive::State::Open:
        return ArchiveWords::tr("Open", "month to which events are added");
    case Archive::State::Closed:
        return ArchiveWords::tr("Closed", "month in a file");
    case Archive::State::Damaged:
        return ArchiveWords::tr("Damaged", "month whose file was changed");
    }
    Q_UNREACHABLE_RETURN({});
}

QString numbersText(const Archive &archive, const QTimeZone &)
{
    const QLocale locale;
    if (archive.events == 0)
        return ArchiveWords::tr("none", "numbers of events");
    return ArchiveWords::tr("%1 to %2", "numbers of events")
        .arg(locale.toString(archive.first), locale.toString(archive.last));
}

QString sizeText(const Archive &archive, const QTimeZone &)
{
    return archive.bytes ? QLocale().formattedDataSize(*archive.bytes) : u"–"_s;
}

QString closedText(const Archive &archive, const QTimeZone &zone)
{
    if (archive.closedAt)
        return toDateTime(*archive.closedAt).toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm"_s);
    return ArchiveWords::tr("not yet", "month was closed");
}

const std::array<ArchiveColumn, 7> &columns()
{
    static const std::array<ArchiveColumn, 7> columns{{
        {[](const QTimeZone &) { return ArchiveWords::tr("Month", "column"); },
            [](const Archive &archive, const QTimeZone &) { return monthText(archive); },
            [](const Archive &archive) { return QVariant(archive.id); }},
        {[](const QTimeZone &) { return ArchiveWords::tr("State", "column"); },
            [](const Archive &archive, const QTimeZone &) { return stateText(archive); },
            [](const Archive &archive) { return QVariant(int(archive.state)); }},
        {[](const QTimeZone &) { return ArchiveWords::tr("Events", "column: how many"); },
            [](const Archive &archive, const QTimeZone &) { return QLocale().toString(archive.events); },
            [](const Archive &archive) { return QVariant(archive.events); }, toTheRight},
        {[](const QTimeZone &) { return ArchiveWords::tr("Numbers", "column: of events"); }, numbersText,
            [](const Archive &archive) { return QVariant(archive.first); }, toTheRight},
        {[](const QTimeZone &) { return ArchiveWords::tr("Size", "column"); }, sizeText,
            [](const Archive &archive) { return QVariant(archive.bytes.value_or(0)); }, toTheRight},
        {[](const QTimeZone &zone) {
             return ArchiveWords::tr("Span of time: %1", "column; time zone").arg(zoneName(zone));
         },
            [](const Archive &archive, const QTimeZone &zone) { return spanText(archive.since, archive.until, zone); },
            [](const Archive &archive) { return QVariant(countOf(archive.since)); }},
        {[](const QTimeZone &) { return ArchiveWords::tr("Closed at", "column: time"); }, closedText,
            [](const Archive &archive) { return QVariant(archive.closedAt ? countOf(*archive.closedAt) : 0); }},
    }};
    return columns;
}

}

ArchivesModel::ArchivesModel(const platform::ArchivesClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
}

void ArchivesModel::refresh()
{
    m_asking = m_client.list([this](const auto &answer) { take(answer); });
    emit stateChanged();
}

void ArchivesModel::take(const platform::Answer<QList<Archive>> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_isRead = true;
        show(*answer);
    }
    emit stateChanged();
}

/// Rows that stay the same month stay where they are, with what is chosen of them.
void ArchivesModel::show(QList<Archive> archives)
{
    std::ranges::sort(archives, std::ranges::greater(), &Archive::id);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::contains(archives, m_archives.at(row).id, &Archive::id))
            continue;
        beginRemoveRows({}, row, row);
        m_archives.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < archives.size(); ++row) {
        if (row < m_archives.size() && archives.at(row).id == m_archives.at(row).id) {
            m_archives[row] = archives.at(row);
            continue;
        }
        beginInsertRows({}, row, row);
        m_archives.insert(row, archives.at(row));
        endInsertRows();
    }
    if (!m_archives.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

bool ArchivesModel::hasClosed() const
{
    return std::ranges::any_of(
        m_archives, [](const Archive &archive) { return archive.state != Archive::State::Open; });
}

void ArchivesModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, SpanColumn, ClosedColumn);
    if (!m_archives.isEmpty())
        emit dataChanged(index(0, SpanColumn), index(rowCount() - 1, ClosedColumn));
}

int ArchivesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_archives.size());
}

int ArchivesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant ArchivesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Archive &archive = m_archives.at(index.row());
    const ArchiveColumn &column = columns().at(std::size_t(index.column()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column.text(archive, m_zone);
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    case SortRole:
        return column.order(archive);
    case StateRole:
        return QVariant::fromValue(archive.state);
    default:
        return {};
    }
}

QVariant ArchivesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const ArchiveColumn &column = columns().at(std::size_t(section));
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    return role == Qt::DisplayRole ? QVariant(column.title(m_zone)) : QVariant();
}

QString monthText(const Archive &archive)
{
    const QDate month = QDate::fromString(archive.id, u"yyyy-MM"_s);
    return month.isValid() ? QLocale().toString(month, ArchiveWords::tr("MMMM yyyy", "form of a month")) : archive.id;
}

}
