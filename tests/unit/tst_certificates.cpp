// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/certificatepage.h"
#include "edge/gate.h"
#include "edge/revocationlist.h"
#include "handlerfixture.h"
#include "otherprogram.h"
#include "reminders/certificateendings.h"
#include "store/calendar.h"
#include "store/userrows.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;
using std::chrono::days;

namespace {

QByteArray serialsText(const QStringList &serials)
{
    return "\"serials\":[\"" + serials.join(u"\",\""_s).toLatin1() + "\"]";
}

/// The body that fetches files.
QByteArray fetching(const QStringList &serials)
{
    return '{' + serialsText(serials) + '}';
}

QByteArray revoking(const QString &serial, const QByteArray &reason = "unspecified")
{
    return '{' + serialsText({serial}) + ",\"reason\":\"" + reason + "\"}";
}

}

/// Client certificates from the request to the gate, over a store of their own: no socket, and a clock that is moved.
class TestCertificates : public QObject {
    Q_OBJECT

private slots:
    void init();

    void issuesWhatTheGateKnows();
    void issuesUntilTheEndOfADay_data();
    void issuesUntilTheEndOfADay();
    void issuesForAllOrNone_data();
    void issuesForAllOrNone();
    void issuesOnceUnderOneKey();
    void keepsOrRevokesThePrevious();
    void judgesAtEachRequest();
    void knowsNoOtherTenantsCertificates();
    void givesNobodyACertificateOfAnEarlierUser();
    void outlivesARestart();
    void revokesForGood();
    void revokesOnceUnderOneKey();
    void listsByEndPageByPage();
    void findsAndFilters_data();
    void findsAndFilters();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void handsAFileOutOnce();
    void handsSeveralOutInOneArchive();
    void forgetsAFileAfterAWeek();
    void keepsSecretsSealed();
    void saysWhatTheOperatorHasToDo();
    void renewsItsListInTime();
    void remindsByCalendar();
    void foldsLongLines();
    void letsPeopleFetchTheirOwn();
    void endsSelfServiceWithTheSetting();

private:
    struct Issued {
        QString serial;
        QByteArray der;
        CertificateFile file;
    };

    Response call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    QByteArray idOf(const QString &loginName);
    void permit(const QString &loginName, bool isPermitted = true);
    QString issue(const QString &loginName, const QByteArray &more = {});
    QByteArray derOf(const CertificateFile &file);
    /// Issued, and its file fetched.
    Issued fetched(const QString &loginName);
    JudgedCertificate judged(const QByteArray &der) const;
    void enable(bool selfService = true);
    QStringList listed(const QByteArray &query);
    /// The events of the module, newest first.
    QList<audit::Event> told() const;

    std::unique_ptr<HandlerFixture> m_fixture;
    OtherProgram m_other;
};

void TestCertificates::init()
{
    m_fixture = std::make_unique<HandlerFixture>();
    permit(u"person"_s);
    permit(u"reader"_s);
}

Response TestCertificates::call(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return m_fixture->answer(m_fixture->signedIn(m_fixture->request(method, "/api/v1/certificates" + path, body)));
}

QByteArray TestCertificates::idOf(const QString &loginName)
{
    return QByteArray::number(m_fixture->tenants->findUser(m_fixture->tenant, loginName).value()->id.value);
}

void TestCertificates::permit(const QString &loginName, bool isPermitted)
{
    const Response answer = call("POST", "/permission",
        R"({"users":[)" + idOf(loginName) + R"(],"permitted":)" + (isPermitted ? "true" : "false") + '}');
    QCOMPARE(answer.status, 200);
}

QString TestCertificates::issue(const QString &loginName, const QByteArray &more)
{
    const Response answer = call("POST", {}, R"({"users":[)" + idOf(loginName) + ']' + more + '}');
    if (answer.status != 201)
        qWarning() << answer.body;
    return jsonOf(answer)["issued"_L1][0]["serial"_L1].toString();
}

/// As a browser has it once the file is imported.
QByteArray TestCertificates::derOf(const CertificateFile &file)
{
    m_other.put(u"own.p12"_s, file.pkcs12);
    const QByteArray pem = m_other.openssl(
        {u"pkcs12"_s, u"-in"_s, u"own.p12"_s, u"-passin"_s, u"pass:"_s + file.password, u"-clcerts"_s, u"-nokeys"_s});
    m_other.put(u"own.pem"_s, pem);
    m_other.openssl({u"x509"_s, u"-in"_s, u"own.pem"_s, u"-outform"_s, u"DER"_s, u"-out"_s, u"own.der"_s});
    QFile der(m_other.path(u"own.der"_s));
    return der.open(QIODevice::ReadOnly) ? der.readAll() : QByteArray();
}

TestCertificates::Issued TestCertificates::fetched(const QString &loginName)
{
    const QString serial = issue(loginName);
    auto files = m_fixture->certificates.takeFiles(m_fixture->tenant, {serial}, {});
    const CertificateFile file = files.value().first().file;
    return {serial, derOf(file), file};
}

QList<audit::Event> TestCertificates::told() const
{
    QList<audit::Event> events = m_fixture->tenants->events(m_fixture->tenant, 100)->events;
    events.removeIf([](const audit::Event &event) { return event.module != u"Certificates"; });
    return events;
}

JudgedCertificate TestCertificates::judged(const QByteArray &der) const
{
    return m_fixture->tenants->snapshot()->judgedCertificate(
        m_fixture->tenant, der, [this] { return m_fixture->tenants->now(); });
}

void TestCertificates::enable(bool selfService)
{
    const QByteArray tag
        = m_fixture->answer(m_fixture->signedIn(m_fixture->request("GET", "/api/v1/settings/clientCertificates")))
              .headers.value("ETag")
              .value();
    Request asked = m_fixture->request("PUT", "/api/v1/settings/clientCertificates",
        QByteArray(R"({"enabled":true,"allowOtherUser":false,"reminderAddresses":[],"selfService":)")
            + (selfService ? "true" : "false") + '}');
    asked.headers.set("If-Match", tag);
    QCOMPARE(m_fixture->answer(m_fixture->signedIn(asked)).status, 200);
}

void TestCertificates::issuesWhatTheGateKnows()
{
    const Issued own = fetched(u"person"_s);
    const auto judged = this->judged(own.der);
    QVERIFY(judged.facts.presented && judged.facts.issuedHere && judged.facts.known && judged.facts.begun);
    QVERIFY(!judged.facts.ended && !judged.facts.revoked && judged.facts.userExists && judged.facts.userPermitted);
    QCOMPARE(judged.user, m_fixture->tenants->findUser(m_fixture->tenant, u"person"_s).value()->id);
    const QList<audit::Event> events = told();
    QCOMPARE(events[0].action, u"download"_s);
    QCOMPARE(events[1].action, u"issue"_s);
    QCOMPARE(events[1].user, u"chief"_s);
    QCOMPARE(events[1].source, u"127.0.0.1"_s);
    QVERIFY(events[1].complement.startsWith(u"login name: person; serial number: "_s + own.serial));
    QCOMPARE(events[2].action, u"authority created"_s);
    for (const audit::Event &event : events)
        QVERIFY(!event.complement.contains(own.file.password));
    issue(u"person"_s);
    QCOMPARE(told().first().action, u"re-issue"_s);
}

void TestCertificates::issuesUntilTheEndOfADay_data()
{
    QTest::addColumn<QByteArray>("endsOn");
    QTest::addColumn<QString>("end"); // where the clocks show UTC, on 2026-03-05
    QTest::addColumn<QString>("error");
    QTest::newRow("a year") << QByteArray("null") << u"2027-03-05T23:59:59.000000Z"_s << QString();
    QTest::newRow("today") << QByteArray(R"("2026-03-05")") << u"2026-03-05T23:59:59.000000Z"_s << QString();
    QTest::newRow("three years") << QByteArray(R"("2029-03-05")") << u"2029-03-05T23:59:59.000000Z"_s << QString();
    QTest::newRow("yesterday") << QByteArray(R"("2026-03-04")") << QString() << u"endsOn: certificate.endTooEarly"_s;
    QTest::newRow("longer") << QByteArray(R"("2029-03-06")") << QString() << u"endsOn: certificate.endTooLate"_s;
    QTest::newRow("no day") << QByteArray(R"("2027-02-30")") << QString() << u"endsOn: request.dayRefused"_s;
    QTest::newRow("no text") << QByteArray("20270305") << QString() << u"endsOn: request.dayRefused"_s;
}

void TestCertificates::issuesUntilTheEndOfADay()
{
    QFETCH(QByteArray, endsOn);
    QFETCH(QString, end);
    QFETCH(QString, error);
    const Response answer = call("POST", {}, R"({"users":[)" + idOf(u"person"_s) + R"(],"endsOn":)" + endsOn + '}');
    QCOMPARE(answer.status, error.isEmpty() ? 201 : 422);
    QCOMPARE(jsonOf(answer)["issued"_L1][0]["endsAt"_L1].toString(), end);
    QCOMPARE(errorsOf(answer).value(0), error);
    QCOMPARE(endOfDay({2027, 3, 5}, u"Asia/Tokyo"_s), audit::timeFromText(u"2027-03-05T14:59:59Z").value());
    QCOMPARE(endOfDay({2026, 10, 25}, u"Europe/Berlin"_s), audit::timeFromText(u"2026-10-25T22:59:59Z").value());
}

void TestCertificates::issuesForAllOrNone_data()
{
    QTest::addColumn<QByteArray>("second"); // beside one that is permitted
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("not permitted") << idOf(u"chief"_s) << 409 << u"users[1]: certificate.userNotPermitted"_s;
    QTest::newRow("unknown") << QByteArray("4711") << 422 << u"users[1]: certificate.userUnknown"_s;
    QTest::newRow("platform's staff") << QByteArray("staff") << 422 << u"users[1]: certificate.userUnknown"_s;
    QTest::newRow("twice") << idOf(u"person"_s) << 422 << u"users[1]: certificate.userTwice"_s;
}

void TestCertificates::issuesForAllOrNone()
{
    QFETCH(QByteArray, second);
    QFETCH(int, status);
    QFETCH(QString, error);
    if (second == "staff") {
        const NewUser staff{u"staff@support"_s, {}, Role::Support, "hash"};
        const auto added = m_fixture->tenants->store().write([&](Transaction &transaction) {
            return insertUser(transaction.database(), m_fixture->tenant, staff, m_fixture->tenants->now());
        });
        second = QByteArray::number(added.value().value);
        const Response refused = call("POST", "/permission", "{\"users\":[" + second + "],\"permitted\":true}");
        QCOMPARE(errorsOf(refused), QStringList{u"users[0]: certificate.userUnknown"_s});
    }
    const Response answer = call("POST", {}, R"({"users":[)" + idOf(u"person"_s) + ',' + second + "]}");
    QCOMPARE(answer.status, status);
    QCOMPARE(errorsOf(answer), QStringList{error});
    QCOMPARE(listed("state=notIssued").size(), 3);
}

void TestCertificates::issuesOnceUnderOneKey()
{
    const auto asked = [this](const QByteArray &body) {
        Request request = m_fixture->request("POST", "/api/v1/certificates", body);
        request.headers.set("Idempotency-Key", "one-and-the-same");
        return m_fixture->answer(m_fixture->signedIn(request));
    };
    const QByteArray body = R"({"users":[)" + idOf(u"person"_s) + "]}";
    const Response first = asked(body);
    QCOMPARE(first.status, 201);
    const Response again = asked(body);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(jsonOf(call("GET", "/of/" + idOf(u"person"_s)))["certificates"_L1].toArray().size(), 1);
    const QByteArray other = R"({"users":[)" + idOf(u"reader"_s) + "]}";
    QCOMPARE(errorsOf(asked(other)), QStringList{u": idempotency.differs"_s});
}

void TestCertificates::keepsOrRevokesThePrevious()
{
    const Issued first = fetched(u"person"_s);
    issue(u"person"_s, R"(,"previous":"keep")");
    QVERIFY(!judged(first.der).facts.revoked);
    const QString third = issue(u"person"_s, R"(,"previous":"revoke")");
    QVERIFY(judged(first.der).facts.revoked);
    const QJsonArray all = jsonOf(call("GET", "/of/" + idOf(u"person"_s)))["certificates"_L1].toArray();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0]["serial"_L1].toString(), third);
    QCOMPARE(all[0]["state"_L1].toString(), u"valid"_s);
    for (int i = 1; i < 3; ++i) {
        QCOMPARE(all[i]["state"_L1].toString(), u"revoked"_s);
        QCOMPARE(all[i]["reason"_L1].toString(), u"superseded"_s);
    }
}

void TestCertificates::judgesAtEachRequest()
{
    enable();
    const Issued own = fetched(u"person"_s);
    BasicProver prover{m_fixture->hasher};
    const GateAnswers answers;
    Gate gate([this] { return m_fixture->tenants->snapshot(); }, prover, answers, [](const Refusal &) {},
        {.domain = "example.test", .namedProxies = {}, .clock = [this] { return m_fixture->tenants->now(); }});
    Request asked = m_fixture->request("GET", "/api/v1/session");
    asked.host = "alpha.s.example.test";
    asked.clientCertificateDer = own.der;
    const auto refusal = [&] {
        const auto admitted = gate.admit(asked);
        return admitted ? QString() : errorsOf(admitted.error()).value(0);
    };
    QCOMPARE(refusal(), QString());
    const auto admitted = gate.admit(asked);
    QVERIFY(admitted->admits(m_fixture->tenants->findUser(m_fixture->tenant, u"person"_s).value()->id));
    QVERIFY(!admitted->admits(m_fixture->tenants->findUser(m_fixture->tenant, u"chief"_s).value()->id));
    permit(u"person"_s, false);
    QCOMPARE(refusal(), u": certificate.notPermitted"_s);
    permit(u"person"_s);
    QCOMPARE(refusal(), QString());
    m_fixture->store.pass(-2h);
    QCOMPARE(refusal(), u": certificate.early"_s);
    m_fixture->store.pass(2h + days(365) + 9h + 59min + 59s);
    QCOMPARE(refusal(), QString()); // in the last second
    m_fixture->store.pass(1s);
    QCOMPARE(refusal(), u": certificate.expired"_s);
    QCOMPARE(call("POST", "/revoke", revoking(own.serial)).status, 200);
    QCOMPARE(refusal(), u": certificate.revoked"_s);
    asked.clientCertificateDer.chop(1);
    QCOMPARE(refusal(), u": certificate.foreign"_s);
}

void TestCertificates::knowsNoOtherTenantsCertificates()
{
    const Issued own = fetched(u"person"_s);
    const TenantId beta = TemporaryStore::makeTenant(*m_fixture->tenants, u"beta"_s);
    const auto clock = [this] { return m_fixture->tenants->now(); };
    QVERIFY(!m_fixture->tenants->snapshot()->judgedCertificate(beta, own.der, clock).facts.issuedHere);
    const UserId chief = m_fixture->tenants->findUser(beta, u"chief"_s).value()->id;
    QVERIFY(m_fixture->certificates.permit(beta, {chief}, true, {}));
    QVERIFY(m_fixture->certificates.issue(beta, {.users = {chief}, .endsOn = {}, .by = {}, .author = chief}));
    const auto judged = m_fixture->tenants->snapshot()->judgedCertificate(beta, own.der, clock);
    QVERIFY(judged.facts.presented && !judged.facts.issuedHere && !judged.facts.known);
    QVERIFY(!judged.user);
    const auto foreign = m_fixture->certificates.revoke(beta, {own.serial}, {}, {});
    QCOMPARE(foreign.error().first().message, &messages::CertificateUnknown);
    QCOMPARE(m_fixture->certificates.takeFiles(beta, {own.serial}, {}).error().first().message,
        &messages::CertificateUnknown);
}

/// SQLite gives the highest id again once its row is gone.
void TestCertificates::givesNobodyACertificateOfAnEarlierUser()
{
    const NewUser leaver{u"leaver"_s, {}, Role::User, "hash"};
    QVERIFY(m_fixture->tenants->addUsers(m_fixture->tenant, {leaver}));
    permit(u"leaver"_s);
    const UserId id = m_fixture->tenants->findUser(m_fixture->tenant, u"leaver"_s).value()->id;
    const Issued own = fetched(u"leaver"_s);
    m_fixture->store.pass(1min);
    const auto removed = m_fixture->tenants->store().write([&](Transaction &transaction) -> Result<void> {
        return transaction.database()
            .run(u"DELETE FROM users WHERE tenant = ? AND id = ?"_s, {m_fixture->tenant.value, id.value})
            .and_then(
                [&](qint64) { return refreshCertificates(*m_fixture->tenants, transaction, m_fixture->tenant, id); });
    });
    QVERIFY(removed);
    QVERIFY(!judged(own.der).facts.userExists);
    QVERIFY(!judged(own.der).user);
    const NewUser next{u"next"_s, {}, Role::User, "hash"};
    QVERIFY(m_fixture->tenants->addUsers(m_fixture->tenant, {next}));
    QCOMPARE(m_fixture->tenants->findUser(m_fixture->tenant, u"next"_s).value()->id, id);
    permit(u"next"_s);
    QVERIFY(!judged(own.der).facts.userExists);
    QCOMPARE(listed("state=notIssued&search=next"), QStringList{u"next"_s});
    QVERIFY(jsonOf(call("GET", "/of/" + idOf(u"next"_s)))["certificates"_L1].toArray().isEmpty());
}

void TestCertificates::outlivesARestart()
{
    const Issued own = fetched(u"person"_s);
    const TenantId tenant = m_fixture->tenant;
    const StoreOptions options = m_fixture->store.options();
    const auto snapshot = [&] {
        const auto copy = m_fixture->tenants->snapshot()->certificates.value(tenant);
        return copy->judge(own.der, options.clock());
    };
    const auto before = snapshot();
    m_fixture->certificates.renewLists();
    QVERIFY(m_fixture->tenants->store().write([&](Transaction &transaction) {
        return refreshCertificates(*m_fixture->tenants, transaction, tenant, *before.user);
    }));
    const auto known
        = m_fixture->tenants->store().read([&](Database &database) { return knownCertificates(database, tenant); });
    QCOMPARE(known->size(), 1);
    const auto stored = CertificateBook().with(*known).judge(own.der, options.clock());
    QCOMPARE(stored.user, before.user);
    QVERIFY(stored.facts.userPermitted && !stored.facts.revoked);
}

void TestCertificates::revokesOnceUnderOneKey()
{
    const auto asked = [this](const QByteArray &body) {
        Request request = m_fixture->request("POST", "/api/v1/certificates/revoke", body);
        request.headers.set("Idempotency-Key", "one-and-the-same");
        return m_fixture->answer(m_fixture->signedIn(request));
    };
    const QByteArray body = revoking(issue(u"person"_s));
    const QByteArray other = revoking(issue(u"reader"_s));
    const Response first = asked(body);
    QCOMPARE(first.status, 200);
    const auto events = told().size();
    const Response again = asked(body);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QCOMPARE(told().size(), events);
    QCOMPARE(errorsOf(asked(other)), QStringList{u": idempotency.differs"_s});
    QCOMPARE(call("POST", "/revoke", other).status, 200);
}

void TestCertificates::revokesForGood()
{
    const Issued own = fetched(u"person"_s);
    const QString other = issue(u"reader"_s);
    const QByteArray body = revoking(own.serial.toLower(), "keyCompromise");
    const Response both = call("POST", "/revoke", revoking(other + u"\",\"00FF"_s));
    QCOMPARE(errorsOf(both), QStringList{u"serials[1]: certificate.unknownSerial"_s});
    QCOMPARE(jsonOf(call("POST", "/revoke", body))["revoked"_L1].toInt(), 1);
    QCOMPARE(errorsOf(call("POST", "/revoke", body)), QStringList{u"serials[0]: certificate.revokedBefore"_s});
    QCOMPARE(told().first().action, u"revoke"_s);
    QVERIFY(told().first().complement.endsWith(u"reason: keyCompromise"_s));

    Request asked = m_fixture->request("GET", "/crl");
    const Response list = revocationList(asked, "example.test", *m_fixture->tenants, m_fixture->certificates);
    QCOMPARE(list.status, 200);
    QCOMPARE(list.headers.value("Content-Type").value(), "application/pkix-crl");
    m_other.put(u"list.crl"_s, list.body);
    m_other.put(u"authority.pem"_s, call("GET", "/authority/file").body);
    const QByteArray text = m_other.openssl({u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"list.crl"_s, u"-noout"_s,
        u"-text"_s, u"-CAfile"_s, u"authority.pem"_s});
    QVERIFY(text.contains("verify OK"));
    QVERIFY(text.contains("Serial Number: " + own.serial.toLatin1()));
    QVERIFY(!text.contains(other.toLatin1()));
    const QJsonObject crl = jsonOf(call("GET", "/authority"))["crl"_L1].toObject();
    QCOMPARE(crl["number"_L1].toInt(), 2);
    QCOMPARE(crl["revoked"_L1].toInt(), 1);
    asked.method = "POST";
    QCOMPARE(revocationList(asked, "example.test", *m_fixture->tenants, m_fixture->certificates).status, 405);
    asked = m_fixture->request("GET", "/crl");
    asked.host = "nobody.example.test";
    QCOMPARE(revocationList(asked, "example.test", *m_fixture->tenants, m_fixture->certificates).status, 421);
}

QStringList TestCertificates::listed(const QByteArray &query)
{
    QStringList names;
    QByteArray after;
    do {
        const QJsonObject page = jsonOf(call("GET", "?limit=2&" + query + after));
        for (const QJsonValue &entry : page["entries"_L1].toArray())
            names << entry["user"_L1]["loginName"_L1].toString();
        after = page["next"_L1].isString() ? "&after=" + page["next"_L1].toString().toLatin1() : QByteArray();
    } while (!after.isEmpty());
    return names;
}

void TestCertificates::listsByEndPageByPage()
{
    QList<NewUser> people;
    for (const QString &name : {u"late"_s, u"soon"_s, u"Ended"_s, u"revoked"_s, u"soon2"_s})
        people.append({name, u"The "_s + name, Role::User, "hash", false, true});
    QVERIFY(m_fixture->tenants->addUsers(m_fixture->tenant, people));
    issue(u"late"_s, R"(,"endsOn":"2028-03-05")");
    issue(u"soon"_s, R"(,"endsOn":"2026-04-20")");
    issue(u"soon2"_s, R"(,"endsOn":"2026-04-19")");
    issue(u"Ended"_s, R"(,"endsOn":"2026-03-05")");
    const QString revoked = issue(u"revoked"_s);
    QCOMPARE(call("POST", "/revoke", revoking(revoked)).status, 200);
    m_fixture->store.pass(days(1));
    QCOMPARE(listed("order=end"),
        (QStringList{
            u"soon2"_s, u"soon"_s, u"late"_s, u"Ended"_s, u"revoked"_s, u"chief"_s, u"person"_s, u"reader"_s}));
    QCOMPARE(listed("order=name"),
        (QStringList{
            u"chief"_s, u"Ended"_s, u"late"_s, u"person"_s, u"reader"_s, u"revoked"_s, u"soon"_s, u"soon2"_s}));
    const QJsonObject counts = jsonOf(call("GET", {}))["counts"_L1].toObject();
    QCOMPARE(counts,
        (QJsonObject{{u"notIssued"_s, 3}, {u"valid"_s, 1}, {u"expiring"_s, 2}, {u"expired"_s, 1}, {u"revoked"_s, 1}}));
}

void TestCertificates::findsAndFilters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("valid") << QByteArray("state=valid") << QStringList{u"person"_s};
    QTest::newRow("none issued") << QByteArray("state=notIssued") << QStringList{u"chief"_s, u"reader"_s};
    QTest::newRow("login name") << QByteArray("search=ERS") << QStringList{u"person"_s};
    QTest::newRow("any width") << QByteArray("search=%EF%BC%A3HIEF") << QStringList{u"chief"_s};
    QTest::newRow("display name") << QByteArray("search=the%20chief") << QStringList{u"chief"_s};
    QTest::newRow("no pattern") << QByteArray("search=%25") << QStringList();
    QTest::newRow("both") << QByteArray("search=a&state=valid") << QStringList{u"person"_s};
}

void TestCertificates::findsAndFilters()
{
    QFETCH(QByteArray, query);
    issue(u"person"_s);
    QTEST(listed(query), "names");
}

void TestCertificates::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("errors");
    const auto row = [](const char *name, const char *path, const char *body, const QStringList &errors) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body) << errors;
    };
    row("no users", "", "{}", {u"users: request.fieldMissing"_s});
    row("users none", "", R"({"users":[]})", {u"users: request.listRefused"_s});
    row("users no list", "", R"({"users":7})", {u"users: request.listRefused"_s});
    row("no id", "", R"({"users":[1.5,"a"]})", {u"users[0]: request.idRefused"_s, u"users[1]: request.idRefused"_s});
    row("other words", "", R"({"users":[1],"profile":"rot13","previous":"burn","colour":1})",
        {u"colour: request.fieldUnknown"_s, u"profile: request.wordRefused"_s, u"previous: request.wordRefused"_s});
    row("no reason", "/revoke", R"({"serials":["AB"],"reason":"mood"})", {u"reason: request.wordRefused"_s});
    row("no serial", "/revoke", R"({"serials":["xyz"],"reason":"unspecified"})",
        {u"serials[0]: request.serialRefused"_s});
    row("not yes or no", "/permission", R"({"users":[1],"permitted":"yes"})", {u"permitted: request.notYesNo"_s});
    row("nobody", "/permission", R"({"users":[4711],"permitted":true})", {u"users[0]: certificate.userUnknown"_s});
    row("no files", "/files", R"({"serials":[]})", {u"serials: request.listRefused"_s});
}

void TestCertificates::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const Response answer = call("POST", path, body);
    QCOMPARE(answer.status, 422);
    QTEST(errorsOf(answer), "errors");
    QCOMPARE(errorsOf(call("GET", "?state=lost")), QStringList{u"state: certificate.stateUnknown"_s});
    QCOMPARE(errorsOf(call("GET", "?after=lost")), QStringList{u"after: certificate.cursor"_s});
    QCOMPARE(call("GET", "/of/4711").status, 404);
    QCOMPARE(call("GET", "/of/x").status, 404);
}

void TestCertificates::handsAFileOutOnce()
{
    const QByteArray body = fetching({issue(u"person"_s)});
    const Response archive = call("POST", "/files", body);
    QCOMPARE(archive.status, 200);
    QCOMPARE(archive.headers.value("Content-Type").value(), "application/zip");
    QCOMPARE(archive.headers.value("Content-Disposition").value(), "attachment; filename*=UTF-8''person.zip");
    m_other.put(u"person.zip"_s, archive.body);
    m_other.run(u"python3"_s, {u"-m"_s, u"zipfile"_s, u"-e"_s, u"person.zip"_s, u"."_s});
    QCOMPARE(m_other.code(), 0);
    const QByteArray opened = m_other.run(u"sh"_s,
        {u"-c"_s, u"openssl pkcs12 -in certificate.p12 -passin \"pass:$(tr -d '\\r\\n' <password.txt)\" -nodes"_s});
    QVERIFY2(opened.contains("BEGIN PRIVATE KEY"), opened.constData());
    QVERIFY(opened.contains("person – Alpha & Co") || opened.contains("friendlyName"));
    QFile text(m_other.path(u"how-to-install.txt"_s));
    QVERIFY(text.open(QIODevice::ReadOnly));
    const QByteArray words = text.readAll();
    QVERIFY(words.startsWith("\xef\xbb\xbf"));
    QVERIFY(words.contains("https://alpha.s.example.test/"));
    QVERIFY(words.contains("2027-03-05"));
    QCOMPARE(words.count('\n'), words.count("\r\n"));
    const Response again = call("POST", "/files", body);
    QCOMPARE(again.status, 410);
    QCOMPARE(errorsOf(again), QStringList{u"serials[0]: certificate.fileFetched"_s});
}

void TestCertificates::handsSeveralOutInOneArchive()
{
    const QString one = issue(u"person"_s);
    const QString other = issue(u"reader"_s);
    const Response archive = call("POST", "/files", fetching({one, other}));
    QCOMPARE(archive.status, 200);
    m_other.put(u"all.zip"_s, archive.body);
    QCOMPARE(m_other.run(u"python3"_s,
                 {u"-c"_s,
                     u"import zipfile, io\n"
                     "z = zipfile.ZipFile('all.zip')\n"
                     "print(z.namelist(), zipfile.ZipFile(io.BytesIO(z.read('reader.zip'))).namelist())"_s}),
        "['person.zip', 'reader.zip'] ['certificate.p12', 'password.txt', 'how-to-install.txt']\n");
    // All or none: what was not handed out with it still waits.
    const QString third = issue(u"person"_s);
    const Response refused = call("POST", "/files", fetching({third, other}));
    QCOMPARE(errorsOf(refused), QStringList{u"serials[1]: certificate.fileFetched"_s});
    QCOMPARE(call("POST", "/files", fetching({third})).status, 200);
}

void TestCertificates::forgetsAFileAfterAWeek()
{
    const QByteArray old = fetching({issue(u"person"_s)});
    const QString revoked = issue(u"reader"_s);
    QVERIFY(m_fixture->certificates.revoke(m_fixture->tenant, {revoked}, {}, {}));
    QCOMPARE(
        errorsOf(call("POST", "/files", fetching({revoked}))), QStringList{u"serials[0]: certificate.fileRevoked"_s});
    m_fixture->store.pass(days(7));
    QCOMPARE(call("POST", "/files", old).status, 410);
    QCOMPARE(errorsOf(call("POST", "/files", old)), QStringList{u"serials[0]: certificate.fileOld"_s});
    issue(u"reader"_s);
    const auto files = m_fixture->tenants->store().read([](Database &database) {
        return database.first(
            u"SELECT count(*) FROM certificate_files"_s, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    });
    QCOMPARE(files.value(), 1);
}

void TestCertificates::keepsSecretsSealed()
{
    const Issued own = fetched(u"person"_s);
    issue(u"reader"_s);
    QByteArray store;
    for (const char *end : {"", "-wal"}) {
        QFile file(m_fixture->store.file() + QLatin1StringView(end));
        if (file.open(QIODevice::ReadOnly))
            store += file.readAll();
    }
    QVERIFY(store.contains(own.serial.toLatin1()));
    QVERIFY(!store.contains("PRIVATE KEY"));
    QVERIFY(!store.contains(own.file.password.toLatin1()));
    QVERIFY(!store.contains(own.file.pkcs12));
}

void TestCertificates::saysWhatTheOperatorHasToDo()
{
    Certificates without(*m_fixture->tenants, nullptr);
    const UserId person = m_fixture->tenants->findUser(m_fixture->tenant, u"person"_s).value()->id;
    const IssueWish wish{.users = {person}, .endsOn = {}, .by = {}, .author = person};
    QCOMPARE(without.issue(m_fixture->tenant, wish).error().first().message, &messages::OperatorKeyMissing);
    const QString serial = issue(u"person"_s);
    Certificates other(*m_fixture->tenants,
        std::make_shared<const crypto::SealingKey>(
            crypto::SealingKey::fromText(crypto::SealingKey::newText()).value()));
    QCOMPARE(other.issue(m_fixture->tenant, wish).error().first().message, &messages::OperatorKeyDiffers);
    QCOMPARE(other.takeFiles(m_fixture->tenant, {serial}, {}).error().first().message, &messages::OperatorKeyDiffers);
    QCOMPARE(other.revoke(m_fixture->tenant, {serial}, {}, {}).error().first().message, &messages::OperatorKeyDiffers);
    QVERIFY(m_fixture->certificates.takeFiles(m_fixture->tenant, {serial}, {})); // nothing was lost
}

void TestCertificates::renewsItsListInTime()
{
    issue(u"person"_s);
    const auto number = [&] { return m_fixture->certificates.authority(m_fixture->tenant).value()->listNumber; };
    QCOMPARE(number(), 1);
    m_fixture->store.pass(days(1) - 1s);
    QCOMPARE(number(), 1);
    m_fixture->store.pass(1s);
    QCOMPARE(number(), 2);
    QCOMPARE(number(), 2);
    m_fixture->store.pass(days(100));
    m_fixture->certificates.renewLists();
    const auto row = m_fixture->certificates.authority(m_fixture->tenant).value();
    QCOMPARE(row->listNumber, 3);
    QVERIFY(row->listUntil > m_fixture->tenants->now());
    // Without the key an old one serves until its end, and no longer.
    Certificates without(*m_fixture->tenants, nullptr);
    m_fixture->store.pass(days(6));
    QCOMPARE(without.authority(m_fixture->tenant).value()->listNumber, 3);
    m_fixture->store.pass(days(1));
    QCOMPARE(without.authority(m_fixture->tenant).error().message, &messages::OperatorKeyMissing);
    const Request asked = m_fixture->request("GET", "/crl");
    QCOMPARE(revocationList(asked, "example.test", *m_fixture->tenants, without).status, 503);
    QCOMPARE(revocationList(asked, "example.test", *m_fixture->tenants, m_fixture->certificates).status, 200);
}

void TestCertificates::remindsByCalendar()
{
    issue(u"person"_s, R"(,"endsOn":"2026-03-20")");
    issue(u"reader"_s, R"(,"endsOn":"2026-03-20")");
    const Response answer = call("GET", "/calendar");
    QCOMPARE(answer.status, 200);
    const QByteArray text = answer.body;
    QVERIFY(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    QVERIFY(text.endsWith("END:VCALENDAR\r\n"));
    QCOMPARE(text.count('\n'), text.count("\r\n"));
    for (const QByteArray &line : text.split('\n'))
        QVERIFY2(line.size() <= 76, line.constData()); // with its CR
    // 90 and 30 days before have passed; the authority lasts for twenty years.
    for (const char *day : {"20260306", "20260313", "20260317", "20260319"})
        QVERIFY2(text.contains(QByteArray("DTSTART;VALUE=DATE:") + day), day);
    QVERIFY(text.contains("UID:certificates-20260320-14@"));
    QVERIFY(text.contains("SUMMARY:2 client certificates end on 2026-03-20 (in 14 days)\r\n"));
    QVERIFY(text.contains("DESCRIPTION:person\\, reader\r\n"));
    QVERIFY(text.contains("UID:list-20260312-3@"));
    QVERIFY(text.contains("UID:authority-"));
    QCOMPARE(text.count("UID:certificates-"), 4);
    QCOMPARE(call("GET", "/calendar").body, text);
}

void TestCertificates::foldsLongLines()
{
    const CertificateEnding ending{.what = CertificateEnding::What::Certificates,
        .day = {2026, 3, 20},
        .loginNames = {u"森"_s.repeated(60) + u";\n\\"_s}};
    const QByteArray text
        = calendarOf({ending}, {2026, 3, 19}, u"a"_s, "alpha.example.test", nullptr, m_fixture->tenants->now());
    for (const QByteArray &line : text.split('\n')) {
        QVERIFY(line.size() <= 76);
        QVERIFY(QString::fromUtf8(line).toUtf8() == line);
    }
    const QByteArray unfolded = QByteArray(text).replace("\r\n ", "");
    QVERIFY(
        unfolded.contains("SUMMARY:The client certificate of " + u"森"_s.repeated(60).toUtf8() + "\\;\\n\\\\ ends on"));
}

void TestCertificates::letsPeopleFetchTheirOwn()
{
    const GateAnswers answers;
    const CertificatePage page({.tenants = *m_fixture->tenants,
        .sessions = *m_fixture->sessions,
        .certificates = m_fixture->certificates,
        .bundles = m_fixture->bundles,
        .answers = answers});
    const User person = *m_fixture->tenants->findUser(m_fixture->tenant, u"person"_s).value();
    const QByteArray cookie = m_fixture->sessions->begin(person, u"127.0.0.1"_s, {}, SessionKind::Browser).value();
    const auto asked = [&](const QByteArray &method, const QByteArray &body = {}) {
        Request request = m_fixture->request(method, "/certificate", body);
        request.headers.set("Cookie", "__Host-sekimori=" + cookie);
        request.headers.set("Content-Type", "application/x-www-form-urlencoded");
        auto passage = std::make_shared<Passage>();
        passage->tenant = m_fixture->tenants->snapshot()->byId.value(m_fixture->tenant);
        passage->client = request.peer;
        request.passage = passage;
        return page.answer(request);
    };
    QVERIFY(asked("GET").body.contains("You have no client certificate"));
    const QString serial = issue(u"person"_s);
    const QByteArray offer = asked("GET").body;
    QVERIFY(offer.contains("It can be downloaded once"));
    const qsizetype at = offer.indexOf("name=\"token\" value=\"") + 20;
    const QByteArray token = offer.sliced(at, offer.indexOf('"', at) - at);
    QCOMPARE(asked("POST", "token=wrong").status, 403);
    const Response archive = asked("POST", "token=" + token);
    QCOMPARE(archive.status, 200);
    QCOMPARE(archive.headers.value("Content-Type").value(), "application/zip");
    QCOMPARE(told().first().user, u"person"_s);
    QCOMPARE(told().first().action, u"download"_s);
    QVERIFY(asked("GET").body.contains("Its file was downloaded on 2026-03-05"));
    QCOMPARE(asked("POST", "token=" + token).status, 410);
    QVERIFY(m_fixture->certificates.revoke(m_fixture->tenant, {serial}, {}, {}));
    QVERIFY(asked("GET").body.contains("was revoked on 2026-03-05"));
    QCOMPARE(asked("DELETE").status, 405);
}

void TestCertificates::endsSelfServiceWithTheSetting()
{
    issue(u"person"_s);
    const GateAnswers answers;
    const CertificatePage page({.tenants = *m_fixture->tenants,
        .sessions = *m_fixture->sessions,
        .certificates = m_fixture->certificates,
        .bundles = m_fixture->bundles,
        .answers = answers});
    const UserId person = m_fixture->tenants->findUser(m_fixture->tenant, u"person"_s).value()->id;
    const auto offers = [&] {
        Passage passage;
        passage.tenant = m_fixture->tenants->snapshot()->byId.value(m_fixture->tenant);
        return page.offersTo(passage, person);
    };
    QVERIFY(offers());
    enable(false);
    QVERIFY(!offers());
}

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
