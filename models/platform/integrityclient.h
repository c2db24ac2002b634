// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/connection.h"

namespace sekimori::platform {

/// The public key of a tenant's log: by it, and nothing else, what the platform has signed can be told.
struct LogKey {
    QByteArray id; ///< 64 hexadecimal digits
    QByteArray publicKey; ///< PEM
    std::optional<audit::EventTime> madeAt;

    bool operator==(const LogKey &) const = default;
};

struct LogIdentity {
    QByteArray logId;
    std::optional<LogKey> key;
    QString whyNone; ///< why there is no key, as the platform says it

    bool operator==(const LogIdentity &) const = default;
};

struct LogCheckpoint {
    qint64 number = 0;
    audit::EventTime at{};
    QByteArray tip; ///< 64 hexadecimal digits
    QByteArray keyId;
    QByteArray signedLine; ///< as verifiers take it; empty where the platform does not tell it

    bool operator==(const LogCheckpoint &) const = default;
};

/// A place at which the chain does not hold.
struct ChainFinding {
    qint64 first = 0; ///< numbers of events
    qint64 last = 0;
    QString message; ///< what is wrong there, as the platform says it
    bool isUnsigned = false; ///< the chain may hold, but nothing proves these events

    bool operator==(const ChainFinding &) const = default;
};

/// How the platform's own check of the log's chain went.
struct Integrity {
    enum class State { Unchecked, Checking, Intact, Broken };

    State state = State::Unchecked;
    std::optional<audit::EventTime> checkedAt;
    qint64 first = 0; ///< numbers of the events that were checked; 0: there was none
    qint64 last = 0;
    std::optional<qint64> place; ///< number of the event at which it does not hold
    QList<ChainFinding> findings{}; ///< all such places, by their numbers
    bool isBeginningDeleted = false; ///< by retention, be it before that check or since
    std::optional<qint64> beginsAt{}; ///< number with which the log begins now; none: the platform does not tell it
    std::optional<LogCheckpoint> lastCheckpoint;

    bool operator==(const Integrity &) const = default;
};

/// Whether nothing was found but places that nothing proves.
bool isOnlyUnsigned(const Integrity &integrity);

/// What proves that the tenant's log was not altered.
class IntegrityClient {
public:
    explicit IntegrityClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending logKey(Callback<LogIdentity> callback) const;
    Pending state(Callback<Integrity> callback) const;
    /// Has the platform check its chain now; how that goes, state() tells.
    void check(QObject *context, Callback<void> callback) const;

private:
    Connection &m_connection;
};

}
