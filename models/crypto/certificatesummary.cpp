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

QString serialOf(const X509 &certificate)
{
    const ASN1_INTEGER *number = X509_get0_serialNumber(&certificate);
    return QString::fromLatin1(
        QByteArrayView(ASN1_STRING_get0_data(number), ASN1_STRING_length(number)).toByteArray().toHex().toUpper());
}

}

Result<CertificateSummary> readCertificate(QByteArrayView pem)
{
    const auto certificate = certificateFromPem(pem);
    if (!certificate)
        return std::unexpected(certificate.error());
    return summaryOf(**certificate);
}

Result<CertificateSummary> summaryOf(X509 &certificate)
{
    CertificateSummary summary;
    summary.subject = textOf(X509_get_subject_name(&certificate));
    summary.issuer = textOf(X509_get_issuer_name(&certificate));
    summary.names = subjectNamesOf(certificate);
    summary.fingerprint = fingerprintSha256(toDer(certificate));
    summary.isAuthority = X509_check_ca(&certificate) == 1;
    summary.serial = serialOf(certificate);

    const auto notBefore = timeOf(X509_get0_notBefore(&certificate));
    const auto notAfter = timeOf(X509_get0_notAfter(&certificate));
    takeOpensslErrors();
    if (!notBefore || !notAfter)
        return std::unexpected(Error{ErrorKind::Malformed, certificateTimeUnreadable, {summary.subject}});
    summary.notBefore = *notBefore;
    summary.notAfter = *notAfter;
    return summary;
}

}
