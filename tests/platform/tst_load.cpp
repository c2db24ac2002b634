// SPDX-License-Identifier: GPL-3.0-or-later
#include "crowd.h"
#include "processmemory.h"
#include "servicefixture.h"
#include "tailclient.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool memoryIsTelling = false; // The sanitizer keeps what was freed.
#else
constexpr bool memoryIsTelling = true;
#endif
#else
constexpr bool memoryIsTelling = true;
#endif

constexpr auto host = "alpha.example.test";

}

/// The real service under clients that want too much of it, together: its memory stays bounded, and others are served.
class TestLoad : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void servesBesideThousandsOfIdleConnections();
    void servesBesideEndlessHeaders();
    void servesBesideSlowHeaders();
    void servesBesideSlowBodies();
    void servesBesideSlowReaders();
    void cutsOffTailsThatAreNotRead();

private:
    bool start(const QByteArray &config);
    /// Somebody comes anew, is let in and changes something.
    bool servesOthers();
    bool hasGrownByLessThan(qint64 mebibytes) const;

    std::unique_ptr<RunningService> m_service;
    qint64 m_before = 0;
};

void TestLoad::init()
{
    QVERIFY(allowOpenFiles(6'000));
    m_service = std::make_unique<RunningService>();
}

void TestLoad::cleanup()
{
    if (m_service->isRunning())
        QVERIFY(m_service->stop());
}

bool TestLoad::start(const QByteArray &config)
{
    m_service->configure(config);
    if (!m_service->start() || !m_service->createTenant(u"alpha"_s) || !servesOthers())
        return false;
    m_before = residentKib(m_service->processId()).value_or(0);
    return m_before > 0;
}

bool TestLoad::servesOthers()
{
    ApiClient chief = m_service->administrator("alpha");
    const qint64 revision = chief.revision("ipRestriction");
    const QJsonObject rule = ipRestriction(u"allowAll"_s, {u"192.0.2.%1"_s.arg(revision % 250)});
    const QByteArray tag = '"' + QByteArray::number(revision) + '"';
    return chief.put("/api/v1/settings/ipRestriction", rule, {{"If-Match", tag}}).status == 200;
}

bool TestLoad::hasGrownByLessThan(qint64 mebibytes) const
{
    const qint64 now = residentKib(m_service->processId()).value_or(0);
    if (now - m_before >= mebibytes * 1024)
        qWarning() << "from" << m_before << "KiB to" << now;
    return now > 0 && (!memoryIsTelling || now - m_before < mebibytes * 1024);
}

void TestLoad::servesBesideThousandsOfIdleConnections()
{
    constexpr int connections = 5'000;
    QVERIFY(start("idle-seconds = 3600\nheader-seconds = 600\n"));
    Crowd crowd(m_service->port(), host);
    QVERIFY(crowd.join(connections));
    crowd.send(get("/healthz", host));
    QCOMPARE(crowd.countAnswers(200), connections);
    QVERIFY(servesOthers());
    QVERIFY(hasGrownByLessThan(connections * 40 / 1024));
    QCOMPARE(crowd.countOpen(), connections);
    // None of them has been forgotten.
    crowd.send(get("/healthz", host));
    QCOMPARE(crowd.countAnswers(200), connections);
}

void TestLoad::servesBesideEndlessHeaders()
{
    constexpr int connections = 400;
    QVERIFY(start("header-seconds = 600\n"));
    Crowd crowd(m_service->port(), host);
    QVERIFY(crowd.join(connections));
    crowd.send("GET / HTTP/1.1\r\nHost: alpha.example.test\r\n");
    crowd.send(QByteArray("X-More: and more, and more, and more\r\n").repeated(400));
    QVERIFY(servesOthers());
    crowd.send(QByteArray("X-More: and more, and more, and more\r\n").repeated(400));
    QVERIFY(servesOthers());
    QVERIFY(hasGrownByLessThan(40));
    QCOMPARE(crowd.countAnswers(431), connections);
}

void TestLoad::servesBesideSlowHeaders()
{
    constexpr int connections = 1'000;
    QVERIFY(start("header-seconds = 600\n"));
    Crowd crowd(m_service->port(), host);
    QVERIFY(crowd.join(connections));
    for (const char byte : QByteArray("GET / HTTP/1.1\r\nX-")) {
        crowd.send(QByteArray(1, byte));
        if (byte == '/')
            QVERIFY(servesOthers());
    }
    QVERIFY(servesOthers());
    QVERIFY(hasGrownByLessThan(60));
    QCOMPARE(crowd.countOpen(), connections);
}

void TestLoad::servesBesideSlowBodies()
{
    constexpr int connections = 200;
    QVERIFY(start("max-all-bodies-bytes = 33554432\nbody-seconds = 600\nheader-seconds = 600\n"));
    Crowd crowd(m_service->port(), host);
    QVERIFY(crowd.join(connections));
    // One MiB of two each: thirty have room, the others are told so.
    crowd.send("POST /api/v1/session HTTP/1.1\r\nHost: alpha.example.test\r\nContent-Length: 2097152\r\n\r\n");
    crowd.send(QByteArray(1024 * 1024, 'x'));
    QVERIFY(servesOthers());
    QVERIFY(hasGrownByLessThan(120));
    int told = 0;
    QTRY_VERIFY((told += crowd.countAnswers(503, Crowd::Patience::None)) > 0);
    QVERIFY(servesOthers());
}

void TestLoad::servesBesideSlowReaders()
{
    // A sanitizer makes each of these answers a second's work, and the queue of them is not what is looked at here.
    constexpr int connections = memoryIsTelling ? 150 : 12;
    QVERIFY(start("max-all-answers-bytes = " + QByteArray::number(connections * 220'000) + '\n'));
    ApiClient chief = m_service->administrator("alpha");
    QStringList networks;
    for (int i = 0; i < 9'000; ++i)
        networks.append(u"10.%1.%2.0/28"_s.arg(i / 250).arg(i % 250));
    const QByteArray tag = '"' + QByteArray::number(chief.revision("ipRestriction")) + '"';
    QCOMPARE(
        chief.put("/api/v1/settings/ipRestriction", ipRestriction(u"allowAll"_s, networks), {{"If-Match", tag}}).status,
        200);
    const qsizetype weight = chief.get("/api/v1/settings/ipRestriction").body.size();
    QVERIFY2(weight > 300'000, QByteArray::number(weight).constData());
    m_before = residentKib(m_service->processId()).value_or(0);

    Crowd crowd(m_service->port(), host);
    crowd.setReceiveBuffer(4096);
    QVERIFY(crowd.join(connections));
    const QByteArray asked = get("/api/v1/settings/ipRestriction", host, "Sekimori-Token: " + chief.token() + "\r\n");
    crowd.send(asked.repeated(20));
    QVERIFY(servesOthers());
    QVERIFY(servesOthers());
    // Sixteen that are being made at once come to what has been made.
    QVERIFY(hasGrownByLessThan(160));
}

void TestLoad::cutsOffTailsThatAreNotRead()
{
    QVERIFY(start("write-seconds = 1\nheader-seconds = 600\nmax-streams-per-session = 100\n"));
    ApiClient chief = m_service->administrator("alpha");
    Crowd crowd(m_service->port(), host);
    crowd.setReceiveBuffer(4096);
    QVERIFY(crowd.join(100));
    crowd.send(get("/api/v1/audit/tail?after=0", host, "Sekimori-Token: " + chief.token() + "\r\n"));
    QCOMPARE(crowd.countAnswers(200), 100);
    // Each event tells of a hundred networks in full; soon that is more than the buffers between the two can hold.
    QJsonArray entries;
    for (int i = 0; i < 100; ++i)
        entries.append(QJsonObject{{u"network"_s, u"10.0.%1.0/28"_s.arg(i)}, {u"memo"_s, QString(100, u'm')}});
    const QJsonObject many{{u"mode"_s, u"allowAll"_s}, {u"entries"_s, entries}};
    const QJsonObject none = ipRestriction(u"allowAll"_s);
    qint64 revision = chief.revision("ipRestriction");
    TailClient reader(m_service->port(), host, chief.token());
    QCOMPARE(reader.status(), 429);
    ApiClient second = m_service->administrator("alpha");
    TailClient attentive(m_service->port(), host, second.token());
    QCOMPARE(attentive.status(), 200);
    int events = 0;
    while (!m_service->log().contains("was cut off") && events < 3'000) {
        const QByteArray tag = '"' + QByteArray::number(revision++) + '"';
        const QJsonObject &rule = ++events % 2 == 1 ? many : none;
        QCOMPARE(chief.put("/api/v1/settings/ipRestriction", rule, {{"If-Match", tag}}).status, 200);
        QVERIFY(attentive.next());
    }
    QVERIFY2(m_service->log().contains("was cut off"), QByteArray::number(events).constData());
    QVERIFY(hasGrownByLessThan(60));
    QVERIFY(servesOthers());
}

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
