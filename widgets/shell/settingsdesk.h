// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/settingsclient.h"

#include <QMap>
#include <QPointer>

namespace sekimori::widgets {

/// Sections that somebody else has changed since they were loaded here, and that are edited here too.
struct Conflict {
    platform::SettingsState base; ///< from which the edits began
    policy::Settings mine;
    platform::SettingsState theirs; ///< the stale sections as they stand now
    QStringList keys;
};

enum class Resolution { KeepMine, TakeTheirs };
using Resolutions = QMap<QString, Resolution>; ///< by section key

/// What is saved, and what all pages together would make of it: takes edits to the platform in one step and brings back
/// to the pages what came of them. It asks nobody anything; see Applying.
class SettingsDesk : public QObject {
    Q_OBJECT

public:
    enum class State { Loading, NotLoaded, Ready, Saving };

    explicit SettingsDesk(platform::Connection &connection, QObject *parent = nullptr);

    State state() const { return m_state; }
    const platform::SettingsState &saved() const { return m_saved; }
    /// Everything that is edited on any page.
    platform::SettingsDraft draft() const;
    /// The keys of the sections that are edited, also where what is typed is no value yet and in no draft.
    QSet<QString> editedKeys() const;
    bool hasEdits() const { return !editedKeys().isEmpty(); }

    void setSession(const platform::Session &session);
    /// Whoever has made a page hands it over before it is first shown.
    void adopt(Page *page);
    /// The same for a page that takes the place of @p before, which is still there, with all that is edited on it.
    void replace(Page *before, Page *page);

    void load();
    /// Loads anew unless that could cost edits.
    void refresh();
    /// While somebody looks at a change that was worked out from what is saved, that stays as it is: what somebody else
    /// has saved meanwhile is a conflict then. Nothing is loaded anew until @p watched is gone.
    void holdFor(QObject *watched);
    void apply();
    /// Puts @p wanted in the place of everything that is edited, on whatever page, and applies it in one step.
    void applyWhole(const policy::Settings &wanted);
    /// What the platform says of @p wanted without changing anything.
    platform::Pending check(const policy::Settings &wanted, platform::Callback<platform::CheckedDraft> callback);
    /// Leads to what is typed on a page and is no value yet, so that it would get lost if something else were put in
    /// its place. False: there is nothing of the kind.
    bool leadToLooseEnds();
    void revert();
    /// Goes on with the draft of which losesEvents() told; one that was edited since is told of anew.
    void applyKnowing(const platform::SettingsDraft &draft);
    /// Sends the draft that was refused with shutsOut() once more, with the reason for it.
    void insist(const QString &reason);
    /// Puts the edits on top of what stands now, section by section as chosen, and applies them.
    void resolve(const Conflict &conflict, const Resolutions &resolutions);

signals:
    void changed(); ///< the state, or what is edited
    void loadFailed(const platform::Failure &failure);
    void applied(const platform::SavedSettings &saved, const QStringList &keys);
    /// Pages of these sections are about to be told what is wrong on them.
    void problemsFound(const QStringList &keys);
    /// Problems that no page has a place for.
    void refused(const QString &text);
    void conflicted(const Conflict &conflict);
    void shutsOut(const platform::Failure &failure);
    /// What is to be applied would have events deleted for good. Nothing was sent yet.
    void losesEvents(const platform::SettingsDraft &draft);
    void failed(const platform::Failure &failure); ///< what was to be applied
    void refreshFailed(const platform::Failure &failure);
    /// All is as it was loaded just now, or nothing is edited any more: what has failed before is of no matter.
    void settled();

private:
    struct Insistence {
        platform::SettingsDraft draft;
        platform::Consent consent;
    };

    policy::Settings edited() const;
    void welcome(Page *page);
    void begin(const platform::SettingsState &saved);
    void forgetConsents();
    void tellPages();
    void send(const platform::SettingsDraft &draft, const std::optional<platform::Consent> &consent);
    void take(const platform::SettingsDraft &sent, const platform::Answer<platform::SavedSettings> &answer);
    void meet(const platform::SettingsDraft &sent, const platform::Failure &failure);
    QList<platform::FieldProblem> localProblems(const policy::Settings &edited) const;
    void showProblems(QList<platform::FieldProblem> problems);
    bool isLosingEvents(const platform::SettingsDraft &draft) const;
    void setState(State state);

    platform::SettingsClient &m_client; ///< lives as long as the connection
    State m_state = State::NotLoaded;
    platform::Session m_session;
    platform::SettingsState m_saved;
    policy::Settings m_ground; ///< what is edited in sections that no page has; as saved in all others
    QList<Page *> m_pages;
    platform::Pending m_loading;
    QPointer<QObject> m_held;
    std::optional<Insistence> m_insistence; ///< the consent counts for exactly this draft
    std::optional<platform::SettingsDraft> m_known; ///< the person knows that it has events deleted
};

}
