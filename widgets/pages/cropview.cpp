// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/cropview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sekimori::widgets {
namespace {

constexpr int smallest = 16;
constexpr qreal reach = 9; ///< of an edge for the mouse
constexpr qreal handle = 8;

/// Some of a side's length, so that large pictures do not need a hundred keys.
int stepOf(const QImage &picture)
{
    return std::max(1, std::max(picture.width(), picture.height()) / 100);
}

}

CropView::CropView(const QImage &picture, QWidget *parent)
    : QWidget(parent)
    , m_picture(picture)
    , m_part(picture.rect())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(280, 180);
    setAccessibleName(tr("Part of the image that stays"));
    setAccessibleDescription(tr("The arrow keys move it; with Shift they draw it larger and smaller."));
}

void CropView::setPart(const QRect &part)
{
    const int width = std::clamp(part.width(), std::min(smallest, m_picture.width()), m_picture.width());
    const int height = std::clamp(part.height(), std::min(smallest, m_picture.height()), m_picture.height());
    const QRect wanted(std::clamp(part.left(), 0, m_picture.width() - width),
        std::clamp(part.top(), 0, m_picture.height() - height), width, height);
    if (wanted == m_part)
        return;
    m_part = wanted;
    update();
    emit partChanged();
}

QRectF CropView::shown() const
{
    const QSizeF room = QSizeF(size()) - QSizeF(2 * handle, 2 * handle);
    const qreal scale = std::min({1.0, room.width() / m_picture.width(), room.height() / m_picture.height()});
    const QSizeF size = QSizeF(m_picture.size()) * scale;
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

QRectF CropView::onScreen(const QRect &part) const
{
    const QRectF place = shown();
    const qreal scale = place.width() / m_picture.width();
    return {place.topLeft() + QPointF(part.topLeft()) * scale, QSizeF(part.size()) * scale};
}

QPoint CropView::inPicture(const QPointF &place) const
{
    const QRectF all = shown();
    const qreal scale = m_picture.width() / all.width();
    return ((place - all.topLeft()) * scale).toPoint();
}

Qt::Edges CropView::edgesAt(const QPointF &place) const
{
    const QRectF part = onScreen(m_part);
    Qt::Edges edges;
    if (!part.adjusted(-reach, -reach, reach, reach).contains(place))
        return edges;
    if (std::abs(place.x() - part.left()) < reach)
        edges |= Qt::LeftEdge;
    else if (std::abs(place.x() - part.right()) < reach)
        edges |= Qt::RightEdge;
    if (std::abs(place.y() - part.top()) < reach)
        edges |= Qt::TopEdge;
    else if (std::abs(place.y() - part.bottom()) < reach)
        edges |= Qt::BottomEdge;
    return edges;
}

void CropView::showCursor(const QPointF &place)
{
    const Qt::Edges edges = edgesAt(place);
    const bool isSide = edges.testAnyFlags(Qt::LeftEdge | Qt::RightEdge);
    const bool isEnd = edges.testAnyFlags(Qt::TopEdge | Qt::BottomEdge);
    if (isSide && isEnd)
        setCursor(
            edges.testFlag(Qt::LeftEdge) == edges.testFlag(Qt::TopEdge) ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor);
    else if (isSide || isEnd)
        setCursor(isSide ? Qt::SizeHorCursor : Qt::SizeVerCursor);
    else
        setCursor(onScreen(m_part).contains(place) ? Qt::SizeAllCursor : Qt::ArrowCursor);
}

void CropView::mousePressEvent(QMouseEvent *event)
{
    m_edges = edgesAt(event->position());
    m_isDragging = event->button() == Qt::LeftButton && (m_edges || onScreen(m_part).contains(event->position()));
    m_pressedAt = inPicture(event->position());
    m_partBefore = m_part;
}

void CropView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging)
        return showCursor(event->position());
    const QPoint way = inPicture(event->position()) - m_pressedAt;
    if (!m_edges)
        return setPart(m_partBefore.translated(way));
    QRect part = m_partBefore;
    if (m_edges.testFlag(Qt::LeftEdge))
        part.setLeft(std::clamp(part.left() + way.x(), 0, std::max(0, part.right() - smallest)));
    if (m_edges.testFlag(Qt::RightEdge))
        part.setRight(std::clamp(part.right() + way.x(), part.left() + smallest - 1, m_picture.width() - 1));
    if (m_edges.testFlag(Qt::TopEdge))
        part.setTop(std::clamp(part.top() + way.y(), 0, std::max(0, part.bottom() - smallest)));
    if (m_edges.testFlag(Qt::BottomEdge))
        part.setBottom(std::clamp(part.bottom() + way.y(), part.top() + smallest - 1, m_picture.height() - 1));
    setPart(part);
}

void CropView::mouseReleaseEvent(QMouseEvent *)
{
    m_isDragging = false;
}

void CropView::keyPressEvent(QKeyEvent *event)
{
    QPoint way;
    switch (event->key()) {
    case Qt::Key_Left:
        way = {-1, 0};
        break;
    case Qt::Key_Right:
        way = {1, 0};
        break;
    case Qt::Key_Up:
        way = {0, -1};
        break;
    case Qt::Key_Down:
        way = {0, 1};
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    way *= stepOf(m_picture);
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        setPart(QRect(m_part.topLeft(), m_part.size() + QSize(way.x(), way.y())));
    else
        setPart(m_part.translated(way));
}

void CropView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF all = shown();
    const QRectF part = onScreen(m_part);
    painter.drawImage(all, m_picture);
    QPainterPath veil;
    veil.addRect(all);
    veil.addRect(part);
    painter.fillPath(veil, QColor(0, 0, 0, 140));
    const QColor line = palette().color(QPalette::Highlight);
    painter.setPen(QPen(line, hasFocus() ? 2.5 : 1.5));
    painter.drawRect(part);
    painter.setBrush(line);
    painter.setPen(QPen(Qt::white, 1));
    for (const QPointF &corner : {part.topLeft(), part.topRight(), part.bottomLeft(), part.bottomRight()})
        painter.drawRect(QRectF(corner - QPointF(handle / 2, handle / 2), QSizeF(handle, handle)));
}

}
