// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/presentedcertificate.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
QString nameOf(const QString &display, const QStringList &organisation)
{
    if (organisation.isEmpty() || organisation.contains(display))
        return display;
    return u"%1 (%2)"_s.arg(display, organisation.join(u", "_s));
}

bool isAuthority(const QSslCertificate &certificate)
{
    const auto extensions = certificate.extensions();
    for (const QSslCertificateExtension &extension : extensions) {
        if (extension.name() == "basicConstraints"_L1)
            return extension.value().toMap().value(u"ca"_s).toBool();
    }
    return false;
}
}

PresentedCertificate PresentedCertificate::of(const QSslCertificate &certificate)
{
    return {
        .pem = certificate.toPem(),
        .subject = nameOf(certificate.subjectDisplayName(), certificate.subjectInfo(QSslCertificate::Organization)),
        .issuer = nameOf(certificate.issuerDisplayName(), certificate.issuerInfo(QSslCertificate::Organization)),
        .validFrom = certificate.effectiveDate().toUTC(),
        .validUntil = certificate.expiryDate().toUTC(),
        .fingerprint = fingerprintOf(certificate),
        .isAuthority = platform::isAuthority(certificate),
    };
}

PresentedCertificate PresentedCertificate::toPin(const QList<QSslCertificate> &chain)
{
    if (chain.isEmpty())
        return {};
    return of(chain.last().isSelfSigned() ? chain.last() : chain.first());
}

QString fingerprintOf(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

}
