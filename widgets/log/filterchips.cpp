// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterchips.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "look/colors.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int padding = 4; ///< above and below the words
constexpr int inset = 4; ///< left of the sign and right of the cross
constexpr int between = 6;
constexpr int widestChip = 420;

}

FilterChips::FilterChips(QWidget *parent)
    : QWidget(parent)
{
    setObjectName("filterChips"_L1);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void FilterChips::setChips(const QList<Chip> &chips)
{
    if (chips == m_chips)
        return;
    const bool wasHere = hasFocus();
    m_chips = chips;
    m_pressed.reset();
    if (m_current && *m_current >= m_chips.size())
        m_current = m_chips.isEmpty() ? std::nullopt : std::optional(m_chips.size() - 1);
    tell();
    updateGeometry();
    update();
    if (wasHere && m_chips.isEmpty())
        emit left();
    setVisible(!m_chips.isEmpty());
}

QList<QRect> FilterChips::laidOut(int width, int *height) const
{
    const QFontMetrics metrics(font());
    const int line = metrics.height() + 2 * padding;
    QList<QRect> places;
    QPoint at;
    for (const Chip &chip : m_chips) {
        const int words = metrics.horizontalAdvance(chip.text) + 2;
        const int needed = std::min({words + 2 * (line - inset) + 2 * inset, widestChip, std::max(width, 3 * line)});
        if (at.x() > 0 && at.x() + needed > width)
            at = QPoint(0, at.y() + line + between);
        places.append(QRect(at, QSize(needed, line)));
        at.rx() += needed + between;
    }
    if (height)
        *height = places.isEmpty() ? 0 : at.y() + line;
    return places;
}

QRect FilterChips::placeOf(qsizetype chip, Part part) const
{
    const QRect whole = laidOut(width(), nullptr).at(chip);
    const int side = whole.height() - inset;
    switch (part) {
    case Part::Whole:
        return whole;
    case Part::Sign:
        return {whole.left() + inset / 2, whole.top(), side, whole.height()};
    case Part::Cross:
        return {whole.right() + 1 - inset / 2 - side, whole.top(), side, whole.height()};
    }
    Q_UNREACHABLE_RETURN({});
}

QSize FilterChips::sizeHint() const
{
    int height = 0;
    laidOut(width(), &height);
    return {widestChip, height};
}

QSize FilterChips::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

int FilterChips::heightForWidth(int width) const
{
    int height = 0;
    laidOut(width, &height);
    return height;
}

std::optional<FilterChips::Hit> FilterChips::hitAt(const QPoint &point) const
{
    for (qsizetype chip = 0; chip < m_chips.size(); ++chip) {
        for (const Part part : {Part::Sign, Part::Cross, Part::Whole}) {
            if (placeOf(chip, part).contains(point))
                return Hit{chip, part};
        }
    }
    return {};
}

void FilterChips::act(const Hit &hit)
{
    switch (hit.part) {
    case Part::Whole:
        emit editWanted(hit.chip);
        break;
    case Part::Sign:
        emit negateWanted(hit.chip);
        break;
    case Part::Cross:
        emit dropWanted(hit.chip);
        break;
    }
}

QString FilterChips::spoken(qsizetype chip) const
{
    const Chip &shown = m_chips.at(chip);
    const QString text = shown.isNegated ? tr("not: %1", "condition of a filter").arg(shown.text) : shown.text;
    return tr("Condition %1 of %2: %3").arg(chip + 1).arg(m_chips.size()).arg(text);
}

void FilterChips::tell()
{
    setAccessibleName(
        tr("Conditions of the filter. The arrow keys go from one to the next; Enter edits it, ! turns it into "
           "its contrary, Delete drops it."));
    QStringList all;
    for (qsizetype chip = 0; chip < m_chips.size(); ++chip)
        all << spoken(chip);
    setAccessibleDescription(m_current ? spoken(*m_current) : all.join(u"; "_s));
}

void FilterChips::goTo(std::optional<qsizetype> chip)
{
    if (chip)
        chip = m_chips.isEmpty() ? std::nullopt : std::optional(std::clamp<qsizetype>(*chip, 0, m_chips.size() - 1));
    m_current = chip;
    tell();
    update();
    if (m_current) {
        QAccessibleAnnouncementEvent announcement(this, spoken(*m_current));
        QAccessible::updateAccessibility(&announcement);
    }
}

void FilterChips::keyPressEvent(QKeyEvent *event)
{
    const qsizetype at = m_current.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        return goTo(at - 1);
    case Qt::Key_Right:
    case Qt::Key_Down:
        return goTo(at + 1);
    case Qt::Key_Home:
        return goTo(0);
    case Qt::Key_End:
        return goTo(m_chips.size() - 1);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return act({at, Part::Cross});
    case Qt::Key_Exclam:
        return act({at, Part::Sign});
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
    case Qt::Key_F2:
        return act({at, Part::Whole});
    default:
        QWidget::keyPressEvent(event);
    }
}

void FilterChips::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? hitAt(event->position().toPoint()) : std::nullopt;
    if (m_pressed)
        goTo(m_pressed->chip);
}

void FilterChips::mouseReleaseEvent(QMouseEvent *event)
{
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (pressed && pressed == hitAt(event->position().toPoint()))
        act(*pressed);
}

void FilterChips::contextMenuEvent(QContextMenuEvent *event)
{
    const auto hit = event->reason() == QContextMenuEvent::Mouse ? hitAt(event->pos()) : std::nullopt;
    const qsizetype chip = hit ? hit->chip : m_current.value_or(-1);
    if (chip < 0 || chip >= m_chips.size())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &icon, const QString &text, Part part) {
        connect(menu->addAction(themeIcon(icon), text), &QAction::triggered, this, [this, chip, part] {
            if (chip < m_chips.size())
                act({chip, part});
        });
    };
    add(u"edit-rename"_s, tr("&Edit"), Part::Whole);
    add(u"object-flip-horizontal"_s,
        m_chips.at(chip).isNegated ? tr("&Only these instead") : tr("&All but these instead"), Part::Sign);
    add(u"edit-delete"_s, tr("&Drop"), Part::Cross);
    menu->popup(
        event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : mapToGlobal(placeOf(chip).bottomLeft()));
}

bool FilterChips::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto hit = hitAt(help->pos());
    if (!hit) {
        QToolTip::hideText();
        return true;
    }
    const Chip &chip = m_chips.at(hit->chip);
    QString text = chip.text;
    if (hit->part == Part::Sign)
        text = chip.isNegated ? tr("Show only these instead") : tr("Show all but these instead");
    else if (hit->part == Part::Cross)
        text = tr("Drop this condition");
    QToolTip::showText(help->globalPos(), text, this, placeOf(hit->chip, hit->part));
    return true;
}

void FilterChips::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

void FilterChips::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason)
        goTo(m_current.value_or(0));
}

void FilterChips::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        goTo({});
}

void FilterChips::paintChip(QPainter &painter, qsizetype chip, const QRect &place) const
{
    const Chip &shown = m_chips.at(chip);
    const QColor ground = palette().color(QPalette::Window);
    const Tone tone = shown.isNegated ? Tone::Warning : Tone::Hint;
    const bool isCurrent = hasFocus() && m_current == chip;
    painter.setPen(isCurrent ? QPen(palette().color(QPalette::Accent), 2)
                             : QPen(blended(ground, toneColor(tone, palette()), 0.45F), 1));
    painter.setBrush(toneBackground(tone, palette()));
    const qreal edge = isCurrent ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(place).adjusted(edge, edge, -edge, -edge), 5, 5);
    const QRect sign = placeOf(chip, Part::Sign);
    const QRect cross = placeOf(chip, Part::Cross);
    painter.setPen(toneColor(tone, palette()));
    painter.drawText(sign, Qt::AlignCenter, shown.isNegated ? u"≠"_s : u"="_s);
    painter.setPen(QPen(explanationColor(palette()), 1.4));
    const QPointF middle = QRectF(cross).center();
    painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3));
    painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3));
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect words(QPoint(sign.right() + 1, place.top()), QPoint(cross.left() - 1, place.bottom()));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(shown.text, Qt::ElideRight, words.width()));
}

void FilterChips::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto places = laidOut(width(), nullptr);
    for (qsizetype chip = 0; chip < places.size(); ++chip)
        paintChip(painter, chip, places.at(chip));
}

}
