// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/accessiblelog.h"

#include "items/logmodel.h"
#include "log/accessiblelogcell.h"
#include "log/logheader.h"
#include "log/logview.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// Beyond it those that nobody looks at any more are let go.
constexpr qsizetype mostCells = 2000;

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<LogView *>(object);
    return view ? new AccessibleLog(*view) : nullptr;
}

int clamped(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

}

AccessibleLog::AccessibleLog(LogView &view)
    : QAccessibleWidget(&view, QAccessible::Table)
    , m_view(view)
{
    using Change = QAccessibleTableModelChangeEvent;
    items::LogModel &rows = view.rows();
    QObject::connect(&rows, &QAbstractItemModel::modelReset, &m_following, [this] { tellChange(Change::ModelReset); });
    QObject::connect(
        &rows, &QAbstractItemModel::columnsInserted, &m_following, [this] { tellChange(Change::ModelReset); });
    QObject::connect(&rows, &QAbstractItemModel::rowsInserted, &m_following,
        [this](const QModelIndex &, int first, int last) { tellChange(Change::RowsInserted, first, last); });
    QObject::connect(&rows, &QAbstractItemModel::rowsRemoved, &m_following,
        [this](const QModelIndex &, int first, int last) { tellChange(Change::RowsRemoved, first, last); });
    QObject::connect(&view.header(), &LogHeader::arranged, &m_following, [this] { tellChange(Change::ModelReset); });
}

AccessibleLog::~AccessibleLog()
{
    forgetCells();
}

void AccessibleLog::install()
{
    QAccessible::installFactory(makeAccessible);
}

void AccessibleLog::tellFocus(LogView &view, int row, int column)
{
    if (!QAccessible::isActive())
        return;
    const QList<int> columns = view.header().shown();
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(clamped((qint64(row) + 1) * columns.size() + columns.indexOf(column)));
    QAccessible::updateAccessibility(&event);
}

void AccessibleLog::tellChoice(LogView &view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&event);
}

void AccessibleLog::tellChange(QAccessibleTableModelChangeEvent::ModelChangeType type, int first, int last)
{
    forgetCells();
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent event(&m_view, type);
    event.setFirstRow(first);
    event.setLastRow(last);
    QAccessible::updateAccessibility(&event);
}

void AccessibleLog::modelChange(QAccessibleTableModelChangeEvent *)
{
    forgetCells();
}

void AccessibleLog::forgetCells() const
{
    const auto cells = std::exchange(m_cells, {});
    for (const QAccessible::Id id : cells)
        QAccessible::deleteAccessibleInterface(id);
}

void *AccessibleLog::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

int AccessibleLog::rowCount() const
{
    return m_view.rows().rowCount();
}

int AccessibleLog::columnCount() const
{
    return int(m_view.header().shown().size());
}

int AccessibleLog::childCount() const
{
    return clamped((qint64(rowCount()) + 1) * columnCount());
}

QAccessibleInterface *AccessibleLog::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (const auto known = m_cells.constFind(index); known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    if (m_cells.size() >= mostCells)
        forgetCells();
    auto *cell = new AccessibleLogCell(m_view, index / columnCount() - 1, index % columnCount());
    m_cells.insert(index, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

int AccessibleLog::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *cell = dynamic_cast<const AccessibleLogCell *>(child);
    return cell ? clamped((qint64(cell->rowIndex()) + 1) * columnCount() + cell->columnIndex()) : -1;
}

QAccessibleInterface *AccessibleLog::cellAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= columnCount())
        return nullptr;
    return child(clamped((qint64(row) + 1) * columnCount() + column));
}

QAccessibleInterface *AccessibleLog::childAt(int x, int y) const
{
    const QPoint point = m_view.viewport()->mapFromGlobal(QPoint(x, y));
    if (point.x() < 0 || point.x() >= m_view.viewport()->width())
        return nullptr;
    const auto column = int(m_view.header().shown().indexOf(m_view.columnAt(point.x())));
    const bool isHead = point.y() < 0 && -point.y() <= m_view.header().height();
    return isHead && column >= 0 ? child(column) : cellAt(m_view.rowAt(point.y()), column);
}

QAccessibleInterface *AccessibleLog::focusChild() const
{
    if (!m_view.hasFocus())
        return nullptr;
    return cellAt(m_view.currentRow(), int(m_view.header().shown().indexOf(m_view.currentColumn())));
}

QString AccessibleLog::columnDescription(int column) const
{
    const int shown = m_view.header().shown().value(column, -1);
    return shown < 0 ? QString() : m_view.rows().headerData(shown, Qt::Horizontal).toString();
}

int AccessibleLog::selectedRowCount() const
{
    return clamped(m_view.chosen().count());
}

int AccessibleLog::selectedCellCount() const
{
    return clamped(m_view.chosen().count() * columnCount());
}

QList<int> AccessibleLog::selectedRows() const
{
    QList<int> rows;
    for (const RowRanges::Range &range : m_view.chosen().ranges()) {
        for (int row = range.first; row <= range.last && rows.size() < mostListed; ++row)
            rows.append(row);
    }
    return rows;
}

QList<QAccessibleInterface *> AccessibleLog::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    const QList<int> rows = selectedRows();
    for (const int row : rows) {
        for (int column = 0; column < columnCount() && cells.size() < mostListed; ++column)
            cells.append(cellAt(row, column));
    }
    return cells;
}

bool AccessibleLog::isRowSelected(int row) const
{
    return m_view.chosen().contains(row);
}

bool AccessibleLog::selectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    m_view.setChosen(row, true);
    return true;
}

bool AccessibleLog::unselectRow(int row)
{
    if (!isRowSelected(row))
        return false;
    m_view.setChosen(row, false);
    return true;
}

}
