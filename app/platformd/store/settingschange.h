// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/alertfilters.h"
#include "store/answerrows.h"
#include "store/consent.h"
#include "store/tenants.h"
#include "store/wayin.h"

#include <QJsonObject>

namespace sekimori::crypto {
class PasswordHasher;
}

/// How settings change: one check of the resulting whole, one transaction, one new state, all sections or none.
namespace sekimori::platformd {

struct SettingsChange {
    Editor editor;
    SettingsDraft draft;
    WayIn wayIn;
    std::optional<Consent> consent;
    QByteArray idempotencyKey; ///< empty: none
};

struct StandingSection {
    policy::Revision revision;
    QJsonObject value; ///< as in an answer

    bool operator==(const StandingSection &) const = default;
};

/// Why nothing was changed. The first error's kind says which of the other members are filled.
struct SettingsRefusal {
    Errors errors; ///< never empty; fields begin with the section's key
    FilterMistakes mistakes; ///< more about those errors that are of a filter, by the same fields
    QMap<QString, StandingSection> stale; ///< what stands now, for each section whose revision the draft missed
    std::optional<policy::AccessDecision> wayIn; ///< the decision that would shut the editor out
    QByteArray consentToken; ///< with wayIn

    SettingsRefusal(const Error &error)
        : errors{error}
    {
    }
    explicit SettingsRefusal(Errors all)
        : errors(std::move(all))
    {
    }
};

/// Saves the draft, publishes the new state and returns the answer's body: `{sections: {KEY: {revision, changedAt,
/// changedBy, value}}, inForceSince}` with all sections that the draft names. A repeat under the same idempotency key
/// gets the first answer. When it returns, every later load of the snapshot has the change.
std::expected<StoredAnswer, SettingsRefusal> saveSettings(
    Tenants &tenants, const crypto::PasswordHasher &hasher, const SettingsChange &change);

/// What saveSettings() would do now.
struct SettingsForecast {
    Errors errors;
    FilterMistakes mistakes; ///< more about those that are of a filter, by the same fields
    policy::AccessDecision wayIn; ///< by the rules that would result; by the present ones where there are errors
    QByteArray consentToken; ///< what saving would ask for; empty: nothing
    QMap<QString, policy::FieldChanges> changes; ///< of the sections that would change
    Errors warnings = {}; ///< of the result; they keep nobody from saving it
};

/// Changes nothing. Refuses only what has no forecast: a stale draft, an unknown tenant.
std::expected<SettingsForecast, SettingsRefusal> checkSettings(Tenants &tenants, const SettingsChange &change);

namespace messages {
extern const Message SectionStale;
extern const Message ShutsOut;
extern const Message RecoveryEnds;
extern const Message KeyUsedOtherwise;
extern const Message RetentionDeletes;
}

}
