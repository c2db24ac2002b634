// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"
#include "tailclient.h"

#include <QJsonArray>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

QByteArrayList namesOf(const QList<SentEvent> &events)
{
    QByteArrayList names;
    for (const SentEvent &event : events)
        names.append(event.name);
    return names;
}

/// curl as a person would use it, holding a tail open.
class CurlTail {
public:
    CurlTail(const RunningService &service, const QByteArray &token, const QString &from)
    {
        const QString port = QString::number(service.port());
        m_curl.start(u"curl"_s,
            {u"--no-progress-meter"_s, u"--no-buffer"_s, u"--include"_s, u"--max-time"_s, u"600"_s, u"--cacert"_s,
                service.folder() + u"/server.pem"_s, u"--interface"_s, from, u"--resolve"_s,
                u"alpha.example.test:%1:127.0.0.1"_s.arg(port), u"-H"_s,
                u"Sekimori-Token: "_s + QString::fromLatin1(token), u"-H"_s, u"Accept-Language: ja"_s,
                u"https://alpha.example.test:%1/api/v1/audit/tail"_s.arg(port)});
    }
    ~CurlTail()
    {
        m_curl.kill();
        m_curl.waitForFinished();
    }

    bool waitFor(const QByteArray &text)
    {
        while (!m_text.contains(text)) {
            if (!m_curl.waitForReadyRead(120'000))
                return false;
            m_text += m_curl.readAllStandardOutput();
        }
        return true;
    }

    /// Its exit code once it has ended by itself.
    int waitForEnd()
    {
        const bool ended = m_curl.state() == QProcess::NotRunning || m_curl.waitForFinished(120'000);
        m_text += m_curl.readAllStandardOutput();
        return ended ? m_curl.exitCode() : -1;
    }

    const QByteArray &text() const { return m_text; }

private:
    QProcess m_curl;
    QByteArray m_text;
};

}

/// The live tail of the real service, held open while others change what it stands on.
class TestLiveTail : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void followsTheLog();
    void goesOnWhereItLeftOff();
    void answersHead();
    void closesWhatCurlHoldsOpenWhenTheRuleChanges();
    void showsNothingAfterTheAnswerToTheChange();
    void closesWhenTheSessionEnds();
    void closesWhenTheServiceStops();
    void isOpenAFewTimesOnly();

private:
    bool setRule(const QString &mode, const QStringList &networks = {});

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ApiClient> m_chief;
};

void TestLiveTail::init()
{
    m_service = std::make_unique<RunningService>();
    m_service->configure("max-streams-per-session = 3\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service->administrator("alpha"));
}

void TestLiveTail::cleanup()
{
    m_chief.reset();
    if (m_service->isRunning())
        QVERIFY(m_service->stop());
}

bool TestLiveTail::setRule(const QString &mode, const QStringList &networks)
{
    const QByteArray revision = QByteArray::number(m_chief->revision("ipRestriction"));
    const ApiAnswer answer = m_chief->put(
        "/api/v1/settings/ipRestriction", ipRestriction(mode, networks), {{"If-Match", '"' + revision + '"'}});
    if (answer.status != 200)
        qInfo("The change was answered with %d: %s", answer.status, answer.body.constData());
    return answer.status == 200;
}

void TestLiveTail::followsTheLog()
{
    TailClient tail(m_service->port(), "alpha.example.test", m_chief->token());
    QCOMPARE(tail.status(), 200);
    QCOMPARE(tail.head()->header("Content-Type"), "text/event-stream");
    QVERIFY(m_service->client("alpha").signIn(u"chief"_s, RunningService::administratorPassword()));
    const auto login = tail.next();
    QVERIFY(login);
    QCOMPARE(login->name, "audit");
    QCOMPARE(login->data["action"_L1].toString(), u"api login"_s);
    QCOMPARE(login->data["number"_L1].toInteger(), login->number());
    QVERIFY(setRule(u"allowListed"_s, {u"127.0.0.1"_s}));
    const auto change = tail.next();
    QVERIFY(change);
    QCOMPARE(change->data["action"_L1].toString(), u"change ipRestriction"_s);
    QCOMPARE(change->number(), login->number() + 1);
}

void TestLiveTail::goesOnWhereItLeftOff()
{
    TailClient first(m_service->port(), "alpha.example.test", m_chief->token(), "127.0.0.1", "?after=0");
    const auto begun = first.next();
    QVERIFY(begun);
    QCOMPARE(begun->number(), 1);
    TailClient second(
        m_service->port(), "alpha.example.test", m_chief->token(), "127.0.0.1", "?after=0", "Last-Event-ID: 1\r\n");
    const auto next = second.next();
    QVERIFY(next);
    QCOMPARE(next->number(), 2);
}

void TestLiveTail::answersHead()
{
    TlsClient client(m_service->port(), {.serverName = "alpha.example.test"});
    QVERIFY(client.send(get("/api/v1/audit/tail", "alpha.example.test", "Sekimori-Token: " + m_chief->token() + "\r\n")
            .replace("GET", "HEAD")));
    const auto head = client.receive(false);
    QVERIFY(head);
    QCOMPARE(head->status, 200);
    QCOMPARE(head->header("Content-Type"), "text/event-stream");
    QVERIFY(client.isEndedInOrder());
}

void TestLiveTail::closesWhatCurlHoldsOpenWhenTheRuleChanges()
{
    CurlTail curl(*m_service, m_chief->token(), u"127.0.0.2"_s);
    QVERIFY2(curl.waitFor(": alive\n\n"), curl.text().constData());
    QVERIFY(curl.text().startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(setRule(u"allowListed"_s, {u"127.0.0.0/30"_s}));
    QVERIFY2(curl.waitFor("change ipRestriction"), curl.text().constData());
    QVERIFY(setRule(u"allowListed"_s, {u"127.0.0.1"_s}));
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_service->client("alpha").signIn(u"chief"_s, RunningService::administratorPassword()));
    QCOMPARE(curl.waitForEnd(), 0);
    const QList<SentEvent> events = sentEventsIn(curl.text());
    QVERIFY(!events.isEmpty());
    QCOMPARE(events.last().name, "closed");
    QCOMPARE(events.last().data["code"_L1].toString(), u"gate.denied"_s);
    const QString message = events.last().data["message"_L1].toString();
    QVERIFY(message.contains(u"127.0.0.2"_s));
    QVERIFY2(message.contains(u"アドレス"_s), qPrintable(message));
    for (const SentEvent &event : events)
        QVERIFY(event.data["action"_L1] != u"api login"_s);
}

void TestLiveTail::showsNothingAfterTheAnswerToTheChange()
{
    // Others write all the time, so that there is always something to show.
    std::atomic<bool> isDone = false;
    std::vector<std::jthread> writers;
    writers.reserve(2);
    for (int i = 0; i < 2; ++i)
        writers.emplace_back([&] {
            ApiClient other = m_service->client("alpha");
            while (!isDone)
                other.signIn(u"chief"_s, RunningService::administratorPassword());
        });
    const auto done = qScopeGuard([&isDone] { isDone = true; });
    for (int round = 0; round < 15; ++round) {
        QVERIFY(setRule(u"allowListed"_s, {u"127.0.0.1"_s, u"127.0.0.2"_s}));
        TailClient shutOut(m_service->port(), "alpha.example.test", m_chief->token(), "127.0.0.2");
        TailClient allowed(m_service->port(), "alpha.example.test", m_chief->token());
        QCOMPARE(shutOut.status(), 200);
        const auto first = shutOut.next();
        QVERIFY(first);
        QVERIFY(setRule(u"allowListed"_s, {u"127.0.0.1"_s}));
        // The first event that was surely written after the answer was read.
        ApiClient marker = m_service->client("alpha");
        QVERIFY(marker.signIn(u"chief"_s, RunningService::administratorPassword()));
        const ApiAnswer newest = m_chief->get("/api/v1/audit/events?limit=1");
        const qint64 after = newest.json()["events"_L1].toArray().first()["number"_L1].toInteger();

        QList<SentEvent> seen = shutOut.rest();
        QVERIFY(!seen.isEmpty());
        QCOMPARE(seen.takeLast().data["code"_L1].toString(), u"gate.denied"_s);
        qint64 number = first->number();
        for (const SentEvent &event : seen) {
            QCOMPARE(event.number(), ++number);
            QVERIFY2(event.number() < after, QByteArray::number(event.number()).constData());
        }
        QVERIFY(shutOut.isEndedInOrder());
        // Whoever is still let in sees all of it, in order.
        auto event = allowed.next();
        QVERIFY(event);
        for (qint64 expected = event->number() + 1; expected <= after; ++expected) {
            event = allowed.next();
            QVERIFY(event);
            QCOMPARE(event->number(), expected);
        }
    }
}

void TestLiveTail::closesWhenTheSessionEnds()
{
    ApiClient second = m_service->administrator("alpha");
    TailClient ended(m_service->port(), "alpha.example.test", second.token());
    TailClient other(m_service->port(), "alpha.example.test", m_chief->token());
    QCOMPARE(ended.status(), 200);
    QCOMPARE(other.status(), 200);
    QCOMPARE(second.call("DELETE", "/api/v1/session").status, 204);
    const QList<SentEvent> events = ended.rest();
    QVERIFY(!events.isEmpty());
    QCOMPARE(events.last().name, "closed");
    QCOMPARE(events.last().data["code"_L1].toString(), u"session.ended"_s);
    QVERIFY(ended.isEndedInOrder());
    const auto logout = other.next();
    QVERIFY(logout);
    QCOMPARE(logout->data["action"_L1].toString(), u"logout"_s);
}

void TestLiveTail::closesWhenTheServiceStops()
{
    TailClient tail(m_service->port(), "alpha.example.test", m_chief->token());
    QCOMPARE(tail.status(), 200);
    auto reading = std::async(std::launch::async, [&tail] { return tail.rest(); });
    QVERIFY(m_service->stop());
    const QList<SentEvent> events = reading.get();
    QCOMPARE(namesOf(events), QByteArrayList{"closed"});
    QCOMPARE(events.first().data["code"_L1].toString(), u"service.stopping"_s);
}

void TestLiveTail::isOpenAFewTimesOnly()
{
    QList<std::shared_ptr<TailClient>> open;
    for (int i = 0; i < 3; ++i) {
        open.append(std::make_shared<TailClient>(m_service->port(), "alpha.example.test", m_chief->token()));
        QCOMPARE(open.last()->status(), 200);
    }
    const auto tail = [this] { return TailClient(m_service->port(), "alpha.example.test", m_chief->token()).status(); };
    QCOMPARE(tail(), 429);
    open.removeLast();
    // Asked until it succeeds and not once more: each that is let in takes the place that has become free.
    QVERIFY(QTest::qWaitFor([&] { return tail() == 200; }, 30'000));
}

QTEST_GUILESS_MAIN(TestLiveTail)
#include "tst_livetail.moc"
