// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connection.h"

#include "http/byteshare.h"
#include "http/doorbell.h"
#include "http/requestparser.h"
#include "http/socketchannel.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <exception>

using boost::system::error_code;

namespace sekimori::platformd {
namespace {

using Progress = TlsSession::Progress;

/// Reads a connection may do in a row before the others of its thread have their turn.
constexpr int readsInARow = 16;

/// So much of each body has room even when others hold all that there is: otherwise they would keep everybody out.
constexpr qsizetype freeBody = 16 * 1024;

/// Answers up to here are never refused for want of memory: a change that was made should be told of.
constexpr qsizetype freeAnswer = 64 * 1024;

/// One client: handshake, then request after request. All of it runs on the network thread, except that a handler's
/// thread also writes what the handler answered, so that an answer waits for one change of threads only.
class Connection final : public Watched {
public:
    Connection(NetworkThread &thread, Socket socket, Admission::Place place);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Task<void> serve();
    void enforceDeadline(SteadyClock::time_point now) override;
    void drain() override;

private:
    enum class Next { AnotherRequest, Linger, Close };
    /// True: complete; false: the client has gone, or nothing came.
    using Reception = std::expected<bool, Refusal>;

    Task<bool> shakeHands();
    Task<bool> awaitRequest();
    Task<Next> serveOne();
    Task<Reception> receive(RequestParser &parser, ByteShare &share);
    Task<Reception> receiveBody(RequestParser &parser, ByteShare &share);
    Task<Reception> advance(RequestParser &parser);
    Reception feed(RequestParser &parser, QByteArrayView fresh);
    Task<Next> answer(RequestParser &parser);
    Task<bool> refuse(const Refusal &refusal, AnswerForm form);
    Task<bool> stream(BodyStream &body, AnswerForm form);
    Task<bool> pause(std::chrono::milliseconds atMost);
    bool drainInput();
    Progress push(Outgoing &outgoing);
    Task<bool> send(Outgoing &outgoing, Progress progress);
    Task<bool> isReady(Progress progress);
    Task<void> linger();
    void setDeadline(ListenerLimits::Duration duration);
    static Next nextAfter(AnswerForm form) { return form.keepsConnection ? Next::AnotherRequest : Next::Linger; }

    NetworkThread &m_thread;
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
    bool m_isCutOff = false; ///< an answer was begun that does not come to its end
    SteadyClock::time_point m_deadline = SteadyClock::time_point::max();
    int m_readsInARow = 0;
    std::shared_ptr<Doorbell> m_bell; ///< while an answer streams
};

Connection::Connection(NetworkThread &thread, Socket socket, Admission::Place place)
    : m_thread(thread)
    , m_serving(thread.serving)
    , m_socket(std::move(socket))
    , m_channel(m_socket)
    , m_tls(*thread.serving.tls, m_channel)
    , m_place(std::move(place))
{
    m_thread.enter(*this);
}

Connection::~Connection()
{
    m_thread.leave(*this);
}

void Connection::setDeadline(ListenerLimits::Duration duration)
{
    m_isInterrupted = false;
    m_deadline = SteadyClock::now() + duration;
}

void Connection::enforceDeadline(SteadyClock::time_point now)
{
    if (now < m_deadline)
        return;
    m_isInterrupted = true;
    error_code ignored;
    m_socket.cancel(ignored);
}

void Connection::drain()
{
    if (m_isIdle)
        enforceDeadline(SteadyClock::time_point::max());
    if (!m_bell)
        return;
    m_bell->ring();
    // A piece that is on its way may have been given more time than is left now.
    if (m_deadline != SteadyClock::time_point::max())
        m_deadline = std::min(m_deadline, SteadyClock::now() + m_serving.limits.linger);
}

Task<void> Connection::serve()
{
    Next next = co_await shakeHands() ? Next::AnotherRequest : Next::Close;
    while (next == Next::AnotherRequest)
        next = co_await serveOne();
    if (next == Next::Linger)
        co_await linger();
    else if (!m_isCutOff) // Where nothing else tells the end of a body, an orderly one would say that it is whole.
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
    m_isIdle = true;
    if (!co_await awaitRequest())
        co_return Next::Close;
    RequestParser parser(m_serving.limits.headerBytes, m_serving.limits.bodyBytes);
    ByteShare share(m_serving.bodyBytes, m_serving.limits.allBodiesBytes);
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

/// Waits with as little memory as can be, which most connections do most of the time.
Task<bool> Connection::awaitRequest()
{
    // A client that has shaken hands is expected to speak; one that was served may rest.
    setDeadline(m_isFirst ? m_serving.limits.header : m_serving.limits.idle);
    co_return !m_rest.isEmpty() || m_tls.hasPending() || co_await isReady(Progress::NeedsInput);
}

Task<Connection::Reception> Connection::receive(RequestParser &parser, ByteShare &share)
{
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

Task<Connection::Reception> Connection::receiveBody(RequestParser &parser, ByteShare &share)
{
    if (parser.stage() == RequestParser::Stage::Complete)
        co_return true;
    setDeadline(m_serving.limits.body);
    if (parser.expectsContinue() && m_rest.isEmpty()) {
        Outgoing goOn{.head = "HTTP/1.1 100 Continue\r\n\r\n"};
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
        if (!share.growTo(std::max<qsizetype>(0, parser.request().body.size() - freeBody)))
            co_return std::unexpected(tooBusy());
    }
    co_return true;
}

/// Gives the parser what was left over by the request before or, when that leads no further, what arrives.
Task<Connection::Reception> Connection::advance(RequestParser &parser)
{
    if (++m_readsInARow >= readsInARow) {
        m_readsInARow = 0;
        co_await asio::post(asTask);
        if (m_isInterrupted)
            co_return false;
    }
    if (std::exchange(m_isRestUntried, false))
        co_return feed(parser, {});
    for (;;) {
        const TlsSession::Transfer transfer = m_tls.read(m_thread.scratch);
        if (transfer.progress == Progress::Done)
            co_return feed(parser, QByteArrayView(m_thread.scratch.data(), transfer.size));
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
    AnswerForm form{.hasBody = parser.request().method != "HEAD",
        .keepsConnection = parser.keepsConnection(),
        .takesChunks = parser.takesChunks()};
    const bool isQuick = m_serving.isQuick && m_serving.isQuick(parser.request());
    if (!isQuick && ++m_serving.waitingRequests > m_serving.limits.waitingRequests) {
        --m_serving.waitingRequests;
        const bool isSent = co_await refuse(tooBusy(), form);
        co_return isSent ? nextAfter(form) : Next::Close;
    }
    Request request = parser.take();
    request.peer = m_place.peer();
    request.clientCertificateDer = m_clientCertificate;

    if (!isQuick) {
        // A handler takes as long as it takes. Without a deadline the network thread leaves this connection alone.
        m_deadline = SteadyClock::time_point::max();
        co_await asio::post(asio::bind_executor(m_thread.handlers.get_executor(), asTask));
        --m_serving.waitingRequests;
    }
    // No exception may end the coroutine here: it lives on the network thread.
    Outgoing outgoing = handled(m_serving, std::move(request), form);
    ByteShare share(m_serving.answerBytes, m_serving.limits.allAnswersBytes);
    if (outgoing.body.size() > freeAnswer && !share.growTo(outgoing.body.size()))
        outgoing = refused(tooBusy(), form);
    const Progress progress = push(outgoing);
    if (!isQuick)
        co_await asio::post(asTask);

    setDeadline(m_serving.limits.write);
    bool isSent = co_await send(outgoing, progress);
    if (isSent && outgoing.stream)
        isSent = co_await stream(*outgoing.stream, form);
    m_bell.reset();
    co_return isSent ? nextAfter(form) : Next::Close;
}

/// Sends what @p body gives, piece after piece. False when it could not be brought to its end.
Task<bool> Connection::stream(BodyStream &body, AnswerForm form)
{
    m_bell = std::make_shared<Doorbell>(m_thread.network.get_executor());
    m_bell->listenAt(m_socket);
    body.begin([bell = m_bell] { bell->ring(); });
    m_isCutOff = true;
    for (;;) {
        m_deadline = SteadyClock::time_point::max();
        co_await asio::post(asio::bind_executor(m_thread.handlers.get_executor(), asTask));
        const bool isStopping = m_serving.isStopping;
        const auto piece = nextPiece(body, isStopping);
        Outgoing outgoing = piece ? writtenPiece(piece->bytes, piece->isLast, form) : Outgoing();
        const Progress progress = push(outgoing);
        co_await asio::post(asTask);
        if (!piece || piece->isBroken)
            co_return false;

        // Asked anew: whoever was told to drain meanwhile had no deadline yet that could have been shortened.
        const ListenerLimits::Duration limit = m_serving.isStopping ? m_serving.limits.linger : m_serving.limits.write;
        setDeadline(limit);
        if (!co_await send(outgoing, progress)) {
            if (m_isInterrupted && !m_serving.isStopping)
                reportSlowReader(m_place.peer(), limit);
            co_return false;
        }
        if (piece->isLast) {
            m_isCutOff = false;
            co_return true;
        }
        if (!co_await pause(piece->pause))
            co_return false;
    }
}

/// Waits for the next piece of a stream. False when the client has gone meanwhile.
Task<bool> Connection::pause(std::chrono::milliseconds atMost)
{
    m_deadline = SteadyClock::time_point::max();
    if (atMost.count() > 0)
        co_await m_bell->wait(atMost);
    if (m_bell->hasInput()) {
        if (!drainInput())
            co_return false;
        m_bell->listenAt(m_socket);
    }
    co_return true;
}

/// Puts aside what arrives while an answer streams: a next request, in parts. False at the client's end, or when that
/// is more than a header.
bool Connection::drainInput()
{
    for (;;) {
        const TlsSession::Transfer transfer = m_tls.read(m_thread.scratch);
        if (transfer.progress == Progress::NeedsInput)
            return true;
        if (transfer.progress != Progress::Done || m_rest.size() + transfer.size > m_serving.limits.headerBytes)
            return false;
        m_rest.append(m_thread.scratch.data(), transfer.size);
        m_isRestUntried = true;
    }
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
        m_socket.read_some(asio::buffer(m_thread.scratch), error);
}

}

void serveConnection(NetworkThread &thread, qintptr socket, Admission::Place place)
{
    auto serve = [&thread, socket, place = std::move(place)]() mutable -> Task<void> {
        Socket own(thread.network.get_executor());
        const auto protocol = place.peer().isV4() ? asio::ip::tcp::v4() : asio::ip::tcp::v6();
        own.assign(protocol, static_cast<Socket::native_handle_type>(socket));
        own.non_blocking(true);
        Connection connection(thread, std::move(own), std::move(place));
        co_await connection.serve();
    };
    asio::co_spawn(thread.network.get_executor(), std::move(serve),
        [](const std::exception_ptr &failure) { report(failure, "A connection"); });
}

}
