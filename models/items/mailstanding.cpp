// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/mailstanding.h"

namespace sekimori::items {

MailStanding::MailStanding(const platform::AlertsClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void MailStanding::refresh()
{
    m_asking = m_client.summary([this](const auto &answer) { take(answer); });
}

void MailStanding::take(const platform::Answer<platform::MailSummary> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer)
        m_summary = *answer;
    emit changed();
}

}
