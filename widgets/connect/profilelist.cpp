// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/profilelist.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/zonedtime.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

enum ItemRole { IdRole = Qt::UserRole, WhereRole, WhenRole };

constexpr int margin = 10;
constexpr int iconSize = 22;

/// A name over two smaller lines.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {220,
            2 * margin + QFontMetrics(bold(option.font)).height() + 2 * QFontMetrics(small(option.font)).height() + 4};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem ground = option;
        ground.text.clear();
        ground.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, ground.widget);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const QColor ink = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
        QRect rect = option.rect.adjusted(margin, margin, -margin, -margin);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, QRect(rect.topLeft(), QSize(iconSize, iconSize)), Qt::AlignCenter,
                isSelected ? QIcon::Selected : QIcon::Normal);
        rect.setLeft(rect.left() + iconSize + margin);
        const auto write = [&](const QFont &font, const QColor &color, const QString &text) {
            const QFontMetrics metrics(font);
            painter->setFont(font);
            painter->setPen(color);
            painter->drawText(
                rect.left(), rect.top() + metrics.ascent(), metrics.elidedText(text, Qt::ElideRight, rect.width()));
            rect.setTop(rect.top() + metrics.height() + 2);
        };
        painter->save();
        const QColor dim = isSelected ? ink : explanationColor(option.palette);
        write(bold(option.font), ink, index.data(Qt::DisplayRole).toString());
        write(small(option.font), dim, index.data(WhereRole).toString());
        write(small(option.font), dim, index.data(WhenRole).toString());
        painter->restore();
    }

private:
    static QFont bold(QFont font)
    {
        font.setBold(true);
        return font;
    }
    static QFont small(QFont font)
    {
        font.setPointSizeF(font.pointSizeF() * 0.9);
        return font;
    }
};

}

ProfileList::ProfileList(QWidget *parent)
    : QListWidget(parent)
{
    setItemDelegate(new EntryDelegate(this));
    setAccessibleName(tr("Connections"));
    setMouseTracking(true);
    connect(this, &QListWidget::currentItemChanged, this, [this] { emit selected(selectedId()); });
    connect(this, &QListWidget::itemActivated, this,
        [this](QListWidgetItem *item) { emit activatedId(item->data(IdRole).toString()); });
}

void ProfileList::setProfiles(
    const QList<platform::ConnectionProfile> &profiles, const QMap<QString, QDateTime> &lastUsed)
{
    const QString before = selectedId();
    const QSignalBlocker blocker(this);
    clear();
    const auto add = [&](const QIcon &icon, const QString &id, const QString &name, const QString &where) {
        auto *item = new QListWidgetItem(icon, name, this);
        const QDateTime used = lastUsed.value(id);
        const QString when = used.isValid() ? tr("Last used %1").arg(items::ageText(used)) : tr("Not used yet");
        item->setData(IdRole, id);
        item->setData(WhereRole, where);
        item->setData(WhenRole, when);
        item->setData(Qt::AccessibleTextRole, u"%1, %2, %3"_s.arg(name, where, when));
    };
    add(themeIcon(u"computer"_s), {}, tr("Local platform"), tr("On this computer, tenant demo"));
    for (const platform::ConnectionProfile &profile : profiles)
        add(themeIcon(u"network-server"_s), profile.id, profile.name,
            tr("%1 at %2", "user at host").arg(profile.userName, profile.hostName));
    select(before);
}

QString ProfileList::selectedId() const
{
    const QListWidgetItem *item = currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

void ProfileList::select(const QString &id)
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(IdRole).toString() == id)
            return setCurrentRow(row);
    }
    setCurrentRow(0);
}

}
