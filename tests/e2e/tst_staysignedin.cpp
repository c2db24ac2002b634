// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"
#include "servicefixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

const QString sessionCookie = u"__Host-sekimori"_s;
const QString stayCookie = u"__Host-sekimori-stay"_s;

}

/// Automatic sign-in, its ends, and the offer of login names, in a real browser.
class TestStaySignedIn : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void staysWhenTheSessionHasEnded();
    void leavesWhenSignedOutEverywhere();
    void leavesWhenThePolicyIsTurnedOff();
    void offersLoginNames();
    void leavesAfterAPasswordChange();

private:
    QString at(const QString &path) const;
    void set(const QJsonValue &automaticSignIn, bool completes = false);
    void signIn();
    void look(const QString &name);

    RunningService m_service;
    std::unique_ptr<ApiClient> m_chief;
    std::unique_ptr<ChromiumDriver> m_browser;
};

void TestStaySignedIn::initTestCase()
{
    QVERIFY(m_service.createTenant(u"alpha"_s));
    QVERIFY(m_service.start());
    m_chief = std::make_unique<ApiClient>(m_service.administrator("alpha"));
    const auto chain = QSslCertificate::fromPath(m_service.folder() + u"/server.pem"_s);
    m_browser = std::make_unique<ChromiumDriver>(ChromiumOptions{.trustedKey
        = QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64()});
    m_browser->preferLanguage(u"en"_s);
}

void TestStaySignedIn::cleanupTestCase()
{
    m_browser.reset();
    m_chief.reset();
    QVERIFY(m_service.stop());
}

void TestStaySignedIn::init()
{
    m_browser->forgetCookies();
    set(7);
}

QString TestStaySignedIn::at(const QString &path) const
{
    return u"https://alpha.example.test:%1%2"_s.arg(m_service.port()).arg(path);
}

void TestStaySignedIn::set(const QJsonValue &automaticSignIn, bool completes)
{
    const QByteArray revision = QByteArray::number(m_chief->revision("signIn"));
    const ApiAnswer answer = m_chief->put("/api/v1/settings/signIn",
        {{u"loginNameCompletion"_s, completes}, {u"automaticSignIn"_s, automaticSignIn}, {u"idleEnd"_s, 1440}},
        {{"If-Match", '"' + revision + '"'}});
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void TestStaySignedIn::signIn()
{
    m_browser->open(at(u"/"_s));
    m_browser->type(u"#user"_s, u"chief"_s);
    m_browser->type(u"#password"_s, RunningService::administratorPassword());
    m_browser->click(u"input[name=stay]"_s);
    look(u"sign-in"_s);
    m_browser->submit(u"button"_s);
    QTRY_COMPARE(m_browser->url(), at(u"/"_s));
    look(u"home"_s);
}

/// Pictures, where somebody wants to see them.
void TestStaySignedIn::look(const QString &name)
{
    const QString folder = qEnvironmentVariable("SEKIMORI_PICTURES");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QFile picture(u"%1/staying-%2.png"_s.arg(folder, name));
    QVERIFY(picture.open(QIODevice::WriteOnly) && picture.write(m_browser->picture()) > 0);
}

void TestStaySignedIn::staysWhenTheSessionHasEnded()
{
    signIn();
    const QJsonObject cookie = m_browser->cookie(stayCookie);
    QCOMPARE(cookie["secure"_L1].toBool(), true);
    QCOMPARE(cookie["httpOnly"_L1].toBool(), true);
    QVERIFY(cookie["expiry"_L1].toInteger() > 0); // outlives the browser
    QString value = cookie["value"_L1].toString();
    for (int i = 0; i < 3; ++i) {
        m_browser->forgetCookie(sessionCookie); // as when the browser was closed
        m_browser->open(at(u"/"_s));
        QTRY_COMPARE(m_browser->url(), at(u"/"_s));
        QCOMPARE(m_browser->textOf(u"h1"_s), u"Welcome, chief"_s);
        const QString next = m_browser->cookie(stayCookie)["value"_L1].toString();
        QVERIFY(next != value);
        value = next;
    }
}

void TestStaySignedIn::leavesWhenSignedOutEverywhere()
{
    signIn();
    const QByteArray elsewhere = m_service.administrator("alpha").token();
    m_browser->submit(u"button[name=everywhere]"_s);
    QCOMPARE(m_browser->url(), at(u"/sign-in?signed-out=1"_s));
    QVERIFY(!m_browser->cookieNames().contains(sessionCookie));
    QVERIFY(!m_browser->cookieNames().contains(stayCookie));
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/sign-in?next=/"_s));
    ApiClient other = m_service.client("alpha");
    other.setToken(elsewhere);
    QCOMPARE(other.get("/api/v1/session").status, 401);
    m_chief = std::make_unique<ApiClient>(m_service.administrator("alpha"));
}

void TestStaySignedIn::leavesWhenThePolicyIsTurnedOff()
{
    signIn();
    set(QJsonValue());
    set(30);
    m_browser->forgetCookie(sessionCookie);
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/sign-in?next=/"_s));
    QVERIFY(!m_browser->cookieNames().contains(stayCookie));
}

void TestStaySignedIn::offersLoginNames()
{
    m_browser->open(at(u"/sign-in"_s));
    QVERIFY(!m_browser->shows(u"#names"_s));
    set(7, true);
    m_browser->open(at(u"/sign-in"_s));
    m_browser->type(u"#user"_s, u"ch"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->shows(u"#names option"_s), 30'000);
    QCOMPARE(m_browser->propertyOf(u"#names option"_s, u"value"_s), u"chief"_s);
}

void TestStaySignedIn::leavesAfterAPasswordChange()
{
    signIn();
    const QJsonObject change{
        {u"password"_s, RunningService::administratorPassword()}, {u"newPassword"_s, u"mountain-lake-4711"_s}};
    QCOMPARE(m_chief->post("/api/v1/session/password", change).status, 204);
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/sign-in?next=/"_s));
    QVERIFY(!m_browser->cookieNames().contains(stayCookie));
}

QTEST_GUILESS_MAIN(TestStaySignedIn)
#include "tst_staysignedin.moc"
