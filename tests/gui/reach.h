// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QAction;
class QWidget;

/// What keeps somebody without a mouse, or without eyes, from a window: each thing a line, none at best.
namespace reach {

/// Controls that can have the focus and have no name.
QStringList nameless(const QWidget &window);
/// Controls that Tab does not come to, comes to from below, or does not leave.
QStringList offTheWay(QWidget &window);
/// Letters that two things of one window claim.
QStringList ambiguous(const QWidget &window);
/// Buttons that cannot be pressed and do not say why.
QStringList mute(const QWidget &window);
/// Actions without a text, and shortcuts that two of them claim.
QStringList unclear(const QWidget &window);

QStringList all(QWidget &window);

}
