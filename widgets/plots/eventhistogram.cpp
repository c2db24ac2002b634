// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/eventhistogram.h"

#include "controls/tone.h"
#include "items/auditeventsmodel.h"
#include "items/zonedtime.h"
#include "look/colors.h"
#include "plots/customplot.h"
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

constexpr double barWidth = 0.76; ///< of the room that a bar has
constexpr double leastHeight = 3; ///< pixels: one critical event among thousands of others is to be seen
constexpr int plotHeight = 130;

/// Whole numbers, as the reader's language writes them.
class CountTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange &range) override { return std::max(1.0, QCPAxisTicker::getTickStep(range)); }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return QLocale().toString(qRound64(tick));
    }
};

/// Marks where full hours of the reader's zone begin, as many as there is room for, and midnight by its day. A bar's
/// number is its place.
class HourTicker : public QCPAxisTicker {
public:
    audit::EventTime begin{};
    std::chrono::seconds step{3600};
    QTimeZone zone;
    const QCustomPlot *plot = nullptr;
    int labelWidth = 1;

protected:
    QVector<double> createTickVector(double, const QCPRange &range) override
    {
        constexpr std::array steps{1, 2, 3, 4, 6, 12, 24};
        for (const int hours : steps) {
            QVector<double> ticks;
            for (int place = int(std::ceil(range.lower)); place <= int(range.upper); ++place) {
                const QTime time = timeOf(place).time();
                if (time.minute() == 0 && time.second() == 0 && time.hour() % hours == 0)
                    ticks.append(place);
            }
            if (ticks.size() * labelWidth <= plot->width())
                return ticks;
        }
        return {};
    }

    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const QDateTime time = timeOf(int(tick));
        if (time.time().hour() == 0)
            return QLocale().toString(time.date(), EventHistogram::tr("d MMM", "day and month as a date format"));
        return time.toString(u"HH:mm"_s);
    }

private:
    QDateTime timeOf(int place) const { return items::toDateTime(begin + place * step).toTimeZone(zone); }
};

}

/// The parts of the plot; EventHistogram tells it what to show.
class EventHistogram::Drawing {
public:
    explicit Drawing(QWidget *parent);

    QCustomPlot *plot() const { return m_plot; }
    void setBars(const QList<Bar> &bars, std::chrono::seconds step, const QTimeZone &zone);
    void setCurrent(std::optional<qsizetype> bar);
    void setColors(const QPalette &palette, const QFont &font);
    void redraw() { m_plot->replot(QCustomPlot::rpQueuedReplot); }
    std::optional<qsizetype> barAt(const QPoint &point) const;
    QRect placeOf(qsizetype bar) const;

private:
    void stack();

    QCustomPlot *m_plot;
    QCPItemRect *m_mark;
    QCPItemText *m_nothing;
    QList<QCPBars *> m_levels; ///< lowest first
    QSharedPointer<HourTicker> m_hours{new HourTicker};
    QList<Bar> m_bars;
    double m_stackedHeight = 0; ///< of the plot, for which the stacks were made
};

EventHistogram::Drawing::Drawing(QWidget *parent)
    : m_plot(new QCustomPlot(parent))
{
    m_plot->setMinimumHeight(plotHeight);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setPlottingHint(QCP::phCacheLabels, false);
    m_plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(0, 6, 16, 0));
    m_hours->plot = m_plot;
    m_plot->xAxis->setTicker(m_hours);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new CountTicker));
    m_plot->yAxis->ticker()->setTickCount(3);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->grid()->setZeroLinePen(Qt::NoPen);
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->yAxis->setTickPen(Qt::NoPen);
    m_plot->xAxis->setTickLength(0, 4);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        axis->setSubTicks(false);

    m_mark = new QCPItemRect(m_plot);
    m_mark->setLayer(u"background"_s);
    m_mark->setPen(Qt::NoPen);
    m_mark->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->setVisible(false);
    m_nothing = new QCPItemText(m_plot);
    m_nothing->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_nothing->position->setCoords(0.5, 0.5);
    for ([[maybe_unused]] const audit::Level level : allLevels) {
        auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        bars->setAntialiased(false);
        bars->setPen(Qt::NoPen);
        bars->setWidth(barWidth);
        if (!m_levels.isEmpty())
            bars->moveAbove(m_levels.last());
        m_levels.append(bars);
    }
    // How tall a pixel is, is known only now.
    QObject::connect(m_plot, &QCustomPlot::afterLayout, m_plot, [this] { stack(); });
}

void EventHistogram::Drawing::setBars(const QList<Bar> &bars, std::chrono::seconds step, const QTimeZone &zone)
{
    m_bars = bars;
    m_hours->begin = bars.isEmpty() ? audit::EventTime() : bars.first().begin;
    m_hours->step = step;
    m_hours->zone = zone;
    qint64 highest = 0;
    for (const Bar &bar : bars)
        highest = std::max(highest, bar.total());
    m_plot->xAxis->setRange(0, double(std::max<qsizetype>(1, bars.size())));
    m_plot->yAxis->setRange(0, double(std::max<qint64>(highest, 3)) * 1.08);
    m_plot->yAxis->setTickLabels(highest > 0);
    m_nothing->setText(EventHistogram::tr("No events"));
    m_nothing->setVisible(highest == 0);
    m_stackedHeight = 0;
}

void EventHistogram::Drawing::stack()
{
    const double height = m_plot->axisRect()->height();
    if (height <= 0 || height == m_stackedHeight)
        return;
    m_stackedHeight = height;
    const double least = leastHeight * m_plot->yAxis->range().size() / height;
    for (const audit::Level level : allLevels) {
        QVector<double> places;
        QVector<double> values;
        for (qsizetype bar = 0; bar < m_bars.size(); ++bar) {
            const qint64 count = m_bars[bar].counts.at(std::size_t(level));
            places.append(double(bar) + 0.5);
            values.append(count == 0 ? 0 : std::max(double(count), least));
        }
        m_levels[qsizetype(level)]->setData(places, values, true);
    }
}

void EventHistogram::Drawing::setCurrent(std::optional<qsizetype> bar)
{
    m_mark->setVisible(bar.has_value());
    if (bar) {
        m_mark->topLeft->setCoords(double(*bar), 0);
        m_mark->bottomRight->setCoords(double(*bar + 1), 1);
    }
}

void EventHistogram::Drawing::setColors(const QPalette &palette, const QFont &font)
{
    const QColor ink = explanationColor(palette);
    const QColor line = lineColor(palette);
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    m_plot->setBackground(palette.color(QPalette::Window));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelColor(ink);
        axis->setTickLabelFont(small);
    }
    m_plot->xAxis->setBasePen(line);
    m_plot->xAxis->setTickPen(line);
    m_plot->yAxis->grid()->setPen(blended(palette.color(QPalette::Window), line, 0.6F));
    m_mark->setBrush(blended(palette.color(QPalette::Window), palette.color(QPalette::Accent), 0.22F));
    m_nothing->setColor(ink);
    m_nothing->setFont(font);
    for (const audit::Level level : allLevels)
        m_levels[qsizetype(level)]->setBrush(levelBrush(level, palette));
    m_hours->labelWidth = QFontMetrics(small).horizontalAdvance(u"00:00"_s) * 3 / 2;
}

std::optional<qsizetype> EventHistogram::Drawing::barAt(const QPoint &point) const
{
    const auto bar = qsizetype(std::floor(m_plot->xAxis->pixelToCoord(point.x())));
    if (!m_plot->axisRect()->rect().contains(point) || bar < 0 || bar >= m_bars.size())
        return {};
    return bar;
}

QRect EventHistogram::Drawing::placeOf(qsizetype bar) const
{
    const QRect area = m_plot->axisRect()->rect();
    const int left = qRound(m_plot->xAxis->coordToPixel(double(bar)));
    const int right = qRound(m_plot->xAxis->coordToPixel(double(bar + 1)));
    return {left, area.top(), right - left, area.height()};
}

qint64 EventHistogram::Bar::total() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

EventHistogram::EventHistogram(QWidget *parent)
    : QWidget(parent)
    , m_readout(new QLabel(this))
    , m_legend(new LevelLegend(this))
    , m_drawing(std::make_unique<Drawing>(this))
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
    m_drawing->setBars({}, m_step, m_zone);
    tell();
}

EventHistogram::~EventHistogram() = default;

void EventHistogram::setBars(const QList<Bar> &bars, std::chrono::seconds step)
{
    if (bars == m_bars && step == m_step)
        return;
    // Time goes on while somebody looks at an hour: it stays that hour, unless it is gone.
    std::optional<qsizetype> stays;
    for (qsizetype bar = 0; m_current && bar < bars.size(); ++bar) {
        if (bars[bar].begin == m_bars[*m_current].begin)
            stays = bar;
    }
    m_bars = bars;
    m_step = step;
    m_current = stays;
    m_drawing->setBars(m_bars, m_step, m_zone);
    m_drawing->setCurrent(m_current);
    m_drawing->redraw();
    tell();
}

void EventHistogram::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    m_drawing->setBars(m_bars, m_step, m_zone);
    m_drawing->redraw();
    tell();
}

EventHistogram::Bar EventHistogram::sum() const
{
    Bar sum;
    for (const Bar &bar : m_bars) {
        for (std::size_t level = 0; level < allLevels.size(); ++level)
            sum.counts.at(level) += bar.counts.at(level);
        sum.failed += bar.failed;
    }
    return sum;
}

void EventHistogram::setCurrent(std::optional<qsizetype> bar)
{
    if (bar == m_current || (bar && (*bar < 0 || *bar >= m_bars.size())))
        return;
    m_current = bar;
    m_drawing->setCurrent(bar);
    m_drawing->redraw();
    tell();
    if (bar) {
        QAccessibleAnnouncementEvent announcement(this, readout());
        QAccessible::updateAccessibility(&announcement);
    }
}

QString EventHistogram::spanOf(const Bar &bar) const
{
    const QDateTime begin = items::toDateTime(bar.begin).toTimeZone(m_zone);
    const QDateTime end = items::toDateTime(bar.begin + m_step).toTimeZone(m_zone);
    return tr("%1 to %2", "a time").arg(begin.toString(u"yyyy-MM-dd HH:mm"_s), end.toString(u"HH:mm"_s));
}

QString EventHistogram::countOf(const Bar &bar)
{
    const QString events = tr("%n events", nullptr, int(bar.total()));
    return bar.failed > 0 ? tr("%1, %2").arg(events, tr("%n failed", nullptr, int(bar.failed))) : events;
}

QString EventHistogram::textOf(qsizetype bar) const
{
    const Bar &shown = m_bars.at(bar);
    QStringList parts;
    for (auto level = allLevels.rbegin(); level != allLevels.rend(); ++level) {
        if (const qint64 count = shown.counts.at(std::size_t(*level)); count > 0)
            parts << tr("%1 %2", "level of events, and how many there are")
                         .arg(items::levelText(*level), QLocale().toString(count));
    }
    if (parts.isEmpty())
        return tr("%1: %2").arg(spanOf(shown), countOf(shown));
    return tr("%1: %2 (%3)").arg(spanOf(shown), countOf(shown), parts.join(tr(", ", "between parts of a list")));
}

QString EventHistogram::readout() const
{
    return m_current ? textOf(*m_current) : countOf(sum());
}

void EventHistogram::tell()
{
    // The legend counts what the line above speaks of, which so stays one line.
    const Bar shown = m_current ? m_bars.at(*m_current) : sum();
    m_legend->setCounts(shown.counts);
    m_readout->setText(m_current ? tr("%1: %2").arg(spanOf(shown), countOf(shown)) : countOf(shown));
    setAccessibleName(tr("Events by time, times in %1. The arrow keys move through the bars.")
            .arg(items::zoneName(m_zone, m_bars.isEmpty() ? QDateTime() : items::toDateTime(m_bars.last().begin))));
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

void EventHistogram::move(qsizetype to)
{
    if (!m_bars.isEmpty())
        setCurrent(std::clamp<qsizetype>(to, 0, m_bars.size() - 1));
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

void EventHistogram::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_bars.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return move(m_current.value_or(m_bars.size()) - 1);
    case Qt::Key_Right:
        return move(m_current.value_or(last) + 1);
    case Qt::Key_Home:
        return move(0);
    case Qt::Key_End:
        return move(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void EventHistogram::mousePressEvent(QMouseEvent *event)
{
    setCurrent(barAt(event->position().toPoint()));
}

void EventHistogram::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && !m_current)
        move(m_bars.size() - 1);
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
