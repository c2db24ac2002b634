// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogmodel.h"

#include "audit/engine/recordreading.h"

#include <algorithm>

namespace sekimori::items {
namespace {

using audit::engine::Part;

/// The columns of all parts together: those that are known in their usual order, then those that nobody knows.
struct Columns {
    std::array<bool, audit::allFields.size()> fields{};
    bool hasNumber = false;
    QStringList others;
    std::vector<std::vector<int>> othersOfParts;
};

Columns columnsOf(const std::vector<Part> &parts)
{
    Columns columns;
    for (const Part &part : parts) {
        std::vector<int> &others = columns.othersOfParts.emplace_back();
        for (const Part::Column &column : part.columns) {
            if (column.field) {
                columns.fields[size_t(*column.field)] = true;
            } else if (column.isNumber) {
                columns.hasNumber = true;
            } else if (!column.isClock) {
                if (!columns.others.contains(column.title))
                    columns.others += column.title;
                others.push_back(int(columns.others.indexOf(column.title)));
            }
        }
    }
    return columns;
}

QList<LogColumn> logColumns(const Columns &columns, bool hasManyFiles)
{
    QList<LogColumn> all;
    if (columns.hasNumber)
        all += numberColumn();
    for (const audit::Field field : audit::allFields) {
        if (columns.fields[size_t(field)])
            all += fieldColumn(field);
    }
    for (int other = 0; other < columns.others.size(); ++other)
        all += otherColumn(other, columns.others.at(other));
    if (hasManyFiles)
        all += fileColumn();
    all += lineColumn();
    return all;
}

}

FileLogModel::FileLogModel(QObject *parent)
    : LogModel(parent)
    , m_rows(std::make_shared<const FileLogRows>())
{
}

std::vector<uint64_t> FileLogModel::heldRows() const
{
    std::vector<uint64_t> rows;
    const QModelIndexList held = persistentIndexList();
    for (const QModelIndex &index : held)
        rows.push_back(m_rows->rowAt(index.row()));
    return rows;
}

void FileLogModel::apply(const FileLogChange &change, bool isByTime)
{
    m_isByTime = isByTime;
    if (change.isOtherLog || m_rows->count() == 0) {
        beginResetModel();
        m_rows = change.rows;
        endResetModel();
    } else if (!takeGrowth(change)) {
        takeOtherOrder(change);
    }
    followParts(m_rows->log());
    followSurplus(m_rows->log());
}

/// Most of the time rows come beside those that are there.
bool FileLogModel::takeGrowth(const FileLogChange &change)
{
    const int before = m_rows->count();
    const int now = change.rows->count();
    const bool isKept = change.overlap.head == before || change.overlap.tail == before;
    if (!isKept || now < before)
        return false;
    if (now == before) {
        m_rows = change.rows;
        return true;
    }
    const int first = change.overlap.head == before ? before : 0;
    beginInsertRows({}, first, first + now - before - 1);
    m_rows = change.rows;
    endInsertRows();
    return true;
}

void FileLogModel::takeOtherOrder(const FileLogChange &change)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    const std::vector<uint64_t> rows = heldRows();
    m_rows = change.rows;
    QModelIndexList moved;
    for (qsizetype i = 0; i < held.size(); ++i) {
        const int place = placeOf(rows[size_t(i)], change);
        moved += place < 0 ? QModelIndex() : index(place, held.at(i).column());
    }
    changePersistentIndexList(held, moved);
    emit layoutChanged({}, VerticalSortHint);
}

/// A row that was taken hold of after the change was worked out is looked for here, unless that would take long.
int FileLogModel::placeOf(uint64_t row, const FileLogChange &change) const
{
    const auto known = change.places.find(row);
    if (known != change.places.end())
        return known->second;
    if (change.isRenumbered)
        return -1;
    constexpr int fewToPass = 1'000'000;
    const bool isQuick = !change.rows->order() || change.rows->count() < fewToPass;
    return isQuick ? change.rows->placesOf(std::span(&row, 1)).front() : -1;
}

void FileLogModel::followParts(const audit::engine::LogSnapshot &log)
{
    if (!log.parts || log.parts == m_parts)
        return;
    m_parts = log.parts;
    Columns columns = columnsOf(*m_parts);
    m_others = std::move(columns.othersOfParts);
    m_otherCount = int(columns.others.size());
    m_hasSurplus = false;
    setColumns(logColumns(columns, m_parts->size() > 1));
}

/// Text that no column has may come up late, and nothing of what is shown already should move then.
void FileLogModel::followSurplus(const audit::engine::LogSnapshot &log)
{
    if (m_hasSurplus || !log.blocks)
        return;
    m_hasSurplus = std::ranges::any_of(*log.blocks, [](const auto &block) { return block->hasSurplus; });
    if (m_hasSurplus)
        addColumn(surplusColumn());
}

std::optional<audit::Record> FileLogModel::recordAt(int row) const
{
    if (row < 0 || row >= m_rows->count())
        return std::nullopt;
    audit::Record record = audit::engine::readRecord(m_rows->log(), m_rows->rowAt(row), zone());
    if (record.part >= m_others.size())
        return record;
    QStringList others(m_otherCount);
    const std::vector<int> &places = m_others[record.part];
    for (size_t i = 0; i < places.size() && qsizetype(i) < record.others.size(); ++i)
        others[places[i]] = record.others.at(qsizetype(i));
    record.others = std::move(others);
    return record;
}

QString FileLogModel::fileName(quint32 part) const
{
    return m_parts && part < m_parts->size() ? (*m_parts)[part].name : QString();
}

int FileLogModel::rowNear(audit::EventTime time)
{
    return m_isByTime ? m_rows->placeNear(time.time_since_epoch().count()) : -1;
}

int FileLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows->count();
}

}
