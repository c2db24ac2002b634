// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/gate.h"

#include <QJsonDocument>
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

class TestGate : public QObject {
    Q_OBJECT

private slots:
    void init();

    void decidesAsTheTableSays_data();
    void decidesAsTheTableSays();
    void asksForThePairInTheTenantsName();
    void takesNoMalformedAuthorization_data();
    void takesNoMalformedAuthorization();
    void hashesARightPairOnce();
    void hashesNothingForAnAddressThatIsListed();
    void forgetsTheProofWithTheState();
    void endsTheSecondPairAtItsTime();
    void slowsAnAddressThatGuesses();
    void letsAProvenPairInWhileSomebodyGuesses();
    void believesNamedProxiesOnly();
    void knowsNobodyByAForeignName_data();
    void knowsNobodyByAForeignName();
    void asksForACertificateOnTheSecureHost();
    void answersPeopleWithAPage();
    void saysNothingOfTheTenantToThoseItDenies();
    void reportsWhomItRefuses_data();
    void reportsWhomItRefuses();
    void reportsGuessesThatItDoesNotLookAt();
    void letsARecoveredAddressInUntilItsEnd();
    void letsAPairGoBeforeARecovery();

private:
    void publish(Mode mode, const QStringList &networks, bool basic);
    Request request(const QString &from, const QByteArray &authorization = {}) const;
    std::expected<Passage, Response> admit(const Request &request) { return m_gate->admit(request); }
    int statusOf(const Request &request);

    crypto::PasswordHasher m_hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
    GateAnswers m_answers;
    std::shared_ptr<const Snapshot> m_snapshot;
    void recover(const QString &from);

    audit::EventTime m_now = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5);
    QList<Refusal> m_refusals;
    std::unique_ptr<BasicProver> m_prover;
    std::unique_ptr<Gate> m_gate;
};

void TestGate::init()
{
    m_refusals.clear();
    m_prover
        = std::make_unique<BasicProver>(m_hasher, GuessThrottle::Limits{.burst = 3, .pause = std::chrono::seconds(60)});
    const IpSet proxies({IpNetwork::parse(u"10.9.0.0/16").value()});
    m_gate = std::make_unique<Gate>([this] { return m_snapshot; }, *m_prover, m_answers,
        [this](const Refusal &refusal) { m_refusals << refusal; },
        Gate::Options{.domain = "example.test", .namedProxies = proxies, .clock = [this] { return m_now; }});
}

void TestGate::publish(Mode mode, const QStringList &networks, bool basic)
{
    auto state = std::make_shared<TenantState>();
    state->id = {1};
    state->subdomain = u"alpha"_s;
    state->displayName = u"Alpha \"森\" Ltd"_s;
    state->settings.ipRestriction.mode = mode;
    for (const QString &network : networks)
        state->settings.ipRestriction.entries.append({IpNetwork::parse(network).value(), {}});
    state->settings.basicAuth.enabled = basic;
    state->settings.basicAuth.pair.userName = u"gate"_s;
    state->settings.basicAuth.pair.password.isSet = true;
    state->settings.basicAuth.pair.password.sealed = m_hasher.hash(u"tree-frog-9").value();
    state->rules = policy::AccessRules::of(state->settings);
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->bySubdomain.insert("alpha", state);
    m_snapshot = snapshot;
}

Request TestGate::request(const QString &from, const QByteArray &authorization) const
{
    Request request;
    request.method = "GET";
    request.path = "/api/v1/session";
    request.host = "alpha.example.test";
    request.peer = address(from);
    if (!authorization.isEmpty())
        request.headers.append("Authorization", authorization);
    return request;
}

int TestGate::statusOf(const Request &request)
{
    const auto admitted = admit(request);
    return admitted ? 200 : admitted.error().status;
}

const QByteArray rightPair = "Basic " + QByteArray("gate:tree-frog-9").toBase64();
const QByteArray wrongPair = "Basic " + QByteArray("gate:tree-frog-8").toBase64();

void TestGate::decidesAsTheTableSays_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("listed");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<int>("status");
    const QByteArray none;
    QTest::newRow("all allowed") << Mode::AllowAll << false << false << none << 200;
    QTest::newRow("all allowed, wrong pair") << Mode::AllowAll << false << true << wrongPair << 200;
    QTest::newRow("listed") << Mode::AllowListed << true << false << none << 200;
    QTest::newRow("listed, wrong pair") << Mode::AllowListed << true << true << wrongPair << 200;
    QTest::newRow("not listed") << Mode::AllowListed << false << false << none << 403;
    QTest::newRow("not listed, Basic off, right pair") << Mode::AllowListed << false << false << rightPair << 403;
    QTest::newRow("not listed, no pair") << Mode::AllowListed << false << true << none << 401;
    QTest::newRow("not listed, wrong pair") << Mode::AllowListed << false << true << wrongPair << 401;
    QTest::newRow("not listed, right pair") << Mode::AllowListed << false << true << rightPair << 200;
    QTest::newRow("all denied, listed") << Mode::DenyAll << true << false << none << 403;
    QTest::newRow("all denied, listed, no pair") << Mode::DenyAll << true << true << none << 401;
    QTest::newRow("all denied, right pair") << Mode::DenyAll << false << true << rightPair << 200;
}

void TestGate::decidesAsTheTableSays()
{
    QFETCH(Mode, mode);
    QFETCH(bool, listed);
    QFETCH(bool, basic);
    QFETCH(QByteArray, authorization);
    QFETCH(int, status);
    publish(mode, {listed ? u"192.0.2.0/24"_s : u"198.51.100.0/24"_s}, basic);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, authorization)), status);
}

void TestGate::asksForThePairInTheTenantsName()
{
    publish(Mode::DenyAll, {}, true);
    const auto refused = admit(request(u"192.0.2.7"_s));
    QCOMPARE(refused.error().status, 401);
    QCOMPARE(refused.error().headers.value("WWW-Authenticate"),
        u"Basic realm=\"Alpha \\\"森\\\" Ltd\", charset=\"UTF-8\""_s.toUtf8());
    const QJsonObject json = QJsonDocument::fromJson(refused.error().body).object();
    QCOMPARE(json["gate"_L1]["verdict"_L1].toString(), u"askBasic"_s);
    QCOMPARE(json["gate"_L1]["decidedBy"_L1].toString(), u"basicPairRight"_s);
}

void TestGate::takesNoMalformedAuthorization_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    using Lines = QList<QByteArray>;
    QTest::newRow("another scheme") << Lines{"Bearer " + QByteArray("gate:tree-frog-9").toBase64()};
    QTest::newRow("no scheme") << Lines{QByteArray("gate:tree-frog-9").toBase64()};
    QTest::newRow("not base64") << Lines{"Basic gate:tree-frog-9"};
    QTest::newRow("no colon") << Lines{"Basic " + QByteArray("gatetree-frog-9").toBase64()};
    QTest::newRow("control character") << Lines{"Basic " + QByteArray("gate:tree-frog-9\n").toBase64()};
    QTest::newRow("name not UTF-8") << Lines{"Basic " + QByteArray("\xff:tree-frog-9").toBase64()};
    QTest::newRow("two lines") << Lines{rightPair, rightPair};
    QTest::newRow("much too long") << Lines{"Basic " + QByteArray(5000, 'A')};
    QTest::newRow("something behind") << Lines{rightPair + ", x"};
}

void TestGate::takesNoMalformedAuthorization()
{
    QFETCH(QList<QByteArray>, lines);
    publish(Mode::DenyAll, {}, true);
    Request asked = request(u"192.0.2.7"_s);
    for (const QByteArray &line : lines)
        asked.headers.append("Authorization", line);
    QCOMPARE(statusOf(asked), 401);
}

void TestGate::hashesARightPairOnce()
{
    publish(Mode::DenyAll, {}, true);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
    const quint64 made = m_hasher.hashesMade();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(statusOf(request(u"192.0.2.8"_s, rightPair)), 200);
    QCOMPARE(m_hasher.hashesMade(), made);
}

void TestGate::hashesNothingForAnAddressThatIsListed()
{
    publish(Mode::AllowListed, {u"192.0.2.7"_s}, true);
    const quint64 made = m_hasher.hashesMade();
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, wrongPair)), 200);
    QCOMPARE(m_hasher.hashesMade(), made);
}

void TestGate::forgetsTheProofWithTheState()
{
    publish(Mode::DenyAll, {}, true);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
    publish(Mode::DenyAll, {}, true);
    const quint64 made = m_hasher.hashesMade();
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
    QVERIFY(m_hasher.hashesMade() > made);
}

void TestGate::endsTheSecondPairAtItsTime()
{
    for (const int seconds : {3600, -1}) {
        publish(Mode::DenyAll, {}, true);
        auto state = std::make_shared<TenantState>(*m_snapshot->bySubdomain["alpha"]);
        policy::EndingPair &second = state->settings.basicAuth.second;
        second.userName = u"old"_s;
        second.password.isSet = true;
        second.password.sealed = m_hasher.hash(u"old-toad-1").value();
        second.endsAt = QDateTime::currentDateTimeUtc().addSecs(seconds);
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->bySubdomain.insert("alpha", state);
        m_snapshot = snapshot;
        const QByteArray pair = "Basic " + QByteArray("old:old-toad-1").toBase64();
        QCOMPARE(statusOf(request(u"192.0.2.7"_s, pair)), seconds > 0 ? 200 : 401);
        QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
    }
}

void TestGate::slowsAnAddressThatGuesses()
{
    publish(Mode::DenyAll, {}, true);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusOf(request(u"192.0.2.7"_s, wrongPair)), 401);
    const auto slowed = admit(request(u"192.0.2.7"_s, wrongPair));
    QCOMPARE(slowed.error().status, 429);
    QVERIFY(slowed.error().headers.value("Retry-After").value().toInt() > 0);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s)), 401); // Who gives none does not guess.
    QCOMPARE(statusOf(request(u"192.0.2.8"_s, rightPair)), 200);
}

void TestGate::letsAProvenPairInWhileSomebodyGuesses()
{
    publish(Mode::DenyAll, {}, true);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
    for (int i = 0; i < 5; ++i)
        statusOf(request(u"192.0.2.7"_s, wrongPair));
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, rightPair)), 200);
}

void TestGate::believesNamedProxiesOnly()
{
    publish(Mode::AllowListed, {u"192.0.2.7"_s}, false);
    Request forged = request(u"198.51.100.9"_s);
    forged.headers.append("X-Forwarded-For", "192.0.2.7");
    QCOMPARE(statusOf(forged), 403);
    Request forwarded = request(u"10.9.0.1"_s);
    forwarded.headers.append("X-Forwarded-For", "192.0.2.7");
    QCOMPARE(statusOf(forwarded), 200);
    Request malformed = request(u"10.9.0.1"_s);
    malformed.headers.append("X-Forwarded-For", "192.0.2.7, nonsense");
    QCOMPARE(statusOf(malformed), 403);
}

void TestGate::knowsNobodyByAForeignName_data()
{
    QTest::addColumn<QByteArray>("host");
    for (const char *host : {"beta.example.test", "example.test", "alpha.example.com", "a.alpha.example.test",
             "alpha.s.s.example.test", "s.example.test", ".example.test", "alphaexample.test", "alpha", ""})
        QTest::newRow(host) << QByteArray(host);
}

void TestGate::knowsNobodyByAForeignName()
{
    QFETCH(QByteArray, host);
    publish(Mode::AllowAll, {}, false);
    Request asked = request(u"192.0.2.7"_s);
    asked.host = host;
    const auto refused = admit(asked);
    QCOMPARE(refused.error().status, 421);
    QVERIFY(!refused.error().body.contains("Alpha"));
}

void TestGate::asksForACertificateOnTheSecureHost()
{
    publish(Mode::AllowAll, {}, false);
    Request asked = request(u"192.0.2.7"_s, rightPair);
    asked.host = "alpha.s.example.test";
    const auto refused = admit(asked);
    QCOMPARE(refused.error().status, 496);
    const QJsonObject json = QJsonDocument::fromJson(refused.error().body).object();
    QCOMPARE(json["gate"_L1]["decidedBy"_L1].toString(), u"certificatesEnabled"_s);
    QCOMPARE(json["errors"_L1][0]["code"_L1].toString(), u"certificate.off"_s);
}

void TestGate::answersPeopleWithAPage()
{
    publish(Mode::DenyAll, {}, false);
    Request asked = request(u"192.0.2.7"_s);
    asked.path = "/";
    asked.headers.append("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    const Response page = admit(asked).error();
    QCOMPARE(page.status, 403);
    QCOMPARE(page.headers.value("Content-Type"), "text/html; charset=utf-8");
    QVERIFY(page.headers.value("Content-Security-Policy").value().startsWith("default-src 'none'; style-src 'sha256-"));
    QVERIFY(page.body.contains("192.0.2.7"));
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(!page.body.contains("{{"));
    asked.headers.set("Accept", "application/json");
    QCOMPARE(admit(asked).error().headers.value("Content-Type"), "application/problem+json");
}

void TestGate::saysNothingOfTheTenantToThoseItDenies()
{
    publish(Mode::AllowListed, {u"198.51.100.0/24"_s}, false);
    const Response refused = admit(request(u"192.0.2.7"_s)).error();
    QVERIFY(!refused.body.contains("Alpha"));
    QVERIFY(!refused.body.contains("198.51.100"));
}

void TestGate::reportsWhomItRefuses_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<std::optional<RefusalKind>>("kind");
    const QByteArray none;
    const std::optional<RefusalKind> nothing;
    QTest::newRow("let in") << Mode::AllowAll << false << none << nothing;
    QTest::newRow("let in by a pair") << Mode::DenyAll << true << rightPair << nothing;
    QTest::newRow("asked, as at every first visit") << Mode::DenyAll << true << none << nothing;
    QTest::newRow("wrong pair") << Mode::DenyAll << true << wrongPair << std::optional(RefusalKind::BasicFailed);
    QTest::newRow("denied") << Mode::DenyAll << false << none << std::optional(RefusalKind::AccessDenied);
    QTest::newRow("denied with a pair") << Mode::DenyAll << false << rightPair
                                        << std::optional(RefusalKind::AccessDenied);
}

void TestGate::reportsWhomItRefuses()
{
    QFETCH(Mode, mode);
    QFETCH(bool, basic);
    QFETCH(QByteArray, authorization);
    QFETCH(std::optional<RefusalKind>, kind);
    publish(mode, {}, basic);
    (void)admit(request(u"192.0.2.7"_s, authorization));
    QCOMPARE(m_refusals.size(), kind ? 1 : 0);
    if (!kind)
        return;
    QCOMPARE(m_refusals.first().kind, *kind);
    QCOMPARE(m_refusals.first().tenant, TenantId{1});
    QCOMPARE(m_refusals.first().client, address(u"192.0.2.7"_s));
}

void TestGate::reportsGuessesThatItDoesNotLookAt()
{
    publish(Mode::DenyAll, {}, true);
    for (int i = 0; i < 5; ++i)
        (void)admit(request(u"192.0.2.7"_s, wrongPair));
    QCOMPARE(statusOf(request(u"192.0.2.7"_s, wrongPair)), 429);
    QCOMPARE(m_refusals.size(), 6);
    QCOMPARE(m_refusals.last().kind, RefusalKind::BasicFailed);
}

/// Until in an hour.
void TestGate::recover(const QString &from)
{
    auto snapshot = std::make_shared<Snapshot>(*m_snapshot);
    snapshot->recoveries.insert({1}, {{7}, u"chief"_s, address(from), m_now + std::chrono::hours(1)});
    m_snapshot = snapshot;
}

void TestGate::letsARecoveredAddressInUntilItsEnd()
{
    publish(Mode::DenyAll, {}, false);
    recover(u"192.0.2.7"_s);
    const auto admitted = admit(request(u"192.0.2.7"_s));
    QVERIFY(admitted);
    QCOMPARE(admitted->decision.decidedBy, policy::Condition::AddressRecovered);
    QVERIFY(admitted->admits({7}));
    QVERIFY(!admitted->admits({8}));
    QCOMPARE(admitted->sessionEnd(), std::optional(m_now + std::chrono::hours(1)));
    QCOMPARE(statusOf(request(u"192.0.2.8"_s)), 403);
    m_now += std::chrono::hours(1);
    QCOMPARE(statusOf(request(u"192.0.2.7"_s)), 403);
}

void TestGate::letsAPairGoBeforeARecovery()
{
    publish(Mode::DenyAll, {}, true);
    recover(u"192.0.2.7"_s);
    const auto byPair = admit(request(u"192.0.2.7"_s, rightPair));
    QCOMPARE(byPair->decision.decidedBy, policy::Condition::BasicPairRight);
    QVERIFY(byPair->admits({8}));
    QVERIFY(!byPair->sessionEnd());
    // Whoever guesses there slows others, but not him who is let in.
    for (int i = 0; i < 5; ++i)
        QCOMPARE(admit(request(u"192.0.2.7"_s, wrongPair))->decision.decidedBy, policy::Condition::AddressRecovered);
    QVERIFY(m_refusals.isEmpty());
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
