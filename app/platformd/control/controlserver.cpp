// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlserver.h"

#include "control/controlconnection.h"

#include <QDir>
#include <QLocalServer>

#include <future>
#include <list>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

constexpr std::size_t mostConnections = 64;

/// Hands each connection to a thread of its own: those that hold something stay for hours.
class Acceptor : public QLocalServer {
public:
    explicit Acceptor(const ControlCommands &commands)
        : m_commands(commands)
    {
        setSocketOptions(QLocalServer::UserAccessOption);
    }

    /// Without an event loop: returns when asked to stop.
    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            waitForNewConnection(int(controlPatience.count()));
            m_conversations.remove_if([](const Conversation &each) { return each.isOver->load(); });
        }
    }

protected:
    void incomingConnection(quintptr descriptor) override
    {
        if (m_conversations.size() >= mostConnections)
            return refuseControlConnection(descriptor);
        auto isOver = std::make_shared<std::atomic<bool>>(false);
        m_conversations.push_back({isOver, SocketThread([this, descriptor, isOver](const std::stop_token &stop) {
                                       converse(descriptor, m_commands, stop);
                                       *isOver = true;
                                   })});
    }

private:
    struct Conversation {
        std::shared_ptr<std::atomic<bool>> isOver;
        SocketThread thread;
    };

    const ControlCommands &m_commands;
    std::list<Conversation> m_conversations;
};

void serve(const std::stop_token &stop, const QString &path, const ControlCommands &commands,
    const std::shared_ptr<std::promise<Result<void>>> &opened)
{
    Acceptor acceptor(commands);
    // Whoever holds the data lock is the only one; a socket that is there was left by a process that was killed.
    QLocalServer::removeServer(path);
    if (!acceptor.listen(path)) {
        opened->set_value(
            std::unexpected(Error{ErrorKind::Unavailable, ControlNotOpened, {path, acceptor.errorString()}}));
        return;
    }
    opened->set_value({});
    acceptor.run(stop);
}

}

QString controlSocketPath(const QString &dataFolder)
{
    return QDir(dataFolder).absoluteFilePath(u"control.sock"_s);
}

Result<std::unique_ptr<ControlServer>> ControlServer::open(const QString &path, ControlCommands commands)
{
    auto opened = std::make_shared<std::promise<Result<void>>>();
    auto outcome = opened->get_future();
    SocketThread thread([path, commands = std::move(commands), opened](
                            const std::stop_token &stop) { serve(stop, path, commands, opened); });
    if (const auto listening = outcome.get(); !listening)
        return std::unexpected(listening.error());
    return std::unique_ptr<ControlServer>(new ControlServer(std::move(thread)));
}

}
