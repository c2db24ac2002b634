// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/originsmodel.h"

#include "error/messages.h"
#include "items/tooltiptext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

struct OriginsWords {
    Q_DECLARE_TR_FUNCTIONS(Origins)
};

/// The row that `origins[3]` names.
std::optional<int> rowIn(const QString &field)
{
    static const QRegularExpression pattern(uR"(^origins\[(\d{1,4})\]$)"_s);
    const auto match = pattern.match(field);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

}

void OriginsModel::setOrigins(const QStringList &origins)
{
    if (origins == m_origins && m_marks.isEmpty())
        return; // What is being edited keeps its editor.
    beginResetModel();
    m_origins = origins;
    m_marks.clear();
    judge();
    endResetModel();
}

int OriginsModel::add(const QString &text)
{
    const int row = int(m_origins.size());
    beginInsertRows({}, row, row);
    m_origins.append(policy::originIn(text));
    judge();
    endInsertRows();
    emit edited();
    return row;
}

void OriginsModel::remove(QList<int> rows)
{
    std::ranges::sort(rows, std::ranges::greater());
    for (const int row : std::as_const(rows)) {
        beginRemoveRows({}, row, row);
        m_origins.removeAt(row);
        m_marks.clear(); // They counted the rows that were there.
        judge();
        endRemoveRows();
    }
    if (rowCount() > 0) // One that was a repetition may be none any more.
        emit dataChanged(index(0, RemarkColumn), index(rowCount() - 1, RemarkColumn));
    emit edited();
}

void OriginsModel::mark(const QHash<int, QString> &remarks)
{
    m_marks = remarks;
    if (rowCount() > 0)
        emit dataChanged(index(0, RemarkColumn), index(rowCount() - 1, RemarkColumn));
}

QString OriginsModel::remarkOn(int row) const
{
    const QString fault = m_faults.value(row);
    return fault.isEmpty() ? m_marks.value(row) : fault;
}

void OriginsModel::judge()
{
    m_faults.clear();
    Errors errors;
    policy::Embedding{.protection = policy::Embedding::Protection::Off, .origins = m_origins}.check(errors);
    for (const Error &error : std::as_const(errors)) {
        if (const auto row = rowIn(error.field))
            m_faults.insert(*row, renderMessage(error));
    }
}

int OriginsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_origins.size());
}

int OriginsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant OriginsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QString remark = remarkOn(index.row());
    if (role == Qt::ToolTipRole)
        return toolTipText(remark);
    if (role == Qt::AccessibleTextRole && index.column() == OriginColumn && !remark.isEmpty())
        return OriginsWords::tr("%1. %2", "origin, what is wrong with it").arg(m_origins.at(index.row()), remark);
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    return index.column() == OriginColumn ? m_origins.at(index.row()) : remark;
}

QVariant OriginsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == OriginColumn ? OriginsWords::tr("Origin") : OriginsWords::tr("Remark");
}

Qt::ItemFlags OriginsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return m_editable && index.column() == OriginColumn ? usual | Qt::ItemIsEditable : usual;
}

bool OriginsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString origin = policy::originIn(value.toString());
    if (origin == m_origins.at(index.row()))
        return true;
    m_origins.replace(index.row(), origin);
    m_marks.remove(index.row());
    judge();
    // Another row may have repeated what stood here.
    emit dataChanged(this->index(0, OriginColumn), this->index(rowCount() - 1, RemarkColumn));
    emit edited();
    return true;
}

}
