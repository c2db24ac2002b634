// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"
#include "controls/asker.h"
#include "look/look.h"
#include "platform/auditclient.h"
#include "platform/historyclient.h"

#include <QMainWindow>

class QLabel;
class QSettings;

namespace sekimori::widgets {

class ApplyBar;
class Applying;
class Banner;
class Navigation;
class PageStack;
class SettingsDesk;
class TenantHeader;

/// One tenant's window: navigation, the page, and what is always in sight around it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum class Leaving { No, ToConnections, Quitting };

    struct Needs {
        Asker &asker;
        QSettings &settings;
        Look &look;
    };

    MainWindow(std::shared_ptr<Entrance> entrance, const Needs &needs);
    ~MainWindow() override;

    void showPage(std::size_t index);
    void showPage(QLatin1StringView key);
    /// Asks about edits that are not applied, and leaves when that is settled.
    void leave(Leaving how);
    void tell(const QString &warning);

signals:
    /// The session is over and nothing is under way any more.
    void left(Leaving how);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeMain();
    void makeMenus();
    void makeThemeMenu(QMenu *menu);
    void connectDesk();
    void restore();
    void showSession(const platform::Session &session);
    void showCurrent();
    void showEdits();
    void refresh();
    void askAboutEdits(Leaving how);
    void depart(Leaving how);
    void about();

    std::shared_ptr<Entrance> m_entrance;
    Needs m_needs;
    platform::AuditClient m_audit;
    platform::HistoryClient m_history;
    SettingsDesk *m_desk;
    TenantHeader *m_header;
    Navigation *m_navigation;
    QLabel *m_title;
    Banner *m_roleBanner;
    Banner *m_banner;
    PageStack *m_pages;
    ApplyBar *m_bar;
    Applying *m_applying;
    std::size_t m_index = 0;
    QString m_loadFailure; ///< why there are no settings; empty while they are loaded or on their way
    Leaving m_leaving = Leaving::No; ///< as soon as what is being applied is in force
};

}
