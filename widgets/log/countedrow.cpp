// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/countedrow.h"

#include "controls/tone.h"
#include "look/colors.h"

#include <QPainter>

namespace sekimori::widgets {
namespace {

constexpr int margin = 6;
constexpr int gap = 10; ///< between what and how often
constexpr int barHeight = 3;

}

void CountedRow::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = option.palette;
    if (isSelected)
        painter->fillRect(option.rect, palette.color(QPalette::Highlight));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, blended(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.06F));
    const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
    if (const QVariant share = index.data(ShareRole); share.isValid()) {
        const QRect groove(row.left(), row.bottom() - barHeight, row.width(), barHeight);
        const QColor ink = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Accent);
        const int length = std::max(1, qRound(groove.width() * share.toDouble()));
        painter->fillRect(QRect(groove.topLeft(), QSize(length, barHeight)), ink);
    }
    const QRect words = row.adjusted(0, 0, 0, index.data(ShareRole).isValid() ? -barHeight : 0);
    const QString detail = index.data(DetailRole).toString();
    const int detailWidth = option.fontMetrics.horizontalAdvance(detail);
    painter->setFont(option.font);
    painter->setPen(isSelected ? palette.color(QPalette::HighlightedText) : explanationColor(palette));
    painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, detail);
    painter->setPen(palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    const int room = words.width() - (detail.isEmpty() ? 0 : detailWidth + gap);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString().simplified(), Qt::ElideRight, room));
}

QSize CountedRow::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const int words = metrics.horizontalAdvance(index.data().toString().simplified());
    const int detail = metrics.horizontalAdvance(index.data(DetailRole).toString());
    const int below = index.data(ShareRole).isValid() ? barHeight + 1 : 0;
    return {words + gap + detail + 2 * margin, metrics.height() + 6 + below};
}

}
