// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/csvlinesmodel.h"

#include "error/messages.h"
#include "items/tooltiptext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace sekimori::items {
namespace {

using Line = CsvLinesModel::Line;

/// Whose words these are, for the translators.
struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(CsvLines)
};

const QList<Column<Line>> &columns()
{
    static const QList<Column<Line>> columns{
        {
            .title = [] { return ColumnWords::tr("Line", "column: number of a line in a file"); },
            .text = [](const Line &line) { return QLocale().toString(line.number); },
            .order = [](const Line &left, const Line &right) { return left.number <=> right.number; },
            .alignment = Qt::AlignCenter,
        },
        {
            .title = [] { return ColumnWords::tr("Address or network", "column"); },
            .text = [](const Line &line) { return line.network; },
            .order = [](const Line &left, const Line &right) { return caseless(left.network, right.network); },
        },
        {
            .title = [] { return ColumnWords::tr("Memo", "column"); },
            .text = [](const Line &line) { return line.memo; },
            .order = [](const Line &left, const Line &right) { return caseless(left.memo, right.memo); },
        },
        {
            .title = [] { return ColumnWords::tr("Why it is left out", "column: fault of a line in a file"); },
            .text = [](const Line &line) { return line.fault; },
            .order = [](const Line &left, const Line &right) { return caseless(left.fault, right.fault); },
        },
    };
    return columns;
}

}

CsvLinesModel::CsvLinesModel(const policy::CsvEntries &read, QObject *parent)
    : QAbstractTableModel(parent)
{
    m_lines.reserve(read.entries.size() + read.errors.size());
    for (qsizetype i = 0; i < read.entries.size(); ++i)
        m_lines.append({read.lines.at(i), read.entries.at(i).network.toString(), read.entries.at(i).memo, {}});
    for (const policy::CsvLineError &bad : read.errors)
        m_lines.append({bad.line, bad.raw, {}, renderMessage(bad.error)});
    std::ranges::stable_sort(m_lines, {}, &Line::number);
    m_shown = m_lines;
}

void CsvLinesModel::setOnlyFaulty(bool onlyFaulty)
{
    beginResetModel();
    m_shown = m_lines;
    if (onlyFaulty)
        m_shown.removeIf([](const Line &line) { return line.fault.isEmpty(); });
    endResetModel();
}

int CsvLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int CsvLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant CsvLinesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_shown.at(index.row());
    const auto &column = columns().at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column.text(line);
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    case Qt::ToolTipRole:
        return toolTipText(line.fault);
    case IsFaultyRole:
        return !line.fault.isEmpty();
    default:
        return {};
    }
}

QVariant CsvLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto &column = columns().at(section);
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    return role == Qt::DisplayRole ? QVariant(column.title()) : QVariant();
}

}
