// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/opensslexit.h"

#include <openssl/crypto.h>

namespace sekimori::crypto {

void keepOpensslToTheEnd()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

}
