// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/bodystream.h"
#include "throwawayhosts.h"
#include "tlsclient.h"

#include <QMutex>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <deque>
#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

/// What a stream of the tests says, and what became of it; both sides hold it.
struct Script {
    QMutex mutex;
    std::deque<BodyStream::Piece> pieces; ///< under mutex
    BodyStream::Wake wake; ///< under mutex
    std::atomic<int> pulls = 0;
    std::atomic<int> alive = 0;
    std::atomic<bool> sawStopping = false;
    std::atomic<bool> throws = false;

    void say(const QByteArray &bytes, bool isLast = false)
    {
        const QMutexLocker lock(&mutex);
        pieces.push_back({.bytes = bytes, .isLast = isLast, .pause = isLast ? 0ms : 1h});
        if (wake)
            wake();
    }
};

class ScriptedStream : public BodyStream {
public:
    explicit ScriptedStream(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
        ++m_script->alive;
    }
    ~ScriptedStream() override
    {
        const QMutexLocker lock(&m_script->mutex);
        m_script->wake = {};
        --m_script->alive;
    }

    void begin(const Wake &wake) override
    {
        const QMutexLocker lock(&m_script->mutex);
        m_script->wake = wake;
    }

    Piece next(bool isStopping) override
    {
        ++m_script->pulls;
        if (m_script->throws)
            throw std::runtime_error("broken on purpose");
        if (isStopping) {
            m_script->sawStopping = true;
            return {.bytes = "farewell", .isLast = true};
        }
        const QMutexLocker lock(&m_script->mutex);
        if (m_script->pieces.empty())
            return {.pause = 1h};
        Piece piece = std::move(m_script->pieces.front());
        m_script->pieces.pop_front();
        if (!m_script->pieces.empty())
            piece.pause = 0ms;
        return piece;
    }

private:
    std::shared_ptr<Script> m_script;
};

/// Never ends, and is as fast as it is asked.
class EndlessStream : public BodyStream {
public:
    explicit EndlessStream(std::atomic<int> &pulls)
        : m_pulls(pulls)
    {
    }

    void begin(const Wake &) override { }
    Piece next(bool isStopping) override
    {
        ++m_pulls;
        return {.bytes = QByteArray(64 * 1024, 'x'), .isLast = isStopping};
    }

private:
    std::atomic<int> &m_pulls;
};

Response streaming(std::shared_ptr<BodyStream> stream, bool endsConnection = false)
{
    Response response;
    response.headers.set("Content-Type", "text/plain");
    response.stream = std::move(stream);
    response.endsConnection = endsConnection;
    return response;
}

}

/// Answers whose bodies come in pieces, over real sockets.
class TestStreaming : public QObject {
    Q_OBJECT

private slots:
    void init();
    void sendsPiecesWhenTheyCome();
    void keepsTheConnectionForTheNextRequest();
    void endsTheConnectionWhenItShall();
    void sendsNoBodyToHead();
    void sendsPlainBytesToOldClients();
    void holdsNoThreadMeanwhile();
    void noticesAClientThatLeaves();
    void cutsOffASlowReader();
    void pullsNoMoreThanTheReaderTakes();
    void servesOthersBesideAFastStream();
    void endsStreamsWhenItStops();
    void endsASilentReaderWhenItStops();
    void endsWithoutAnEndWhenTheStreamFails();
    void takesNoFloodBehindTheRequest();

private:
    std::unique_ptr<Listener> open(const ListenerLimits &limits = {}, bool endsConnection = false);

    std::shared_ptr<Script> m_script;
};

void TestStreaming::init()
{
    m_script = std::make_shared<Script>();
}

/// A stream at /stream, something small everywhere else.
std::unique_ptr<Listener> TestStreaming::open(const ListenerLimits &limits, bool endsConnection)
{
    return openListener(
        [script = m_script, endsConnection](const Request &request) {
            return request.path == "/stream" ? streaming(std::make_shared<ScriptedStream>(script), endsConnection)
                                             : text(200, "small");
        },
        limits);
}

void TestStreaming::sendsPiecesWhenTheyCome()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream")));
    const auto head = client.receive(false);
    QVERIFY(head);
    QCOMPARE(head->status, 200);
    QCOMPARE(head->header("Transfer-Encoding"), "chunked");
    QCOMPARE(head->header("Content-Length"), "");
    QCOMPARE(head->header("Cache-Control"), "no-store");
    m_script->say("one");
    QCOMPARE(client.receiveChunk(), "one");
    m_script->say("");
    const QByteArray large(300'000, 'x');
    m_script->say(large);
    QCOMPARE(client.receiveChunk(), large);
    m_script->say("end", true);
    QCOMPARE(client.receiveChunk(), "end");
    QCOMPARE(client.receiveChunk(), "");
    QTRY_COMPARE(m_script->alive, 0);
}

void TestStreaming::keepsTheConnectionForTheNextRequest()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    for (int i = 0; i < 3; ++i) {
        // The second request comes while the first answer is under way.
        QVERIFY(client.send(get("/stream")));
        QVERIFY(client.receive(false));
        QVERIFY(client.send(get("/small")));
        m_script->say("one");
        QCOMPARE(client.receiveChunk(), "one");
        m_script->say("", true);
        QCOMPARE(client.receiveChunk(), "");
        QCOMPARE(client.receive()->body, "small");
    }
}

void TestStreaming::endsTheConnectionWhenItShall()
{
    const auto listener = open({}, true);
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream")));
    QCOMPARE(client.receive(false)->header("Connection"), "close");
    m_script->say("end", true);
    QCOMPARE(client.receiveChunk(), "end");
    QCOMPARE(client.receiveChunk(), "");
    QVERIFY(client.isEndedInOrder());
}

void TestStreaming::sendsNoBodyToHead()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream").replace("GET", "HEAD")));
    const auto head = client.receive(false);
    QVERIFY(head);
    QCOMPARE(head->status, 200);
    QCOMPARE(head->header("Content-Type"), "text/plain");
    QCOMPARE(client.exchange(get("/small"))->body, "small");
    QCOMPARE(m_script->pulls, 0);
    QCOMPARE(m_script->alive, 0);
}

void TestStreaming::sendsPlainBytesToOldClients()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream").replace("HTTP/1.1", "HTTP/1.0")));
    const auto head = client.receive(false);
    QVERIFY(head);
    QCOMPARE(head->header("Transfer-Encoding"), "");
    QCOMPARE(head->header("Connection"), "close");
    m_script->say("one\r\n");
    m_script->say("two\r\n", true);
    QByteArray body;
    for (char byte = 0; client.receiveByte(byte);)
        body += byte;
    QCOMPARE(body, "one\r\ntwo\r\n");
    QVERIFY(client.isEndedInOrder());
}

void TestStreaming::holdsNoThreadMeanwhile()
{
    ListenerLimits limits;
    limits.handlerThreads = 1;
    limits.networkThreads = 1;
    const auto listener = open(limits);
    std::vector<std::unique_ptr<TlsClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<TlsClient>(listener->port(), ClientOptions{}));
        QVERIFY(clients.back()->send(get("/stream")));
        QVERIFY(clients.back()->receive(false));
    }
    TlsClient other(listener->port(), {});
    QCOMPARE(other.exchange(get("/small"))->body, "small");
}

void TestStreaming::noticesAClientThatLeaves()
{
    const auto listener = open();
    {
        TlsClient client(listener->port(), {});
        QVERIFY(client.send(get("/stream")));
        QVERIFY(client.receive(false));
        QCOMPARE(m_script->alive, 1);
    }
    QTRY_COMPARE(m_script->alive, 0);
    QTRY_COMPARE(listener->connectionCount(), 0);
}

void TestStreaming::cutsOffASlowReader()
{
    ListenerLimits limits;
    limits.write = 50ms;
    std::atomic<int> pulls = 0;
    const auto listener
        = openListener([&pulls](const Request &) { return streaming(std::make_shared<EndlessStream>(pulls)); }, limits);
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"127\\.0\\.0\\.1 was cut off: .* within 0\\.05 seconds"_s));
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/")));
    QTRY_COMPARE(listener->connectionCount(), 0);
}

void TestStreaming::pullsNoMoreThanTheReaderTakes()
{
    std::atomic<int> pulls = 0;
    const auto listener
        = openListener([&pulls](const Request &) { return streaming(std::make_shared<EndlessStream>(pulls)); });
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/")));
    QVERIFY(client.receive(false));
    // What the two systems' buffers take between them, a few MiB; then it stands still.
    int before = -1;
    QVERIFY(QTest::qWaitFor([&] { return std::exchange(before, pulls) == pulls; }, 30s));
    QVERIFY2(pulls < 512, QByteArray::number(pulls).constData());
    for (int i = 0; i < 600; ++i)
        QCOMPARE(client.receiveChunk()->size(), 64 * 1024);
    QTRY_VERIFY(pulls >= 600);
}

void TestStreaming::servesOthersBesideAFastStream()
{
    ListenerLimits limits;
    limits.handlerThreads = 1;
    limits.networkThreads = 1;
    std::atomic<int> pulls = 0;
    const auto listener = openListener(
        [&pulls](const Request &request) {
            return request.path == "/" ? streaming(std::make_shared<EndlessStream>(pulls)) : text(200, "small");
        },
        limits);
    TlsClient fast(listener->port(), {});
    QVERIFY(fast.send(get("/")));
    QVERIFY(fast.receive(false));
    std::atomic<bool> isDone = false;
    const auto reading = std::async(std::launch::async, [&] {
        while (!isDone)
            fast.receiveChunk();
    });
    TlsClient other(listener->port(), {});
    for (int i = 0; i < 50; ++i)
        QCOMPARE(other.exchange(get("/small"))->body, "small");
    isDone = true;
    reading.wait();
}

void TestStreaming::endsStreamsWhenItStops()
{
    const auto listener = open({}, true);
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream")));
    QVERIFY(client.receive(false));
    m_script->say("one");
    QCOMPARE(client.receiveChunk(), "one");
    const auto stopping = std::async(std::launch::async, [&] { listener->stop(); });
    QCOMPARE(client.receiveChunk(), "farewell");
    QCOMPARE(client.receiveChunk(), "");
    QVERIFY(client.isEndedInOrder());
    stopping.wait();
    QVERIFY(m_script->sawStopping);
    QCOMPARE(m_script->alive, 0);
}

void TestStreaming::endsASilentReaderWhenItStops()
{
    ListenerLimits limits;
    limits.linger = 50ms;
    limits.write = 1h;
    std::atomic<int> pulls = 0;
    const auto listener
        = openListener([&pulls](const Request &) { return streaming(std::make_shared<EndlessStream>(pulls)); }, limits);
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/")));
    QVERIFY(client.receive(false));
    int before = -1;
    QVERIFY(QTest::qWaitFor([&] { return std::exchange(before, pulls) == pulls; }, 30s));
    listener->stop();
    QCOMPARE(listener->connectionCount(), 0);
}

void TestStreaming::endsWithoutAnEndWhenTheStreamFails()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream")));
    QVERIFY(client.receive(false));
    m_script->say("one");
    QCOMPARE(client.receiveChunk(), "one");
    QTest::ignoreMessage(QtWarningMsg, "A streaming answer ended by broken on purpose");
    m_script->throws = true;
    m_script->say("two");
    QVERIFY(!client.receiveChunk());
    QTRY_COMPARE(m_script->alive, 0);
}

void TestStreaming::takesNoFloodBehindTheRequest()
{
    const auto listener = open();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/stream")));
    QVERIFY(client.receive(false));
    for (int i = 0; i < 40; ++i)
        client.send(QByteArray(1024, 'x'));
    QTRY_COMPARE(m_script->alive, 0);
    QTRY_COMPARE(listener->connectionCount(), 0);
}

QTEST_GUILESS_MAIN(TestStreaming)
#include "tst_streaming.moc"
