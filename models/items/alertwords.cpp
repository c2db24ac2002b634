// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertwords.h"

#include "items/eventwords.h"
#include "items/settingwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::Delivery;
using platform::DeliveryState;
using platform::MailKind;

/// Whose words these are, for the translators.
struct AlertWords {
    Q_DECLARE_TR_FUNCTIONS(Alerts)
};

constexpr auto rulePrefix = "rule: "_L1;

/// Those that need somebody first.
constexpr std::array byNeed{DeliveryState::GivenUp, DeliveryState::Refused, DeliveryState::Sending,
    DeliveryState::Waiting, DeliveryState::Sent};

QString stateCountText(DeliveryState state, int count)
{
    switch (state) {
    case DeliveryState::Waiting:
        return AlertWords::tr("%Ln waiting", "recipients", count);
    case DeliveryState::Sending:
        return AlertWords::tr("%Ln being sent", "recipients", count);
    case DeliveryState::Sent:
        return AlertWords::tr("%Ln sent", "recipients", count);
    case DeliveryState::GivenUp:
        return AlertWords::tr("%Ln given up", "recipients", count);
    case DeliveryState::Refused:
        return AlertWords::tr("%Ln refused", "recipients", count);
    }
    Q_UNREACHABLE_RETURN({});
}

int countOf(const Delivery &delivery, DeliveryState state)
{
    return int(std::ranges::count(delivery.recipients, state, &platform::DeliveryRecipient::state));
}

QStringList without(const QStringList &all, const QStringList &others)
{
    QStringList rest = all;
    rest.removeIf([&](const QString &each) { return others.contains(each, Qt::CaseInsensitive); });
    return rest;
}

/// Who is told by the settings in force is not who was told by the test, or not of the same events.
QString otherText(const platform::TestMail &mail, const QStringList &tested)
{
    QStringList parts;
    if (const QStringList more = without(tested, mail.realRecipients); !more.isEmpty())
        parts << AlertWords::tr("not to %1", "addresses").arg(more.join(u", "_s));
    if (const QStringList less = without(mail.realRecipients, tested); !less.isEmpty())
        parts << AlertWords::tr("but to %1", "addresses").arg(less.join(u", "_s));
    if (parts.isEmpty())
        return AlertWords::tr("Not applied yet: a real event would now go to the same people, but by another filter.");
    if (!mail.isSameFilter)
        parts << AlertWords::tr("by another filter");
    return AlertWords::tr("Not applied yet: a real event would now go %1.", "not to …, but to …")
        .arg(parts.join(AlertWords::tr(", ", "between parts")));
}

}

QString paceText(policy::AlertPace pace)
{
    return valueText(u"auditAlerts.rules.pace"_s, QString(policy::nameOf(pace)));
}

QString forecastText(const platform::AlertForecast::Count &count, bool isPartial)
{
    const QLocale locale;
    if (count.mails == 0 && count.heldBack == 0)
        return isPartial ? AlertWords::tr("As far as was counted, this would have been no mail in the last 7 days.")
                         : AlertWords::tr("In the last 7 days this would have been no mail.");
    QString mails = isPartial
        ? AlertWords::tr("In the last 7 days this would have been at least %Ln mails", nullptr, int(count.mails))
        : AlertWords::tr("In the last 7 days this would have been %Ln mails", nullptr, int(count.mails));
    const QString events = AlertWords::tr("about %Ln events", nullptr, int(count.events));
    if (count.heldBack == 0)
        return AlertWords::tr("%1 (%2).", "mails (events)").arg(mails, events);
    return AlertWords::tr("%1 (%2, %3 held back).", "mails (events, mails held back)")
        .arg(mails, events, locale.toString(count.heldBack));
}

QString forecastCellText(const platform::AlertForecast::Count &count, bool isPartial)
{
    return isPartial ? AlertWords::tr("At least %Ln mails", nullptr, int(count.mails))
                     : AlertWords::tr("%Ln mails", nullptr, int(count.mails));
}

QString stateText(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
        return AlertWords::tr("Waiting", "mail");
    case DeliveryState::Sending:
        return AlertWords::tr("Being sent", "mail");
    case DeliveryState::Sent:
        return AlertWords::tr("Sent", "mail");
    case DeliveryState::GivenUp:
        return AlertWords::tr("Given up", "mail");
    case DeliveryState::Refused:
        return AlertWords::tr("Refused", "mail");
    }
    Q_UNREACHABLE_RETURN({});
}

QString kindText(MailKind kind)
{
    switch (kind) {
    case MailKind::Alert:
        return AlertWords::tr("Alert");
    case MailKind::Test:
        return AlertWords::tr("Test mail");
    case MailKind::Reminder:
        return AlertWords::tr("Reminder of what ends");
    case MailKind::Checkpoint:
        return AlertWords::tr("Daily checkpoint");
    }
    Q_UNREACHABLE_RETURN({});
}

QString topicText(const QString &topic)
{
    if (topic.startsWith(rulePrefix))
        return AlertWords::tr("Rule “%1”").arg(topic.sliced(rulePrefix.size()));
    const auto level = audit::levelNamed(topic);
    return level ? levelText(*level) : topic;
}

QString topicText(const Delivery &delivery)
{
    const QString topic = topicText(delivery.topic);
    if (topic.isEmpty() || delivery.kind == MailKind::Reminder || delivery.kind == MailKind::Checkpoint)
        return kindText(delivery.kind);
    return delivery.kind == MailKind::Test ? AlertWords::tr("%1 (test)", "level or rule").arg(topic) : topic;
}

QString eventsText(const Delivery &delivery)
{
    const QLocale locale;
    if (delivery.firstEvent <= 0)
        return {};
    if (delivery.eventCount <= 1)
        return AlertWords::tr("Number %1").arg(locale.toString(delivery.firstEvent));
    return AlertWords::tr("%Ln events, numbers %1 to %2", nullptr, int(delivery.eventCount))
        .arg(locale.toString(delivery.firstEvent), locale.toString(delivery.lastEvent));
}

QString recipientsText(const Delivery &delivery)
{
    if (delivery.recipients.size() == 1)
        return AlertWords::tr("%1: %2", "address: state")
            .arg(delivery.recipients.first().address, stateText(delivery.recipients.first().state));
    QStringList parts;
    for (const DeliveryState state : byNeed) {
        if (const int count = countOf(delivery, state); count > 0)
            parts << stateCountText(state, count);
    }
    return parts.join(AlertWords::tr(", ", "between counts"));
}

DeliveryState stateOf(const Delivery &delivery)
{
    const auto found = std::ranges::find_if(byNeed, [&](DeliveryState state) { return countOf(delivery, state) > 0; });
    return found == byNeed.end() ? DeliveryState::Sent : *found;
}

QString outcomeText(const QString &outcome)
{
    if (outcome == "unknown"_L1)
        return AlertWords::tr("Not known whether it was taken: will be tried again");
    if (outcome == "delayed"_L1)
        return AlertWords::tr("Not now: will be tried again");
    const auto state = policy::namedValue<DeliveryState>(outcome);
    return state ? stateText(*state) : outcome;
}

std::optional<MailTrouble> mailTrouble(
    const platform::MailSummary &summary, const QDateTime &now, const QTimeZone &zone)
{
    const bool hasWay = summary.route != platform::MailRoute::None;
    const auto &delayed = summary.delayed;
    if (delayed && (!hasWay || delayed->since.addDuration(usualDelay) <= now))
        return MailTrouble{
            .what = AlertWords::tr("%Ln mails wait to be delivered, the oldest since %1", nullptr, int(delayed->mails))
                .arg(zonedText(delayed->since, zone)),
            .why = hasWay
                ? AlertWords::tr("They are tried again for 3 days. The newest answer: %1").arg(delayed->answer)
                : delayed->answer};
    if (!hasWay)
        return MailTrouble{.what = AlertWords::tr("No mail server is set"),
            .why = AlertWords::tr("Until the platform’s operator sets one, nobody is told of anything by mail. What is "
                                  "to be sent waits, for 3 days at most.")};
    return std::nullopt;
}

QString comparedText(const platform::TestMail &mail, const QStringList &tested)
{
    using InForce = platform::TestMail::InForce;
    switch (mail.inForce) {
    case InForce::Same:
        return AlertWords::tr("A real event would now go to the same people.");
    case InForce::Off:
        return AlertWords::tr("Off by the settings in force: a real event would now go to nobody.");
    case InForce::None:
        return AlertWords::tr("Not applied yet: a real event would now go to nobody by this rule.");
    case InForce::Other:
        return otherText(mail, tested);
    }
    Q_UNREACHABLE_RETURN({});
}

}
