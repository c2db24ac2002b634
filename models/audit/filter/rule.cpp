// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/rule.h"

#include "audit/filter/fieldsasked.h"
#include "audit/filter/parser.h"

#include <QDateTime>

namespace sekimori::audit::filter {
namespace {

constexpr int daysOfWeek = 7;
/// Late events of some weeks beside those of today cost no more than these.
constexpr size_t mostDays = 31;

}

/// `monday..friday` runs backwards on some days of the week, and would be silent on them.
std::expected<Filter, Mistake> parseRule(QStringView text, Reading reading)
{
    reading.isRule = true;
    const auto filter = parse(text, reading);
    for (int day = 1; filter && filter->root && day < daysOfWeek; ++day) {
        reading.now += std::chrono::days(1);
        if (const auto later = parse(text, reading); !later)
            return later;
    }
    return filter;
}

std::expected<RuleMatcher, Mistake> RuleMatcher::of(const QString &text, const Reading &reading)
{
    return parseRule(text, reading).transform([&](const Filter &filter) { return RuleMatcher(filter, reading); });
}

RuleMatcher::RuleMatcher(const Filter &filter, const Reading &reading)
    : m_text(filter.text)
    , m_zone(reading.zone)
    , m_asksTime(fieldsAsked(filter).contains(Field::Time))
{
    m_days.emplace(dayOf(reading.now), filter);
}

QDate RuleMatcher::dayOf(EventTime time) const
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
    return QDateTime::fromSecsSinceEpoch(seconds.count(), m_zone).date();
}

const std::optional<Matcher> &RuleMatcher::matcherOf(EventTime time) const
{
    if (!m_asksTime)
        return m_days.begin()->second;
    const QDate day = dayOf(time);
    if (const auto known = m_days.find(day); known != m_days.end())
        return known->second;
    if (m_days.size() == mostDays)
        m_days.erase(m_days.begin());
    const auto filter = parse(m_text, {.zone = m_zone, .now = time, .isRule = true});
    return m_days.emplace(day, filter ? std::optional(Matcher(*filter)) : std::nullopt).first->second;
}

bool RuleMatcher::matches(const Event &event) const
{
    const std::optional<Matcher> &matcher = matcherOf(event.time);
    return matcher && matcher->matches(event);
}

}
