// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"
#include "platform/profile.h"

#include <QSslConfiguration>
#include <QSslError>

namespace sekimori::platform {

/// TLS 1.2 or newer, HTTP/1.1; trusts the pinned authority alone, or the system's where none is pinned.
QSslConfiguration tlsConfigurationFor(const ConnectionProfile &profile);

/// What errors in a server's certificate mean under a profile's trust.
struct TlsVerdict {
    /// The pinned certificate is the server's own and not self-signed: it was presented byte for byte, only nobody
    /// else vouches for it. Nothing else is ever overlooked.
    bool isThePinnedOne = false;
    Failure failure;
};

TlsVerdict judge(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const ConnectionProfile &profile);

}
