// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/toplist.h"

#include "controls/themeicon.h"
#include "items/tooltiptext.h"
#include "log/countedrow.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int valueRole = CountedRow::ShareRole + 1;

}

TopList::TopList(audit::Field field, const QString &name, QWidget *parent)
    : QListView(parent)
    , m_field(field)
{
    setModel(&m_model);
    setItemDelegate(new CountedRow(this));
    setAccessibleName(name);
    setAccessibleDescription(
        tr("Enter shows only the events with this value, Shift and Enter all but these; the menu offers both."));
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TopList::setValues(const QList<items::ValueCount> &values)
{
    if (values == m_values)
        return;
    m_values = values;
    const QString before = currentIndex().data(valueRole).toString();
    const bool hadCurrent = currentIndex().isValid();
    qint64 most = 1;
    for (const items::ValueCount &value : values)
        most = std::max(most, value.count);
    m_model.clear();
    for (const items::ValueCount &value : values) {
        const QString shown = value.value.isEmpty() ? tr("(empty)", "value of a field") : value.value;
        auto *row = new QStandardItem(shown);
        row->setData(value.value, valueRole);
        row->setData(QLocale().toString(value.count), CountedRow::DetailRole);
        row->setData(double(value.count) / double(most), CountedRow::ShareRole);
        row->setData(tr("%1, %Ln events", "value of a field", int(value.count)).arg(shown), Qt::AccessibleTextRole);
        row->setToolTip(items::toolTipText(shown));
        m_model.appendRow(row);
        if (hadCurrent && value.value == before)
            setCurrentIndex(row->index());
    }
    updateGeometry();
}

QSize TopList::sizeHint() const
{
    return {200, minimumSizeHint().height()};
}

QSize TopList::minimumSizeHint() const
{
    return {120, m_model.rowCount() * std::max(0, sizeHintForRow(0)) + 2 * frameWidth()};
}

void TopList::act(const QModelIndex &row, bool isWanted)
{
    if (!row.isValid())
        return;
    const QString value = row.data(valueRole).toString();
    if (isWanted)
        emit onlyWanted(m_field, value);
    else
        emit allButWanted(m_field, value);
}

void TopList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return QListView::keyPressEvent(event);
    act(currentIndex(), !event->modifiers().testFlag(Qt::ShiftModifier));
}

void TopList::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex row = indexAt(event->position().toPoint());
    const bool isClicked = event->button() == Qt::LeftButton && row.isValid() && row == currentIndex();
    QListView::mouseReleaseEvent(event);
    if (isClicked)
        act(row, !event->modifiers().testFlag(Qt::ShiftModifier));
}

void TopList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const QPersistentModelIndex row = isByMouse ? indexAt(event->pos()) : currentIndex();
    if (!row.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(themeIcon(u"view-filter"_s), tr("&Only this")), &QAction::triggered, this,
        [this, row] { act(row, true); });
    connect(menu->addAction(tr("&Not this")), &QAction::triggered, this, [this, row] { act(row, false); });
    connect(menu->addAction(themeIcon(u"edit-copy"_s), tr("&Copy")), &QAction::triggered, this,
        [row] { QApplication::clipboard()->setText(row.data(valueRole).toString()); });
    menu->popup(isByMouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(row).bottomLeft()));
}

void TopList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(m_model.index(0, 0));
}

}
