// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/pem.h"
#include "throwawayhosts.h"
#include "tlsclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

/// Says by which host the request came, and with which certificate.
Response whoAsks(const Request &request)
{
    return text(200, request.host + '|' + request.clientCertificateDer.toBase64());
}

void addVersions()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

}

class TestTlsHosts : public QObject {
    Q_OBJECT

private slots:
    void init() { m_listener = openListener(whoAsks); }

    void showsTheHostsCertificate();
    void refusesMisdirectedRequests_data();
    void refusesMisdirectedRequests();
    void endsAMisdirectedConnection();
    void takesTheServerNameInAnyCase();
    void resumesOnTheSameHost_data() { addVersions(); }
    void resumesOnTheSameHost();
    void neverResumesElsewhere_data();
    void neverResumesElsewhere();
    void neverResumesWhereACertificateIsAsked_data() { addVersions(); }
    void neverResumesWhereACertificateIsAsked();
    void givesUnknownHostsNoTicket_data() { addVersions(); }
    void givesUnknownHostsNoTicket();
    void asksForACertificateOnlyWhereItCounts_data() { addVersions(); }
    void asksForACertificateOnlyWhereItCounts();
    void letsAnyCertificateThroughTheHandshake_data() { addVersions(); }
    void letsAnyCertificateThroughTheHandshake();
    void refusesOldVersions_data();
    void refusesOldVersions();
    void speaksHttp11Only();
    void survivesBrokenHellos_data();
    void survivesBrokenHellos();
    void survivesALookupThatThrows();

private:
    /// A session of @p name, or null when none was given.
    SessionPointer sessionOf(const QByteArray &name, int version)
    {
        TlsClient client(m_listener->port(), {.serverName = name, .version = version});
        client.exchange(get("/", name));
        return client.takeSession();
    }
    bool resumes(const QByteArray &name, int version, SSL_SESSION *session)
    {
        TlsClient client(m_listener->port(), {.serverName = name, .version = version, .session = session});
        return client.isResumed() && client.exchange(get("/", name))->status == 200;
    }

    std::unique_ptr<Listener> m_listener;
};

void TestTlsHosts::showsTheHostsCertificate()
{
    TlsClient known(m_listener->port(), {.serverName = "a.example.test"});
    QCOMPARE(known.serverCertificateName(), "*.example.test");
    QCOMPARE(known.exchange(get("/"))->body, "a.example.test|");
    TlsClient unknown(m_listener->port(), {.serverName = "c.example.test"});
    QCOMPARE(unknown.serverCertificateName(), "nobody.example.test");
}

void TestTlsHosts::refusesMisdirectedRequests_data()
{
    QTest::addColumn<QByteArray>("serverName");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("code");
    const QByteArray a = "a.example.test";
    QTest::newRow("another tenant") << a << QByteArray("b.example.test") << QByteArray("http.hostDiffers");
    QTest::newRow("the host with certificates")
        << a << QByteArray("a.s.example.test") << QByteArray("http.hostDiffers");
    QTest::newRow("the host without") << QByteArray("a.s.example.test") << a << QByteArray("http.hostDiffers");
    QTest::newRow("an address") << a << QByteArray("127.0.0.1") << QByteArray("http.hostDiffers");
    QTest::newRow("an IPv6 address") << a << QByteArray("[::1]:443") << QByteArray("http.hostDiffers");
    QTest::newRow("a host of no tenant") << QByteArray("c.example.test") << QByteArray("c.example.test")
                                         << QByteArray("http.serverNameUnknown");
    QTest::newRow("a tenant's host over one of no tenant")
        << QByteArray("c.example.test") << a << QByteArray("http.hostDiffers");
    QTest::newRow("no server name") << QByteArray() << a << QByteArray("http.serverNameMissing");
    QTest::newRow("a server name that is none") << QByteArray("a_!.test") << a << QByteArray("http.serverNameMissing");
}

void TestTlsHosts::refusesMisdirectedRequests()
{
    QFETCH(const QByteArray, serverName);
    QFETCH(const QByteArray, host);
    QFETCH(const QByteArray, code);
    TlsClient client(m_listener->port(), {.serverName = serverName});
    const auto answer = client.exchange(get("/", host));
    QVERIFY(answer);
    QCOMPARE(answer->status, 421);
    QVERIFY2(answer->body.contains('"' + code + '"'), answer->body.constData());
    QVERIFY(client.isEndedInOrder());
}

void TestTlsHosts::endsAMisdirectedConnection()
{
    TlsClient client(m_listener->port(), {});
    QCOMPARE(client.exchange(get("/"))->status, 200);
    QCOMPARE(client.exchange(get("/", "b.example.test") + get("/"))->status, 421);
    QVERIFY(client.isEndedInOrder());
}

void TestTlsHosts::takesTheServerNameInAnyCase()
{
    TlsClient client(m_listener->port(), {.serverName = "A.EXAMPLE.test"});
    QCOMPARE(client.exchange(get("/", "a.Example.TEST."))->body, "a.example.test|");
}

void TestTlsHosts::resumesOnTheSameHost()
{
    QFETCH(const int, version);
    const SessionPointer session = sessionOf("a.example.test", version);
    QVERIFY(session);
    QVERIFY(resumes("a.example.test", version, session.get()));
}

void TestTlsHosts::neverResumesElsewhere_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("elsewhere");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        for (const char *name : {"b.example.test", "a.s.example.test", "b.s.example.test", "c.example.test"})
            QTest::addRow("%x %s", version, name) << version << QByteArray(name);
    }
}

void TestTlsHosts::neverResumesElsewhere()
{
    QFETCH(const int, version);
    QFETCH(const QByteArray, elsewhere);
    const SessionPointer session = sessionOf("a.example.test", version);
    QVERIFY(session);
    TlsClient client(m_listener->port(), {.serverName = elsewhere, .version = version, .session = session.get()});
    QVERIFY(client.isConnected());
    QVERIFY(!client.isResumed());
    QCOMPARE(client.wasAskedForCertificate(), elsewhere.contains(".s."));
}

void TestTlsHosts::neverResumesWhereACertificateIsAsked()
{
    QFETCH(const int, version);
    SessionPointer session;
    {
        TlsClient client(m_listener->port(), {.serverName = "a.s.example.test", .version = version});
        QCOMPARE(client.exchange(get("/", "a.s.example.test"))->status, 200);
        session = client.takeSession();
    }
    if (version == TLS1_3_VERSION)
        QVERIFY(!session);
    for (const char *name : {"a.s.example.test", "b.s.example.test", "a.example.test"}) {
        TlsClient client(m_listener->port(), {.serverName = name, .version = version, .session = session.get()});
        QVERIFY(client.isConnected());
        QVERIFY(!client.isResumed());
    }
}

void TestTlsHosts::givesUnknownHostsNoTicket()
{
    QFETCH(const int, version);
    const SessionPointer session = sessionOf("c.example.test", version);
    QVERIFY(!session || !SSL_SESSION_has_ticket(session.get()));
    TlsClient client(
        m_listener->port(), {.serverName = "a.example.test", .version = version, .session = session.get()});
    QVERIFY(client.isConnected());
    QVERIFY(!client.isResumed());
}

void TestTlsHosts::asksForACertificateOnlyWhereItCounts()
{
    QFETCH(const int, version);
    TlsClient main(m_listener->port(), {.serverName = "a.example.test", .version = version});
    QVERIFY(main.isConnected());
    QVERIFY(!main.wasAskedForCertificate());
    TlsClient secure(m_listener->port(), {.serverName = "a.s.example.test", .version = version});
    QVERIFY(secure.wasAskedForCertificate());
    QCOMPARE(secure.exchange(get("/", "a.s.example.test"))->body, "a.s.example.test|");
}

void TestTlsHosts::letsAnyCertificateThroughTheHandshake()
{
    QFETCH(const int, version);
    const TlsIdentity foreign = makeIdentity({u"somebody.example.org"_s});
    TlsClient client(m_listener->port(),
        {.serverName = "a.s.example.test",
            .version = version,
            .certificatePem = foreign.certificateChainPem,
            .keyPem = foreign.privateKeyPem});
    QVERIFY(client.isConnected());
    const auto certificate = crypto::certificateFromPem(foreign.certificateChainPem);
    QByteArray der(i2d_X509(certificate->get(), nullptr), '\0');
    auto *end = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate->get(), &end);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(client.exchange(get("/", "a.s.example.test"))->body, "a.s.example.test|" + der.toBase64());
}

void TestTlsHosts::refusesOldVersions_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.0") << TLS1_VERSION;
    QTest::newRow("TLS 1.1") << TLS1_1_VERSION;
}

void TestTlsHosts::refusesOldVersions()
{
    QFETCH(const int, version);
    QVERIFY(!TlsClient(m_listener->port(), {.version = version}).isConnected());
}

void TestTlsHosts::speaksHttp11Only()
{
    TlsClient both(m_listener->port(), {.protocols = "\x02h2\x08http/1.1"});
    QCOMPARE(both.protocol(), "http/1.1");
    QVERIFY(!TlsClient(m_listener->port(), {.protocols = "\x02h2"}).isConnected());
}

void TestTlsHosts::survivesBrokenHellos_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain HTTP") << get("/");
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("an alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7);
    QTest::newRow("a record too large") << QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(70'000, 'x');
    // A hello whose extensions hold a server_name of the given bytes.
    const auto hello = [](const QByteArray &serverName) {
        const auto number = [](qsizetype n, int width) {
            QByteArray bytes;
            while (width-- > 0)
                bytes.append(static_cast<char>(n >> (8 * width)));
            return bytes;
        };
        const QByteArray extension = QByteArray(2, '\0') + number(serverName.size(), 2) + serverName;
        const QByteArray body = QByteArray("\x03\x03") + QByteArray(32, 'r') + QByteArray(1, '\0')
            + QByteArray("\x00\x02\xc0\x2b\x01\x00", 6) + number(extension.size(), 2) + extension;
        const QByteArray message = QByteArray("\x01") + number(body.size(), 3) + body;
        return QByteArray("\x16\x03\x01") + number(message.size(), 2) + message;
    };
    QTest::newRow("an empty server name extension") << hello({});
    QTest::newRow("a server name list of one byte") << hello(QByteArray("\x00", 1));
    QTest::newRow("a server name list longer than it is") << hello(QByteArray("\x00\x20\x00\x00\x01"
                                                                              "a",
        6));
    QTest::newRow("a server name longer than its list") << hello(QByteArray("\x00\x04\x00\x00\xff"
                                                                            "a",
        6));
    QTest::newRow("a server name with a NUL") << hello(QByteArray("\x00\x06\x00\x00\x03"
                                                                  "a\0b",
        8));
    QTest::newRow("two server names") << hello(QByteArray("\x00\x08\x00\x00\x01"
                                                          "a\x00\x00\x01"
                                                          "b",
        10));
}

void TestTlsHosts::survivesBrokenHellos()
{
    QFETCH(const QByteArray, bytes);
    TlsClient client(m_listener->port(), {.shakesHands = false});
    client.sendRaw(bytes);
    client.truncate();
    TlsClient next(m_listener->port(), {});
    QCOMPARE(next.exchange(get("/"))->status, 200);
    QTRY_COMPARE(m_listener->connectionCount(), 1); // The first one had come in before, and has gone.
}

void TestTlsHosts::survivesALookupThatThrows()
{
    const auto listener = Listener::open(
        {{.address = u"127.0.0.1"_s, .port = 0}}, fallbackCredentials(),
        [](QByteArrayView name) -> std::optional<TlsHost> {
            if (name.startsWith("a."))
                throw std::bad_alloc();
            return throwawayLookup()(name);
        },
        whoAsks)
                              .value();
    QVERIFY(!TlsClient(listener->port(), {.serverName = "a.example.test"}).isConnected());
    TlsClient client(listener->port(), {.serverName = "b.example.test"});
    QCOMPARE(client.exchange(get("/", "b.example.test"))->status, 200);
}

QTEST_GUILESS_MAIN(TestTlsHosts)
#include "tst_tlshosts.moc"
