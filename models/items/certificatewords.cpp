// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/certificatewords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::CertificateProfile;
using platform::CertificateState;
using platform::RevocationReason;

/// Whose words these are, for the translators.
struct CertificateWords {
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

QString dayOf(const QDateTime &time, const QTimeZone &zone)
{
    return time.toTimeZone(zone).date().toString(Qt::ISODate);
}

}

QString stateName(CertificateState state)
{
    switch (state) {
    case CertificateState::NotIssued:
        return CertificateWords::tr("Not issued", "state of a certificate");
    case CertificateState::Valid:
        return CertificateWords::tr("Valid", "state of a certificate");
    case CertificateState::Expiring:
        return CertificateWords::tr("Expiring", "state of a certificate");
    case CertificateState::Expired:
        return CertificateWords::tr("Expired", "state of a certificate");
    case CertificateState::Revoked:
        return CertificateWords::tr("Revoked", "state of a certificate");
    }
    Q_UNREACHABLE_RETURN({});
}

QString stateText(const platform::CertificateHolder &holder, const QDateTime &now)
{
    if (holder.state == CertificateState::Expiring && holder.certificate)
        return CertificateWords::tr("Expires in %Ln days", nullptr, daysLeft(holder.certificate->endsAt, now));
    if (holder.state == CertificateState::Revoked && holder.certificate && holder.certificate->reason)
        return CertificateWords::tr("Revoked: %1", "reason").arg(reasonName(*holder.certificate->reason));
    return stateName(holder.state);
}

QString fileText(const platform::CertificateHolder &holder, const QDateTime &now, const QTimeZone &zone)
{
    if (!holder.certificate)
        return {};
    if (holder.certificate->fetchedAt.isValid())
        return CertificateWords::tr("Fetched on %1", "day").arg(dayOf(holder.certificate->fetchedAt, zone));
    if (holder.hasFileAt(now))
        return CertificateWords::tr("Can be fetched until %1", "day").arg(dayOf(holder.certificate->fileUntil, zone));
    return CertificateWords::tr("Not kept any more", "file");
}

QString profileName(CertificateProfile profile)
{
    switch (profile) {
    case CertificateProfile::Modern:
        return CertificateWords::tr("Modern", "profile of a certificate's file");
    case CertificateProfile::Compatible:
        return CertificateWords::tr("Compatible", "profile of a certificate's file");
    }
    Q_UNREACHABLE_RETURN({});
}

QString profileExplanation(CertificateProfile profile)
{
    switch (profile) {
    case CertificateProfile::Modern:
        return CertificateWords::tr("For today’s systems: the file is protected by AES-256 and SHA-256. Take this one "
                                    "unless somebody cannot install it.");
    case CertificateProfile::Compatible:
        return CertificateWords::tr(
            "For older Android, iOS and macOS and for Windows Server 2016, which say “wrong password” to the other "
            "one: the file is protected by 3DES and SHA-1, which are weaker. The certificate in it is the same.");
    }
    Q_UNREACHABLE_RETURN({});
}

QString reasonName(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified:
        return CertificateWords::tr("no reason given", "reason of a revocation");
    case RevocationReason::KeyCompromise:
        return CertificateWords::tr("lost or stolen", "reason of a revocation");
    case RevocationReason::AffiliationChanged:
        return CertificateWords::tr("other duties", "reason of a revocation");
    case RevocationReason::Superseded:
        return CertificateWords::tr("replaced by another", "reason of a revocation");
    case RevocationReason::CessationOfOperation:
        return CertificateWords::tr("not needed any more", "reason of a revocation");
    }
    Q_UNREACHABLE_RETURN({});
}

QString reasonExplanation(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified:
        return CertificateWords::tr("Nothing more is to be said.");
    case RevocationReason::KeyCompromise:
        return CertificateWords::tr(
            "Somebody else may have the key: a device is gone, or a file came into wrong hands.");
    case RevocationReason::AffiliationChanged:
        return CertificateWords::tr("The person works elsewhere now, or under another name.");
    case RevocationReason::Superseded:
        return CertificateWords::tr("The person has a newer certificate.");
    case RevocationReason::CessationOfOperation:
        return CertificateWords::tr("The person has left, or works without it.");
    }
    Q_UNREACHABLE_RETURN({});
}

int daysLeft(const QDateTime &end, const QDateTime &now)
{
    constexpr qint64 secondsInDay = 24 * 60 * 60;
    const qint64 seconds = now.secsTo(end);
    return seconds <= 0 ? 0 : int((seconds + secondsInDay - 1) / secondsInDay);
}

QString personText(const platform::CertificateHolder &holder)
{
    return holder.displayName.isEmpty() || holder.displayName == holder.loginName
        ? holder.loginName
        : u"%1 (%2)"_s.arg(holder.displayName, holder.loginName);
}

}
