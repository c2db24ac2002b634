// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/formbody.h"
#include "edge/formguard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

const QByteArray formType = "application/x-www-form-urlencoded";

Request form(const QByteArray &body, const QByteArray &type = formType)
{
    Request request;
    request.method = "POST";
    request.host = "alpha.example.test";
    request.body = body;
    if (!type.isEmpty())
        request.headers.append("Content-Type", type);
    return request;
}

}

class TestFormBody : public QObject {
    Q_OBJECT

private slots:
    void readsTheFields();
    void takesTheTypesThatBrowsersSend_data();
    void takesTheTypesThatBrowsersSend();
    void refusesWhatIsNoForm_data();
    void refusesWhatIsNoForm();
    void bindsTokensToBrowserTenantAndPurpose();
    void knowsFormsOfItsOwnPages_data();
    void knowsFormsOfItsOwnPages();
};

void TestFormBody::readsTheFields()
{
    const auto read = formBody(form("user=J%C3%BCrgen+M.&password=a%26b%3Dc%2B%25+&next=%2F&empty="));
    QVERIFY(read);
    QCOMPARE(read->size(), 4);
    QCOMPARE(read->value("user"), u"Jürgen M."_s);
    QCOMPARE(read->value("password"), u"a&b=c+% "_s);
    QCOMPARE(read->value("next"), u"/"_s);
    QCOMPARE(read->value("empty"), QString(u""_s));
}

void TestFormBody::takesTheTypesThatBrowsersSend_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("taken");
    const auto row = [](const QByteArray &type, bool taken) { QTest::newRow(type.constData()) << type << taken; };
    row(formType, true);
    row("Application/X-WWW-Form-Urlencoded", true);
    row(formType + "; charset=UTF-8", true);
    row(formType + ";charset=\"utf-8\"", true);
    row(formType + "; charset=shift_jis", false);
    row(formType + "; boundary=x", false);
    row("multipart/form-data; boundary=x", false);
    row("text/plain", false);
    row("application/json", false);
    row("", false);
}

void TestFormBody::takesTheTypesThatBrowsersSend()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, taken);
    QCOMPARE(formBody(form("a=b", type)).has_value(), taken);
}

void TestFormBody::refusesWhatIsNoForm_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    row("nothing", "");
    row("no equals sign", "user");
    row("no name", "=chief");
    row("a field twice", "user=chief&user=reader");
    row("a field twice, one encoded", "user=chief&%75ser=reader");
    row("nothing between", "a=b&&c=d");
    row("nothing behind", "a=b&");
    row("broken encoding", "a=%2");
    row("no digits", "a=%zz");
    row("not UTF-8", "a=%ff%fe");
    row("not UTF-8, raw", "a=\xff\xfe");
    row("overlong UTF-8", "a=%c0%af");
    row("half a surrogate", "a=%ed%a0%80");
    row("null byte", "a=b%00c");
    row("line break", "a=b%0d%0ac");
    row("delete", "a=%7f");
    row("JSON", R"({"user":"chief"})");
    row("too many fields",
        QByteArray("a0=1&a1=1&a2=1&a3=1&a4=1&a5=1&a6=1&a7=1&a8=1&a9=1&b0=1&b1=1&b2=1&b3=1&b4=1&b5=1&b6=1"));
    row("too large", "a=" + QByteArray(largestForm, 'x'));
}

void TestFormBody::refusesWhatIsNoForm()
{
    QFETCH(QByteArray, body);
    const auto read = formBody(form(body));
    QVERIFY(!read);
    QVERIFY(read.error().is(FormMalformed));
    QVERIFY(read.error().arguments.isEmpty());
}

void TestFormBody::bindsTokensToBrowserTenantAndPurpose()
{
    const FormGuard guard("key");
    const QByteArray token = guard.tokenFor(FormPurpose::SignIn, {1}, "cookie");
    QVERIFY(guard.isRight(token, FormPurpose::SignIn, {1}, "cookie"));
    QVERIFY(!guard.isRight(token, FormPurpose::SignOut, {1}, "cookie"));
    QVERIFY(!guard.isRight(token, FormPurpose::SignIn, {2}, "cookie"));
    QVERIFY(!guard.isRight(token, FormPurpose::SignIn, {1}, "other"));
    QVERIFY(!guard.isRight("", FormPurpose::SignIn, {1}, "cookie"));
    QVERIFY(!guard.isRight(token + 'x', FormPurpose::SignIn, {1}, "cookie"));
    QVERIFY(!FormGuard("another").isRight(token, FormPurpose::SignIn, {1}, "cookie"));
}

void TestFormBody::knowsFormsOfItsOwnPages_data()
{
    QTest::addColumn<QList<QByteArray>>("sites");
    QTest::addColumn<QList<QByteArray>>("origins");
    QTest::addColumn<bool>("own");
    using Lines = QList<QByteArray>;
    QTest::newRow("says nothing") << Lines{} << Lines{} << true;
    QTest::newRow("same origin") << Lines{"same-origin"} << Lines{"https://alpha.example.test"} << true;
    QTest::newRow("same site") << Lines{"same-site"} << Lines{"https://alpha.example.test"} << false;
    QTest::newRow("cross site") << Lines{"cross-site"} << Lines{} << false;
    QTest::newRow("nobody's") << Lines{"none"} << Lines{} << false;
    QTest::newRow("two lines") << Lines{"same-origin", "cross-site"} << Lines{} << false;
    QTest::newRow("own origin") << Lines{} << Lines{"https://alpha.example.test"} << true;
    QTest::newRow("own origin with a port") << Lines{} << Lines{"https://alpha.example.test:8443"} << true;
    QTest::newRow("other tenant") << Lines{} << Lines{"https://beta.example.test"} << false;
    QTest::newRow("unencrypted") << Lines{} << Lines{"http://alpha.example.test"} << false;
    QTest::newRow("null") << Lines{} << Lines{"null"} << false;
    QTest::newRow("name in front") << Lines{} << Lines{"https://alpha.example.test.evil.example"} << false;
    QTest::newRow("user name") << Lines{} << Lines{"https://alpha.example.test@evil.example"} << false;
    QTest::newRow("path") << Lines{} << Lines{"https://alpha.example.test/"} << false;
    QTest::newRow("two origins") << Lines{} << Lines{"https://alpha.example.test", "https://evil.example"} << false;
    QTest::newRow("empty") << Lines{} << Lines{""} << false;
}

void TestFormBody::knowsFormsOfItsOwnPages()
{
    QFETCH(QList<QByteArray>, sites);
    QFETCH(QList<QByteArray>, origins);
    QFETCH(bool, own);
    Request request = form("a=b");
    for (const QByteArray &line : sites)
        request.headers.append("Sec-Fetch-Site", line);
    for (const QByteArray &line : origins)
        request.headers.append("Origin", line);
    QCOMPARE(isFromOwnPage(request), own);
}

QTEST_GUILESS_MAIN(TestFormBody)
#include "tst_formbody.moc"
