// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/roadstanding.h"

#include <QLoggingCategory>

#include <utility>

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logRoad, "sekimorid.mail")

}

void RoadStanding::note(const LetterOutcome &outcome, Clock::time_point at)
{
    if (outcome.kind == LetterOutcome::Kind::NotTried)
        return;
    const std::scoped_lock lock(m_mutex);
    if (m_isFailing && outcome.isThrough()) {
        m_isFailing = false;
        qCWarning(logRoad) << "Mail gets through again.";
    } else if (!m_isFailing && outcome.concernsAll && (!m_toldAt || at - *m_toldAt >= quietFor)) {
        m_isFailing = true;
        m_toldAt = at;
        qCWarning(logRoad).noquote() << "Mail does not get through and waits:" << toText(outcome.answer, nullptr);
    }
}

WatchedRoad::WatchedRoad(std::unique_ptr<MailRoad> road, std::shared_ptr<RoadStanding> standing)
    : m_road(std::move(road))
    , m_standing(std::move(standing))
{
}

LetterOutcome WatchedRoad::carry(const Letter &letter, const std::stop_token &stop)
{
    LetterOutcome outcome = m_road->carry(letter, stop);
    m_standing->note(outcome, RoadStanding::Clock::now());
    return outcome;
}

}
