// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/eventhistogram.h"
#include "plots/timemarks.h"

#include <QSharedPointer>

class QCPBars;
class QCPItemRect;
class QCPItemText;

namespace sekimori::widgets {

/// The parts of the histogram's plot; EventHistogram tells it what to show.
class HistogramDrawing {
public:
    class Plot;
    class TimeTicker;

    explicit HistogramDrawing(QWidget *parent);

    QWidget *plot() const;
    void setBars(const QList<EventHistogram::Bar> &bars, const TimeAxis &axis);
    void setMarked(const std::optional<EventHistogram::Range> &range);
    void setColors(const QPalette &palette, const QFont &font);
    void redraw();
    std::optional<qsizetype> barAt(const QPoint &point) const;
    /// The same for somebody who drags: beside the plot the first or last bar is meant.
    qsizetype nearestBar(const QPoint &point) const;
    QRect placeOf(qsizetype bar) const;

private:
    void setUpAxes();
    void addMark();
    void addLevels();
    void stack();

    Plot *m_plot;
    QCPItemRect *m_mark = nullptr;
    QCPItemText *m_nothing = nullptr;
    QList<QCPBars *> m_levels; ///< lowest first
    QSharedPointer<TimeTicker> m_ticker;
    QList<EventHistogram::Bar> m_bars;
    QSize m_stackedSize; ///< of the plot, for which the stacks were made
};

}
