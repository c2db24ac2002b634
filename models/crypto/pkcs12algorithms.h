// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"

#include <QByteArray>
#include <QStringList>

namespace sekimori::crypto {

/// By what a file is protected, and which of that OpenSSL cannot do as it is set up here.
struct Pkcs12Algorithms {
    QStringList used; ///< in OpenSSL's names, such as `PBE-SHA1-3DES`
    QStringList unsupported; ///< of those
};

/// Of the MAC over all of @p file, which proves the password; nothing where it has none.
Pkcs12Algorithms macAlgorithms(const PKCS12 &file);

/// Of the parts of @p file. Parts inside others are seen only where @p password (UTF-8) opens those.
Pkcs12Algorithms partAlgorithms(const PKCS12 &file, const QByteArray &password);

}
