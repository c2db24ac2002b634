// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipset.h"
#include "policy/settings.h"

#include <array>
#include <optional>
#include <span>

/// Who reaches a tenant's hosts: the one function that the edge, the save-time check and the console all call.
namespace sekimori::policy {

enum class HostKind {
    Main, ///< SUBDOMAIN.DOMAIN
    Secure, ///< SUBDOMAIN.s.DOMAIN, where a client certificate is asked for
};

enum class BasicProof { None, Wrong, Right };

/// What is known of the certificate that came with a connection, at the time of the request.
struct CertificateFacts {
    bool presented = false;
    bool issuedHere = false; ///< by this tenant's authority
    bool known = false; ///< its serial number is in the tenant's list
    bool begun = false;
    bool ended = false;
    bool revoked = false;
    bool userExists = false;
    bool userPermitted = false;
};

/// One request, as far as the decision looks at it.
struct AccessAttempt {
    HostKind host = HostKind::Main;
    std::optional<IpAddress> client; ///< none: the address could not be told, which counts as not listed
    BasicProof basic = BasicProof::None;
    CertificateFacts certificate;
    bool recovered = false; ///< the platform's operator lets this address in at present, whatever the rules say
};

/// A tenant's settings made ready for many decisions. Immutable; safe to share between threads.
struct AccessRules {
    IpRestriction::Mode mode = IpRestriction::Mode::AllowAll;
    IpSet listed; ///< its indices are those of IpRestriction::entries
    bool basicEnabled = false;
    QDateTime secondPairEndsAt; ///< invalid: there is no second pair
    bool certificatesEnabled = false;
    bool allowOtherUser = false;

    static AccessRules of(const Settings &settings);
};

enum class Verdict {
    Pass,
    AskBasic, ///< 401, asked again
    Deny, ///< 403
    CertificateNeeded, ///< 496
};

/// What the decision looks at, in this order. A secure host looks at the certificate only.
enum class Condition {
    ModeAllowsAll,
    ModeDeniesAll,
    AddressKnown,
    AddressListed,
    BasicEnabled,
    BasicPairRight,
    AddressRecovered, ///< told only where it is so
    CertificatesEnabled,
    CertificatePresented,
    CertificateIssuedHere,
    CertificateKnown,
    CertificateNotRevoked,
    CertificateBegun,
    CertificateNotEnded,
    CertificateUserExists,
    CertificateUserPermitted,
};

enum class Outcome {
    Met,
    NotMet,
    NotLooked, ///< could not matter: nothing to look at, as with the end of a certificate that is not there
};

struct ConditionOutcome {
    Condition condition;
    Outcome outcome;

    bool operator==(const ConditionOutcome &) const = default;
};

/// A verdict, the condition that settled it, and every condition with its outcome, so that a person can be told why.
struct AccessDecision {
    Verdict verdict = Verdict::Deny;
    Condition decidedBy = Condition::AddressListed;
    std::optional<qsizetype> entry; ///< the entry of IpRestriction that lists the address
    bool onlyAsCertificateUser = false; ///< signing in is possible only as the certificate's user

    std::span<const ConditionOutcome> conditions() const { return {m_conditions.data(), m_count}; }
    Outcome outcomeOf(Condition condition) const;

private:
    friend class DecisionMaking;
    std::array<ConditionOutcome, 9> m_conditions{};
    std::size_t m_count = 0;
};

/// The table of SPEC.md section 2. Allocates nothing; well below a microsecond with 10,000 networks.
AccessDecision decide(const AccessRules &rules, const AccessAttempt &attempt);

/// Whether by @p after somebody has a way in that nobody had by @p before: such a change is a warning in the log. A new
/// password in place of the old one is no further way in; a second pair beside the first is, and so is its later end.
bool isWeaker(const AccessRules &before, const AccessRules &after);

}
