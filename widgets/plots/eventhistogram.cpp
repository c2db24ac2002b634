// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/eventhistogram.h"

#include "items/eventwords.h"
#include "items/zonedtime.h"
#include "plots/histogramdrawing.h"
#include "plots/levellegend.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include <numeric>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr std::chrono::seconds day{24 * 3600};
constexpr std::chrono::seconds shortestMonth = 28 * day;

}

qint64 EventHistogram::Bar::total() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

EventHistogram::EventHistogram(QWidget *parent)
    : QWidget(parent)
    , m_readout(new QLabel(this))
    , m_legend(new LevelLegend(this))
    , m_drawing(std::make_unique<HistogramDrawing>(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setObjectName("histogram"_L1);
    m_readout->setObjectName("readout"_L1);
    m_readout->setWordWrap(true);
    m_readout->setTextFormat(Qt::PlainText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_readout);
    layout->addWidget(m_drawing->plot(), 1);
    layout->addWidget(m_legend);
    m_drawing->setColors(palette(), font());
    draw();
}

EventHistogram::~EventHistogram() = default;

void EventHistogram::setBars(const QList<Bar> &bars, std::chrono::seconds step)
{
    if (bars == m_bars && step == m_step)
        return;
    // Time goes on while somebody looks at an hour: it stays that hour, unless it is gone.
    const auto placeNow = [&](std::optional<qsizetype> before) -> std::optional<qsizetype> {
        if (!before)
            return {};
        const auto same = std::ranges::find(bars, m_bars.at(*before).begin, &Bar::begin);
        return same == bars.end() ? std::nullopt : std::optional(same - bars.begin());
    };
    m_current = placeNow(m_current);
    m_anchor = m_current ? placeNow(m_anchor) : std::nullopt;
    m_pressed = m_current ? placeNow(m_pressed) : std::nullopt;
    m_bars = bars;
    m_step = step;
    draw();
}

void EventHistogram::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    draw();
}

std::optional<std::pair<audit::EventTime, audit::EventTime>> EventHistogram::span() const
{
    if (m_bars.isEmpty())
        return {};
    return std::pair(m_bars.first().begin, endOf(m_bars.size() - 1));
}

void EventHistogram::setSpansChoosable(bool areChoosable)
{
    m_areSpansChoosable = areChoosable;
    tell();
}

void EventHistogram::draw()
{
    TimeAxis axis{.edges = {}, .step = m_step, .zone = m_zone};
    for (const Bar &bar : std::as_const(m_bars))
        axis.edges.append(bar.begin);
    if (!m_bars.isEmpty())
        axis.edges.append(endOf(m_bars.size() - 1));
    m_drawing->setBars(m_bars, axis);
    m_drawing->setMarked(marked());
    m_drawing->redraw();
    tell();
}

/// Months and days are not all of one length.
audit::EventTime EventHistogram::endOf(qsizetype bar) const
{
    if (bar + 1 < m_bars.size())
        return m_bars.at(bar + 1).begin;
    const audit::EventTime begin = m_bars.at(bar).begin;
    const QDateTime local = items::toDateTime(begin).toTimeZone(m_zone);
    if (m_step < day || local.time() != QTime(0, 0))
        return begin + m_step;
    const QDate date = m_step < shortestMonth ? local.date().addDays(m_step / day)
                                              : local.date().addMonths(int((m_step + day) / (30 * day)));
    return audit::EventTime(std::chrono::milliseconds(date.startOfDay(m_zone).toMSecsSinceEpoch()));
}

EventHistogram::Bar EventHistogram::sum(const Range &range) const
{
    Bar sum;
    for (qsizetype bar = range.first; bar <= range.last; ++bar) {
        for (std::size_t level = 0; level < allLevels.size(); ++level)
            sum.counts.at(level) += m_bars[bar].counts.at(level);
        sum.failed += m_bars[bar].failed;
    }
    return sum;
}

std::optional<EventHistogram::Range> EventHistogram::marked() const
{
    if (!m_current)
        return {};
    const auto [first, last] = std::minmax(*m_current, m_anchor.value_or(*m_current));
    return Range{first, last};
}

void EventHistogram::setCurrent(std::optional<qsizetype> bar)
{
    mark(bar, {});
}

void EventHistogram::mark(std::optional<qsizetype> current, std::optional<qsizetype> anchor)
{
    if ((current == m_current && anchor == m_anchor) || (current && (*current < 0 || *current >= m_bars.size())))
        return;
    m_current = current;
    m_anchor = anchor;
    m_drawing->setMarked(marked());
    m_drawing->redraw();
    tell();
    if (current)
        announce();
}

void EventHistogram::announce()
{
    QAccessibleAnnouncementEvent announcement(this, readout());
    QAccessible::updateAccessibility(&announcement);
}

QString EventHistogram::spanOf(const Range &range) const
{
    return items::spanText(m_bars.at(range.first).begin, endOf(range.last), m_zone);
}

QString EventHistogram::countOf(const Bar &bar)
{
    const QString events = tr("%Ln events", nullptr, int(bar.total()));
    return bar.failed > 0 ? tr("%1, %2").arg(events, tr("%Ln failed", nullptr, int(bar.failed))) : events;
}

QString EventHistogram::textOf(qsizetype bar) const
{
    return textOf(Range{bar, bar});
}

QString EventHistogram::textOf(const Range &range) const
{
    const Bar shown = sum(range);
    QStringList parts;
    for (auto level = allLevels.rbegin(); level != allLevels.rend(); ++level) {
        if (const qint64 count = shown.counts.at(std::size_t(*level)); count > 0)
            parts << tr("%1 %2", "level of events, and how many there are")
                         .arg(items::levelText(*level), QLocale().toString(count));
    }
    if (parts.isEmpty())
        return tr("%1: %2").arg(spanOf(range), countOf(shown));
    return tr("%1: %2 (%3)").arg(spanOf(range), countOf(shown), parts.join(tr(", ", "between parts of a list")));
}

QString EventHistogram::readout() const
{
    const auto range = marked();
    return range ? textOf(*range) : countOf(sum(whole()));
}

QString EventHistogram::name() const
{
    const QString zone
        = items::zoneName(m_zone, m_bars.isEmpty() ? QDateTime() : items::toDateTime(m_bars.last().begin));
    if (m_areSpansChoosable)
        return tr(
            "Events by time, times in %1. The arrow keys move through the bars, with Shift they mark a span, Enter "
            "shows only that span, Escape goes back.")
            .arg(zone);
    return tr("Events by time, times in %1. The arrow keys move through the bars.").arg(zone);
}

void EventHistogram::tell()
{
    // The legend counts what the line above speaks of, which so stays one line.
    const auto range = marked();
    const Bar shown = sum(range.value_or(whole()));
    m_legend->setCounts(shown.counts);
    m_readout->setText(range ? tr("%1: %2").arg(spanOf(*range), countOf(shown)) : countOf(shown));
    setAccessibleName(name());
    setAccessibleDescription(readout());
}

std::optional<qsizetype> EventHistogram::barAt(const QPoint &point) const
{
    return m_drawing->barAt(m_drawing->plot()->mapFrom(this, point));
}

QRect EventHistogram::placeOf(qsizetype bar) const
{
    return m_drawing->placeOf(bar).translated(m_drawing->plot()->pos());
}

void EventHistogram::chooseMarked()
{
    const auto range = marked();
    if (!range || !m_areSpansChoosable)
        return;
    const audit::EventTime begin = m_bars.at(range->first).begin;
    const audit::EventTime end = endOf(range->last);
    mark({}, {});
    emit spanChosen(begin, end);
}

void EventHistogram::move(qsizetype to, Qt::KeyboardModifiers modifiers)
{
    if (m_bars.isEmpty())
        return;
    const bool isMarking = m_areSpansChoosable && modifiers.testFlag(Qt::ShiftModifier) && m_current;
    const std::optional<qsizetype> anchor = isMarking ? m_anchor.value_or(*m_current) : std::optional<qsizetype>();
    mark(std::clamp<qsizetype>(to, 0, m_bars.size() - 1), anchor);
}

bool EventHistogram::handleSpanKey(int key)
{
    if (!m_areSpansChoosable)
        return false;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseMarked();
        return true;
    case Qt::Key_Escape:
        m_pressed.reset();
        if (m_anchor)
            mark(m_current, {});
        else
            emit backWanted();
        return true;
    default:
        return false;
    }
}

void EventHistogram::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_bars.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return move(m_current.value_or(m_bars.size()) - 1, event->modifiers());
    case Qt::Key_Right:
        return move(m_current.value_or(last) + 1, event->modifiers());
    case Qt::Key_Home:
        return move(0, event->modifiers());
    case Qt::Key_End:
        return move(last, event->modifiers());
    default:
        if (!handleSpanKey(event->key()))
            QWidget::keyPressEvent(event);
    }
}

void EventHistogram::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? barAt(event->position().toPoint()) : std::nullopt;
    if (event->button() == Qt::LeftButton)
        mark(m_pressed, {});
}

void EventHistogram::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed || !m_areSpansChoosable || !event->buttons().testFlag(Qt::LeftButton))
        return;
    const qsizetype bar = m_drawing->nearestBar(m_drawing->plot()->mapFrom(this, event->position().toPoint()));
    mark(bar, bar == *m_pressed && !m_anchor ? std::nullopt : m_pressed);
}

void EventHistogram::mouseReleaseEvent(QMouseEvent *event)
{
    const bool isDragged = m_pressed && m_anchor;
    m_pressed.reset();
    if (event->button() == Qt::LeftButton && isDragged)
        chooseMarked();
}

void EventHistogram::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && barAt(event->position().toPoint()))
        chooseMarked();
}

bool EventHistogram::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const auto bar = barAt(help->pos()))
        QToolTip::showText(help->globalPos(), textOf(*bar), this, placeOf(*bar));
    else
        QToolTip::hideText();
    return true;
}

void EventHistogram::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_drawing->setColors(palette(), font());
        m_drawing->redraw();
    }
    QWidget::changeEvent(event);
}

void EventHistogram::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && !m_current)
        move(m_bars.size() - 1, {});
    update();
}

void EventHistogram::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        setCurrent({});
    update();
}

void EventHistogram::paintEvent(QPaintEvent *)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Accent), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

}
