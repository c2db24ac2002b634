// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"
#include "fakeplatform.h"

#include <QJsonArray>

#include <optional>

/// What a platform says of a tenant's log as a whole: its months, what retention would delete, its key and its chain.
namespace fake {

/// The id of the log's key that Proof::setKey() makes of @p digit.
QByteArray keyIdOf(char digit);

/// The newest checkpoint of the log, signed by the key of `a`.
sekimori::audit::chain::SignedCheckpoint checkpoint();

class Proof {
public:
    Proof();

    /// `2026-03` with the events from @p first to @p last.
    void addMonth(const QString &id, qint64 first, qint64 last, const QString &state = QStringLiteral("closed"));
    /// The log is signed with a key that is made of @p digit.
    void setKey(char digit);
    void breakAt(qint64 number);
    /// A further place, behind it.
    void addFinding(qint64 first, qint64 last, const QString &message, const QString &kind = QStringLiteral("missing"));

    /// None: it has nothing to say to this request.
    std::optional<Reply> answer(const SeenRequest &request);

    QJsonArray archives;
    QJsonObject key; ///< as `GET /audit/log-key` tells it
    QJsonObject integrity; ///< as `GET /audit/integrity` tells it
    QJsonObject retention; ///< as `GET /audit/retention` tells it, whatever the span
    QByteArray bundle = "PK, a sealed bundle";
    int checks = 0; ///< that were asked for
    Reply::Way bundleWay = Reply::Way::Whole;
};

}
