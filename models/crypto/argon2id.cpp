// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/argon2id.h"

#include "crypto/opensslerrors.h"
#include "crypto/opensslpointers.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>

namespace sekimori::crypto {
namespace {

bool isWithinLimits(const Argon2Parameters &asked)
{
    return asked.lanes >= 1 && asked.lanes <= mostArgon2Work.lanes && asked.passes >= 1
        && asked.passes <= mostArgon2Work.passes && asked.memoryKib >= 8 * asked.lanes
        && asked.memoryKib <= mostArgon2Work.memoryKib;
}

Error refusal(const Argon2Parameters &asked)
{
    QStringList numbers;
    for (const quint32 number : {asked.memoryKib, asked.passes, asked.lanes, mostArgon2Work.memoryKib,
             mostArgon2Work.passes, mostArgon2Work.lanes})
        numbers += QString::number(number);
    return Error{ErrorKind::Invalid, argon2ParametersRefused, numbers};
}

/// OpenSSL's parameters are not const although it only reads what they point at.
OSSL_PARAM octets(const char *name, QByteArrayView bytes)
{
    static constinit char none = 0;
    char *begin = bytes.isEmpty() ? &none : const_cast<char *>(bytes.data());
    return OSSL_PARAM_construct_octet_string(name, begin, static_cast<size_t>(bytes.size()));
}

}

Result<QByteArray> argon2id(const Argon2Input &input, const Argon2Parameters &parameters, qsizetype length)
{
    if (!isWithinLimits(parameters))
        return std::unexpected(refusal(parameters));

    Argon2Parameters work = parameters;
    quint32 threads = 1;
    const std::array settings{
        octets(OSSL_KDF_PARAM_PASSWORD, input.password),
        octets(OSSL_KDF_PARAM_SALT, input.salt),
        octets(OSSL_KDF_PARAM_SECRET, input.secret),
        octets(OSSL_KDF_PARAM_ARGON2_AD, input.associatedData),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_MEMCOST, &work.memoryKib),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ITER, &work.passes),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_LANES, &work.lanes),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_THREADS, &threads),
        OSSL_PARAM_construct_end(),
    };

    const KdfPointer algorithm(EVP_KDF_fetch(nullptr, "ARGON2ID", nullptr));
    const KdfContextPointer context(algorithm ? EVP_KDF_CTX_new(algorithm.get()) : nullptr);
    QByteArray hash(length, Qt::Uninitialized);
    if (!context
        || EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char *>(hash.data()),
               static_cast<size_t>(hash.size()), settings.data())
            <= 0)
        return std::unexpected(opensslError(ErrorKind::Internal, argon2Failed));
    return hash;
}

}
