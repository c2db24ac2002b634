// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/accessiblelogcell.h"

#include "items/logmodel.h"
#include "log/logheader.h"
#include "log/logview.h"

#include <QWindow>

namespace sekimori::widgets {

void *AccessibleLogCell::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableCellInterface && !isHead())
        return static_cast<QAccessibleTableCellInterface *>(this);
    return nullptr;
}

int AccessibleLogCell::column() const
{
    return m_view.header().shown().value(m_place, -1);
}

bool AccessibleLogCell::isValid() const
{
    return column() >= 0 && m_row < m_view.rows().rowCount();
}

QWindow *AccessibleLogCell::window() const
{
    return m_view.window()->windowHandle();
}

QAccessibleInterface *AccessibleLogCell::parent() const
{
    return QAccessible::queryAccessibleInterface(&m_view);
}

QString AccessibleLogCell::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Name && kind != QAccessible::Value)
        return {};
    if (!isValid())
        return {};
    if (isHead())
        return m_view.rows().headerData(column(), Qt::Horizontal).toString();
    const auto record = m_view.rows().recordAt(m_row);
    return record ? m_view.rows().textOf(*record, m_view.rows().columns().at(column())) : LogView::tr("On its way");
}

QRect AccessibleLogCell::rect() const
{
    if (!isValid())
        return {};
    if (!isHead()) {
        const QRect place = m_view.cellPlace(m_row, column());
        return {m_view.viewport()->mapToGlobal(place.topLeft()), place.size()};
    }
    const LogHeader &header = m_view.header();
    const QRect place(header.sectionViewportPosition(column()), 0, header.sectionSize(column()), header.height());
    return {header.viewport()->mapToGlobal(place.topLeft()), place.size()};
}

QAccessible::Role AccessibleLogCell::role() const
{
    return isHead() ? QAccessible::ColumnHeader : QAccessible::Cell;
}

QAccessible::State AccessibleLogCell::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    if (isHead())
        return state;
    state.readOnly = true;
    state.selectable = true;
    state.focusable = true;
    state.selected = isSelected();
    state.focused = m_view.hasFocus() && m_row == m_view.currentRow() && column() == m_view.currentColumn();
    state.offscreen = !m_view.viewport()->rect().intersects(m_view.cellPlace(m_row, column()));
    return state;
}

bool AccessibleLogCell::isSelected() const
{
    return m_view.chosen().contains(m_row);
}

QList<QAccessibleInterface *> AccessibleLogCell::columnHeaderCells() const
{
    return {parent()->child(m_place)};
}

}
