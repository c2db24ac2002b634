// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/certificatesummary.h"
#include "crypto/keyandcertificate.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace sekimori::crypto {

/// A new authority for servers' certificates: EC P-256, self-signed, of which no further authority can hang.
Result<KeyAndCertificate> makeAuthority(
    const QString &commonName, std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

/// A new key and its certificate for a TLS server. In @p dnsNames a first label of `*` stands for any one label.
/// Clients refuse more than 397 days; how many it shall be is for the caller to say.
Result<KeyAndCertificate> issueServerCertificate(const KeyAndCertificate &authority, const QStringList &dnsNames,
    const QStringList &ipAddresses, std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

}
