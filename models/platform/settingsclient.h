// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/settingsstate.h"

#include <QMap>

namespace sekimori::platform {

/// What the platform says of a draft without changing anything.
struct CheckedDraft {
    QList<FieldProblem> problems;
    WayIn wayIn;
    QByteArray consentToken; ///< empty: the draft shuts nobody out, no consent is needed
    QMap<QString, policy::FieldChanges> changes; ///< by section key

    bool operator==(const CheckedDraft &) const = default;
};

/// The settings as a resource: read, check, save. It follows its own changes through the gate and to another name: a
/// pair or subdomain that was saved is the one that the very next request goes by. Lives as long as the connection.
class SettingsClient : public QObject {
    Q_OBJECT

public:
    explicit SettingsClient(Connection &connection);

    Pending load(Callback<SettingsState> callback);
    Pending check(const SettingsDraft &draft, Callback<CheckedDraft> callback);
    /// All sections of @p draft or none. Once begun it is carried through; the callback does not run when @p context is
    /// gone. Saving the same draft again after a lost answer repeats the same change, it never makes a second one.
    void save(const SettingsDraft &draft, const std::optional<Consent> &consent, QObject *context,
        Callback<SavedSettings> callback);

private:
    struct Change {
        SettingsDraft draft;
        std::optional<Consent> consent;
        QByteArray key;
    };

    using Delivery = std::function<void(const Answer<SavedSettings> &)>;

    void send(const Change &change, const Delivery &deliver);
    bool hasLeft(const Change &change, const Failure &failure);
    void moveBy(const Change &change);
    void follow(const Change &change, const std::optional<GatePair> &pair, const Failure *failure);

    Connection &m_connection;
    std::optional<Change> m_unanswered; ///< the last one, while nobody knows whether it was made
};

}
