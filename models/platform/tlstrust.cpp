// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/tlstrust.h"

#include <QSslCertificate>
#include <QStringList>

#include <algorithm>

namespace sekimori::platform {

namespace {
QSslCertificate pinnedIn(const ConnectionProfile &profile)
{
    const auto certificates = QSslCertificate::fromData(profile.pinnedAuthority, QSsl::Pem);
    return certificates.isEmpty() ? QSslCertificate() : certificates.first();
}

/// Nobody who is trusted vouches for the certificate; by itself it may be in order.
bool isLackOfTrust(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

bool breaksTrust(const QSslError &error)
{
    return isLackOfTrust(error) || error.error() == QSslError::CertificateSignatureFailed;
}

QString sentences(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts << error.errorString();
    texts.removeDuplicates();
    return texts.join(u' ');
}
}

QSslConfiguration tlsConfigurationFor(const ConnectionProfile &profile)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // A pin that cannot be read trusts nobody; it never falls back to the system's authorities.
    if (!profile.pinnedAuthority.isEmpty())
        configuration.setCaCertificates(QSslCertificate::fromData(profile.pinnedAuthority, QSsl::Pem));
    return configuration;
}

TlsVerdict judge(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const ConnectionProfile &profile)
{
    Failure failure{.kind = Failure::Kind::OtherCertificateProblem, .detail = sentences(errors)};
    failure.certificate = PresentedCertificate::toPin(chain);
    const bool onlyTrustLacks = std::ranges::all_of(errors, isLackOfTrust);
    if (profile.pinnedAuthority.isEmpty()) {
        if (onlyTrustLacks && !chain.isEmpty())
            failure.kind = Failure::Kind::UnknownAuthority;
        return {.isThePinnedOne = false, .failure = failure};
    }
    const QSslCertificate pinned = pinnedIn(profile);
    if (onlyTrustLacks && !pinned.isNull() && !chain.isEmpty() && chain.first() == pinned)
        return {.isThePinnedOne = true, .failure = {}};
    failure.pinnedFingerprint = fingerprintOf(pinned);
    const bool changed = failure.certificate->fingerprint != failure.pinnedFingerprint;
    if (changed && std::ranges::any_of(errors, breaksTrust))
        failure.kind = Failure::Kind::ChangedCertificate;
    return {.isThePinnedOne = false, .failure = failure};
}

}
