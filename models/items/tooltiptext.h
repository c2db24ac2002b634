// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori::items {

/// What somebody else may have written, for Qt::ToolTipRole: a tooltip takes text that looks like HTML for HTML, and
/// would fetch what it names.
QString toolTipText(const QString &text);

}
