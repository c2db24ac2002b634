// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "http/bodystream.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestUsersApi : public QObject {
    Q_OBJECT

private slots:
    void init();
    void addsShowsChangesAndDeletes();
    void listsPageByPage();
    void refusesWhatIsNoQuery_data();
    void refusesWhatIsNoQuery();
    void refusesWhatIsNoUser_data();
    void refusesWhatIsNoUser();
    void refusesWhatIsNoDraft_data();
    void refusesWhatIsNoDraft();
    void wantsTheRevisionOfAChange();
    void takesAWeakPasswordWithAWarning();
    void setsAPasswordAndEndsTheSessions();
    void refusesWhatIsNoPassword_data();
    void refusesWhatIsNoPassword();
    void deletesNeitherOneselfNorTheLast();
    void knowsNothingByAnIdThatIsNone_data();
    void knowsNothingByAnIdThatIsNone();
    void previewsAndImports();
    void refusesWhatIsNoImport_data();
    void refusesWhatIsNoImport();
    void exportsWhatItImports();
    void endsAnExportWithItsRight();

private:
    Response call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    Response put(qint64 id, const QByteArray &tag, const QByteArray &body);
    Response import(const QByteArray &query, const QByteArray &file);
    QByteArray exported(const QByteArray &language = {});
    QJsonObject user(qint64 id) { return jsonOf(call("GET", '/' + QByteArray::number(id))); }
    qint64 idOf(const QString &loginName);

    std::unique_ptr<HandlerFixture> m_service;
};

void TestUsersApi::init()
{
    m_service = std::make_unique<HandlerFixture>();
}

Response TestUsersApi::call(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return m_service->answer(m_service->signedIn(m_service->request(method, "/api/v1/users" + path, body)));
}

Response TestUsersApi::put(qint64 id, const QByteArray &tag, const QByteArray &body)
{
    Request asked = m_service->request("PUT", "/api/v1/users/" + QByteArray::number(id), body);
    if (!tag.isEmpty())
        asked.headers.set("If-Match", tag);
    return m_service->answer(m_service->signedIn(asked));
}

Response TestUsersApi::import(const QByteArray &query, const QByteArray &file)
{
    Request asked = m_service->request("POST", "/api/v1/users/import" + query, file);
    asked.headers.set("Content-Type", "text/csv; charset=utf-8");
    return m_service->answer(m_service->signedIn(asked));
}

QByteArray TestUsersApi::exported(const QByteArray &language)
{
    Request asked = m_service->signedIn(m_service->request("GET", "/api/v1/users/export"));
    const Response response = m_service->answer(asked);
    if (response.status != 200 || !response.stream)
        return language;
    QByteArray file;
    for (bool isOver = false; !isOver;) {
        const auto piece = response.stream->next(false);
        file += piece.bytes;
        isOver = piece.isLast;
    }
    return file;
}

qint64 TestUsersApi::idOf(const QString &loginName)
{
    return m_service->tenants->findUser(m_service->tenant, loginName)->value().id.value;
}

void TestUsersApi::addsShowsChangesAndDeletes()
{
    const Response added = call("POST", {},
        R"({"loginName":"hanako","displayName":"Sato Hanako","role":"auditor","password":"river-stone-4711",
            "certificatePermitted":true})");
    QCOMPARE(added.status, 201);
    QJsonObject hanako = jsonOf(added);
    QCOMPARE(hanako.take("warnings"_L1).toArray(), QJsonArray());
    QCOMPARE(hanako["displayName"_L1].toString(), u"Sato Hanako"_s);
    QCOMPARE(hanako["role"_L1].toString(), u"auditor"_s);
    QCOMPARE(hanako["certificatePermitted"_L1].toBool(), true);
    QCOMPARE(hanako["mustChangePassword"_L1].toBool(), true); // as the policy says by itself
    QVERIFY(hanako["lastSignInAt"_L1].isNull());
    QVERIFY(!added.body.contains("river-stone") && !added.body.contains("argon2"));
    const qint64 id = hanako["id"_L1].toInteger();
    QCOMPARE(user(id), hanako);

    const Response changed = put(id, "\"1\"",
        R"({"loginName":"hanako","displayName":"Hana","role":"user","certificatePermitted":false,
            "mustChangePassword":false})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.headers.value("ETag"), QByteArray("\"2\""));
    QCOMPARE(jsonOf(changed)["displayName"_L1].toString(), u"Hana"_s);
    QCOMPARE(user(id), jsonOf(changed));
    QCOMPARE(call("DELETE", '/' + QByteArray::number(id)).status, 204);
    QCOMPARE(call("GET", '/' + QByteArray::number(id)).status, 404);
    QCOMPARE(m_service->events(1).first().user, u"chief"_s);
    QCOMPARE(m_service->events(1).first().source, u"127.0.0.1"_s);
}

void TestUsersApi::listsPageByPage()
{
    QStringList names;
    QByteArray after;
    for (int page = 0; page < 2; ++page) {
        const QJsonObject answer = jsonOf(call("GET", "?limit=2" + after));
        QCOMPARE(answer["total"_L1].toInt(), 3);
        for (const QJsonValue &user : answer["users"_L1].toArray())
            names << user["loginName"_L1].toString();
        QCOMPARE(answer["next"_L1].isNull(), page == 1);
        after = "&after=" + answer["next"_L1].toString().toLatin1();
    }
    QCOMPARE(names, (QStringList{u"chief"_s, u"person"_s, u"reader"_s}));
    const auto found = [&](const QByteArray &query) {
        QStringList logins;
        for (const QJsonValue &user : jsonOf(call("GET", query))["users"_L1].toArray())
            logins << user["loginName"_L1].toString();
        return logins;
    };
    QCOMPARE(found("?search=A%20READ"), QStringList{u"reader"_s});
    QCOMPARE(found("?role=user"), QStringList{u"person"_s});
    QCOMPARE(found("?filter=permitted"), QStringList());
}

void TestUsersApi::refusesWhatIsNoQuery_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("error");
    const auto row
        = [](const char *query, const QString &error) { QTest::newRow(query) << QByteArray(query) << error; };
    row("?limit=0", u"limit: request.numberOutOfRange"_s);
    row("?limit=201", u"limit: request.numberOutOfRange"_s);
    row("?after=%20", u"after: request.cursorMalformed"_s);
    row("?after=_w", u"after: request.cursorMalformed"_s); // no UTF-8
    row("?after=", u"after: request.cursorMalformed"_s);
    row("?search=", u"search: request.queryEmpty"_s);
    row("?role=support", u"role: request.nameUnknown"_s);
    row("?role=", u"role: request.nameUnknown"_s);
    row("?filter=all", u"filter: request.nameUnknown"_s);
    QTest::newRow("long search") << "?search=" + QByteArray(257, 'a') << u"search: field.tooLong"_s;
}

void TestUsersApi::refusesWhatIsNoQuery()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, error);
    const Response refused = call("GET", query);
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused).size(), 1);
    if (!query.contains("aaa"))
        QCOMPARE(errorsOf(refused), QStringList{error});
}

void TestUsersApi::refusesWhatIsNoUser_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("errors");
    QTest::newRow("empty") << QByteArray("{}")
                           << QStringList{u"loginName: request.fieldMissing"_s, u"role: request.fieldMissing"_s,
                                  u"password: request.fieldMissing"_s};
    QTest::newRow("unknown field") << QByteArray(
        R"({"loginName":"a","role":"user","password":"river-stone-4711","id":1})")
                                   << QStringList{u"id: request.fieldUnknown"_s};
    QTest::newRow("other types") << QByteArray(
        R"({"loginName":1,"displayName":2,"role":3,"password":4,"certificatePermitted":"yes"})")
                                 << QStringList{u"loginName: request.fieldNotString"_s,
                                        u"displayName: request.fieldNotString"_s, u"role: request.fieldNotString"_s,
                                        u"certificatePermitted: request.fieldNotBool"_s,
                                        u"password: request.fieldNotString"_s};
    QTest::newRow("support") << QByteArray(R"({"loginName":"a","role":"support","password":"river-stone-4711"})")
                             << QStringList{u"role: user.role"_s};
    QTest::newRow("no role") << QByteArray(R"({"loginName":"a","role":"god","password":"river-stone-4711"})")
                             << QStringList{u"role: user.role"_s};
    QTest::newRow("staff's name") << QByteArray(
        R"({"loginName":"a@SUPPORT","role":"user","password":"river-stone-4711"})")
                                  << QStringList{u"loginName: user.ofStaff"_s};
    QTest::newRow("not JSON") << QByteArray("hanako") << QStringList{u": json.malformed"_s};
}

void TestUsersApi::refusesWhatIsNoUser()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, errors);
    const Response refused = call("POST", {}, body);
    QCOMPARE(refused.status, errors == QStringList{u": json.malformed"_s} ? 400 : 422);
    QCOMPARE(errorsOf(refused), errors);
    QCOMPARE(jsonOf(call("GET", {}))["total"_L1].toInt(), 3);
}

void TestUsersApi::refusesWhatIsNoDraft_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("errors");
    QTest::newRow("a password") << QByteArray(R"({"loginName":"a","displayName":"","role":"user",
        "certificatePermitted":false,"mustChangePassword":false,"password":"x"})")
                                << QStringList{u"password: request.fieldUnknown"_s};
    QTest::newRow("half") << QByteArray(R"({"loginName":"a","displayName":"","role":"user"})")
                          << QStringList{u"certificatePermitted: request.fieldMissing"_s,
                                 u"mustChangePassword: request.fieldMissing"_s};
    QTest::newRow("taken") << QByteArray(R"({"loginName":"CHIEF","displayName":"","role":"user",
        "certificatePermitted":false,"mustChangePassword":false})")
                           << QStringList{u"loginName: user.taken"_s};
}

void TestUsersApi::refusesWhatIsNoDraft()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, errors);
    const qint64 person = idOf(u"person"_s);
    QCOMPARE(errorsOf(put(person, "\"1\"", body)), errors);
    QCOMPARE(user(person)["revision"_L1].toInteger(), 1);
}

void TestUsersApi::wantsTheRevisionOfAChange()
{
    const qint64 person = idOf(u"person"_s);
    const QByteArray draft = R"({"loginName":"person","displayName":"%","role":"user",
        "certificatePermitted":false,"mustChangePassword":false})";
    QCOMPARE(put(person, {}, QByteArray(draft).replace('%', "One")).status, 428);
    QCOMPARE(put(person, "*", QByteArray(draft).replace('%', "One")).status, 400);
    QCOMPARE(put(person, "\"1\"", QByteArray(draft).replace('%', "One")).status, 200);
    const Response stale = put(person, "\"1\"", QByteArray(draft).replace('%', "Two"));
    QCOMPARE(stale.status, 412);
    QCOMPARE(jsonOf(stale)["current"_L1].toObject(), user(person));
    QCOMPARE(jsonOf(stale)["current"_L1]["displayName"_L1].toString(), u"One"_s);
    // What a kept connection sends again changes nothing, and is done.
    QCOMPARE(put(person, "\"1\"", QByteArray(draft).replace('%', "One")).status, 200);
}

void TestUsersApi::takesAWeakPasswordWithAWarning()
{
    const Response added = call("POST", {}, R"({"loginName":"weak","role":"administrator","password":"abcdefgh1"})");
    QCOMPARE(added.status, 201);
    const QJsonArray warnings = jsonOf(added)["warnings"_L1].toArray();
    QCOMPARE(warnings.size(), 1);
    QCOMPARE(warnings[0]["field"_L1].toString(), u"password"_s);
    QCOMPARE(warnings[0]["code"_L1].toString(), u"password.tooShortForAdministrator"_s);
    QVERIFY(jsonOf(added)["mustChangePassword"_L1].toBool());
}

void TestUsersApi::setsAPasswordAndEndsTheSessions()
{
    const QByteArray token = m_service->tokenOf(u"person"_s);
    const QByteArray path = '/' + QByteArray::number(idOf(u"person"_s)) + "/password";
    const Response set = call("POST", path, R"({"password":"another-river-4712"})");
    QCOMPARE(set.status, 200);
    QCOMPARE(jsonOf(set)["warnings"_L1].toArray(), QJsonArray());
    QVERIFY(!m_service->sessions->find(m_service->tenant, token));
    const User person = m_service->tenants->findUser(m_service->tenant, u"person"_s)->value();
    QVERIFY(m_service->hasher.verify(u"another-river-4712"_s, person.passwordHash));
    QVERIFY(person.mustChangePassword);
    const auto events = m_service->events(10);
    QVERIFY(std::ranges::contains(events, u"password reset"_s, &audit::Event::action));
    for (const audit::Event &event : events)
        QVERIFY(!event.complement.contains("another-river"_L1));
}

void TestUsersApi::refusesWhatIsNoPassword_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray("{}") << 422;
    QTest::newRow("empty") << QByteArray(R"({"password":""})") << 422;
    QTest::newRow("no text") << QByteArray(R"({"password":1})") << 422;
    QTest::newRow("too long") << R"({"password":")" + QByteArray(65, 'a') + R"("})" << 422;
    QTest::newRow("not JSON") << QByteArray("secret") << 400;
}

void TestUsersApi::refusesWhatIsNoPassword()
{
    QFETCH(QByteArray, body);
    const User before = m_service->tenants->findUser(m_service->tenant, u"person"_s)->value();
    const Response refused = call("POST", '/' + QByteArray::number(before.id.value) + "/password", body);
    QTEST(refused.status, "status");
    QCOMPARE(m_service->tenants->findUser(m_service->tenant, u"person"_s)->value(), before);
}

void TestUsersApi::deletesNeitherOneselfNorTheLast()
{
    const qint64 chief = idOf(u"chief"_s);
    QCOMPARE(errorsOf(call("DELETE", '/' + QByteArray::number(chief))), QStringList{u": user.oneself"_s});
    const Response refused = put(chief, "\"1\"",
        R"({"loginName":"chief","displayName":"The Chief","role":"user","certificatePermitted":false,
            "mustChangePassword":false})");
    QCOMPARE(refused.status, 409);
    QCOMPARE(errorsOf(refused), QStringList{u"role: user.lastAdministrator"_s});
}

void TestUsersApi::knowsNothingByAnIdThatIsNone_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"0", "-1", "x", "1.0", "1%20OR%201", "99999999999999999999999", "4711"})
        QTest::newRow(id) << QByteArray(id);
}

void TestUsersApi::knowsNothingByAnIdThatIsNone()
{
    QFETCH(QByteArray, id);
    QCOMPARE(call("GET", '/' + id).status, 404);
    QCOMPARE(call("DELETE", '/' + id).status, 404);
    QCOMPARE(call("POST", '/' + id + "/password", R"({"password":"river-stone-4711"})").status, 404);
}

void TestUsersApi::previewsAndImports()
{
    const QByteArray file = "Login Name,Display Name,Role,Password\nperson,A Person,auditor,\nnew,,,weak\n";
    const QJsonObject preview = jsonOf(import({}, file));
    QCOMPARE(preview["applied"_L1].toBool(), false);
    QCOMPARE(preview["added"_L1].toInt(), 1);
    QCOMPARE(preview["changed"_L1].toInt(), 1);
    QCOMPARE(preview["errors"_L1].toArray(), QJsonArray());
    QCOMPARE(preview["warnings"_L1][0]["line"_L1].toInt(), 3);
    QCOMPARE(preview["warnings"_L1][0]["code"_L1].toString(), u"password.tooShort"_s);
    QCOMPARE(user(idOf(u"person"_s))["role"_L1].toString(), u"user"_s);
    QCOMPARE(jsonOf(import("?apply=true", file))["applied"_L1].toBool(), true);
    QCOMPARE(user(idOf(u"person"_s))["role"_L1].toString(), u"auditor"_s);
    const QJsonObject wrong = jsonOf(import("?apply=true", file + "x,,captain,\n"));
    QCOMPARE(wrong["applied"_L1].toBool(), false);
    QCOMPARE(wrong["errors"_L1][0]["line"_L1].toInt(), 4);
    QCOMPARE(wrong["errors"_L1][0]["field"_L1].toString(), u"role"_s);
    QVERIFY(!wrong["errors"_L1][0]["message"_L1].toString().isEmpty());
}

void TestUsersApi::refusesWhatIsNoImport_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("apply") << QByteArray("?apply=yes") << QByteArray("Login Name\n") << 422
                           << u"apply: request.notTrueOrFalse"_s;
    QTest::newRow("header") << QByteArray() << QByteArray("Name\nx\n") << 400 << u": usersCsv.header"_s;
    QTest::newRow("empty") << QByteArray() << QByteArray("") << 400 << u": usersCsv.noHeader"_s;
    QTest::newRow("too many") << QByteArray() << "Login Name\n" + QByteArray("a\n").repeated(100'001) << 413
                              << u": usersCsv.tooMany"_s;
    QTest::newRow("passwords") << QByteArray() << "Login Name,Password\n" + [] {
        QByteArray lines;
        for (int i = 0; i < 501; ++i)
            lines += 'n' + QByteArray::number(i) + ",river-stone-4711\n";
        return lines;
    }() << 422 << u": import.tooManyPasswords"_s;
}

void TestUsersApi::refusesWhatIsNoImport()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, file);
    QFETCH(QString, error);
    const Response refused = import(query, file);
    QTEST(refused.status, "status");
    QCOMPARE(errorsOf(refused), QStringList{error});
    const Response json = call("POST", "/import", "{}");
    QCOMPARE(json.status, 400);
    QCOMPARE(errorsOf(json), QStringList{u"Content-Type: request.bodyNotCsv"_s});
}

void TestUsersApi::exportsWhatItImports()
{
    QVERIFY(jsonOf(
        import("?apply=true", "Login Name,Display Name,Password\n=x,\"Sato, Hanako\",river-stone-4711\n"))["applied"_L1]
            .toBool());
    const QByteArray file = exported();
    QVERIFY(file.startsWith("\xef\xbb\xbfLogin Name,Display Name,Role,Client Certificate\r\n"));
    QVERIFY(file.contains("'=x,\"Sato, Hanako\",user,no\r\n"));
    QCOMPARE(file.count('\n'), 5);
    QCOMPARE(m_service->events(1).first().action, u"export"_s);
    QCOMPARE(m_service->events(1).first().complement, u"users: 4"_s);
    const QJsonObject back = jsonOf(import("?apply=true", file));
    QCOMPARE(back["unchanged"_L1].toInt(), 4);
    QCOMPARE(back["changed"_L1].toInt(), 0);
}

void TestUsersApi::endsAnExportWithItsRight()
{
    const Request asked = m_service->signedIn(m_service->request("GET", "/api/v1/users/export"), u"reader"_s);
    const Response response = m_service->answer(asked);
    QCOMPARE(response.status, 200);
    QVERIFY(m_service->sessions->end(m_service->tenant, *asked.header("Sekimori-Token"), {}));
    const auto piece = response.stream->next(false);
    QVERIFY(piece.isLast);
    QVERIFY(piece.bytes.contains("# Your session has ended."));
    QVERIFY(!piece.bytes.contains("chief"));
    // A comment is no user to the import.
    QCOMPARE(jsonOf(import({}, piece.bytes))["unchanged"_L1].toInt(), 0);
}

QTEST_GUILESS_MAIN(TestUsersApi)
#include "tst_usersapi.moc"
