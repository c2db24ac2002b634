// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace sekimori::widgets {

/// The heads of columns that a person can choose, order and widen as he likes, and finds again the next time.
class ArrangedHeader : public QHeaderView {
    Q_OBJECT

public:
    using QHeaderView::QHeaderView;

    /// What was made of the columns, to be kept as a preference.
    virtual QStringList arrangement() const = 0;
    /// Takes what was kept; empty: as it is for somebody who has arranged nothing.
    virtual void arrange(const QStringList &arrangement) = 0;

signals:
    void arranged(); ///< by the person
};

}
