// SPDX-License-Identifier: GPL-3.0-or-later
#include "reminders/checkpointmails.h"

#include "alerts/alerttext.h"
#include "reminders/remindermailwords.h"
#include "store/calendar.h"
#include "store/chorerows.h"
#include "store/eventrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Beside the time at which the chore was done: with the mail, or none of both.
const QString mailedAt = u"checkpoint mailed"_s;

/// From so long on it is told that events are not signed.
constexpr std::chrono::hours unsignedFor{1};

}

Result<void> CheckpointMails::run(TenantId tenant)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto state = m_tenants.snapshot()->byId.value(tenant);
        const auto now = m_tenants.now();
        const auto mailed = choreDoneAt(database, tenant, mailedAt);
        if (!mailed)
            return std::unexpected(mailed.error());
        const bool isDone = *mailed && **mailed >= lastNight(now, state->settings.tenant.timeZone) && **mailed <= now;
        if (isDone || state->settings.auditAlerts.checkpointAddresses.isEmpty())
            return {};
        const auto checkpoint = m_keys.lastCheckpoint(database, tenant);
        if (!checkpoint)
            return std::unexpected(checkpoint.error());
        if (!*checkpoint)
            return {};
        const auto last = lastEventNumber(database, tenant);
        if (!last)
            return std::unexpected(last.error());
        return enqueueMail(transaction, tenant, mailOf(*state, **checkpoint, *last), now).and_then([&](MailId) {
            return storeChoreTime(database, tenant, mailedAt, now);
        });
    });
}

OutgoingMail CheckpointMails::mailOf(const TenantState &tenant, const SignedCheckpoint &made, qint64 last) const
{
    const ReaderPlace place = ReaderPlace::of(m_languages, tenant);
    const audit::chain::Checkpoint &checkpoint = made.checkpoint;
    const QString number = QString::number(checkpoint.number);
    const QString file = u"checkpoint-%1.ndjson"_s.arg(number);
    AlertText text{.title = place.say(CheckpointTitle, {number}) + u" – "_s + tenantName(tenant),
        .before = {place.say(CheckpointMeaning, {tenantName(tenant)}),
            place.say(CheckpointUse, {u"sekimori-log verify --key KEY.pem --checkpoint %1 BUNDLE.zip"_s.arg(file)}),
            place.say(CheckpointKeyHint)},
        .entries = {{.fields
            = {{place.say(CheckpointLog), QString::fromLatin1(checkpoint.logId)}, {place.say(CheckpointNumber), number},
                {place.say(CheckpointTip), QString::fromLatin1(checkpoint.tip.toHex())},
                {place.say(CheckpointTime), place.timeText(checkpoint.at)},
                {place.say(CheckpointKey), QString::fromLatin1(made.keyId)},
                {place.say(CheckpointSignature), QString::fromLatin1(made.signature.toBase64())}},
            .level = audit::Level::Information}},
        .after = {place.say(CheckpointFooter)}};
    // Usually a minute is the most.
    if (last > checkpoint.number && m_tenants.now() - checkpoint.at > unsignedFor)
        text.before.prepend(
            place.say(CheckpointIsOld, {place.timeText(checkpoint.at), QString::number(last - checkpoint.number)}));
    OutgoingMail mail{.kind = MailKind::Checkpoint};
    mail.recipients = tenant.settings.auditAlerts.checkpointAddresses;
    mail.attachments.append({file, "application/x-ndjson", audit::chain::lineOf(made) + '\n'});
    fillIn(mail, text, tenant, place);
    return mail;
}

}
