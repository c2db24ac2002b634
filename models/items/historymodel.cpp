// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historymodel.h"

#include "items/changewords.h"
#include "items/settingwords.h"
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
    , m_client(client)
{
}

void HistoryModel::setFilter(const platform::HistoryFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_isOtherFilter = true;
    m_fetching = {};
    refresh();
}

void HistoryModel::refresh()
{
    m_refreshing = m_client.page(entriesAtOnce, m_filter, {}, [this](const auto &answer) { takeNewest(answer); });
    emit stateChanged();
}

void HistoryModel::fetchFurther()
{
    if (!m_next || m_isOtherFilter || m_fetching.isUnderWay())
        return;
    m_fetching = m_client.page(entriesAtOnce, m_filter, m_next, [this](const auto &answer) { takeFurther(answer); });
    emit stateChanged();
}

void HistoryModel::takeNewest(const platform::Answer<platform::HistoryPage> &answer)
{
    m_refreshing = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        const auto &entries = answer->entries;
        const auto known = m_entries.isEmpty() ? entries.end() : std::ranges::find(entries, m_entries.first());
        const bool joins = !std::exchange(m_isOtherFilter, false) && known != entries.end();
        meetPeople(entries);
        m_isRead = true;
        if (!joins) {
            m_fetching = {};
            beginResetModel();
            m_entries = entries;
            m_next = answer->next;
            endResetModel();
        } else if (const int added = int(known - entries.begin()); added > 0) {
            beginInsertRows({}, 0, added - 1);
            m_entries = entries.first(added) + m_entries;
            endInsertRows();
        }
    }
    emit stateChanged();
}

void HistoryModel::takeFurther(const platform::Answer<platform::HistoryPage> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_next = answer->next;
        meetPeople(answer->entries);
        if (!answer->entries.isEmpty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(answer->entries.size()) - 1);
            m_entries += answer->entries;
            endInsertRows();
        }
    }
    emit stateChanged();
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
    const bool isShown = role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == ChangeColumn);
    return isShown ? columns().at(index.column()).text(entryAt(index), m_zone) : QVariant();
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
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && m_next && !m_failure && !m_isOtherFilter && !m_fetching.isUnderWay();
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
