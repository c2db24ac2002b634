// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/cookies.h"

#include <QTest>

using namespace sekimori::platformd;

namespace {

const QByteArray token = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_9"; // 43 characters
const QByteArray named = "__Host-sekimori=" + token;

}

class TestCookies : public QObject {
    Q_OBJECT

private slots:
    void findsTheToken_data();
    void findsTheToken();
    void setsItForThisHostAlone();
    void clearsIt();
    void reachesIntoFramesWhereOthersMayFrame();
};

void TestCookies::findsTheToken_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<bool>("found");
    using Lines = QList<QByteArray>;
    QTest::newRow("none") << Lines{} << false;
    QTest::newRow("alone") << Lines{named} << true;
    QTest::newRow("among others") << Lines{"a=b; " + named + "; c=d; e"} << true;
    QTest::newRow("without blanks") << Lines{"a=b;" + named + ";c=d"} << true;
    QTest::newRow("in the second line") << Lines{"a=b", named} << true;
    QTest::newRow("twice, the same") << Lines{named + "; " + named} << false;
    QTest::newRow("twice, one empty") << Lines{named + "; __Host-sekimori="} << false;
    QTest::newRow("twice, in two lines") << Lines{named, "__Host-sekimori=" + QByteArray(43, 'x')} << false;
    QTest::newRow("in quotes") << Lines{"__Host-sekimori=\"" + token + '"'} << false;
    QTest::newRow("inside another's quotes") << Lines{"a=\"x; " + named + "; y\""} << true;
    QTest::newRow("another name that ends so") << Lines{"x" + named} << false;
    QTest::newRow("another name that begins so") << Lines{"__Host-sekimori-form=" + token} << false;
    QTest::newRow("another case") << Lines{named.toLower()} << false;
    QTest::newRow("no name") << Lines{"=" + token} << false;
    QTest::newRow("no value") << Lines{"__Host-sekimori"} << false;
    QTest::newRow("too short") << Lines{named.chopped(1)} << false;
    QTest::newRow("too long") << Lines{named + 'x'} << false;
    QTest::newRow("very long") << Lines{named + QByteArray(10'000, 'x')} << false;
    QTest::newRow("not of a token") << Lines{named.chopped(1) + '='} << false;
    QTest::newRow("a blank in it") << Lines{named.chopped(1) + ' '} << false;
    QTest::newRow("only separators") << Lines{";;;=;=;"} << false;
}

void TestCookies::findsTheToken()
{
    QFETCH(QList<QByteArray>, lines);
    QFETCH(bool, found);
    Request request;
    for (const QByteArray &line : lines)
        request.headers.append("Cookie", line);
    QCOMPARE(tokenInCookie(request, sessionCookie), found ? std::optional(token) : std::nullopt);
}

void TestCookies::setsItForThisHostAlone()
{
    Response response;
    setCookie(response, sessionCookie, token);
    setCookie(response, formCookie, token);
    QCOMPARE(response.headers.lines("Set-Cookie"),
        (QList<QByteArray>{named + "; Path=/; Secure; HttpOnly; SameSite=Lax",
            "__Host-sekimori-form=" + token + "; Path=/; Secure; HttpOnly; SameSite=Lax"}));
}

void TestCookies::clearsIt()
{
    Response response;
    clearCookie(response, sessionCookie);
    QCOMPARE(response.headers.lines("Set-Cookie"),
        QList<QByteArray>{"__Host-sekimori=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"});
}

void TestCookies::reachesIntoFramesWhereOthersMayFrame()
{
    using Protection = sekimori::policy::Embedding::Protection;
    QCOMPARE(cookieReach({}), CookieReach::ThisSite);
    QCOMPARE(cookieReach({Protection::Off, {}}), CookieReach::Frames);
    QCOMPARE(cookieReach({Protection::Listed, {QStringLiteral("https://a.example")}}), CookieReach::Frames);
    Response response;
    setCookie(response, sessionCookie, token, CookieReach::Frames);
    clearCookie(response, sessionCookie, CookieReach::Frames);
    QCOMPARE(response.headers.lines("Set-Cookie"),
        (QList<QByteArray>{named + "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
            "__Host-sekimori=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"}));
}

QTEST_GUILESS_MAIN(TestCookies)
#include "tst_cookies.moc"
