// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/look.h"

class QMenu;
class QSettings;

namespace sekimori {
class Translations;
}

namespace sekimori::widgets {

/// What a person chooses about the console itself, in every window alike, and finds again the next time: its language
/// and its colours.
class Preferences {
public:
    Preferences(QSettings &settings, Look &look, Translations &translations)
        : m_settings(settings)
        , m_look(look)
        , m_translations(translations)
    {
    }

    /// What was chosen last; `system` where nothing was.
    static QString rememberedTheme(const QSettings &settings);
    static QString rememberedLanguage(const QSettings &settings);

    Theme theme() const { return m_look.theme(); }
    void setTheme(Theme theme);
    QString language() const;
    void setLanguage(const QString &choice);

    /// Menus with one action for each choice, the present one ticked.
    QMenu *makeThemeMenu(QWidget *parent);
    QMenu *makeLanguageMenu(QWidget *parent);

private:
    QSettings &m_settings;
    Look &m_look;
    Translations &m_translations;
};

}
