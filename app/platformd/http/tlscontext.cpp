// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlscontext.h"

#include "crypto/opensslerrors.h"
#include "http/hostname.h"
#include "http/tlscredentials.h"
#include "http/tlssession.h"

#include <QCryptographicHash>

#include <openssl/tls1.h>

#include <exception>
#include <span>

namespace sekimori::platformd {
namespace {

/// The big-endian number of @p width bytes at the front of @p bytes, which is moved behind it.
std::optional<std::size_t> takeNumber(std::span<const unsigned char> &bytes, std::size_t width)
{
    if (bytes.size() < width)
        return std::nullopt;
    std::size_t number = 0;
    for (const unsigned char byte : bytes.first(width))
        number = number << 8 | byte;
    bytes = bytes.subspan(width);
    return number;
}

/// The server name of RFC 6066: a list (of one entry in practice) of type, length and name. SSL_get_servername()
/// knows nothing yet in the client-hello callback.
QByteArray serverNameIn(SSL *connection)
{
    const unsigned char *data = nullptr;
    std::size_t size = 0;
    if (SSL_client_hello_get0_ext(connection, TLSEXT_TYPE_server_name, &data, &size) != 1)
        return {};
    std::span<const unsigned char> bytes(data, size);
    const auto listSize = takeNumber(bytes, 2);
    if (!listSize || *listSize != bytes.size())
        return {};
    const auto type = takeNumber(bytes, 1);
    const auto nameSize = takeNumber(bytes, 2);
    if (type != TLSEXT_NAMETYPE_host_name || !nameSize || *nameSize != bytes.size())
        return {};
    return normalisedHostName(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())))
        .value_or(QByteArray());
}

/// HTTP/1.1 for those who ask; whoever speaks only other protocols is told so, instead of being misunderstood.
int onAlpn(SSL *, const unsigned char **chosen, unsigned char *chosenSize, const unsigned char *offered,
    unsigned int offeredSize, void *)
{
    // The choice points into one of the two lists, and OpenSSL reads it after the return.
    static constexpr unsigned char known[] = "\x08http/1.1";
    unsigned char *match = nullptr;
    const int outcome = SSL_select_next_proto(&match, chosenSize, known, sizeof known - 1, offered, offeredSize);
    *chosen = match;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// Every chain may pass: the page has to be able to say what is wrong with it. The decision is made per request.
int letThrough(X509_STORE_CTX *, void *)
{
    return 1;
}

bool setSessionContext(SSL *connection, const TlsHost &host)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(host.asksForCertificate ? "asks:" : "plain:");
    hash.addData(host.sessionContext);
    const QByteArrayView id = hash.resultView();
    return SSL_set_session_id_context(
               connection, reinterpret_cast<const unsigned char *>(id.data()), static_cast<unsigned int>(id.size()))
        == 1;
}

}

TlsContext::TlsContext(std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup)
    : m_context(SSL_CTX_new(TLS_server_method()))
    , m_fallback(std::move(fallback))
    , m_lookup(std::move(lookup))
{
}

Result<std::unique_ptr<TlsContext>> TlsContext::make(
    std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup)
{
    std::unique_ptr<TlsContext> context(new TlsContext(std::move(fallback), std::move(lookup)));
    if (!context->m_context || !context->setUp())
        return std::unexpected(crypto::opensslError(ErrorKind::Internal, TlsNotSetUp));
    return context;
}

bool TlsContext::setUp()
{
    SSL_CTX *context = m_context.get();
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1);
    // Sessions live in tickets alone; nothing is kept here that another host could find.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_client_hello_cb(context, &TlsContext::onClientHello, this);
    SSL_CTX_set_cert_verify_callback(context, &letThrough, nullptr);
    SSL_CTX_set_alpn_select_cb(context, &onAlpn, nullptr);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
        && SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

/// All of it is set each time, not only what differs: after a HelloRetryRequest a second hello comes by.
bool TlsContext::chooseHost(SSL *connection) const
{
    const QByteArray name = serverNameIn(connection);
    const auto found = name.isEmpty() ? std::nullopt : m_lookup(name);
    const TlsHost host = found.value_or(TlsHost{.credentials = m_fallback, .sessionContext = "unknown"});
    TlsSession::of(connection).setServerName(name, found.has_value());

    const bool resumes = found && !host.asksForCertificate;
    if (resumes)
        SSL_clear_options(connection, SSL_OP_NO_TICKET);
    else
        SSL_set_options(connection, SSL_OP_NO_TICKET);
    SSL_set_verify(connection, host.asksForCertificate ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    return SSL_set_num_tickets(connection, resumes ? 2 : 0) == 1 && setSessionContext(connection, host)
        && host.credentials->applyTo(connection);
}

int TlsContext::onClientHello(SSL *connection, int *alert, void *context)
{
    *alert = SSL_AD_INTERNAL_ERROR;
    try {
        return static_cast<const TlsContext *>(context)->chooseHost(connection) ? SSL_CLIENT_HELLO_SUCCESS
                                                                                : SSL_CLIENT_HELLO_ERROR;
    } catch (const std::exception &) {
        return SSL_CLIENT_HELLO_ERROR;
    }
}

}
