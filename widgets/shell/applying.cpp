// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/applying.h"

#include "controls/banner.h"
#include "items/changewords.h"
#include "items/settingwords.h"
#include "shell/applybar.h"
#include "shell/conflictdialog.h"
#include "shell/presetreview.h"
#include "shell/retentiondialog.h"
#include "shell/shutoutdialog.h"

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::Failure;

Applying::Applying(const Needs &needs, QWidget *over)
    : QObject(over)
    , m_desk(needs.desk)
    , m_entrance(needs.entrance)
    , m_clients(needs.clients)
    , m_asker(needs.asker)
    , m_over(over)
    , m_signIn(new SignInAgain(needs.entrance, over))
{
    connectDesk();
    connectSignIn();
}

void Applying::showOn(ApplyBar &bar, Banner &banner)
{
    m_bar = &bar;
    m_banner = &banner;
    connect(m_bar, &ApplyBar::applyWanted, &m_desk, &SettingsDesk::apply);
    connect(m_bar, &ApplyBar::revertWanted, &m_desk, &SettingsDesk::revert);
    connect(m_banner, &Banner::acted, this, [this] {
        const auto offer = std::exchange(m_offer, {});
        m_banner->clear();
        if (offer && offer->act)
            offer->act();
    });
    if (m_offer)
        show(*m_offer);
    showState();
}

void Applying::connectDesk()
{
    connect(&m_desk, &SettingsDesk::changed, this, &Applying::showState);
    connect(
        &m_desk, &SettingsDesk::applied, this, [this](const platform::SavedSettings &saved, const QStringList &keys) {
            m_last = {saved, keys};
            showState();
        });
    connect(&m_desk, &SettingsDesk::failed, this, &Applying::meet);
    connect(&m_desk, &SettingsDesk::refreshFailed, this, &Applying::meetOfLoading);
    connect(&m_desk, &SettingsDesk::loadFailed, this, [this](const Failure &failure) {
        m_isApplyAwaited = false;
        askForEntry(failure); // Anything else is said where the settings would be.
    });
    connect(&m_desk, &SettingsDesk::refused, this,
        [this](const QString &text) { offerOfChange([text] { return text; }, {}, {}); });
    connect(&m_desk, &SettingsDesk::settled, this, [this] {
        if (m_offer && m_offer->isOfChange)
            clearOffer();
    });
    connect(&m_desk, &SettingsDesk::conflicted, this, &Applying::askAboutConflict);
    connect(&m_desk, &SettingsDesk::shutsOut, this, &Applying::askAboutShutOut);
    connect(&m_desk, &SettingsDesk::losesEvents, this, &Applying::askAboutLoss);
}

void Applying::connectSignIn()
{
    const auto offerSignIn = [this](Words text) {
        m_offersSession = true;
        offer(std::move(text), [] { return tr("&Sign in again"); }, [this] { m_signIn->begin(); });
    };
    connect(m_entrance.connection.get(), &platform::Connection::signedOut, this, [this, offerSignIn] {
        if (m_entrance.session.role != platform::Role::Support)
            return m_signIn->begin();
        // A password would be asked for in vain where the permission is what has ended.
        offerSignIn([] {
            return tr("Your session has ended, or the tenant’s administrator has ended the permission to look. What is "
                      "still shown here is as it was before.");
        });
    });
    connect(m_signIn, &SignInAgain::failed, this,
        [offerSignIn](const QString &text) { offerSignIn([text] { return text; }); });
    connect(m_signIn, &SignInAgain::declined, this, [this, offerSignIn] {
        m_isApplyAwaited = false;
        if (!m_entrance.connection->hasToken())
            offerSignIn([] { return tr("You are signed out. What you have edited is still here."); });
        else
            offer([] { return tr("The tenant's gate asks for its user name and password."); },
                [] { return tr("&Enter them"); }, [this] { m_signIn->askForGatePair(); });
    });
    connect(m_signIn, &SignInAgain::signedIn, this, [this](const platform::Session &session) {
        m_offersSession = false;
        clearOffer();
        emit sessionChanged(session);
    });
    connect(m_signIn, &SignInAgain::passwordChanged, this, &Applying::passwordChanged);
    connect(m_signIn, &SignInAgain::gatePairGiven, this, [this] { goOn(); });
}

void Applying::tell(Tone tone, const QString &text)
{
    show({tone, [text] { return text; }, [] { return tr("&OK"); }, {}});
}

void Applying::offerRetry(std::function<QString()> text, std::function<void()> retry)
{
    offer(std::move(text), [] { return tr("&Try again"); }, std::move(retry));
}

void Applying::offer(Words text, Words action, std::function<void()> act)
{
    show({Tone::Error, std::move(text), std::move(action), std::move(act)});
}

void Applying::offerOfChange(Words text, Words action, std::function<void()> act)
{
    show({Tone::Error, std::move(text), std::move(action), std::move(act), true});
}

void Applying::show(Offer offer)
{
    m_offer = std::move(offer);
    m_banner->tell(m_offer->tone, m_offer->text(), m_offer->action ? m_offer->action() : QString());
}

void Applying::clearOffer()
{
    m_offer.reset();
    m_banner->clear();
}

void Applying::review(policy::AccessPreset preset)
{
    if (m_desk.state() != SettingsDesk::State::Ready || m_desk.leadToLooseEnds())
        return;
    auto *dialog = new PresetReview(m_desk, m_entrance, preset, m_over);
    m_desk.holdFor(dialog);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_desk.applyWhole(dialog->wanted()); });
    dialog->open();
}

void Applying::showState()
{
    switch (m_desk.state()) {
    case SettingsDesk::State::Loading:
    case SettingsDesk::State::NotLoaded:
        return m_bar->showLoading();
    case SettingsDesk::State::Saving:
        if (!m_offersSession)
            clearOffer();
        return m_bar->showSaving();
    case SettingsDesk::State::Ready:
        break;
    }
    if (const auto edited = m_desk.editedKeys(); !edited.isEmpty())
        m_bar->showEdits(edited.size());
    else
        m_bar->showNothing(m_last ? Tone::Good : Tone::Neutral, m_last ? textOf(*m_last) : QString());
}

QString Applying::textOf(const Success &success)
{
    const auto &[saved, keys] = success;
    QStringList revisions;
    for (const QString &key : keys) {
        const auto number = saved.state.revisions.value(key).number;
        revisions << (keys.size() == 1 ? tr("revision %1").arg(number)
                                       : tr("%1 revision %2", "section").arg(items::sectionTitle(key)).arg(number));
    }
    // Without a time when everything stood there already.
    if (!saved.inForceSince.isValid())
        return tr("This was in force already · %1").arg(revisions.join(u" · "));
    return tr("In force since %1 · %2").arg(items::momentText(saved.inForceSince), revisions.join(u" · "));
}

/// False: it is about something else.
bool Applying::askForEntry(const Failure &failure)
{
    if (failure.kind == Failure::Kind::GateAsksBasic)
        m_signIn->askForGatePair();
    else if (failure.kind == Failure::Kind::SignedOut)
        m_signIn->begin();
    else
        return false;
    return true;
}

void Applying::meet(const Failure &failure)
{
    m_isApplyAwaited = true;
    if (askForEntry(failure))
        return;
    const bool hasEdits = m_desk.hasEdits();
    const auto text = [failure, hasEdits] {
        const QString what = toText(failure);
        if (hasEdits && failure.leavesOutcomeOpen())
            return what + u' '
                + tr("Your edits are kept. It is not known whether they are in force; trying again is safe.");
        return hasEdits ? what + u' ' + tr("Your edits are kept and not in force.") : what;
    };
    offerOfChange(text, failure.canTryAgain() ? Words([] { return tr("&Try again"); }) : Words(), [this] { goOn(); });
}

void Applying::meetOfLoading(const Failure &failure)
{
    m_isApplyAwaited = false;
    if (askForEntry(failure))
        return;
    offerOfChange([failure] { return toText(failure); },
        failure.canTryAgain() ? Words([] { return tr("&Try again"); }) : Words(), [this] { goOn(); });
}

/// With what a failure has kept from being done. Nothing is applied that nobody wanted applied.
void Applying::goOn()
{
    if (std::exchange(m_isApplyAwaited, false) && m_desk.hasEdits())
        m_desk.apply();
    else
        m_desk.refresh();
}

void Applying::askAboutConflict(const Conflict &conflict)
{
    auto *dialog = new ConflictDialog(conflict, m_over);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, conflict] { m_desk.resolve(conflict, dialog->resolutions()); });
    dialog->open();
}

void Applying::askAboutShutOut(const Failure &failure)
{
    auto *dialog
        = new ShutOutDialog(failure.wayIn.value_or(platform::WayIn()), m_entrance.session.clientAddress, m_over);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_desk.insist(dialog->reason()); });
    dialog->open();
}

void Applying::askAboutLoss(const platform::SettingsDraft &draft)
{
    auto *dialog = new RetentionDialog({.retention = m_clients.retention, .audit = m_clients.audit, .asker = m_asker},
        m_desk.saved().settings.auditRetention.keepFor, draft.edited.auditRetention.keepFor, m_over);
    connect(dialog, &QDialog::accepted, this, [this, draft] { m_desk.applyKnowing(draft); });
    dialog->open();
}

}
