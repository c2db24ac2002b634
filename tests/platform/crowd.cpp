// SPDX-License-Identifier: GPL-3.0-or-later
#include "crowd.h"

#include <openssl/err.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sekimori::test {

bool allowOpenFiles(int count)
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max < rlim_t(count))
        return false;
    files.rlim_cur = files.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &files) == 0;
}

Crowd::Crowd(quint16 port, QByteArray host)
    : m_port(port)
    , m_host(std::move(host))
    , m_context(SSL_CTX_new(TLS_client_method()))
{
    std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX_set_mode(m_context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE);
}

Crowd::~Crowd()
{
    for (const Member &member : m_members)
        ::close(member.socket);
}

int Crowd::openSocket(int address) const
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (m_receiveBuffer > 0)
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &m_receiveBuffer, sizeof m_receiveBuffer);
#ifdef IP_BIND_ADDRESS_NO_PORT
    // The port is chosen at connect(), so that all addresses may use all of them.
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
#endif
    sockaddr_in place = {};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK + quint32(address));
    ::bind(socket, reinterpret_cast<sockaddr *>(&place), sizeof place);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = htons(m_port);
    if (::connect(socket, reinterpret_cast<sockaddr *>(&place), sizeof place) == 0)
        return socket;
    ::close(socket);
    return -1;
}

bool Crowd::join(int count)
{
    for (int i = 0; i < count; ++i) {
        Member member;
        member.socket = openSocket(10 + int(m_members.size()) / perAddress);
        member.tls.reset(SSL_new(m_context.get()));
        SSL_set_tlsext_host_name(member.tls.get(), m_host.constData());
        SSL_set_fd(member.tls.get(), member.socket);
        ERR_clear_error();
        const bool isIn = member.socket >= 0 && SSL_connect(member.tls.get()) == 1;
        m_members.push_back(std::move(member));
        if (!isIn)
            return false;
    }
    return true;
}

void Crowd::send(const QByteArray &bytes)
{
    for (const Member &member : m_members) {
        const timeval atOnce{.tv_sec = 0, .tv_usec = 1000};
        ::setsockopt(member.socket, SOL_SOCKET, SO_SNDTIMEO, &atOnce, sizeof atOnce);
        ERR_clear_error();
        std::size_t sent = 0;
        std::size_t size = 0;
        const auto all = static_cast<std::size_t>(bytes.size());
        while (sent < all && SSL_write_ex(member.tls.get(), bytes.constData() + sent, all - sent, &size) == 1)
            sent += size;
    }
}

int Crowd::countAnswers(int status, Patience patience)
{
    int count = 0;
    const QByteArray expected = "HTTP/1.1 " + QByteArray::number(status) + ' ';
    for (const Member &member : m_members) {
        const timeval wait{.tv_sec = patience == Patience::None ? 0 : 30, .tv_usec = 1000};
        ::setsockopt(member.socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        std::array<char, 16 * 1024> space;
        std::size_t size = 0;
        ERR_clear_error();
        if (SSL_read_ex(member.tls.get(), space.data(), space.size(), &size) == 1
            && QByteArrayView(space.data(), qsizetype(size)).startsWith(expected))
            ++count;
    }
    return count;
}

int Crowd::countOpen()
{
    int count = 0;
    for (const Member &member : m_members) {
        char byte = 0;
        const auto size = ::recv(member.socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (size > 0 || (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)))
            ++count;
    }
    return count;
}

}
