// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/router.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

/// A handler that says its name and what the places held.
RouteHandler named(const QByteArray &name)
{
    return [name](const Request &request) {
        return text(200, name + '(' + request.pathArguments.join(u'|').toUtf8() + ')');
    };
}

Router exampleRouter()
{
    return Router({
        {"GET", "/", named("root")},
        {"GET", "/api/v1/settings/{section}", named("section")},
        {"PUT", "/api/v1/settings/{section}", named("putSection")},
        {"POST", "/api/v1/settings/check", named("check")},
        {"GET", "/api/v1/settings/check", named("lastCheck")},
        {"PUT", "/api/v1/settings", named("putAll")},
        {"GET", "/users/{user}/certificates/{serial}", named("certificate")},
    });
}

Request requestOf(const QByteArray &method, const QByteArray &path)
{
    Request request;
    request.method = method;
    request.path = path;
    return request;
}

Response answerTo(const QByteArray &method, const QByteArray &path)
{
    return exampleRouter().route(requestOf(method, path), nullptr);
}

}

class TestRouter : public QObject {
    Q_OBJECT

private slots:
    void findsTheHandler_data();
    void findsTheHandler();
    void refusesWhatItDoesNotHave_data();
    void refusesWhatItDoesNotHave();
    void saysWhichMethodsThereAre_data();
    void saysWhichMethodsThereAre();
    void answersWithAProblem();
};

void TestRouter::findsTheHandler_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &path, const QByteArray &answer) {
        QTest::newRow(name) << method << path << answer;
    };
    row("the root", "GET", "/", "root()");
    row("a place", "GET", "/api/v1/settings/ipRestriction", "section(ipRestriction)");
    row("by method", "PUT", "/api/v1/settings/ipRestriction", "putSection(ipRestriction)");
    row("a literal before a place", "GET", "/api/v1/settings/check", "lastCheck()");
    row("HEAD by GET", "HEAD", "/api/v1/settings/check", "lastCheck()");
    row("two places", "GET", "/users/ann/certificates/0a", "certificate(ann|0a)");
    row("a decoded place", "GET", "/users/ann%20lee/certificates/%E3%82%A2", "certificate(ann lee|ア)");
    row("an encoded percent sign", "GET", "/users/100%25/certificates/1", "certificate(100%|1)");
    row("dots inside a name", "GET", "/users/a..b/certificates/...", "certificate(a..b|...)");
}

void TestRouter::findsTheHandler()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, answer);
    QCOMPARE(answerTo(method, path).body, answer);
}

void TestRouter::refusesWhatItDoesNotHave_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char *name, const QByteArray &path, int status) { QTest::newRow(name) << path << status; };
    row("unknown", "/api/v1/nothing", 404);
    row("too short", "/api/v1", 404);
    row("too long", "/api/v1/settings/ipRestriction/more", 404);
    row("a slash at the end", "/api/v1/settings/check/", 404);
    row("an empty place", "/api/v1/settings/", 404);
    row("a doubled slash", "/api//v1/settings/check", 404);
    row("another case", "/API/v1/settings/check", 404);
    row("a literal in disguise", "/api/v1/%73ettings/ipRestriction", 404);
    row("no path", "", 404);
    row("no slash in front", "api", 400);
    row("an encoded slash", "/users/a%2Fb/certificates/1", 400);
    row("an encoded slash, lower case", "/users/a%2fb/certificates/1", 400);
    row("an encoded backslash", "/users/a%5Cb/certificates/1", 400);
    row("a backslash", "/users/a\\b/certificates/1", 400);
    row("a dot segment", "/users/../certificates/1", 400);
    row("a single dot", "/users/./certificates/1", 400);
    row("an encoded dot segment", "/users/%2e%2E/certificates/1", 400);
    row("a half encoded dot segment", "/users/.%2e/certificates/1", 400);
    row("dots in an unknown path", "/static/../../etc/passwd", 400);
    row("an encoded NUL", "/users/a%00/certificates/1", 400);
    row("an encoded line break", "/users/a%0d%0a/certificates/1", 400);
    row("an encoded DEL", "/users/%7f/certificates/1", 400);
    row("a cut-off encoding", "/users/a%2", 400);
    row("a lone percent sign", "/users/a%", 400);
    row("an encoding that is none", "/users/%zz/certificates/1", 400);
    row("an overlong slash", "/users/%c0%af/certificates/1", 400);
    row("half a character", "/users/%e3%82/certificates/1", 400);
    row("a surrogate", "/users/%ed%a0%80/certificates/1", 400);
}

void TestRouter::refusesWhatItDoesNotHave()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, status);
    const Response response = answerTo("GET", path);
    QCOMPARE(response.status, status);
    QVERIFY(!response.headers.contains("Allow"));
}

void TestRouter::saysWhichMethodsThereAre_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("two") << QByteArray("DELETE") << QByteArray("/api/v1/settings/x") << QByteArray("GET, HEAD, PUT");
    QTest::newRow("no GET, no HEAD") << QByteArray("HEAD") << QByteArray("/api/v1/settings") << QByteArray("PUT");
    QTest::newRow("the literal's") << QByteArray("PUT") << QByteArray("/api/v1/settings/check")
                                   << QByteArray("GET, HEAD, POST");
    QTest::newRow("methods have a case") << QByteArray("put") << QByteArray("/api/v1/settings") << QByteArray("PUT");
}

void TestRouter::saysWhichMethodsThereAre()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, allow);
    const Response response = answerTo(method, path);
    QCOMPARE(response.status, 405);
    QCOMPARE(response.headers.value("allow"), allow);
}

void TestRouter::answersWithAProblem()
{
    const Response response = answerTo("GET", "/api/v1/nothing");
    QCOMPARE(response.headers.value("Content-Type"), "application/problem+json");
    const QJsonObject problem = QJsonDocument::fromJson(response.body).object();
    QCOMPARE(problem[u"type"].toString(), u"urn:sekimori:problem:not-found");
    QCOMPARE(problem[u"title"].toString(), u"Not Found");
    QCOMPARE(problem[u"status"].toInt(), 404);
    const QJsonObject error = problem[u"errors"].toArray().at(0).toObject();
    QCOMPARE(error[u"code"].toString(), u"http.pathUnknown");
    QCOMPARE(error[u"field"].toString(), u"");
    QVERIFY(error[u"message"].toString().contains(u"“/api/v1/nothing”"));
}

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
