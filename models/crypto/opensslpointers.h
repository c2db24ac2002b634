// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace sekimori::crypto {

template<auto free>
struct FreedBy {
    void operator()(auto *object) const noexcept { free(object); }
};

using Asn1OctetsPointer = std::unique_ptr<ASN1_OCTET_STRING, FreedBy<ASN1_OCTET_STRING_free>>;
using BioPointer = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using GeneralNamePointer = std::unique_ptr<GENERAL_NAME, FreedBy<GENERAL_NAME_free>>;
using GeneralNamesPointer = std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>>;
using Ia5StringPointer = std::unique_ptr<ASN1_IA5STRING, FreedBy<ASN1_IA5STRING_free>>;
using KdfContextPointer = std::unique_ptr<EVP_KDF_CTX, FreedBy<EVP_KDF_CTX_free>>;
using KdfPointer = std::unique_ptr<EVP_KDF, FreedBy<EVP_KDF_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using X509Pointer = std::unique_ptr<X509, FreedBy<X509_free>>;

}
