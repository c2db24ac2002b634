// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/preferences.h"

#include "look/command.h"
#include "translations.h"

#include <QActionGroup>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto themeKey = "theme"_L1;
constexpr auto languageKey = "language"_L1;

void offer(QActionGroup &group, QAction *action, bool isChosen)
{
    action->setCheckable(true);
    action->setChecked(isChosen);
    group.addAction(action);
}

}

QString Preferences::rememberedTheme(const QSettings &settings)
{
    return settings.value(themeKey, QString(nameOf(Theme::System))).toString();
}

QString Preferences::rememberedLanguage(const QSettings &settings)
{
    return settings.value(languageKey, QString(Translations::system)).toString();
}

void Preferences::setTheme(Theme theme)
{
    m_look.setTheme(theme);
    m_settings.setValue(themeKey, QString(nameOf(theme)));
}

QString Preferences::language() const
{
    return m_translations.choice();
}

void Preferences::setLanguage(const QString &choice)
{
    m_settings.setValue(languageKey, choice);
    m_translations.choose(choice);
}

QMenu *Preferences::makeThemeMenu(QWidget *parent)
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "&Colours"), parent);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const char *source, Theme choice) {
        QAction *action = addCommand(*menu, source);
        offer(*group, action, theme() == choice);
        QObject::connect(action, &QAction::triggered, menu, [this, choice] { setTheme(choice); });
    };
    add(QT_TRANSLATE_NOOP("Commands", "As the &system"), Theme::System);
    add(QT_TRANSLATE_NOOP("Commands", "&Light"), Theme::Light);
    add(QT_TRANSLATE_NOOP("Commands", "&Dark"), Theme::Dark);
    return menu;
}

QMenu *Preferences::makeLanguageMenu(QWidget *parent)
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "Lan&guage"), parent);
    auto *group = new QActionGroup(menu);
    const auto connectTo = [&](QAction *action, const QString &choice) {
        offer(*group, action, language() == choice);
        QObject::connect(action, &QAction::triggered, menu, [this, choice] { setLanguage(choice); });
    };
    connectTo(addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "As the &system")), Translations::system);
    // Each by its own name, so that nobody is lost in a language he does not read.
    for (const Language &each : Translations::languages())
        connectTo(menu->addAction(each.name.toString()), each.tag);
    return menu;
}

}
