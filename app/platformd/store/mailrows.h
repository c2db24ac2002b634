// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/fieldtypes.h"
#include "store/ids.h"
#include "store/writer.h"

#include <QStringList>

namespace sekimori::platformd {

using MailId = Id<struct MailTag>;

/// What a mail is about, for the delivery log.
enum class MailKind { Alert, Test, Reminder, Checkpoint };

struct MailAttachment {
    QString name; ///< of a file: ASCII
    QByteArray mediaType;
    QByteArray content;

    bool operator==(const MailAttachment &) const = default;
};

/// A mail as it is written; who sends it makes MIME of it.
struct OutgoingMail {
    MailKind kind{};
    QString topic = {}; ///< what it is sent for: a level's name, or `rule: NAME`; empty: neither
    audit::Level level{}; ///< the highest it tells of: higher ones are sent first
    qint64 firstEvent = 0; ///< 0: it tells of none
    qint64 lastEvent = 0;
    qint64 eventCount = 0;
    qint64 heldBack = 0; ///< mails that a ceiling has kept back before it
    QStringList recipients = {}; ///< each gets it apart from the others and does not see them
    QString language = {}; ///< BCP 47
    QString subject = {}; ///< one line; what breaks lines becomes a blank
    QString plain = {};
    QString html = {};
    QList<MailAttachment> attachments = {};
    MailId againOf = {}; ///< the mail that this one repeats
    QString askedBy = {}; ///< login name of who asked for it; empty: nobody did

    bool operator==(const OutgoingMail &) const = default;
};

/// Of subject, texts and attachments together.
inline constexpr qsizetype largestMail = 1024 * 1024;
/// Deliveries of one tenant that wait, one for each recipient: of one level and those above it, so that nothing less
/// urgent keeps a mail out.
inline constexpr qint64 mostWaitingDeliveries = 10'000;
/// So many more of what is no alert, so that alerts keep no reminder and no checkpoint out.
inline constexpr qint64 moreWithoutAlerts = 1'000;

/// Whether a mail may be refused since too many wait already.
enum class QueueRoom {
    Counted,
    Always, ///< for what nobody could be told later; whoever asks for it sees to it that it is little
};

/// Puts the mail into the queue with the transaction: with its commit it will be sent, without it never was. An address
/// that stands in it twice, in whatever case, counts once. Where too many of the tenant's deliveries of its level and
/// above wait already (MailQueueFull), or the mail is too large (MailTooLarge), nothing is put in.
Result<MailId> enqueueMail(Transaction &transaction, TenantId tenant, const OutgoingMail &mail, audit::EventTime now,
    QueueRoom room = QueueRoom::Counted);

/// The next attempt at a delivery comes no sooner than so long after the last, however often somebody asks for it.
inline constexpr std::chrono::seconds leastPause{10};
/// What waits of the mail for its next attempt is due now, or once leastPause is over. Says how many deliveries wait.
Result<qint64> tryMailNow(Transaction &transaction, TenantId tenant, MailId mail, audit::EventTime now);

/// No tenant has this id: whoever watches it (Store::changes()) is told of each mail that anybody puts into the queue.
inline constexpr TenantId anyonesMail{-1};

/// Mails that a person asks for, over and over if he likes.
enum class AskedMail { Test, SentAgain };

/// Refuses with @p tooMany, which takes the number, where @p most of them were queued in the minute before @p now.
Result<void> checkMailRate(
    Database &database, TenantId tenant, AskedMail asked, int most, audit::EventTime now, const Message &tooMany);

/// What a mail is made of beside its row's columns.
QByteArray packedContent(const OutgoingMail &mail);
void unpackContent(const QByteArray &packed, OutgoingMail &mail);

namespace messages {
extern const Message MailTooLarge;
extern const Message MailQueueFull;
extern const Message MailWithoutRecipient;
}

}

namespace sekimori::policy {

template<>
struct EnumNames<platformd::MailKind> {
    static constexpr std::array names{
        std::pair{platformd::MailKind::Alert, QLatin1StringView("alert")},
        std::pair{platformd::MailKind::Test, QLatin1StringView("test")},
        std::pair{platformd::MailKind::Reminder, QLatin1StringView("reminder")},
        std::pair{platformd::MailKind::Checkpoint, QLatin1StringView("checkpoint")},
    };
};

}
