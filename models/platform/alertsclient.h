// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/deliveries.h"
#include "policy/auditalerts.h"

namespace sekimori::platform {

/// For what a mail is sent: a level, or a rule by its name.
struct AlertTopic {
    std::optional<audit::Level> level = {};
    QString rule = {};
    QString filter = {}; ///< the rule's, as it is drafted

    static AlertTopic of(audit::Level level) { return {.level = level}; }
    static AlertTopic of(const policy::AlertRule &rule) { return {.rule = rule.name, .filter = rule.filter}; }
    bool operator==(const AlertTopic &) const = default;
};

/// What came of a test mail at once: it is in the queue.
struct TestMail {
    /// How the settings in force stand to what was tested.
    enum class InForce {
        None, ///< there is no such rule
        Off,
        Other, ///< other people are told, or by another filter
        Same,
    };

    qint64 mail = 0; ///< its id in the delivery log
    QStringList realRecipients; ///< to whom a real event would have gone by the settings in force
    InForce inForce = InForce::None;
    bool isSameFilter = true; ///< of a rule

    bool operator==(const TestMail &) const = default;
};

/// What some settings of alerts would have sent in the last days.
struct AlertForecast {
    struct Count {
        qint64 events = 0;
        qint64 mails = 0;
        qint64 heldBack = 0; ///< mails

        bool operator==(const Count &) const = default;
    };

    QDateTime since;
    QDateTime until;
    QMap<audit::Level, Count> levels;
    QMap<QString, Count> rules; ///< by name
    bool isPartial = false; ///< not all events of that time were looked at

    bool operator==(const AlertForecast &) const = default;
};

/// Alerts by mail as resources: what a draft would send, test mails, and the delivery log.
class AlertsClient {
public:
    static constexpr int mostDeliveries = 200; ///< in one answer

    explicit AlertsClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Sends a test mail to @p addresses, which need not be in force.
    void test(const AlertTopic &topic, const QStringList &addresses, const QByteArray &key, QObject *context,
        Callback<TestMail> callback) const;
    /// What is wrong with a filter is a Refused failure whose problems have the field `rules[i].filter` and its place.
    Pending forecast(const policy::AuditAlerts &draft, Callback<AlertForecast> callback) const;
    Pending summary(Callback<MailSummary> callback) const;
    /// At most @p limit (1 to mostDeliveries), older than @p after; the newest where it is none.
    Pending deliveries(
        int limit, const DeliveryFilter &filter, std::optional<qint64> after, Callback<DeliveryPage> callback) const;
    Pending delivery(qint64 id, Callback<DeliveryDetails> callback) const;
    /// Puts the mail into the queue once more, for these of its recipients.
    void again(qint64 id, const QStringList &addresses, const QByteArray &key, QObject *context,
        Callback<void> callback) const;
    /// Has what waits of the mail tried without its pause.
    void tryNow(qint64 id, QObject *context, Callback<void> callback) const;

private:
    Connection &m_connection;
};

}

namespace sekimori::policy {

template<>
struct EnumNames<platform::TestMail::InForce> {
    using InForce = platform::TestMail::InForce;
    static constexpr std::array names{
        std::pair{InForce::None, QLatin1StringView("none")},
        std::pair{InForce::Off, QLatin1StringView("off")},
        std::pair{InForce::Other, QLatin1StringView("other")},
        std::pair{InForce::Same, QLatin1StringView("same")},
    };
};

}
