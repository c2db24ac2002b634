// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/logintegrity.h"

namespace sekimori::items {

LogIntegrity::LogIntegrity(const platform::IntegrityClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_again.setSingleShot(true);
    m_again.setInterval(usualPace);
    connect(&m_again, &QTimer::timeout, this, &LogIntegrity::ask);
}

void LogIntegrity::refresh()
{
    ask();
    emit changed();
}

void LogIntegrity::check()
{
    if (isChecking())
        return;
    m_isStarting = true;
    m_failure.reset();
    m_client.check(this, [this](const platform::Answer<void> &answer) {
        m_isStarting = false;
        if (!answer)
            m_failure = answer.error();
        else
            ask();
        emit changed();
    });
    emit changed();
}

void LogIntegrity::ask()
{
    m_again.stop();
    m_asking = m_client.state([this](const auto &answer) { take(answer); });
}

void LogIntegrity::take(const platform::Answer<platform::Integrity> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        m_state = *answer;
    // The check goes on without us, also where an answer is missing. Who is sent away, though, is not to ask on and on.
    const bool mayAsk = answer || answer.error().leavesOutcomeOpen();
    if (mayAsk && m_state && m_state->state == State::Checking)
        m_again.start();
    emit changed();
}

}
