// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/wholetableview.h"
#include "items/accesstablemodel.h"

namespace sekimori::widgets {

/// One host's situations with a symbol for what happens, and a mark on those that would change.
class AccessTableView : public WholeTableView {
    Q_OBJECT

public:
    explicit AccessTableView(items::AccessTableModel &model, QWidget *parent = nullptr);
};

}
