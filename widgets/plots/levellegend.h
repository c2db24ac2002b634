// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/levelbrushes.h"

#include <QWidget>

namespace sekimori::widgets {

/// What the areas of a plot mean: each level with its brush, its name and how many events there are of it. It breaks
/// into further lines where it is narrow.
class LevelLegend : public QWidget {
    Q_OBJECT

public:
    explicit LevelLegend(QWidget *parent = nullptr);

    void setCounts(const std::array<qint64, allLevels.size()> &counts);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Entry {
        audit::Level level;
        QString text;
        QRect place;
    };

    /// The entries in a legend of @p width, and its height.
    QList<Entry> laidOut(int width, int *height) const;
    void tell();

    std::array<qint64, allLevels.size()> m_counts{};
};

}
