// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatestable.h"

#include "controls/rowtable.h"
#include "controls/tone.h"

#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace sekimori::widgets {

using items::CertificatesModel;
using platform::CertificateHolder;
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
    , m_model(model)
{
    setObjectName(u"certificates");
    setModel(&model);
    setItemDelegateForColumn(CertificatesModel::StateColumn, new StateDelegate(this));
    setAccessibleName(tr("People and their certificates"));
    makeRowTable(*this);
    setColumnWidths(*this, {15, 17, 23, 26, 14});
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &CertificatesTable::keepChosen);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CertificatesTable::chooseKept);
}

QList<CertificateHolder> CertificatesTable::chosen() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QList<CertificateHolder> holders;
    holders.reserve(rows.size());
    for (const QModelIndex &row : std::as_const(rows))
        holders.append(m_model.holderAt(row));
    return holders;
}

void CertificatesTable::keepChosen()
{
    const auto holders = chosen();
    for (const CertificateHolder &holder : holders)
        m_kept.insert(holder.id);
}

void CertificatesTable::chooseKept()
{
    const QSet<qint64> kept = std::exchange(m_kept, {});
    QItemSelection selection;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        if (kept.contains(index.data(CertificatesModel::UserRole).toLongLong()))
            selection.select(index, index);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
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
