// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/dialogasker.h"
#include "shell/console.h"
#include "startoptions.h"
#include "translations.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace sekimori;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"sekimori"_s);
    QApplication::setApplicationDisplayName(u"Sekimori"_s);
    QApplication::setApplicationVersion(QStringLiteral(SEKIMORI_VERSION));
    QApplication::setDesktopFileName(u"sekimori"_s);
    QApplication::setQuitOnLastWindowClosed(false);

    QSettings settings(
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/console.ini"_s, QSettings::IniFormat);
    const auto options = console::StartOptions::of(application, settings);
    Translations translations(options.language);
    widgets::Look look(application, options.theme);
    widgets::Preferences preferences(settings, look, translations);

    const platform::ProfileStore profiles(
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/profiles.json"_s);
    const platform::PasswordKeeper keyring;
    widgets::DialogAsker asker;
    widgets::Console console(
        {.profiles = profiles, .keyring = keyring, .asker = asker, .settings = settings, .preferences = preferences},
        {.asker = asker, .settings = settings, .preferences = preferences});
    QObject::connect(&console, &widgets::Console::finished, &application, &QCoreApplication::quit);
    if (options.opensLocal)
        console.startLocal();
    else
        console.start();
    return QApplication::exec();
}
