// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"
#include "shell/pagetable.h"

#include <QWidget>

class QLabel;

namespace sekimori::widgets {

class ApplyBar;
class Banner;
class LayoutMemory;
class Navigation;
class PageStack;
class SettingsDesk;
class TenantHeader;

/// Everything in a tenant's window below its menus: whose settings these are, the navigation, the page, and the bar
/// by which edits are applied. In another language a new one takes the place of the one before, so that no word of it
/// can be forgotten.
class Workspace : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Entrance &entrance;
        SettingsDesk &desk;
        PageNeeds pages;
        LayoutMemory &layouts;
    };

    /// Shows nothing before it is told what.
    explicit Workspace(const Needs &needs, QWidget *parent = nullptr);

    /// The pages that @p before has made, with all that is edited, and what it shows.
    void takeOver(const Workspace &before);
    /// Something on it would get lost with it: work under way, or what is being typed into a dialog.
    bool isBusy() const;
    void showSession();
    void showPage(std::size_t index);
    void showPage(const QString &key);
    /// The page of the setting, and its editor.
    void showSetting(std::size_t index, const QString &field);
    /// Asks the platform anew for what is shown.
    void refresh();

    const PageEntry &shown() const { return pageTable()[m_index]; }
    bool hasFailedToLoad() const { return m_loadFailure.has_value(); }
    ApplyBar &bar() { return *m_bar; }
    Banner &banner() { return *m_banner; }

signals:
    void pageShown();
    void editsShown(bool any);
    void presetWanted(policy::AccessPreset preset);
    void passwordChangeWanted();

private:
    QWidget *makeMain();
    void layOut();
    void connectAll();
    void showCurrent();
    void showRole();
    void showEdits();
    void showPasswordEnd();
    void showLogKey();
    void orderTabs();

    Needs m_needs;
    TenantHeader *m_header;
    Navigation *m_navigation;
    QLabel *m_title;
    Banner *m_roleBanner;
    Banner *m_passwordBanner;
    Banner *m_logKeyBanner;
    Banner *m_banner;
    PageStack *m_pages;
    ApplyBar *m_bar;
    std::size_t m_index = 0;
    std::optional<platform::Failure> m_loadFailure; ///< why there are no settings
};

}
