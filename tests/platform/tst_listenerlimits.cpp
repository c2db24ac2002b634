// SPDX-License-Identifier: GPL-3.0-or-later
#include "throwawayhosts.h"
#include "tlsclient.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

/// Whoever is refused may go on sending for as long as that takes him.
ListenerLimits patientLimits()
{
    ListenerLimits limits;
    limits.linger = std::chrono::minutes(5);
    return limits;
}

std::unique_ptr<Listener> openCounting(std::atomic<int> &calls, const ListenerLimits &limits = {})
{
    return openListener(
        [&calls](const Request &) {
            ++calls;
            return noContent();
        },
        limits);
}

QByteArray chunks(int count, const QByteArray &piece)
{
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    return all;
}

QByteArray requestOfSize(qsizetype size)
{
    const QByteArray empty = get("/", "a.example.test", "X: \r\n");
    return get("/", "a.example.test", "X: " + QByteArray(size - empty.size(), 'x') + "\r\n");
}

constexpr auto chunkedPut = "PUT / HTTP/1.1\r\nHost: a.example.test\r\nTransfer-Encoding: chunked\r\n\r\n";

}

class TestListenerLimits : public QObject {
    Q_OBJECT

private slots:
    void refusesDoubtfulRequests_data();
    void refusesDoubtfulRequests();
    void refusesLargeHeaders_data();
    void refusesLargeHeaders();
    void takesHeadersUpToTheLimit();
    void refusesALargeBodyBeforeItComes();
    void refusesALargeBodyThatComesAnyway();
    void refusesALargeChunkedBody();
    void doesNotInviteABodyThatIsTooLarge();
    void endsAHandshakeThatTakesTooLong_data();
    void endsAHandshakeThatTakesTooLong();
    void answersAHeaderThatTakesTooLong_data();
    void answersAHeaderThatTakesTooLong();
    void endsAConnectionThatSaysNothing();
    void answersABodyThatTakesTooLong();
    void endsAnIdleConnection();
    void endsAConnectionWhoseClientDoesNotRead();
    void forgetsRequestsThatAreCutOff_data();
    void forgetsRequestsThatAreCutOff();
    void closesConnectionsBeyondTheLimitOfAnAddress();
    void closesConnectionsBeyondTheLimitOfAll();
    void refusesRequestsThatNoThreadIsFreeFor();
    void refusesBodiesThatTogetherAreTooLarge();
};

void TestListenerLimits::refusesDoubtfulRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray line = "PUT / HTTP/1.1\r\n";
    const QByteArray host = "Host: a.example.test\r\n";
    const auto row = [](const char *name, const QByteArray &request, int status = 400) {
        QTest::newRow(name) << request << status;
    };
    row("length and chunks", line + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("chunks and length", line + host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
    row("two lengths", line + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
    row("the same length twice", line + host + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");
    row("a list of lengths", line + host + "Content-Length: 5, 5\r\n\r\nhello");
    row("a signed length", line + host + "Content-Length: +5\r\n\r\nhello");
    row("a negative length", line + host + "Content-Length: -5\r\n\r\nhello");
    row("a hexadecimal length", line + host + "Content-Length: 0x5\r\n\r\nhello");
    row("an empty length", line + host + "Content-Length:\r\n\r\nhello");
    row("a length beyond 64 bits", line + host + "Content-Length: 99999999999999999999999\r\n\r\nhello");
    row("two encodings", line + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    row("chunked twice", line + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("an unknown encoding", line + host + "Transfer-Encoding: gzip\r\n\r\nhello");
    row("chunked, then identity", line + host + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
    row("a quoted encoding", line + host + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n");
    row("chunks in HTTP/1.0", "PUT / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("a blank before the colon", line + host + "Content-Length : 5\r\n\r\nhello");
    row("a line that begins with a blank", line + " X: 1\r\n" + host + "\r\n");
    row("a folded header", line + host + "X-Long: one\r\n two\r\n\r\n");
    row("a header folded at once", line + host + "X-Long:\r\n\ttwo\r\n\r\n");
    row("bare line feeds", "GET / HTTP/1.1\nHost: a.example.test\n\n");
    row("a bare line feed in the header", line + "X: 1\n" + host + "\r\n");
    row("a bare carriage return", line + "X: 1\rY: 2\r\n" + host + "\r\n");
    row("a NUL in a value", line + host + QByteArray("X: a\0b\r\n\r\n", 10));
    row("a control character in a name", line + host + "X\x01: a\r\n\r\n");
    row("no colon", line + host + "Nonsense\r\n\r\n");
    row("an empty name", line + host + ": value\r\n\r\n");
    row("an empty line in front", "\r\nGET / HTTP/1.1\r\n" + host + "\r\n");
    row("a bad chunk size", chunkedPut + QByteArray("zz\r\nhello\r\n0\r\n\r\n"));
    row("a negative chunk size", chunkedPut + QByteArray("-1\r\nhello\r\n0\r\n\r\n"));
    row("a chunk size beyond 64 bits", chunkedPut + QByteArray("11111111111111111\r\nx\r\n0\r\n\r\n"));
    row("a chunk longer than it says", chunkedPut + QByteArray("3\r\nhello\r\n0\r\n\r\n"));
    row("a chunk ended by a bare line feed", chunkedPut + QByteArray("5\nhello\n0\n\n\r\n"));
    row("a chunk extension", chunkedPut + QByteArray("5;a=b\r\nhello\r\n0\r\n\r\n"));
    row("no Host", line + "X: 1\r\n\r\n");
    row("two Hosts", line + host + host + "\r\n");
    row("two different Hosts", line + host + "Host: b.example.test\r\n\r\n");
    row("an empty Host", line + "Host:\r\n\r\n");
    row("a Host with a user", line + "Host: admin@a.example.test\r\n\r\n");
    row("a Host with a path", line + "Host: a.example.test/x\r\n\r\n");
    row("a Host list", line + "Host: a.example.test, b.example.test\r\n\r\n");
    row("a Host with a wrong port", line + "Host: a.example.test:99999\r\n\r\n");
    row("a Host with an empty port", line + "Host: a.example.test:\r\n\r\n");
    row("a whole URL", "GET https://a.example.test/ HTTP/1.1\r\n" + host + "\r\n");
    row("a tunnel", "CONNECT a.example.test:443 HTTP/1.1\r\n" + host + "\r\n");
    row("an asterisk", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n");
    row("a fragment", "GET /a#b HTTP/1.1\r\n" + host + "\r\n");
    row("raw bytes beyond ASCII", "GET /\xe3\x82\xa2 HTTP/1.1\r\n" + host + "\r\n");
    row("two blanks", "GET  / HTTP/1.1\r\n" + host + "\r\n");
    row("no version", "GET /\r\n" + host + "\r\n");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    row("HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n");
    row("a method that is no token", "G(T / HTTP/1.1\r\n" + host + "\r\n");
    row("no HTTP at all", QByteArray("\x00\x01\x02\x03\r\n\r\n", 8));
    row("an unknown expectation", line + host + "Expect: a miracle\r\nContent-Length: 1\r\n\r\nx", 417);
}

void TestListenerLimits::refusesDoubtfulRequests()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls);
    TlsClient client(listener->port(), {});
    // What hides behind the doubtful request must not be taken for another one.
    const auto answer = client.exchange(request + get("/hidden"));
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->header("Content-Type"), "application/problem+json");
    QCOMPARE(answer->header("Connection"), "close");
    QVERIFY(client.isEndedInOrder());
    QCOMPARE(calls, 0);
}

void TestListenerLimits::refusesLargeHeaders_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray large(10 * 1024 * 1024, 'x');
    QTest::newRow("10 MB in one line") << get("/", "a.example.test", "X-Large: " + large + "\r\n");
    QTest::newRow("10 MB in many lines") << get(
        "/", "a.example.test", QByteArray("X-Line: 0123456789\r\n").repeated(524'288));
    QTest::newRow("10 MB of target") << get('/' + large);
    QTest::newRow("10 MB of method") << large + " / HTTP/1.1\r\n\r\n";
    QTest::newRow("10 MB of name") << get("/", "a.example.test", large + ": 1\r\n");
    QTest::newRow("a byte too many") << requestOfSize(16 * 1024 + 1);
}

void TestListenerLimits::refusesLargeHeaders()
{
    QFETCH(const QByteArray, request);
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, patientLimits());
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(request);
    QVERIFY(answer);
    QCOMPARE(answer->status, 431);
    QVERIFY(answer->body.contains("16384"));
    QVERIFY(client.isEndedInOrder());
    QCOMPARE(calls, 0);
}

void TestListenerLimits::takesHeadersUpToTheLimit()
{
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls);
    TlsClient client(listener->port(), {});
    QCOMPARE(client.exchange(requestOfSize(16 * 1024))->status, 204);
}

void TestListenerLimits::refusesALargeBodyBeforeItComes()
{
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls);
    TlsClient client(listener->port(), {});
    const auto answer
        = client.exchange("PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 8388609\r\n\r\nonly this");
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QVERIFY(answer->body.contains("8388608"));
    QVERIFY(client.isEndedInOrder());
    QCOMPARE(calls, 0);
}

void TestListenerLimits::refusesALargeBodyThatComesAnyway()
{
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, patientLimits());
    TlsClient client(listener->port(), {});
    const QByteArray body(20 * 1024 * 1024, 'x');
    const auto answer
        = client.exchange("PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 20971520\r\n\r\n" + body);
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QVERIFY(client.isEndedInOrder());
}

void TestListenerLimits::refusesALargeChunkedBody()
{
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, patientLimits());
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(chunkedPut + chunks(9, QByteArray(1024 * 1024, 'x')) + "0\r\n\r\n");
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QVERIFY(client.isEndedInOrder());
    QCOMPARE(calls, 0);
}

void TestListenerLimits::doesNotInviteABodyThatIsTooLarge()
{
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls);
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(
        "PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 8388609\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
}

void TestListenerLimits::endsAHandshakeThatTakesTooLong_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a record") << QByteArray("\x16\x03\x01\x02\x00\x01", 6);
}

void TestListenerLimits::endsAHandshakeThatTakesTooLong()
{
    QFETCH(const QByteArray, beginning);
    ListenerLimits limits;
    limits.handshake = 50ms;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient client(listener->port(), {.shakesHands = false});
    QVERIFY(client.sendRaw(beginning));
    QVERIFY(client.isEnded());
    QTRY_COMPARE(listener->connectionCount(), 0);
}

void TestListenerLimits::answersAHeaderThatTakesTooLong_data()
{
    QTest::addColumn<QByteArray>("whole");
    QTest::addColumn<QByteArray>("half");
    QTest::newRow("the first request") << QByteArray() << QByteArray("GET / HTTP/1.1\r\nHost: a.exa");
    QTest::newRow("one byte") << QByteArray() << QByteArray("G");
    QTest::newRow("no end") << QByteArray() << get("/").chopped(2);
    QTest::newRow("a later request") << get("/") << QByteArray("GET / HT");
}

void TestListenerLimits::answersAHeaderThatTakesTooLong()
{
    QFETCH(const QByteArray, whole);
    QFETCH(const QByteArray, half);
    ListenerLimits limits;
    limits.header = 50ms;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    std::optional<Answer> answer;
    bool isEndedInOrder = false;
    // Whoever says nothing for so long after the handshake is closed without a word; on a busy machine that is us.
    const auto isTold = [&] {
        TlsClient client(listener->port(), {});
        if (!whole.isEmpty() && !client.exchange(whole))
            return false;
        answer = client.exchange(half);
        isEndedInOrder = answer && client.isEndedInOrder();
        return answer.has_value();
    };
    QVERIFY(QTest::qWaitFor(isTold, 60s));
    QCOMPARE(answer->status, 408);
    QVERIFY(isEndedInOrder);
}

void TestListenerLimits::endsAConnectionThatSaysNothing()
{
    ListenerLimits limits;
    limits.header = 50ms;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient client(listener->port(), {});
    QVERIFY(client.isEndedInOrder());
}

void TestListenerLimits::answersABodyThatTakesTooLong()
{
    ListenerLimits limits;
    limits.body = 50ms;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange("PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 9\r\n\r\nhalf");
    QVERIFY(answer);
    QCOMPARE(answer->status, 408);
    QVERIFY(client.isEndedInOrder());
    QCOMPARE(calls, 0);
}

void TestListenerLimits::endsAnIdleConnection()
{
    ListenerLimits limits;
    limits.idle = 50ms;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient client(listener->port(), {});
    QCOMPARE(client.exchange(get("/"))->status, 204);
    QVERIFY(client.isEndedInOrder());
}

void TestListenerLimits::endsAConnectionWhoseClientDoesNotRead()
{
    ListenerLimits limits;
    limits.write = 50ms;
    const QByteArray large(64 * 1024 * 1024, 'x');
    const auto listener = openListener([&large](const Request &) { return text(200, large); }, limits);
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/")));
    QTRY_COMPARE(listener->connectionCount(), 0);
}

void TestListenerLimits::forgetsRequestsThatAreCutOff_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("in the header") << QByteArray("GET / HTTP/1.1\r\nHo");
    QTest::newRow("in the body") << QByteArray(
        "PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 9\r\n\r\nhalf");
    QTest::newRow("in a chunk") << QByteArray(chunkedPut) + "9\r\nhalf";
    QTest::newRow("before the last chunk") << QByteArray(chunkedPut) + "4\r\nhalf\r\n";
}

void TestListenerLimits::forgetsRequestsThatAreCutOff()
{
    QFETCH(const QByteArray, beginning);
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls);
    TlsClient client(listener->port(), {});
    if (!beginning.isEmpty())
        QVERIFY(client.send(beginning));
    client.truncate();
    QVERIFY(client.isEnded());
    QTRY_COMPARE(listener->connectionCount(), 0);
    QCOMPARE(calls, 0);
}

void TestListenerLimits::closesConnectionsBeyondTheLimitOfAnAddress()
{
    ListenerLimits limits;
    limits.connectionsPerAddress = 2;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient first(listener->port(), {});
    {
        TlsClient second(listener->port(), {});
        QVERIFY(second.isConnected());
        QVERIFY(!TlsClient(listener->port(), {}).isConnected());
        QVERIFY(TlsClient(listener->port(), {.from = "127.0.0.2"}).isConnected());
        QCOMPARE(second.exchange(get("/"))->status, 204);
    }
    QTRY_COMPARE(listener->connectionCount(), 1);
    QVERIFY(TlsClient(listener->port(), {}).isConnected());
    QCOMPARE(first.exchange(get("/"))->status, 204);
}

void TestListenerLimits::closesConnectionsBeyondTheLimitOfAll()
{
    ListenerLimits limits;
    limits.connections = 2;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    TlsClient first(listener->port(), {});
    TlsClient second(listener->port(), {.from = "127.0.0.2"});
    QVERIFY(!TlsClient(listener->port(), {.from = "127.0.0.3"}).isConnected());
    QCOMPARE(first.exchange(get("/"))->status, 204);
    QCOMPARE(second.exchange(get("/"))->status, 204);
}

void TestListenerLimits::refusesRequestsThatNoThreadIsFreeFor()
{
    ListenerLimits limits;
    limits.handlerThreads = 1;
    limits.waitingRequests = 1;
    QSemaphore entered;
    QSemaphore mayLeave;
    const auto listener = openListener(
        [&](const Request &) {
            entered.release();
            mayLeave.acquire();
            return noContent();
        },
        limits);
    const auto opened = qScopeGuard([&mayLeave] { mayLeave.release(3); });
    TlsClient running(listener->port(), {});
    QVERIFY(running.send(get("/")));
    entered.acquire();
    // One of these two waits, the other is told at once to come again; which one is chance.
    TlsClient second(listener->port(), {});
    TlsClient third(listener->port(), {});
    auto one = std::async(std::launch::async, [&second] { return second.exchange(get("/")); });
    auto other = std::async(std::launch::async, [&third] { return third.exchange(get("/")); });
    const auto isThere = [](const auto &answer) { return answer.wait_for(0s) == std::future_status::ready; };
    QTRY_VERIFY(isThere(one) || isThere(other));
    auto &early = isThere(one) ? one : other;
    auto &late = isThere(one) ? other : one;
    const auto refusal = early.get();
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 503);
    QCOMPARE(refusal->header("Retry-After"), "2");
    mayLeave.release(2);
    QCOMPARE(late.get()->status, 204);
    QCOMPARE(running.receive()->status, 204);
}

void TestListenerLimits::refusesBodiesThatTogetherAreTooLarge()
{
    ListenerLimits limits;
    limits.allBodiesBytes = 60'000;
    std::atomic<int> calls = 0;
    const auto listener = openCounting(calls, limits);
    const QByteArray start = "PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 60000\r\n";
    // It is invited to send, so its header was read; then most of its body is.
    TlsClient holding(listener->port(), {});
    QCOMPARE(holding.exchange(start + "Expect: 100-continue\r\n\r\n")->status, 100);
    QVERIFY(holding.send(QByteArray(59'999, 'x')));
    const QByteArray whole = start + "\r\n" + QByteArray(60'000, 'x');
    const auto isAnswered = [&](int status) {
        const auto answer = TlsClient(listener->port(), {}).exchange(whole);
        return answer && answer->status == status;
    };
    // Until the one that holds has been read, and again until it is forgotten.
    QVERIFY(QTest::qWaitFor([&] { return isAnswered(503); }, 30s));
    QCOMPARE(holding.exchange("x")->status, 204);
    QVERIFY(QTest::qWaitFor([&] { return isAnswered(204); }, 30s));
}

QTEST_GUILESS_MAIN(TestListenerLimits)
#include "tst_listenerlimits.moc"
