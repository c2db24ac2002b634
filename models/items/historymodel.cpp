// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historymodel.h"

#include "items/changewords.h"
#include "items/settingwords.h"
#include "items/tooltiptext.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace sekimori::items {
namespace {

using platform::HistoryEntry;

/// The history keeps its own order, so that a column needs no other.
struct HistoryColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const HistoryEntry &entry, const QTimeZone &zone);
};

/// Whose words these are, for the translators.
struct HistoryWords {
    Q_DECLARE_TR_FUNCTIONS(History)
};

const QList<HistoryColumn> &columns()
{
    using Zone = QTimeZone;
    static const QList<HistoryColumn> columns{
        {[](const Zone &zone) {
             return HistoryWords::tr("Date and time: %1", "column; time zone").arg(zoneName(zone));
         },
            [](const HistoryEntry &entry, const Zone &zone) { return clockText(entry.at, zone); }},
        {[](const Zone &) { return HistoryWords::tr("Changed by", "column"); },
            [](const HistoryEntry &entry, const Zone &) { return entry.by; }},
        {[](const Zone &) { return HistoryWords::tr("Section", "column"); },
            [](const HistoryEntry &entry, const Zone &) { return sectionTitle(entry.section); }},
        {[](const Zone &) { return HistoryWords::tr("What changed", "column"); },
            [](const HistoryEntry &entry, const Zone &zone) {
                return changeSummary(entry.section, entry.changes, zone);
            }},
    };
    return columns;
}

}

HistoryModel::HistoryModel(platform::HistoryClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_reading({.ask = [&client](const auto &filter, auto after,
                            auto callback) { return client.page(entriesAtOnce, filter, after, std::move(callback)); },
          .takeNewest = [this](const auto &page, bool isOtherFilter) { takeNewest(page, isOtherFilter); },
          .takeFurther = [this](const auto &page) { takeFurther(page); },
          .stateChanged = [this] { emit stateChanged(); }})
{
}

void HistoryModel::takeNewest(const platform::HistoryPage &page, bool isOtherFilter)
{
    const auto &entries = page.entries;
    const auto known = m_entries.isEmpty() ? entries.end() : std::ranges::find(entries, m_entries.first());
    const bool joins = !isOtherFilter && known != entries.end();
    meetPeople(entries);
    if (!joins) {
        beginResetModel();
        m_entries = entries;
        m_reading.beginAnewWith(page);
        endResetModel();
    } else if (const int added = int(known - entries.begin()); added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_entries = entries.first(added) + m_entries;
        endInsertRows();
    }
}

void HistoryModel::takeFurther(const platform::HistoryPage &page)
{
    meetPeople(page.entries);
    if (page.entries.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(page.entries.size()) - 1);
    m_entries += page.entries;
    endInsertRows();
}

void HistoryModel::meetPeople(const QList<HistoryEntry> &entries)
{
    for (const HistoryEntry &entry : entries) {
        if (!entry.by.isEmpty() && !m_people.contains(entry.by))
            m_people << entry.by;
    }
    m_people.sort(Qt::CaseInsensitive);
}

void HistoryModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (!m_entries.isEmpty()) // What changed may name times too.
        emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, ChangeColumn), {Qt::DisplayRole});
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isToolTip = role == Qt::ToolTipRole && index.column() == ChangeColumn;
    if (role != Qt::DisplayRole && !isToolTip)
        return {};
    const QString text = columns().at(index.column()).text(entryAt(index), m_zone);
    return isToolTip ? toolTipText(text) : text;
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(section).title(m_zone)) : QVariant();
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_reading.canFetchMore();
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
