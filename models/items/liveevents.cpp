// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/liveevents.h"

#include <algorithm>
#include <utility>

namespace sekimori::items {

using platform::AuditTail;

LiveEvents::LiveEvents(
    PlatformLogRows &rows, platform::AuditClient &client, const Limits &limits, const AuditTail::Pauses &pauses)
    : m_rows(rows)
    , m_client(client)
    , m_limits(limits)
    , m_tail(client.tail(pauses))
    , m_matcher(audit::filter::Filter())
{
    connect(m_tail.get(), &AuditTail::stateChanged, this, &LiveEvents::stateChanged);
    connect(m_tail.get(), &AuditTail::arrived, this, &LiveEvents::hold);
    connect(m_tail.get(), &AuditTail::missed, this, &LiveEvents::miss);
    connect(&m_rows, &PlatformLogRows::stateChanged, this, &LiveEvents::letIn);
}

void LiveEvents::start()
{
    m_isWanted = true;
    letIn();
}

void LiveEvents::stop()
{
    m_isWanted = false;
    m_findingEnd = {};
    m_held.clear();
    m_missed = 0;
    m_tail->stop();
}

void LiveEvents::setFilter(const audit::filter::Filter &filter)
{
    m_matcher = audit::filter::Matcher(filter);
    m_isFiltered = filter.root.has_value();
    m_held.clear();
    m_heldAfter = m_latest;
    m_missed = 0;
}

void LiveEvents::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    m_isPaused = paused;
    letIn();
    emit stateChanged();
}

void LiveEvents::setReaderAway(bool away)
{
    if (away == m_isReaderAway)
        return;
    m_isReaderAway = away;
    letIn();
}

void LiveEvents::hold(const QList<audit::Event> &events)
{
    m_latest = std::max(m_latest, events.last().number);
    for (const audit::Event &event : events) {
        if (m_matcher.matches(event))
            m_held.prepend(event);
    }
    if (const qsizetype over = m_held.size() - m_limits.held; over > 0) {
        m_missed += over;
        m_heldAfter = m_held.at(m_limits.held).number;
        m_held.resize(m_limits.held);
    }
    letIn();
}

void LiveEvents::miss(qint64 from, qint64 to)
{
    m_missed += m_held.size() + to - from + 1;
    m_held.clear();
    m_latest = std::max(m_latest, to);
    m_heldAfter = to;
    letIn();
}

void LiveEvents::letIn()
{
    if (!m_isWanted || !m_rows.isRead())
        return;
    if (m_tail->state() == AuditTail::State::Off && !m_rows.isAround())
        follow();
    dropKnown();
    const bool isFull = m_isReaderAway && m_rows.rowCount() + m_held.size() > m_limits.rows;
    if (!m_isPaused && !isFull && !m_rows.isAround() && m_latest > m_rows.upTo()) {
        if (!m_rows.add(m_held, m_heldAfter, m_latest))
            readAgain();
        else if (!m_isReaderAway && m_rows.rowCount() > m_limits.rows)
            m_rows.forgetOldest(m_limits.rows * 3 / 4);
    }
    emit stateChanged();
}

/// What has come into the rows in the meantime, by whatever way.
void LiveEvents::dropKnown()
{
    const auto known
        = std::ranges::find_if(m_held, [this](const auto &event) { return event.number <= m_rows.upTo(); });
    m_held.resize(known - m_held.begin());
    if (m_rows.upTo() >= m_heldAfter) {
        m_heldAfter = m_rows.upTo();
        m_missed = 0;
    }
}

void LiveEvents::follow()
{
    if (!m_isFiltered)
        return startAfter(m_rows.upTo());
    if (m_latest > 0)
        return startAfter(std::max(m_latest, m_rows.upTo()));
    if (m_findingEnd.isUnderWay())
        return;
    m_findingEnd = m_client.page(1, {}, [this](const platform::Answer<platform::AuditPage> &answer) {
        m_findingEnd = {};
        const bool isKnown = answer && !answer->events.isEmpty();
        startAfter(isKnown ? answer->events.first().number : m_rows.upTo());
        letIn();
    });
}

void LiveEvents::startAfter(qint64 number)
{
    m_latest = number;
    m_heldAfter = number;
    m_tail->start(number);
}

/// More came than was kept. Reading it may put other rows in the place of those that are there, which is not for
/// somebody who is reading them.
void LiveEvents::readAgain()
{
    const qint64 count = waiting() + 1; // with one that is here already, so that the rows join
    const bool replaces = count > platform::AuditClient::mostEvents;
    if (m_rows.isFetching() || m_rows.failure() || (replaces && m_isReaderAway))
        return;
    m_rows.refresh(int(std::min<qint64>(count, platform::AuditClient::mostEvents)), m_latest);
}

}
