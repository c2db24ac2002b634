// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeplatform.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <optional>

namespace fake {

/// The alerts of a platform that sends no mail: a delivery log, forecasts, test mails.
class Mails {
public:
    std::optional<Reply> answer(const SeenRequest &request);

    /// The newest so far, to one recipient.
    QJsonObject &add(const QString &topic, const QString &subject, const QJsonObject &recipient);
    static QJsonObject recipient(
        const QString &address, const QString &state, const QString &answer = {}, int attempts = 1);
    /// Of the mail with this id, in place of those that it had.
    void setRecipients(qint64 id, const QJsonArray &recipients);

    QList<QJsonObject> deliveries; ///< newest first
    QString route = QStringLiteral("server");
    QJsonValue delayed; ///< as `GET /alerts/summary` tells it
    QStringList topics; ///< that its delivery log has
    QJsonArray attempts; ///< of every mail
    QJsonObject forecast{{QStringLiteral("since"), QStringLiteral("2026-02-26T14:00:00.000Z")},
        {QStringLiteral("until"), QStringLiteral("2026-03-05T14:00:00.000Z")}};
    QStringList inForce; ///< to whom a real event would go; empty: it is off
    QString filterInForce; ///< of every rule
    int pageSize = 100;

private:
    Reply page(const QUrlQuery &query) const;
    Reply test(const QJsonObject &body);

    qint64 m_lastId = 0;
};

}
