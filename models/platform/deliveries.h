// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/fieldtypes.h"

#include <QDateTime>
#include <QStringList>

/// Mails that the platform has sent or is about to, as the delivery log tells of them.
namespace sekimori::platform {

enum class MailKind { Alert, Test, Reminder, Checkpoint };

/// How far a mail is on its way to one of its recipients.
enum class DeliveryState {
    Waiting, ///< for its first attempt, or for the next
    Sending,
    Sent, ///< the mail server has taken it over
    GivenUp, ///< after days of attempts
    Refused, ///< for good, by the mail server
};

struct DeliveryRecipient {
    QString address;
    DeliveryState state = DeliveryState::Waiting;
    int attempts = 0;
    QDateTime nextAttemptAt; ///< invalid: there will be none
    QDateTime changedAt;
    QString answer; ///< what the mail server said last; empty: it was never asked

    bool operator==(const DeliveryRecipient &) const = default;
};

struct Delivery {
    qint64 id = 0;
    MailKind kind = MailKind::Alert;
    QString topic; ///< a level's name, or `rule: NAME`; empty: neither
    audit::Level level = audit::Level::Information; ///< the highest it tells of
    qint64 firstEvent = 0; ///< 0: it tells of none
    qint64 lastEvent = 0;
    qint64 eventCount = 0;
    qint64 heldBack = 0; ///< mails that a ceiling has kept back before it
    QString subject;
    QDateTime madeAt;
    QList<DeliveryRecipient> recipients;

    /// Whether it is on its way to nobody any more.
    bool isSettled() const;
    bool operator==(const Delivery &) const = default;
};

struct DeliveryAttempt {
    QDateTime at;
    QString address;
    QString outcome; ///< `sent` …; `unknown`: whether it was taken is not known, and it is tried again
    QString answer;

    bool operator==(const DeliveryAttempt &) const = default;
};

/// A mail with all that is known of it.
struct DeliveryDetails {
    Delivery delivery;
    QString text;
    QList<DeliveryAttempt> attempts; ///< oldest first

    bool operator==(const DeliveryDetails &) const = default;
};

/// By which way mails leave the platform.
enum class MailRoute {
    Server,
    Folder, ///< they are put into one instead
    None, ///< the operator has set neither
};

/// Mails that were tried in vain and are still to go, or that cannot be tried at all.
struct DelayedMails {
    qint64 mails = 0;
    QDateTime since; ///< when the oldest of them was made
    QString answer; ///< of the mail server to one of them, or why there is none

    bool operator==(const DelayedMails &) const = default;
};

/// How mail stands as a whole.
struct MailSummary {
    MailRoute route = MailRoute::Server;
    std::optional<DelayedMails> delayed;
    QStringList topics; ///< for what the mails of the delivery log were sent, each once

    bool operator==(const MailSummary &) const = default;
};

/// Some of them, newest first.
struct DeliveryPage {
    QList<Delivery> deliveries;
    std::optional<qint64> next; ///< to be passed as `after` for older ones; none: these were the oldest
    MailRoute route = MailRoute::Server;

    bool operator==(const DeliveryPage &) const = default;
};

/// Which of them somebody wants to see.
struct DeliveryFilter {
    std::optional<DeliveryState> state = {}; ///< of one recipient at least
    std::optional<MailKind> kind = {};
    QString topic = {}; ///< empty: any

    bool isEmpty() const { return *this == DeliveryFilter(); }
    bool operator==(const DeliveryFilter &) const = default;
};

/// The rules' topic, as a delivery has it.
inline QString topicOfRule(const QString &name)
{
    return QStringLiteral("rule: ") + name;
}

}

namespace sekimori::policy {

template<>
struct EnumNames<platform::MailKind> {
    using Kind = platform::MailKind;
    static constexpr std::array names{
        std::pair{Kind::Alert, QLatin1StringView("alert")},
        std::pair{Kind::Test, QLatin1StringView("test")},
        std::pair{Kind::Reminder, QLatin1StringView("reminder")},
        std::pair{Kind::Checkpoint, QLatin1StringView("checkpoint")},
    };
};

template<>
struct EnumNames<platform::DeliveryState> {
    using State = platform::DeliveryState;
    static constexpr std::array names{
        std::pair{State::Waiting, QLatin1StringView("waiting")},
        std::pair{State::Sending, QLatin1StringView("sending")},
        std::pair{State::Sent, QLatin1StringView("sent")},
        std::pair{State::GivenUp, QLatin1StringView("givenUp")},
        std::pair{State::Refused, QLatin1StringView("refused")},
    };
};

template<>
struct EnumNames<platform::MailRoute> {
    using Route = platform::MailRoute;
    static constexpr std::array names{
        std::pair{Route::Server, QLatin1StringView("server")},
        std::pair{Route::Folder, QLatin1StringView("folder")},
        std::pair{Route::None, QLatin1StringView("none")},
    };
};

}
