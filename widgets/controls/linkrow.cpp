// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/linkrow.h"

#include "controls/themeicon.h"
#include "look/colors.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int padding = 8;
constexpr int between = 10; ///< columns
constexpr int arrowSize = 14;
constexpr int betweenLines = 2;
constexpr int leastText = 90;

int heightOf(const QFont &font, const QString &text, int width)
{
    const QRect room(0, 0, std::max(1, width), QWIDGETSIZE_MAX);
    return text.isEmpty() ? 0 : QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, text).height();
}

}

LinkRow::LinkRow(Arrangement arrangement, QWidget *parent)
    : QAbstractButton(parent)
    , m_arrangement(arrangement)
{
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
}

void LinkRow::setContent(const Content &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setFocusPolicy(content.leadsOn ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(content.leadsOn ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QStringList words{content.tone ? toneWord(*content.tone) : QString(), content.title, content.text, content.aside};
    words.removeAll(QString());
    setAccessibleName(words.join(u": "_s));
    updateGeometry();
    update();
}

void LinkRow::setOneLine(bool oneLine)
{
    m_oneLine = oneLine;
    updateGeometry();
    update();
}

void LinkRow::setTitleWidth(int width)
{
    m_titleWidth = width;
    updateGeometry();
    update();
}

QFont LinkRow::titleFont() const
{
    QFont title = font();
    title.setBold(m_arrangement == Arrangement::Above);
    return title;
}

LinkRow::Places LinkRow::placesIn(int width) const
{
    Places places;
    const int line = QFontMetrics(font()).height();
    const int top = m_arrangement == Arrangement::Above ? 6 : 5;
    int left = padding;
    int right = width - padding;
    if (m_content.tone) {
        places.symbol = QRect(left, top + (line - smallIconSize()) / 2, smallIconSize(), smallIconSize());
        left += smallIconSize() + between;
    }
    // Room is kept for the arrow in all rows, so that their columns end alike.
    places.arrow = QRect(right - arrowSize, 0, arrowSize, arrowSize);
    right -= arrowSize + between;
    if (!m_content.aside.isEmpty()) {
        const int wide = QFontMetrics(font()).horizontalAdvance(m_content.aside) + 2;
        places.aside = QRect(right - wide, top, wide, line);
        right -= wide + between;
    }
    if (m_arrangement == Arrangement::Beside) {
        const int titleWidth = std::min(m_titleWidth, (right - left) / 2);
        const int textWidth = std::max(1, right - left - titleWidth - between);
        places.title = QRect(left, top, titleWidth, heightOf(titleFont(), m_content.title, titleWidth));
        const int textHeight = m_oneLine ? line : heightOf(font(), m_content.text, textWidth);
        places.text = QRect(left + titleWidth + between, top, textWidth, textHeight);
    } else {
        const int wide = std::max(1, right - left);
        places.title = QRect(left, top, wide, heightOf(titleFont(), m_content.title, wide));
        places.text
            = QRect(left, places.title.bottom() + 1 + betweenLines, wide, heightOf(font(), m_content.text, wide));
    }
    places.height = std::max({places.title.bottom(), places.text.bottom(), top + line}) + 1 + top;
    places.arrow.moveTop((places.height - arrowSize) / 2);
    return places;
}

QSize LinkRow::sizeHint() const
{
    const int wide = 420;
    return {wide, placesIn(wide).height};
}

QSize LinkRow::minimumSizeHint() const
{
    const int wide = 2 * (padding + leastText) + smallIconSize() + arrowSize + 3 * between;
    return {wide, QFontMetrics(font()).height() + 10};
}

int LinkRow::heightForWidth(int width) const
{
    return placesIn(width).height;
}

bool LinkRow::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool isCut
            = m_oneLine && fontMetrics().horizontalAdvance(m_content.text) > placesIn(width()).text.width();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), isCut ? m_content.text : QString(), this);
        return true;
    }
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void LinkRow::paintGround(QPainter &painter) const
{
    const QColor window = palette().color(QPalette::Window);
    const QRectF ground = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_content.leadsOn && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(window, palette().color(QPalette::WindowText), isDown() ? 0.12F : 0.06F));
        painter.drawRoundedRect(ground, 5, 5);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ground, 5, 5);
    }
}

void LinkRow::paintSymbol(QPainter &painter, const QRect &place) const
{
    if (m_content.tone != Tone::Neutral)
        return toneIcon(*m_content.tone).paint(&painter, place);
    painter.setPen(QPen(explanationColor(palette()), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(place).center(), place.width() * 0.28, place.width() * 0.28);
}

void LinkRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    const Places places = placesIn(width());
    const QColor strong = palette().color(QPalette::WindowText);
    const QColor dim = explanationColor(palette());
    const bool isHeadline = m_arrangement == Arrangement::Above;
    if (m_content.tone)
        paintSymbol(painter, places.symbol);
    painter.setPen(isHeadline ? strong : dim);
    painter.setFont(titleFont());
    painter.drawText(places.title, Qt::TextWordWrap, m_content.title);
    painter.setFont(font());
    painter.setPen(isHeadline ? dim : strong);
    if (m_oneLine)
        painter.drawText(places.text, Qt::AlignVCenter,
            fontMetrics().elidedText(m_content.text, Qt::ElideRight, places.text.width()));
    else
        painter.drawText(places.text, Qt::TextWordWrap, m_content.text);
    painter.setPen(dim);
    painter.drawText(places.aside, Qt::AlignRight, m_content.aside);
    if (m_content.leadsOn)
        themeIcon(u"go-next"_s).paint(&painter, places.arrow);
}

}
