// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/mailrows.h"

#include <optional>

class QTranslator;

namespace sekimori::platformd {

/// Where a mail stands on its way to one address. The numbers stand in the store.
enum class DeliveryState {
    Waiting = 0,
    Sending = 1,
    Sent = 2, ///< the server has taken it
    GivenUp = 3, ///< tried for as long as it is tried
    Refused = 4, ///< the server said that trying again is of no use
};

/// How one attempt ended. The numbers stand in the store.
enum class AttemptOutcome {
    Sent = 0,
    Delayed = 1, ///< to be tried again
    Refused = 2,
    GivenUp = 3,
    Unknown = 4, ///< it was under way, and whether the server took it is not known; to be tried again
};

/// What stands behind an answer in the delivery log: the server's own words, or why there are none. The numbers stand
/// in the store.
enum class AnswerKind {
    None = 0,
    Server = 1, ///< the text is the server's last line
    NoServer = 2, ///< the operator has set none
    NotReached = 3, ///< the text is why: no address, refused, no route, not in time
    NotSecure = 4, ///< the connection could not be made secure; the text is why
    NotSignedIn = 5, ///< the server does not let the platform in; the text is its last line
    CutOff = 6, ///< the connection ended before all of the mail was there
    NoAnswer = 7, ///< all of it went out, and no answer came
    Stopped = 8, ///< the service ended while it was under way
    FolderFailed = 9, ///< the folder for mails could not be written; the text is why
};

struct DeliveryAnswer {
    AnswerKind kind = AnswerKind::None;
    QString text; ///< one line

    bool operator==(const DeliveryAnswer &) const = default;
};

/// The sentence, or what the server said.
QString toText(const DeliveryAnswer &answer, const QTranslator *translator);

struct DeliveryRecipient {
    QString address;
    DeliveryState state{};
    int attempts = 0;
    audit::EventTime nextAt{}; ///< while it waits
    audit::EventTime changedAt{};
    DeliveryAnswer answer; ///< the newest

    bool operator==(const DeliveryRecipient &) const = default;
};

/// A mail as the delivery log tells of it.
struct Delivery {
    MailId id;
    OutgoingMail mail; ///< without texts and attachments, unless asked for; its recipients stand below
    audit::EventTime madeAt{};
    QString messageId; ///< empty: not sent yet
    QList<DeliveryRecipient> recipients;
};

struct DeliveryAttempt {
    audit::EventTime at{};
    QString address;
    AttemptOutcome outcome{};
    DeliveryAnswer answer;

    bool operator==(const DeliveryAttempt &) const = default;
};

struct DeliveryQuery {
    int limit = 100;
    std::optional<MailId> after = {}; ///< older than this one
    std::optional<DeliveryState> state = {}; ///< of any of its recipients
    std::optional<MailKind> kind = {};
    QString topic = {}; ///< empty: any
};

struct DeliveryPage {
    QList<Delivery> deliveries;
    std::optional<MailId> next;
};

/// Mails that were tried in vain and are still to go, or that cannot be tried at all.
struct DelayedMails {
    qint64 mails = 0;
    audit::EventTime since{}; ///< when the oldest of them was made
    DeliveryAnswer answer; ///< the newest
};

/// Nothing where no mail is late.
Result<std::optional<DelayedMails>> delayedMails(Database &database, TenantId tenant);
/// For what its mails were sent, as far as they are kept, each once; at most @p limit.
Result<QStringList> mailTopics(Database &database, TenantId tenant, int limit);
/// Newest first.
Result<DeliveryPage> deliveriesPage(Database &database, TenantId tenant, const DeliveryQuery &query);
/// With its texts and attachments.
Result<std::optional<Delivery>> deliveryWithId(Database &database, TenantId tenant, MailId mail);
/// Oldest first.
Result<QList<DeliveryAttempt>> attemptsOf(Database &database, TenantId tenant, MailId mail);

}

namespace sekimori::policy {

template<>
struct EnumNames<platformd::DeliveryState> {
    static constexpr std::array names{
        std::pair{platformd::DeliveryState::Waiting, QLatin1StringView("waiting")},
        std::pair{platformd::DeliveryState::Sending, QLatin1StringView("sending")},
        std::pair{platformd::DeliveryState::Sent, QLatin1StringView("sent")},
        std::pair{platformd::DeliveryState::GivenUp, QLatin1StringView("givenUp")},
        std::pair{platformd::DeliveryState::Refused, QLatin1StringView("refused")},
    };
};

template<>
struct EnumNames<platformd::AttemptOutcome> {
    static constexpr std::array names{
        std::pair{platformd::AttemptOutcome::Sent, QLatin1StringView("sent")},
        std::pair{platformd::AttemptOutcome::Delayed, QLatin1StringView("delayed")},
        std::pair{platformd::AttemptOutcome::Refused, QLatin1StringView("refused")},
        std::pair{platformd::AttemptOutcome::GivenUp, QLatin1StringView("givenUp")},
        std::pair{platformd::AttemptOutcome::Unknown, QLatin1StringView("unknown")},
    };
};

}
