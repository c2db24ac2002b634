// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/usersmodel.h"
#include "items/usersround.h"
#include "pages/page.h"
#include "pages/usersfiles.h"
#include "pages/userstools.h"

class QStackedWidget;

namespace sekimori::widgets {

class Asker;
class Banner;
class EmptyState;
class UsersFilterBar;
class UsersStatus;
class UsersView;

/// The people of the tenant: who there is, and all that an administrator does about them. What is done here is in force
/// at once and needs no Apply.
class UsersPage : public Page {
    Q_OBJECT

public:
    /// Client and asker have to outlive the page.
    UsersPage(platform::UsersClient &client, Asker &asker, QWidget *parent = nullptr);

    QString title() const override;
    bool isBusy() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void refresh() override;
    /// @p place may be a part of a name to search for, beside what is on the page, and what there is to do.
    void focusOn(const QString &place) override;
    void takeOver(Page &before) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    using Act = UsersTools::Act;

    void layOut();
    void connectAll();
    void showState();
    void showEmpty();
    void showTools();
    QString countText() const;
    void tryAgain();

    void act(Act act);
    void add();
    void editChosen();
    void setPassword();
    void askToDelete();
    void askToSignOut();
    void beginRound(const QList<platform::User> &users, items::UsersRound::Step step, const QString &underWay);
    void changeChosen(bool platform::UserValues::*member, bool value, const QString &underWay);
    void tellOfRound();
    void tellOfWarnings(const QString &text, const QList<platform::FieldProblem> &warnings);

    platform::UsersClient &m_client;
    Asker &m_asker;
    items::UsersModel m_users;
    items::UsersRound m_round;
    QString m_roundText;
    UsersFiles m_files;
    platform::Session m_session;
    policy::PasswordPolicy m_policy;
    UsersFilterBar *m_filter;
    UsersTools *m_tools;
    Banner *m_failure;
    QStackedWidget *m_stack;
    UsersView *m_view;
    EmptyState *m_empty;
    UsersStatus *m_status;
    Banner *m_news;
    bool m_isClearable = false; ///< the empty state's button takes the filter away
    QString m_newsName; ///< whom the news' button leads to
};

}
