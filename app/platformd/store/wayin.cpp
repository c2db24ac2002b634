// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/wayin.h"

#include "store/columns.h"

namespace sekimori::platformd {
namespace {

bool isKnown(const policy::BasicPair &pair, const WayIn &way)
{
    if (pair.password.entered)
        return !pair.password.entered->isEmpty();
    return pair.password.isSet && way.presentedName == pair.userName && way.provenSeals.contains(pair.password.sealed);
}

policy::BasicProof proofOf(const policy::BasicAuth &drafted, const WayIn &way, const QDateTime &now)
{
    const bool secondHolds = drafted.second.endsAt.isValid() && now < drafted.second.endsAt;
    if (isKnown(drafted.pair, way) || (secondHolds && isKnown(drafted.second, way)))
        return policy::BasicProof::Right;
    return way.presentedName ? policy::BasicProof::Wrong : policy::BasicProof::None;
}

}

policy::AccessAttempt attemptBy(const WayIn &way, const policy::BasicAuth &basicAuth, const QDateTime &now)
{
    return {
        .host = way.host,
        .client = way.client,
        .basic = proofOf(basicAuth, way, now),
        .certificate = way.certificate,
        .recovered = way.recovery && now < toDateTime(way.recovery->endsAt),
    };
}

policy::AccessDecision decideWayIn(const policy::Settings &drafted, const WayIn &way, const QDateTime &now)
{
    return policy::decide(policy::AccessRules::of(drafted), attemptBy(way, drafted.basicAuth, now));
}

}
