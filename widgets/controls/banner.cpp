// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"

#include "controls/iconlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_symbol(new IconLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(m_button, &QPushButton::clicked, this, &Banner::acted);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 10, 8);
    layout->setSpacing(10);
    layout->addWidget(m_symbol);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    hide();
}

void Banner::tell(Tone tone, const QString &text, const QString &action)
{
    const bool isNews = isHidden() || text != m_text->text() || tone != m_tone;
    m_tone = tone;
    m_text->setText(text);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    m_symbol->setIcon(toneIcon(m_tone));
    const QString word = toneWord(tone);
    setAccessibleName(word.isEmpty() ? text : tr("%1: %2", "kind of message: sentence").arg(word, text));
    show();
    update();
    if (isNews) {
        QAccessibleAnnouncementEvent announcement(this, accessibleName());
        QAccessible::updateAccessibility(&announcement);
    }
}

void Banner::clear()
{
    m_text->clear();
    hide();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor line = toneColor(m_tone, palette());
    painter.setPen(QPen(toneBackground(m_tone, palette()), 1));
    painter.setBrush(toneBackground(m_tone, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(line);
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
}

}
