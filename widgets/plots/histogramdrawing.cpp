// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/histogramdrawing.h"

#include "controls/tone.h"
#include "look/colors.h"
#include "plots/customplot.h"

#include <QLocale>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr double barWidth = 0.76; ///< of the room that a bar has
constexpr double narrow = 5; ///< pixels for a bar, below which there is no room for gaps
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

}

/// Times where people look for them, as many as there is room for.
class HistogramDrawing::TimeTicker : public QCPAxisTicker {
public:
    TimeAxis axis;
    const QCPAxis *drawn = nullptr;

    /// What QCustomPlot asks for.
    void generate(const QCPRange &, const QLocale &, QChar, int, QVector<double> &ticks, QVector<double> *subTicks,
        QVector<QString> *labels) override
    {
        const QFontMetrics metrics(drawn->tickLabelFont());
        const int width = drawn->axisRect()->width();
        const auto marks = timeMarks(
            axis, [&](const QString &text) { return int(width / (metrics.horizontalAdvance(text) * 1.35)); });
        ticks.clear();
        for (const TimeMark &mark : marks)
            ticks.append(mark.place);
        if (subTicks)
            subTicks->clear();
        if (!labels)
            return;
        labels->clear();
        for (const TimeMark &mark : marks)
            labels->append(mark.text);
    }
};

/// Drawn anew when it is to be seen, and never later than the words around it.
class HistogramDrawing::Plot : public QCustomPlot {
public:
    using QCustomPlot::QCustomPlot;

    void setStale()
    {
        m_isStale = true;
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (std::exchange(m_isStale, false))
            replot(rpQueuedRefresh);
        QCustomPlot::paintEvent(event);
    }

private:
    bool m_isStale = true;
};

HistogramDrawing::HistogramDrawing(QWidget *parent)
    : m_plot(new Plot(parent))
    , m_ticker(new TimeTicker)
{
    m_plot->setMinimumHeight(plotHeight);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setPlottingHint(QCP::phCacheLabels, false);
    setUpAxes();
    addMark();
    addLevels();
    // How tall and wide a pixel is, is known only now.
    QObject::connect(m_plot, &QCustomPlot::afterLayout, m_plot, [this] { stack(); });
}

QWidget *HistogramDrawing::plot() const
{
    return m_plot;
}

void HistogramDrawing::setUpAxes()
{
    m_plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(0, 6, 16, 0));
    m_ticker->drawn = m_plot->xAxis;
    m_plot->xAxis->setTicker(m_ticker);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new CountTicker));
    m_plot->yAxis->ticker()->setTickCount(3);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->grid()->setZeroLinePen(Qt::NoPen);
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->yAxis->setTickPen(Qt::NoPen);
    m_plot->xAxis->setTickLength(0, 4);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        axis->setSubTicks(false);
}

void HistogramDrawing::addMark()
{
    m_mark = new QCPItemRect(m_plot);
    m_mark->setLayer(u"background"_s);
    m_mark->setPen(Qt::NoPen);
    m_mark->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->setVisible(false);
    m_nothing = new QCPItemText(m_plot);
    m_nothing->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_nothing->position->setCoords(0.5, 0.5);
}

void HistogramDrawing::addLevels()
{
    for ([[maybe_unused]] const audit::Level level : allLevels) {
        auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        bars->setAntialiased(false);
        bars->setPen(Qt::NoPen);
        if (!m_levels.isEmpty())
            bars->moveAbove(m_levels.last());
        m_levels.append(bars);
    }
}

void HistogramDrawing::setBars(const QList<EventHistogram::Bar> &bars, const TimeAxis &axis)
{
    m_bars = bars;
    m_ticker->axis = axis;
    qint64 highest = 0;
    for (const EventHistogram::Bar &bar : bars)
        highest = std::max(highest, bar.total());
    m_plot->xAxis->setRange(0, double(std::max<qsizetype>(1, bars.size())));
    m_plot->yAxis->setRange(0, double(std::max<qint64>(highest, 3)) * 1.08);
    m_plot->yAxis->setTickLabels(highest > 0);
    m_nothing->setText(EventHistogram::tr("No events"));
    m_nothing->setVisible(highest == 0);
    m_stackedSize = {};
}

void HistogramDrawing::stack()
{
    const QSize size = m_plot->axisRect()->size();
    if (size.isEmpty() || size == m_stackedSize)
        return;
    m_stackedSize = size;
    const double least = leastHeight * m_plot->yAxis->range().size() / size.height();
    const double room = size.width() / m_plot->xAxis->range().size();
    const double width = room < narrow ? 1 + 1 / room : barWidth; // A pixel more leaves no gaps by rounding.
    for (const audit::Level level : allLevels) {
        QVector<double> places;
        QVector<double> values;
        for (qsizetype bar = 0; bar < m_bars.size(); ++bar) {
            const qint64 count = m_bars[bar].counts.at(std::size_t(level));
            places.append(double(bar) + 0.5);
            values.append(count == 0 ? 0 : std::max(double(count), least));
        }
        m_levels[qsizetype(level)]->setWidth(width);
        m_levels[qsizetype(level)]->setData(places, values, true);
    }
}

void HistogramDrawing::setMarked(const std::optional<EventHistogram::Range> &range)
{
    m_mark->setVisible(range.has_value());
    if (range) {
        m_mark->topLeft->setCoords(double(range->first), 0);
        m_mark->bottomRight->setCoords(double(range->last + 1), 1);
    }
}

void HistogramDrawing::setColors(const QPalette &palette, const QFont &font)
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
}

void HistogramDrawing::redraw()
{
    m_plot->setStale();
}

qsizetype HistogramDrawing::nearestBar(const QPoint &point) const
{
    const auto bar = qsizetype(std::floor(m_plot->xAxis->pixelToCoord(point.x())));
    return std::clamp<qsizetype>(bar, 0, std::max<qsizetype>(m_bars.size() - 1, 0));
}

std::optional<qsizetype> HistogramDrawing::barAt(const QPoint &point) const
{
    const auto bar = qsizetype(std::floor(m_plot->xAxis->pixelToCoord(point.x())));
    if (!m_plot->axisRect()->rect().contains(point) || bar < 0 || bar >= m_bars.size())
        return {};
    return bar;
}

QRect HistogramDrawing::placeOf(qsizetype bar) const
{
    const QRect area = m_plot->axisRect()->rect();
    const int left = qRound(m_plot->xAxis->coordToPixel(double(bar)));
    const int right = qRound(m_plot->xAxis->coordToPixel(double(bar + 1)));
    return {left, area.top(), right - left, area.height()};
}

}
