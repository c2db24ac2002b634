// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QMenu>

namespace sekimori::widgets {

/// An action of a menu that is known by its English name too, whatever the language shown: whoever has read about it in
/// English finds it. @p source stands in QT_TRANSLATE_NOOP("Commands", …).
QAction *addCommand(QMenu &menu, const char *source, const QKeySequence &keys = {});
/// The name of such an action in English, without its mnemonic; empty for any other.
QString englishNameOf(const QAction &action);

/// Gives an action, or a menu's own action, such a name.
void nameCommand(QAction &action, const char *source);

/// A menu below @p parent with such a name.
QMenu *makeMenu(const char *source, QWidget *parent);

}
