// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace sekimori::widgets {

/// A picture with the part of it that is to stay, which can be moved and drawn larger and smaller by mouse and arrow
/// keys.
class CropView : public QWidget {
    Q_OBJECT

public:
    explicit CropView(const QImage &picture, QWidget *parent = nullptr);

    /// In the picture's own pixels.
    const QRect &part() const { return m_part; }
    void setPart(const QRect &part);

    QSize sizeHint() const override { return {620, 380}; }

signals:
    void partChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF shown() const;
    QRectF onScreen(const QRect &part) const;
    QPoint inPicture(const QPointF &place) const;
    Qt::Edges edgesAt(const QPointF &place) const;
    void showCursor(const QPointF &place);

    QImage m_picture;
    QRect m_part;
    bool m_isDragging = false;
    Qt::Edges m_edges; ///< that are dragged; none: all of it is moved
    QPoint m_pressedAt;
    QRect m_partBefore;
};

}
