// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sekimori::widgets {

/// Draws a row that says what on the left and how often on the right, with a bar below for its share where there is
/// one.
class CountedRow : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role {
        DetailRole = Qt::UserRole, ///< the text on the right
        ShareRole, ///< 0 to 1; none: no bar
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

}
