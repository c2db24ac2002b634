// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/seenlogkeys.h"
#include "platform/integrityclient.h"

#include <QObject>

namespace sekimori::items {

/// Whether a tenant's log is still signed with the key that this console saw first. The first one is trusted, since
/// there is nothing to hold it against; another one is never taken for it unless the person says so.
class LogKeyTrust : public QObject {
    Q_OBJECT

public:
    enum class Standing {
        Unknown, ///< the platform has not answered yet
        NoKey, ///< there is none, and none was ever seen
        SeenFirst, ///< in this session, and trusted from now on
        AsBefore,
        Changed, ///< it is not the one that was seen
        Missing, ///< one was seen, and now there is none
        Forgotten, ///< the person wants it not to be remembered
    };
    Q_ENUM(Standing)

    /// @p connection and @p name as in SeenLogKey.
    LogKeyTrust(const platform::IntegrityClient &client, QSettings &settings, const QString &connection,
        const QString &name, QObject *parent = nullptr);

    void refresh();
    bool isAsking() const { return m_asking.isUnderWay(); }
    Standing standing() const { return m_standing; }
    /// What the platform says; none: it never answered.
    const std::optional<platform::LogIdentity> &log() const { return m_log; }
    std::optional<SeenLogKey> seen() const { return m_keys.of(m_connection); }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    bool isAlarming() const { return m_standing == Standing::Changed || m_standing == Standing::Missing; }

    /// The person trusts the key that the platform has now, in place of the one that was seen.
    void trust();
    void forget();

signals:
    void changed();

private:
    void take(const platform::Answer<platform::LogIdentity> &answer);
    Standing judge();
    void keep();

    const platform::IntegrityClient &m_client;
    SeenLogKeys m_keys;
    QString m_connection;
    QString m_name;
    platform::Pending m_asking;
    std::optional<platform::LogIdentity> m_log;
    std::optional<platform::Failure> m_failure;
    Standing m_standing = Standing::Unknown;
};

}
