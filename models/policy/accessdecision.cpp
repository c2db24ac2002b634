// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accessdecision.h"

#include <algorithm>

namespace sekimori::policy {

using Mode = IpRestriction::Mode;

/// Notes conditions as they are looked at; the first that settles the matter names the decision.
class DecisionMaking {
public:
    bool note(Condition condition, bool met)
    {
        add(condition, met ? Outcome::Met : Outcome::NotMet);
        return met;
    }

    void skip(Condition condition) { add(condition, Outcome::NotLooked); }

    void settle(Verdict verdict, Condition by)
    {
        if (m_settled)
            return;
        m_settled = true;
        m_decision.verdict = verdict;
        m_decision.decidedBy = by;
    }

    bool isSettled() const { return m_settled; }
    AccessDecision &decision() { return m_decision; }

private:
    void add(Condition condition, Outcome outcome)
    {
        m_decision.m_conditions.at(m_decision.m_count++) = {condition, outcome};
    }

    AccessDecision m_decision;
    bool m_settled = false;
};

namespace {

void lookAtAddress(DecisionMaking &making, const AccessRules &rules, const AccessAttempt &attempt)
{
    if (making.note(Condition::ModeAllowsAll, rules.mode == Mode::AllowAll))
        making.settle(Verdict::Pass, Condition::ModeAllowsAll);
    const bool deniesAll = making.note(Condition::ModeDeniesAll, rules.mode == Mode::DenyAll);
    if (!making.note(Condition::AddressKnown, attempt.client.has_value())) {
        making.skip(Condition::AddressListed);
        return;
    }
    // Under denyAll no address counts as listed; the entry is still told, since a person will look for it.
    making.decision().entry = rules.listed.indexOf(*attempt.client);
    if (making.note(Condition::AddressListed, making.decision().entry.has_value()) && !deniesAll)
        making.settle(Verdict::Pass, Condition::AddressListed);
}

/// Last of all, so that whoever has a way in of his own comes in by that.
void lookAtRecovery(DecisionMaking &making, const AccessAttempt &attempt)
{
    if (attempt.recovered && making.note(Condition::AddressRecovered, true))
        making.settle(Verdict::Pass, Condition::AddressRecovered);
}

Condition reasonNotListed(const AccessRules &rules, const AccessAttempt &attempt)
{
    if (rules.mode == Mode::DenyAll)
        return Condition::ModeDeniesAll;
    return attempt.client ? Condition::AddressListed : Condition::AddressKnown;
}

AccessDecision decideMain(const AccessRules &rules, const AccessAttempt &attempt)
{
    DecisionMaking making;
    lookAtAddress(making, rules, attempt);
    if (!making.note(Condition::BasicEnabled, rules.basicEnabled)) {
        making.skip(Condition::BasicPairRight);
        lookAtRecovery(making, attempt);
        making.settle(Verdict::Deny, reasonNotListed(rules, attempt));
    } else if (attempt.basic == BasicProof::None && making.isSettled()) {
        making.skip(Condition::BasicPairRight); // Nobody asked for it.
        lookAtRecovery(making, attempt);
    } else {
        if (making.note(Condition::BasicPairRight, attempt.basic == BasicProof::Right))
            making.settle(Verdict::Pass, Condition::BasicPairRight);
        lookAtRecovery(making, attempt);
        making.settle(Verdict::AskBasic, Condition::BasicPairRight);
    }
    return making.decision();
}

/// A certificate that is absent, foreign or in no list belongs to nobody, and looking further would tell nothing.
bool leavesNothingToTell(Condition notMet)
{
    return notMet == Condition::CertificatePresented || notMet == Condition::CertificateIssuedHere
        || notMet == Condition::CertificateKnown;
}

AccessDecision decideSecure(const AccessRules &rules, const AccessAttempt &attempt)
{
    const CertificateFacts &facts = attempt.certificate;
    const std::array<std::pair<Condition, bool>, 9> inOrder{{
        {Condition::CertificatesEnabled, rules.certificatesEnabled},
        {Condition::CertificatePresented, facts.presented},
        {Condition::CertificateIssuedHere, facts.issuedHere},
        {Condition::CertificateKnown, facts.known},
        {Condition::CertificateNotRevoked, !facts.revoked},
        {Condition::CertificateBegun, facts.begun},
        {Condition::CertificateNotEnded, !facts.ended},
        {Condition::CertificateUserExists, facts.userExists},
        {Condition::CertificateUserPermitted, facts.userPermitted},
    }};
    DecisionMaking making;
    bool canBeTold = true;
    for (const auto &[condition, met] : inOrder) {
        if (!canBeTold) {
            making.skip(condition);
        } else if (!making.note(condition, met)) {
            making.settle(Verdict::CertificateNeeded, condition);
            canBeTold = !leavesNothingToTell(condition);
        }
    }
    making.settle(Verdict::Pass, Condition::CertificateUserPermitted);
    making.decision().onlyAsCertificateUser = !rules.allowOtherUser;
    return making.decision();
}

bool opensByAddress(const AccessRules &before, const AccessRules &after)
{
    if (after.mode != Mode::AllowListed)
        return after.mode == Mode::AllowAll;
    return before.mode == Mode::DenyAll ? !after.listed.isEmpty() : !before.listed.covers(after.listed);
}

bool opensByBasic(const AccessRules &before, const AccessRules &after)
{
    if (!after.basicEnabled || !before.basicEnabled)
        return after.basicEnabled;
    const QDateTime &end = after.secondPairEndsAt;
    return end.isValid() && (!before.secondPairEndsAt.isValid() || end > before.secondPairEndsAt);
}

}

AccessRules AccessRules::of(const Settings &settings)
{
    QList<IpNetwork> networks;
    networks.reserve(settings.ipRestriction.entries.size());
    for (const IpEntry &entry : settings.ipRestriction.entries)
        networks.append(entry.network);
    const EndingPair &second = settings.basicAuth.second;
    return {
        .mode = settings.ipRestriction.mode,
        .listed = IpSet(networks),
        .basicEnabled = settings.basicAuth.enabled,
        .secondPairEndsAt = second.password.willBeSet() ? second.endsAt : QDateTime(),
        .certificatesEnabled = settings.clientCertificates.enabled,
        .allowOtherUser = settings.clientCertificates.allowOtherUser,
    };
}

Outcome AccessDecision::outcomeOf(Condition condition) const
{
    const auto all = conditions();
    const auto found = std::ranges::find(all, condition, &ConditionOutcome::condition);
    return found == all.end() ? Outcome::NotLooked : found->outcome;
}

AccessDecision decide(const AccessRules &rules, const AccessAttempt &attempt)
{
    switch (attempt.host) {
    case HostKind::Main:
        return decideMain(rules, attempt);
    case HostKind::Secure:
        return decideSecure(rules, attempt);
    }
    return {};
}

bool isWeaker(const AccessRules &before, const AccessRules &after)
{
    if (before.mode != Mode::AllowAll && (opensByAddress(before, after) || opensByBasic(before, after)))
        return true;
    const bool opensSecureHost = after.certificatesEnabled && !before.certificatesEnabled;
    return opensSecureHost || (after.certificatesEnabled && after.allowOtherUser && !before.allowOtherUser);
}

}
