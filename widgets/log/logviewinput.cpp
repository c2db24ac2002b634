// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the table, by keyboard and mouse.
#include "items/logmodel.h"
#include "log/logheader.h"
#include "log/logview.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {
namespace {

using Way = LogSelection::Way;

constexpr qsizetype longestTip = 2000;
constexpr auto dragStep = 40ms;

Way wayOf(Qt::KeyboardModifiers modifiers)
{
    if (modifiers.testFlags(Qt::ShiftModifier | Qt::ControlModifier))
        return Way::ExtendAlso;
    return modifiers.testFlag(Qt::ShiftModifier) ? Way::Extend : Way::Alone;
}

}

std::optional<int> LogView::rowByKey(const QKeyEvent &event) const
{
    const int current = currentRow() < 0 ? firstRow() - 1 : currentRow();
    const int last = m_rows.rowCount() - 1;
    const int page = std::max(1, rowsInSight() - 1);
    const bool isToEnd = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Up:
        return std::max(0, current - 1);
    case Qt::Key_Down:
        return std::min(last, current + 1);
    case Qt::Key_PageUp:
        return std::max(0, current - page);
    case Qt::Key_PageDown:
        return std::min(last, std::max(0, current) + page);
    case Qt::Key_Home:
        return isToEnd ? std::optional(0) : std::nullopt;
    case Qt::Key_End:
        return isToEnd ? std::optional(last) : std::nullopt;
    default:
        return {};
    }
}

/// Home and End lead along the row, with Ctrl to the first and the last one, as in tables everywhere.
bool LogView::goByKey(const QKeyEvent &event)
{
    if (m_rows.rowCount() == 0)
        return false;
    if (const auto row = rowByKey(event)) {
        const bool isEnd = event.key() == Qt::Key_Home || event.key() == Qt::Key_End;
        const bool isShifted = event.modifiers().testFlag(Qt::ShiftModifier);
        const bool isOnlyGoing = event.modifiers().testFlag(Qt::ControlModifier) && !isEnd && !isShifted;
        if (isOnlyGoing)
            go(*row, Way::OnlyGo);
        else
            go(*row, isEnd ? (isShifted ? Way::Extend : Way::Alone) : wayOf(event.modifiers()));
        return true;
    }
    const QList<int> columns = m_header->shown();
    const qsizetype here = columns.indexOf(currentColumn());
    switch (event.key()) {
    case Qt::Key_Left:
        goToColumn(columns.at(std::max<qsizetype>(0, here - 1)));
        return true;
    case Qt::Key_Right:
        goToColumn(columns.at(std::min(columns.size() - 1, here + 1)));
        return true;
    case Qt::Key_Home:
        goToColumn(columns.first());
        return true;
    case Qt::Key_End:
        goToColumn(columns.last());
        return true;
    default:
        return false;
    }
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isForColumns = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (modifiers.testFlag(Qt::AltModifier) || (isForColumns && modifiers != Qt::NoModifier))
        return event->ignore();
    if (goByKey(*event))
        return;
    if (event->key() == Qt::Key_Space && currentRow() >= 0) {
        go(currentRow(), modifiers.testFlag(Qt::ControlModifier) ? Way::Toggle : wayOf(modifiers));
    } else if (event->matches(QKeySequence::SelectAll)) {
        chooseAll();
    } else if (event->key() == Qt::Key_Escape && !chosen().isEmpty()) {
        m_selection.clear();
        noticeChoice(false);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentRow() >= 0) {
        emit detailsWanted();
    } else {
        event->ignore();
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos().y());
    if (row < 0) {
        m_selection.clear();
        return noticeChoice(false);
    }
    if (const int column = columnAt(event->pos().x()); column >= 0)
        m_currentColumn = column;
    // What is chosen stays so for the menu that follows.
    if (event->button() != Qt::LeftButton)
        return go(row, chosen().contains(row) ? Way::OnlyGo : Way::Alone);
    const bool isToggling = event->modifiers() == Qt::ControlModifier;
    go(row, isToggling ? Way::Toggle : wayOf(event->modifiers()));
    emit currentChanged();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton) || currentRow() < 0)
        return;
    m_dragPoint = event->pos();
    if (viewport()->rect().contains(m_dragPoint))
        m_dragging.stop();
    else if (!m_dragging.isActive())
        m_dragging.start(dragStep, this);
    dragTo(m_dragPoint);
}

/// Beyond the rows it goes on by steps, the longer the further away.
void LogView::dragTo(const QPoint &point)
{
    const int height = LogRowPainter::rowHeight(*viewport());
    int row = rowAt(point.y());
    if (point.y() < 0)
        row = std::max(0, firstRow() + point.y() / height - 1);
    else if (point.y() >= viewport()->height() || row < 0)
        row = std::min(m_rows.rowCount() - 1, firstRow() + point.y() / height);
    if (row >= 0 && row != currentRow())
        go(row, Way::Extend);
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_dragging.timerId())
        dragTo(m_dragPoint);
    else
        QAbstractScrollArea::timerEvent(event);
}

void LogView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging.stop();
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
    if (event->button() == Qt::LeftButton && currentRow() >= 0)
        emit detailsWanted();
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard && currentRow() >= 0;
    const QRect cell = isByKey ? cellPlace(currentRow(), currentColumn()) : QRect();
    emit menuWanted(isByKey ? viewport()->mapToGlobal(cell.bottomLeft()) : event->globalPos());
}

bool LogView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showTip(help->pos(), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

/// All of a text that is cut off. What stands in a log is anybody's, and never markup.
void LogView::showTip(const QPoint &point, const QPoint &onScreen)
{
    const int row = rowAt(point.y());
    const int column = columnAt(point.x());
    const auto record = row < 0 || column < 0 ? std::nullopt : m_rows.recordAt(row);
    if (!record || !m_painter.isCut(*viewport(), *record, column))
        return QToolTip::hideText();
    QString text = m_rows.textOf(*record, m_rows.columns().at(column));
    if (text.size() > longestTip)
        text = text.first(longestTip) + u'…';
    QToolTip::showText(onScreen, u"<p style='white-space: pre-wrap'>%1</p>"_s.arg(text.toHtmlEscaped()), viewport(),
        cellPlace(row, column));
}

}
