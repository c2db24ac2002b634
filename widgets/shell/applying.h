// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/settingsdesk.h"
#include "shell/signinagain.h"

namespace sekimori::widgets {

class ApplyBar;
class Banner;

/// What the person sees of applying: the bar's words, the banner that offers another try, and the dialogs for
/// conflicts, for shutting oneself out and for a session that has ended.
class Applying : public QObject {
    Q_OBJECT

public:
    Applying(SettingsDesk &desk, Entrance &entrance, ApplyBar &bar, Banner &banner, QWidget *over);

    /// Something that is not about a change, said where results of changes are said.
    void tell(const QString &warning);

signals:
    void sessionChanged(const platform::Session &session);

private:
    void connectDesk();
    void connectSignIn();
    void showState();
    void celebrate(const platform::SavedSettings &saved, const QStringList &keys);
    void meet(const platform::Failure &failure);
    void offer(const QString &text, const QString &action, std::function<void()> act);
    void askAboutConflict(const Conflict &conflict);
    void askAboutShutOut(const platform::Failure &failure);

    SettingsDesk &m_desk;
    Entrance &m_entrance;
    ApplyBar &m_bar;
    Banner &m_banner;
    QWidget *m_over;
    SignInAgain *m_signIn;
    QString m_lastApplied;
    std::function<void()> m_action; ///< of the banner's button
    bool m_offersSession = false; ///< the banner is about the session, and a change does not take it away
};

}
