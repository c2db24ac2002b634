// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/connection.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori::platform;
using Kind = Failure::Kind;

Q_DECLARE_METATYPE(Failure::Kind)

namespace {
Answer<QJsonObject> asItIs(const QJsonObject &json)
{
    return json;
}

/// Where a test's answers arrive.
struct Inbox {
    QList<Answer<QJsonObject>> answers;

    Callback<QJsonObject> callback()
    {
        return [this](const Answer<QJsonObject> &answer) { answers.append(answer); };
    }
    bool holds(Kind kind) const { return !answers.isEmpty() && !answers.last() && answers.last().error().kind == kind; }
    bool holdsSuccess() const { return !answers.isEmpty() && answers.last(); }
};

QByteArray basic(const QByteArray &pair)
{
    return "Basic " + pair.toBase64();
}
}

class TestConnection : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sendsWhoAsksAndNothingElse();
    void namesTheTenantInTheFirstMessage();
    void presentsTheKnownPairAtOnce();
    void understandsRefusals_data();
    void understandsRefusals();
    void callsNonsenseNonsense_data();
    void callsNonsenseNonsense();
    void keepsGoingAfterNonsense();
    void bringsAFile();
    void bringsNoFileThatIsNone_data();
    void bringsNoFileThatIsNone();
    void bringsNoHalfOfAFile();
    void sendsAFile();
    void waitsAsLongAsARequestSays();
    void followsNoRedirect();
    void saysWhenNobodyListens();
    void saysWhenNobodySpeaksTls();
    void givesUpOnSilence();
    void givesUpOnAnEndlessAnswer();
    void noticesAnAnswerThatBreaksOff();
    void runsNoCallbackOfADroppedRead();
    void runsNoCallbackOfAReplacedRead();
    void letsACallbackDropItsOwnPending();
    void carriesAWriteThroughWithoutItsContext();
    void endsWithReadsAndWritesUnderWay();
    void triesTheNextPairWhenTheGateAsks();
    void asksWhenNoPairIsRight();
    void tellsThatTheSessionHasEnded();
    void ignoresTheEndOfAnEarlierSession();

private:
    void readWith(const fake::Platform::Answering &answering, const ConnectionLimits &limits, Inbox &inbox);

    sekimori::crypto::KeyAndCertificate m_authority;
};

void TestConnection::initTestCase()
{
    m_authority = fake::authority();
}

void TestConnection::readWith(const fake::Platform::Answering &answering, const ConnectionLimits &limits, Inbox &inbox)
{
    fake::Platform platform(answering);
    Connection connection(fake::listenWith(platform, m_authority), limits);
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(!inbox.answers.isEmpty());
    QVERIFY(!pending.isUnderWay());
}

void TestConnection::sendsWhoAsksAndNothingElse()
{
    fake::Platform platform([](const auto &) {
        fake::Reply reply;
        reply.headers = {"Set-Cookie: tracked=yes"};
        return reply;
    });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setToken("the-token");
    connection.setLanguage("zh-TW");
    Inbox inbox;
    for (int i = 1; i <= 2; ++i) {
        const Pending pending = connection.read<QJsonObject>(
            {.path = u"/settings"_s, .query = QUrlQuery(u"a=1"_s)}, asItIs, inbox.callback());
        QTRY_COMPARE(inbox.answers.size(), i);
        QVERIFY(inbox.holdsSuccess());
    }
    const fake::SeenRequest &seen = platform.seen().last();
    QCOMPARE(seen.method, "GET");
    QCOMPARE(seen.target, "/api/v1/settings?a=1");
    QCOMPARE(seen.headers.value("host"), "demo.example.org:" + QByteArray::number(platform.port()));
    QCOMPARE(seen.headers.value("sekimori-token"), "the-token");
    QCOMPARE(seen.headers.value("accept-language"), "zh-TW");
    QVERIFY(!seen.headers.contains("authorization"));
    QVERIFY(!seen.headers.contains("cookie"));
    QCOMPARE(seen.connection, 1);
    QCOMPARE(connection.state(), Connection::State::Connected);
}

void TestConnection::namesTheTenantInTheFirstMessage()
{
    QTcpServer server;
    QByteArray hello;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&hello, socket] { hello += socket->readAll(); });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ConnectionProfile profile = ConnectionProfile::fresh();
    profile.address = u"127.0.0.1"_s;
    profile.port = server.serverPort();
    profile.hostName = fake::hostName;
    Connection connection(profile);
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, [](const auto &) { });
    QTRY_VERIFY(hello.contains("demo.example.org"));
    QVERIFY(!hello.contains("127.0.0.1"));
}

void TestConnection::presentsTheKnownPairAtOnce()
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setGatePair({u"gate"_s, u"a: b"_s});
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holdsSuccess());
    QCOMPARE(platform.seen().size(), 1);
    QCOMPARE(platform.seen().first().headers.value("authorization"), basic("gate:a: b"));
}

void TestConnection::understandsRefusals_data()
{
    const QJsonObject gate{{u"gate"_s, QJsonObject{{u"verdict"_s, u"deny"_s}}}};
    const QJsonObject wayIn{{u"verdict"_s, u"deny"_s}, {u"decidedBy"_s, u"modeDeniesAll"_s}};
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Connection::State>("state");
    using State = Connection::State;
    QTest::newRow("wrong password") << 401 << u"session.refused"_s << QJsonObject() << Kind::SignInRefused
                                    << State::Connected;
    QTest::newRow("void one-time token") << 401 << u"session.tokenVoid"_s << QJsonObject() << Kind::SignInRefused
                                         << State::Connected;
    QTest::newRow("password to be changed")
        << 403 << u"session.passwordChangeNeeded"_s << QJsonObject{{u"reason"_s, u"expired"_s}}
        << Kind::PasswordChangeNeeded << State::Connected;
    QTest::newRow("no session") << 401 << u"session.needed"_s << QJsonObject() << Kind::SignedOut << State::SignedOut;
    QTest::newRow("gate denies") << 403 << u"gate.denied"_s << gate << Kind::GateDenied << State::GateClosed;
    QTest::newRow("role") << 403 << u"role.needed"_s << QJsonObject() << Kind::Forbidden << State::Connected;
    QTest::newRow("certificate") << 496 << u"gate.certificate"_s << gate << Kind::CertificateNeeded
                                 << State::GateClosed;
    QTest::newRow("invalid") << 422 << u"field.range"_s << QJsonObject() << Kind::Refused << State::Connected;
    QTest::newRow("conflict") << 409 << u"name.taken"_s << QJsonObject() << Kind::Refused << State::Connected;
    QTest::newRow("shuts out") << 409 << u"settings.shutsOut"_s
                               << QJsonObject{{u"wayIn"_s, wayIn}, {u"consent"_s, u"yes"_s}} << Kind::ShutsOut
                               << State::Connected;
    QTest::newRow("stale") << 412 << u"settings.stale"_s << QJsonObject{{u"current"_s, QJsonObject()}} << Kind::Stale
                           << State::Connected;
    QTest::newRow("too many guesses") << 429 << u"gate.tooMany"_s << gate << Kind::PlatformInTrouble
                                      << State::Connected;
    QTest::newRow("defect") << 500 << u"http.handlerFailed"_s << QJsonObject() << Kind::PlatformInTrouble
                            << State::Connected;
}

void TestConnection::understandsRefusals()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QJsonObject, more);
    QFETCH(Kind, kind);
    QFETCH(Connection::State, state);
    fake::Platform platform([&](const auto &) { return fake::problem(status, code, more); });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setToken("the-token");
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(!inbox.holdsSuccess());
    const Failure &failure = inbox.answers.last().error();
    QCOMPARE(failure.kind, kind);
    QCOMPARE(failure.problems, (QList<FieldProblem>{{QString(), code, u"Said."_s}}));
    QVERIFY(!toText(failure).isEmpty());
    QCOMPARE(connection.state(), state);
}

void TestConnection::callsNonsenseNonsense_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    const QByteArray json("application/json");
    const QByteArray problem("application/problem+json");
    QTest::newRow("no JSON at all") << 200 << json << QByteArray("hello");
    QTest::newRow("half of it") << 200 << json << QByteArray(R"({"sections":{)");
    QTest::newRow("nothing") << 200 << json << QByteArray();
    QTest::newRow("a list") << 200 << json << QByteArray("[1,2]");
    QTest::newRow("a page") << 200 << QByteArray("text/html; charset=utf-8") << QByteArray("<html>");
    QTest::newRow("JSON called text") << 200 << QByteArray("text/plain") << QByteArray("{}");
    QTest::newRow("no type") << 200 << QByteArray() << QByteArray("{}");
    QTest::newRow("another's 404") << 404 << QByteArray("text/html") << QByteArray("<html>");
    QTest::newRow("another's 403") << 403 << QByteArray("text/html") << QByteArray("<html>");
    QTest::newRow("a broken problem") << 422 << problem << QByteArray("{");
    QTest::newRow("an unheard-of success") << 299 << json << QByteArray("{}");
}

void TestConnection::callsNonsenseNonsense()
{
    QFETCH(int, status);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    Inbox inbox;
    readWith([&](const auto &) { return fake::Reply{.status = status, .body = body, .contentType = contentType}; }, {},
        inbox);
    QVERIFY(inbox.holds(Kind::NotSekimori));
    QVERIFY(inbox.answers.last().error().canTryAgain());
}

void TestConnection::keepsGoingAfterNonsense()
{
    int answers = 0;
    fake::Platform platform([&](const auto &) { return ++answers == 1 ? fake::Reply{.body = "?"} : fake::Reply{}; });
    Connection connection(fake::listenWith(platform, m_authority));
    const QSignalSpy states(&connection, &Connection::stateChanged);
    Inbox inbox;
    Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::NotSekimori));
    QCOMPARE(connection.state(), Connection::State::Away);
    pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holdsSuccess());
    QCOMPARE(connection.state(), Connection::State::Connected);
    QCOMPARE(states.size(), 2);
}

void TestConnection::bringsAFile()
{
    fake::Platform platform(
        [](const auto &) { return fake::Reply{.body = "a,b\r\n", .contentType = "text/csv; charset=utf-8"}; });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<QByteArray>> answer;
    const Pending pending
        = connection.readFile({.path = u"/x"_s}, "text/csv", [&](const Answer<QByteArray> &file) { answer = file; });
    QTRY_VERIFY(answer);
    QCOMPARE(answer->value(), "a,b\r\n");
    QCOMPARE(platform.seen().last().headers.value("accept"), "text/csv, application/problem+json");
    QCOMPARE(connection.state(), Connection::State::Connected);
}

void TestConnection::bringsNoFileThatIsNone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<Kind>("kind");
    const QByteArray problem("application/problem+json");
    QTest::newRow("forbidden") << 403 << problem << Kind::Forbidden;
    QTest::newRow("signed out") << 401 << problem << Kind::SignInRefused;
    QTest::newRow("JSON") << 200 << QByteArray("application/json") << Kind::NotSekimori;
    QTest::newRow("created") << 201 << QByteArray("application/json") << Kind::NotSekimori;
    QTest::newRow("a page") << 200 << QByteArray("text/html") << Kind::NotSekimori;
    QTest::newRow("nothing") << 204 << QByteArray() << Kind::NotSekimori;
    QTest::newRow("a busy proxy") << 502 << QByteArray("text/html") << Kind::PlatformInTrouble;
}

void TestConnection::bringsNoFileThatIsNone()
{
    QFETCH(int, status);
    QFETCH(QByteArray, contentType);
    QFETCH(Kind, kind);
    fake::Platform platform([&](const auto &) { return fake::Reply{.status = status, .contentType = contentType}; });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<QByteArray>> answer;
    const Pending pending
        = connection.readFile({.path = u"/x"_s}, "text/csv", [&](const Answer<QByteArray> &file) { answer = file; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().kind, kind);
}

void TestConnection::bringsNoHalfOfAFile()
{
    fake::Platform platform([](const auto &) {
        return fake::Reply{.body = "a,b\r\nc,d\r\n", .contentType = "text/csv", .way = fake::Reply::Way::Half};
    });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<QByteArray>> answer;
    const Pending pending
        = connection.readFile({.path = u"/x"_s}, "text/csv", [&](const Answer<QByteArray> &file) { answer = file; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().kind, Kind::Unreachable);
}

void TestConnection::sendsAFile()
{
    fake::Platform platform([](const auto &) { return fake::Reply(); });
    Connection connection(fake::listenWith(platform, m_authority));
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.method = "POST",
                                                             .path = u"/x"_s,
                                                             .content = Content{"text/csv",
                                                                 "\xEF\xBB\xBF"
                                                                 "a,b"}},
        asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holdsSuccess());
    QCOMPARE(platform.seen().last().headers.value("content-type"), "text/csv");
    QCOMPARE(platform.seen().last().body,
        "\xEF\xBB\xBF"
        "a,b");
}

void TestConnection::waitsAsLongAsARequestSays()
{
    fake::Platform platform([](const auto &) { return fake::Reply{.way = fake::Reply::Way::Never}; });
    Connection connection(fake::listenWith(platform, m_authority), {.silence = 10min});
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s, .silence = 100ms}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::TimedOut));
}

void TestConnection::followsNoRedirect()
{
    int requests = 0;
    Inbox inbox;
    readWith(
        [&](const auto &) {
            ++requests;
            return fake::Reply{.status = 307, .headers = {"Location: /api/v1/elsewhere"}};
        },
        {}, inbox);
    QVERIFY(inbox.holds(Kind::NotSekimori));
    QCOMPARE(requests, 1);
}

void TestConnection::saysWhenNobodyListens()
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    const ConnectionProfile profile = fake::listenWith(platform, m_authority);
    platform.close();
    Connection connection(profile);
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::Unreachable));
    QVERIFY(inbox.answers.last().error().canTryAgain());
    QCOMPARE(connection.state(), Connection::State::Away);
}

void TestConnection::saysWhenNobodySpeaksTls()
{
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ConnectionProfile profile = ConnectionProfile::fresh();
    profile.address = u"127.0.0.1"_s;
    profile.port = server.serverPort();
    profile.hostName = fake::hostName;
    Connection connection(profile);
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::NotSekimori));
}

void TestConnection::givesUpOnSilence()
{
    Inbox inbox;
    readWith([](const auto &) { return fake::Reply{.way = fake::Reply::Way::Never}; }, {.silence = 200ms}, inbox);
    QVERIFY(inbox.holds(Kind::TimedOut));
}

void TestConnection::givesUpOnAnEndlessAnswer()
{
    Inbox inbox;
    const QByteArray huge = "{\"x\":\"" + QByteArray(4'000'000, 'x') + "\"}";
    readWith([&](const auto &) { return fake::Reply{.body = huge}; }, {.answerBytes = 1'000'000}, inbox);
    QVERIFY(inbox.holds(Kind::TooLarge));
}

void TestConnection::noticesAnAnswerThatBreaksOff()
{
    Inbox inbox;
    readWith([](const auto &) { return fake::Reply{.body = QByteArray(2000, ' '), .way = fake::Reply::Way::Half}; }, {},
        inbox);
    QVERIFY(inbox.holds(Kind::Unreachable));
}

void TestConnection::runsNoCallbackOfADroppedRead()
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    Connection connection(fake::listenWith(platform, m_authority));
    Inbox dropped;
    Inbox kept;
    {
        const Pending pending = connection.read<QJsonObject>({.path = u"/dropped"_s}, asItIs, dropped.callback());
        QVERIFY(pending.isUnderWay());
    }
    const Pending pending = connection.read<QJsonObject>({.path = u"/kept"_s}, asItIs, kept.callback());
    QTRY_VERIFY(kept.holdsSuccess());
    QVERIFY(dropped.answers.isEmpty());
}

void TestConnection::runsNoCallbackOfAReplacedRead()
{
    fake::Platform platform([](const fake::SeenRequest &request) {
        return fake::Reply{
            .way = request.target.endsWith("/first") ? fake::Reply::Way::Never : fake::Reply::Way::Whole};
    });
    Connection connection(fake::listenWith(platform, m_authority));
    Inbox first;
    Inbox second;
    Pending pending = connection.read<QJsonObject>({.path = u"/first"_s}, asItIs, first.callback());
    QTRY_COMPARE(platform.seen().size(), 1);
    pending = connection.read<QJsonObject>({.path = u"/second"_s}, asItIs, second.callback());
    QTRY_VERIFY(second.holdsSuccess());
    QVERIFY(first.answers.isEmpty());
    QCOMPARE(connection.state(), Connection::State::Connected);
}

void TestConnection::letsACallbackDropItsOwnPending()
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    Connection connection(fake::listenWith(platform, m_authority));
    Pending pending;
    bool isThrough = false;
    pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, [&](const auto &) {
        pending = Pending();
        isThrough = true;
    });
    QTRY_VERIFY(isThrough);
    QVERIFY(!pending.isUnderWay());
}

void TestConnection::carriesAWriteThroughWithoutItsContext()
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    Connection connection(fake::listenWith(platform, m_authority));
    Inbox inbox;
    auto context = std::make_unique<QObject>();
    connection.write<QJsonObject>({.method = "PUT", .path = u"/x"_s, .body = [] { return QJsonObject(); }}, asItIs,
        context.get(), inbox.callback());
    context.reset();
    QTRY_COMPARE(connection.state(), Connection::State::Connected);
    QCOMPARE(platform.seen().size(), 1);
    QCOMPARE(platform.seen().first().headers.value("content-type"), "application/json");
    QVERIFY(inbox.answers.isEmpty());
}

void TestConnection::endsWithReadsAndWritesUnderWay()
{
    fake::Platform platform([](const auto &) { return fake::Reply{.way = fake::Reply::Way::Never}; });
    Inbox inbox;
    auto connection = std::make_unique<Connection>(fake::listenWith(platform, m_authority));
    Pending pending = connection->read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    connection->write<QJsonObject>({.method = "PUT", .path = u"/x"_s}, asItIs, this, inbox.callback());
    QTRY_COMPARE(platform.seen().size(), 2);
    connection.reset();
    QVERIFY(!pending.isUnderWay());
    QVERIFY(inbox.answers.isEmpty());
}

void TestConnection::triesTheNextPairWhenTheGateAsks()
{
    fake::Platform platform([](const fake::SeenRequest &request) {
        return request.headers.value("authorization") == basic("old:pass1") ? fake::Reply{} : fake::gateAsksBasic();
    });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.gatePairs().replace({{u"new"_s, u"pass2"_s}, {u"old"_s, u"pass1"_s}});
    Inbox inbox;
    connection.write<QJsonObject>({.method = "PUT", .path = u"/x"_s, .body = [] { return QJsonObject{{u"a"_s, 1}}; }},
        asItIs, this, inbox.callback());
    QTRY_VERIFY(inbox.holdsSuccess());
    QCOMPARE(platform.seen().size(), 2);
    QCOMPARE(platform.seen().last().body, R"({"a":1})");
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 2);
    QCOMPARE(platform.seen().size(), 3);
}

void TestConnection::asksWhenNoPairIsRight()
{
    fake::Platform platform([](const fake::SeenRequest &request) {
        return request.headers.value("authorization") == basic("right:secret-3") ? fake::Reply{}
                                                                                 : fake::gateAsksBasic();
    });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.gatePairs().replace({{u"one"_s, u"secret-1"_s}, {u"two"_s, u"secret-2"_s}});
    Inbox inbox;
    Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::GateAsksBasic));
    const Failure &failure = inbox.answers.last().error();
    QVERIFY(!toText(failure).contains(u"secret"));
    QVERIFY(!failure.detail.contains(u"secret"));
    QCOMPARE(platform.seen().size(), 2);
    QCOMPARE(connection.state(), Connection::State::GateClosed);
    connection.setGatePair({u"right"_s, u"secret-3"_s});
    pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holdsSuccess());
}

void TestConnection::tellsThatTheSessionHasEnded()
{
    fake::Platform platform([](const auto &) { return fake::problem(401, u"session.needed"_s); });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setToken("the-token");
    const QSignalSpy ends(&connection, &Connection::signedOut);
    Inbox inbox;
    Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::SignedOut));
    QCOMPARE(ends.size(), 1);
    QVERIFY(!connection.hasToken());
    pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 2);
    QCOMPARE(ends.size(), 1);
}

void TestConnection::ignoresTheEndOfAnEarlierSession()
{
    Connection *later = nullptr;
    fake::Platform platform([&](const auto &) {
        later->setToken("of-the-next-session");
        return fake::problem(401, u"session.needed"_s);
    });
    Connection connection(fake::listenWith(platform, m_authority));
    later = &connection;
    connection.setToken("of-an-earlier-session");
    Inbox inbox;
    const Pending pending = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::SignedOut));
    QVERIFY(connection.hasToken());
    QVERIFY(connection.state() != Connection::State::SignedOut);
}

QTEST_GUILESS_MAIN(TestConnection)

#include "tst_connection.moc"
