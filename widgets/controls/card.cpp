// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/card.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "look/colors.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

Card::Card(const QString &heading, QWidget *parent)
    : QFrame(parent)
    , m_heading(new QLabel(heading, this))
    , m_top(new QHBoxLayout)
    , m_body(new QVBoxLayout)
{
    QFont font = m_heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.1);
    font.setBold(true);
    m_heading->setFont(font);
    m_heading->setContentsMargins(8, 0, 0, 0);
    setAccessibleName(heading);

    m_top->setContentsMargins(0, 0, 0, 0);
    m_top->addWidget(m_heading, 1);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 12, 8, 10);
    layout->setSpacing(8);
    layout->addLayout(m_top);
    layout->addLayout(m_body, 1);
    recolor();
}

QString Card::heading() const
{
    return m_heading->text();
}

QToolButton *Card::addLink(const QString &text, const QString &toolTip)
{
    auto *link = new QToolButton(this);
    link->setText(text);
    link->setToolTip(toolTip);
    link->setAutoRaise(true);
    link->setFocusPolicy(Qt::StrongFocus);
    link->setIcon(themeIcon(u"go-next"_s));
    link->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // The arrow stands behind the words.
    link->setLayoutDirection(isRightToLeft() ? Qt::LeftToRight : Qt::RightToLeft);
    m_top->addWidget(link);
    return link;
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lineColor(QApplication::palette()));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void Card::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ThemeChange)
        recolor();
    QFrame::changeEvent(event);
}

void Card::recolor()
{
    const QColor ground = cardColor(QApplication::palette());
    QPalette own;
    own.setColor(QPalette::Window, ground);
    own.setColor(QPalette::Base, ground);
    setPalette(own);
}

QLabel *captionLabel(const QString &text, QWidget *parent)
{
    QLabel *label = explanationLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(8, 6, 8, 0);
    return label;
}

}
