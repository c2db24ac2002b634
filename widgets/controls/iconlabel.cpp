// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/iconlabel.h"

#include "controls/tone.h"

#include <QEvent>

namespace sekimori::widgets {

void IconLabel::setIcon(const QIcon &icon, int size)
{
    m_icon = icon;
    m_size = size;
    draw();
}

void IconLabel::changeEvent(QEvent *event)
{
    const bool isOther = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange;
    if (isOther && !m_icon.isNull())
        draw();
    QLabel::changeEvent(event);
}

void IconLabel::draw()
{
    const int size = m_size > 0 ? m_size : smallIconSize();
    setPixmap(m_icon.pixmap(QSize(size, size), devicePixelRatio()));
}

}
