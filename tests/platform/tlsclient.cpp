// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsclient.h"

#include "crypto/pem.h"

#include <openssl/err.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sekimori::test {
namespace {

/// Of a call on a socket whose patience has an end: no system takes up such a one again by itself when a signal has
/// interrupted it, such as that a program has ended which the test has started.
bool isDone(auto &&call)
{
    for (;;) {
        ERR_clear_error();
        errno = 0;
        const int result = call();
        if (result == 1 || errno != EINTR)
            return result == 1;
    }
}

}

QByteArray Answer::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && QByteArrayView(line).first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray get(const QByteArray &path, const QByteArray &host, const QByteArray &lines)
{
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + lines + "\r\n";
}

TlsClient::TlsClient(quint16 port, ClientOptions options)
    : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    , m_context(SSL_CTX_new(TLS_client_method()))
{
    std::signal(SIGPIPE, SIG_IGN); // of this process's client half; the listener must not need it
    const timeval patience{.tv_sec = 240, .tv_usec = 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, options.from.constData(), &address.sin_addr);
    ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    address.sin_port = htons(port);
    const bool isOpen = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;

    SSL_CTX_set_session_cache_mode(m_context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(m_context.get(), &TlsClient::onSession);
    SSL_CTX_set_cert_cb(m_context.get(), &TlsClient::onCertificateWanted, this);
    m_ssl.reset(SSL_new(m_context.get()));
    SSL_set_app_data(m_ssl.get(), this);
    SSL_set_min_proto_version(m_ssl.get(), options.version);
    SSL_set_max_proto_version(m_ssl.get(), options.version);
    if (!options.serverName.isEmpty())
        SSL_set_tlsext_host_name(m_ssl.get(), options.serverName.constData());
    if (!options.protocols.isEmpty())
        SSL_set_alpn_protos(m_ssl.get(), reinterpret_cast<const unsigned char *>(options.protocols.constData()),
            static_cast<unsigned int>(options.protocols.size()));
    if (options.session)
        SSL_set_session(m_ssl.get(), options.session);
    if (!options.certificatePem.isEmpty()) {
        const auto certificate = crypto::certificateFromPem(options.certificatePem);
        const auto key = crypto::privateKeyFromPem(options.keyPem);
        SSL_use_certificate(m_ssl.get(), certificate->get());
        SSL_use_PrivateKey(m_ssl.get(), key->get());
    }
    SSL_set_fd(m_ssl.get(), m_socket);
    if (isOpen && options.shakesHands)
        m_isConnected = isDone([this] { return SSL_connect(m_ssl.get()); });
    ERR_clear_error();
}

TlsClient::~TlsClient()
{
    // Otherwise OpenSSL would never resume a session that it saw end without a goodbye.
    SSL_set_shutdown(m_ssl.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    ::close(m_socket);
}

int TlsClient::onSession(SSL *connection, SSL_SESSION *session)
{
    static_cast<TlsClient *>(SSL_get_app_data(connection))->m_session.reset(session);
    return 1;
}

int TlsClient::onCertificateWanted(SSL *, void *client)
{
    static_cast<TlsClient *>(client)->m_wasAsked = true;
    return 1;
}

QByteArray TlsClient::serverCertificateName() const
{
    const X509 *certificate = SSL_get0_peer_certificate(m_ssl.get());
    std::array<char, 256> name = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), int(name.size()));
    return name.data();
}

QByteArray TlsClient::protocol() const
{
    const unsigned char *name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(m_ssl.get(), &name, &size);
    return QByteArray(reinterpret_cast<const char *>(name), size);
}

bool TlsClient::send(const QByteArray &bytes)
{
    std::size_t written = 0;
    return isDone(
        [&] { return SSL_write_ex(m_ssl.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()), &written); });
}

bool TlsClient::sendRaw(const QByteArray &bytes) const
{
    return ::send(m_socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) == bytes.size();
}

bool TlsClient::readMore()
{
    std::array<char, 16 * 1024> space;
    std::size_t size = 0;
    if (!isDone([&] { return SSL_read_ex(m_ssl.get(), space.data(), space.size(), &size); }))
        return false;
    m_received.append(space.data(), static_cast<qsizetype>(size));
    return true;
}

std::optional<Answer> TlsClient::receive(bool hasBody)
{
    while (!m_received.contains("\r\n\r\n")) {
        if (!readMore())
            return std::nullopt;
    }
    Answer answer;
    const qsizetype end = m_received.indexOf("\r\n\r\n") + 4;
    answer.head = m_received.first(end);
    answer.status = answer.head.sliced(9, 3).toInt();
    m_received.remove(0, end);
    const qsizetype size = hasBody ? answer.header("Content-Length").toLongLong() : 0;
    while (m_received.size() < size) {
        if (!readMore())
            return std::nullopt;
    }
    answer.body = m_received.first(size);
    m_received.remove(0, size);
    return answer;
}

std::optional<QByteArray> TlsClient::receiveChunk()
{
    while (!m_received.contains("\r\n")) {
        if (!readMore())
            return std::nullopt;
    }
    const qsizetype begin = m_received.indexOf("\r\n") + 2;
    const qsizetype size = m_received.first(begin - 2).toLongLong(nullptr, 16);
    while (m_received.size() < begin + size + 2) {
        if (!readMore())
            return std::nullopt;
    }
    const QByteArray chunk = m_received.sliced(begin, size);
    m_received.remove(0, begin + size + 2);
    return chunk;
}

bool TlsClient::receiveByte(char &byte)
{
    if (m_received.isEmpty() && !readMore())
        return false;
    byte = m_received.front();
    m_received.remove(0, 1);
    return true;
}

std::optional<Answer> TlsClient::exchange(const QByteArray &bytes)
{
    // A refused request may be answered, and the connection ended, before it was sent whole.
    send(bytes);
    return receive();
}

bool TlsClient::isEnded()
{
    char byte = 0;
    std::size_t size = 0;
    if (!m_received.isEmpty() || isDone([&] { return SSL_read_ex(m_ssl.get(), &byte, 1, &size); }))
        return false;
    // Patience at its end is an error of the socket, too, but not the end of the connection.
    ssize_t received = 0;
    do
        received = ::recv(m_socket, &byte, 1, 0);
    while (received < 0 && errno == EINTR);
    return received == 0 || (received < 0 && errno == ECONNRESET);
}

bool TlsClient::isEndedInOrder()
{
    return isEnded() && (SSL_get_shutdown(m_ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

void TlsClient::truncate() const
{
    ::shutdown(m_socket, SHUT_WR);
}

void TlsClient::setReceiveBuffer(int bytes) const
{
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

}
