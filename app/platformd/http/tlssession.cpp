// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlssession.h"

#include "http/tlscontext.h"

#include <openssl/err.h>

#include <new>

namespace sekimori::platformd {
namespace {

ByteChannel &channelOf(BIO *bio)
{
    return *static_cast<ByteChannel *>(BIO_get_data(bio));
}

int onWrite(BIO *bio, const char *bytes, std::size_t size, std::size_t *written)
{
    BIO_clear_retry_flags(bio);
    const ByteChannel::Transfer transfer = channelOf(bio).send({bytes, size});
    *written = transfer.size;
    if (transfer.outcome == ByteChannel::Outcome::WouldBlock)
        BIO_set_retry_write(bio);
    return transfer.outcome == ByteChannel::Outcome::Moved ? 1 : 0;
}

int onRead(BIO *bio, char *space, std::size_t size, std::size_t *read)
{
    BIO_clear_retry_flags(bio);
    const ByteChannel::Transfer transfer = channelOf(bio).receive({space, size});
    *read = transfer.size;
    if (transfer.outcome == ByteChannel::Outcome::WouldBlock)
        BIO_set_retry_read(bio);
    return transfer.outcome == ByteChannel::Outcome::Moved ? 1 : 0;
}

long onControl(BIO *, int command, long, void *)
{
    // Nothing is held back here, so there is never anything to flush.
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int onCreate(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

/// OpenSSL's own socket BIO raises SIGPIPE and knows only POSIX descriptors.
const BIO_METHOD *channelMethod()
{
    static const BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sekimori channel");
        BIO_meth_set_write_ex(made, &onWrite);
        BIO_meth_set_read_ex(made, &onRead);
        BIO_meth_set_ctrl(made, &onControl);
        BIO_meth_set_create(made, &onCreate);
        return made;
    }();
    return method;
}

}

TlsSession::TlsSession(const TlsContext &context, ByteChannel &channel)
    : m_ssl(SSL_new(context.get()))
{
    BIO *bio = BIO_new(channelMethod());
    if (!m_ssl || !bio) {
        BIO_free(bio);
        throw std::bad_alloc();
    }
    BIO_set_data(bio, &channel);
    SSL_set_bio(m_ssl.get(), bio, bio);
    SSL_set_app_data(m_ssl.get(), this);
    SSL_set_accept_state(m_ssl.get());
}

TlsSession &TlsSession::of(const SSL *connection)
{
    return *static_cast<TlsSession *>(SSL_get_app_data(connection));
}

void TlsSession::setServerName(const QByteArray &name, bool isHostKnown)
{
    m_serverName = name;
    m_isHostKnown = isHostKnown;
}

TlsSession::Progress TlsSession::progressOf(int outcome)
{
    switch (SSL_get_error(m_ssl.get(), outcome)) {
    case SSL_ERROR_NONE:
        return Progress::Done;
    case SSL_ERROR_WANT_READ:
        return Progress::NeedsInput;
    case SSL_ERROR_WANT_WRITE:
        return Progress::NeedsOutput;
    case SSL_ERROR_ZERO_RETURN:
        return Progress::Ended;
    default:
        // OpenSSL forbids any further call, SSL_shutdown() too. What it queued would confuse the next connection.
        m_isBroken = true;
        ERR_clear_error();
        return Progress::Ended;
    }
}

TlsSession::Progress TlsSession::shakeHands()
{
    ERR_clear_error();
    return progressOf(SSL_do_handshake(m_ssl.get()));
}

TlsSession::Transfer TlsSession::read(std::span<char> space)
{
    ERR_clear_error();
    std::size_t size = 0;
    const int outcome = SSL_read_ex(m_ssl.get(), space.data(), space.size(), &size);
    return {progressOf(outcome), static_cast<qsizetype>(size)};
}

TlsSession::Transfer TlsSession::write(QByteArrayView bytes)
{
    ERR_clear_error();
    std::size_t size = 0;
    const int outcome = SSL_write_ex(m_ssl.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), &size);
    return {progressOf(outcome), static_cast<qsizetype>(size)};
}

void TlsSession::sayGoodbye()
{
    if (m_isBroken || !SSL_is_init_finished(m_ssl.get()))
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
    ERR_clear_error();
}

QByteArray TlsSession::peerCertificateDer() const
{
    const X509 *certificate = SSL_get0_peer_certificate(m_ssl.get());
    const int size = certificate ? i2d_X509(certificate, nullptr) : 0;
    if (size <= 0)
        return {};
    QByteArray der(size, Qt::Uninitialized);
    auto *end = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate, &end);
    return der;
}

}
