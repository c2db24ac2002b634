// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace sekimori::widgets {

/// A short table for reading, in the flow of a page: as high as its rows and as wide as there is room, its words
/// wrapped, so that nothing in it has to be scrolled to.
class WholeTableView : public QTableView {
    Q_OBJECT

public:
    explicit WholeTableView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// The widths of the columns to each other; alike where none are given.
    void setShares(const QList<int> &shares);
    void fit();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QList<int> m_shares;
};

}
