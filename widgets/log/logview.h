// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logheader.h"
#include "log/logrowpainter.h"
#include "log/logselection.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPersistentModelIndex>

class QPushButton;

namespace sekimori::widgets {

/// The table of a log, of millions of rows if need be: it asks for nothing but the rows in sight, and what is chosen is
/// kept as ranges. While somebody reads in it, what comes in above moves nothing: the rows in sight stay where they
/// are, and a button over them tells how many are new.
class LogView : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// The model has to outlive the view.
    explicit LogView(items::LogModel &rows, QWidget *parent = nullptr);

    items::LogModel &rows() const { return m_rows; }
    LogHeader &header() const { return *m_header; }

    const RowRanges &chosen() const { return m_selection.rows(); }
    int currentRow() const { return m_selection.current(); } ///< -1: none
    int currentColumn() const;
    std::optional<audit::Record> currentRecord() const;
    /// Chooses the row and no other, in the middle of what is in sight.
    void choose(int row);
    void chooseAll();
    /// Beside what else is chosen.
    void setChosen(int row, bool isChosen);
    /// Up to the newest, with nothing chosen any more.
    void goToNewest();

    /// By which column the rows are ordered, as the header is to show it; none: by one that is not here.
    void showOrder(const std::optional<audit::query::OrderKey> &key, bool isDescending);
    /// As if its head had been pressed.
    void sortBy(int column);
    /// Whether what comes in at the top has just happened, and is counted while somebody reads.
    void setLive(bool isLive) { m_isLive = isLive; }
    /// Whether the end is where new rows come in: whoever is there stays there.
    void setGrowingAtEnd(bool grows) { m_growsAtEnd = grows; }
    /// How many are new beside those that have come in above.
    void setWaiting(qint64 count);
    /// Somebody has scrolled away from the top, or has chosen a row.
    bool isReading() const { return m_isReading; }

    int firstRow() const; ///< that is in sight
    int rowsInSight() const; ///< whole ones
    int rowAt(int y) const; ///< -1: none
    QRect rowPlace(int row) const; ///< in the viewport, also where it is not in sight
    QRect cellPlace(int row, int column) const;
    int columnAt(int x) const { return m_header->logicalIndexAt(x); }

signals:
    void currentChanged(); ///< another row or column, or what stands in the row
    void chosenChanged();
    void readingChanged(bool isReading);
    void topReached(); ///< the top of the list is in sight
    void orderWanted(const sekimori::audit::query::OrderKey &key, bool isDescending);
    /// The column's head was pressed, and rows cannot be ordered by it.
    void orderRefused(const QString &title);
    void detailsWanted(); ///< of the current row
    void menuWanted(const QPoint &onScreen);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void followModel();
    void takeRows(int first, int last);
    void loseRows(int first, int last);
    void takeChanges(int first, int last);
    void markOrder();
    void startAnew();
    void hold();
    void keepPlace();
    void fit();
    void fetchMore();

    void go(int row, LogSelection::Way way);
    void goToColumn(int column);
    bool goByKey(const QKeyEvent &event);
    std::optional<int> rowByKey(const QKeyEvent &event) const;
    void bringInSight(int row);
    void dragTo(const QPoint &point);
    void showTip(const QPoint &point, const QPoint &onScreen);
    void noticeChoice(bool isOtherRow);
    void noticeReading();
    void showNews();
    void tellScreenReader(int row);

    items::LogModel &m_rows;
    LogHeader *m_header;
    LogRowPainter m_painter;
    LogSelection m_selection;
    int m_currentColumn = 0;
    QPushButton *m_news;
    qint64 m_above = 0; ///< new rows above those in sight
    qint64 m_waiting = 0;
    bool m_isReading = false;
    bool m_isLive = true;
    bool m_growsAtEnd = false;
    /// The row that stays where it is for the eye when rows are put in another order, and how far down that is.
    QPersistentModelIndex m_held;
    int m_heldPlace = 0;
    bool m_isMoving = false; ///< the scroll bar goes along with the rows; nothing moves for the eye
    std::optional<std::pair<audit::query::OrderKey, bool>> m_order;
    QBasicTimer m_dragging; ///< runs while the mouse is held beyond the rows
    QPoint m_dragPoint;
};

}
