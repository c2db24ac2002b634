// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/coroutines.h"
#include "http/tlssession.h"

namespace sekimori::platformd {

/// A socket as TLS sees it. Only for those who may include Asio.
class SocketChannel : public ByteChannel {
public:
    explicit SocketChannel(Socket &socket)
        : m_socket(socket)
    {
    }

    Transfer receive(std::span<char> space) override
    {
        boost::system::error_code error;
        const std::size_t size = m_socket.read_some(asio::buffer(space.data(), space.size()), error);
        return {outcomeOf(error), size};
    }

    Transfer send(std::span<const char> bytes) override
    {
        boost::system::error_code error;
        const std::size_t size = m_socket.write_some(asio::buffer(bytes.data(), bytes.size()), error);
        return {outcomeOf(error), size};
    }

private:
    static Outcome outcomeOf(const boost::system::error_code &error)
    {
        if (!error)
            return Outcome::Moved;
        if (error == asio::error::would_block || error == asio::error::try_again)
            return Outcome::WouldBlock;
        return error == asio::error::eof ? Outcome::Ended : Outcome::Failed;
    }

    Socket &m_socket;
};

}
