// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChar>

namespace sekimori::audit::filter {

/// The sign that a full-width one stands for, as keyboards of East Asia write it; others are what they are.
QChar plainSign(QChar character);
/// Also the full-width one.
bool isColon(QChar character);
/// Blanks, also the full-width one.
bool isBlank(QChar character);
/// What a word ends at wherever it stands.
bool endsWord(QChar character);

}
