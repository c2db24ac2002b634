// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/commandsmodel.h"

class QAction;
class QMenuBar;

namespace sekimori::widgets {

/// Where one can go: every page, and every setting that has a name, on the page of its section.
QList<items::Command> placesToGo(const std::function<void(std::size_t page)> &showPage,
    const std::function<void(std::size_t page, const QString &field)> &showSetting);

/// What the menus offer besides.
QList<items::Command> commandsIn(const QMenuBar &bar);
/// For an action that only leads to one of the places to go, or to the list of them.
void markAsPlace(QAction &action);

}
