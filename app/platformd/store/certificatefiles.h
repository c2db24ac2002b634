// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/sealing.h"
#include "store/certificate.h"

namespace sekimori::platformd {

/// What a user gets: the PKCS#12 and the password that opens it.
struct CertificateFile {
    QByteArray pkcs12;
    QString password;
};

/// The way in which @p file waits in the store. It is opened first, as the user's device will open it.
Result<QByteArray> sealedFile(
    const crypto::SealingKey &key, TenantId tenant, const QString &serial, const CertificateFile &file);

Result<CertificateFile> openedFile(
    const crypto::SealingKey &key, TenantId tenant, const QString &serial, const QByteArray &sealed);

namespace messages {
extern const Message CertificateFileUnreadable;
}

}
