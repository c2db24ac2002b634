// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/usersround.h"

namespace sekimori::items {

void UsersRound::begin(const QList<platform::User> &users, Step step)
{
    m_users = users;
    m_step = std::move(step);
    m_next = 0;
    m_succeeded = 0;
    m_failed.clear();
    m_isStopping = false;
    m_isWaiting = false;
    m_isUnderWay = true;
    goOn();
}

void UsersRound::stop()
{
    m_isStopping = true;
}

void UsersRound::goOn()
{
    // Whoever is done at once calls back from within: a round of many is a loop then, and no deep staircase.
    if (m_isGoingOn)
        return;
    m_isGoingOn = true;
    while (m_isUnderWay && !m_isWaiting) {
        if (m_next == m_users.size() || m_isStopping) {
            m_isUnderWay = false;
            break;
        }
        emit progressed();
        m_isWaiting = true;
        m_step(m_users.at(m_next), [this](const auto &failure) { conclude(failure); });
    }
    m_isGoingOn = false;
    if (!m_isUnderWay)
        emit finished();
}

void UsersRound::conclude(const std::optional<platform::Failure> &failure)
{
    if (failure)
        m_failed.append({m_users.at(m_next), *failure});
    else
        ++m_succeeded;
    // Without the platform the others would fail alike, each after its own patience.
    if (failure && failure->leavesOutcomeOpen())
        m_isStopping = true;
    ++m_next;
    m_isWaiting = false;
    goOn();
}

}
