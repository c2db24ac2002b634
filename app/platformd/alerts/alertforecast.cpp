// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertforecast.h"

#include "alerts/alertpacer.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace sekimori::platformd {
namespace {

constexpr int eventsAtOnce = 1000;
/// That are for anybody; 16 MB of them.
constexpr qsizetype mostKept = 500'000;

static_assert(policy::mostAlertRules + 5 <= std::numeric_limits<quint64>::digits);

quint64 topicsFor(const audit::Event &event, const AlertPlan &plan)
{
    quint64 topics = 0;
    if (isAboutAlerts(event))
        return topics;
    for (qsizetype i = 0; i < plan.topics.size(); ++i) {
        if (plan.topics[i].wants(event))
            topics |= quint64(1) << i;
    }
    return topics;
}

/// One topic on its way through the events.
struct TopicReckoning {
    AlertPacer pacer;
    bool isOn = true;
    ForecastCount count = {};
    audit::EventTime clock{};
};

/// Lets the pacer's time pass up to @p end, and counts what it sends until then.
void pass(AlertPacer &pacer, ForecastCount &count, audit::EventTime end)
{
    for (auto next = pacer.nextAt(); next && *next <= end; next = pacer.nextAt()) {
        if (const auto news = pacer.takeDue(*next)) {
            ++count.mails;
            count.heldBack += news->heldBack.mails;
        }
    }
}

void take(TopicReckoning &topic, const ForecastEvent &event)
{
    ++topic.count.events;
    // Other services' events may say an earlier time than the one before.
    topic.clock = std::max(topic.clock, event.time);
    if (!topic.isOn)
        return;
    pass(topic.pacer, topic.count, topic.clock);
    topic.pacer.take(event.number, event.level, topic.clock);
}

/// What lies between a segment that cannot be read and @p below, newest first: less than was asked for at once.
Result<FoundEvents> behindGap(EventSearch &search, const Segment &gap, qint64 below)
{
    return search.above(gap.last, eventsAtOnce).transform([below](FoundEvents found) {
        found.events.removeIf([below](const audit::Event &event) { return event.number >= below; });
        std::ranges::reverse(found.events);
        return found;
    });
}

}

AlertReckoning reckonAlerts(const AlertPlan &plan, const QList<ForecastEvent> &events, SearchEnd end)
{
    std::vector<TopicReckoning> topics;
    topics.reserve(size_t(plan.topics.size()));
    for (const AlertTopic &topic : plan.topics) {
        const policy::AlertRule &rule = topic.rule;
        topics.push_back({.pacer = AlertPacer(rule.pace, rule.mailsPerHour, plan.zone), .isOn = topic.isOn});
    }
    AlertReckoning reckoning;
    for (const ForecastEvent &event : events) {
        const bool isTimeToLook = reckoning.reckoned > 0 && reckoning.reckoned % eventsAtOnce == 0;
        if (isTimeToLook && std::chrono::steady_clock::now() >= end)
            break;
        ++reckoning.reckoned;
        for (size_t i = 0; i < topics.size(); ++i) {
            if ((event.topics >> i & 1) != 0)
                take(topics[i], event);
        }
    }
    for (TopicReckoning &topic : topics) {
        pass(topic.pacer, topic.count, audit::EventTime::max());
        reckoning.counts.append(topic.count);
    }
    return reckoning;
}

Result<AlertForecast> forecastAlerts(
    Database &database, TenantId tenant, const AlertPlan &plan, audit::EventTime now, SearchEnd end)
{
    AlertForecast forecast{.since = now - forecastSpan, .until = now, .counts = {}};
    auto search = EventSearch::open(
        database, tenant, {}, {.since = forecast.since, .until = now + std::chrono::microseconds(1)});
    if (!search)
        return std::unexpected(search.error());
    QList<ForecastEvent> events;
    qint64 below = std::numeric_limits<qint64>::max();
    std::optional<audit::EventTime> reached;
    // The rest of the time is for reckoning.
    const SearchEnd endOfSearch = end - (end - std::chrono::steady_clock::now()) / 4;
    for (bool isThrough = false; !isThrough;) {
        auto found = search->below(below, eventsAtOnce, endOfSearch);
        const bool isGap = !found && search->damagedSegment();
        if (isGap)
            found = behindGap(*search, *search->damagedSegment(), below);
        if (!found)
            return std::unexpected(found.error());
        for (const audit::Event &event : found->events) {
            if (const quint64 topics = topicsFor(event, plan))
                events.append({event.number, event.time, event.level, topics});
            reached = event.time;
        }
        below = found->reached;
        isThrough = found->isThrough;
        if (isGap || (!isThrough && (std::chrono::steady_clock::now() >= endOfSearch || events.size() >= mostKept))) {
            forecast.isPartial = true;
            forecast.since = std::max(forecast.since, reached.value_or(now));
            break;
        }
    }
    std::ranges::reverse(events);
    const AlertReckoning reckoning = reckonAlerts(plan, events, end);
    forecast.counts = reckoning.counts;
    if (reckoning.reckoned > 0 && reckoning.reckoned < events.size()) {
        forecast.isPartial = true;
        forecast.until = std::max(forecast.since, events[reckoning.reckoned - 1].time);
    }
    return forecast;
}

}
