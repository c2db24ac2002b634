// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/wholetableview.h"

#include <QEvent>
#include <QHeaderView>

#include <numeric>

namespace sekimori::widgets {
namespace {

constexpr int rowPadding = 12;

}

WholeTableView::WholeTableView(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void WholeTableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &WholeTableView::fit);
    connect(model, &QAbstractItemModel::rowsInserted, this, &WholeTableView::fit);
    fit();
}

void WholeTableView::setShares(const QList<int> &shares)
{
    m_shares = shares;
    fit();
}

void WholeTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void WholeTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (model() && (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange))
        fit();
}

void WholeTableView::fit()
{
    const int columns = model() ? model()->columnCount() : 0;
    const QList<int> shares = m_shares.size() == columns ? m_shares : QList<int>(columns, 1);
    const int whole = std::accumulate(shares.begin(), shares.end(), 0);
    int left = viewport()->width();
    for (int column = 0; column < columns; ++column) {
        const int width = column == columns - 1 ? left : viewport()->width() * shares.at(column) / whole;
        setColumnWidth(column, width);
        left -= width;
    }
    resizeRowsToContents();
    for (int row = 0; model() && row < model()->rowCount(); ++row)
        setRowHeight(row, rowHeight(row) + rowPadding);
    setFixedHeight(verticalHeader()->length() + horizontalHeader()->sizeHint().height() + 2 * frameWidth());
}

}
