// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/accesscasewords.h"

#include "items/wayinwords.h"

#include <QCoreApplication>

namespace sekimori::items {

using policy::AccessCase;
using policy::AccessDecision;
using policy::AccessPreset;
using policy::Condition;
using policy::HostKind;
using policy::Outcome;
using policy::Situation;
using policy::Verdict;

namespace {

/// Whose words these are, for the translators.
struct AccessWords {
    Q_DECLARE_TR_FUNCTIONS(Access)
};

/// Conditions about an address or a pair, where they are not those of whoever reads it.
QString textOfAnybodys(Condition condition, bool isMet)
{
    switch (condition) {
    case Condition::AddressListed:
        return isMet ? AccessWords::tr("The address is listed.") : AccessWords::tr("The address is not listed.");
    case Condition::AddressKnown:
        return isMet ? QString() : AccessWords::tr("An address that cannot be told counts as not listed.");
    case Condition::BasicPairRight:
        return isMet ? AccessWords::tr("The user name and password are right.")
                     : AccessWords::tr("A wrong user name or password is asked for again.");
    default:
        return {};
    }
}

QString textOf(Condition condition, const AccessCase &row)
{
    const Outcome outcome = row.decision->outcomeOf(condition);
    if (row.situation != Situation::Own) {
        const QString anybodys = textOfAnybodys(condition, outcome == Outcome::Met);
        if (!anybodys.isEmpty())
            return anybodys;
    }
    return conditionText({condition, outcome});
}

/// The condition by which the address does not count as listed.
Condition reasonNotListed(const AccessDecision &decision)
{
    if (decision.outcomeOf(Condition::ModeDeniesAll) == Outcome::Met)
        return Condition::ModeDeniesAll;
    return decision.outcomeOf(Condition::AddressKnown) == Outcome::NotMet ? Condition::AddressKnown
                                                                          : Condition::AddressListed;
}

QString listedByText(const policy::IpEntry &entry)
{
    const QString network = entry.network.toString();
    return entry.memo.isEmpty() ? AccessWords::tr("Listed by %1.", "network").arg(network)
                                : AccessWords::tr("Listed as “%1” (%2).", "memo, network").arg(entry.memo, network);
}

QString whyOnMainHost(const AccessCase &row)
{
    const AccessDecision &decision = *row.decision;
    if (decision.decidedBy == Condition::AddressListed && decision.verdict == Verdict::Pass && row.entry)
        return listedByText(*row.entry);
    if (decision.verdict == Verdict::Pass)
        return textOf(decision.decidedBy, row);
    QStringList sentences{textOf(reasonNotListed(decision), row), textOf(Condition::BasicEnabled, row)};
    if (row.situation == Situation::WrongPair && decision.verdict == Verdict::AskBasic)
        sentences << textOf(Condition::BasicPairRight, row);
    return sentences.join(u' ');
}

QString whyOnSecureHost(const AccessDecision &decision)
{
    if (decision.verdict != Verdict::Pass)
        return conditionText({decision.decidedBy, Outcome::NotMet});
    return decision.onlyAsCertificateUser
        ? AccessWords::tr(
              "The certificate is valid and its user is permitted. Signing in is possible as that user only.")
        : AccessWords::tr("The certificate is valid and its user is permitted. Signing in is possible as any user.");
}

}

QString whoText(Situation situation)
{
    switch (situation) {
    case Situation::Own:
        return AccessWords::tr("You, now");
    case Situation::Listed:
    case Situation::NotListed:
    case Situation::AddressUnknown:
        return AccessWords::tr("Anybody");
    case Situation::RightPair:
        return AccessWords::tr("With the right user name and password");
    case Situation::WrongPair:
        return AccessWords::tr("With a wrong user name or password");
    case Situation::ValidCertificate:
        return AccessWords::tr("With a valid certificate");
    case Situation::ExpiredCertificate:
        return AccessWords::tr("With an expired certificate");
    case Situation::RevokedCertificate:
        return AccessWords::tr("With a revoked certificate");
    case Situation::ForeignCertificate:
        return AccessWords::tr("With a certificate that was not issued here");
    case Situation::NoCertificate:
        return AccessWords::tr("Without a certificate");
    }
    Q_UNREACHABLE_RETURN({});
}

QString fromWhereText(Situation situation, const QString &own)
{
    switch (situation) {
    case Situation::Own:
        return own;
    case Situation::Listed:
        return AccessWords::tr("A listed address");
    case Situation::NotListed:
    case Situation::RightPair:
    case Situation::WrongPair:
        return AccessWords::tr("An address that is not listed");
    case Situation::AddressUnknown:
        return AccessWords::tr("An address that cannot be told");
    case Situation::ValidCertificate:
    case Situation::ExpiredCertificate:
    case Situation::RevokedCertificate:
    case Situation::ForeignCertificate:
    case Situation::NoCertificate:
        return AccessWords::tr("Any address");
    }
    Q_UNREACHABLE_RETURN({});
}

QString whatHappensText(const AccessCase &row)
{
    if (!row.decision)
        return AccessWords::tr("Cannot happen");
    switch (row.decision->verdict) {
    case Verdict::Pass:
        return AccessWords::tr("Let in");
    case Verdict::AskBasic:
        return AccessWords::tr("Asked for user name and password (401)");
    case Verdict::Deny:
        return AccessWords::tr("Refused (403)");
    case Verdict::CertificateNeeded:
        return AccessWords::tr("Refused, certificate needed (496)");
    }
    Q_UNREACHABLE_RETURN({});
}

QString whyText(const AccessCase &row)
{
    if (!row.decision)
        return row.situation == Situation::Listed
            ? AccessWords::tr("The list is empty, so there is no such address.")
            : AccessWords::tr("The list covers every address, so there is no other.");
    return hostOf(row.situation) == HostKind::Main ? whyOnMainHost(row) : whyOnSecureHost(*row.decision);
}

QString presetTitle(AccessPreset preset)
{
    switch (preset) {
    case AccessPreset::DenyAllBasic:
        return AccessWords::tr("Deny all, with Basic authentication", "preset");
    case AccessPreset::ListedOnly:
        return AccessWords::tr("Listed addresses only", "preset");
    case AccessPreset::ListedBasic:
        return AccessWords::tr("Listed addresses, others with Basic authentication", "preset");
    case AccessPreset::ListedCertificates:
        return AccessWords::tr("Listed addresses, others with client certificates", "preset");
    }
    Q_UNREACHABLE_RETURN({});
}

QString presetText(AccessPreset preset)
{
    switch (preset) {
    case AccessPreset::DenyAllBasic:
        return AccessWords::tr("Everybody is asked for the shared user name and password, from whatever address.");
    case AccessPreset::ListedOnly:
        return AccessWords::tr("Addresses in the list are let in. Everybody else is refused.");
    case AccessPreset::ListedBasic:
        return AccessWords::tr(
            "Addresses in the list are let in. Everybody else is asked for the shared user name and password.");
    case AccessPreset::ListedCertificates:
        return AccessWords::tr("Addresses in the list are let in. Everybody else needs a client certificate, at the "
                               "secure host.");
    }
    Q_UNREACHABLE_RETURN({});
}

}
