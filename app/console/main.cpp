// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/mappingprotection.h"
#include "controls/dialogasker.h"
#include "crypto/opensslexit.h"
#include "filetakeover.h"
#include "logwindow/logwindows.h"
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
    crypto::keepOpensslToTheEnd();
    audit::files::protectMappings();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"sekimori"_s);
    QApplication::setApplicationDisplayName(u"Sekimori"_s);
    QApplication::setApplicationVersion(QStringLiteral(SEKIMORI_VERSION));
    QApplication::setDesktopFileName(u"sekimori"_s);
    QApplication::setQuitOnLastWindowClosed(false);

    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    QSettings settings(folder + u"/console.ini"_s, QSettings::IniFormat);
    const auto options = console::StartOptions::of(application, settings);
    console::FileTakeover takeover(console::takeoverName(folder));
    if (!options.opensLocal && takeover.handOver(options.files))
        return 0;
    Translations translations(options.language);
    widgets::Look look(application, options.theme);
    widgets::Preferences preferences(settings, look, translations);

    const platform::ProfileStore profiles(folder + u"/profiles.json"_s);
    const platform::PasswordKeeper keyring;
    widgets::DialogAsker asker;
    widgets::LogWindows logs({.asker = asker, .settings = settings, .preferences = preferences});
    widgets::Console console({.profiles = profiles,
                                 .keyring = keyring,
                                 .asker = asker,
                                 .settings = settings,
                                 .preferences = preferences,
                                 .logs = logs},
        {.asker = asker, .settings = settings, .preferences = preferences, .logs = logs});
    QObject::connect(&console, &widgets::Console::finished, &application, &QCoreApplication::quit);
    QObject::connect(&takeover, &console::FileTakeover::filesBrought, &logs, &widgets::LogWindows::open);
    if (!options.files.isEmpty())
        logs.open(options.files);
    if (options.opensLocal)
        console.startLocal();
    else if (options.files.isEmpty())
        console.start();
    return QApplication::exec();
}
