// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

class QLabel;
class QPalette;
class QWidget;

namespace sekimori::widgets {

/// What a message is to its reader. A symbol and words always say the same as the colour does.
enum class Tone { Neutral, Good, Hint, Warning, Error };

QIcon toneIcon(Tone tone);
/// "Warning", "Error" …; empty where the text says enough by itself.
QString toneWord(Tone tone);
/// The tone's colour as a line or small mark, legible on the palette's window, light or dark.
QColor toneColor(Tone tone, const QPalette &palette);
/// The palette's window with a breath of the tone in it, on which normal text stays legible.
QColor toneBackground(Tone tone, const QPalette &palette);

/// Text that explains: a little dimmer than what it explains, and still with a contrast of 4.5 to 1.
QColor explanationColor(const QPalette &palette);
/// A label for such text, which wraps and follows the palette.
QLabel *explanationLabel(const QString &text, QWidget *parent = nullptr);

/// The size of small icons beside text, in the style of the running application.
int smallIconSize();

}
