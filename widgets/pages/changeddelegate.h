// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sekimori::widgets {

/// Wrapped words, and a bar at the side of a row that changes.
class ChangedDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// @p isChangedRole is the model's for whether the row changes.
    explicit ChangedDelegate(int isChangedRole, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_isChangedRole;
};

}
