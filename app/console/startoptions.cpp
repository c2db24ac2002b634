// SPDX-License-Identifier: GPL-3.0-or-later
#include "startoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace sekimori::console {

StartOptions StartOptions::of(const QCoreApplication &application, const QSettings &settings)
{
    const QCommandLineOption localOption(
        u"local"_s, u"Opens the platform of this computer, and starts it where it does not run."_s);
    const QCommandLineOption themeOption(u"theme"_s, u"Colours: system, light or dark."_s, u"NAME"_s);
    const QCommandLineOption languageOption(u"language"_s, u"Language: system, en, ja or zh_TW."_s, u"TAG"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The console of Sekimori: the security of a tenant, seen and set."_s);
    parser.addOptions({localOption, themeOption, languageOption});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    const QString theme
        = parser.isSet(themeOption) ? parser.value(themeOption) : widgets::Preferences::rememberedTheme(settings);
    return {
        .opensLocal = parser.isSet(localOption),
        .theme = widgets::themeNamed(theme).value_or(widgets::Theme::System),
        .language = parser.isSet(languageOption) ? parser.value(languageOption)
                                                 : widgets::Preferences::rememberedLanguage(settings),
    };
}

}
