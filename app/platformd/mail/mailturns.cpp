// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailturns.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

constexpr int lettersInARound = 4;

}

QList<QueuedDelivery> MailTurns::first(Waiting waiting, int most) const
{
    MailTurns turns = *this;
    std::erase_if(waiting, [](const auto &ofTenant) { return ofTenant.second.isEmpty(); });
    QList<QueuedDelivery> picked;
    while (picked.size() < most && !waiting.empty()) {
        const auto next = turns.next(waiting);
        turns.note(next->first);
        picked.append(next->second.takeFirst());
        if (next->second.isEmpty())
            waiting.erase(next);
    }
    return picked;
}

void MailTurns::note(TenantId tenant)
{
    (isForAll() ? m_lastOfAll : m_lastByLevel) = tenant;
    m_place = (m_place + 1) % lettersInARound;
}

/// The last one of a round.
bool MailTurns::isForAll() const
{
    return m_place == lettersInARound - 1;
}

/// Of those that are not empty, of which there is one at least.
MailTurns::Waiting::iterator MailTurns::next(Waiting &waiting) const
{
    const auto behind = [&waiting](TenantId last) {
        const auto found = waiting.upper_bound(last);
        return found == waiting.end() ? waiting.begin() : found;
    };
    if (isForAll())
        return behind(m_lastOfAll);
    const auto levelOf = [](const auto &ofTenant) { return ofTenant.second.first().level; };
    const audit::Level highest = levelOf(*std::ranges::max_element(waiting, {}, levelOf));
    auto next = behind(m_lastByLevel);
    while (levelOf(*next) != highest) {
        if (++next == waiting.end())
            next = waiting.begin();
    }
    return next;
}

}
