// SPDX-License-Identifier: GPL-3.0-or-later
#include "throwawayhosts.h"
#include "tlsclient.h"

#include <QJsonObject>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

Response echoPath(const Request &request)
{
    return text(200, request.path);
}

QByteArray put(const QByteArray &body, const QByteArray &lines)
{
    return "PUT /thing HTTP/1.1\r\nHost: a.example.test\r\n" + lines + "\r\n" + body;
}

QByteArray putWithLength(const QByteArray &body, const QByteArray &lines = {})
{
    return put(body, "Content-Length: " + QByteArray::number(body.size()) + "\r\n" + lines);
}

}

class TestListener : public QObject {
    Q_OBJECT

private slots:
    void handsTheRequestOver();
    void addsWhatEveryAnswerCarries();
    void answersManyRequestsOnOneConnection();
    void answersPipelinedRequestsInOrder();
    void endsTheConnectionWhenAsked_data();
    void endsTheConnectionWhenAsked();
    void answersHeadWithoutBody();
    void givesNoContentNoLength();
    void neverLetsAValueBreakItsLine();
    void takesLargeBodies_data();
    void takesLargeBodies();
    void sendsLargeBodies();
    void invitesTheBodyOfAWaitingClient();
    void answersAThrowingHandlerWithoutDetails_data();
    void answersAThrowingHandlerWithoutDetails();
    void survivesClientsThatLeaveInTheMiddle();
    void serves200ConnectionsAtOnce();
    void goesOnWhileHandlersBlock();
    void answersQuickRequestsWithoutAHandlersThread();
    void finishesARunningRequestBeforeItStops();
    void dropsIdleConnectionsWhenItStops();
    void refusesAnAddressThatIsNone();
    void refusesAPortInUse();
};

void TestListener::handsTheRequestOver()
{
    Request seen;
    const auto listener = openListener([&seen](Request request) {
        seen = std::move(request);
        return noContent();
    });
    TlsClient client(listener->port(), {.from = "127.0.0.2"});
    const auto answer = client.exchange("POST /one%20two?a=1&b=x%26y HTTP/1.1\r\nHOST: A.Example.Test:8443\r\n"
                                        "X-Many: one\r\nx-many: \t two \r\nContent-Length: 5\r\n\r\nhello");
    QVERIFY(answer);
    QCOMPARE(answer->status, 204);
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.path, "/one%20two");
    QCOMPARE(seen.query.queryItemValue(u"a"_s), u"1");
    QCOMPARE(seen.query.queryItemValue(u"b"_s, QUrl::FullyDecoded), u"x&y");
    QCOMPARE(seen.host, "a.example.test");
    QCOMPARE(seen.header("X-MANY"), "one");
    QCOMPARE(seen.headerLines("x-Many"), (QList<QByteArray>{"one", "two"}));
    QVERIFY(!seen.header("absent"));
    QCOMPARE(seen.body, "hello");
    QCOMPARE(seen.peer.toString(), u"127.0.0.2");
    QVERIFY(seen.clientCertificateDer.isEmpty());
}

void TestListener::addsWhatEveryAnswerCarries()
{
    const auto listener = openListener([](const Request &request) {
        Response response = json(200, {{u"a"_s, 1}});
        if (request.path == "/kept")
            response.headers.set("cache-control", "max-age=60");
        return response;
    });
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(get("/"));
    QVERIFY(answer);
    QCOMPARE(answer->body, "{\"a\":1}");
    QCOMPARE(answer->header("Content-Type"), "application/json");
    QCOMPARE(answer->header("X-Content-Type-Options"), "nosniff");
    QCOMPARE(answer->header("Referrer-Policy"), "no-referrer");
    QCOMPARE(answer->header("Cache-Control"), "no-store");
    const QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(answer->header("Date")).chopped(4), u"ddd, dd MMM yyyy HH:mm:ss"_s);
    QVERIFY2(date.isValid(), answer->head.constData());
    QCOMPARE(client.exchange(get("/kept"))->header("Cache-Control"), "max-age=60");
}

void TestListener::answersManyRequestsOnOneConnection()
{
    const auto listener = openListener(echoPath);
    TlsClient client(listener->port(), {});
    for (int i = 0; i < 50; ++i) {
        const QByteArray path = '/' + QByteArray::number(i);
        const auto answer = client.exchange(get(path));
        QVERIFY(answer);
        QCOMPARE(answer->body, path);
    }
    QCOMPARE(listener->connectionCount(), 1);
}

void TestListener::answersPipelinedRequestsInOrder()
{
    const auto listener = openListener([](const Request &request) { return text(200, request.path + request.body); });
    TlsClient client(listener->port(), {});
    QByteArray all;
    for (int i = 0; i < 100; ++i)
        all += i % 3 == 0 ? putWithLength(QByteArray::number(i)) : get('/' + QByteArray::number(i));
    QVERIFY(client.send(all));
    for (int i = 0; i < 100; ++i) {
        const auto answer = client.receive();
        QVERIFY(answer);
        QCOMPARE(answer->body, (i % 3 == 0 ? "/thing" : "/") + QByteArray::number(i));
    }
}

void TestListener::endsTheConnectionWhenAsked_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("close") << get("/", "a.example.test", "Connection: close\r\n");
    QTest::newRow("close among others") << get("/", "a.example.test", "Connection: TE, Close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\nHost: a.example.test\r\n\r\n");
}

void TestListener::endsTheConnectionWhenAsked()
{
    QFETCH(const QByteArray, request);
    const auto listener = openListener(echoPath);
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(request);
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->header("Connection"), "close");
    QVERIFY(client.isEndedInOrder());
}

void TestListener::answersHeadWithoutBody()
{
    const auto listener = openListener(echoPath);
    TlsClient client(listener->port(), {});
    QVERIFY(client.send("HEAD /head HTTP/1.1\r\nHost: a.example.test\r\n\r\n"));
    const auto answer = client.receive(false);
    QVERIFY(answer);
    QCOMPARE(answer->header("Content-Length"), "5");
    QCOMPARE(client.exchange(get("/next"))->body, "/next");
}

void TestListener::givesNoContentNoLength()
{
    const auto listener = openListener([](const Request &) { return noContent(); });
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(get("/"));
    QVERIFY(answer);
    QVERIFY(answer->header("Content-Length").isEmpty());
    QCOMPARE(client.exchange(get("/"))->status, 204);
}

void TestListener::neverLetsAValueBreakItsLine()
{
    const auto listener = openListener([](const Request &) {
        Response response = noContent();
        response.headers.append("X-Name", "one\r\nSet-Cookie: stolen=1");
        return response;
    });
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(get("/"));
    QVERIFY(answer);
    QVERIFY(answer->header("Set-Cookie").isEmpty());
    QCOMPARE(answer->header("X-Name"), "one  Set-Cookie: stolen=1");
}

void TestListener::takesLargeBodies_data()
{
    QTest::addColumn<QByteArray>("request");
    QByteArray body(4 * 1024 * 1024 + 17, 'x');
    for (qsizetype i = 0; i < body.size(); i += 1000)
        body[i] = static_cast<char>('a' + i / 1000 % 26);
    QByteArray chunked;
    for (qsizetype at = 0; at < body.size(); at += 70'000) {
        const QByteArray piece = body.mid(at, 70'000);
        chunked += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }
    QTest::newRow("by length") << putWithLength(body);
    QTest::newRow("in chunks") << put(chunked + "0\r\n\r\n", "Transfer-Encoding: chunked\r\n");
    QTest::newRow("in chunks, with a trailer")
        << put(chunked + "0\r\nX-Late: 1\r\nHost: b.example.test\r\n\r\n", "transfer-encoding: Chunked\r\n");
}

void TestListener::takesLargeBodies()
{
    QFETCH(const QByteArray, request);
    const auto listener = openListener([](const Request &request) {
        const bool isWhole = request.body.size() == 4 * 1024 * 1024 + 17 && request.body[26'000] == 'a'
            && request.body[1000] == 'b' && !request.header("X-Late") && request.headerLines("Host").size() == 1;
        return text(isWhole ? 200 : 400, "seen");
    });
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(request);
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(client.exchange(putWithLength("small"))->status, 400);
}

void TestListener::sendsLargeBodies()
{
    const QByteArray body(20 * 1024 * 1024, 'y');
    const auto listener = openListener([&body](const Request &) { return text(200, body); });
    TlsClient client(listener->port(), {});
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.exchange(get("/"));
        QVERIFY(answer);
        QVERIFY(answer->body == body);
    }
}

void TestListener::invitesTheBodyOfAWaitingClient()
{
    const auto listener = openListener([](const Request &request) { return text(200, request.body); });
    TlsClient client(listener->port(), {});
    QVERIFY(client.send("PUT / HTTP/1.1\r\nHost: a.example.test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    const auto invitation = client.receive(false);
    QVERIFY(invitation);
    QCOMPARE(invitation->status, 100);
    QCOMPARE(client.exchange("body")->body, "body");
}

void TestListener::answersAThrowingHandlerWithoutDetails_data()
{
    QTest::addColumn<bool>("isStandard");
    QTest::newRow("std::exception") << true;
    QTest::newRow("anything else") << false;
}

void TestListener::answersAThrowingHandlerWithoutDetails()
{
    QFETCH(const bool, isStandard);
    const auto listener = openListener([isStandard](const Request &request) -> Response {
        if (request.path == "/well")
            return noContent();
        if (isStandard)
            throw std::runtime_error("the inner workings");
        throw 42;
    });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^GET /thing ended by "_s));
    TlsClient client(listener->port(), {});
    const auto answer = client.exchange(get("/thing?password=hidden"));
    QVERIFY(answer);
    QCOMPARE(answer->status, 500);
    QCOMPARE(answer->header("Content-Type"), "application/problem+json");
    QVERIFY(answer->body.contains("http.handlerFailed"));
    QVERIFY(!answer->body.contains("inner workings"));
    QCOMPARE(client.exchange(get("/well"))->status, 204);
}

void TestListener::survivesClientsThatLeaveInTheMiddle()
{
    const QByteArray large(8 * 1024 * 1024, 'z');
    QSemaphore entered;
    QSemaphore mayLeave;
    const auto listener = openListener([&](const Request &request) {
        if (request.path == "/wait") {
            entered.release();
            mayLeave.acquire();
        }
        return text(200, large);
    });
    for (const QByteArray &path : {QByteArray("/"), QByteArray("/wait")}) {
        TlsClient client(listener->port(), {});
        QVERIFY(client.send(get(path) + get(path)));
    }
    entered.acquire();
    mayLeave.release(2);
    QTRY_COMPARE(listener->connectionCount(), 0);
    TlsClient client(listener->port(), {});
    QCOMPARE(client.exchange(get("/"))->status, 200);
}

void TestListener::serves200ConnectionsAtOnce()
{
    ListenerLimits limits;
    limits.header = std::chrono::minutes(10); // The first one says nothing before the last one is there.
    const auto listener = openListener(echoPath, limits);
    std::vector<std::unique_ptr<TlsClient>> clients;
    for (int i = 0; i < 200; ++i)
        clients.push_back(std::make_unique<TlsClient>(listener->port(), ClientOptions{}));
    QTRY_COMPARE(listener->connectionCount(), 200);
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < clients.size(); ++i)
            QVERIFY(clients[i]->send(get('/' + QByteArray::number(i))));
        for (std::size_t i = 0; i < clients.size(); ++i)
            QCOMPARE(clients[i]->receive().value_or(Answer()).body, '/' + QByteArray::number(i));
    }
    clients.clear();
    QTRY_COMPARE(listener->connectionCount(), 0);
}

void TestListener::goesOnWhileHandlersBlock()
{
    QSemaphore entered;
    QSemaphore mayLeave;
    ListenerLimits limits;
    limits.handlerThreads = 4;
    const auto listener = openListener(
        [&](const Request &request) {
            if (request.path == "/wait") {
                entered.release();
                mayLeave.acquire();
            }
            return text(200, request.path);
        },
        limits);
    const auto opened = qScopeGuard([&mayLeave] { mayLeave.release(10); });
    std::vector<std::unique_ptr<TlsClient>> blocked;
    for (int i = 0; i < 3; ++i) {
        blocked.push_back(std::make_unique<TlsClient>(listener->port(), ClientOptions{}));
        QVERIFY(blocked.back()->send(get("/wait")));
    }
    entered.acquire(3);
    TlsClient client(listener->port(), {});
    QCOMPARE(client.exchange(get("/quick"))->body, "/quick");
    mayLeave.release(3);
    for (const auto &each : blocked)
        QCOMPARE(each->receive()->body, "/wait");
}

void TestListener::answersQuickRequestsWithoutAHandlersThread()
{
    ListenerLimits limits;
    limits.handlerThreads = 1;
    limits.waitingRequests = 1;
    QSemaphore entered;
    QSemaphore mayLeave;
    const auto listener = openListener(
        [&](const Request &request) {
            if (request.path == "/slow") {
                entered.release();
                mayLeave.acquire();
            }
            return text(200, request.path);
        },
        limits, [](const Request &request) { return request.path == "/quick"; });
    const auto opened = qScopeGuard([&mayLeave] { mayLeave.release(2); });
    TlsClient slow(listener->port(), {});
    QVERIFY(slow.send(get("/slow")));
    entered.acquire();
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/quick").repeated(100)));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(client.receive()->body, "/quick");
    mayLeave.release();
    QCOMPARE(slow.receive()->body, "/slow");
    QCOMPARE(client.exchange(get("/other"))->body, "/other");
}

void TestListener::finishesARunningRequestBeforeItStops()
{
    QSemaphore entered;
    QSemaphore mayLeave;
    const auto listener = openListener([&](const Request &request) {
        entered.release();
        mayLeave.acquire();
        return text(200, request.path);
    });
    TlsClient client(listener->port(), {});
    QVERIFY(client.send(get("/last") + get("/never")));
    entered.acquire();
    auto stopped = std::async(std::launch::async, [&listener] { listener->stop(); });
    const auto opened = qScopeGuard([&mayLeave] { mayLeave.release(10); });
    // New clients are turned away while the running request is still at work.
    QVERIFY(QTest::qWaitFor([&] { return !TlsClient(listener->port(), {}).isConnected(); }, 30s));
    QVERIFY(stopped.wait_for(0s) == std::future_status::timeout);
    mayLeave.release(2);
    const auto answer = client.receive();
    QVERIFY(answer);
    QCOMPARE(answer->body, "/last");
    QCOMPARE(answer->header("Connection"), "close");
    QVERIFY(client.isEndedInOrder());
    client.truncate();
    stopped.get();
    QCOMPARE(entered.available(), 0);
    QCOMPARE(listener->connectionCount(), 0);
}

void TestListener::dropsIdleConnectionsWhenItStops()
{
    const auto listener = openListener(echoPath);
    TlsClient served(listener->port(), {});
    QVERIFY(served.exchange(get("/")));
    TlsClient silent(listener->port(), {.shakesHands = false});
    TlsClient half(listener->port(), {});
    QVERIFY(half.send("GET / HT"));
    QTRY_COMPARE(listener->connectionCount(), 3);
    listener->stop();
    QCOMPARE(listener->connectionCount(), 0);
    QVERIFY(served.isEndedInOrder());
}

void TestListener::refusesAnAddressThatIsNone()
{
    const auto opened
        = Listener::open({{.address = u"localhost"_s, .port = 0}}, fallbackCredentials(), throwawayLookup(), echoPath);
    QVERIFY(!opened);
    QVERIFY(opened.error().is(ListenAddressMalformed));
    QCOMPARE(opened.error().arguments, QStringList{u"localhost"_s});
}

void TestListener::refusesAPortInUse()
{
    const auto first = openListener(echoPath);
    const auto second = Listener::open(
        {{.address = u"127.0.0.1"_s, .port = first->port()}}, fallbackCredentials(), throwawayLookup(), echoPath);
    QVERIFY(!second);
    QVERIFY(second.error().is(ListenFailed));
    QCOMPARE(second.error().arguments.at(1), QString::number(first->port()));
}

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
