// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/navigation.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "look/colors.h"
#include "shell/pagetable.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

enum ItemRole { IndexRole = Qt::UserRole, EditedRole };

constexpr int padding = 12;
constexpr int iconSize = 18;
constexpr int narrowest = 150;
constexpr int usual = 216;

class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int line = option.fontMetrics.height();
        const int width = option.fontMetrics.horizontalAdvance(index.data().toString()) + iconSize + 5 * padding;
        return {width, index.parent().isValid() ? line + 16 : line + 22};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.parent().isValid())
            paintPage(painter, option, index);
        else
            paintGroup(painter, option, index);
        painter->restore();
    }

private:
    static void paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() * 0.9);
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(explanationColor(option.palette));
        painter->drawText(option.rect.adjusted(padding, 0, 0, -5), Qt::AlignBottom, index.data().toString());
    }

    static void paintPage(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        const QPalette &palette = option.palette;
        const QRectF ground = QRectF(option.rect).adjusted(4, 1, -4, -1);
        if (isSelected || isHovered) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected
                    ? palette.color(QPalette::Highlight)
                    : blended(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.1F));
            painter->drawRoundedRect(ground, 5, 5);
        }
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            painter->setPen(QPen(palette.color(QPalette::HighlightedText), 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(ground.adjusted(2, 2, -2, -2), 3, 3);
        }
        const QRect icon(option.rect.left() + padding, option.rect.center().y() - iconSize / 2 + 1, iconSize, iconSize);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, icon, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
        const QColor ink = palette.color(isSelected ? QPalette::HighlightedText : QPalette::WindowText);
        painter->setPen(ink);
        const QRect text = option.rect.adjusted(icon.right() - option.rect.left() + padding, 0, -2 * padding, 0);
        painter->drawText(text, Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        if (index.data(EditedRole).toBool()) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected ? ink : toneColor(Tone::Warning, palette));
            painter->drawEllipse(QPointF(option.rect.right() - padding - 2, option.rect.center().y() + 1), 4, 4);
        }
    }
};

}

Navigation::Navigation(QWidget *parent)
    : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new EntryDelegate(this));
    setAccessibleName(tr("Pages"));
    viewport()->setAutoFillBackground(false);
    fill();
    setMinimumWidth(narrowest);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item && item->parent())
            emit selected(item->data(0, IndexRole).value<std::size_t>());
    });
}

void Navigation::fill()
{
    QTreeWidgetItem *group = nullptr;
    const auto table = pageTable();
    for (std::size_t index = 0; index < table.size(); ++index) {
        const PageEntry &entry = table[index];
        if (!group || group->text(0) != entry.groupText()) {
            group = new QTreeWidgetItem(this, {entry.groupText()});
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
        }
        auto *item = new QTreeWidgetItem(group, {entry.titleText()});
        item->setIcon(0, themeIcon(QString(entry.icon)));
        item->setData(0, IndexRole, QVariant::fromValue(index));
    }
}

QSize Navigation::sizeHint() const
{
    return {std::max(usual, sizeHintForColumn(0) + 2 * padding), QTreeWidget::sizeHint().height()};
}

void Navigation::select(std::size_t index)
{
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if ((*it)->parent() && (*it)->data(0, IndexRole).value<std::size_t>() == index)
            return setCurrentItem(*it);
    }
}

void Navigation::setEdited(const QSet<QString> &keys)
{
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if (!(*it)->parent())
            continue;
        const PageEntry &entry = pageTable()[(*it)->data(0, IndexRole).value<std::size_t>()];
        const bool isEdited = keys.contains(entry.key);
        if ((*it)->data(0, EditedRole).toBool() == isEdited)
            continue;
        (*it)->setData(0, EditedRole, isEdited);
        const QString words = isEdited ? tr("%1, edited, not applied yet").arg(entry.titleText()) : entry.titleText();
        (*it)->setData(0, Qt::AccessibleTextRole, words);
        (*it)->setToolTip(0, isEdited ? tr("Edited, not applied yet") : QString());
    }
}

void Navigation::drawBranches(QPainter *, const QRect &, const QModelIndex &) const { }

}
