// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>
#include <functional>
#include <optional>

class QObject;

namespace sekimori::platform {

struct KeyringFailure {
    enum class Kind {
        /// None that works: the desktop's own bus tells a missing keyring and a failing one apart no better than this.
        NoKeyring,
        Denied, ///< the person or the system said no
    };

    Kind kind = Kind::NoKeyring;
    QString detail; ///< in the system's words

    bool operator==(const KeyringFailure &) const = default;
};

QString toText(const KeyringFailure &failure);

/// Passwords in the system's own keyring, one for each profile id. There is no second place: where the system has no
/// keyring nothing is kept. Callbacks run later, never if `context` is gone by then.
class PasswordKeeper {
public:
    using Read = std::expected<std::optional<QString>, KeyringFailure>; ///< none: nothing is kept
    using Done = std::expected<void, KeyringFailure>;

    void read(const QString &profileId, QObject *context, std::function<void(const Read &)> callback) const;
    void keep(const QString &profileId, const QString &password, QObject *context,
        std::function<void(const Done &)> callback) const;
    /// Succeeds also where nothing was kept.
    void forget(const QString &profileId, QObject *context, std::function<void(const Done &)> callback) const;
};

}
