// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "http/bodystream.h"
#include "policy/settings.h"
#include "schemacheck.h"
#include "servicefixture.h"
#include "store/sessions.h"
#include "store/userrows.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

/// Who may do what: the only place where a test says it. Support is let in by the tenant, as a rule with a date;
/// nobody stands for whoever is not signed in.
constexpr auto whoMay = R"(
    method  path                          administrator  auditor  user  support  service  nobody
    GET     /healthz                            x           x      x       x        x       x
    GET     /crl                                x           x      x       x        x       x
    POST    /api/v1/session                     x           x      x       x        x       x
    GET     /api/v1/session                     x           x      x       x        -       -
    DELETE  /api/v1/session                     x           x      x       x        -       -
    POST    /api/v1/session/password            x           x      x       -        -       -
    GET     /api/v1/sessions                    x           x      -       x        -       -
    DELETE  /api/v1/sessions                    x           x      x       x        -       -
    DELETE  /api/v1/users/{user}/sessions       x           -      -       -        -       -
    GET     /api/v1/settings                    x           x      -       x        -       -
    PUT     /api/v1/settings                    x           -      -       -        -       -
    POST    /api/v1/settings/check              x           -      -       -        -       -
    POST    /api/v1/settings/password-impact    x           -      -       -        -       -
    GET     /api/v1/settings/history            x           x      -       x        -       -
    GET     /api/v1/settings/{section}          x           x      -       x        -       -
    PUT     /api/v1/settings/{section}          x           -      -       -        -       -
    GET     /api/v1/audit/events                x           x      -       x        -       -
    POST    /api/v1/audit/events                -           -      -       -        x       -
    GET     /api/v1/audit/summary               x           x      -       x        -       -
    GET     /api/v1/audit/values                x           x      -       x        -       -
    GET     /api/v1/audit/export                x           x      -       x        -       -
    GET     /api/v1/audit/tail                  x           x      -       x        -       -
    GET     /api/v1/audit/bundle                x           x      -       x        -       -
    GET     /api/v1/audit/retention             x           x      -       x        -       -
    GET     /api/v1/audit/archives              x           x      -       x        -       -
    GET     /api/v1/audit/archives/{archive}    x           x      -       x        -       -
    GET     /api/v1/audit/log-key               x           x      -       x        -       -
    GET     /api/v1/audit/integrity             x           x      -       x        -       -
    POST    /api/v1/audit/integrity/check       x           -      -       -        -       -
    POST    /api/v1/alerts/test                 x           -      -       -        -       -
    POST    /api/v1/alerts/forecast             x           x      -       x        -       -
    POST    /api/v1/images                      x           -      -       -        -       -
    GET     /api/v1/images/{image}              x           x      -       x        -       -
    GET     /api/v1/subdomains/{name}           x           -      -       -        -       -
    GET     /api/v1/alerts/summary              x           x      -       x        -       -
    GET     /api/v1/alerts/deliveries           x           x      -       x        -       -
    GET     /api/v1/alerts/deliveries/{mail}    x           x      -       x        -       -
    POST    /api/v1/alerts/deliveries/{mail}/again
                                                x           -      -       -        -       -
    POST    /api/v1/alerts/deliveries/{mail}/now
                                                x           -      -       -        -       -
    GET     /api/v1/locks                       x           x      -       x        -       -
    POST    /api/v1/locks/unlock                x           -      -       -        -       -
    GET     /api/v1/certificates                x           x      -       x        -       -
    POST    /api/v1/certificates                x           -      -       -        -       -
    GET     /api/v1/certificates/of/{user}      x           x      -       x        -       -
    GET     /api/v1/certificates/authority      x           x      -       x        -       -
    GET     /api/v1/certificates/authority/file
                                                x           x      -       x        -       -
    GET     /api/v1/certificates/calendar       x           x      -       x        -       -
    POST    /api/v1/certificates/revoke         x           -      -       -        -       -
    POST    /api/v1/certificates/permission     x           -      -       -        -       -
    POST    /api/v1/certificates/files          x           -      -       -        -       -
    GET     /api/v1/services                    x           x      -       x        -       -
    POST    /api/v1/services                    x           -      -       -        -       -
    DELETE  /api/v1/services/{service}          x           -      -       -        -       -
    POST    /api/v1/services/{service}/tokens   x           -      -       -        -       -
    DELETE  /api/v1/services/{service}/tokens/{token}
                                                x           -      -       -        -       -
    GET     /api/v1/users                       x           x      -       x        -       -
    POST    /api/v1/users                       x           -      -       -        -       -
    GET     /api/v1/users/{user}                x           x      -       x        -       -
    PUT     /api/v1/users/{user}                x           -      -       -        -       -
    DELETE  /api/v1/users/{user}                x           -      -       -        -       -
    POST    /api/v1/users/{user}/password       x           -      -       -        -       -
    POST    /api/v1/users/import                x           -      -       -        -       -
    GET     /api/v1/users/export                x           x      -       -        -       -
)";

/// What the description promises and no test here brings about, with the reason.
const QHash<QString, QString> &unreached()
{
    const QString searchesAtOnce = u"takes several searches at the same moment; see tst_auditapi"_s;
    const QString keyIsGone = u"takes an operator who has lost the key; see tst_certificates"_s;
    static const QHash<QString, QString> reasons{
        {u"GET /crl 503"_s, keyIsGone},
        {u"POST /api/v1/certificates 503"_s, keyIsGone},
        {u"GET /api/v1/certificates/authority 503"_s, keyIsGone},
        {u"GET /api/v1/certificates/authority/file 503"_s, keyIsGone},
        {u"GET /api/v1/certificates/calendar 503"_s, keyIsGone},
        {u"POST /api/v1/certificates/revoke 503"_s, keyIsGone},
        {u"POST /api/v1/certificates/files 503"_s, keyIsGone},
        {u"POST /api/v1/session 403"_s, u"only where the operator lets just one administrator in; see tst_recover"_s},
        {u"POST /api/v1/images 503"_s, u"takes two pictures that are being read; see tst_imagecleaner"_s},
        {u"POST /api/v1/session 409"_s, u"of two changes at the same moment the second; see tst_passwords"_s},
        {u"POST /api/v1/session/password 409"_s, u"of two changes at the same moment the second; see tst_passwords"_s},
        {u"POST /api/v1/users/import 409"_s, u"only where somebody changes a user at the same moment; see tst_users"_s},
        {u"POST /api/v1/users/import 429"_s, u"only while another file is imported"_s},
        {u"GET /api/v1/users/export 503"_s, u"takes as many streams as the whole service has; see tst_audittail"_s},
        {u"GET /api/v1/audit/events 429"_s, searchesAtOnce},
        {u"GET /api/v1/audit/events 503"_s, searchesAtOnce},
        {u"GET /api/v1/audit/summary 429"_s, searchesAtOnce},
        {u"GET /api/v1/audit/summary 503"_s, searchesAtOnce},
        {u"GET /api/v1/audit/values 429"_s, searchesAtOnce},
        {u"GET /api/v1/audit/values 503"_s, searchesAtOnce},
        {u"GET /api/v1/audit/retention 429"_s, searchesAtOnce},
        {u"GET /api/v1/audit/retention 503"_s, searchesAtOnce},
        {u"GET /api/v1/audit/archives 429"_s, searchesAtOnce},
        {u"GET /api/v1/audit/archives 503"_s, searchesAtOnce},
        {u"POST /api/v1/alerts/forecast 429"_s, searchesAtOnce},
        {u"POST /api/v1/alerts/forecast 503"_s, searchesAtOnce},
        {u"GET /api/v1/audit/export 429"_s, u"takes several exports at the same moment; see tst_auditexport"_s},
        {u"GET /api/v1/audit/export 503"_s, u"takes several exports at the same moment; see tst_auditsearch"_s},
        {u"GET /api/v1/audit/bundle 429"_s, u"takes several exports at the same moment; see tst_auditbundle"_s},
        {u"GET /api/v1/audit/bundle 503"_s, u"takes a service without the operator's key; see tst_auditbundle"_s},
        {u"GET /api/v1/audit/archives/{archive} 429"_s,
            u"takes several exports at the same moment; see tst_auditbundle"_s},
        {u"GET /api/v1/audit/archives/{archive} 503"_s,
            u"takes a service without the operator's key; see tst_auditbundle"_s},
        {u"POST /api/v1/alerts/deliveries/{mail}/again 429"_s, u"takes a full queue; see tst_deliveriesapi"_s},
        {u"GET /api/v1/audit/tail 503"_s, u"takes as many streams as the whole service has; see tst_audittail"_s},
    };
    return reasons;
}

using RolesByOperation = QMap<QString, QStringList>;

/// Each operation as `GET /path`, with those that have an x in its line.
RolesByOperation read(const char *picture)
{
    RolesByOperation roles;
    const QStringList words = QString::fromLatin1(picture).simplified().split(u' ');
    constexpr qsizetype width = 8;
    for (qsizetype line = width; line + width <= words.size(); line += width) {
        QStringList &those = roles[words[line] + u' ' + words[line + 1]];
        for (qsizetype column = 2; column < width; ++column) {
            if (words[line + column] == u"x")
                those << words[column];
        }
    }
    return roles;
}

const QString strangerRole = u"another tenant's administrator"_s;
const QString uninvitedRole = u"support, not let in"_s;

/// One request to an operation.
struct Asked {
    QString role = {}; ///< empty: the first that may
    QByteArray body = {};
    HeaderLines lines = {};
    QByteArray path = {}; ///< empty: the operation's, its places filled
    QByteArray from = "127.0.0.1";
};

/// @p path with something in each of its places.
QByteArray filled(QByteArray path)
{
    path.replace("{section}", "ipRestriction");
    for (qsizetype begin = path.indexOf('{'); begin >= 0; begin = path.indexOf('{'))
        path.replace(begin, path.indexOf('}') - begin + 1, "4711");
    return path;
}

QByteArray mediaType(const ApiAnswer &answer)
{
    return answer.header("Content-Type").split(';').first().trimmed();
}

bool isInJapanese(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.script() == QChar::Script_Hiragana; });
}

}

/// resources/api/openapi.yaml held against the running service: every path, who may use it, and every answer.
class TestApiContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void picturesWhatIsDescribed();
    void answersEachRoleAsPromised_data();
    void answersEachRoleAsPromised();
    void refusesQueryParametersThatAreNotDescribed_data();
    void refusesQueryParametersThatAreNotDescribed();
    void takesNoOtherMethods_data();
    void takesNoOtherMethods();
    void takesBackEverySectionThatItGives_data();
    void takesBackEverySectionThatItGives();
    void givesEveryAnswerThatIsDescribed();
    void standsBehindTheGate_data();
    void standsBehindTheGate();

private:
    void makePeople();
    QByteArray servicePath() const { return "/api/v1/services/" + QByteArray::number(m_files); }
    ApiClient client(const QString &role, const QByteArray &from = "127.0.0.1") const;
    ApiAnswer ask(const Operation &operation, const Asked &asked) const;
    /// What of @p answer is not as described.
    QString deviation(const Operation &operation, const ApiAnswer &answer) const;
    void addOperations() const;
    void guessUntilSlowed(const QByteArray &path, const Asked &guess);
    void signIn();
    void changePasswords();
    void changeSettings();
    void lookAtTheLog();
    void letServicesTell();
    void keepUsers();
    void tryAlerts();
    void sendImages();
    void unlock();
    void endSessions();
    void issueCertificates();
    void expect(int status, const QByteArray &method, const QByteArray &path, const Asked &asked = {});

    ApiDescription m_description;
    RolesByOperation m_roles = read(whoMay);
    RunningService m_service;
    qint64 m_files = 0; ///< a service that sends events
    QMap<QString, QList<QByteArray>> m_tokens; ///< two sessions for each role
    QSet<QString> m_reached; ///< `GET /path 200`
    QStringList m_deviations;
};

void TestApiContract::initTestCase()
{
    m_description = ApiDescription::read();
    QVERIFY2(!m_description.isEmpty(), "needs python3 with yaml");
    QVERIFY(m_service.createTenant(u"alpha"_s));
    QVERIFY(m_service.createTenant(u"beta"_s));
    makePeople();
    QVERIFY(m_service.start());
    ApiClient chief = client(u"administrator"_s);
    const QJsonObject letIn{{u"until"_s, u"2999-12-31T00:00:00Z"_s}};
    QCOMPARE(chief.put("/api/v1/settings/support", letIn, {{"If-Match", "\"0\""}}).status, 200);
    const QJsonObject files{{u"name"_s, u"Files"_s}, {u"url"_s, u"https://files.example.test/"_s}};
    m_files = chief.post("/api/v1/services", files).json()["id"_L1].toInteger();
    const ApiAnswer issued = chief.post(servicePath() + "/tokens", {});
    QCOMPARE(issued.status, 201);
    m_tokens[u"service"_s] = QList<QByteArray>(2, issued.json()["token"_L1].toString().toLatin1());
}

void TestApiContract::cleanupTestCase()
{
    QVERIFY(m_service.stop());
}

/// While the service does not run yet: sessions outlive a restart, and nobody else could sign in as support.
void TestApiContract::makePeople()
{
    const auto tenants = Tenants::open({.folder = m_service.folder() + u"/data"_s}).value();
    const auto sessions = Sessions::open(*tenants).value();
    const auto enter = [&](const QString &role, TenantId tenant, const QString &loginName) {
        const auto user = tenants->findUser(tenant, loginName).value();
        for (int i = 0; i < 2; ++i)
            m_tokens[role] << sessions->begin(*user, u"127.0.0.1"_s).value();
    };
    const auto addStaff = [&](TenantId tenant) {
        const NewUser staff{u"staff"_s, {}, Role::Support, "no password"};
        return tenants->store().write([&](Transaction &transaction) {
            return insertUser(transaction.database(), tenant, staff, tenants->now());
        });
    };
    const TenantId alpha = tenants->snapshot()->bySubdomain.value("alpha")->id;
    const TenantId beta = tenants->snapshot()->bySubdomain.value("beta")->id;
    QVERIFY(tenants->addUsers(
        alpha, {{u"reader"_s, {}, Role::Auditor, "no password"}, {u"person"_s, {}, Role::User, "no password"}}));
    QVERIFY(addStaff(alpha));
    QVERIFY(addStaff(beta));
    enter(u"administrator"_s, alpha, u"chief"_s);
    enter(u"auditor"_s, alpha, u"reader"_s);
    enter(u"user"_s, alpha, u"person"_s);
    enter(u"support"_s, alpha, u"staff"_s);
    enter(strangerRole, beta, u"chief"_s);
    enter(uninvitedRole, beta, u"staff"_s);
}

ApiClient TestApiContract::client(const QString &role, const QByteArray &from) const
{
    ApiClient client = m_service.client(role == uninvitedRole ? "beta" : "alpha", from);
    client.setBasic("gate", "open-sesame-4711");
    if (m_tokens.contains(role))
        client.setToken(m_tokens[role].first());
    return client;
}

/// Over a connection of its own, so that a stream ends with it. Whoever signs out does it with the session that nothing
/// else needs.
ApiAnswer TestApiContract::ask(const Operation &operation, const Asked &asked) const
{
    ApiClient asking = client(asked.role, asked.from);
    if (operation.name() == "DELETE /api/v1/session"_L1 && asked.path.isEmpty() && m_tokens.contains(asked.role))
        asking.setToken(m_tokens[asked.role].last());
    const bool hasBody = operation.method == "PUT" || operation.method == "POST";
    return asking.call(operation.method, asked.path.isEmpty() ? filled(operation.path) : asked.path,
        hasBody ? asked.body : QByteArray(), asked.lines);
}

QString TestApiContract::deviation(const Operation &operation, const ApiAnswer &answer) const
{
    if (!operation.statuses().contains(answer.status))
        return u"%1: status %2 is not described: %3"_s.arg(operation.name())
            .arg(answer.status)
            .arg(QString::fromUtf8(answer.body));
    if (m_description.isWithoutBody(operation, answer.status))
        return answer.body.isEmpty() ? QString() : operation.name() + u": has a body"_s;
    const auto schema = m_description.answerSchema(operation, answer.status, QString::fromLatin1(mediaType(answer)));
    if (!schema)
        return u"%1 %2: “%3” is not described"_s.arg(operation.name())
            .arg(answer.status)
            .arg(QString::fromLatin1(mediaType(answer)));
    if (mediaType(answer) == "text/event-stream") // which goes on; only its head was read
        return {};
    const bool isJson = mediaType(answer).endsWith("json");
    const QJsonValue body = isJson ? QJsonValue(answer.json()) : QJsonValue(QString::fromUtf8(answer.body));
    const QStringList problems = SchemaCheck(m_description, SchemaCheck::Use::Answer).problems(body, *schema);
    return problems.isEmpty() ? QString()
                              : u"%1 %2: %3\n%4"_s.arg(operation.name())
                                    .arg(answer.status)
                                    .arg(problems.join(u"\n"), QString::fromUtf8(answer.body));
}

void TestApiContract::addOperations() const
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const Operation &operation : m_description.operations())
        QTest::newRow(qPrintable(operation.name())) << operation.method << operation.path;
}

void TestApiContract::picturesWhatIsDescribed()
{
    RolesByOperation described;
    for (const Operation &operation : m_description.operations())
        described[operation.name()] = operation.roles().value_or(
            QStringList{u"administrator"_s, u"auditor"_s, u"user"_s, u"support"_s, u"service"_s, u"nobody"_s});
    QCOMPARE(m_roles.keys(), described.keys());
    for (const QString &operation : described.keys())
        QVERIFY2(m_roles[operation] == described[operation], qPrintable(operation));
}

void TestApiContract::answersEachRoleAsPromised_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("refusal"); // empty: may
    for (const Operation &operation : m_description.operations()) {
        const bool isForAll = !operation.roles();
        const auto add = [&](const QString &role, const QString &refusal) {
            QTest::newRow(qPrintable(operation.name() + u", "_s + role))
                << operation.method << operation.path << role << (isForAll ? QString() : refusal);
        };
        for (const auto &role : {u"administrator"_s, u"auditor"_s, u"user"_s, u"support"_s, u"service"_s})
            add(role, m_roles[operation.name()].contains(role) ? QString() : u"session.roleMissing"_s);
        add(u"nobody"_s, u"session.needed"_s);
        add(strangerRole, u"session.needed"_s);
        add(uninvitedRole, u"session.supportNotAllowed"_s);
    }
}

void TestApiContract::answersEachRoleAsPromised()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QString, role);
    QFETCH(QString, refusal);
    const Operation operation = m_description.operation(method, path);
    // Nothing is changed by it: an empty object is no draft.
    const ApiAnswer answer = ask(operation, {.role = role, .body = "{}", .lines = {{"If-Match", "\"0\""}}});
    QCOMPARE(deviation(operation, answer), QString());
    if (refusal.isEmpty())
        QVERIFY2(answer.status != 401 && answer.status != 403 && answer.status < 500, answer.body.constData());
    else
        QCOMPARE(answer.errors(), QStringList{u": "_s + refusal});
}

void TestApiContract::refusesQueryParametersThatAreNotDescribed_data()
{
    addOperations();
}

/// In the language of whoever asks, as every refusal.
void TestApiContract::refusesQueryParametersThatAreNotDescribed()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const Operation operation = m_description.operation(method, path);
    if (!operation.path.startsWith("/api/"))
        return;
    const QString role = m_roles[operation.name()].first();
    const auto refused = [&](const QByteArray &query, const QByteArray &language) {
        return ask(operation,
            {.role = role, .body = "{}", .lines = {{"Accept-Language", language}}, .path = filled(path) + query});
    };
    const auto messageOf
        = [](const ApiAnswer &answer) { return answer.json()["errors"_L1][0]["message"_L1].toString(); };
    const ApiAnswer english = refused("?colour=red", "en");
    QCOMPARE(english.status, 422);
    QVERIFY2(english.errors().first().startsWith("colour: request.query"_L1), english.body.constData());
    QCOMPARE(deviation(operation, english), QString());
    const ApiAnswer japanese = refused("?colour=red", "ja");
    QVERIFY2(isInJapanese(messageOf(japanese)), japanese.body.constData());
    QCOMPARE(japanese.errors(), english.errors());
    const ApiAnswer chinese = refused("?colour=red", "zh-TW");
    QVERIFY(messageOf(chinese) != messageOf(english) && messageOf(chinese) != messageOf(japanese));
    for (const QString &known : m_description.queryParameters(operation)) {
        const QByteArray twice = "?" + known.toLatin1() + "=1&" + known.toLatin1() + "=1";
        QCOMPARE(refused(twice, "en").errors(), QStringList{known + u": request.queryTwice"_s});
    }
}

void TestApiContract::takesNoOtherMethods_data()
{
    addOperations();
}

void TestApiContract::takesNoOtherMethods()
{
    QFETCH(QByteArray, path);
    QSet<QByteArray> described;
    for (const Operation &operation : m_description.operations()) {
        if (operation.path == path)
            described += operation.method;
    }
    if (described.contains("GET"))
        described += "HEAD";
    ApiClient chief = client(u"administrator"_s);
    for (const QByteArray method : {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"}) {
        if (described.contains(method))
            continue;
        const ApiAnswer answer = chief.call(method, filled(path));
        QCOMPARE(answer.status, 405);
        QByteArrayList allowed = answer.header("Allow").split(',');
        for (QByteArray &each : allowed)
            each = each.trimmed();
        QCOMPARE(QSet<QByteArray>(allowed.begin(), allowed.end()), described);
    }
}

void TestApiContract::takesBackEverySectionThatItGives_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const QString &key : policy::sectionKeys())
        QTest::newRow(qPrintable(key)) << key.toLatin1();
}

void TestApiContract::takesBackEverySectionThatItGives()
{
    QFETCH(QByteArray, key);
    const QByteArray path = "/api/v1/settings/" + key;
    const QString schemaName = QString::fromLatin1(key.first(1).toUpper() + key.sliced(1));
    const Operation reading = m_description.operation("GET", "/api/v1/settings/{section}");
    const Operation writing = m_description.operation("PUT", "/api/v1/settings/{section}");
    ApiClient chief = client(u"administrator"_s);
    const ApiAnswer given = chief.get(path);
    QCOMPARE(given.status, 200);
    QCOMPARE(deviation(reading, given), QString());
    const QJsonObject value = given.json()["value"_L1].toObject();
    const QJsonObject schema = m_description.schema(schemaName);
    QCOMPARE(SchemaCheck(m_description, SchemaCheck::Use::Answer).problems(value, schema), QStringList());
    QCOMPARE(SchemaCheck(m_description, SchemaCheck::Use::Request).problems(value, schema), QStringList());
    const ApiAnswer taken = chief.put(path, value, {{"If-Match", given.header("ETag")}});
    QCOMPARE(taken.status, 200);
    QCOMPARE(deviation(writing, taken), QString());
    QCOMPARE(taken.json()["sections"_L1][QString::fromLatin1(key)].toObject(), given.json());
}

/// Asks, holds the answer against the description, and remembers that there was one such. A request that is taken is
/// held against the description, too.
void TestApiContract::expect(int status, const QByteArray &method, const QByteArray &path, const Asked &asked)
{
    const Operation operation = m_description.operation(method, path);
    Asked whole = asked;
    if (whole.role.isEmpty())
        whole.role = m_roles[operation.name()].value(0);
    const ApiAnswer answer = ask(operation, whole);
    if (answer.status != status)
        m_deviations << u"%1 got %2 in place of %3: %4"_s.arg(operation.name())
                            .arg(answer.status)
                            .arg(status)
                            .arg(QString::fromUtf8(answer.body));
    if (const QString deviates = deviation(operation, answer); !deviates.isEmpty())
        m_deviations << deviates;
    const auto schema = m_description.requestSchema(operation);
    if (schema && answer.status < 300)
        m_deviations += SchemaCheck(m_description, SchemaCheck::Use::Request)
                            .problems(QJsonDocument::fromJson(whole.body).object(), *schema);
    m_reached += operation.name() + u' ' + QString::number(answer.status);
}

/// One guess is forgiven every few seconds, so on a slow machine it takes more of them.
void TestApiContract::guessUntilSlowed(const QByteArray &path, const Asked &guess)
{
    const Operation guessing = m_description.operation("POST", path);
    ApiAnswer slowed;
    for (int i = 0; i < 200 && slowed.status != 429; ++i)
        slowed = ask(guessing, guess);
    QCOMPARE(slowed.status, 429);
    QCOMPARE(deviation(guessing, slowed), QString());
    m_reached += guessing.name() + u" 429"_s;
}

void TestApiContract::signIn()
{
    const QByteArray path = "/api/v1/session";
    const QByteArray password = RunningService::administratorPassword().toUtf8();
    expect(201, "POST", path, {.role = u"nobody"_s, .body = R"({"user":"chief","password":")" + password + R"("})"});
    expect(400, "POST", path, {.role = u"nobody"_s, .body = "not JSON"});
    // Too many wrong ones at last, from an address that nobody else comes from.
    const Asked guess{.role = u"nobody"_s, .body = R"({"user":"nosuch","password":"wrong"})", .from = "127.0.0.9"};
    expect(401, "POST", path, guess);
    guessUntilSlowed(path, guess);
    expect(200, "GET", path);
    ApiClient leaving = client(u"administrator"_s);
    QVERIFY(leaving.signIn(u"chief"_s, RunningService::administratorPassword()));
    m_tokens[u"administrator"_s].last() = leaving.token();
    expect(204, "DELETE", path);
}

/// To another one and back, past those that may not be used again.
void TestApiContract::changePasswords()
{
    const QByteArray session = "/api/v1/session";
    const QByteArray path = "/api/v1/session/password";
    QByteArray password = RunningService::administratorPassword().toUtf8();
    const auto change = [&](const QByteArray &wanted) {
        return R"({"password":")" + std::exchange(password, wanted) + R"(","newPassword":")" + wanted + R"("})";
    };
    ApiClient leaving = client(u"administrator"_s);
    QVERIFY(leaving.signIn(u"chief"_s, RunningService::administratorPassword()));
    m_tokens[u"administrator"_s].first() = leaving.token();
    expect(204, "POST", path, {.body = change("another-password-1")});
    expect(422, "POST", path, {.body = R"({"password":"another-password-1","newPassword":"short"})"});
    expect(400, "POST", path, {.body = "no JSON"});
    expect(204, "POST", path, {.body = change("another-password-2")});
    expect(201, "POST", session,
        {.role = u"nobody"_s,
            .body = R"({"user":"chief","password":"another-password-2","newPassword":"another-password-3"})"});
    QVERIFY(leaving.signIn(u"chief"_s, u"another-password-3"_s));
    m_tokens[u"administrator"_s].first() = leaving.token();
    password = "another-password-3";
    expect(204, "POST", path, {.body = change(RunningService::administratorPassword().toUtf8())});

    // From an address of its own, which is slowed soon.
    guessUntilSlowed(path,
        {.role = u"administrator"_s,
            .body = R"({"password":"wrong","newPassword":"another-password-4"})",
            .from = "127.0.0.8"});

    const QByteArray policy = client(u"administrator"_s).get("/api/v1/settings/passwordPolicy").body;
    const QJsonObject value = QJsonDocument::fromJson(policy).object()["value"_L1].toObject();
    expect(200, "POST", "/api/v1/settings/password-impact", {.body = QJsonDocument(value).toJson()});
    expect(400, "POST", "/api/v1/settings/password-impact", {.body = "[]"});
}

void TestApiContract::changeSettings()
{
    const QByteArray all = "/api/v1/settings";
    const QByteArray check = "/api/v1/settings/check";
    const QByteArray one = "/api/v1/settings/{section}";
    const HeaderLines first{{"If-Match", "\"0\""}};
    const QByteArray listed = R"({"mode":"allowListed","entries":[{"network":"127.0.0.1","memo":"here"}]})";
    const QByteArray denied = R"({"mode":"denyAll","entries":[]})";
    const QByteArray basic = R"({"enabled":true,"pair":{"userName":"gate","password":"open-sesame-4711"},
        "second":{"userName":"","password":null,"endsAt":null}})";
    const auto draft = [](const QByteArray &key, const QByteArray &value) {
        return R"({"sections":{")" + key + R"(":{"revision":0,"value":)" + value + "}}}";
    };

    expect(200, "GET", all);
    expect(200, "POST", check, {.body = draft("ipRestriction", listed)});
    expect(200, "POST", check, {.body = draft("ipRestriction", denied)}); // which tells of the consent
    expect(200, "POST", check, {.body = draft("basicAuth", basic)}); // which tells of errors
    expect(400, "POST", check, {.body = "{"});
    expect(409, "PUT", all, {.body = draft("ipRestriction", denied)});
    expect(409, "PUT", one, {.body = denied, .lines = first});
    expect(200, "PUT", all, {.body = draft("ipRestriction", listed)});
    expect(400, "PUT", all, {.body = "[]"});
    expect(412, "PUT", all, {.body = draft("ipRestriction", denied)});
    expect(412, "POST", check, {.body = draft("ipRestriction", denied)});

    expect(200, "PUT", one, {.body = basic, .lines = first, .path = "/api/v1/settings/basicAuth"});
    expect(200, "GET", one, {.path = "/api/v1/settings/basicAuth"});
    expect(400, "PUT", one, {.body = "", .lines = first});
    expect(404, "PUT", one, {.body = "{}", .lines = first, .path = "/api/v1/settings/nothing"});
    expect(404, "GET", one, {.path = "/api/v1/settings/nothing"});
    expect(409, "PUT", one, {.body = R"({"name":"beta"})", .lines = first, .path = "/api/v1/settings/subdomain"});
    expect(412, "PUT", one, {.body = denied, .lines = first});
    expect(428, "PUT", one, {.body = denied});
    expect(200, "GET", "/api/v1/settings/history");
}

void TestApiContract::lookAtTheLog()
{
    const QByteArray tail = "/api/v1/audit/tail";
    const QByteArray values = "/api/v1/audit/values";
    const QByteArray whole = "/api/v1/audit/export";
    expect(200, "GET", "/api/v1/audit/events");
    expect(200, "GET", "/api/v1/audit/events", {.path = "/api/v1/audit/events?limit=1&since=2020-01-01T00:00:00Z"});
    expect(200, "GET", "/api/v1/audit/events",
        {.path = "/api/v1/audit/events?filter=user:nobody&zone=Asia/Tokyo&at=2026-03-05T14:00:00Z"});
    expect(200, "GET", "/api/v1/audit/events", {.path = "/api/v1/audit/events?above=0"});
    expect(422, "GET", "/api/v1/audit/events", {.path = "/api/v1/audit/events?filter=user%3A"});
    expect(200, "GET", "/api/v1/audit/summary");
    expect(200, "GET", "/api/v1/audit/summary", {.path = "/api/v1/audit/summary?filter=login&bars=50"});
    expect(200, "GET", values, {.path = values + "?field=user"});
    for (const QByteArray query : {"?format=csv", "?format=ndjson", "?pack=gzip", "?pack=zip"})
        expect(200, "GET", whole, {.path = whole + query});
    const QByteArray bundle = "/api/v1/audit/bundle";
    expect(200, "GET", bundle);
    expect(200, "GET", bundle, {.path = bundle + "?first=1&last=1"});
    expect(404, "GET", bundle, {.path = bundle + "?first=1000000"});
    expect(422, "GET", bundle, {.path = bundle + "?first=2&last=1"});
    expect(200, "GET", "/api/v1/audit/retention");
    expect(422, "GET", "/api/v1/audit/retention", {.path = "/api/v1/audit/retention?keepFor=aWeek"});
    expect(200, "GET", "/api/v1/audit/archives");
    const QByteArray archive = "/api/v1/audit/archives/{archive}";
    const QByteArray month = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM"_s).toLatin1();
    expect(200, "GET", archive, {.path = "/api/v1/audit/archives/" + month});
    expect(404, "GET", archive, {.path = "/api/v1/audit/archives/1999-01"});
    expect(200, "GET", "/api/v1/audit/log-key");
    expect(200, "GET", "/api/v1/audit/integrity");
    expect(202, "POST", "/api/v1/audit/integrity/check");
    expect(200, "GET", tail);
    // As many as a session may have stay open. The one before has gone as soon as the service has seen it go.
    std::list<ApiClient> open;
    const auto isFull = [&] {
        open.push_back(client(u"administrator"_s));
        const bool isRefused = open.back().get(tail).status == 429;
        if (isRefused)
            open.pop_back();
        return isRefused && open.size() == size_t(StreamLimits().perSession);
    };
    QVERIFY(QTest::qWaitFor(isFull, std::chrono::minutes(1)));
    expect(429, "GET", tail);
    expect(429, "GET", "/api/v1/users/export");
}

void TestApiContract::letServicesTell()
{
    const QByteArray all = "/api/v1/services";
    const QByteArray one = "/api/v1/services/{service}";
    const QByteArray tokens = "/api/v1/services/{service}/tokens";
    const QByteArray token = "/api/v1/services/{service}/tokens/{token}";
    const QByteArray intake = "/api/v1/audit/events";
    const HeaderLines batch{{"Content-Type", "application/x-ndjson"}};
    expect(
        201, "POST", intake, {.body = R"({"module":"Calendar","action":"open","time":"2026-03-05T14:00:00+09:00"})"});
    expect(201, "POST", intake, {.body = R"({"module":"Calendar","action":"open"})", .lines = batch});
    expect(400, "POST", intake, {.body = "{"});
    expect(413, "POST", intake,
        {.body = QByteArray(R"({"module":"m","action":"a"})"
                            "\n")
                .repeated(10'001),
            .lines = batch});

    const QByteArray groupware = R"({"name":"Groupware","url":"https://groupware.example.test/"})";
    expect(201, "POST", all, {.body = groupware});
    expect(400, "POST", all, {.body = "{"});
    expect(409, "POST", all, {.body = groupware});
    expect(201, "POST", tokens, {.path = servicePath() + "/tokens"});
    expect(200, "GET", all); // with one that was used and one that was not
    expect(404, "POST", tokens);
    for (int i = 0; i < 20; ++i)
        (void)ask(
            m_description.operation("POST", tokens), {.role = u"administrator"_s, .path = servicePath() + "/tokens"});
    expect(409, "POST", tokens, {.path = servicePath() + "/tokens"});
    const ApiAnswer listed = client(u"administrator"_s).get(all);
    const qint64 last = listed.json()["services"_L1][0]["tokens"_L1].toArray().last()["id"_L1].toInteger();
    expect(404, "DELETE", token);
    expect(204, "DELETE", token, {.path = servicePath() + "/tokens/" + QByteArray::number(last)});
    expect(404, "DELETE", one);
    expect(204, "DELETE", one, {.path = servicePath()});
}

void TestApiContract::keepUsers()
{
    const QByteArray all = "/api/v1/users";
    const QByteArray one = "/api/v1/users/{user}";
    const QByteArray password = "/api/v1/users/{user}/password";
    const QByteArray import = "/api/v1/users/import";
    const HeaderLines csv{{"Content-Type", "text/csv"}};
    const HeaderLines first{{"If-Match", "\"1\""}};
    const QByteArray weak = R"({"loginName":"hanako","role":"administrator","password":"weak"})";
    expect(201, "POST", all, {.body = weak});
    expect(400, "POST", all, {.body = "{"});
    expect(409, "POST", all, {.body = weak});
    expect(200, "GET", all, {.path = all + "?search=HANA&role=administrator&filter=mustChange&limit=1"});
    expect(200, "GET", all, {.path = all + "?limit=1"}); // which has a next one
    const ApiAnswer found = client(u"administrator"_s).get(all + "?search=hanako");
    const QByteArray hanako = all + '/' + QByteArray::number(found.json()["users"_L1][0]["id"_L1].toInteger());
    const QByteArray draft = R"({"loginName":"hanako","displayName":"Hana","role":"user","certificatePermitted":true,
        "mustChangePassword":false})";
    expect(200, "GET", one, {.path = hanako});
    expect(404, "GET", one);
    expect(428, "PUT", one, {.body = draft, .path = hanako});
    expect(400, "PUT", one, {.body = "{", .lines = first, .path = hanako});
    expect(404, "PUT", one, {.body = draft, .lines = first});
    expect(200, "PUT", one, {.body = draft, .lines = first, .path = hanako});
    expect(412, "PUT", one, {.body = QByteArray(draft).replace("Hana", "Hanako"), .lines = first, .path = hanako});
    expect(409, "PUT", one,
        {.body = QByteArray(draft).replace("hanako", "chief"), .lines = {{"If-Match", "\"2\""}}, .path = hanako});
    expect(200, "POST", password, {.body = R"({"password":"weak"})", .path = hanako + "/password"});
    expect(400, "POST", password, {.body = "{", .path = hanako + "/password"});
    expect(404, "POST", password, {.body = R"({"password":"weak"})"});

    expect(200, "POST", import, {.body = "Login Name,Role,Password\nnew,captain,\nweak,user,weak\n", .lines = csv});
    expect(200, "POST", import,
        {.body = "Login Name,Password\nweak,weak\n", .lines = csv, .path = import + "?apply=true"});
    expect(400, "POST", import, {.body = "nothing\n", .lines = csv});
    expect(413, "POST", import, {.body = "Login Name\n" + QByteArray("a\n").repeated(100'001), .lines = csv});
    expect(200, "GET", "/api/v1/users/export");
    const ApiAnswer chief = client(u"administrator"_s).get(all + "?search=chief");
    expect(
        409, "DELETE", one, {.path = all + '/' + QByteArray::number(chief.json()["users"_L1][0]["id"_L1].toInteger())});
    expect(404, "DELETE", one);
    expect(204, "DELETE", one, {.path = hanako});
}

void TestApiContract::tryAlerts()
{
    const QByteArray test = "/api/v1/alerts/test";
    const QByteArray mail = R"({"level":"critical","addresses":["mori@example.com"]})";
    expect(202, "POST", test, {.body = mail});
    expect(400, "POST", test, {.body = "no JSON"});
    expect(422, "POST", test, {.body = R"({"level":"critical","addresses":["mori"]})"});
    for (int i = 0; i < 5; ++i)
        (void)ask(m_description.operation("POST", test), {.role = u"administrator"_s, .body = mail});
    expect(429, "POST", test, {.body = mail});

    expect(200, "GET", "/api/v1/alerts/summary");
    const QByteArray log = "/api/v1/alerts/deliveries";
    expect(200, "GET", log);
    const ApiAnswer listed = client(u"administrator"_s).get(log);
    const QByteArray first = QByteArray::number(listed.json()["deliveries"_L1][0]["id"_L1].toInteger());
    const QByteArray one = log + "/{mail}";
    expect(200, "GET", one, {.path = log + '/' + first});
    expect(404, "GET", one);
    const QByteArray again = log + '/' + first + "/again";
    expect(202, "POST", one + "/again", {.body = R"({"addresses":["ops@example.com"]})", .path = again});
    expect(400, "POST", one + "/again", {.body = "no JSON", .path = again});
    expect(404, "POST", one + "/again", {.body = "{}"});
    expect(422, "POST", one + "/again", {.body = R"({"addresses":["ops"]})", .path = again});
    expect(202, "POST", one + "/now", {.path = log + '/' + first + "/now"});
    expect(404, "POST", one + "/now");

    const QByteArray forecast = "/api/v1/alerts/forecast";
    const QByteArray alerts = client(u"administrator"_s).get("/api/v1/settings/auditAlerts").body;
    QJsonObject value = QJsonDocument::fromJson(alerts).object()["value"_L1].toObject();
    const QJsonObject rule{{u"name"_s, u"Exports"_s}, {u"enabled"_s, true}, {u"filter"_s, u"action:export"_s},
        {u"addresses"_s, QJsonArray{u"mori@example.com"_s}}, {u"pace"_s, u"hour"_s}, {u"mailsPerHour"_s, 4}};
    value.insert(u"rules"_s, QJsonArray{rule});
    expect(200, "POST", forecast, {.body = QJsonDocument(QJsonObject{{u"auditAlerts"_s, value}}).toJson()});
    expect(400, "POST", forecast, {.body = "[]"});
    expect(422, "POST", forecast, {.body = R"({"auditAlerts":{}})"});
}

void TestApiContract::sendImages()
{
    // The smallest GIF there is, 2 by 1 pixels.
    const QByteArray gif
        = QByteArray::fromHex("47494638396102000100800000ff0000ffffff2c00000000020001000002024c0a003b");
    const QByteArray all = "/api/v1/images";
    const HeaderLines type{{"Content-Type", "image/gif"}};
    expect(201, "POST", all, {.body = gif, .lines = type});
    expect(413, "POST", all, {.body = QByteArray(6 * 1024 * 1024, 'x'), .lines = type});
    const ApiAnswer sent
        = ask(m_description.operation("POST", all), {.role = u"administrator"_s, .body = gif, .lines = type});
    expect(200, "GET", all + "/{image}", {.path = all + '/' + sent.json()["sha256"_L1].toString().toLatin1()});
    expect(404, "GET", all + "/{image}");
    for (char shade = 1; shade < 25; ++shade) {
        QByteArray other = gif;
        other[13] = other[16] = shade; // colours of its own
        (void)ask(m_description.operation("POST", all), {.role = u"administrator"_s, .body = other, .lines = type});
    }
    QByteArray last = gif;
    last[13] = last[16] = 100;
    expect(429, "POST", all, {.body = last, .lines = type});
    expect(200, "GET", "/api/v1/subdomains/{name}", {.path = "/api/v1/subdomains/gamma"});
}

void TestApiContract::unlock()
{
    const QByteArray all = "/api/v1/locks";
    const QByteArray one = "/api/v1/locks/unlock";
    for (int i = 0; i < 10; ++i) {
        const Asked guess{.role = u"nobody"_s, .body = R"({"user":"person","password":"wrong"})", .from = "127.0.0.11"};
        (void)ask(m_description.operation("POST", "/api/v1/session"), guess);
    }
    expect(200, "GET", all);
    const ApiAnswer listed = client(u"administrator"_s).get(all);
    const qint64 locked = listed.json()["locks"_L1][0]["user"_L1]["id"_L1].toInteger();
    expect(200, "POST", one, {.body = R"({"users":[)" + QByteArray::number(locked) + R"(],"reason":"called me"})"});
    expect(400, "POST", one, {.body = "{"});
}

void TestApiContract::issueCertificates()
{
    const QByteArray all = "/api/v1/certificates";
    const QByteArray of = all + "/of/{user}";
    const QByteArray file = all + "/authority/file";
    expect(200, "GET", all);
    expect(200, "GET", all + "/authority"); // which is none
    expect(404, "GET", file);
    const ApiAnswer listed = client(u"administrator"_s).get(all + "?search=person");
    const QJsonObject person = listed.json()["entries"_L1][0]["user"_L1].toObject();
    const QByteArray id = QByteArray::number(person["id"_L1].toInteger());
    const auto post = [&](int status, const QByteArray &path, const QByteArray &body) {
        expect(status, "POST", path, {.body = body});
    };
    post(409, all, R"({"users":[)" + id + "]}"); // not permitted
    post(200, all + "/permission", R"({"users":[)" + id + R"(],"permitted":true})");
    post(201, all, R"({"users":[)" + id + R"(],"endsOn":null,"profile":"compatible","previous":"revoke"})");
    post(201, all, R"({"users":[)" + id + R"(],"previous":"revoke"})");
    const ApiAnswer issued = client(u"administrator"_s).get(all + "/of/" + id);
    const QJsonArray certificates = issued.json()["certificates"_L1].toArray();
    const QByteArray newest = certificates[0]["serial"_L1].toString().toLatin1();
    const QByteArray serials = R"({"serials":[")" + newest + "\"]";
    expect(200, "GET", of, {.path = all + "/of/" + id});
    expect(404, "GET", of);
    expect(200, "GET", all);
    expect(200, "GET", all + "/authority");
    expect(200, "GET", file);
    expect(200, "GET", all + "/calendar");
    expect(200, "GET", "/crl");
    post(200, all + "/files", serials + "}");
    post(410, all + "/files", serials + "}");
    post(200, all + "/revoke", serials + R"(,"reason":"keyCompromise"})");
    post(409, all + "/revoke", serials + R"(,"reason":"keyCompromise"})");
    for (const QByteArray &path : {all, all + "/files", all + "/revoke", all + "/permission"})
        post(400, path, "{");
}

void TestApiContract::endSessions()
{
    const QByteArray all = "/api/v1/sessions";
    const QByteArray ones = "/api/v1/users/{user}/sessions";
    expect(200, "GET", all);
    const ApiAnswer listed = client(u"administrator"_s).get(all);
    qint64 person = 0;
    for (const QJsonValue &each : listed.json()["sessions"_L1].toArray()) {
        if (each["user"_L1]["loginName"_L1].toString() == "person"_L1)
            person = each["user"_L1]["id"_L1].toInteger();
    }
    expect(204, "DELETE", ones, {.path = "/api/v1/users/" + QByteArray::number(person) + "/sessions"});
    expect(404, "DELETE", ones);
    expect(204, "DELETE", all);
}

void TestApiContract::givesEveryAnswerThatIsDescribed()
{
    for (const Operation &operation : m_description.operations()) {
        if (!operation.path.startsWith("/api/"))
            continue;
        expect(422, operation.method, operation.path, {.body = "{}", .path = filled(operation.path) + "?colour=red"});
        if (!operation.roles())
            continue;
        expect(401, operation.method, operation.path, {.role = u"nobody"_s, .body = "{}"});
        expect(403, operation.method, operation.path, {.role = uninvitedRole, .body = "{}"});
    }
    expect(200, "GET", "/healthz");
    expect(404, "GET", "/crl");
    signIn();
    changePasswords();
    changeSettings();
    lookAtTheLog();
    letServicesTell();
    keepUsers();
    tryAlerts();
    sendImages();
    unlock();
    issueCertificates();
    endSessions();
    QVERIFY2(m_deviations.isEmpty(), qPrintable(m_deviations.join(u'\n')));

    QStringList missing;
    for (const Operation &operation : m_description.operations()) {
        for (const int status : operation.statuses()) {
            const QString answer = operation.name() + u' ' + QString::number(status);
            if (m_reached.contains(answer) == unreached().contains(answer))
                missing << answer;
        }
    }
    QCOMPARE(missing, QStringList());
}

void TestApiContract::standsBehindTheGate_data()
{
    addOperations();
    ApiClient chief = client(u"administrator"_s);
    const ApiAnswer closed = chief.put("/api/v1/settings",
        several(
            {{u"ipRestriction"_s, chief.revision("ipRestriction"), ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s})},
                {u"basicAuth"_s, chief.revision("basicAuth"), basicAuth(true, u"gate"_s, u"open-sesame-4711"_s)}}));
    QCOMPARE(closed.status, 200);
}

/// One address is listed, and from all others Basic is asked.
void TestApiContract::standsBehindTheGate()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const Operation operation = m_description.operation(method, path);
    ApiClient outside = client(u"administrator"_s, "127.0.0.7");
    outside.setBasic({}, {});
    const ApiAnswer answer = outside.call(method, filled(path));
    if (path == "/healthz" || path == "/crl") {
        QCOMPARE(answer.status, 200);
        return;
    }
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.json()["gate"_L1]["verdict"_L1].toString(), u"askBasic"_s);
    QCOMPARE(deviation(operation, answer), QString());
}

QTEST_GUILESS_MAIN(TestApiContract)
#include "tst_apicontract.moc"
