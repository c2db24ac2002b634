// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertmails.h"

#include "alerts/alertmailwords.h"
#include "alerts/alerttext.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestName = 64;
constexpr qsizetype longestFilterShown = 300;

/// `⚠ Warning: `, and the rule's name where it is one.
QString headOf(const AlertTopic &topic, audit::Level level, const ReaderPlace &place)
{
    const QString head = symbolOf(level) + u' ' + place.say(alertLevelWords[size_t(level)]) + u": "_s;
    return topic.level ? head : head + oneLine(topic.rule.name, longestName) + u": "_s;
}

QString subjectOf(const TenantState &tenant, const AlertTopic &topic, const AlertNews &news,
    const QList<audit::Event> &events, const ReaderPlace &place)
{
    QString what = place.say(AlertOnlyHeldBack);
    if (news.events.count == 1 && events.size() == 1)
        what = oneLine(events.first().module, longestName) + u": "_s + oneLine(events.first().action, longestName);
    else if (news.events.count > 0)
        what = place.say(AlertManyEvents, {QString::number(news.events.count)});
    return headOf(topic, news.highest(), place) + what + u" – "_s + tenantName(tenant);
}

QString reasonOf(const TenantState &tenant, const AlertTopic &topic, const ReaderPlace &place)
{
    if (topic.level)
        return place.say(AlertOfLevel, {place.say(alertLevelWords[size_t(*topic.level)]), tenantName(tenant)});
    return place.say(AlertOfRule,
        {oneLine(topic.rule.name, longestName), tenantName(tenant), oneLine(topic.rule.filter, longestFilterShown)});
}

QStringList remarksOf(
    const AlertTopic &topic, const AlertNews &news, const QList<audit::Event> &events, const ReaderPlace &place)
{
    const auto number = [](qint64 value) { return QString::number(value); };
    const EventGroup &group = news.events;
    const HeldBack &held = news.heldBack;
    const qsizetype shown = group.first.size() + group.last.size();
    QStringList remarks;
    if (news.isLate)
        remarks << place.say(AlertIsLate);
    if (held.mails > 0)
        remarks << place.say(AlertHeldBack,
            {number(held.mails), number(held.events), number(held.firstNumber), number(held.lastNumber),
                number(topic.rule.mailsPerHour)});
    if (group.count > shown)
        remarks << place.say(AlertNotAllShown,
            {number(group.count), number(group.first.size()), number(group.last.size()), number(group.firstNumber()),
                number(group.lastNumber())});
    if (events.size() < shown)
        remarks << place.say(AlertsNotInLog, {number(shown - events.size())});
    return remarks;
}

QStringList footerOf(const ReaderPlace &place)
{
    return {place.say(AlertZone, {QString::fromLatin1(place.zone.id())}), place.say(AlertFooter)};
}

}

OutgoingMail AlertMails::alert(
    const TenantState &tenant, const AlertTopic &topic, const AlertNews &news, const QList<audit::Event> &events) const
{
    const ReaderPlace place = ReaderPlace::of(m_languages, tenant);
    AlertText text{.title = subjectOf(tenant, topic, news, events, place),
        .before = {reasonOf(tenant, topic, place)},
        .entries = {},
        .after = footerOf(place)};
    text.before += remarksOf(topic, news, events, place);
    for (const audit::Event &event : events)
        text.entries.append(entryOf(event, place));
    OutgoingMail mail{.kind = MailKind::Alert, .topic = topic.name, .level = news.highest()};
    mail.firstEvent = news.events.firstNumber();
    mail.lastEvent = news.events.lastNumber();
    mail.eventCount = news.events.count;
    mail.heldBack = news.heldBack.mails;
    mail.recipients = topic.rule.addresses;
    fillIn(mail, text, tenant, place);
    return mail;
}

OutgoingMail AlertMails::test(const TenantState &tenant, const TestMail &test) const
{
    const ReaderPlace place = ReaderPlace::of(m_languages, tenant);
    const QString levelWord = place.say(alertLevelWords[size_t(test.level)]);
    const QString about = test.ruleName.isEmpty() ? levelWord : oneLine(test.ruleName, longestName);
    AlertText text{.title = place.say(AlertTestSubject) + u": "_s + about + u" – "_s + tenantName(tenant),
        .before = {place.say(
            test.ruleName.isEmpty() ? AlertTestOfLevel : AlertTestOfRule, {test.askedBy, about, tenantName(tenant)})},
        .entries = {},
        .after = footerOf(place)};
    text.before << (test.realRecipients.isEmpty() ? place.say(AlertTestNoOne)
                                                  : place.say(AlertTestReal, {test.realRecipients.join(u", ")}));
    OutgoingMail mail{.kind = MailKind::Test, .topic = test.topic, .level = test.level};
    mail.recipients = test.recipients;
    mail.askedBy = test.askedBy;
    fillIn(mail, text, tenant, place);
    return mail;
}

}
