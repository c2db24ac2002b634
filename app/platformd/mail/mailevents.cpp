// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailevents.h"

#include "error/excerpt.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// An event is no book.
constexpr qsizetype mostNamed = 15;
constexpr qsizetype longestAnswer = 200;

bool isLost(const DeliveryResult &result)
{
    return result.outcome == AttemptOutcome::GivenUp || result.outcome == AttemptOutcome::Refused;
}

/// Addresses that got the same answer, after as many attempts.
struct Fate {
    QStringList addresses;
    int attempts = 0;
    QString answer;
};

QList<Fate> fatesOf(const QList<DeliveryResult> &results)
{
    QList<Fate> fates;
    for (const DeliveryResult &result : results) {
        const int attempts = result.delivery.attempts + 1;
        const QString answer = excerpt(toText(result.answer, nullptr), longestAnswer);
        auto fate = std::ranges::find_if(
            fates, [&](const Fate &each) { return each.attempts == attempts && each.answer == answer; });
        if (fate == fates.end())
            fate = fates.insert(fates.end(), {.addresses = {}, .attempts = attempts, .answer = answer});
        fate->addresses.append(result.delivery.address);
    }
    return fates;
}

QString fatesText(const QList<DeliveryResult> &results)
{
    const qsizetype named = std::min(results.size(), mostNamed);
    QString text;
    for (const Fate &fate : fatesOf(results.first(named)))
        text += u"; to: %1; attempts: %2; answer: %3"_s.arg(
            fate.addresses.join(u", "_s), QString::number(fate.attempts), fate.answer);
    if (named < results.size())
        text += u"; and %1 more addresses"_s.arg(results.size() - named);
    return text;
}

audit::Event givenUpEvent(const QList<DeliveryResult> &results)
{
    const DeliveryResult &last = results.last();
    const QString topic = last.delivery.topic.isEmpty() ? u"none"_s : last.delivery.topic;
    return {
        .time = last.at,
        .source = {},
        .user = u"nobody"_s,
        .service = u"Common"_s,
        .module = mailEventModule,
        .action = deliveryGivenUpAction,
        .result = audit::EventResult::Failed,
        .level = audit::Level::Error,
        .complement
        = u"mail: %1; topic: %2"_s.arg(QString::number(last.delivery.mail.value), topic) + fatesText(results),
    };
}

}

QList<audit::Event> givenUpEvents(const QList<DeliveryResult> &results)
{
    std::map<MailId, QList<DeliveryResult>> lost;
    for (const DeliveryResult &result : results) {
        if (isLost(result))
            lost[result.delivery.mail].append(result);
    }
    QList<audit::Event> events;
    for (const auto &[mail, ofMail] : lost)
        events.append(givenUpEvent(ofMail));
    return events;
}

}
