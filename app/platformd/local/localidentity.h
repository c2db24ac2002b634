// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/sealing.h"
#include "crypto/serverauthority.h"
#include "http/tlscredentials.h"

#include <chrono>
#include <memory>

namespace sekimori::platformd {

inline constexpr Message LocalFileNotWritten{"local.fileNotWritten",
    QT_TRANSLATE_NOOP("Messages", "“%1” could not be written: %2. Check the folder and the free space.")};

/// Whom the local platform shows itself as, and who vouches for it.
struct LocalIdentity {
    TlsIdentity server;
    QByteArray authorityPem;
};

/// Reads authority and server certificate from @p folder, and makes what is missing, unreadable or near its end anew.
/// The certificate is for every host below @p domain.
Result<LocalIdentity> localIdentity(const QString &folder, const QString &domain, std::chrono::sys_seconds now);

/// The local platform's own key for keys at rest, made on first use.
Result<std::shared_ptr<const crypto::SealingKey>> localOperatorKey(const QString &folder);

/// Writes a file that only its owner can read, whole or not at all.
Result<void> writePrivately(const QString &path, const QByteArray &text);

}
