// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logrowpainter.h"

#include "controls/levelicon.h"
#include "items/logmodel.h"
#include "log/logheader.h"
#include "look/colors.h"

#include <QPainter>

namespace sekimori::widgets {
namespace {

constexpr int padding = 6;
constexpr int bandWidth = 3;
/// More of a text is never in sight.
constexpr qsizetype longestShown = 500;

/// Line breaks would hide what follows them.
QString onOneLine(const QString &text)
{
    QString line = text.first(std::min(text.size(), longestShown));
    for (QChar &character : line) {
        if (character == u'\n' || character == u'\r' || character == u'\t')
            character = u' ';
    }
    return line;
}

QFont fontFor(const QWidget &on, const audit::Record &record, bool isLevel)
{
    QFont font = on.font();
    if (isLevel && record.level == audit::Level::Critical)
        font.setBold(true);
    return font;
}

}

Tone toneOf(audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return Tone::Neutral;
    case audit::Level::Notice:
        return Tone::Hint;
    case audit::Level::Warning:
        return Tone::Warning;
    case audit::Level::Error:
    case audit::Level::Critical:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

LogRowPainter::LogRowPainter(const items::LogModel &rows, const LogHeader &header)
    : m_rows(rows)
    , m_header(header)
{
    for (size_t level = size_t(audit::Level::Notice); level < m_symbols.size(); ++level)
        m_symbols[level] = levelIcon(audit::Level(level));
}

int LogRowPainter::rowHeight(const QWidget &widget)
{
    return widget.fontMetrics().height() + 10;
}

bool LogRowPainter::isLevel(int column) const
{
    const items::LogColumn &shown = m_rows.columns().at(column);
    return shown.kind == items::LogColumn::Kind::Field && shown.field == audit::Field::Level;
}

QRect LogRowPainter::cell(const QWidget &on, int y, int column) const
{
    const int x = m_header.sectionViewportPosition(column);
    const bool isLast = m_header.lastShown() == column; // It may say its words as far as there is room.
    const int width = isLast ? std::max(m_header.sectionSize(column), on.width() - x) : m_header.sectionSize(column);
    return {x, y, width, rowHeight(on)};
}

void LogRowPainter::paint(
    QPainter &painter, const QWidget &on, const Row &row, const std::optional<audit::Record> &record) const
{
    const QPalette &palette = on.palette();
    const QRect whole(0, row.y, on.width(), rowHeight(on));
    const QPalette::ColorRole ground = row.isChosen ? QPalette::Highlight
        : row.isAlternate                           ? QPalette::AlternateBase
                                                    : QPalette::Base;
    painter.fillRect(whole, palette.color(ground));
    if (record && record->level >= audit::Level::Warning)
        painter.fillRect(QRect(0, row.y, bandWidth, whole.height()), toneColor(toneOf(record->level), palette));
    const QColor ink = palette.color(row.isChosen ? QPalette::HighlightedText : QPalette::Text);
    const QList<int> columns = m_header.shown();
    for (const int column : columns) {
        const QRect place = cell(on, row.y, column);
        if (place.right() < 0 || place.left() > on.width())
            continue;
        painter.setPen(ink);
        if (record)
            paintText(painter, on, place, *record, column);
        else
            paintPlaceholder(painter, place, ink);
        if (column == row.currentColumn) {
            painter.setPen(row.isChosen ? ink : palette.color(QPalette::Highlight));
            painter.drawRect(place.adjusted(1, 1, -2, -2));
        }
    }
}

void LogRowPainter::paintText(
    QPainter &painter, const QWidget &on, const QRect &cell, const audit::Record &record, int column) const
{
    QRect place = cell.adjusted(padding, 0, -padding, 0);
    const bool isLevel = this->isLevel(column);
    if (isLevel) {
        const int size = smallIconSize();
        m_symbols.at(size_t(record.level))
            .paint(&painter, QRect(place.left(), cell.center().y() - size / 2, size, size));
        place.setLeft(place.left() + size + 4);
    }
    if (place.width() <= 0)
        return;
    const QFont font = fontFor(on, record, isLevel);
    painter.setFont(font);
    const QString text = onOneLine(m_rows.textOf(record, m_rows.columns().at(column)));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
}

void LogRowPainter::paintPlaceholder(QPainter &painter, const QRect &cell, const QColor &ink) const
{
    const int thickness = cell.height() / 3;
    const QRect bar(
        cell.left() + padding, cell.center().y() - thickness / 2, (cell.width() - 2 * padding) * 2 / 3, thickness);
    QColor faint = ink;
    faint.setAlpha(28);
    painter.fillRect(bar, faint);
}

bool LogRowPainter::isCut(const QWidget &on, const audit::Record &record, int column) const
{
    const QString text = m_rows.textOf(record, m_rows.columns().at(column));
    const int room = cell(on, 0, column).width() - 2 * padding - (isLevel(column) ? smallIconSize() + 4 : 0);
    const QFontMetrics metrics(fontFor(on, record, isLevel(column)));
    return text.size() > longestShown || text.contains(u'\n') || metrics.horizontalAdvance(text) > room;
}

}
