// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/liveevents.h"

#include <algorithm>
#include <utility>

namespace sekimori::items {

using platform::AuditTail;

LiveEvents::LiveEvents(
    AuditEventsModel &events, platform::AuditClient &client, const Limits &limits, const AuditTail::Pauses &pauses)
    : m_events(events)
    , m_limits(limits)
    , m_tail(client.tail(pauses))
{
    connect(m_tail.get(), &AuditTail::stateChanged, this, &LiveEvents::stateChanged);
    connect(m_tail.get(), &AuditTail::arrived, this, &LiveEvents::hold);
    connect(m_tail.get(), &AuditTail::missed, this, [this](qint64, qint64 to) {
        m_held.clear();
        m_latest = std::max(m_latest, to);
        letIn();
    });
    connect(&m_events, &AuditEventsModel::stateChanged, this, &LiveEvents::letIn);
}

void LiveEvents::start()
{
    m_isWanted = true;
    letIn();
}

void LiveEvents::stop()
{
    m_isWanted = false;
    m_held.clear();
    m_tail->stop();
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
    m_held += events;
    if (m_held.size() > m_limits.held)
        m_held.remove(0, m_held.size() - m_limits.held);
    letIn();
}

void LiveEvents::letIn()
{
    if (!m_isWanted || !m_events.isRead())
        return;
    if (m_tail->state() == AuditTail::State::Off && !m_events.around()) {
        m_latest = m_events.newestNumber();
        m_tail->start(m_latest);
    }
    const qint64 newest = m_events.newestNumber();
    const auto known = std::ranges::find_if(m_held, [&](const auto &event) { return event.number > newest; });
    m_held.remove(0, known - m_held.begin());
    const bool isFull = m_isReaderAway && m_events.rowCount() + m_held.size() > m_limits.rows;
    if (!m_isPaused && !isFull && !m_events.around() && waiting() > 0) {
        const auto events = std::exchange(m_held, {});
        if (!m_events.add(events)) {
            m_held = events;
            readAgain();
        } else if (!m_isReaderAway && m_events.rowCount() > m_limits.rows) {
            m_events.forgetOldest(m_limits.rows * 3 / 4);
        }
    }
    emit stateChanged();
}

/// More came than was kept. Reading it may put other rows in the place of those that are there, which is not for
/// somebody who is reading them.
void LiveEvents::readAgain()
{
    const qint64 count = waiting() + 1; // with one that is here already, so that the rows join
    const bool replaces = count > platform::AuditClient::mostEvents;
    if (m_events.isFetching() || m_events.failure() || (replaces && m_isReaderAway))
        return;
    m_events.refresh(int(std::min<qint64>(count, platform::AuditClient::mostEvents)));
}

}
