// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entering.h"
#include "controls/asker.h"
#include "platform/passwordkeeper.h"
#include "platform/profilestore.h"

class QSettings;
class QStackedWidget;

namespace sekimori::widgets {

class Banner;
class LocalPanel;
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
        platform::LocalPlatformPlaces local = platform::LocalPlatformPlaces::standard();
        platform::ConnectionLimits limits = {};
    };

    explicit ConnectionWindow(const Needs &needs);

    void enterLocal();

signals:
    void entered(const std::shared_ptr<Entrance> &entrance);
    /// The connection stands, only its password could not be kept.
    void passwordNotKept(const QString &reason);
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeLayout();
    void connectPanels();
    QWidget *makeSide();
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
    ProfileList *m_list;
    Banner *m_banner;
    QStackedWidget *m_panels;
    LocalPanel *m_localPanel;
    ProfilePanel *m_profilePanel;
};

}
