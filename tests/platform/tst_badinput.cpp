// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// Each kind of bad input that reaches the API: a precise answer that names the field, nothing changed, nothing told
/// that is not the caller's, and the service as it was.
class TestBadInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();

    void namesWhatIsWrongWithASection_data();
    void namesWhatIsWrongWithASection();
    void namesWhatIsWrongWithSeveralSections_data();
    void namesWhatIsWrongWithSeveralSections();
    void namesThePlaceOfMalformedJson_data();
    void namesThePlaceOfMalformedJson();
    void refusesABodyOfAnotherType();
    void refusesTenThousandAndOneEntries();
    void refusesWhatIsWrongWithASignIn_data();
    void refusesWhatIsWrongWithASignIn();
    void refusesQueryParameters_data();
    void refusesQueryParameters();
    void refusesHeaders_data();
    void refusesHeaders();
    void knowsNoOtherPathsAndMethods_data();
    void knowsNoOtherPathsAndMethods();
    void answersNobodyForAHostOfNoTenant();
    void takesNoTokenOfAnotherTenant();
    void takesNoForgedToken();
    void heedsNoForgedForwarding();
    void slowsWhoGuessesAndLocksNobody();

private:
    QByteArray standing();

    RunningService m_service;
    std::unique_ptr<ApiClient> m_chief;
    QByteArray m_before;
};

void TestBadInput::initTestCase()
{
    QVERIFY(m_service.start());
    QVERIFY(m_service.createTenant(u"alpha"_s));
    QVERIFY(m_service.createTenant(u"beta"_s));
    m_chief = std::make_unique<ApiClient>(m_service.administrator("alpha"));
    m_before = standing();
    QVERIFY(m_before.contains("ipRestriction"));
}

void TestBadInput::cleanupTestCase()
{
    QVERIFY(m_service.stop());
    QVERIFY(!m_service.log().contains("river-stone"));
    QVERIFY(!m_service.log().contains("secret-badger"));
}

void TestBadInput::cleanup()
{
    QVERIFY(m_service.isRunning());
    QCOMPARE(standing(), m_before);
}

/// All settings and the newest change; sign-ins and failures write events of their own.
QByteArray TestBadInput::standing()
{
    return m_chief->get("/api/v1/settings").body;
}

void TestBadInput::namesWhatIsWrongWithASection_data()
{
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    QTest::newRow("unknown field") << QByteArray("ipRestriction")
                                   << QByteArray(R"({"mode":"allowAll","entries":[],"colour":1})")
                                   << u"ipRestriction.colour: json.unknown"_s;
    QTest::newRow("missing field") << QByteArray("ipRestriction") << QByteArray(R"({"mode":"allowAll"})")
                                   << u"ipRestriction.entries: json.missing"_s;
    QTest::newRow("number for a text") << QByteArray("ipRestriction") << QByteArray(R"({"mode":7,"entries":[]})")
                                       << u"ipRestriction.mode: json.text"_s;
    QTest::newRow("name that is none") << QByteArray("ipRestriction")
                                       << QByteArray(R"({"mode":"allowSome","entries":[]})")
                                       << u"ipRestriction.mode: json.name"_s;
    QTest::newRow("object for a list") << QByteArray("ipRestriction")
                                       << QByteArray(R"({"mode":"allowAll","entries":{}})")
                                       << u"ipRestriction.entries: json.list"_s;
    QTest::newRow("text for a truth") << QByteArray(
        "basicAuth") << QByteArray(R"({"enabled":"yes","pair":{"userName":""},"second":{"userName":"","endsAt":null}})")
                                      << u"basicAuth.enabled: json.bool"_s;
    QTest::newRow("number for a password")
        << QByteArray("basicAuth")
        << QByteArray(R"({"enabled":false,"pair":{"userName":"","password":5},"second":{"userName":"","endsAt":null}})")
        << u"basicAuth.pair.password: json.secret"_s;
    QTest::newRow("time that is none")
        << QByteArray("basicAuth")
        << QByteArray(R"({"enabled":false,"pair":{"userName":""},"second":{"userName":"","endsAt":"tomorrow"}})")
        << u"basicAuth.second.endsAt: json.time"_s;
    QTest::newRow("address that is none")
        << QByteArray("ipRestriction")
        << QByteArray(
               R"({"mode":"allowAll","entries":[{"network":"192.0.2.1","memo":""},{"network":"192.0.2.01","memo":""}]})")
        << u"ipRestriction.entries[1].network: "_s;
    QTest::newRow("prefix beyond range") << QByteArray(
        "ipRestriction") << QByteArray(R"({"mode":"allowAll","entries":[{"network":"192.0.2.0/33","memo":""}]})")
                                         << u"ipRestriction.entries[0].network: "_s;
    QTest::newRow("Basic with allow all")
        << QByteArray("basicAuth")
        << QByteArray(
               R"({"enabled":true,"pair":{"userName":"g","password":"secret-badger"},"second":{"userName":"","endsAt":null}})")
        << u"basicAuth.enabled: basic.needsRestriction"_s;
}

void TestBadInput::namesWhatIsWrongWithASection()
{
    QFETCH(QByteArray, section);
    QFETCH(QByteArray, body);
    QFETCH(QString, error);
    const ApiAnswer answer = m_chief->call("PUT", "/api/v1/settings/" + section, body, {{"If-Match", "\"0\""}});
    QVERIFY2(answer.status == 400 || answer.status == 422, answer.body.constData());
    QVERIFY2(!answer.errors().filter(error).isEmpty(), answer.body.constData());
    QCOMPARE(answer.header("Content-Type"), "application/problem+json");
}

void TestBadInput::namesWhatIsWrongWithSeveralSections_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    QTest::newRow("nothing") << QByteArray("{}") << u"sections: request.fieldMissing"_s;
    QTest::newRow("no section") << QByteArray(R"({"sections":{}})") << u"sections: settings.sectionsNone"_s;
    QTest::newRow("unknown section") << QByteArray(R"({"sections":{"moat":{"revision":0,"value":{}}}})")
                                     << u"sections.moat: settings.unknownSection"_s;
    QTest::newRow("unknown member") << QByteArray(
        R"({"sections":{"ipRestriction":{"revision":0,"value":{},"force":true}}})")
                                    << u"sections.ipRestriction.force: request.fieldUnknown"_s;
    QTest::newRow("no revision") << QByteArray(R"({"sections":{"ipRestriction":{"value":{}}}})")
                                 << u"sections.ipRestriction.revision: request.fieldMissing"_s;
    QTest::newRow("negative revision") << QByteArray(R"({"sections":{"ipRestriction":{"revision":-1,"value":{}}}})")
                                       << u"sections.ipRestriction.revision: settings.revisionNotANumber"_s;
    QTest::newRow("half a revision") << QByteArray(R"({"sections":{"ipRestriction":{"revision":0.5,"value":{}}}})")
                                     << u"sections.ipRestriction.revision: settings.revisionNotANumber"_s;
    QTest::newRow("revision beyond all numbers")
        << QByteArray(R"({"sections":{"ipRestriction":{"revision":1e300,"value":{}}}})")
        << u"sections.ipRestriction.revision: settings.revisionNotANumber"_s;
    QTest::newRow("revision as text") << QByteArray(R"({"sections":{"ipRestriction":{"revision":"0","value":{}}}})")
                                      << u"sections.ipRestriction.revision: settings.revisionNotANumber"_s;
    QTest::newRow("list for a section") << QByteArray(R"({"sections":{"ipRestriction":[]}})")
                                        << u"sections.ipRestriction: request.fieldNotObject"_s;
}

void TestBadInput::namesWhatIsWrongWithSeveralSections()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, error);
    for (const auto &[method, path] :
        {std::pair{"PUT", "/api/v1/settings"}, std::pair{"POST", "/api/v1/settings/check"}}) {
        const ApiAnswer answer = m_chief->call(method, path, body);
        QCOMPARE(answer.status, 422);
        QVERIFY2(answer.errors().contains(error), answer.body.constData());
    }
}

void TestBadInput::namesThePlaceOfMalformedJson_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    QTest::newRow("empty") << QByteArray() << u"json.malformed"_s << u"line 1"_s;
    QTest::newRow("cut off") << QByteArray("{\"mode\":\n \"allow") << u"json.malformed"_s << u"line 2"_s;
    QTest::newRow("comma at the end") << QByteArray(R"({"mode":"denyAll",})") << u"json.malformed"_s << u"line 1"_s;
    QTest::newRow("something behind") << QByteArray(R"({"mode":"denyAll"} {})") << u"json.malformed"_s << u"line 1"_s;
    QTest::newRow("not UTF-8") << QByteArray("{\"mode\":\"\xff\xfe\"}") << u"json.malformed"_s << u"line 1"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"json.notAnObject"_s << QString();
    QTest::newRow("a key twice") << QByteArray("{\"mode\":\"allowAll\",\n\"mod\\u0065\":\"denyAll\"}")
                                 << u"json.keyTwice"_s << u"line 2, column 1"_s;
    QTest::newRow("too deep") << QByteArray("{\"a\":" + QByteArray(40, '[') + QByteArray(40, ']') + "}")
                              << u"json.tooDeep"_s << u"line 1"_s;
    QTest::newRow("much too deep") << QByteArray("{\"a\":" + QByteArray(100'000, '[')) << u"json.malformed"_s
                                   << u"line 1"_s;
}

void TestBadInput::namesThePlaceOfMalformedJson()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, place);
    const ApiAnswer answer = m_chief->call("PUT", "/api/v1/settings/ipRestriction", body, {{"If-Match", "\"0\""}});
    QCOMPARE(answer.status, 400);
    const QJsonValue error = answer.json()["errors"_L1][0];
    QCOMPARE(error["code"_L1].toString(), code);
    QVERIFY2(error["message"_L1].toString().contains(place), answer.body.constData());
}

void TestBadInput::refusesABodyOfAnotherType()
{
    TlsClient client(m_service.port(), {.serverName = "alpha.example.test"});
    const QByteArray body = R"({"user":"chief","password":"secret-badger"})";
    const auto answer = client.exchange("POST /api/v1/session HTTP/1.1\r\nHost: alpha.example.test\r\n"
                                        "Content-Type: text/plain\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(answer);
    QCOMPARE(answer->status, 400);
    QVERIFY(answer->body.contains("request.bodyNotJson"));
}

void TestBadInput::refusesTenThousandAndOneEntries()
{
    QStringList networks;
    for (int i = 0; i < 10'001; ++i)
        networks.append(u"10.%1.%2.1"_s.arg(i / 256).arg(i % 256));
    const ApiAnswer answer = m_chief->put(
        "/api/v1/settings/ipRestriction", ipRestriction(u"allowAll"_s, networks), {{"If-Match", "\"0\""}});
    QCOMPARE(answer.status, 422);
    QVERIFY2(answer.errors().first().startsWith(u"ipRestriction.entries: "_s), answer.body.left(300).constData());
    QVERIFY(answer.body.contains("10000") || answer.body.contains("10,000"));
}

void TestBadInput::refusesWhatIsWrongWithASignIn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("nothing") << QByteArray("{}") << 422 << u"user: request.fieldMissing"_s;
    QTest::newRow("no password") << QByteArray(R"({"user":"chief"})") << 422 << u"password: request.fieldMissing"_s;
    QTest::newRow("number") << QByteArray(R"({"user":"chief","password":5})") << 422
                            << u"password: request.fieldNotText"_s;
    QTest::newRow("empty name") << QByteArray(R"({"user":"","password":"secret-badger"})") << 422
                                << u"user: request.fieldNotText"_s;
    QTest::newRow("unknown field") << QByteArray(R"({"user":"chief","password":"secret-badger","otp":1})") << 422
                                   << u"otp: request.fieldUnknown"_s;
    QTest::newRow("both ways") << QByteArray(R"({"user":"chief","password":"secret-badger","oneTimeToken":"x"})") << 422
                               << u"user: request.fieldUnknown"_s;
    QTest::newRow("wrong password") << QByteArray(R"({"user":"chief","password":"secret-badger"})") << 401
                                    << u": session.refused"_s;
    QTest::newRow("unknown name") << QByteArray(R"({"user":"nobody-here","password":"secret-badger"})") << 401
                                  << u": session.refused"_s;
    QTest::newRow("unknown one-time token")
        << QByteArray(R"({"oneTimeToken":"abc"})") << 401 << u": session.tokenVoid"_s;
}

void TestBadInput::refusesWhatIsWrongWithASignIn()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, error);
    ApiClient stranger = m_service.client("alpha", "127.0.0.9");
    const ApiAnswer answer = stranger.call("POST", "/api/v1/session", body);
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.errors().contains(error), answer.body.constData());
    QVERIFY(!answer.body.contains("secret-badger"));
}

void TestBadInput::refusesQueryParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("error");
    QTest::newRow("unknown") << QByteArray("limti=5") << u"limti: request.queryUnknown"_s;
    QTest::newRow("twice") << QByteArray("limit=5&limit=6") << u"limit: request.queryTwice"_s;
    QTest::newRow("zero") << QByteArray("limit=0") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("too many") << QByteArray("limit=1001") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("no number") << QByteArray("limit=ten") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("sign") << QByteArray("limit=%2B5") << u"limit: request.numberOutOfRange"_s;
    QTest::newRow("negative") << QByteArray("after=-5") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("beyond 64 bits") << QByteArray("after=18446744073709551617") << u"after: request.numberOutOfRange"_s;
    QTest::newRow("empty") << QByteArray("after=") << u"after: request.numberOutOfRange"_s;
}

void TestBadInput::refusesQueryParameters()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, error);
    const ApiAnswer answer = m_chief->get("/api/v1/audit/events?" + query);
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.errors(), QStringList{error});
}

void TestBadInput::refusesHeaders_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("error");
    const QString key = u"Idempotency-Key: request.idempotencyKeyMalformed"_s;
    QTest::newRow("key with a blank") << QByteArray("Idempotency-Key") << QByteArray("a b") << key;
    QTest::newRow("key too long") << QByteArray("Idempotency-Key") << QByteArray(65, 'k') << key;
    QTest::newRow("empty key") << QByteArray("Idempotency-Key") << QByteArray() << key;
    QTest::newRow("reason alone") << QByteArray("Sekimori-Reason") << QByteArray("why")
                                  << u"Sekimori-Consent: request.consentIncomplete"_s;
}

void TestBadInput::refusesHeaders()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, error);
    const ApiAnswer answer = m_chief->put("/api/v1/settings/ipRestriction",
        ipRestriction(u"allowAll"_s, {u"192.0.2.1"_s}), {{"If-Match", "\"0\""}, {name, value}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.errors(), QStringList{error});
}

void TestBadInput::knowsNoOtherPathsAndMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown section") << QByteArray("GET") << QByteArray("/api/v1/settings/moat") << 404;
    QTest::newRow("unknown path") << QByteArray("GET") << QByteArray("/api/v1/moat") << 404;
    QTest::newRow("another version") << QByteArray("GET") << QByteArray("/api/v2/settings") << 404;
    QTest::newRow("method") << QByteArray("DELETE") << QByteArray("/api/v1/settings") << 405;
    QTest::newRow("slash in disguise") << QByteArray("GET") << QByteArray("/api/v1/settings%2fipRestriction") << 400;
    QTest::newRow("no page") << QByteArray("GET") << QByteArray("/etc/passwd") << 404;
}

void TestBadInput::knowsNoOtherPathsAndMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QCOMPARE(m_chief->call(method, path).status, status);
}

void TestBadInput::answersNobodyForAHostOfNoTenant()
{
    ApiClient stranger = m_service.client("gamma");
    const ApiAnswer answer = stranger.get("/api/v1/session");
    QCOMPARE(answer.status, 421);
    QVERIFY(!answer.body.contains("alpha"));
    QVERIFY(!answer.body.contains("beta"));
}

void TestBadInput::takesNoTokenOfAnotherTenant()
{
    ApiClient visitor = m_service.client("beta");
    visitor.setToken(m_chief->token());
    const ApiAnswer answer = visitor.get("/api/v1/settings");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.errors(), QStringList{u": session.needed"_s});
    QVERIFY(!answer.json().contains("gate"_L1));
    QCOMPARE(m_chief->get("/api/v1/session").status, 200);
}

void TestBadInput::takesNoForgedToken()
{
    ApiClient forger = m_service.client("alpha");
    QByteArray token = m_chief->token();
    token[0] = token[0] == 'A' ? 'B' : 'A';
    forger.setToken(token);
    QCOMPARE(forger.get("/api/v1/settings").status, 401);
    forger.setToken({});
    const HeaderLines twice{{"Sekimori-Token", m_chief->token()}, {"Sekimori-Token", m_chief->token()}};
    QCOMPARE(forger.get("/api/v1/settings", twice).status, 401);
}

void TestBadInput::heedsNoForgedForwarding()
{
    QVERIFY(m_service.createTenant(u"delta"_s));
    ApiClient chief = m_service.administrator("delta");
    QCOMPARE(chief
                 .put("/api/v1/settings/ipRestriction", ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s}),
                     {{"If-Match", "\"0\""}})
                 .status,
        200);
    ApiClient other = m_service.client("delta", "127.0.0.2");
    for (const QByteArray name : {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "True-Client-IP"}) {
        const QByteArray value = name == "Forwarded" ? "for=127.0.0.1" : "127.0.0.1";
        const ApiAnswer answer = other.get("/api/v1/session", {{name, value}});
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.json()["gate"_L1]["decidedBy"_L1].toString(), u"addressListed"_s);
    }
}

void TestBadInput::slowsWhoGuessesAndLocksNobody()
{
    ApiClient guesser = m_service.client("alpha", "127.0.0.7");
    ApiAnswer answer;
    for (int i = 0; i < 40 && answer.status != 429; ++i)
        answer = guesser.post(
            "/api/v1/session", {{u"user"_s, u"nobody-of-that-name"_s}, {u"password"_s, u"guess-%1"_s.arg(i)}});
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.header("Retry-After").toInt() > 0);
    ApiClient chief = m_service.client("alpha", "127.0.0.8");
    QVERIFY(chief.signIn(u"chief"_s, RunningService::administratorPassword()));
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
