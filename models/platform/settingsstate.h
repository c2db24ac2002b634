// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <QDateTime>
#include <QStringList>

namespace sekimori::platform {

/// Sections of settings as the platform answered them. A section that is not named in `revisions` was not in the
/// answer, and its value in `settings` means nothing.
struct SettingsState {
    policy::Settings settings;
    policy::Revisions revisions;

    /// This state with the sections of @p newer in the place of its own.
    SettingsState updatedBy(const SettingsState &newer) const;

    bool operator==(const SettingsState &) const = default;
};

/// What an administrator wants to change: the sections `keys`, from what he was shown to what he made of it.
struct SettingsDraft {
    SettingsState base;
    policy::Settings edited;
    QStringList keys;

    /// All sections of @p edited that differ from @p base.
    static SettingsDraft of(const SettingsState &base, const policy::Settings &edited);

    bool isEmpty() const { return keys.isEmpty(); }
    bool operator==(const SettingsDraft &) const = default;
};

/// The reason for a change that shuts the administrator himself out, and the platform's token for exactly that change.
struct Consent {
    QByteArray token;
    QString reason; ///< 1 to 500 characters

    bool operator==(const Consent &) const = default;
};

/// The answer to a change that is in force.
struct SavedSettings {
    SettingsState state; ///< the draft's base with the changed sections as they now stand
    QDateTime inForceSince; ///< UTC; invalid where defaults were saved that have always held

    bool operator==(const SavedSettings &) const = default;
};

/// Writes the sections of @p draft as a request to change or check them.
QJsonObject toJson(const SettingsDraft &draft);

inline constexpr Message sectionUnreadable{"answer.section",
    QT_TRANSLATE_NOOP("Messages", "The platform's answer has no readable revision for the section “%1”.")};

/// Reads `{KEY: {revision, changedAt, changedBy, value}}`. Sections that this program does not know are left out; the
/// first that cannot be read is the error.
Result<SettingsState> readSections(const QJsonObject &sections);

}
