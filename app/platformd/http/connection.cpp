// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connection.h"

#include "http/answers.h"
#include "http/requestparser.h"
#include "http/tlssession.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <exception>
#include <unordered_set>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace sekimori::platformd {
namespace {

using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using Progress = TlsSession::Progress;
template<typename T>
using Task = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> asTask;
constexpr auto withError = asio::as_tuple(asTask);

/// Reads a connection may do in a row before the others of its thread have their turn.
constexpr int readsInARow = 16;

class SocketChannel : public ByteChannel {
public:
    explicit SocketChannel(Socket &socket)
        : m_socket(socket)
    {
    }

    Transfer receive(std::span<char> space) override
    {
        error_code error;
        const std::size_t size = m_socket.read_some(asio::buffer(space.data(), space.size()), error);
        return {outcomeOf(error), size};
    }

    Transfer send(std::span<const char> bytes) override
    {
        error_code error;
        const std::size_t size = m_socket.write_some(asio::buffer(bytes.data(), bytes.size()), error);
        return {outcomeOf(error), size};
    }

private:
    static Outcome outcomeOf(const error_code &error)
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

/// One client: handshake, then request after request. All of it runs on the network thread, except that a handler's
/// thread also writes what the handler answered, so that an answer waits for one change of threads only.
class Connection {
public:
    Connection(Connections::Private &siblings, Socket socket, Admission::Place place);
    ~Connection();

    Task<void> serve();
    void enforceDeadline(Clock::time_point now);
    void dropIfIdle();

private:
    enum class Next { AnotherRequest, Linger, Close };
    /// True: complete; false: the client has gone, or nothing came.
    using Reception = std::expected<bool, Refusal>;

    Task<bool> shakeHands();
    Task<Next> serveOne();
    Task<Reception> receive(RequestParser &parser, BodyShare &share);
    Task<Reception> receiveBody(RequestParser &parser, BodyShare &share);
    Task<Reception> advance(RequestParser &parser);
    Reception feed(RequestParser &parser, QByteArrayView fresh);
    Task<Next> answer(RequestParser &parser);
    Task<bool> refuse(const Refusal &refusal, AnswerForm form);
    Progress push(Outgoing &outgoing);
    Task<bool> send(Outgoing &outgoing, Progress progress);
    Task<bool> isReady(Progress progress);
    Task<void> linger();
    void setDeadline(ListenerLimits::Duration duration);
    static Next nextAfter(AnswerForm form) { return form.keepsConnection ? Next::AnotherRequest : Next::Linger; }

    Connections::Private &m_siblings;
    Serving &m_serving;
    Socket m_socket;
    SocketChannel m_channel;
    TlsSession m_tls;
    Admission::Place m_place;
    QByteArray m_clientCertificate;
    QByteArray m_rest; ///< received, not yet taken by a parser
    bool m_isRestUntried = false;
    bool m_isFirst = true;
    bool m_isIdle = true; ///< nothing is lost when the connection ends now
    bool m_isInterrupted = false; ///< by the deadline or by drain()
    Clock::time_point m_deadline = Clock::time_point::max();
    int m_readsInARow = 0;
};

class Connections::Private {
public:
    Private(asio::io_context &network, asio::thread_pool &handlers, Serving &serving);

    Task<void> watch();

    asio::io_context &network;
    asio::thread_pool &handlers;
    Serving &serving;
    Timer watchTimer;
    std::unordered_set<Connection *> connections;
    std::vector<char> scratch; ///< what any connection reads, before it is parsed or put aside
};

Connection::Connection(Connections::Private &siblings, Socket socket, Admission::Place place)
    : m_siblings(siblings)
    , m_serving(siblings.serving)
    , m_socket(std::move(socket))
    , m_channel(m_socket)
    , m_tls(*siblings.serving.tls, m_channel)
    , m_place(std::move(place))
{
    m_siblings.connections.insert(this);
}

Connection::~Connection()
{
    m_siblings.connections.erase(this);
    if (m_serving.isStopping)
        m_siblings.watchTimer.cancel();
}

void Connection::setDeadline(ListenerLimits::Duration duration)
{
    m_isInterrupted = false;
    m_deadline = Clock::now() + duration;
}

void Connection::enforceDeadline(Clock::time_point now)
{
    if (now < m_deadline)
        return;
    m_isInterrupted = true;
    error_code ignored;
    m_socket.cancel(ignored);
}

void Connection::dropIfIdle()
{
    if (m_isIdle)
        enforceDeadline(Clock::time_point::max());
}

Task<void> Connection::serve()
{
    Next next = co_await shakeHands() ? Next::AnotherRequest : Next::Close;
    while (next == Next::AnotherRequest)
        next = co_await serveOne();
    if (next == Next::Linger)
        co_await linger();
    else
        m_tls.sayGoodbye();
}

Task<bool> Connection::shakeHands()
{
    setDeadline(m_serving.limits.handshake);
    for (;;) {
        const Progress progress = m_tls.shakeHands();
        if (progress == Progress::Done)
            break;
        if (!co_await isReady(progress))
            co_return false;
    }
    m_clientCertificate = m_tls.peerCertificateDer();
    co_return true;
}

Task<Connection::Next> Connection::serveOne()
{
    if (m_serving.isStopping)
        co_return Next::Close;
    RequestParser parser(m_serving.limits.headerBytes, m_serving.limits.bodyBytes);
    BodyShare share(m_serving);
    m_isIdle = true;
    const Reception reception = co_await receive(parser, share);
    m_isIdle = false;
    if (!reception) {
        const AnswerForm form{.hasBody = parser.request().method != "HEAD", .keepsConnection = false};
        co_return co_await refuse(reception.error(), form) ? Next::Linger : Next::Close;
    }
    if (!*reception)
        co_return Next::Close;
    m_isFirst = false;
    co_return co_await answer(parser);
}

Task<Connection::Reception> Connection::receive(RequestParser &parser, BodyShare &share)
{
    // A client that has shaken hands is expected to speak; one that was served may rest.
    setDeadline(m_isFirst ? m_serving.limits.header : m_serving.limits.idle);
    bool hasBegun = false;
    while (parser.stage() == RequestParser::Stage::Header) {
        const Reception step = co_await advance(parser);
        if (!step)
            co_return step;
        if (!*step && hasBegun && m_isInterrupted && !m_serving.isStopping)
            co_return std::unexpected(tooSlow(HeaderTooSlow, m_serving.limits.header));
        if (!*step)
            co_return false;
        if (!std::exchange(hasBegun, true))
            setDeadline(m_serving.limits.header);
    }
    if (auto refusal = misdirection(parser.request().host, m_tls))
        co_return std::unexpected(std::move(*refusal));
    m_isIdle = false;
    co_return co_await receiveBody(parser, share);
}

Task<Connection::Reception> Connection::receiveBody(RequestParser &parser, BodyShare &share)
{
    if (parser.stage() == RequestParser::Stage::Complete)
        co_return true;
    setDeadline(m_serving.limits.body);
    if (parser.expectsContinue() && m_rest.isEmpty()) {
        Outgoing goOn{.head = "HTTP/1.1 100 Continue\r\n\r\n", .body = {}};
        if (!co_await send(goOn, push(goOn)))
            co_return false;
    }
    while (parser.stage() != RequestParser::Stage::Complete) {
        const Reception step = co_await advance(parser);
        if (!step)
            co_return step;
        if (!*step && m_isInterrupted)
            co_return std::unexpected(tooSlow(BodyTooSlow, m_serving.limits.body));
        if (!*step)
            co_return false;
        if (!share.growTo(parser.request().body.size()))
            co_return std::unexpected(tooBusy());
    }
    co_return true;
}

/// Gives the parser what was left over by the request before or, when that leads no further, what arrives.
Task<Connection::Reception> Connection::advance(RequestParser &parser)
{
    if (std::exchange(m_isRestUntried, false))
        co_return feed(parser, {});
    if (++m_readsInARow >= readsInARow) {
        m_readsInARow = 0;
        co_await asio::post(asTask);
        if (m_isInterrupted)
            co_return false;
    }
    for (;;) {
        const TlsSession::Transfer transfer = m_tls.read(m_siblings.scratch);
        if (transfer.progress == Progress::Done)
            co_return feed(parser, QByteArrayView(m_siblings.scratch.data(), transfer.size));
        if (!co_await isReady(transfer.progress))
            co_return false;
    }
}

Connection::Reception Connection::feed(RequestParser &parser, QByteArrayView fresh)
{
    const RequestParser::Stage before = parser.stage();
    const bool hadRest = !m_rest.isEmpty();
    if (hadRest)
        m_rest.append(fresh);
    const auto taken = parser.feed(hadRest ? QByteArrayView(m_rest) : fresh);
    if (!taken)
        return std::unexpected(taken.error());
    if (hadRest)
        m_rest.remove(0, *taken);
    else
        m_rest = fresh.sliced(*taken).toByteArray();
    m_isRestUntried = !m_rest.isEmpty() && parser.stage() != before;
    return true;
}

Task<Connection::Next> Connection::answer(RequestParser &parser)
{
    AnswerForm form{.hasBody = parser.request().method != "HEAD", .keepsConnection = parser.keepsConnection()};
    if (++m_serving.waitingRequests > m_serving.limits.waitingRequests) {
        --m_serving.waitingRequests;
        const bool isSent = co_await refuse(tooBusy(), form);
        co_return isSent ? nextAfter(form) : Next::Close;
    }
    Request request = parser.take();
    request.peer = m_place.peer();
    request.clientCertificateDer = m_clientCertificate;
    Outgoing outgoing;

    // A handler takes as long as it takes. Without a deadline the network thread leaves this connection alone.
    m_deadline = Clock::time_point::max();
    co_await asio::post(asio::bind_executor(m_siblings.handlers.get_executor(), asTask));
    --m_serving.waitingRequests;
    // No exception may end the coroutine here: it lives on the network thread.
    outgoing = handled(m_serving, std::move(request), form);
    const Progress progress = push(outgoing);
    co_await asio::post(asTask);

    setDeadline(m_serving.limits.write);
    co_return co_await send(outgoing, progress) ? nextAfter(form) : Next::Close;
}

Task<bool> Connection::refuse(const Refusal &refusal, AnswerForm form)
{
    setDeadline(m_serving.limits.write);
    Outgoing outgoing = refused(refusal, form);
    co_return co_await send(outgoing, push(outgoing));
}

/// Writes as much as the socket takes at once.
Progress Connection::push(Outgoing &outgoing)
{
    for (;;) {
        const QByteArrayView rest = outgoing.rest();
        if (rest.isEmpty())
            return Progress::Done;
        const TlsSession::Transfer transfer = m_tls.write(rest);
        if (transfer.progress != Progress::Done)
            return transfer.progress;
        outgoing.sent += transfer.size;
    }
}

/// Goes on where push() ended with @p progress.
Task<bool> Connection::send(Outgoing &outgoing, Progress progress)
{
    while (progress != Progress::Done) {
        if (!co_await isReady(progress))
            co_return false;
        progress = push(outgoing);
    }
    co_return true;
}

Task<bool> Connection::isReady(Progress progress)
{
    if (progress == Progress::Ended || m_isInterrupted)
        co_return false;
    m_readsInARow = 0;
    const auto direction = progress == Progress::NeedsInput ? Socket::wait_read : Socket::wait_write;
    const auto [error] = co_await m_socket.async_wait(direction, withError);
    co_return !error && !m_isInterrupted;
}

/// Closing while the client still sends would reset the connection, and with it the answer on its way. What comes now
/// is thrown away unread until the client has seen the end.
Task<void> Connection::linger()
{
    m_tls.sayGoodbye();
    error_code error;
    m_socket.shutdown(Socket::shutdown_send, error);
    setDeadline(m_serving.limits.linger);
    while (!error && co_await isReady(Progress::NeedsInput))
        m_socket.read_some(asio::buffer(m_siblings.scratch), error);
}

Connections::Private::Private(asio::io_context &network, asio::thread_pool &handlers, Serving &serving)
    : network(network)
    , handlers(handlers)
    , serving(serving)
    , watchTimer(network.get_executor())
    , scratch(32 * 1024)
{
}

/// One timer for all connections: setting a deadline then costs next to nothing, and being late by a tick no harm.
Task<void> Connections::Private::watch()
{
    const ListenerLimits &limits = serving.limits;
    const auto shortest
        = std::min({limits.handshake, limits.header, limits.body, limits.write, limits.idle, limits.linger});
    const auto tick = std::clamp(shortest / 8, ListenerLimits::Duration(5), ListenerLimits::Duration(500));
    while (!serving.isStopping || !connections.empty()) {
        watchTimer.expires_after(tick);
        co_await watchTimer.async_wait(withError);
        const auto now = Clock::now();
        for (Connection *connection : connections)
            connection->enforceDeadline(now);
    }
}

Connections::Connections(asio::io_context &network, asio::thread_pool &handlers, Serving &serving)
    : d(std::make_unique<Private>(network, handlers, serving))
{
    asio::co_spawn(network.get_executor(), d->watch(),
        [](const std::exception_ptr &failure) { report(failure, "The watch over deadlines"); });
}

Connections::~Connections() = default;

void Connections::begin(qintptr socket, Admission::Place place)
{
    auto serve = [this, socket, place = std::move(place)]() mutable -> Task<void> {
        Socket own(d->network.get_executor());
        const auto protocol = place.peer().isV4() ? tcp::v4() : tcp::v6();
        own.assign(protocol, static_cast<Socket::native_handle_type>(socket));
        own.non_blocking(true);
        Connection connection(*d, std::move(own), std::move(place));
        co_await connection.serve();
    };
    asio::co_spawn(d->network.get_executor(), std::move(serve),
        [](const std::exception_ptr &failure) { report(failure, "A connection"); });
}

void Connections::drain()
{
    for (Connection *connection : d->connections)
        connection->dropIfIdle();
    d->watchTimer.cancel();
}

}
