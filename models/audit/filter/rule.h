// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/matching.h"
#include "audit/filter/mistake.h"
#include "audit/filter/reading.h"

#include <QDate>

#include <expected>
#include <map>

/// A filter that is kept and judges events as they come, such as an alert rule's. What it says of time without a date
/// (`monday`, `22:00`, `today`) means the day on which each event happened, or the last such day before it; what is
/// counted back from now (`now`, `7d`, `yesterday`) would select all events or none, and is refused.
namespace sekimori::audit::filter {

/// The filter that @p text says on the day of @p reading, or its first mistake, on whatever day of the week it shows.
std::expected<Filter, Mistake> parseRule(QStringView text, Reading reading);

/// Judges events by a rule. It keeps how the rule reads on some days, of which events may come in turn: one thread at a
/// time.
class RuleMatcher {
public:
    static std::expected<RuleMatcher, Mistake> of(const QString &text, const Reading &reading);

    bool matches(const Event &event) const;

private:
    RuleMatcher(const Filter &filter, const Reading &reading);

    const std::optional<Matcher> &matcherOf(EventTime time) const;
    QDate dayOf(EventTime time) const;

    QString m_text;
    QTimeZone m_zone;
    bool m_asksTime = false; ///< otherwise it reads alike on each day
    mutable std::map<QDate, std::optional<Matcher>> m_days; ///< none: it cannot be read on that day
};

}
