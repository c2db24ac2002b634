// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "driver.h"
#include "faketenant.h"
#include "logwindow/logwindows.h"
#include "pages/page.h"
#include "readyanswers.h"
#include "shell/applybar.h"
#include "shell/mainwindow.h"
#include "translations.h"

#include <QSettings>
#include <QTemporaryDir>

namespace fake {

/// A main window of a fake tenant, as after a sign-in, with settings of its own. It can be left and opened again, as
/// the next time the console is started.
class TenantWindow {
public:
    TenantWindow();

    void open();
    /// False when the settings did not come.
    bool isLoaded() const;
    void leave();

    sekimori::widgets::MainWindow &window() const { return *m_window; }
    sekimori::widgets::ApplyBar &bar() const;
    sekimori::widgets::Page *page() const;
    /// The action of a menu with this text.
    QAction *action(const QString &text) const;
    QList<SeenRequest> seen() const { return m_platform->seen(); }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("console.ini")), QSettings::IniFormat};
    sekimori::Translations translations{QStringLiteral("en")};
    sekimori::widgets::Look look;
    sekimori::widgets::Preferences preferences{settings, look, translations};
    ReadyAnswers answers;
    sekimori::widgets::LogWindows logs{{answers, settings, preferences}};
    sekimori::platform::Role role = sekimori::platform::Role::Administrator; ///< of whoever opens it
    Tenant tenant;

private:
    std::unique_ptr<Platform> m_platform;
    sekimori::platform::ConnectionProfile m_profile;
    std::unique_ptr<sekimori::widgets::MainWindow> m_window;
};

}
