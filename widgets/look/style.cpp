// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/style.h"

#include "look/colors.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr qreal cornerRadius = 5;

class Painting {
public:
    explicit Painting(QPainter *painter)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Painting() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Painting)

private:
    QPainter *m_painter;
};

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal width = 1)
{
    const Painting painting(painter);
    painter->setPen(QPen(line, width));
    painter->setBrush(fill);
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
}

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

bool showsFocus(const QStyleOption *option)
{
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

/// The one thing a window is for; it is filled with the accent.
bool isDefault(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton) && has(option, QStyle::State_Enabled);
}

QColor buttonColor(const QStyleOption *option)
{
    const QPalette &palette = option->palette;
    const QColor plain = isDefault(option) ? palette.color(QPalette::Highlight) : palette.color(QPalette::Button);
    const QColor ink = isDefault(option) ? QColor(Qt::black) : palette.color(QPalette::ButtonText);
    if (!has(option, QStyle::State_Enabled))
        return plain;
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        return blended(plain, ink, 0.16F);
    return has(option, QStyle::State_MouseOver) ? blended(plain, ink, 0.07F) : plain;
}

void drawButton(const QStyleOption *option, QPainter *painter)
{
    const QStyleOptionButton *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool isFlat = button && button->features.testFlag(QStyleOptionButton::Flat);
    const bool isTouched = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken)
        || has(option, QStyle::State_On) || showsFocus(option);
    if (isFlat && !isTouched)
        return;
    const QColor fill = buttonColor(option);
    if (showsFocus(option)) {
        // A ring apart from the fill is seen on the accent as well.
        drawBox(
            painter, option->rect, option->palette.color(QPalette::Window), option->palette.color(QPalette::Accent), 2);
        drawBox(painter, option->rect.adjusted(3, 3, -3, -3), fill, fill);
        return;
    }
    drawBox(painter, option->rect, fill, isDefault(option) ? fill : lineColor(option->palette));
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool isFocused = has(option, QStyle::State_HasFocus);
    const QColor line = isFocused ? palette.color(QPalette::Accent)
                                  : blended(lineColor(palette), palette.color(QPalette::WindowText), 0.12F);
    drawBox(painter, option->rect, palette.color(QPalette::Base), line, isFocused ? 2 : 1);
}

/// One as thin as a line separates two grounds, whose edge is seen anyway; a wider one shows that it can be moved.
void drawSplitter(const QStyleOption *option, QPainter *painter)
{
    const bool isUpright = option->rect.height() > option->rect.width();
    const int thickness = isUpright ? option->rect.width() : option->rect.height();
    if (thickness < 3)
        return;
    const QPoint center = option->rect.center();
    const QSize grip = isUpright ? QSize(2, 28) : QSize(28, 2);
    const QColor color = has(option, QStyle::State_MouseOver) ? option->palette.color(QPalette::Accent)
                                                              : option->palette.color(QPalette::Mid);
    painter->fillRect(QRect(center - QPoint(grip.width() / 2, grip.height() / 2), grip), color);
}

void drawIndicator(const QStyleOption *option, QPainter *painter, bool isRound)
{
    const QPalette &palette = option->palette;
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isMarked = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QColor accent = palette.color(isEnabled ? QPalette::Highlight : QPalette::Mid);
    const QColor line
        = isMarked ? accent : blended(palette.color(QPalette::Base), palette.color(QPalette::WindowText), 0.45F);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = isRound ? box.width() / 2 : 3.5;
    const Painting painting(painter);
    painter->setPen(QPen(showsFocus(option) ? palette.color(QPalette::Accent) : line, showsFocus(option) ? 2 : 1));
    painter->setBrush(isMarked ? accent : palette.color(QPalette::Base));
    painter->drawRoundedRect(box, radius, radius);
    if (!isMarked)
        return;
    const QColor mark = palette.color(QPalette::Active, QPalette::HighlightedText);
    const auto at
        = [&](qreal x, qreal y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
    painter->setPen(QPen(mark, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (isRound) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(box.center(), box.width() * 0.2, box.width() * 0.2);
    } else if (has(option, QStyle::State_On)) {
        const std::array tick{at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)};
        painter->drawPolyline(tick.data(), int(tick.size()));
    } else {
        painter->drawLine(at(0.27, 0.5), at(0.73, 0.5));
    }
}

void drawHeaderSection(const QStyleOptionHeader *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    QColor ground = frameColor(palette);
    if (has(option, QStyle::State_MouseOver))
        ground = blended(ground, palette.color(QPalette::WindowText), 0.05F);
    painter->fillRect(option->rect, ground);
    painter->setPen(lineColor(palette));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    if (option->orientation == Qt::Horizontal && option->position != QStyleOptionHeader::End
        && option->position != QStyleOptionHeader::OnlyOneSection)
        painter->drawLine(option->rect.topRight() + QPoint(0, 6), option->rect.bottomRight() - QPoint(0, 6));
}

void drawScrollBar(const QStyleOptionSlider *option, const QRect &handle, QPainter *painter)
{
    const QPalette &palette = option->palette;
    painter->fillRect(option->rect, blended(palette.color(QPalette::Base), palette.color(QPalette::WindowText), 0.02F));
    if (option->maximum <= option->minimum)
        return;
    const bool isHeld
        = has(option, QStyle::State_Sunken) || option->activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const Painting painting(painter);
    painter->setPen(Qt::NoPen);
    painter->setBrush(
        blended(palette.color(QPalette::Window), palette.color(QPalette::WindowText), isHeld ? 0.5F : 0.3F));
    const QRectF bar = QRectF(handle).adjusted(3, 3, -3, -3);
    const qreal radius = std::min(bar.width(), bar.height()) / 2;
    painter->drawRoundedRect(bar, radius, radius);
}

}

Style::Style()
    : QProxyStyle(u"fusion"_s)
{
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(option, painter);
    case PE_PanelLineEdit:
        // A line inside of a combo box or a table's cell is drawn by what surrounds it.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return drawField(option, painter);
        painter->fillRect(option->rect, option->palette.base());
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        return drawIndicator(option, painter, element == PE_IndicatorRadioButton);
    case PE_FrameLineEdit:
    case PE_FrameFocusRect:
        return;
    case PE_Frame:
        drawBox(painter, option->rect, Qt::transparent,
            has(option, State_HasFocus) ? option->palette.color(QPalette::Accent) : lineColor(option->palette));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_HeaderSection) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return drawHeaderSection(header, painter);
    }
    if (element == CE_Splitter)
        return drawSplitter(option, painter);
    if (element == CE_PushButtonLabel && isDefault(option)) {
        QStyleOptionButton light = *qstyleoption_cast<const QStyleOptionButton *>(option);
        light.palette.setColor(QPalette::ButtonText, light.palette.color(QPalette::HighlightedText));
        return QProxyStyle::drawControl(element, &light, painter, widget);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return drawScrollBar(bar, subControlRect(control, option, SC_ScrollBarSlider, widget), painter);
    }
    if (control == CC_ComboBox) {
        const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (box && box->frame) {
            drawField(option, painter);
            QStyleOption arrow;
            arrow.state = option->state;
            arrow.direction = option->direction;
            arrow.palette = option->palette;
            arrow.rect = subControlRect(control, option, SC_ComboBoxArrow, widget).adjusted(4, 8, -8, -8);
            drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control != CC_ScrollBar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar)
        return {};
    // No arrows at the ends: the whole length is the groove.
    const bool isHorizontal = bar->orientation == Qt::Horizontal;
    const int length = isHorizontal ? bar->rect.width() : bar->rect.height();
    const int thickness = isHorizontal ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0)
        handle
            = std::clamp(int(qint64(bar->pageStep) * length / (range + bar->pageStep)), std::min(32, length), length);
    const int start
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto stretch = [&](int from, int to) {
        const QRect rect = isHorizontal ? QRect(from, 0, to - from, thickness) : QRect(0, from, thickness, to - from);
        return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return stretch(start, start + handle);
    case SC_ScrollBarSubPage:
        return stretch(0, start);
    case SC_ScrollBarAddPage:
        return stretch(start + handle, length);
    case SC_ScrollBarGroove:
        return stretch(0, length);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    return element == SE_LineEditContents && frame && frame->lineWidth > 0 ? rect.adjusted(5, 0, -4, 0) : rect;
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int line = option ? option->fontMetrics.height() : 0;
    switch (type) {
    case CT_PushButton:
        result.rwidth() += 12;
        result.setHeight(std::max(result.height(), line + 14));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
        if (widget && !qobject_cast<const QComboBox *>(widget->parentWidget()))
            result.setHeight(std::max(result.height(), line + 14));
        break;
    case CT_HeaderSection:
        result.setHeight(std::max(result.height(), line + 14));
        break;
    case CT_MenuBarItem:
        result += QSize(4, 4);
        break;
    default:
        break;
    }
    return result;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 14;
    case PM_FocusFrameHMargin: // of the text in a table's cell
    case PM_HeaderMargin:
        return 6;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *details) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, details);
    }
}

}
