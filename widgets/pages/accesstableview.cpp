// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/accesstableview.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "pages/changeddelegate.h"

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AccessTableModel;
using policy::Verdict;

namespace {

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

/// The verdict's symbol before its words.
class AccessDelegate : public ChangedDelegate {
public:
    explicit AccessDelegate(QObject *parent)
        : ChangedDelegate(AccessTableModel::IsChangedRole, parent)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        ChangedDelegate::initStyleOption(option, index);
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
