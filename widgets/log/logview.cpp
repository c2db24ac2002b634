// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logview.h"

#include "controls/themeicon.h"
#include "items/logmodel.h"
#include "log/accessiblelog.h"
#include "log/logheader.h"

#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// So many rows before the end further ones are asked for.
constexpr int rowsAhead = 50;

}

LogView::LogView(items::LogModel &rows, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_rows(rows)
    , m_header(new LogHeader(rows, this))
    , m_painter(rows, *m_header)
    , m_news(new QPushButton(themeIcon(u"go-up"_s), {}, this))
{
    AccessibleLog::install();
    setAccessibleName(tr("Events"));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(false);
    m_news->setObjectName("newEvents"_L1);
    m_news->setAccessibleDescription(tr("Goes up to the newest event"));
    m_news->setToolTip(m_news->accessibleDescription());
    m_news->hide();
    m_currentColumn = m_header->shown().value(0);
    connect(m_news, &QPushButton::clicked, this, &LogView::goToNewest);
    connect(m_header, &QHeaderView::sectionClicked, this, &LogView::sortBy);
    connect(m_header, &QHeaderView::sectionResized, this, &LogView::fit);
    connect(m_header, &QHeaderView::sectionMoved, this, &LogView::fit);
    connect(m_header, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &point) { emit menuWanted(m_header->viewport()->mapToGlobal(point)); });
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    followModel();
    fit();
}

void LogView::followModel()
{
    connect(&m_rows, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { takeRows(first, last); });
    connect(&m_rows, &QAbstractItemModel::rowsRemoved, this,
        [this](const QModelIndex &, int first, int last) { loseRows(first, last); });
    connect(&m_rows, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &from, const QModelIndex &to) { takeChanges(from.row(), to.row()); });
    connect(&m_rows, &QAbstractItemModel::modelReset, this, &LogView::startAnew);
    connect(&m_rows, &QAbstractItemModel::columnsInserted, this, &LogView::fit);
    // The columns of files come when they are read, and the header forgets which it was.
    connect(&m_rows, &QAbstractItemModel::modelReset, this, &LogView::markOrder);
    connect(&m_rows, &QAbstractItemModel::columnsInserted, this, &LogView::markOrder);
    connect(&m_rows, &QAbstractItemModel::layoutAboutToBeChanged, this, &LogView::hold);
    connect(&m_rows, &QAbstractItemModel::layoutChanged, this, &LogView::keepPlace);
}

int LogView::firstRow() const
{
    return verticalScrollBar()->value();
}

int LogView::rowsInSight() const
{
    return std::max(1, viewport()->height() / LogRowPainter::rowHeight(*viewport()));
}

int LogView::rowAt(int y) const
{
    if (y < 0)
        return -1;
    const int row = firstRow() + y / LogRowPainter::rowHeight(*viewport());
    return row < m_rows.rowCount() ? row : -1;
}

QRect LogView::rowPlace(int row) const
{
    const int height = LogRowPainter::rowHeight(*viewport());
    return {0, (row - firstRow()) * height, viewport()->width(), height};
}

QRect LogView::cellPlace(int row, int column) const
{
    return m_painter.cell(*viewport(), rowPlace(row).y(), column);
}

int LogView::currentColumn() const
{
    return m_header->isSectionHidden(m_currentColumn) ? m_header->shown().value(0) : m_currentColumn;
}

std::optional<audit::Record> LogView::currentRecord() const
{
    return currentRow() < 0 ? std::nullopt : m_rows.recordAt(currentRow());
}

/// The scroll bars and the header, after rows, columns or the size have changed.
void LogView::fit()
{
    const int headerHeight = m_header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect inside = viewport()->geometry();
    m_header->setGeometry(inside.left(), inside.top() - headerHeight, inside.width(), headerHeight);
    verticalScrollBar()->setPageStep(rowsInSight());
    verticalScrollBar()->setRange(0, std::max(0, m_rows.rowCount() - rowsInSight()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(3 * fontMetrics().averageCharWidth());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    viewport()->update();
    showNews();
    fetchMore();
}

void LogView::fetchMore()
{
    const int lastInSight = firstRow() + rowsInSight();
    if (isVisible() && lastInSight + rowsAhead >= m_rows.rowCount() && m_rows.canFetchMore({}))
        QTimer::singleShot(0, this, [this] {
            if (m_rows.canFetchMore({}))
                m_rows.fetchMore({});
        });
}

void LogView::takeRows(int first, int last)
{
    const int count = last - first + 1;
    const int top = firstRow();
    const bool wasAtEnd = m_growsAtEnd && top > 0 && top == verticalScrollBar()->maximum();
    m_selection.insertRows(first, count);
    const bool isAbove = first < top || (first == 0 && (m_isReading || !m_isLive));
    const QScopedValueRollback moving(m_isMoving, true);
    fit(); // The scroll bar has to know of the rows before it can go past them.
    if (isAbove) {
        if (m_isLive && first == 0)
            m_above += count;
        verticalScrollBar()->setValue(top + count);
    } else if (wasAtEnd && chosen().isEmpty()) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
    showNews();
}

void LogView::loseRows(int first, int last)
{
    const int count = last - first + 1;
    const int top = firstRow();
    const int currentBefore = currentRow();
    m_selection.removeRows({first, last});
    const QScopedValueRollback moving(m_isMoving, true);
    if (first < top)
        verticalScrollBar()->setValue(std::max(first, top - count));
    fit();
    if (currentBefore >= first && currentBefore <= last)
        noticeChoice(true);
}

void LogView::takeChanges(int first, int last)
{
    const int end = firstRow() + rowsInSight();
    if (first <= end && last >= firstRow()) {
        const QRect from = rowPlace(std::max(first, firstRow()));
        viewport()->update(from.united(rowPlace(std::min(last, end))));
    }
    if (currentRow() >= first && currentRow() <= last)
        emit currentChanged();
}

void LogView::startAnew()
{
    m_selection.forget();
    m_above = 0;
    if (m_currentColumn >= m_rows.columnCount())
        m_currentColumn = m_header->shown().value(0);
    {
        const QScopedValueRollback moving(m_isMoving, true);
        verticalScrollBar()->setValue(0);
        fit();
    }
    noticeChoice(true);
}

/// The row that was chosen last; where nobody chose one but somebody reads, the first in sight.
void LogView::hold()
{
    const int row = chosen().isEmpty() ? (m_isReading ? firstRow() : -1) : currentRow();
    m_heldPlace = row - firstRow();
    if (row != m_held.row())
        m_held = row < 0 ? QModelIndex() : m_rows.index(row, 0);
}

void LogView::keepPlace()
{
    const bool wasChosen = !chosen().isEmpty();
    const int row = m_held.row();
    const int place = m_heldPlace;
    startAnew();
    if (row < 0)
        return;
    {
        const QScopedValueRollback moving(m_isMoving, true);
        verticalScrollBar()->setValue(row - place);
    }
    if (wasChosen)
        m_selection.go(row, LogSelection::Way::Alone);
    noticeChoice(true);
}

void LogView::showOrder(const std::optional<audit::query::OrderKey> &key, bool isDescending)
{
    m_order = key ? std::optional(std::pair(*key, isDescending)) : std::nullopt;
    markOrder();
}

void LogView::markOrder()
{
    const auto &columns = m_rows.columns();
    const auto shown
        = m_order ? std::ranges::find(columns, std::optional(m_order->first), items::orderKeyOf) : columns.end();
    m_header->setSortIndicator(shown == columns.end() ? -1 : int(shown - columns.begin()),
        m_order && m_order->second ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void LogView::sortBy(int column)
{
    const items::LogColumn &wanted = m_rows.columns().at(column);
    markOrder(); // The header has shown its own idea of it already.
    const auto key = items::orderKeyOf(wanted);
    if (!key)
        return emit orderRefused(wanted.title);
    const bool isSame = m_order && m_order->first == key;
    emit orderWanted(*key, isSame ? !m_order->second : key == audit::query::OrderKey());
}

void LogView::setWaiting(qint64 count)
{
    m_waiting = count;
    showNews();
}

void LogView::choose(int row)
{
    go(row, LogSelection::Way::Alone);
    verticalScrollBar()->setValue(row - rowsInSight() / 2);
    setFocus();
}

void LogView::chooseAll()
{
    m_selection.chooseAll(m_rows.rowCount());
    noticeChoice(false);
}

void LogView::setChosen(int row, bool isChosen)
{
    if (isChosen != chosen().contains(row))
        go(row, LogSelection::Way::Toggle);
}

void LogView::goToNewest()
{
    if (m_news->hasFocus())
        setFocus(); // It is about to go.
    m_selection.forget();
    m_above = 0;
    verticalScrollBar()->setValue(0);
    noticeChoice(true);
    showNews();
}

void LogView::go(int row, LogSelection::Way way)
{
    if (row < 0 || row >= m_rows.rowCount())
        return;
    const bool isOther = row != currentRow();
    m_selection.go(row, way);
    bringInSight(row);
    noticeChoice(isOther);
    tellScreenReader(row);
}

/// Scrolls no further than it takes to have the row in sight.
void LogView::bringInSight(int row)
{
    if (row < firstRow())
        verticalScrollBar()->setValue(row);
    else if (row >= firstRow() + rowsInSight())
        verticalScrollBar()->setValue(row - rowsInSight() + 1);
}

void LogView::goToColumn(int column)
{
    m_currentColumn = column;
    const int left = m_header->sectionPosition(column);
    const int right = left + m_header->sectionSize(column);
    QScrollBar &bar = *horizontalScrollBar();
    if (left < bar.value())
        bar.setValue(left);
    else if (right > bar.value() + viewport()->width())
        bar.setValue(std::min(left, right - viewport()->width()));
    viewport()->update();
    emit currentChanged();
    if (currentRow() >= 0)
        tellScreenReader(currentRow());
}

void LogView::noticeChoice(bool isOtherRow)
{
    viewport()->update();
    noticeReading();
    AccessibleLog::tellChoice(*this);
    emit chosenChanged();
    if (isOtherRow)
        emit currentChanged();
}

void LogView::noticeReading()
{
    const bool isReading = firstRow() > 0 || !chosen().isEmpty();
    if (isReading != m_isReading) {
        m_isReading = isReading;
        showNews();
        emit readingChanged(isReading);
    }
    hold();
}

void LogView::showNews()
{
    const qint64 count = m_isLive ? m_above + m_waiting : 0;
    const bool isThere = count > 0 && m_isReading;
    if (!isThere && m_news->hasFocus())
        setFocus();
    m_news->setVisible(isThere);
    if (!isThere)
        return;
    m_news->setText(tr("%Ln &new events", nullptr, int(count)));
    m_news->adjustSize();
    m_news->move((width() - m_news->width()) / 2, m_header->geometry().bottom() + 8);
}

void LogView::tellScreenReader(int row)
{
    AccessibleLog::tellFocus(*this, row, currentColumn());
}

void LogView::scrollContentsBy(int dx, int dy)
{
    m_header->setOffset(horizontalScrollBar()->value());
    if (m_isMoving)
        viewport()->update();
    else
        viewport()->scroll(dx, dy * LogRowPainter::rowHeight(*viewport()));
    if (dy == 0)
        return;
    m_above = std::min<qint64>(m_above, firstRow());
    showNews();
    noticeReading();
    fetchMore();
    if (firstRow() == 0)
        emit topReached();
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    const int first = rowAt(std::max(0, event->rect().top()));
    const int last
        = std::min(firstRow() + event->rect().bottom() / LogRowPainter::rowHeight(*viewport()), m_rows.rowCount() - 1);
    for (int row = std::max(0, first); first >= 0 && row <= last; ++row) {
        const bool isHere = row == currentRow() && hasFocus();
        m_painter.paint(painter, *viewport(),
            {.y = rowPlace(row).y(),
                .isAlternate = row % 2 == 1,
                .isChosen = chosen().contains(row),
                .currentColumn = isHere ? currentColumn() : -1},
            m_rows.recordAt(row));
    }
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void LogView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (currentRow() < 0 && m_rows.rowCount() > 0) {
        m_selection.go(firstRow(), LogSelection::Way::OnlyGo); // Nothing is chosen by coming here.
        emit currentChanged();
    }
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

}
