// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accesstable.h"

namespace sekimori::policy {
namespace {

constexpr CertificateFacts validCertificate{.presented = true,
    .issuedHere = true,
    .known = true,
    .begun = true,
    .ended = false,
    .revoked = false,
    .userExists = true,
    .userPermitted = true};

CertificateFacts factsOf(Situation situation)
{
    CertificateFacts facts = validCertificate;
    switch (situation) {
    case Situation::ExpiredCertificate:
        facts.ended = true;
        break;
    case Situation::RevokedCertificate:
        facts.revoked = true;
        break;
    case Situation::ForeignCertificate:
        return {.presented = true};
    case Situation::NoCertificate:
        return {};
    default:
        break;
    }
    return facts;
}

BasicProof proofOf(Situation situation)
{
    switch (situation) {
    case Situation::RightPair:
        return BasicProof::Right;
    case Situation::WrongPair:
        return BasicProof::Wrong;
    default:
        return BasicProof::None;
    }
}

std::optional<IpAddress> someListed(const QList<IpEntry> &entries)
{
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first().network.first());
}

/// A gap in the list can only begin where a family of addresses begins, or right behind a network.
std::optional<IpAddress> someNotListed(const QList<IpEntry> &entries, const IpSet &listed)
{
    for (const IpAddress &start : {IpAddress::v4(0), IpAddress::v6({})}) {
        if (!listed.contains(start))
            return start;
    }
    for (const IpEntry &entry : entries) {
        if (const auto next = entry.network.last().next(); next && !listed.contains(*next))
            return next;
    }
    return std::nullopt;
}

/// The attempts of one tenant's people. None: nobody can come like that.
class Attempts {
public:
    Attempts(const Settings &settings, const AccessRules &rules, const std::optional<IpAddress> &own)
        : m_own(own)
        , m_listed(someListed(settings.ipRestriction.entries))
        , m_notListed(someNotListed(settings.ipRestriction.entries, rules.listed))
    {
    }

    std::optional<AccessAttempt> in(Situation situation) const
    {
        if (hostOf(situation) == HostKind::Secure)
            return AccessAttempt{.host = HostKind::Secure, .client = {}, .certificate = factsOf(situation)};
        if (situation == Situation::AddressUnknown)
            return AccessAttempt{};
        const auto &client = situation == Situation::Own ? m_own
            : situation == Situation::Listed             ? m_listed
                                                         : m_notListed;
        if (!client)
            return std::nullopt;
        return AccessAttempt{.client = client, .basic = proofOf(situation), .certificate = {}};
    }

private:
    std::optional<IpAddress> m_own;
    std::optional<IpAddress> m_listed;
    std::optional<IpAddress> m_notListed;
};

}

HostKind hostOf(Situation situation)
{
    return situation < Situation::ValidCertificate ? HostKind::Main : HostKind::Secure;
}

bool AccessCase::isMetAs(const AccessCase &other) const
{
    if (!decision || !other.decision)
        return decision.has_value() == other.decision.has_value();
    return decision->verdict == other.decision->verdict
        && (decision->verdict != Verdict::Pass
            || decision->onlyAsCertificateUser == other.decision->onlyAsCertificateUser);
}

QList<AccessCase> accessTable(const Settings &settings, const std::optional<IpAddress> &own)
{
    const AccessRules rules = AccessRules::of(settings);
    const Attempts attempts(settings, rules, own);
    QList<AccessCase> table;
    using enum Situation;
    for (const Situation situation : {Own, Listed, NotListed, RightPair, WrongPair, AddressUnknown, ValidCertificate,
             ExpiredCertificate, RevokedCertificate, ForeignCertificate, NoCertificate}) {
        if (situation == Own && !own)
            continue;
        AccessCase row{.situation = situation, .decision = {}, .entry = {}};
        if (const auto attempt = attempts.in(situation))
            row.decision = decide(rules, *attempt);
        if (situation == Own && row.decision->entry)
            row.entry = settings.ipRestriction.entries.at(*row.decision->entry);
        table.append(row);
    }
    return table;
}

}
