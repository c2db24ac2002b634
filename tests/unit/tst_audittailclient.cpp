// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/auditclient.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platform;
using State = AuditTail::State;
using Kind = Failure::Kind;

namespace {

QByteArray sent(qint64 number)
{
    audit::Event event;
    event.number = number;
    event.service = u"Common"_s;
    const QByteArray json = QJsonDocument(audit::toJson(event)).toJson(QJsonDocument::Compact);
    return "id: " + QByteArray::number(number) + "\nevent: audit\ndata: " + json + "\n\n";
}

QByteArray sent(qint64 first, qint64 last)
{
    QByteArray text;
    for (qint64 number = first; number <= last; ++number)
        text += sent(number);
    return text;
}

QByteArray farewell(const QByteArray &code)
{
    return "event: closed\ndata: {\"code\":\"" + code + "\",\"message\":\"Said.\"}\n\n";
}

QByteArray basic(const QByteArray &pair)
{
    return "Basic " + pair.toBase64();
}

}

class TestAuditTailClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void asksForWhatFollows();
    void takesNoConnectionFromOrdinaryRequests();
    void deliversInOrderAndOnce();
    void deliversABurstInSmallPieces();
    void tellsWhatIsMissing();
    void noticesAHoleByItself();
    void goesOnWhereItLeftOff();
    void waitsLongerAndLonger();
    void waitsWhenNobodyIsThereAndTriesWhenToldTo();
    void waitsWhenThePlatformStops();
    void waitsAsLongAsThePlatformWishes();
    void findsOutAtOnceWhyItWasSentAway_data();
    void findsOutAtOnceWhyItWasSentAway();
    void goesOnWhenItWasSentAwayForNothing();
    void doesNotHammerAPlatformThatSendsItAwayAgainAndAgain();
    void comesBackWithTheNextSession();
    void heedsNoRefusalOfAnEarlierSession();
    void triesTheNextPairWhenTheGateAsks();
    void believesNoStrangeAnswer_data();
    void believesNoStrangeAnswer();
    void trustsOnlyWhomTheConnectionTrusts();
    void givesUpOnSilence();
    void saysNothingOnceItIsStopped();
    void diesAtAnyTime();

private:
    void begin(qint64 after = 0, const ConnectionLimits &limits = {});
    void goLive(qint64 after = 0);

    crypto::KeyAndCertificate m_authority;
    QList<fake::Reply> m_replies; ///< for one request after the other; the last for all that follow
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<AuditTail> m_tail;
    AuditTail::Pauses m_pauses;
    QList<qint64> m_numbers;
    QList<qsizetype> m_batches;
    QList<std::pair<qint64, qint64>> m_missed;
};

void TestAuditTailClient::initTestCase()
{
    m_authority = fake::authority();
}

void TestAuditTailClient::init()
{
    m_replies = {fake::eventStream()};
    m_pauses = {0s};
    m_numbers.clear();
    m_batches.clear();
    m_missed.clear();
    m_platform = std::make_unique<fake::Platform>(
        [this](const auto &) { return m_replies.size() > 1 ? m_replies.takeFirst() : m_replies.first(); });
}

void TestAuditTailClient::cleanup()
{
    m_tail.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestAuditTailClient::begin(qint64 after, const ConnectionLimits &limits)
{
    m_connection = std::make_unique<Connection>(fake::listenWith(*m_platform, m_authority), limits);
    m_connection->setToken("the-token");
    m_tail = AuditClient(*m_connection).tail(m_pauses);
    connect(m_tail.get(), &AuditTail::arrived, this, [this](const QList<audit::Event> &events) {
        m_batches.append(events.size());
        for (const audit::Event &event : events)
            m_numbers.append(event.number);
    });
    connect(m_tail.get(), &AuditTail::missed, this, [this](qint64 from, qint64 to) { m_missed.append({from, to}); });
    QCOMPARE(m_tail->state(), State::Off);
    m_tail->start(after);
    QCOMPARE(m_tail->state(), State::Connecting);
}

void TestAuditTailClient::goLive(qint64 after)
{
    begin(after);
    QTRY_COMPARE(m_tail->state(), State::Live);
}

void TestAuditTailClient::asksForWhatFollows()
{
    goLive(41);
    const fake::SeenRequest &seen = m_platform->seen().first();
    QCOMPARE(seen.target, "/api/v1/audit/tail?after=41");
    QCOMPARE(seen.headers.value("accept"), "text/event-stream, application/problem+json");
    QCOMPARE(seen.headers.value("sekimori-token"), "the-token");
    QVERIFY(!seen.headers.contains("last-event-id"));
    QCOMPARE(m_connection->state(), Connection::State::Connected);
}

void TestAuditTailClient::takesNoConnectionFromOrdinaryRequests()
{
    goLive();
    m_replies = {{.way = fake::Reply::Way::Never}};
    std::vector<Pending> reads;
    AuditClient client(*m_connection);
    for (int i = 0; i < 6; ++i) // As many as there are connections to one host.
        reads.push_back(client.page(1, {}, [](const auto &) { }));
    QTRY_COMPARE(m_platform->seen().size(), 7);
    m_platform->stream(sent(1));
    QTRY_COMPARE(m_numbers, QList<qint64>{1});
}

void TestAuditTailClient::deliversInOrderAndOnce()
{
    goLive(2);
    m_platform->stream(sent(1, 4) + sent(4) + sent(3) + ": alive\n\n" + sent(5));
    QTRY_COMPARE(m_numbers, (QList<qint64>{3, 4, 5}));
    QVERIFY(m_missed.isEmpty());
}

void TestAuditTailClient::deliversABurstInSmallPieces()
{
    goLive();
    m_platform->stream(sent(1, 5000));
    QTRY_COMPARE(m_numbers.size(), 5000);
    QVERIFY(std::ranges::is_sorted(m_numbers));
    QVERIFY(*std::ranges::max_element(m_batches) < 500);
}

void TestAuditTailClient::tellsWhatIsMissing()
{
    goLive(10);
    m_platform->stream("event: gap\ndata: {\"from\":11,\"to\":2000}\n\n" + sent(2001, 2002));
    QTRY_COMPARE(m_numbers, (QList<qint64>{2001, 2002}));
    QCOMPARE(m_missed, (QList<std::pair<qint64, qint64>>{{11, 2000}}));
}

void TestAuditTailClient::noticesAHoleByItself()
{
    goLive();
    m_platform->stream(sent(1) + sent(5));
    QTRY_COMPARE(m_numbers, (QList<qint64>{1, 5}));
    QCOMPARE(m_missed, (QList<std::pair<qint64, qint64>>{{2, 4}}));
    QCOMPARE(m_batches, (QList<qsizetype>{1, 1}));
}

void TestAuditTailClient::goesOnWhereItLeftOff()
{
    goLive(7);
    m_platform->stream(sent(8, 9) + "id: 10\ndata: cut off");
    QTRY_COMPARE(m_numbers.size(), 2);
    m_platform->endStreams();
    QTRY_COMPARE(m_platform->seen().size(), 2);
    QTRY_COMPARE(m_tail->state(), State::Live);
    QCOMPARE(m_platform->seen().last().target, "/api/v1/audit/tail?after=7");
    QCOMPARE(m_platform->seen().last().headers.value("last-event-id"), "9");
    m_platform->stream(sent(10));
    QTRY_COMPARE(m_numbers, (QList<qint64>{8, 9, 10}));
}

void TestAuditTailClient::waitsLongerAndLonger()
{
    m_pauses = {0s, 0s, 900s};
    m_replies = {fake::problem(503, u"internal"_s)};
    begin();
    QTRY_VERIFY(m_tail->untilNextTry() > 800s);
    QCOMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_tail->failure()->kind, Kind::PlatformInTrouble);
    QCOMPARE(m_platform->seen().size(), 3);
    m_replies = {fake::eventStream()};
    m_tail->tryNow();
    QTRY_COMPARE(m_tail->state(), State::Live);
    QVERIFY(!m_tail->failure());
}

void TestAuditTailClient::waitsWhenNobodyIsThereAndTriesWhenToldTo()
{
    m_pauses = {900s};
    goLive();
    const quint16 port = m_platform->port();
    m_platform->close();
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_tail->failure()->kind, Kind::Unreachable);
    QCOMPARE(m_connection->state(), Connection::State::Away);
    m_tail->tryNow();
    QCOMPARE(m_tail->state(), State::Connecting);
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QVERIFY(port > 0);
}

void TestAuditTailClient::waitsWhenThePlatformStops()
{
    m_pauses = {900s};
    goLive();
    m_platform->stream(sent(1) + farewell("service.stopping"));
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_numbers, QList<qint64>{1});
    QCOMPARE(m_tail->failure()->problems.first().code, u"service.stopping"_s);
    QCOMPARE(m_platform->seen().size(), 1);
}

void TestAuditTailClient::waitsAsLongAsThePlatformWishes()
{
    m_pauses = {0s, 900s};
    goLive();
    m_platform->stream("retry: 449500\n\n" + farewell("service.stopping"));
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QVERIFY(m_tail->untilNextTry() <= 450s && m_tail->untilNextTry() > 400s);
}

void TestAuditTailClient::findsOutAtOnceWhyItWasSentAway_data()
{
    const QJsonObject denied{{u"gate"_s, QJsonObject{{u"verdict"_s, u"deny"_s}}}};
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<fake::Reply>("reply");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Connection::State>("state");
    QTest::newRow("session") << QByteArray("session.ended") << fake::problem(401, u"session.needed"_s)
                             << Kind::SignedOut << Connection::State::SignedOut;
    QTest::newRow("role") << QByteArray("session.roleMissing") << fake::problem(403, u"session.roleMissing"_s)
                          << Kind::Forbidden << Connection::State::Connected;
    QTest::newRow("gate") << QByteArray("gate.denied") << fake::problem(403, u"gate.denied"_s, denied)
                          << Kind::GateDenied << Connection::State::GateClosed;
    QTest::newRow("pair") << QByteArray("gate.basicNeeded") << fake::gateAsksBasic() << Kind::GateAsksBasic
                          << Connection::State::GateClosed;
}

void TestAuditTailClient::findsOutAtOnceWhyItWasSentAway()
{
    QFETCH(QByteArray, code);
    QFETCH(fake::Reply, reply);
    QFETCH(Kind, kind);
    QFETCH(Connection::State, state);
    goLive();
    QSignalSpy signedOut(m_connection.get(), &Connection::signedOut);
    m_replies = {reply};
    m_platform->stream(farewell(code));
    QTRY_COMPARE(m_tail->state(), State::Closed);
    QCOMPARE(m_tail->failure()->kind, kind);
    QCOMPARE(m_connection->state(), state);
    QCOMPARE(signedOut.size(), kind == Kind::SignedOut ? 1 : 0);
    QCOMPARE(m_platform->seen().size(), 2);
}

void TestAuditTailClient::goesOnWhenItWasSentAwayForNothing()
{
    goLive();
    m_platform->stream(sent(1) + farewell("gate.denied") + sent(2));
    QTRY_COMPARE(m_platform->seen().size(), 2);
    QTRY_COMPARE(m_tail->state(), State::Live);
    QCOMPARE(m_numbers, QList<qint64>{1});
}

void TestAuditTailClient::doesNotHammerAPlatformThatSendsItAwayAgainAndAgain()
{
    m_pauses = {900s};
    m_replies = {fake::eventStream(farewell("gate.denied"))};
    begin();
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_platform->seen().size(), 2);
}

void TestAuditTailClient::comesBackWithTheNextSession()
{
    m_replies = {
        fake::problem(401, u"session.needed"_s), fake::json(200, {{u"events"_s, QJsonArray()}}), fake::eventStream()};
    begin();
    QTRY_COMPARE(m_tail->state(), State::Closed);
    const Pending pending
        = AuditClient(*m_connection).page(1, {}, [this](const auto &) { m_connection->setToken("the-next-token"); });
    QTRY_COMPARE(m_tail->state(), State::Live);
    QCOMPARE(m_platform->seen().last().headers.value("sekimori-token"), "the-next-token");
}

/// The new session may be there before the answer to a request of the one before.
void TestAuditTailClient::heedsNoRefusalOfAnEarlierSession()
{
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        if (request.headers.value("sekimori-token") == "the-next-token")
            return fake::eventStream();
        m_connection->setToken("the-next-token");
        return fake::problem(401, u"session.needed"_s);
    });
    begin();
    const QSignalSpy signedOut(m_connection.get(), &Connection::signedOut);
    QTRY_COMPARE(m_tail->state(), State::Live);
    QCOMPARE(m_platform->seen().size(), 2);
    QCOMPARE(signedOut.size(), 0);
}

void TestAuditTailClient::triesTheNextPairWhenTheGateAsks()
{
    m_platform = std::make_unique<fake::Platform>([](const fake::SeenRequest &request) {
        return request.headers.value("authorization") == basic("gate:new") ? fake::eventStream()
                                                                           : fake::gateAsksBasic();
    });
    begin();
    m_connection->setGatePair({u"gate"_s, u"old"_s});
    m_connection->gatePairs().addLast({u"gate"_s, u"new"_s});
    QTRY_COMPARE(m_tail->state(), State::Live);
    // The first one may have gone before there was any.
    QList<QByteArray> tried;
    for (const fake::SeenRequest &request : m_platform->seen()) {
        if (const QByteArray pair = request.headers.value("authorization"); !pair.isEmpty())
            tried.append(pair);
    }
    QCOMPARE(tried, (QList{basic("gate:old"), basic("gate:new")}));
    QCOMPARE(m_connection->gatePairs().all().first().password, u"new"_s);
}

void TestAuditTailClient::believesNoStrangeAnswer_data()
{
    QTest::addColumn<fake::Reply>("reply");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("JSON") << fake::json(200, {}) << Kind::NotSekimori;
    QTest::newRow("a page") << fake::Reply{.body = "<p>Hello</p>", .contentType = "text/html"} << Kind::NotSekimori;
    QTest::newRow("elsewhere") << fake::Reply{.status = 302, .contentType = {}, .headers = {"Location: https://x/"}}
                               << Kind::NotSekimori;
    QTest::newRow("no number") << fake::eventStream("event: audit\ndata: {}\n\n") << Kind::NotSekimori;
    QTest::newRow("no JSON") << fake::eventStream("event: audit\ndata: \xFF\n\n") << Kind::NotSekimori;
    QTest::newRow("an endless line") << fake::eventStream(QByteArray(EventStream::largestEvent + 1, 'x'))
                                     << Kind::TooLarge;
    QTest::newRow("nothing") << fake::Reply{.way = fake::Reply::Way::HangUp} << Kind::Unreachable;
}

void TestAuditTailClient::believesNoStrangeAnswer()
{
    QFETCH(fake::Reply, reply);
    QFETCH(Kind, kind);
    m_pauses = {900s};
    m_replies = {reply};
    begin();
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_tail->failure()->kind, kind);
    QVERIFY(m_numbers.isEmpty());
}

void TestAuditTailClient::trustsOnlyWhomTheConnectionTrusts()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.pinnedAuthority = fake::authority(u"Another"_s).certificatePem;
    m_connection = std::make_unique<Connection>(profile);
    m_tail = AuditClient(*m_connection).tail(m_pauses);
    m_tail->start(0);
    QTRY_COMPARE(m_tail->state(), State::Closed);
    QCOMPARE(m_tail->failure()->kind, Kind::ChangedCertificate);
    QVERIFY(m_platform->seen().isEmpty());
}

void TestAuditTailClient::givesUpOnSilence()
{
    m_pauses = {900s};
    begin(0, {.streamSilence = 200ms});
    QTRY_COMPARE(m_tail->state(), State::Waiting);
    QCOMPARE(m_tail->failure()->kind, Kind::TimedOut);
}

void TestAuditTailClient::saysNothingOnceItIsStopped()
{
    goLive();
    m_platform->stream(sent(1, 2000));
    QTRY_VERIFY(!m_numbers.isEmpty());
    m_tail->stop();
    const auto known = m_numbers.size();
    QCOMPARE(m_tail->state(), State::Off);
    QTRY_COMPARE(m_platform->streams(), 0);
    QCOMPARE(m_numbers.size(), known);
    m_tail->start(m_numbers.last());
    QTRY_COMPARE(m_tail->state(), State::Live);
}

void TestAuditTailClient::diesAtAnyTime()
{
    begin();
    cleanup();
    init();
    goLive();
    connect(m_tail.get(), &AuditTail::arrived, this, [this] { m_tail.release()->deleteLater(); });
    m_platform->stream(sent(1, 1000));
    QTRY_VERIFY(!m_tail);
    QTRY_COMPARE(m_platform->streams(), 0);
}

QTEST_GUILESS_MAIN(TestAuditTailClient)
#include "tst_audittailclient.moc"
