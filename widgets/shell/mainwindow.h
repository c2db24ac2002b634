// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"
#include "controls/asker.h"
#include "controls/layoutmemory.h"
#include "items/logkeytrust.h"
#include "look/preferences.h"
#include "platform/clients.h"

#include <QLocale>
#include <QMainWindow>

class QSettings;

namespace sekimori::widgets {

class Applying;
class LogWindows;
class MainMenu;
class PasswordChanging;
class SettingsDesk;
class Workspace;

/// One tenant's window. It lives as long as somebody is signed in; what is seen in it is the workspace's, which is made
/// anew when the language changes.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Closing is about this window, Quitting about the whole program.
    enum class Leaving { No, ToConnections, Closing, Quitting };

    struct Needs {
        Asker &asker;
        QSettings &settings;
        Preferences &preferences;
        LogWindows &logs;
    };

    MainWindow(std::shared_ptr<Entrance> entrance, const Needs &needs);
    ~MainWindow() override;

    void showPage(std::size_t index);
    void showPage(QLatin1StringView key);
    /// Asks about edits that are not applied, and leaves when that is settled.
    void leave(Leaving how);
    void tell(const QString &warning);

signals:
    /// The tenant has another host name from now on.
    void moved(const platform::ConnectionProfile &profile);
    /// The session is over and nothing is under way any more.
    void left(Leaving how);
    /// Whoever is signed in by this profile has another password from now on.
    void passwordChanged(const QString &profileId, const QString &password);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Workspace *makeWorkspace();
    void makeMenus();
    void makeAnew();
    void connectDesk();
    std::size_t lastPage() const;
    QString pageKey() const;
    QString connectionName() const;
    void showSession(const platform::Session &session);
    void followName();
    void followPasswordPolicy();
    void changePassword();
    void showTitle();
    void openPalette();
    void askAboutEdits(Leaving how);
    void depart(Leaving how);
    void about();

    std::shared_ptr<Entrance> m_entrance;
    Needs m_needs;
    LayoutMemory m_layouts;
    platform::Clients m_clients;
    items::LogKeyTrust m_logKey;
    SettingsDesk *m_desk;
    Applying *m_applying;
    PasswordChanging *m_passwordChanging;
    Workspace *m_workspace;
    MainMenu *m_menu = nullptr;
    QLocale m_language; ///< in which all of it was made
    Leaving m_leaving = Leaving::No; ///< as soon as what is being applied is in force
};

}
