// SPDX-License-Identifier: GPL-3.0-or-later
#include "startoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace sekimori::console {
namespace {

/// As another process finds them, too.
QStringList absolutePaths(const QStringList &paths)
{
    QStringList absolute;
    for (const QString &path : paths)
        absolute += QFileInfo(path).absoluteFilePath();
    return absolute;
}

}

StartOptions StartOptions::of(const QCoreApplication &application, const QSettings &settings)
{
    const QCommandLineOption localOption(
        u"local"_s, u"Opens the platform of this computer, and starts it where it does not run."_s);
    const QCommandLineOption themeOption(u"theme"_s, u"Colours: system, light or dark."_s, u"NAME"_s);
    const QCommandLineOption languageOption(u"language"_s, u"Language: system, en, ja or zh_TW."_s, u"TAG"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The console of Sekimori: the security of a tenant, seen and set."_s);
    parser.addOptions({localOption, themeOption, languageOption});
    parser.addPositionalArgument(
        u"FILE"_s, u"Log files to open, as one log; a console that runs already takes them over."_s, u"[FILE…]"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    const QString theme
        = parser.isSet(themeOption) ? parser.value(themeOption) : widgets::Preferences::rememberedTheme(settings);
    return {
        .opensLocal = parser.isSet(localOption),
        .files = absolutePaths(parser.positionalArguments()),
        .theme = widgets::themeNamed(theme).value_or(widgets::Theme::System),
        .language = parser.isSet(languageOption) ? parser.value(languageOption)
                                                 : widgets::Preferences::rememberedLanguage(settings),
    };
}

}
