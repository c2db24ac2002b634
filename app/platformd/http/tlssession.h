// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"

#include <QByteArray>

#include <openssl/ssl.h>

#include <memory>
#include <span>

namespace sekimori::platformd {

class TlsContext;

/// A socket that never waits, as TLS sees it.
class ByteChannel {
public:
    enum class Outcome { Moved, WouldBlock, Ended, Failed };
    struct Transfer {
        Outcome outcome;
        std::size_t size = 0;
    };

    virtual ~ByteChannel() = default;
    virtual Transfer receive(std::span<char> space) = 0;
    virtual Transfer send(std::span<const char> bytes) = 0;
};

/// The server's side of one TLS connection. Each call does what can be done now and says what it waits for. Used by
/// one thread at a time, not always by the same.
class TlsSession {
public:
    enum class Progress { Done, NeedsInput, NeedsOutput, Ended };
    struct Transfer {
        Progress progress;
        qsizetype size = 0;
    };

    TlsSession(const TlsContext &context, ByteChannel &channel);

    Progress shakeHands();
    Transfer read(std::span<char> space);
    Transfer write(QByteArrayView bytes);
    /// Something that was received has not been read yet.
    bool hasPending() const { return SSL_has_pending(m_ssl.get()) == 1; }
    /// Tells the other side that nothing follows, as far as that can be done without waiting.
    void sayGoodbye();

    /// Empty: none was sent, or none that could be a host's.
    const QByteArray &serverName() const { return m_serverName; }
    bool isHostKnown() const { return m_isHostKnown; }
    QByteArray peerCertificateDer() const;

    /// For the client-hello callback.
    static TlsSession &of(const SSL *connection);
    void setServerName(const QByteArray &name, bool isHostKnown);

private:
    Progress progressOf(int outcome);

    std::unique_ptr<SSL, crypto::FreedBy<SSL_free>> m_ssl;
    QByteArray m_serverName;
    bool m_isHostKnown = false;
    bool m_isBroken = false;
};

}
