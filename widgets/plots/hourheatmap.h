// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <QWidget>

#include <array>
#include <optional>

class QLabel;

namespace sekimori::widgets {

/// How many events there were in each hour of the week: the more, the larger and the stronger a square. The arrow keys
/// and the mouse choose one, and what it stands for is said above, in a tooltip and to screen readers.
class HourHeatMap : public QWidget {
    Q_OBJECT

public:
    using Hours = std::array<std::array<qint64, 24>, 7>; ///< by weekday, Monday first, and hour

    struct Cell {
        int day = 0; ///< 0: Monday
        int hour = 0;

        bool operator==(const Cell &) const = default;
    };

    explicit HourHeatMap(QWidget *parent = nullptr);

    void setHours(const Hours &hours, const QTimeZone &zone);
    const std::optional<Cell> &current() const { return m_current; }
    void setCurrent(const std::optional<Cell> &cell);
    /// `Wednesday, 14:00 to 15:00: 1,234 events`
    QString textOf(const Cell &cell) const;
    /// What is said of the current cell, or of the busiest one.
    QString readout() const;
    QRect placeOf(const Cell &cell) const;

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRect grid() const;
    int rowHeight() const;
    void fit();
    void tell();
    void move(int days, int hours);
    qint64 countIn(const Cell &cell) const { return m_hours.at(size_t(cell.day)).at(size_t(cell.hour)); }
    Cell busiest() const;
    std::optional<Cell> cellAt(const QPoint &point) const;
    void drawNames(QPainter &painter) const;
    void drawCells(QPainter &painter) const;
    void drawCurrent(QPainter &painter) const;

    Hours m_hours{};
    qint64 m_most = 0;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<Cell> m_current;
    QLabel *m_readout;
    QWidget *m_room; ///< where the squares are drawn
};

}
