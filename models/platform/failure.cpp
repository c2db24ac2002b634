// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/failure.h"

#include <QCoreApplication>

namespace sekimori::platform {

namespace {
/// Whose sentences these are, for the translators.
struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(Failure)
};

QString withDetail(const QString &sentence, const QString &detail)
{
    return detail.isEmpty() ? sentence : FailureWords::tr("%1 (%2)").arg(sentence, detail);
}

/// What the platform itself says, which names the thing better than this program can.
QString platformsWords(const Failure &failure, const QString &otherwise)
{
    QStringList messages;
    for (const FieldProblem &problem : failure.problems)
        messages << problem.message;
    messages.removeAll(QString());
    messages.removeDuplicates();
    if (!messages.isEmpty())
        return messages.join(u'\n');
    return failure.detail.isEmpty() ? otherwise : failure.detail;
}

QString changedCertificate(const Failure &failure)
{
    const QString presented = failure.certificate ? failure.certificate->fingerprint : QString();
    return FailureWords::tr(
        "The platform's certificate is not the one that you have trusted for this connection, so nothing was sent. "
        "Trusted: %1. Presented: %2. Ask the platform's operator, by another way than this connection, whether the "
        "certificate was exchanged.")
        .arg(failure.pinnedFingerprint, presented);
}
}

bool Failure::canTryAgain() const
{
    switch (kind) {
    case Kind::Unreachable:
    case Kind::TimedOut:
    case Kind::NotSekimori:
    case Kind::TooLarge:
    case Kind::GateDenied:
    case Kind::CertificateNeeded:
    case Kind::PlatformInTrouble:
        return true;
    case Kind::UnknownAuthority:
    case Kind::ChangedCertificate:
    case Kind::OtherCertificateProblem:
    case Kind::GateAsksBasic:
    case Kind::SignInRefused:
    case Kind::PasswordChangeNeeded:
    case Kind::SignedOut:
    case Kind::Forbidden:
    case Kind::Refused:
    case Kind::Stale:
    case Kind::ShutsOut:
        return false;
    }
    return false;
}

bool Failure::leavesOutcomeOpen() const
{
    switch (kind) {
    case Kind::Unreachable:
    case Kind::TimedOut:
    case Kind::NotSekimori:
    case Kind::TooLarge:
    case Kind::PlatformInTrouble:
        return true;
    default:
        return false;
    }
}

QString toText(const Failure &failure)
{
    using Kind = Failure::Kind;
    switch (failure.kind) {
    case Kind::Unreachable:
        return withDetail(
            FailureWords::tr("The platform cannot be reached. Check the address and the network."), failure.detail);
    case Kind::TimedOut:
        return FailureWords::tr("The platform did not answer in time. It may be busy, or the way to it is broken.");
    case Kind::NotSekimori:
        return withDetail(
            FailureWords::tr(
                "What answered does not speak like a Sekimori platform of this version. Check address and port."),
            failure.detail);
    case Kind::TooLarge:
        return FailureWords::tr(
            "The answer was larger than any that a platform should give, so it was not read to its end.");
    case Kind::UnknownAuthority:
        return FailureWords::tr(
            "The platform's certificate was issued by an authority that this computer does not know.");
    case Kind::ChangedCertificate:
        return changedCertificate(failure);
    case Kind::OtherCertificateProblem:
        return withDetail(
            FailureWords::tr("The platform's certificate cannot be accepted, so nothing was sent."), failure.detail);
    case Kind::GateAsksBasic:
        return FailureWords::tr("The tenant's gate asks for the user name and password of its Basic authentication.");
    case Kind::GateDenied:
        return platformsWords(
            failure, FailureWords::tr("The tenant's gate does not let in the address that you come from."));
    case Kind::CertificateNeeded:
        return FailureWords::tr(
            "The tenant's gate asks for a client certificate at this host name. Connect to the tenant's main host.");
    case Kind::SignInRefused:
        return platformsWords(failure, FailureWords::tr("The user name or the password is wrong."));
    case Kind::PasswordChangeNeeded:
        return failure.changeReason == policy::ChangeReason::Expired
            ? FailureWords::tr("Your password has expired. Choose another to sign in.")
            : FailureWords::tr("Your password has to be changed. Choose another to sign in.");
    case Kind::SignedOut:
        return FailureWords::tr("Your session has ended. Sign in again; what you have entered stays.");
    case Kind::Forbidden:
        return platformsWords(failure, FailureWords::tr("Your role does not allow this."));
    case Kind::Refused:
        return platformsWords(failure, FailureWords::tr("The platform refused the request."));
    case Kind::Stale:
        return FailureWords::tr(
            "Somebody else has changed these settings since you have loaded them. Nothing of yours was saved.");
    case Kind::ShutsOut:
        return FailureWords::tr("With this change you would no longer get in yourself. Nothing was saved.");
    case Kind::PlatformInTrouble:
        return platformsWords(failure, FailureWords::tr("The platform has trouble of its own at the moment."));
    }
    return {};
}

}
