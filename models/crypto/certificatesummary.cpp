// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificatesummary.h"

#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/subjectnames.h"
#include "crypto/tokens.h"

#include <openssl/crypto.h>

#include <ctime>
#include <optional>

namespace sekimori::crypto {
namespace {

QString textOf(const X509_NAME *name)
{
    // Without this exception every letter beyond ASCII would be shown as \xx.
    constexpr unsigned long style = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    const BioPointer writer(BIO_new(BIO_s_mem()));
    if (!writer || X509_NAME_print_ex(writer.get(), name, 0, style) < 0)
        return {};
    const char *begin = nullptr;
    const long size = BIO_get_mem_data(writer.get(), &begin);
    return QString::fromUtf8(begin, size);
}

std::optional<std::chrono::sys_seconds> timeOf(const ASN1_TIME *time)
{
    using namespace std::chrono;
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    const sys_days day = year(parts.tm_year + 1900) / (parts.tm_mon + 1) / parts.tm_mday;
    return day + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

QByteArray derOf(const X509 &certificate)
{
    unsigned char *begin = nullptr;
    const int size = i2d_X509(&certificate, &begin);
    const QByteArray der(reinterpret_cast<const char *>(begin), size > 0 ? size : 0);
    OPENSSL_free(begin);
    return der;
}

}

Result<CertificateSummary> readCertificate(QByteArrayView pem)
{
    const auto certificate = certificateFromPem(pem);
    if (!certificate)
        return std::unexpected(certificate.error());
    X509 *x509 = certificate->get();

    CertificateSummary summary;
    summary.subject = textOf(X509_get_subject_name(x509));
    summary.issuer = textOf(X509_get_issuer_name(x509));
    summary.names = subjectNamesOf(*x509);
    summary.fingerprint = fingerprintSha256(derOf(*x509));
    summary.isAuthority = X509_check_ca(x509) == 1;

    const auto notBefore = timeOf(X509_get0_notBefore(x509));
    const auto notAfter = timeOf(X509_get0_notAfter(x509));
    takeOpensslErrors();
    if (!notBefore || !notAfter)
        return std::unexpected(Error{ErrorKind::Malformed, certificateTimeUnreadable, {summary.subject}});
    summary.notBefore = *notBefore;
    summary.notAfter = *notAfter;
    return summary;
}

}
