// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"
#include "error/error.h"
#include "http/tlshost.h"

#include <openssl/ssl.h>

#include <memory>

namespace sekimori::platformd {

inline constexpr Message TlsNotSetUp{
    "tls.notSetUp", QT_TRANSLATE_NOOP("Messages", "TLS could not be set up: %1. Check the installed OpenSSL.")};

/// What all TLS connections of a listener share: protocol, ciphers, the keys of tickets, and the choice of the host.
class TlsContext {
public:
    /// @p fallback is shown to clients that name no host or an unknown one.
    static Result<std::unique_ptr<TlsContext>> make(
        std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup);
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    SSL_CTX *get() const { return m_context.get(); }

private:
    TlsContext(std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup);

    bool setUp();
    bool chooseHost(SSL *connection) const;
    static int onClientHello(SSL *connection, int *alert, void *context);

    std::unique_ptr<SSL_CTX, crypto::FreedBy<SSL_CTX_free>> m_context;
    std::shared_ptr<const ServerCredentials> m_fallback;
    HostLookup m_lookup;
};

}
