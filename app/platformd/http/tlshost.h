// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>

namespace sekimori::platformd {

class ServerCredentials;

/// What the handshake needs to know of one server name.
struct TlsHost {
    std::shared_ptr<const ServerCredentials> credentials;
    /// Asks the client for a certificate, lets any through, and never resumes a session, so that it is asked every
    /// time.
    bool asksForCertificate = false;
    /// A session that began under one context is never resumed under another. Any length.
    QByteArray sessionContext;
};

/// Finds the host of a server name (lower case, no trailing dot). Called in the handshake by the network threads:
/// it must be quick and safe to call from several threads. Nothing for a name nobody has.
using HostLookup = std::function<std::optional<TlsHost>(QByteArrayView serverName)>;

}
