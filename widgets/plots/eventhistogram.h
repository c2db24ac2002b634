// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/levelbrushes.h"

#include <QTimeZone>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;

namespace sekimori::widgets {

class HistogramDrawing;
class LevelLegend;

/// How many events there were in each step of a time, stacked by level. The arrow keys move through the bars, and what
/// a bar stands for is said around the plot, in a tooltip and to screen readers. Where spans may be chosen, the mouse
/// drags over one, or Shift and the arrow keys mark it and Enter takes it. It draws when something has changed and does
/// nothing in between.
class EventHistogram : public QWidget {
    Q_OBJECT

public:
    struct Bar {
        audit::EventTime begin{};
        std::array<qint64, allLevels.size()> counts{}; ///< by level, lowest first
        qint64 failed = 0; ///< of them

        qint64 total() const;
        bool operator==(const Bar &) const = default;
    };

    /// Of bars, both included.
    struct Range {
        qsizetype first = 0;
        qsizetype last = 0;

        bool operator==(const Range &) const = default;
    };

    explicit EventHistogram(QWidget *parent = nullptr);
    ~EventHistogram() override;

    /// One bar for each @p step, oldest first.
    void setBars(const QList<Bar> &bars, std::chrono::seconds step);
    const QList<Bar> &bars() const { return m_bars; }
    void setZone(const QTimeZone &zone);
    /// Where the first bar begins and the last one ends; none without bars.
    std::optional<std::pair<audit::EventTime, audit::EventTime>> span() const;
    /// Off unless somebody wants it.
    void setSpansChoosable(bool areChoosable);

    /// The bar that the person has gone to.
    std::optional<qsizetype> current() const { return m_current; }
    void setCurrent(std::optional<qsizetype> bar);
    /// The marked bars: the current one, or more of them.
    std::optional<Range> marked() const;
    /// From when to when, how many, and how many of which level.
    QString textOf(qsizetype bar) const;
    /// What is said of the marked bars, or of all of them together.
    QString readout() const;

    /// Where a bar stands, from bottom to top, in pixels of this widget.
    QRect placeOf(qsizetype bar) const;

signals:
    void spanChosen(audit::EventTime begin, audit::EventTime end);
    void backWanted(); ///< to the span before

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void move(qsizetype to, Qt::KeyboardModifiers modifiers);
    void mark(std::optional<qsizetype> current, std::optional<qsizetype> anchor);
    bool handleSpanKey(int key);
    void chooseMarked();
    void draw();
    void announce();
    void tell();
    QString name() const;
    std::optional<qsizetype> barAt(const QPoint &point) const;
    audit::EventTime endOf(qsizetype bar) const;
    Range whole() const { return {0, m_bars.size() - 1}; }
    Bar sum(const Range &range) const;
    QString spanOf(const Range &range) const;
    QString textOf(const Range &range) const;
    /// How many, and how many of them failed.
    static QString countOf(const Bar &bar);

    QList<Bar> m_bars;
    std::chrono::seconds m_step{3600};
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<qsizetype> m_current;
    std::optional<qsizetype> m_anchor; ///< where the marked bars begin, on the other side of the current one
    std::optional<qsizetype> m_pressed; ///< where the mouse was pressed
    bool m_areSpansChoosable = false;
    QLabel *m_readout;
    LevelLegend *m_legend;
    std::unique_ptr<HistogramDrawing> m_drawing;
};

}
