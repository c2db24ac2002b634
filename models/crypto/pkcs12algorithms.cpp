// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/pkcs12algorithms.h"

#include "crypto/opensslerrors.h"

#include <openssl/pkcs7.h>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;

void freeSafes(STACK_OF(PKCS7) * safes)
{
    sk_PKCS7_pop_free(safes, PKCS7_free);
}
void freeBags(STACK_OF(PKCS12_SAFEBAG) * bags)
{
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

using SafesPointer = std::unique_ptr<STACK_OF(PKCS7), FreedBy<freeSafes>>;
using BagsPointer = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreedBy<freeBags>>;
using CipherPointer = std::unique_ptr<EVP_CIPHER, FreedBy<EVP_CIPHER_free>>;
using DigestPointer = std::unique_ptr<EVP_MD, FreedBy<EVP_MD_free>>;
using Pbe2Pointer = std::unique_ptr<PBE2PARAM, FreedBy<PBE2PARAM_free>>;

QString nameOf(const ASN1_OBJECT *object)
{
    const int nid = OBJ_obj2nid(object);
    if (nid != NID_undef)
        return QString::fromLatin1(OBJ_nid2sn(nid));
    QByteArray digits(80, '\0');
    OBJ_obj2txt(digits.data(), static_cast<int>(digits.size()), object, 1);
    return QString::fromLatin1(digits.constData());
}

bool hasCipher(int nid)
{
    return nid != NID_undef && CipherPointer(EVP_CIPHER_fetch(nullptr, OBJ_nid2sn(nid), nullptr));
}

bool hasDigest(int nid)
{
    return nid != NID_undef && DigestPointer(EVP_MD_fetch(nullptr, OBJ_nid2sn(nid), nullptr));
}

void note(Pkcs12Algorithms &algorithms, const QString &name, bool isSupported)
{
    if (!algorithms.used.contains(name))
        algorithms.used.append(name);
    if (!isSupported && !algorithms.unsupported.contains(name))
        algorithms.unsupported.append(name);
}

/// PBES2 is a frame for one function that makes a key of a password and one cipher.
bool notePbes2(Pkcs12Algorithms &algorithms, const X509_ALGOR &algorithm)
{
    const Pbe2Pointer parts(
        static_cast<PBE2PARAM *>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm.parameter)));
    if (!parts) {
        note(algorithms, u"PBES2"_s, false);
        return false;
    }
    const int keyNid = OBJ_obj2nid(parts->keyfunc->algorithm);
    const bool hasKey = keyNid == NID_id_pbkdf2 || keyNid == NID_id_scrypt;
    const bool isWhole = hasKey && hasCipher(OBJ_obj2nid(parts->encryption->algorithm));
    note(algorithms, nameOf(hasKey ? parts->encryption->algorithm : parts->keyfunc->algorithm), isWhole);
    return isWhole;
}

/// Whether it is supported.
bool noteEncryption(Pkcs12Algorithms &algorithms, const X509_ALGOR &algorithm)
{
    const int nid = OBJ_obj2nid(algorithm.algorithm);
    if (nid == NID_pbes2)
        return notePbes2(algorithms, algorithm);
    int cipher = NID_undef;
    int digest = NID_undef;
    const bool isSupported = EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher, &digest, nullptr) == 1 && hasCipher(cipher)
        && hasDigest(digest);
    note(algorithms, nameOf(algorithm.algorithm), isSupported);
    return isSupported;
}

BagsPointer bagsIn(Pkcs12Algorithms &algorithms, PKCS7 *safe, const QByteArray &password)
{
    if (PKCS7_type_is_data(safe))
        return BagsPointer(PKCS12_unpack_p7data(safe));
    if (!PKCS7_type_is_encrypted(safe)) {
        note(algorithms, nameOf(safe->type), false);
        return nullptr;
    }
    if (!noteEncryption(algorithms, *safe->d.encrypted->enc_data->algorithm))
        return nullptr;
    return BagsPointer(PKCS12_unpack_p7encdata(safe, password.constData(), static_cast<int>(password.size())));
}

}

Pkcs12Algorithms macAlgorithms(const PKCS12 &file)
{
    Pkcs12Algorithms algorithms;
    const X509_ALGOR *algorithm = nullptr;
    PKCS12_get0_mac(nullptr, &algorithm, nullptr, nullptr, &file);
    if (algorithm) {
        const int nid = OBJ_obj2nid(algorithm->algorithm);
        note(algorithms, nameOf(algorithm->algorithm), nid == NID_pbmac1 || hasDigest(nid));
    }
    takeOpensslErrors();
    return algorithms;
}

Pkcs12Algorithms partAlgorithms(const PKCS12 &file, const QByteArray &password)
{
    Pkcs12Algorithms algorithms;
    const SafesPointer safes(PKCS12_unpack_authsafes(&file));
    for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
        const BagsPointer bags = bagsIn(algorithms, sk_PKCS7_value(safes.get(), i), password);
        for (int k = 0; k < sk_PKCS12_SAFEBAG_num(bags.get()); ++k) {
            const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags.get(), k);
            if (PKCS12_SAFEBAG_get_nid(bag) != NID_pkcs8ShroudedKeyBag)
                continue;
            const X509_ALGOR *algorithm = nullptr;
            X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
            noteEncryption(algorithms, *algorithm);
        }
    }
    takeOpensslErrors();
    return algorithms;
}

}
