// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/lineremarksmodel.h"

#include "items/tooltiptext.h"
#include "items/userwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace sekimori::items {
namespace {

using platform::LineRemark;

/// Whose words these are, for the translators.
struct LineWords {
    Q_DECLARE_TR_FUNCTIONS(LineRemarks)
};

struct LineColumn {
    QString (*title)();
    QString (*text)(const LineRemark &remark);
};

const std::array<LineColumn, 3> &columns()
{
    static const std::array<LineColumn, 3> columns{{
        {[] { return LineWords::tr("Line", "column: number in a file"); },
            [](const LineRemark &remark) { return remark.line > 0 ? QLocale().toString(remark.line) : QString(); }},
        {[] { return LineWords::tr("Column", "column: which of a file"); },
            [](const LineRemark &remark) { return userFieldText(remark.field); }},
        {[] { return LineWords::tr("What about it", "column"); },
            [](const LineRemark &remark) { return remark.message; }},
    }};
    return columns;
}

}

void LineRemarksModel::show(const platform::UsersImport &import)
{
    beginResetModel();
    m_remarks = import.errors + import.warnings;
    m_errors = import.errors.size();
    endResetModel();
}

int LineRemarksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_remarks.size());
}

int LineRemarksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant LineRemarksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LineRemark &remark = m_remarks.at(index.row());
    const bool isError = index.row() < m_errors;
    const QString text = columns().at(std::size_t(index.column())).text(remark);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return toolTipText(text);
    case Qt::AccessibleTextRole:
        if (index.column() != MessageColumn)
            return text;
        return isError ? LineWords::tr("Error: %1").arg(text) : LineWords::tr("Warning: %1").arg(text);
    case IsErrorRole:
        return isError;
    default:
        return {};
    }
}

QVariant LineRemarksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(std::size_t(section)).title()) : QVariant();
}

}
