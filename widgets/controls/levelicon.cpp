// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/levelicon.h"

#include "controls/tone.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <numbers>

namespace sekimori::widgets {
namespace {

using audit::Level;

Tone toneFor(Level level)
{
    switch (level) {
    case Level::Information:
        return Tone::Neutral;
    case Level::Notice:
        return Tone::Hint;
    case Level::Warning:
        return Tone::Warning;
    case Level::Error:
    case Level::Critical:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

/// All shapes lie in a square from -1 to 1.
QPolygonF octagon()
{
    QPolygonF corners;
    for (int corner = 0; corner < 8; ++corner) {
        const double angle = (corner + 0.5) * std::numbers::pi / 4;
        corners << QPointF(std::cos(angle), std::sin(angle));
    }
    return corners;
}

QPainterPath shapeOf(Level level)
{
    QPainterPath shape;
    if (level == Level::Warning)
        shape.addPolygon({{0, -0.95}, {1, 0.85}, {-1, 0.85}, {0, -0.95}});
    else if (level == Level::Critical)
        shape.addPolygon(octagon());
    else
        shape.addEllipse({0, 0}, 0.92, 0.92);
    shape.closeSubpath();
    return shape;
}

void paintSign(QPainter &painter, Level level)
{
    const auto line = [&painter](double x1, double y1, double x2, double y2) {
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    };
    if (level == Level::Error) {
        line(-0.35, -0.35, 0.35, 0.35);
        line(-0.35, 0.35, 0.35, -0.35);
    } else if (level >= Level::Warning) { // An exclamation mark.
        line(0, -0.4, 0, 0.15);
        line(0, 0.5, 0, 0.52);
    } else { // An i.
        line(0, -0.42, 0, -0.4);
        line(0, -0.05, 0, 0.45);
    }
}

class LevelIconEngine final : public QIconEngine {
public:
    explicit LevelIconEngine(Level level)
        : m_level(level)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const bool isSelected = mode == QIcon::Selected;
        const QColor color
            = isSelected ? palette.color(QPalette::HighlightedText) : toneColor(toneFor(m_level), palette);
        const QColor ground = palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
        const bool isRing = m_level == Level::Information;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(QRectF(rect).center());
        const double half = std::min(rect.width(), rect.height()) / 2.0 - 1;
        painter->scale(half, half);
        painter->setPen(isRing ? QPen(color, 0.18) : QPen(Qt::NoPen));
        painter->setBrush(isRing ? QBrush(Qt::NoBrush) : QBrush(color));
        painter->drawPath(shapeOf(m_level));
        painter->setPen(QPen(isRing ? color : ground, 0.24, Qt::SolidLine, Qt::RoundCap));
        paintSign(*painter, m_level);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new LevelIconEngine(m_level); }

private:
    Level m_level;
};

}

QIcon levelIcon(Level level)
{
    return QIcon(new LevelIconEngine(level));
}

}
