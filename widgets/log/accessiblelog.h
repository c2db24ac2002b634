// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleTableInterface>
#include <QAccessibleWidget>
#include <QHash>

namespace sekimori::widgets {

class LogView;

/// A log's table as screen readers know it: heads, rows and cells, where the person is and what is chosen. Its columns
/// are those that are shown, from left to right; cells are made when they are asked for.
class AccessibleLog : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    /// Long lists of what is chosen end here; the counts are right.
    static constexpr int mostListed = 1000;

    explicit AccessibleLog(LogView &view);
    ~AccessibleLog() override;
    Q_DISABLE_COPY_MOVE(AccessibleLog)

    /// From now on every LogView is known in this way.
    static void install();
    /// The person is in this row and column now.
    static void tellFocus(LogView &view, int row, int column);
    static void tellChoice(LogView &view);

    void *interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *child(int index) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override;
    int rowCount() const override;
    int columnCount() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int) const override { return {}; }
    int selectedCellCount() const override;
    QList<QAccessibleInterface *> selectedCells() const override;
    int selectedRowCount() const override;
    QList<int> selectedRows() const override;
    int selectedColumnCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    bool isRowSelected(int row) const override;
    bool isColumnSelected(int) const override { return false; }
    bool selectRow(int row) override;
    bool unselectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    void tellChange(QAccessibleTableModelChangeEvent::ModelChangeType type, int first = -1, int last = -1);
    void forgetCells() const;

    LogView &m_view;
    mutable QHash<int, QAccessible::Id> m_cells; ///< by the index of the child
    QObject m_following;
};

}
