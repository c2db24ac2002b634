// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/preferences.h"

#include <QStringList>

class QCoreApplication;
class QSettings;

namespace sekimori::console {

/// How the console was called, and what it remembers of the last time where the call does not say.
struct StartOptions {
    bool opensLocal = false;
    QStringList files; ///< logs to open, absolute paths
    widgets::Theme theme = widgets::Theme::System;
    QString language; ///< as Translations takes it

    /// Ends the program after `--help`, `--version` and what it does not understand.
    static StartOptions of(const QCoreApplication &application, const QSettings &settings);
};

}
