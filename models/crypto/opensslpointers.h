// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace sekimori::crypto {

template<auto free>
struct FreedBy {
    void operator()(auto *object) const noexcept { free(object); }
};

using Asn1EnumeratedPointer = std::unique_ptr<ASN1_ENUMERATED, FreedBy<ASN1_ENUMERATED_free>>;
using Asn1IntegerPointer = std::unique_ptr<ASN1_INTEGER, FreedBy<ASN1_INTEGER_free>>;
using Asn1OctetsPointer = std::unique_ptr<ASN1_OCTET_STRING, FreedBy<ASN1_OCTET_STRING_free>>;
using Asn1TimePointer = std::unique_ptr<ASN1_TIME, FreedBy<ASN1_TIME_free>>;
using BignumPointer = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using BioPointer = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using GeneralNamePointer = std::unique_ptr<GENERAL_NAME, FreedBy<GENERAL_NAME_free>>;
using GeneralNamesPointer = std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>>;
using Ia5StringPointer = std::unique_ptr<ASN1_IA5STRING, FreedBy<ASN1_IA5STRING_free>>;
using KdfContextPointer = std::unique_ptr<EVP_KDF_CTX, FreedBy<EVP_KDF_CTX_free>>;
using KdfPointer = std::unique_ptr<EVP_KDF, FreedBy<EVP_KDF_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using CipherContextPointer = std::unique_ptr<EVP_CIPHER_CTX, FreedBy<EVP_CIPHER_CTX_free>>;
using CrlPointer = std::unique_ptr<X509_CRL, FreedBy<X509_CRL_free>>;
using Pkcs12Pointer = std::unique_ptr<PKCS12, FreedBy<PKCS12_free>>;
using RevokedPointer = std::unique_ptr<X509_REVOKED, FreedBy<X509_REVOKED_free>>;
using X509Pointer = std::unique_ptr<X509, FreedBy<X509_free>>;

}
