// SPDX-License-Identifier: GPL-3.0-or-later
#include "reminders/certificatereminders.h"

#include "alerts/alerttext.h"
#include "error/messages.h"
#include "reminders/certificateendings.h"
#include "reminders/remindermailwords.h"
#include "store/calendar.h"
#include "store/chorerows.h"
#include "store/columns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Beside the time at which the chore was done: what is told stands in the log of mails with it, or none of both does.
const QString toldUpTo = u"certificate reminders told"_s;

/// From so many days on it is urgent.
constexpr qint64 urgentDays = 7;

audit::Level levelOf(const CertificateEnding &ending, const QDate &today)
{
    return today.daysTo(ending.day) <= urgentDays ? audit::Level::Warning : audit::Level::Notice;
}

AlertText::Entry entryOf(const CertificateEnding &ending, const QDate &today, const ReaderPlace &place)
{
    const Error summary = ending.summary(int(today.daysTo(ending.day)));
    AlertText::Entry entry{.fields = {{place.say(ReminderWhat), renderMessage(summary, place.language.translator)}},
        .level = levelOf(ending, today)};
    if (const QString names = ending.names(); !names.isEmpty())
        entry.fields.append({place.say(ReminderUsers), names});
    return entry;
}

}

Result<void> CertificateReminders::run(TenantId tenant)
{
    const auto ends = m_certificates.ends(tenant);
    if (!ends)
        return std::unexpected(ends.error());
    const auto authority = m_certificates.authority(tenant);
    if (!authority)
        return std::unexpected(authority.error());
    const auto now = m_tenants.now();
    return m_tenants.store().write([&](Transaction &transaction) {
        const auto state = m_tenants.snapshot()->byId.value(tenant);
        return tell(transaction, *state, endingsOf(*ends, *authority, state->settings.tenant.timeZone), now);
    });
}

/// What was due while nobody was to be told is not told later.
Result<void> CertificateReminders::tell(Transaction &transaction, const TenantState &tenant,
    const QList<CertificateEnding> &endings, audit::EventTime now) const
{
    const QString &zone = tenant.settings.tenant.timeZone;
    const auto told = choreDoneAt(transaction.database(), tenant.id, toldUpTo);
    if (!told)
        return std::unexpected(told.error());
    const QDate today = dayAt(now, zone);
    const QDate after = *told ? dayAt(**told, zone) : today.addDays(-1);
    QList<CertificateEnding> due;
    std::ranges::copy_if(
        endings, std::back_inserter(due), [&](const CertificateEnding &ending) { return ending.isDue(after, today); });
    std::ranges::stable_sort(due, {}, &CertificateEnding::day);
    if (!due.isEmpty() && !tenant.settings.clientCertificates.reminderAddresses.isEmpty()) {
        const auto queued = enqueueMail(transaction, tenant.id, mailOf(tenant, due, now), now);
        if (!queued)
            return std::unexpected(queued.error());
    }
    return storeChoreTime(transaction.database(), tenant.id, toldUpTo, now);
}

OutgoingMail CertificateReminders::mailOf(
    const TenantState &tenant, const QList<CertificateEnding> &due, audit::EventTime now) const
{
    const ReaderPlace place = ReaderPlace::of(m_languages, tenant);
    const QTranslator *translator = place.language.translator;
    const QDate today = dayAt(now, tenant.settings.tenant.timeZone);
    const QString name = tenantName(tenant);
    AlertText text{.title = renderMessage(due.first().summary(int(today.daysTo(due.first().day))), translator),
        .before = {place.say(ReminderMeaning, {name})},
        .entries = {},
        .after = {place.say(ReminderCalendar), place.say(ReminderFooter)}};
    if (due.size() > 1)
        text.title = place.say(ReminderAndMore, {text.title, QString::number(due.size() - 1)});
    text.title += u" – "_s + name;
    OutgoingMail mail{.kind = MailKind::Reminder};
    for (const CertificateEnding &ending : due) {
        text.entries.append(entryOf(ending, today, place));
        mail.level = std::max(mail.level, levelOf(ending, today));
    }
    mail.recipients = tenant.settings.clientCertificates.reminderAddresses;
    const QByteArray host = tenant.subdomain.toLatin1() + '.' + m_domain;
    mail.attachments.append({u"certificates.ics"_s, "text/calendar",
        calendarOf(due, today, place.say(CalendarName, {tenant.displayName}), host, translator, now)});
    fillIn(mail, text, tenant, place);
    return mail;
}

}
