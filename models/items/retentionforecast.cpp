// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/retentionforecast.h"

#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

namespace sekimori::items {
namespace {

struct RetentionWords {
    Q_DECLARE_TR_FUNCTIONS(Retention)
};

}

RetentionForecast::RetentionForecast(
    const platform::RetentionClient &retention, platform::AuditClient &audit, QObject *parent)
    : QObject(parent)
    , m_retention(retention)
    , m_audit(audit)
{
}

void RetentionForecast::ask(Span span)
{
    m_loss.reset();
    m_failure.reset();
    m_askingOldest = {};
    m_asking = m_retention.effectOf(span, [this](const auto &answer) { take(answer); });
    emit changed();
}

void RetentionForecast::clear()
{
    m_asking = {};
    m_askingOldest = {};
    m_loss.reset();
    m_failure.reset();
    emit changed();
}

void RetentionForecast::take(const platform::Answer<platform::RetentionEffect> &answer)
{
    m_asking = {};
    if (answer && answer->events > 0)
        return askOldest(*answer);
    if (answer)
        return conclude({.effect = *answer, .oldest = {}});
    m_failure = answer.error();
    emit changed();
}

/// The platform tells numbers; a person thinks in days.
void RetentionForecast::askOldest(const platform::RetentionEffect &effect)
{
    m_askingOldest
        = m_audit.page(1, effect.first + 1, [this, effect](const platform::Answer<platform::AuditPage> &page) {
              m_askingOldest = {};
              Loss loss{.effect = effect, .oldest = {}};
              if (page && !page->events.isEmpty() && page->events.first().number == effect.first)
                  loss.oldest = page->events.first().time;
              conclude(loss);
          });
}

void RetentionForecast::conclude(const Loss &loss)
{
    m_loss = loss;
    emit changed();
}

QString lossText(const RetentionForecast::Loss &loss, const QTimeZone &zone)
{
    const auto &[effect, oldest] = loss;
    const QLocale locale;
    const QString events = RetentionWords::tr("%Ln events", nullptr, int(effect.events));
    const QString numbers
        = RetentionWords::tr("number %1 to %2").arg(locale.toString(effect.first), locale.toString(effect.last));
    if (!effect.before)
        return RetentionWords::tr("%1, %2", "how many events; their numbers").arg(events, numbers);
    const QString end = zonedText(toDateTime(*effect.before), zone);
    if (!oldest)
        return RetentionWords::tr("%1, %2, from before %3", "how many events; their numbers; a time")
            .arg(events, numbers, end);
    return RetentionWords::tr("%1, %2, from %3 up to %4", "how many events; their numbers; two times")
        .arg(events, numbers, zonedText(toDateTime(*oldest), zone), end);
}

bool isShorter(RetentionForecast::Span after, RetentionForecast::Span before)
{
    return after < before;
}

}
