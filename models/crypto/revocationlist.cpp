// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/revocationlist.h"

#include "crypto/certificatebuilding.h"
#include "crypto/opensslerrors.h"

#include <utility>

namespace sekimori::crypto {
namespace {

Asn1TimePointer asn1Time(std::chrono::sys_seconds time)
{
    return Asn1TimePointer(ASN1_TIME_set(nullptr, time.time_since_epoch().count()));
}

/// None where no reason is named: RFC 5280 wants nothing said then.
int codeOf(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified:
        return CRL_REASON_UNSPECIFIED;
    case RevocationReason::KeyCompromise:
        return CRL_REASON_KEY_COMPROMISE;
    case RevocationReason::AffiliationChanged:
        return CRL_REASON_AFFILIATION_CHANGED;
    case RevocationReason::Superseded:
        return CRL_REASON_SUPERSEDED;
    case RevocationReason::CessationOfOperation:
        return CRL_REASON_CESSATION_OF_OPERATION;
    }
    std::unreachable();
}

bool addReason(X509_REVOKED &entry, RevocationReason reason)
{
    if (reason == RevocationReason::Unspecified)
        return true;
    const Asn1EnumeratedPointer code(ASN1_ENUMERATED_new());
    return code && ASN1_ENUMERATED_set(code.get(), codeOf(reason)) == 1
        && X509_REVOKED_add1_ext_i2d(&entry, NID_crl_reason, code.get(), 0, 0) == 1;
}

bool addEntry(X509_CRL &list, const RevokedCertificate &revoked)
{
    const QByteArray serial = QByteArray::fromHex(revoked.serial.toLatin1());
    const Asn1IntegerPointer number(ASN1_INTEGER_new());
    const Asn1TimePointer at = asn1Time(revoked.at);
    RevokedPointer entry(X509_REVOKED_new());
    if (!number || !at || !entry
        || ASN1_STRING_set(number.get(), serial.constData(), static_cast<int>(serial.size())) != 1
        || X509_REVOKED_set_serialNumber(entry.get(), number.get()) != 1
        || X509_REVOKED_set_revocationDate(entry.get(), at.get()) != 1 || !addReason(*entry, revoked.reason)
        || X509_CRL_add0_revoked(&list, entry.get()) != 1)
        return false;
    (void)entry.release(); // The list's now.
    return true;
}

bool setDates(X509_CRL &list, const RevocationListFacts &facts)
{
    const Asn1TimePointer begin = asn1Time(facts.thisUpdate);
    const Asn1TimePointer end = asn1Time(facts.nextUpdate);
    return begin && end && X509_CRL_set1_lastUpdate(&list, begin.get()) == 1
        && X509_CRL_set1_nextUpdate(&list, end.get()) == 1;
}

bool addListExtensions(X509_CRL &list, X509 &issuer, qint64 number)
{
    const Asn1IntegerPointer value(ASN1_INTEGER_new());
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &issuer, nullptr, nullptr, &list, 0);
    const ExtensionPointer key(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
    return value && ASN1_INTEGER_set_int64(value.get(), number) == 1
        && X509_CRL_add1_ext_i2d(&list, NID_crl_number, value.get(), 0, 0) == 1 && key
        && X509_CRL_add_ext(&list, key.get(), -1) == 1;
}

QByteArray derOf(const X509_CRL &list)
{
    QByteArray der(std::max(i2d_X509_CRL(&list, nullptr), 0), Qt::Uninitialized);
    auto *at = reinterpret_cast<unsigned char *>(der.data());
    return i2d_X509_CRL(&list, &at) == der.size() ? der : QByteArray();
}

}

Result<QByteArray> makeRevocationList(
    const KeyAndCertificate &authority, const QList<RevokedCertificate> &revoked, const RevocationListFacts &facts)
{
    const auto signer = signerFrom(authority);
    if (!signer)
        return std::unexpected(signer.error());
    X509 *issuer = signer->certificate.get();
    const CrlPointer list(X509_CRL_new());
    bool isMade = list && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1
        && X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer)) == 1 && setDates(*list, facts)
        && addListExtensions(*list, *issuer, facts.number);
    for (const RevokedCertificate &each : revoked)
        isMade = isMade && addEntry(*list, each);
    isMade = isMade && X509_CRL_sort(list.get()) == 1 && X509_CRL_sign(list.get(), signer->key.get(), EVP_sha256()) > 0;
    const QByteArray der = isMade ? derOf(*list) : QByteArray();
    if (der.isEmpty())
        return std::unexpected(opensslError(ErrorKind::Internal, revocationListNotMade));
    return der;
}

}
