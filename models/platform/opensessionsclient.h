// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/person.h"

namespace sekimori::platform {

/// A session that has not ended.
struct OpenSession {
    enum class Kind { Console, Browser };

    QString id; ///< names it in the list, and opens nothing
    Person user;
    Kind kind = Kind::Console;
    QString address; ///< from which it was opened
    audit::EventTime openedAt{};
    audit::EventTime lastUsedAt{};
    bool staysSignedIn = false; ///< a new one follows by itself in the same browser
    bool isThis = false; ///< the one that asks

    bool operator==(const OpenSession &) const = default;
};

/// Some of them, in the platform's order.
struct OpenSessionsPage {
    QList<OpenSession> sessions;
    QString next; ///< to be passed as `after` for those that follow; empty: these were the last

    bool operator==(const OpenSessionsPage &) const = default;
};

/// Everybody's open sessions as a resource.
class OpenSessionsClient {
public:
    static constexpr int mostSessions = 200;

    explicit OpenSessionsClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostSessions) sessions that follow on @p after; the first where it is empty.
    Pending page(int limit, const QString &after, Callback<OpenSessionsPage> callback);
    /// Signs @p user out everywhere, automatic sign-ins too.
    void endAllOf(qint64 user, QObject *context, Callback<void> callback);
    /// Signs whoever asks out everywhere but here.
    void endMyOthers(QObject *context, Callback<void> callback);

private:
    Connection &m_connection;
};

}
