// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/supportviews.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

bool isView(const audit::Event &event)
{
    return event.service == "Common"_L1 && event.module == "Support"_L1 && event.action == "view"_L1;
}

}

SupportViews::SupportViews(platform::AuditClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void SupportViews::refresh()
{
    m_found.clear();
    m_looked = 0;
    ask({});
    emit changed();
}

void SupportViews::ask(std::optional<qint64> after)
{
    m_asking = m_client.page(platform::AuditClient::mostEvents, after,
        [this](const platform::Answer<platform::AuditPage> &answer) { take(answer); });
}

void SupportViews::take(const platform::Answer<platform::AuditPage> &answer)
{
    if (!answer) {
        m_failure = answer.error();
        emit changed();
        return;
    }
    m_looked += int(answer->events.size());
    std::ranges::copy_if(answer->events, std::back_inserter(m_found), isView);
    if (m_found.size() >= mostViews)
        conclude(m_found.size() > mostViews || answer->next);
    else if (!answer->next)
        conclude(false);
    else if (m_looked >= mostEvents)
        conclude(true);
    else
        ask(answer->next);
}

void SupportViews::conclude(bool isCutOff)
{
    m_failure.reset();
    m_isRead = true;
    m_isCutOff = isCutOff;
    m_views = m_found.first(std::min<qsizetype>(m_found.size(), mostViews));
    emit changed();
}

}
