// SPDX-License-Identifier: GPL-3.0-or-later
#include "silentrelay.h"

#include <QTcpSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace sekimori::test {
namespace {

constexpr int passedContent = 2000;

/// Systems take much for a receiver that does not read. From here on they take little, so that the sender notices.
bool keepLittle(qintptr socket)
{
    const int buffer = 4096;
    const int segment = 536;
    return setsockopt(int(socket), SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer) == 0
        && setsockopt(int(socket), IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment) == 0;
}

/// One connection, from its client to the server and back.
class Wire : public QObject {
public:
    Wire(QTcpSocket *client, quint16 serverPort, SilentRelay::Cut cut)
        : QObject(client)
        , m_client(client)
        , m_server(new QTcpSocket(this))
        , m_cut(cut)
    {
        m_client->setReadBufferSize(passedContent);
        connect(m_server, &QTcpSocket::connected, this, &Wire::forth);
        connect(m_client, &QTcpSocket::readyRead, this, &Wire::forth);
        connect(m_server, &QTcpSocket::readyRead, this, &Wire::back);
        connect(m_server, &QTcpSocket::disconnected, m_client, &QTcpSocket::disconnectFromHost);
        connect(m_client, &QTcpSocket::disconnected, m_server, &QTcpSocket::disconnectFromHost);
        m_server->connectToHost(QHostAddress::LocalHost, serverPort);
    }

private:
    /// What is not read stays where it is, until the sender can send no more.
    void forth()
    {
        if (m_server->state() != QTcpSocket::ConnectedState)
            return;
        const bool isCut = m_isContent && m_cut == SilentRelay::Cut::InContent;
        const QByteArray bytes = isCut ? m_client->read(passedContent - m_passed) : m_client->readAll();
        m_passed += isCut ? bytes.size() : 0;
        m_server->write(bytes);
    }
    void back()
    {
        const QByteArray bytes = m_server->readAll();
        if (m_isContent && m_cut != SilentRelay::Cut::Nowhere)
            return;
        m_isContent = m_isContent || bytes.startsWith("354");
        m_client->write(bytes);
    }

    QTcpSocket *m_client;
    QTcpSocket *m_server;
    const SilentRelay::Cut m_cut;
    bool m_isContent = false;
    qsizetype m_passed = 0;
};

}

SilentRelay::SilentRelay(quint16 serverPort)
    : m_serverPort(serverPort)
{
    m_server.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(&m_server, [this] { listen(); }, Qt::BlockingQueuedConnection);
}

SilentRelay::~SilentRelay()
{
    QMetaObject::invokeMethod(
        &m_server,
        [this] {
            m_server.close();
            qDeleteAll(m_server.findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly));
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void SilentRelay::listen()
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket *client = m_server.nextPendingConnection())
            new Wire(client, m_serverPort, m_cut);
    });
    if (m_server.listen(QHostAddress::LocalHost) && keepLittle(m_server.socketDescriptor()))
        m_port = m_server.serverPort();
}

}
