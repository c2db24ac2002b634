// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/levelbrushes.h"

#include <QTimeZone>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;

namespace sekimori::widgets {

class LevelLegend;

/// How many events there were in each step of a time, stacked by level. The arrow keys move through the bars, and what
/// a bar stands for is said around the plot, in a tooltip and to screen readers. It draws when something has changed
/// and does nothing in between.
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

    explicit EventHistogram(QWidget *parent = nullptr);
    ~EventHistogram() override;

    /// One bar for each @p step, oldest first.
    void setBars(const QList<Bar> &bars, std::chrono::seconds step);
    const QList<Bar> &bars() const { return m_bars; }
    void setZone(const QTimeZone &zone);

    /// The bar that the person has gone to.
    std::optional<qsizetype> current() const { return m_current; }
    void setCurrent(std::optional<qsizetype> bar);
    /// From when to when, how many, and how many of which level.
    QString textOf(qsizetype bar) const;
    /// What is said of the current bar, or of all of them together.
    QString readout() const;

    /// Where a bar stands, from bottom to top, in pixels of this widget.
    QRect placeOf(qsizetype bar) const;

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Drawing; ///< all that QCustomPlot knows

    std::optional<qsizetype> barAt(const QPoint &point) const;
    void move(qsizetype to);
    void tell();
    Bar sum() const;
    QString spanOf(const Bar &bar) const;
    /// How many, and how many of them failed.
    static QString countOf(const Bar &bar);

    QList<Bar> m_bars;
    std::chrono::seconds m_step{3600};
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<qsizetype> m_current;
    QLabel *m_readout;
    LevelLegend *m_legend;
    std::unique_ptr<Drawing> m_drawing;
};

}
