// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "platform/clients.h"
#include "shell/settingsdesk.h"
#include "shell/signinagain.h"

#include <functional>
#include <optional>

namespace sekimori::widgets {

class ApplyBar;
class Asker;
class Banner;

/// What the person sees of applying: the bar's words, the banner that offers another try, and the dialogs for
/// conflicts, for shutting oneself out and for a session that has ended.
class Applying : public QObject {
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Needs {
        SettingsDesk &desk;
        Entrance &entrance;
        platform::Clients &clients;
        Asker &asker;
    };

    Applying(const Needs &needs, QWidget *over);

    /// Where it is said from now on, in the present language.
    void showOn(ApplyBar &bar, Banner &banner);
    /// Something that is not about a change, said where results of changes are said.
    void tell(Tone tone, const QString &text);
    /// Something that has to go better before anything else does; @p text is called again in another language.
    void offerRetry(std::function<QString()> text, std::function<void()> retry);
    /// Shows what @p preset would change, and applies it if that is wanted.
    void review(policy::AccessPreset preset);

signals:
    void sessionChanged(const platform::Session &session);
    /// The person had to choose another password when he signed in again.
    void passwordChanged(const QString &password);

private:
    using Words = std::function<QString()>; ///< called again when the language is another

    struct Offer {
        Tone tone;
        Words text;
        Words action;
        std::function<void()> act;
        bool isOfChange = false; ///< goes with what has failed
    };
    struct Success {
        platform::SavedSettings saved;
        QStringList keys;
    };

    void connectDesk();
    void connectSignIn();
    void showState();
    static QString textOf(const Success &success);
    bool askForEntry(const platform::Failure &failure);
    void meet(const platform::Failure &failure);
    void meetOfLoading(const platform::Failure &failure);
    void goOn();
    void offer(Words text, Words action, std::function<void()> act);
    void show(Offer offer);
    void offerOfChange(Words text, Words action, std::function<void()> act);
    void clearOffer();
    void askAboutConflict(const Conflict &conflict);
    void askAboutShutOut(const platform::Failure &failure);
    void askAboutLoss(const platform::SettingsDraft &draft);

    SettingsDesk &m_desk;
    Entrance &m_entrance;
    platform::Clients &m_clients;
    Asker &m_asker;
    ApplyBar *m_bar = nullptr;
    Banner *m_banner = nullptr;
    QWidget *m_over;
    SignInAgain *m_signIn;
    std::optional<Success> m_last;
    std::optional<Offer> m_offer; ///< as the banner shows it
    bool m_isApplyAwaited = false; ///< what has failed was to be applied
    bool m_offersSession = false; ///< the banner is about the session, and a change does not take it away
};

}
