// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/settingsclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<SettingsState> readSettings(const QJsonObject &json)
{
    const auto state = readSections(json["sections"_L1].toObject());
    if (!state)
        return nonsense(state.error());
    const QStringList keys = policy::sectionKeys();
    for (const QString &key : keys) {
        if (!state->revisions.contains(key))
            return nonsense(Error{ErrorKind::Malformed, sectionUnreadable, {key}});
    }
    return *state;
}

Answer<CheckedDraft> readCheck(const QJsonObject &json)
{
    CheckedDraft checked;
    checked.problems = fieldProblems(json["errors"_L1].toArray());
    const auto wayIn = wayInFromJson(json["wayIn"_L1].toObject());
    if (!wayIn)
        return nonsense(u"wayIn"_s);
    checked.wayIn = *wayIn;
    checked.consentToken = json["consent"_L1].toString().toLatin1();
    const QJsonObject changes = json["changes"_L1].toObject();
    for (auto section = changes.begin(); section != changes.end(); ++section)
        checked.changes.insert(section.key(), policy::fieldChangesFromJson(section.value().toArray()));
    return checked;
}

/// Its state holds the changed sections only.
Answer<SavedSettings> readSaved(const QJsonObject &json)
{
    const auto changed = readSections(json["sections"_L1].toObject());
    if (!changed)
        return nonsense(changed.error());
    const QDateTime inForceSince = timeIn(json, "inForceSince"_L1);
    if (!inForceSince.isValid() && !json["inForceSince"_L1].isNull())
        return nonsense(u"inForceSince"_s);
    return SavedSettings{.state = *changed, .inForceSince = inForceSince};
}

/// Whether @p failure tells that the change was not made, and will not be under its key.
bool settles(const Failure &failure)
{
    using Kind = Failure::Kind;
    return failure.kind == Kind::Refused || failure.kind == Kind::Stale || failure.kind == Kind::ShutsOut
        || failure.kind == Kind::Forbidden;
}
}

SettingsClient::SettingsClient(Connection &connection)
    : QObject(&connection)
    , m_connection(connection)
{
}

Pending SettingsClient::load(Callback<SettingsState> callback)
{
    return m_connection.read<SettingsState>({.path = u"/settings"_s}, readSettings, std::move(callback));
}

Pending SettingsClient::check(const SettingsDraft &draft, Callback<CheckedDraft> callback)
{
    return m_connection.read<CheckedDraft>(
        {.method = "POST", .path = u"/settings/check"_s, .body = [draft] { return toJson(draft); }}, readCheck,
        std::move(callback));
}

void SettingsClient::save(const SettingsDraft &draft, const std::optional<Consent> &consent, QObject *context,
    Callback<SavedSettings> callback)
{
    if (!m_unanswered || m_unanswered->draft != draft || m_unanswered->consent != consent)
        m_unanswered = Change{draft, consent, QUuid::createUuid().toByteArray(QUuid::WithoutBraces)};
    const Change change = *m_unanswered;
    const auto pair = pairAfter(draft, m_connection.gatePairs().all());
    if (pair)
        m_connection.gatePairs().addLast(*pair);

    auto deliver = [this, change, pair, caller = QPointer(context), callback = std::move(callback)](
                       const Answer<SavedSettings> &answer) {
        follow(change, pair, answer ? nullptr : &answer.error());
        if (!caller)
            return;
        callback(answer.transform([&](const SavedSettings &saved) {
            return SavedSettings{change.draft.base.updatedBy(saved.state), saved.inForceSince};
        }));
    };
    send(change, deliver);
}

void SettingsClient::send(const Change &change, const Delivery &deliver)
{
    ApiRequest request{
        .method = "PUT", .path = u"/settings"_s, .body = [draft = change.draft] { return toJson(draft); }};
    request.headers.append({"Idempotency-Key", change.key});
    if (change.consent) {
        request.headers.append({"Sekimori-Consent", change.consent->token});
        request.headers.append({"Sekimori-Reason", QUrl::toPercentEncoding(change.consent->reason)});
    }
    m_connection.write<SavedSettings>(
        std::move(request), readSaved, this, [this, change, deliver](const Answer<SavedSettings> &answer) {
            if (!answer && hasLeft(change, answer.error())) {
                // An answer was lost on its way, to us or to the network below us, which then asks again by itself.
                // What it told is to be had at the new name.
                moveBy(change);
                send(change, deliver);
                return;
            }
            deliver(answer);
        });
}

/// Whether @p failure is that of a name which @p change has taken from the tenant.
bool SettingsClient::hasLeft(const Change &change, const Failure &failure)
{
    const bool isNobody = std::ranges::any_of(failure.problems, [](const FieldProblem &problem) {
        return problem.code == "http.serverNameUnknown"_L1 || problem.code == "gate.noTenant"_L1;
    });
    const QString &hostName = m_connection.profile().hostName;
    return isNobody
        && renamedHost(hostName, change.draft.base.settings.subdomain.name, change.draft.edited.subdomain.name)
        != hostName;
}

void SettingsClient::moveBy(const Change &change)
{
    m_connection.follow(renamedHost(m_connection.profile().hostName, change.draft.base.settings.subdomain.name,
        change.draft.edited.subdomain.name));
}

void SettingsClient::follow(const Change &change, const std::optional<GatePair> &pair, const Failure *failure)
{
    if (!failure)
        moveBy(change);
    const bool isSettled = !failure || settles(*failure);
    if (isSettled && m_unanswered && m_unanswered->key == change.key)
        m_unanswered.reset();
    if (!pair)
        return;
    if (!failure || failure->leavesOutcomeOpen())
        m_connection.gatePairs().promote(*pair);
    else if (isSettled)
        m_connection.gatePairs().remove(*pair);
}

}
