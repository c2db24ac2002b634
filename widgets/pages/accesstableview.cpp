// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/accesstableview.h"

#include "controls/themeicon.h"
#include "controls/tone.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AccessTableModel;
using policy::Verdict;

namespace {

constexpr int barWidth = 4;

QIcon verdictIcon(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass:
        return toneIcon(Tone::Good);
    case Verdict::AskBasic:
        return themeIcon(u"dialog-password"_s);
    case Verdict::Deny:
        return toneIcon(Tone::Error);
    case Verdict::CertificateNeeded:
        return themeIcon(u"view-certificate"_s);
    }
    Q_UNREACHABLE_RETURN({});
}

/// Wrapped words, the verdict's symbol before its own, and a bar at the side of a row that changes.
class AccessDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isChanged = index.data(AccessTableModel::IsChangedRole).toBool();
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

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::WrapText;
        option->font.setBold(index.data(AccessTableModel::IsNewsRole).toBool());
        const QVariant verdict = index.data(AccessTableModel::VerdictRole);
        if (!verdict.isValid())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = verdictIcon(Verdict(verdict.toInt()));
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

QList<int> shares(bool isComparing)
{
    return isComparing ? QList{19, 16, 18, 18, 29} : QList{23, 20, 23, 34};
}

}

AccessTableView::AccessTableView(AccessTableModel &model, QWidget *parent)
    : WholeTableView(parent)
{
    setItemDelegate(new AccessDelegate(this));
    setModel(&model);
    setShares(shares(false));
    connect(&model, &QAbstractItemModel::modelReset, this, [this, &model] { setShares(shares(model.isComparing())); });
}

}
