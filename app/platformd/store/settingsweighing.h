// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/settingschange.h"

/// What a draft would lead to: the same questions for the forecast, before the saving step, and within it.
namespace sekimori::platformd {

/// Gives the seal of the newly entered secret at a path such as `basicAuth.pair.password`.
using Sealing = std::function<QByteArray(const QString &path)>;

/// Finds what is known of bytes that a section names by their digest; nothing where they were not sent.
using BlobLookup = std::function<Result<std::optional<policy::Blob>>(const QByteArray &sha256)>;

/// Stands in for seals where nothing will be stored.
QByteArray notSealedYet(const QString &path);

struct ChangedSection {
    QString key;
    policy::FieldChanges changes; ///< empty when only the order of a list differs
};

struct Weighed {
    policy::Settings settings; ///< new secrets sealed
    QHash<QString, QString> entered; ///< new secrets in the clear, by path
    QList<ChangedSection> changed;
    policy::AccessDecision wayIn;
    std::optional<audit::EventTime> recoveryEnds; ///< from when on wayIn holds, for somebody here by a recovery
    QByteArray consentToken; ///< what has to be consented to; empty: nothing
};

/// Lays the draft over @p state.
std::expected<Weighed, SettingsRefusal> weigh(const TenantState &state, const SettingsChange &change,
    const Sealing &seal, const BlobLookup &findBlob, const QByteArray &processKey, audit::EventTime now);

/// Nothing, where the editor still gets in, or has consented to just this.
std::optional<SettingsRefusal> refusalToShutOut(const Weighed &weighed, const std::optional<Consent> &consent);

namespace messages {
extern const Message SectionStale;
extern const Message ShutsOut;
extern const Message RecoveryEnds;
extern const Message BlobUnknown;
}

}
