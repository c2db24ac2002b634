// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTreeWidget>

namespace sekimori::widgets {

/// The table of pages as a list in groups. It says on which pages something is edited.
class Navigation : public QTreeWidget {
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    void select(std::size_t index);
    /// Sections with edits, by key.
    void setEdited(const QSet<QString> &keys);
    /// As wide as the longest title.
    QSize sizeHint() const override;

signals:
    void selected(std::size_t index);

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void fill();
};

}
