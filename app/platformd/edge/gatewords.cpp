// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/gatewords.h"

namespace sekimori::platformd {
namespace {

constexpr Message CertificatesOff{"certificate.off",
    QT_TRANSLATE_NOOP("Messages",
        "This address is for secure access with client certificates, which this site has not "
        "switched on. Use its main address.")};
constexpr Message CertificateMissing{"certificate.missing",
    QT_TRANSLATE_NOOP("Messages",
        "Your browser sent no client certificate. Install the one that you were given, and "
        "choose it when the browser asks.")};
constexpr Message CertificateForeign{"certificate.foreign",
    QT_TRANSLATE_NOOP("Messages", "Your client certificate was not issued by this site. Choose the one that was.")};
constexpr Message CertificateUnknown{"certificate.unknown",
    QT_TRANSLATE_NOOP(
        "Messages", "Your client certificate is not in this site's list. Ask your administrator for another.")};
constexpr Message CertificateRevoked{"certificate.revoked",
    QT_TRANSLATE_NOOP("Messages", "Your client certificate was revoked. Ask your administrator for another.")};
constexpr Message CertificateEarly{"certificate.early",
    QT_TRANSLATE_NOOP("Messages", "Your client certificate is not valid yet. Check your device's clock, or wait.")};
constexpr Message CertificateExpired{"certificate.expired",
    QT_TRANSLATE_NOOP("Messages", "Your client certificate has expired. Ask your administrator for another.")};
constexpr Message CertificateNoUser{"certificate.noUser",
    QT_TRANSLATE_NOOP(
        "Messages", "The user of your client certificate does not exist any more. Ask your administrator.")};
constexpr Message CertificateNotPermitted{"certificate.notPermitted",
    QT_TRANSLATE_NOOP(
        "Messages", "The user of your client certificate may not use secure access. Ask your administrator.")};

constexpr Message PassedAll{
    "passage.all", QT_TRANSLATE_NOOP("Messages", "You came from %1. This site lets in every address.")};
constexpr Message PassedListed{"passage.listed",
    QT_TRANSLATE_NOOP("Messages", "You came from %1, which is on this site's list of allowed addresses.")};
constexpr Message PassedBasic{"passage.basic",
    QT_TRANSLATE_NOOP("Messages",
        "You came from %1, which is not on this site's list, and gave the right user name and "
        "password.")};
constexpr Message PassedRecovery{"passage.recovery",
    QT_TRANSLATE_NOOP(
        "Messages", "You came from %1, from where the platform's operator lets one administrator in for an hour.")};
constexpr Message PassedCertificate{"passage.certificate",
    QT_TRANSLATE_NOOP("Messages", "You came from %1 and have shown a valid client certificate.")};

}

const Message &certificateReason(policy::Condition unmet)
{
    using enum policy::Condition;
    switch (unmet) {
    case CertificatePresented:
        return CertificateMissing;
    case CertificateIssuedHere:
        return CertificateForeign;
    case CertificateKnown:
        return CertificateUnknown;
    case CertificateBegun:
        return CertificateEarly;
    case CertificateNotEnded:
        return CertificateExpired;
    case CertificateNotRevoked:
        return CertificateRevoked;
    case CertificateUserExists:
        return CertificateNoUser;
    case CertificateUserPermitted:
        return CertificateNotPermitted;
    case CertificatesEnabled:
    case ModeAllowsAll:
    case ModeDeniesAll:
    case AddressKnown:
    case AddressListed:
    case BasicEnabled:
    case BasicPairRight:
    case AddressRecovered:
        break; // Not about a certificate, or there are none at all.
    }
    return CertificatesOff;
}

const Message &passageReason(policy::Condition met)
{
    using enum policy::Condition;
    switch (met) {
    case AddressListed:
        return PassedListed;
    case BasicPairRight:
        return PassedBasic;
    case AddressRecovered:
        return PassedRecovery;
    case CertificateUserPermitted:
        return PassedCertificate;
    default:
        return PassedAll;
    }
}

}
