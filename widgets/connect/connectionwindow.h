// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entering.h"
#include "controls/asker.h"
#include "controls/tone.h"
#include "look/preferences.h"
#include "platform/passwordkeeper.h"
#include "platform/profilestore.h"

#include <QLocale>

class QSettings;
class QStackedWidget;

namespace sekimori::widgets {

class Banner;
class ConnectSide;
class LocalPanel;
class LogWindows;
class ProfileList;
class ProfilePanel;

/// The first window: which platform, as whom. It ends by an open door or by being closed.
class ConnectionWindow : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        const platform::ProfileStore &profiles;
        const platform::PasswordKeeper &keyring;
        Asker &asker;
        QSettings &settings;
        Preferences &preferences;
        LogWindows &logs;
        platform::LocalPlatformPlaces local = platform::LocalPlatformPlaces::standard();
        platform::ConnectionLimits limits = {};
    };

    explicit ConnectionWindow(const Needs &needs);

    void enterLocal();
    /// Whoever is signed in by this profile has another password from now on; kept where the one before was.
    void keepPassword(const QString &profileId, const QString &password);
    /// The tenant of this connection has another host name from now on, which the list takes over.
    void follow(const platform::ConnectionProfile &moved);

signals:
    void entered(const std::shared_ptr<Entrance> &entrance);
    /// The connection stands, only its password could not be kept.
    void passwordNotKept(const QString &reason);
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Trouble {
        Tone tone;
        std::function<QString()> text; ///< called again when the language is another
    };

    void make();
    void makeAnew();
    void connectPanels();
    void connectEntering();
    void showStep(Entering::Step step);
    void tell(const Trouble &trouble);
    void loadProfiles();
    void showSelected(const QString &id);
    void fetchPassword();
    void enterSelected();
    void take(const std::shared_ptr<Entrance> &entrance);
    void meetFailure(const QString &text, bool credentialsAreWrong);
    void probeKeyring(bool remember);
    void editProfile(const platform::ConnectionProfile &profile);
    void removeSelected();
    void removeProfile(const QString &id);
    bool put(const platform::ConnectionProfile &profile);
    bool save(const QList<platform::ConnectionProfile> &profiles);
    QMap<QString, QDateTime> lastUsed() const;

    Needs m_needs;
    QList<platform::ConnectionProfile> m_profiles;
    Entering *m_entering;
    std::optional<Trouble> m_trouble; ///< with the list of profiles
    QLocale m_language; ///< in which what follows was made
    QWidget *m_content = nullptr; ///< all that is seen, made anew in another language
    ConnectSide *m_side = nullptr;
    ProfileList *m_list = nullptr; ///< in the side
    Banner *m_banner = nullptr;
    QStackedWidget *m_panels = nullptr;
    LocalPanel *m_localPanel = nullptr;
    ProfilePanel *m_profilePanel = nullptr;
};

}
