// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/settingsdesk.h"

#include "policy/rebasing.h"

namespace sekimori::widgets {

using platform::Failure;
using platform::FieldProblem;
using platform::SettingsDraft;
using platform::SettingsState;

namespace {

QString sectionOf(const FieldProblem &problem)
{
    return problem.field.section(u'.', 0, 0);
}

}

SettingsDesk::SettingsDesk(platform::Connection &connection, QObject *parent)
    : QObject(parent)
    , m_client(*new platform::SettingsClient(connection))
{
}

SettingsDraft SettingsDesk::draft() const
{
    return SettingsDraft::of(m_saved, edited());
}

QSet<QString> SettingsDesk::editedKeys() const
{
    QStringList keys = draft().keys;
    for (const Page *page : m_pages) {
        if (page->isChanged())
            keys += page->sectionKeys();
    }
    return {keys.cbegin(), keys.cend()};
}

policy::Settings SettingsDesk::edited() const
{
    policy::Settings settings = m_ground;
    for (const Page *page : m_pages)
        page->collect(settings);
    return settings;
}

void SettingsDesk::setSession(const platform::Session &session)
{
    m_session = session;
    for (Page *page : std::as_const(m_pages))
        page->setSession(session);
}

void SettingsDesk::adopt(Page *page)
{
    page->setSession(m_session);
    page->load(m_saved);
    if (const policy::Settings whole = edited(); whole != m_saved.settings)
        page->edit(whole);
    m_pages.append(page);
    welcome(page);
}

void SettingsDesk::replace(Page *before, Page *page)
{
    page->setSession(m_session);
    page->load(m_saved);
    if (before->isChanged())
        page->edit(edited());
    page->takeOver(*before);
    before->disconnect(this);
    m_pages.replace(m_pages.indexOf(before), page);
    welcome(page);
}

void SettingsDesk::welcome(Page *page)
{
    page->showWhole(edited());
    connect(page, &Page::changed, this, [this] {
        tellPages();
        emit changed();
    });
}

void SettingsDesk::load()
{
    setState(State::Loading);
    m_loading = m_client.load([this](const platform::Answer<SettingsState> &answer) {
        if (!answer) {
            setState(State::NotLoaded);
            emit loadFailed(answer.error());
            return;
        }
        begin(*answer);
        setState(State::Ready);
    });
}

void SettingsDesk::refresh()
{
    if (m_state == State::NotLoaded)
        return load();
    if (m_state != State::Ready || hasEdits() || m_held)
        return;
    m_loading = m_client.load([this](const platform::Answer<SettingsState> &answer) {
        if (!answer) {
            emit refreshFailed(answer.error());
            return;
        }
        // Somebody may have begun to edit meanwhile; a conflict will then be seen when it is applied.
        if (m_state != State::Ready || hasEdits())
            return;
        begin(*answer);
        emit changed();
        emit settled();
    });
}

void SettingsDesk::holdFor(QObject *watched)
{
    m_loading = {};
    m_held = watched;
}

void SettingsDesk::apply()
{
    if (m_state != State::Ready)
        return;
    const SettingsDraft draft = this->draft();
    if (draft.isEmpty()) {
        leadToLooseEnds();
        return;
    }
    const auto problems = localProblems(draft.edited);
    showProblems(problems);
    if (!problems.isEmpty())
        return;
    if (isLosingEvents(draft) && m_known != draft) {
        emit losesEvents(draft);
        return;
    }
    const bool isInsisting = m_insistence && m_insistence->draft == draft && !m_insistence->consent.reason.isEmpty();
    send(draft, isInsisting ? std::optional(m_insistence->consent) : std::nullopt);
}

void SettingsDesk::applyWhole(const policy::Settings &wanted)
{
    if (m_state != State::Ready)
        return;
    m_ground = wanted;
    for (Page *page : std::as_const(m_pages))
        page->edit(wanted);
    tellPages();
    emit changed();
    apply();
}

platform::Pending SettingsDesk::check(
    const policy::Settings &wanted, platform::Callback<platform::CheckedDraft> callback)
{
    return m_client.check(SettingsDraft::of(m_saved, wanted), std::move(callback));
}

bool SettingsDesk::leadToLooseEnds()
{
    const Errors ofValues = policy::validateWhole(edited());
    Errors loose;
    for (const Page *page : std::as_const(m_pages)) {
        loose += page->problems();
        loose.removeIf([&](const Error &error) { return ofValues.contains(error); });
    }
    showProblems(told(loose));
    return !loose.isEmpty();
}

void SettingsDesk::revert()
{
    forgetConsents();
    m_ground = m_saved.settings;
    for (Page *page : std::as_const(m_pages)) {
        page->revert();
        page->showProblems({});
    }
    tellPages();
    emit changed();
    emit settled();
}

void SettingsDesk::applyKnowing(const SettingsDraft &draft)
{
    m_known = draft;
    apply();
}

bool SettingsDesk::isLosingEvents(const SettingsDraft &draft) const
{
    return draft.edited.auditRetention.keepFor < m_saved.settings.auditRetention.keepFor;
}

void SettingsDesk::insist(const QString &reason)
{
    if (m_insistence)
        m_insistence->consent.reason = reason;
    apply();
}

void SettingsDesk::resolve(const Conflict &conflict, const Resolutions &resolutions)
{
    SettingsState whole{.settings = edited(), .revisions = {}};
    for (const QString &key : conflict.keys) {
        SettingsState section{
            .settings = conflict.theirs.settings, .revisions = {{key, conflict.theirs.revisions.value(key)}}};
        if (resolutions.value(key) == Resolution::KeepMine)
            policy::rebaseSection(conflict.base.settings, whole.settings, section.settings, key);
        whole = whole.updatedBy(section);
    }
    forgetConsents();
    m_saved = m_saved.updatedBy(conflict.theirs);
    m_ground = whole.settings;
    for (Page *page : std::as_const(m_pages)) {
        page->load(m_saved);
        page->edit(whole.settings);
    }
    tellPages();
    emit changed();
    apply();
}

/// They were given for one attempt, and not for the same edits whenever somebody makes them again.
void SettingsDesk::forgetConsents()
{
    m_insistence.reset();
    m_known.reset();
}

void SettingsDesk::begin(const SettingsState &saved)
{
    forgetConsents();
    m_saved = saved;
    m_ground = m_saved.settings;
    for (Page *page : std::as_const(m_pages))
        page->load(m_saved);
    tellPages();
}

void SettingsDesk::tellPages()
{
    const policy::Settings whole = edited();
    for (Page *page : std::as_const(m_pages))
        page->showWhole(whole);
}

void SettingsDesk::send(const SettingsDraft &draft, const std::optional<platform::Consent> &consent)
{
    m_loading = {}; // It would bring what was saved before.
    setState(State::Saving);
    m_client.save(draft, consent, this,
        [this, draft](const platform::Answer<platform::SavedSettings> &answer) { take(draft, answer); });
}

void SettingsDesk::take(const SettingsDraft &sent, const platform::Answer<platform::SavedSettings> &answer)
{
    if (!answer) {
        setState(State::Ready);
        return meet(sent, answer.error());
    }
    forgetConsents();
    m_saved = answer->state;
    m_ground = m_saved.settings;
    for (Page *page : std::as_const(m_pages))
        page->applied(sent.edited, m_saved);
    tellPages();
    setState(State::Ready);
    emit applied(*answer, sent.keys);
}

void SettingsDesk::meet(const SettingsDraft &sent, const Failure &failure)
{
    if (failure.kind == Failure::Kind::Stale && failure.current) {
        const Conflict conflict{.base = m_saved,
            .mine = sent.edited,
            .theirs = *failure.current,
            .keys = failure.current->revisions.keys()};
        emit conflicted(conflict);
    } else if (failure.kind == Failure::Kind::ShutsOut) {
        m_insistence = Insistence{sent, {.token = failure.consentToken, .reason = {}}};
        emit shutsOut(failure);
    } else if (failure.kind == Failure::Kind::Refused && !failure.problems.isEmpty()) {
        showProblems(failure.problems);
    } else {
        emit failed(failure);
    }
}

QList<FieldProblem> SettingsDesk::localProblems(const policy::Settings &edited) const
{
    Errors errors;
    for (const Page *page : m_pages)
        errors += page->problems();
    const Errors whole = policy::validateWhole(edited);
    for (const Error &error : whole) {
        if (!errors.contains(error))
            errors.append(error);
    }
    return told(errors);
}

void SettingsDesk::showProblems(QList<FieldProblem> problems)
{
    QStringList keys;
    for (const FieldProblem &problem : std::as_const(problems))
        keys << sectionOf(problem);
    keys.removeDuplicates();
    if (!problems.isEmpty())
        emit problemsFound(keys); // A page that has a place for one may be made by this.
    for (Page *page : std::as_const(m_pages))
        problems = page->showProblems(problems);
    QStringList sentences;
    for (const FieldProblem &problem : std::as_const(problems))
        sentences << problem.message;
    sentences.removeDuplicates();
    if (!sentences.isEmpty())
        emit refused(sentences.join(u'\n'));
}

void SettingsDesk::setState(State state)
{
    m_state = state;
    emit changed();
}

}
