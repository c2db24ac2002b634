// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatestable.h"

#include "controls/tone.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace sekimori::widgets {

using items::CertificatesModel;
using platform::CertificateState;

namespace {

class StateDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
        option->icon = stateIcon(index.data(CertificatesModel::StateRole).value<CertificateState>());
    }
};

}

CertificatesTable::CertificatesTable(CertificatesModel &model, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(u"certificates");
    setModel(&model);
    setItemDelegateForColumn(CertificatesModel::StateColumn, new StateDelegate(this));
    setAccessibleName(tr("People and their certificates"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    const QList<int> widths{15, 17, 23, 26, 14};
    for (int column = 0; column < widths.size(); ++column)
        setColumnWidth(column, widths.at(column) * character);
}

QIcon stateIcon(CertificateState state)
{
    switch (state) {
    case CertificateState::NotIssued:
        return {};
    case CertificateState::Valid:
        return toneIcon(Tone::Good);
    case CertificateState::Expiring:
        return toneIcon(Tone::Warning);
    case CertificateState::Expired:
    case CertificateState::Revoked:
        return toneIcon(Tone::Error);
    }
    Q_UNREACHABLE_RETURN({});
}

}
