// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/levellegend.h"

#include "controls/tone.h"
#include "items/eventwords.h"
#include "look/colors.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int swatch = 12;
constexpr int gap = 6; ///< between a swatch and its words
constexpr int between = 14; ///< two entries
constexpr int betweenLines = 4;

}

LevelLegend::LevelLegend(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    tell();
}

void LevelLegend::setCounts(const std::array<qint64, allLevels.size()> &counts)
{
    m_counts = counts;
    tell();
    updateGeometry();
    update();
}

QList<LevelLegend::Entry> LevelLegend::laidOut(int width, int *height) const
{
    const QFontMetrics metrics(font());
    const int line = std::max(metrics.height(), swatch);
    QList<Entry> entries;
    QPoint at;
    for (const audit::Level level : allLevels) {
        const QString count = QLocale().toString(m_counts.at(std::size_t(level)));
        const QString text = tr("%1 %2", "level of events, and how many there are").arg(items::levelText(level), count);
        const int needed = swatch + gap + metrics.horizontalAdvance(text);
        if (at.x() > 0 && at.x() + needed > width)
            at = QPoint(0, at.y() + line + betweenLines);
        entries.append({level, text, QRect(at, QSize(needed, line))});
        at.rx() += needed + between;
    }
    if (height)
        *height = at.y() + line;
    return entries;
}

QSize LevelLegend::sizeHint() const
{
    int height = 0;
    const auto entries = laidOut(QWIDGETSIZE_MAX, &height);
    return {entries.last().place.right() + 1, height};
}

QSize LevelLegend::minimumSizeHint() const
{
    return {sizeHint().width() / int(allLevels.size()), sizeHint().height()};
}

int LevelLegend::heightForWidth(int width) const
{
    int height = 0;
    laidOut(width, &height);
    return height;
}

void LevelLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (const Entry &entry : laidOut(width(), nullptr)) {
        const QRect area(entry.place.left(), entry.place.center().y() - swatch / 2 + 1, swatch, swatch);
        painter.fillRect(area, levelBrush(entry.level, palette()));
        painter.setPen(explanationColor(palette()));
        painter.drawText(entry.place.adjusted(swatch + gap, 0, 1, 0), Qt::AlignVCenter, entry.text);
    }
}

void LevelLegend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

void LevelLegend::tell()
{
    QStringList texts;
    for (const Entry &entry : laidOut(QWIDGETSIZE_MAX, nullptr))
        texts << entry.text;
    setAccessibleName(texts.join(u", "_s));
}

}
