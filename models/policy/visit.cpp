// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/visit.h"

namespace sekimori::policy {
namespace {

BasicProof proofOf(const Visit &visit, const BasicAuth &basic)
{
    const auto rightIf = [](bool isRight) { return isRight ? BasicProof::Right : BasicProof::Wrong; };
    switch (visit.pair) {
    case VisitPair::None:
        return BasicProof::None;
    case VisitPair::Main:
        return rightIf(basic.pair.password.willBeSet());
    case VisitPair::Second:
        return rightIf(
            basic.second.password.willBeSet() && basic.second.endsAt.isValid() && visit.at < basic.second.endsAt);
    case VisitPair::Wrong:
        return BasicProof::Wrong;
    }
    Q_UNREACHABLE_RETURN(BasicProof::None);
}

CertificateFacts factsOf(const std::optional<VisitCertificate> &certificate, const QDateTime &at)
{
    if (!certificate)
        return {};
    if (!certificate->isIssuedHere)
        return {.presented = true};
    return {.presented = true,
        .issuedHere = true,
        .known = true,
        .begun = !certificate->beginsAt.isValid() || certificate->beginsAt <= at,
        .ended = certificate->endsAt.isValid() && certificate->endsAt <= at,
        .revoked = certificate->revokedAt.isValid() && certificate->revokedAt <= at,
        .userExists = true,
        .userPermitted = certificate->isUserPermitted};
}

}

AccessAttempt attemptOf(const Visit &visit, const Settings &settings)
{
    if (visit.host == HostKind::Secure)
        return {.host = HostKind::Secure, .client = visit.client, .certificate = factsOf(visit.certificate, visit.at)};
    return {.client = visit.client, .basic = proofOf(visit, settings.basicAuth), .certificate = {}};
}

}
