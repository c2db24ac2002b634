// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/savedfilters.h"

#include <QToolButton>

class QMenu;

namespace sekimori::widgets {

/// Beside the filter: the filters that were kept under a name, and the ways to keep the present one and to put them in
/// order.
class SavedFiltersButton : public QToolButton {
    Q_OBJECT

public:
    /// The filters have to outlive the button.
    explicit SavedFiltersButton(items::SavedFilters &saved, QWidget *parent = nullptr);

    /// The one that could be kept.
    void setFilter(const QString &text) { m_text = text; }

signals:
    void chosen(const QString &text);

private:
    void fill();
    void save();
    void arrange();

    items::SavedFilters &m_saved;
    QString m_text;
    QMenu *m_menu;
};

}
