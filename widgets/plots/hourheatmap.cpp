// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/hourheatmap.h"

#include "controls/tone.h"
#include "items/zonedtime.h"
#include "look/colors.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int days = 7;
constexpr int hoursADay = 24;
constexpr int margin = 8;
constexpr int gap = 6; ///< between the names of the days and the squares
constexpr int leastSquare = 3; ///< pixels: a single event is to be seen
constexpr float faintest = 0.35F;

QString dayName(int day, QLocale::FormatType format)
{
    return QLocale().standaloneDayName(day + 1, format);
}

QString clock(int hour)
{
    return QTime(hour % hoursADay, 0).toString(u"HH:mm"_s);
}

}

HourHeatMap::HourHeatMap(QWidget *parent)
    : QWidget(parent)
    , m_readout(new QLabel(this))
    , m_room(new QWidget(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setObjectName("hourHeatMap"_L1);
    m_readout->setObjectName("hourReadout"_L1);
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setWordWrap(true);
    m_readout->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_room->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, 4, margin, 4);
    layout->setSpacing(gap);
    layout->addWidget(m_readout);
    layout->addWidget(m_room);
    fit();
    tell();
}

void HourHeatMap::setHours(const Hours &hours, const QTimeZone &zone)
{
    if (hours == m_hours && zone == m_zone)
        return;
    m_hours = hours;
    m_zone = zone;
    m_most = countIn(busiest());
    tell();
    update();
}

HourHeatMap::Cell HourHeatMap::busiest() const
{
    Cell busiest;
    for (int day = 0; day < days; ++day) {
        for (int hour = 0; hour < hoursADay; ++hour) {
            if (countIn({day, hour}) > countIn(busiest))
                busiest = {day, hour};
        }
    }
    return busiest;
}

void HourHeatMap::setCurrent(const std::optional<Cell> &cell)
{
    if (cell == m_current)
        return;
    m_current = cell;
    tell();
    update();
    if (cell) {
        QAccessibleAnnouncementEvent announcement(this, readout());
        QAccessible::updateAccessibility(&announcement);
    }
}

QString HourHeatMap::textOf(const Cell &cell) const
{
    return tr("%1, %2 to %3: %4", "weekday, time, time, how many events")
        .arg(dayName(cell.day, QLocale::LongFormat), clock(cell.hour), clock(cell.hour + 1),
            tr("%Ln events", nullptr, int(countIn(cell))));
}

QString HourHeatMap::readout() const
{
    if (m_current)
        return textOf(*m_current);
    return m_most == 0 ? tr("No events") : tr("Busiest: %1", "hour of the week").arg(textOf(busiest()));
}

void HourHeatMap::tell()
{
    m_readout->setText(readout());
    setAccessibleName(tr("Events by weekday and hour, times in %1. The arrow keys move through the hours of the week.")
            .arg(items::zoneName(m_zone)));
    setAccessibleDescription(readout());
}

int HourHeatMap::rowHeight() const
{
    return fontMetrics().height() + 1;
}

void HourHeatMap::fit()
{
    // Two lines, so that nothing moves while somebody walks from hour to hour.
    m_readout->setFixedHeight(2 * m_readout->fontMetrics().lineSpacing());
    m_room->setFixedHeight(days * rowHeight() + fontMetrics().height() + 2);
    updateGeometry();
}

QRect HourHeatMap::grid() const
{
    int names = 0;
    for (int day = 0; day < days; ++day)
        names = std::max(names, fontMetrics().horizontalAdvance(dayName(day, QLocale::ShortFormat)));
    const int left = m_room->x() + names + gap;
    return {left, m_room->y(), std::max(m_room->geometry().right() + 1 - left, hoursADay), days * rowHeight()};
}

QRect HourHeatMap::placeOf(const Cell &cell) const
{
    const QRect area = grid();
    const int left = area.left() + area.width() * cell.hour / hoursADay;
    const int right = area.left() + area.width() * (cell.hour + 1) / hoursADay;
    return {left, area.top() + cell.day * rowHeight(), right - left, rowHeight()};
}

std::optional<HourHeatMap::Cell> HourHeatMap::cellAt(const QPoint &point) const
{
    for (int day = 0; day < days; ++day) {
        for (int hour = 0; hour < hoursADay; ++hour) {
            if (placeOf({day, hour}).contains(point))
                return Cell{day, hour};
        }
    }
    return {};
}

void HourHeatMap::drawNames(QPainter &painter) const
{
    const QRect area = grid();
    painter.setPen(explanationColor(palette()));
    for (int day = 0; day < days; ++day) {
        const QRect place(m_room->x(), area.top() + day * rowHeight(), area.left() - gap - m_room->x(), rowHeight());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, dayName(day, QLocale::ShortFormat));
    }
    for (int hour = 0; hour <= hoursADay; hour += 6) {
        const QString text = QString::number(hour);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        // The last one would stand over the edge.
        const int left = std::min(area.left() + area.width() * hour / hoursADay, area.right() + 1 - width);
        painter.drawText(QPoint(left, area.bottom() + 2 + painter.fontMetrics().ascent()), text);
    }
}

void HourHeatMap::drawCells(QPainter &painter) const
{
    const QColor ground = palette().color(QPalette::Window);
    const QColor faint = blended(ground, lineColor(palette()), 0.7F);
    const QColor strong = palette().color(QPalette::Accent);
    for (int day = 0; day < days; ++day) {
        for (int hour = 0; hour < hoursADay; ++hour) {
            const QRect place = placeOf({day, hour});
            const int largest = std::min(place.width(), place.height()) - 1;
            const qint64 count = countIn({day, hour});
            QRect square(0, 0, 1, 1);
            QColor color = faint;
            if (count > 0) {
                const double share = double(count) / double(m_most);
                const int side = std::max(std::min(leastSquare, largest), int(std::lround(std::sqrt(share) * largest)));
                square.setSize(QSize(side, side));
                color = blended(ground, strong, faintest + (1 - faintest) * float(share));
            }
            square.moveCenter(place.center());
            painter.fillRect(square, color);
        }
    }
}

void HourHeatMap::drawCurrent(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (m_current) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
        painter.drawRect(QRectF(placeOf(*m_current)).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

void HourHeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawNames(painter);
    drawCells(painter);
    drawCurrent(painter);
}

bool HourHeatMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const auto cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), textOf(*cell), this, placeOf(*cell));
    else
        QToolTip::hideText();
    return true;
}

void HourHeatMap::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    QWidget::changeEvent(event);
}

void HourHeatMap::move(int daysOn, int hoursOn)
{
    if (!m_current)
        return setCurrent(busiest());
    setCurrent(Cell{
        std::clamp(m_current->day + daysOn, 0, days - 1), std::clamp(m_current->hour + hoursOn, 0, hoursADay - 1)});
}

void HourHeatMap::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return move(0, -1);
    case Qt::Key_Right:
        return move(0, 1);
    case Qt::Key_Up:
        return move(-1, 0);
    case Qt::Key_Down:
        return move(1, 0);
    case Qt::Key_Home:
        return move(0, -hoursADay);
    case Qt::Key_End:
        return move(0, hoursADay);
    default:
        QWidget::keyPressEvent(event);
    }
}

void HourHeatMap::mousePressEvent(QMouseEvent *event)
{
    setCurrent(cellAt(event->position().toPoint()));
}

void HourHeatMap::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && !m_current)
        setCurrent(busiest());
    update();
}

void HourHeatMap::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        setCurrent({});
    update();
}

}
