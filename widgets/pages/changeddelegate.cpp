// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/changeddelegate.h"

#include "controls/tone.h"

#include <QPainter>

namespace sekimori::widgets {
namespace {

constexpr int barWidth = 4;

}

ChangedDelegate::ChangedDelegate(int isChangedRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_isChangedRole(isChangedRole)
{
}

void ChangedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isChanged = index.data(m_isChangedRole).toBool();
    if (isChanged && !isSelected)
        painter->fillRect(option.rect, toneBackground(Tone::Warning, option.palette));
    QStyleOptionViewItem text = option;
    if (index.column() == 0)
        text.rect.setLeft(option.rect.left() + barWidth);
    QStyledItemDelegate::paint(painter, text, index);
    if (isChanged && index.column() == 0)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(barWidth, option.rect.height())),
            toneColor(Tone::Warning, option.palette));
}

void ChangedDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features |= QStyleOptionViewItem::WrapText;
}

}
