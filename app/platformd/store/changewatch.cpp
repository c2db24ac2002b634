// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changewatch.h"

namespace sekimori::platformd {

ChangeWatch::Watching::~Watching()
{
    if (!m_watch)
        return;
    const std::scoped_lock lock(m_watch->m_mutex);
    const auto calls = m_watch->m_calls.find(m_tenant);
    calls->second.erase(m_call);
    if (calls->second.empty())
        m_watch->m_calls.erase(calls);
}

ChangeWatch::Watching ChangeWatch::watch(TenantId tenant, Call call)
{
    const std::scoped_lock lock(m_mutex);
    std::list<Call> &calls = m_calls[tenant];
    Watching watching;
    watching.m_watch = this;
    watching.m_tenant = tenant;
    watching.m_call = calls.insert(calls.end(), std::move(call));
    return watching;
}

void ChangeWatch::notify(TenantId tenant)
{
    const std::scoped_lock lock(m_mutex);
    const auto calls = m_calls.find(tenant);
    if (calls == m_calls.end())
        return;
    for (const Call &call : calls->second)
        call();
}

}
