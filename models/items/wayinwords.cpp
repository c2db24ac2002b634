// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/wayinwords.h"

#include <QCoreApplication>

namespace sekimori::items {
namespace {

struct Words {
    const char *met;
    const char *notMet;
};

Words wordsOf(policy::Condition condition)
{
    using enum policy::Condition;
    switch (condition) {
    case AddressRecovered:
        return {QT_TRANSLATE_NOOP("WayIn", "The operator of the platform lets you in for an hour."),
            QT_TRANSLATE_NOOP("WayIn", "The operator of the platform lets nobody in.")};
    case ModeAllowsAll:
        return {QT_TRANSLATE_NOOP("WayIn", "The mode “allow all” lets every address in."),
            QT_TRANSLATE_NOOP("WayIn", "The mode is not “allow all”.")};
    case ModeDeniesAll:
        return {QT_TRANSLATE_NOOP("WayIn", "The mode “deny all” counts no address as listed."),
            QT_TRANSLATE_NOOP("WayIn", "The mode is not “deny all”.")};
    case AddressKnown:
        return {QT_TRANSLATE_NOOP("WayIn", "Your address can be told."),
            QT_TRANSLATE_NOOP("WayIn", "Your address cannot be told, so it counts as not listed.")};
    case AddressListed:
        return {QT_TRANSLATE_NOOP("WayIn", "Your address is listed."),
            QT_TRANSLATE_NOOP("WayIn", "Your address is not listed.")};
    case BasicEnabled:
        return {QT_TRANSLATE_NOOP("WayIn", "Basic authentication is on."),
            QT_TRANSLATE_NOOP(
                "WayIn", "Basic authentication is off, so addresses that are not listed have no way in.")};
    case BasicPairRight:
        return {QT_TRANSLATE_NOOP("WayIn", "This console has the right user name and password for the gate."),
            QT_TRANSLATE_NOOP("WayIn", "This console has no user name and password that the gate would accept.")};
    case CertificatesEnabled:
        return {QT_TRANSLATE_NOOP("WayIn", "Secure access with client certificates is on."),
            QT_TRANSLATE_NOOP("WayIn", "Secure access with client certificates is off.")};
    case CertificatePresented:
        return {QT_TRANSLATE_NOOP("WayIn", "A client certificate is presented."),
            QT_TRANSLATE_NOOP("WayIn", "No client certificate is presented.")};
    case CertificateIssuedHere:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate was issued by this tenant."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate was not issued by this tenant.")};
    case CertificateKnown:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate is in the tenant's list."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate is not in the tenant's list.")};
    case CertificateBegun:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate's time has begun."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate's time has not begun yet.")};
    case CertificateNotEnded:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate has not expired."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate has expired.")};
    case CertificateNotRevoked:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate is not revoked."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate is revoked.")};
    case CertificateUserExists:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate's user exists."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate's user does not exist.")};
    case CertificateUserPermitted:
        return {QT_TRANSLATE_NOOP("WayIn", "The client certificate's user may use secure access."),
            QT_TRANSLATE_NOOP("WayIn", "The client certificate's user may not use secure access.")};
    }
    Q_UNREACHABLE_RETURN({});
}

/// Whose words these are, for the translators.
struct WayInWords {
    Q_DECLARE_TR_FUNCTIONS(WayIn)
};

}

QString verdictText(policy::Verdict verdict, const QString &address)
{
    switch (verdict) {
    case policy::Verdict::Pass:
        return WayInWords::tr("Your next request from %1 would be let in.").arg(address);
    case policy::Verdict::AskBasic:
        return WayInWords::tr(
            "Your next request from %1 would be asked for a user name and password (401) that this console does "
            "not have.")
            .arg(address);
    case policy::Verdict::Deny:
        return WayInWords::tr(
            "Your next request from %1 would be refused (403), from this console and from every browser there.")
            .arg(address);
    case policy::Verdict::CertificateNeeded:
        return WayInWords::tr("Your next request from %1 would be refused without a client certificate (496).")
            .arg(address);
    }
    Q_UNREACHABLE_RETURN({});
}

QString conditionText(const policy::ConditionOutcome &condition)
{
    const Words words = wordsOf(condition.condition);
    switch (condition.outcome) {
    case policy::Outcome::Met:
        return WayInWords::tr(words.met);
    case policy::Outcome::NotMet:
        return WayInWords::tr(words.notMet);
    case policy::Outcome::NotLooked:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

}
