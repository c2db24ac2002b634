// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QAccessibleTableCellInterface>

namespace sekimori::widgets {

class LogView;

/// A cell of a log's table, or in the row above the first the head of a column, for screen readers.
class AccessibleLogCell : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    static constexpr int headRow = -1;

    AccessibleLogCell(LogView &view, int row, int place)
        : m_view(view)
        , m_row(row)
        , m_place(place)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override;
    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QWindow *window() const override;
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;

    int rowIndex() const override { return m_row; }
    int columnIndex() const override { return m_place; }
    int rowExtent() const override { return 1; }
    int columnExtent() const override { return 1; }
    bool isSelected() const override;
    QList<QAccessibleInterface *> columnHeaderCells() const override;
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    bool isHead() const { return m_row == headRow; }
    int column() const;

    LogView &m_view;
    int m_row;
    int m_place; ///< among the columns that are shown
};

}
