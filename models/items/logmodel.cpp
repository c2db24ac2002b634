// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/logmodel.h"

#include "audit/words.h"
#include "items/eventwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

namespace sekimori::items {
namespace {

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(AuditEvents)
};

/// Whether it is our name or another product's word for the level.
bool isKnown(const QString &written, audit::Level level)
{
    return written == audit::nameOf(level) || audit::levelFromWord(written.toStdString());
}

QString countText(qint64 count)
{
    return count > 0 ? QString::number(count) : QString();
}

}

QString LogModel::fileName(quint32) const
{
    return {};
}

QString LogModel::textOf(const audit::Record &record, const LogColumn &column) const
{
    switch (column.kind) {
    case LogColumn::Kind::Field:
        return fieldTextOf(record, column.field);
    case LogColumn::Kind::Number:
        return countText(record.number);
    case LogColumn::Kind::File:
        return fileName(record.part);
    case LogColumn::Kind::Line:
        return countText(record.line);
    case LogColumn::Kind::Other:
        return record.others.value(column.other);
    case LogColumn::Kind::Surplus:
        return record.surplus;
    }
    Q_UNREACHABLE_RETURN({});
}

QString LogModel::fieldTextOf(const audit::Record &record, audit::Field field) const
{
    const QString &written = record[field];
    if (field == audit::Field::Time && record.time)
        return clockText(*record.time, m_zone);
    if (field == audit::Field::Level && isKnown(written, record.level))
        return levelText(record.level);
    return written;
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != LevelRole && role != NumberRole && role != IsThereRole)
        return {};
    const auto record = recordAt(index.row());
    if (role == IsThereRole)
        return record.has_value();
    if (!record)
        return {};
    if (role == LevelRole)
        return QVariant::fromValue(record->level);
    return role == NumberRole ? QVariant(record->number) : QVariant(textOf(*record, m_columns.at(index.column())));
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const LogColumn &column = m_columns.at(section);
    if (column.kind == LogColumn::Kind::Field && column.field == audit::Field::Time)
        return EventWords::tr("Date and time: %1", "column; time zone").arg(zoneName(m_zone));
    return column.title;
}

void LogModel::setColumns(const QList<LogColumn> &columns)
{
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

void LogModel::addColumn(const LogColumn &column)
{
    beginInsertColumns({}, int(m_columns.size()), int(m_columns.size()));
    m_columns += column;
    endInsertColumns();
}

void LogModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    for (int column = 0; column < m_columns.size(); ++column) {
        if (m_columns.at(column).kind != LogColumn::Kind::Field || m_columns.at(column).field != audit::Field::Time)
            continue;
        emit headerDataChanged(Qt::Horizontal, column, column);
        if (const int rows = rowCount(); rows > 0)
            emit dataChanged(index(0, column), index(rows - 1, column), {Qt::DisplayRole});
    }
}

}
