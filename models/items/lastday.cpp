// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/lastday.h"

namespace sekimori::items {
namespace {

constexpr std::chrono::hours day{24};
constexpr std::chrono::hours step{1};

}

LastDay::LastDay(platform::AuditClient &audit, platform::HistoryClient &history, Clock clock, QObject *parent)
    : QObject(parent)
    , m_audit(audit)
    , m_history(history)
    , m_clock(std::move(clock))
{
}

void LastDay::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit changed();
}

platform::SummarySpan LastDay::span() const
{
    using namespace std::chrono;
    // Not everywhere do hours begin where they do in UTC.
    const seconds offset(m_zone.offsetFromUtc(now()) % seconds(step).count());
    const audit::EventTime here(milliseconds(now().toMSecsSinceEpoch()) + offset);
    const audit::EventTime until = floor<hours>(here) + step - offset;
    return {.since = until - day, .until = until, .step = step};
}

void LastDay::refresh()
{
    m_askingSummary = m_audit.summary(span(), [this](const auto &answer) { take(answer); });
    m_askingChanges = m_history.page(changesAtOnce, {}, {}, [this](const auto &answer) { take(answer); });
    emit changed();
}

void LastDay::take(const platform::Answer<platform::AuditSummary> &answer)
{
    m_askingSummary = {};
    m_summaryFailure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        m_summary = *answer;
    conclude();
}

void LastDay::take(const platform::Answer<platform::HistoryPage> &answer)
{
    m_askingChanges = {};
    m_changesFailure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        m_changes = answer->entries;
    conclude();
}

void LastDay::conclude()
{
    if (!isAsking() && !m_summaryFailure && !m_changesFailure)
        m_readAt = now();
    emit changed();
}

}
