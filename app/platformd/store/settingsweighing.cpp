// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsweighing.h"

#include "crypto/tokens.h"
#include "policy/secrets.h"
#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message SectionStale{"settings.stale",
    QT_TRANSLATE_NOOP("Messages",
        "The section “%1” is at revision %2 by now, and the change is based on revision %3. Nothing was changed; look "
        "at what stands now, and decide again.")};
constexpr Message ShutsOut{"settings.shutsOut",
    QT_TRANSLATE_NOOP("Messages",
        "This change would shut yourself out: the way by which you are here now would be closed. Nothing was changed; "
        "say why you want it, or change something else.")};
constexpr Message RecoveryEnds{"settings.recoveryEnds",
    QT_TRANSLATE_NOOP("Messages",
        "You are here only because the platform's operator lets you in until %1, and by these rules you would be shut "
        "out from then on. Nothing was changed; let your way in, or say why you want it so.")};
constexpr Message BlobUnknown{"settings.blobUnknown",
    QT_TRANSLATE_NOOP("Messages", "These bytes were never sent here. Send them first, then save the section.")};
}

namespace {

using policy::JsonUse;

/// Unknown sections are errors of the draft, whatever they are where a path names them.
Errors problemsOfKeys(const TenantState &state, const SettingsDraft &draft)
{
    Errors errors;
    for (auto section = draft.keyBegin(); section != draft.keyEnd(); ++section) {
        if (!state.revisions.contains(*section))
            errors << Error(ErrorKind::Invalid, policy::messages::UnknownSection,
                {section->left(64), policy::sectionKeys().join(u", ")}, section->left(64));
    }
    return errors;
}

std::optional<SettingsRefusal> refusalOfStale(const TenantState &state, const SettingsDraft &draft)
{
    SettingsRefusal refusal{Errors()};
    for (auto section = draft.begin(); section != draft.end(); ++section) {
        const QString &key = section.key();
        const policy::Revision standing = state.revisions.value(key);
        if (section->revision == standing.number)
            continue;
        refusal.errors << Error(ErrorKind::Stale, messages::SectionStale,
            {key, QString::number(standing.number), QString::number(section->revision)}, key);
        refusal.stale.insert(key, {standing, policy::sectionToJson(state.settings, key, JsonUse::Answer)});
    }
    return refusal.errors.isEmpty() ? std::nullopt : std::optional(refusal);
}

/// Bytes come by their own way, and a section names only such as have come: the rest of @p named follows from them.
std::optional<Error> fillIn(policy::Blob &named, const policy::Blob &present, const BlobLookup &findBlob)
{
    if (named == present || named == policy::Blob())
        return std::nullopt;
    auto known = findBlob(named.sha256);
    if (!known)
        return known.error();
    if (!*known)
        return Error{ErrorKind::Invalid, messages::BlobUnknown};
    named = **std::move(known);
    return std::nullopt;
}

/// What is wrong with the filters of alert rules. Whether a time exists depends on the tenant's zone too.
SettingsRefusal problemsOfFilters(const policy::Settings &drafted, const SettingsDraft &draft, audit::EventTime now)
{
    const QString section = policy::AuditAlerts::key;
    SettingsRefusal refusal{Errors()};
    if (!draft.contains(section) && !draft.contains(policy::Tenant::key))
        return refusal;
    const auto mistakes = mistakesOf(drafted.auditAlerts.rules, alertReading(drafted.tenant, now));
    refusal.errors = errorsOf(mistakes, section);
    for (auto mistake = mistakes.begin(); mistake != mistakes.end(); ++mistake)
        refusal.mistakes.insert(section + u'.' + mistake.key(), *mistake);
    return refusal;
}

/// The settings with the draft over them, new secrets still in the clear.
std::expected<policy::Settings, SettingsRefusal> laidOver(
    const policy::Settings &present, const SettingsDraft &draft, const BlobLookup &findBlob, audit::EventTime now)
{
    policy::Settings drafted = present;
    Errors errors;
    for (auto section = draft.begin(); section != draft.end(); ++section) {
        const Errors own = policy::readSection(drafted, section.key(), section->value, JsonUse::Request);
        for (const Error &error : own)
            errors << error.under(section.key());
    }
    if (errors.isEmpty())
        errors = policy::validateWhole(drafted);
    if (const auto unknown = fillIn(drafted.loginPage.image, present.loginPage.image, findBlob))
        errors << unknown->under(u"loginPage.image"_s);
    if (!errors.isEmpty())
        return std::unexpected(SettingsRefusal(std::move(errors)));
    if (auto refusal = problemsOfFilters(drafted, draft, now); !refusal.errors.isEmpty())
        return std::unexpected(std::move(refusal));
    return drafted;
}

/// Takes the new secrets out of @p drafted and puts their seals in their places.
QHash<QString, QString> takeEntered(policy::Settings &drafted, const Sealing &seal, const QDateTime &now)
{
    QHash<QString, QString> entered;
    policy::forEachSecret(drafted, [&](const QString &path, policy::Secret &secret) {
        if (!secret.entered)
            return;
        const QString text = *secret.entered;
        secret = {};
        if (text.isEmpty())
            return;
        secret = {.isSet = true, .changedAt = now, .sealed = seal(path), .entered = {}};
        entered.insert(path, text);
    });
    return entered;
}

QList<ChangedSection> changedSections(const policy::Settings &before, const policy::Settings &after)
{
    QList<ChangedSection> changed;
    policy::Settings::sections(after, [&]<typename T>(const T &section) {
        policy::visitSection(before, T::key, [&]<typename U>(const U &old) {
            if constexpr (std::same_as<T, U>) {
                if (old != section)
                    changed.append({QString(T::key), policy::sectionChanges(before, after, T::key)});
            }
        });
    });
    return changed;
}

bool touchesAccess(const QList<ChangedSection> &changed)
{
    return std::ranges::any_of(changed, [](const ChangedSection &section) {
        return section.key == policy::IpRestriction::key || section.key == policy::BasicAuth::key
            || section.key == policy::ClientCertificates::key;
    });
}

/// For somebody who is here by a recovery: the decision that shuts him out when it ends. He stays here until then, so
/// that he can mend the rules; rules that leave him outside again are not what he came for.
std::optional<policy::AccessDecision> shutOutLater(
    const policy::AccessDecision &present, const policy::Settings &drafted, const WayIn &wayIn, const QDateTime &now)
{
    if (present.decidedBy != policy::Condition::AddressRecovered)
        return std::nullopt;
    WayIn own = wayIn;
    own.recovery.reset();
    const auto later = decideWayIn(drafted, own, now);
    return later.verdict == policy::Verdict::Pass ? std::nullopt : std::optional(later);
}

}

QByteArray notSealedYet(const QString &)
{
    return "not sealed yet";
}

std::expected<Weighed, SettingsRefusal> weigh(const TenantState &state, const SettingsChange &change,
    const Sealing &seal, const BlobLookup &findBlob, const QByteArray &processKey, audit::EventTime now)
{
    if (auto errors = problemsOfKeys(state, change.draft); !errors.isEmpty())
        return std::unexpected(SettingsRefusal(std::move(errors)));
    if (auto stale = refusalOfStale(state, change.draft))
        return std::unexpected(std::move(*stale));
    auto drafted = laidOver(state.settings, change.draft, findBlob, now);
    if (!drafted)
        return std::unexpected(std::move(drafted.error()));

    Weighed weighed;
    weighed.wayIn = decideWayIn(*drafted, change.wayIn, toDateTime(now));
    const auto later = shutOutLater(weighed.wayIn, *drafted, change.wayIn, toDateTime(now));
    weighed.entered = takeEntered(*drafted, seal, toDateTime(now));
    weighed.settings = std::move(*drafted);
    weighed.changed = changedSections(state.settings, weighed.settings);
    if (later && touchesAccess(weighed.changed)) {
        weighed.wayIn = *later;
        weighed.recoveryEnds = change.wayIn.recovery->endsAt;
    }
    if (weighed.wayIn.verdict != policy::Verdict::Pass && !weighed.changed.isEmpty())
        weighed.consentToken = consentToken(processKey, change.editor, change.draft, state.revisions);
    return weighed;
}

std::optional<SettingsRefusal> refusalToShutOut(const Weighed &weighed, const std::optional<Consent> &consent)
{
    if (weighed.consentToken.isEmpty())
        return {};
    if (consent && crypto::sameSecret(consent->token, weighed.consentToken)) {
        const auto problem = problemOf(*consent);
        return problem ? std::optional<SettingsRefusal>(*problem) : std::nullopt;
    }
    SettingsRefusal refusal(weighed.recoveryEnds
            ? Error(ErrorKind::Conflict, messages::RecoveryEnds, {audit::toText(*weighed.recoveryEnds)})
            : Error(ErrorKind::Conflict, messages::ShutsOut));
    refusal.wayIn = weighed.wayIn;
    refusal.consentToken = weighed.consentToken;
    return refusal;
}

}
