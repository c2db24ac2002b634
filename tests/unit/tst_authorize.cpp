// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/authorize.h"
#include "edge/clientcertificate.h"
#include "handlerfixture.h"
#include "store/columns.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

using Mode = policy::IpRestriction::Mode;

IpAddress address(const QString &text)
{
    return IpAddress::parse(text).value();
}

}

class TestAuthorize : public QObject {
    Q_OBJECT

private slots:
    void init();

    void answersNamedProxiesOnly();
    void letsInAndSaysWhoItIs();
    void letsStaffLookAndTellsIt();
    void encodesNamesThatAreNotAscii();
    void namesTheSignInPage_data();
    void namesTheSignInPage();
    void tellsTheTwoUnauthorizedApart();
    void deniesByTheForwardedAddress();
    void countsARefusalOnce();
    void takesTheTenantFromTheForwardedHost_data();
    void takesTheTenantFromTheForwardedHost();
    void asksForACertificateOnTheSecureHost();
    void takesNoTokenOfTheApi();
    void knowsItsPath_data();
    void knowsItsPath();
    void readsClientCert_data();
    void readsClientCert();

private:
    Request question(const QByteArray &host = "alpha.example.test", const QByteArray &uri = "/wiki?a=b") const;
    Response answer(const Request &asked) { return m_authorize.answer(asked); }
    QByteArray cookieOf(const QString &loginName);
    void restrict(Mode mode, bool basic);

    HandlerFixture m_service;
    GateAnswers m_answers;
    std::shared_ptr<const Snapshot> m_snapshot;
    IpSet m_proxies{{IpNetwork::parse(u"10.9.0.0/16").value()}};
    QList<Refusal> m_refusals;
    Gate m_gate{[this] { return m_snapshot; }, m_service.prover, m_answers,
        [this](const Refusal &refusal) { m_refusals << refusal; },
        {.domain = "example.test", .namedProxies = m_proxies, .clock = [this] { return m_service.store.now(); }}};
    Authorize m_authorize{m_gate, *m_service.sessions, m_answers, m_proxies, m_service.viewReport()};
};

void TestAuthorize::init()
{
    m_snapshot = m_service.tenants->snapshot();
}

Request TestAuthorize::question(const QByteArray &host, const QByteArray &uri) const
{
    Request asked;
    asked.method = "GET";
    asked.path = "/edge/authorize";
    asked.host = "platform.example.test";
    asked.peer = address(u"10.9.0.1"_s);
    asked.headers.append("Host", "platform.example.test");
    asked.headers.append("X-Forwarded-For", "192.0.2.7");
    asked.headers.append("X-Forwarded-Host", host);
    asked.headers.append("X-Forwarded-Uri", uri);
    asked.headers.append("X-Forwarded-Method", "GET");
    return asked;
}

QByteArray TestAuthorize::cookieOf(const QString &loginName)
{
    const auto user = m_service.tenants->findUser(m_service.tenant, loginName).value();
    return "__Host-sekimori=" + m_service.sessions->begin(*user, {}, {}, SessionKind::Browser).value();
}

void TestAuthorize::restrict(Mode mode, bool basic)
{
    auto state = std::make_shared<TenantState>(*m_snapshot->byId.value(m_service.tenant));
    policy::Settings settings = state->settings;
    settings.ipRestriction.mode = mode;
    settings.ipRestriction.entries = {{IpNetwork::parse(u"198.51.100.0/24").value(), {}}};
    settings.basicAuth.enabled = basic;
    settings.basicAuth.pair.userName = u"gate"_s;
    settings.basicAuth.pair.password.isSet = true;
    settings.basicAuth.pair.password.sealed = m_service.hasher.hash(u"tree-frog-9").value();
    adopt(*state, settings);
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->bySubdomain.insert("alpha", state);
    snapshot->byId.insert(state->id, state);
    m_snapshot = snapshot;
}

void TestAuthorize::answersNamedProxiesOnly()
{
    Request asked = question();
    asked.headers.append("Cookie", cookieOf(u"chief"_s));
    QCOMPARE(answer(asked).status, 204);
    asked.peer = address(u"192.0.2.7"_s);
    const Response refused = answer(asked);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("named"));
    QVERIFY(!refused.headers.contains("Sekimori-User"));
    asked.peer = address(u"::ffff:10.9.0.1"_s);
    QCOMPARE(answer(asked).status, 204);
}

void TestAuthorize::letsStaffLookAndTellsIt()
{
    auto state = std::make_shared<TenantState>(*m_snapshot->byId.value(m_service.tenant));
    state->settings.support.until = toDateTime(m_service.store.now() + std::chrono::hours(1));
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->bySubdomain.insert("alpha", state);
    m_snapshot = snapshot;
    Request asked = question("alpha.example.test", "/wiki/page?a=b");
    asked.headers.append("Cookie", cookieOf(m_service.letStaffKnowTheWay()));
    const Response in = answer(asked);
    QCOMPARE(in.status, 204);
    QCOMPARE(in.headers.value("Sekimori-Role"), "support");
    QCOMPARE(m_service.events(1).first().action, u"view"_s);
    QCOMPARE(m_service.events(1).first().complement, u"what: application: /wiki/page"_s);
    asked.headers.set("X-Forwarded-Method", "POST");
    const Response refused = answer(asked);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("may look here"));
}

void TestAuthorize::letsInAndSaysWhoItIs()
{
    Request asked = question();
    asked.headers.append("Cookie", "a=b; " + cookieOf(u"reader"_s));
    const Response in = answer(asked);
    QCOMPARE(in.status, 204);
    QCOMPARE(in.headers.value("Sekimori-Tenant"), "alpha");
    QCOMPARE(in.headers.value("Sekimori-User"), "reader");
    QCOMPARE(in.headers.value("Sekimori-Display-Name"), "A Reader");
    QCOMPARE(in.headers.value("Sekimori-Role"), "auditor");
    QVERIFY(in.body.isEmpty());
}

void TestAuthorize::encodesNamesThatAreNotAscii()
{
    const auto hash = m_service.hasher.hash(u"river-stone-4711"_s).value();
    QVERIFY(m_service.tenants->addUsers(m_service.tenant, {{u"渡辺"_s, u"100% 渡辺"_s, Role::User, hash}}));
    Request asked = question();
    asked.headers.append("Cookie", cookieOf(u"渡辺"_s));
    const Response in = answer(asked);
    QCOMPARE(in.headers.value("Sekimori-User"), "%E6%B8%A1%E8%BE%BA");
    QCOMPARE(in.headers.value("Sekimori-Display-Name"), "100%25 %E6%B8%A1%E8%BE%BA");
}

void TestAuthorize::namesTheSignInPage_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<QByteArray>("url");
    const auto row = [](const char *name, const char *host, const char *method, const char *uri, const char *url) {
        QTest::newRow(name) << QByteArray(host) << QByteArray(method) << QByteArray(uri) << QByteArray(url);
    };
    const char *host = "alpha.example.test";
    row("a path", host, "GET", "/wiki?a=b", "https://alpha.example.test/sign-in?next=/wiki%3Fa%3Db");
    row("another port", "Alpha.Example.test:8443", "GET", "/x", "https://alpha.example.test:8443/sign-in?next=/x");
    row("no reading", host, "POST", "/save", "https://alpha.example.test/sign-in?next=/");
    row("two slashes", host, "GET", "//evil.example/", "https://alpha.example.test/sign-in?next=/");
    row("no path", host, "GET", "https://evil.example/", "https://alpha.example.test/sign-in?next=/");
    row("line break", host, "GET", "/a\r\nX: y", "https://alpha.example.test/sign-in?next=/");
}

void TestAuthorize::namesTheSignInPage()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, uri);
    Request asked = question(host, uri);
    asked.headers.set("X-Forwarded-Method", method);
    const Response response = answer(asked);
    QCOMPARE(response.status, 401);
    QTEST(response.headers.value("Sekimori-Sign-In").value_or(QByteArray()), "url");
}

void TestAuthorize::tellsTheTwoUnauthorizedApart()
{
    const Response signIn = answer(question());
    QCOMPARE(signIn.status, 401);
    QVERIFY(signIn.headers.contains("Sekimori-Sign-In"));
    QVERIFY(!signIn.headers.contains("WWW-Authenticate"));
    QVERIFY2(signIn.body.contains("href=\"https://alpha.example.test/sign-in?next=/wiki%3Fa%3Db\""),
        signIn.body.constData());

    restrict(Mode::DenyAll, true);
    const Response basic = answer(question());
    QCOMPARE(basic.status, 401);
    QVERIFY(basic.headers.contains("WWW-Authenticate"));
    QVERIFY(!basic.headers.contains("Sekimori-Sign-In"));
    Request asked = question();
    asked.headers.append("Authorization", "Basic " + QByteArray("gate:tree-frog-9").toBase64());
    QVERIFY(answer(asked).headers.contains("Sekimori-Sign-In"));
    asked.headers.append("Cookie", cookieOf(u"chief"_s));
    QCOMPARE(answer(asked).status, 204);
}

void TestAuthorize::deniesByTheForwardedAddress()
{
    restrict(Mode::AllowListed, false);
    const QByteArray cookie = cookieOf(u"chief"_s);
    const auto statusFrom = [&](const QByteArray &chain) {
        Request asked = question();
        asked.headers.append("Cookie", cookie);
        asked.headers.set("X-Forwarded-For", chain);
        return answer(asked).status;
    };
    QCOMPARE(statusFrom("198.51.100.4"), 204);
    QCOMPARE(statusFrom("192.0.2.7"), 403);
    QCOMPARE(statusFrom("198.51.100.4, 192.0.2.7"), 403);
    QCOMPARE(statusFrom("192.0.2.7, 198.51.100.4, 10.9.0.2"), 204);
    QCOMPARE(statusFrom("nonsense"), 403);
}

void TestAuthorize::countsARefusalOnce()
{
    restrict(Mode::AllowListed, false);
    m_refusals.clear();
    Request asked = question();
    const Response refused = answer(asked);
    QCOMPARE(m_refusals.size(), 1);
    asked.path = "/edge/explain";
    const Response explained = answer(asked);
    QCOMPARE(explained.status, 403);
    QCOMPARE(explained.body, refused.body);
    QCOMPARE(m_refusals.size(), 1);
    asked.peer = address(u"192.0.2.7"_s);
    QVERIFY(answer(asked).body.contains("named"));
}

void TestAuthorize::takesTheTenantFromTheForwardedHost_data()
{
    QTest::addColumn<QList<QByteArray>>("hosts");
    QTest::addColumn<int>("status");
    using Hosts = QList<QByteArray>;
    QTest::newRow("a tenant's") << Hosts{"alpha.example.test"} << 401;
    QTest::newRow("nobody's") << Hosts{"beta.example.test"} << 421;
    QTest::newRow("elsewhere") << Hosts{"alpha.example.com"} << 421;
    QTest::newRow("none, and none in Host") << Hosts{} << 421;
    QTest::newRow("two lines") << Hosts{"alpha.example.test", "alpha.example.test"} << 400;
    QTest::newRow("two in a line") << Hosts{"alpha.example.test, beta.example.test"} << 400;
    QTest::newRow("empty") << Hosts{""} << 400;
    QTest::newRow("with a path") << Hosts{"alpha.example.test/x"} << 400;
    QTest::newRow("with a user") << Hosts{"x@alpha.example.test"} << 400;
}

void TestAuthorize::takesTheTenantFromTheForwardedHost()
{
    QFETCH(QList<QByteArray>, hosts);
    Request asked = question();
    asked.headers.remove("X-Forwarded-Host");
    for (const QByteArray &host : hosts)
        asked.headers.append("X-Forwarded-Host", host);
    QTEST(answer(asked).status, "status");
}

void TestAuthorize::asksForACertificateOnTheSecureHost()
{
    Request asked = question("alpha.s.example.test");
    asked.headers.append("Cookie", cookieOf(u"chief"_s));
    asked.clientCertificateDer = "the proxy's own";
    QCOMPARE(answer(asked).status, 496);
}

void TestAuthorize::takesNoTokenOfTheApi()
{
    Request asked = question();
    asked.headers.append("Cookie", "__Host-sekimori=" + m_service.tokenOf(u"chief"_s));
    QCOMPARE(answer(asked).status, 401);
    asked.headers.set("Sekimori-Token", m_service.tokenOf(u"chief"_s));
    QCOMPARE(answer(asked).status, 401);
}

void TestAuthorize::knowsItsPath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("next");
    QTest::newRow("as nginx asks") << QByteArray("/edge/authorize") << QByteArray("/");
    QTest::newRow("as Envoy asks") << QByteArray("/edge/authorize/wiki/start") << QByteArray("/wiki/start");
    QTest::newRow("another") << QByteArray("/edge/authorized") << QByteArray();
    QTest::newRow("in the middle") << QByteArray("/x/edge/authorize") << QByteArray();
}

void TestAuthorize::knowsItsPath()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, next);
    Request asked = question();
    asked.path = path;
    QCOMPARE(Authorize::isAskedBy(asked), !next.isEmpty());
    if (next.isEmpty())
        return;
    asked.headers.remove("X-Forwarded-Uri");
    asked.query = QUrlQuery(u"a=b"_s);
    const QByteArray query = next == "/" ? QByteArray() : QByteArray("%3Fa%3Db");
    QCOMPARE(
        answer(asked).headers.value("Sekimori-Sign-In"), "https://alpha.example.test/sign-in?next=" + next + query);
}

void TestAuthorize::readsClientCert_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<QByteArray>("der");
    using Lines = QList<QByteArray>;
    QTest::newRow("none") << Lines{} << QByteArray();
    QTest::newRow("one") << Lines{":" + QByteArray("DER").toBase64() + ":"} << QByteArray("DER");
    QTest::newRow("two") << Lines{":REVS:", ":REVS:"} << QByteArray();
    QTest::newRow("empty") << Lines{""} << QByteArray();
    QTest::newRow("one colon") << Lines{":"} << QByteArray();
    QTest::newRow("nothing between") << Lines{"::"} << QByteArray();
    QTest::newRow("no colons") << Lines{"REVS"} << QByteArray();
    QTest::newRow("not base64") << Lines{":R$VS:"} << QByteArray();
    QTest::newRow("a list") << Lines{":REVS:, :REVS:"} << QByteArray();
    QTest::newRow("PEM") << Lines{"-----BEGIN CERTIFICATE-----"} << QByteArray();
}

void TestAuthorize::readsClientCert()
{
    QFETCH(QList<QByteArray>, lines);
    Request request;
    request.clientCertificateDer = "of the connection";
    for (const QByteArray &line : lines)
        request.headers.append("Client-Cert", line);
    QTEST(clientCertificateDer(request, true), "der");
    QCOMPARE(clientCertificateDer(request, false), "of the connection");
}

QTEST_GUILESS_MAIN(TestAuthorize)
#include "tst_authorize.moc"
