// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"
#include "crypto/passwordhash.h"
#include "runningnginx.h"
#include "store/tenants.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

constexpr auto patience = std::chrono::seconds(30);

}

/// The service's pages in a real browser.
class TestBrowser : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();

    void signsInAndIsShownHome();
    void signsInWithoutScripts();
    void saysThatThePasswordIsWrong();
    void takesNoFormFromAnotherSite();
    void asksAgainAfterSigningOut();
    void refusesWhoIsNotListed();
    void asksForTheGatesPair();
    void reachesAnApplicationBehindNginx();
    void leadsAnExpiredUserThroughAChange();
    void changesOnesOwnPassword();
    void looksFinished_data();
    void looksFinished();

private:
    QString at(const QString &path) const;
    static QByteArray trustedKey(const RunningService &service);
    QByteArray trustedKey() const { return trustedKey(*m_service); }
    void signIn(ChromiumDriver &browser) const;
    void set(const QJsonObject &ipRestriction, const QJsonObject &basicAuth = sekimori::test::basicAuth(false)) const;
    static bool addPersonOfLongAgo(const RunningService &service);
    void look(const QString &name) { look(*m_browser, name); }
    static void look(ChromiumDriver &browser, const QString &name);

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ChromiumDriver> m_browser;
    int m_testsBegun = 0;
};

void TestBrowser::initTestCase()
{
    m_service = std::make_unique<RunningService>();
    m_service->configure("named-proxies = 127.0.0.1\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_browser = std::make_unique<ChromiumDriver>(ChromiumOptions{.trustedKey = trustedKey()});
}

void TestBrowser::cleanupTestCase()
{
    m_browser.reset();
    QVERIFY(m_service->stop());
}

void TestBrowser::init()
{
    set(ipRestriction(u"allowAll"_s));
    m_browser->forgetCookies();
    // Each test from an address of its own, as by a proxy: wrong passwords slow the one that they come from.
    m_browser->sendHeader(u"X-Forwarded-For"_s, u"192.0.2.%1"_s.arg(++m_testsBegun));
    m_browser->preferLanguage(u"en"_s);
    m_browser->preferDark(false);
    m_browser->resize({1280, 800});
}

QString TestBrowser::at(const QString &path) const
{
    return u"https://alpha.example.test:%1%2"_s.arg(m_service->port()).arg(path);
}

QByteArray TestBrowser::trustedKey(const RunningService &service)
{
    const auto chain = QSslCertificate::fromPath(service.folder() + u"/server.pem"_s);
    return QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64();
}

void TestBrowser::signIn(ChromiumDriver &browser) const
{
    browser.type(u"#user"_s, u"chief"_s);
    browser.type(u"#password"_s, RunningService::administratorPassword());
    browser.submit(u"button"_s);
}

/// From an address that every test lists.
void TestBrowser::set(const QJsonObject &ipRestriction, const QJsonObject &basicAuth) const
{
    ApiClient chief = m_service->client("alpha", "127.0.0.9");
    QVERIFY(chief.signIn(u"chief"_s, RunningService::administratorPassword()));
    const ApiAnswer answer = chief.put("/api/v1/settings",
        several({{u"ipRestriction"_s, chief.revision("ipRestriction"), ipRestriction},
            {u"basicAuth"_s, chief.revision("basicAuth"), basicAuth}}));
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void TestBrowser::signsInAndIsShownHome()
{
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/sign-in?next=/"_s));
    QCOMPARE(m_browser->title(), u"Sign in to alpha"_s);
    signIn(*m_browser);
    QCOMPARE(m_browser->url(), at(u"/"_s));
    QCOMPARE(m_browser->textOf(u"h1"_s), u"Welcome, chief"_s);
    const QJsonObject cookie = m_browser->cookie(u"__Host-sekimori"_s);
    QCOMPARE(cookie["secure"_L1].toBool(), true);
    QCOMPARE(cookie["httpOnly"_L1].toBool(), true);
    QCOMPARE(cookie["sameSite"_L1].toString(), u"Lax"_s);
    QCOMPARE(cookie["domain"_L1].toString(), u"alpha.example.test"_s);
}

void TestBrowser::signsInWithoutScripts()
{
    ChromiumDriver browser({.trustedKey = trustedKey(), .runsScripts = false});
    browser.open(at(u"/"_s));
    // Without scripts the driver does not notice that a click leads to another page.
    signIn(browser);
    QTRY_COMPARE_WITH_TIMEOUT(browser.url(), at(u"/"_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(browser.shows(u"button:not([name])"_s), patience);
    browser.submit(u"button:not([name])"_s);
    QTRY_COMPARE_WITH_TIMEOUT(browser.url(), at(u"/sign-in?signed-out=1"_s), patience);
}

void TestBrowser::saysThatThePasswordIsWrong()
{
    m_browser->open(at(u"/sign-in?next=/wiki"_s));
    m_browser->type(u"#user"_s, u"chief"_s);
    m_browser->type(u"#password"_s, u"not-the-one-1"_s);
    m_browser->submit(u"button"_s);
    QVERIFY(m_browser->textOf(u"[role=alert]"_s).contains(u"not right"_s));
    QCOMPARE(m_browser->propertyOf(u"#user"_s, u"value"_s), u"chief"_s);
    QCOMPARE(m_browser->propertyOf(u"#password"_s, u"value"_s), QString());
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->shows(u"#password:focus"_s), patience);
    m_browser->type(u"#password"_s, RunningService::administratorPassword());
    m_browser->submit(u"button"_s);
    QCOMPARE(m_browser->url(), at(u"/wiki"_s)); // Nothing is there, but that is where it was to go on.
}

void TestBrowser::takesNoFormFromAnotherSite()
{
    const QString form = u"data:text/html,<form method=post action=%1>"
                         "<input name=user value=chief><input name=password value=%2><input name=token value=x>"
                         "<button>Win a prize</button></form>"_s;
    m_browser->open(at(u"/sign-in"_s));
    m_browser->open(form.arg(at(u"/sign-in"_s), RunningService::administratorPassword()));
    m_browser->submit(u"button"_s);
    QVERIFY(m_browser->textOf(u"[role=alert]"_s).contains(u"Nothing was done"_s));
    QVERIFY(!m_browser->cookieNames().contains(u"__Host-sekimori"_s));

    signIn(*m_browser); // The page that says so has a form that works.
    QCOMPARE(m_browser->url(), at(u"/"_s));
    m_browser->open(form.arg(at(u"/sign-out"_s), u"x"_s));
    m_browser->submit(u"button"_s);
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/"_s)); // Still signed in.
}

void TestBrowser::asksAgainAfterSigningOut()
{
    m_browser->open(at(u"/"_s));
    signIn(*m_browser);
    m_browser->submit(u"button:not([name])"_s);
    QCOMPARE(m_browser->textOf(u"[role=status]"_s), u"You are signed out."_s);
    QVERIFY(!m_browser->cookieNames().contains(u"__Host-sekimori"_s));
    QVERIFY(m_browser->propertyOf(u"[role=status] img"_s, u"complete"_s) == u"true"_s);
    m_browser->goBack();
    QVERIFY(m_browser->shows(u"#password"_s));
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->url(), at(u"/sign-in?next=/"_s));
}

void TestBrowser::refusesWhoIsNotListed()
{
    m_browser->open(at(u"/"_s));
    signIn(*m_browser);
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.9"_s}));
    m_browser->open(at(u"/"_s)); // For the very next request, signed in or not.
    QCOMPARE(m_browser->textOf(u".code"_s), u"403"_s);
    QVERIFY(m_browser->textOf(u"main"_s).contains(u"192.0.2."_s));
    QVERIFY(!m_browser->shows(u"form"_s));
}

void TestBrowser::asksForTheGatesPair()
{
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.9"_s}), basicAuth(true, u"office"_s, u"correct-horse-42"_s));
    // It waits for an answer to its own question, and shows nothing of ours; curl and nginx have seen the page.
    m_browser->open(at(u"/"_s));
    QCOMPARE(m_browser->textOf(u"html"_s), QString());
    m_browser->open(at(u"/"_s).replace(u"https://"_s, u"https://office:correct-horse-42@"_s));
    signIn(*m_browser);
    QCOMPARE(m_browser->textOf(u"h1"_s), u"Welcome, chief"_s);
}

void TestBrowser::reachesAnApplicationBehindNginx()
{
    RunningService service;
    service.configure("named-proxies = 127.0.0.1\n");
    QVERIFY(service.start());
    QVERIFY(service.createTenant(u"alpha"_s));
    RunningNginx nginx(service);
    QVERIFY(nginx.start());
    ChromiumDriver browser({.trustedKey = trustedKey(service)});
    const QString base = u"https://alpha.example.test:%1"_s.arg(nginx.port());
    browser.open(base + u"/wiki?page=1"_s);
    QCOMPARE(browser.url(), base + u"/sign-in?next=/wiki%3Fpage%3D1"_s);
    signIn(browser);
    QCOMPARE(browser.url(), base + u"/wiki?page=1"_s);
    QCOMPARE(browser.textOf(u"h1"_s), u"The application"_s);
    QVERIFY(browser.textOf(u"pre"_s).contains(u"user=chief"_s));
    QVERIFY(browser.textOf(u"pre"_s).contains(u"cookie=[]"_s));
    browser.open(base + u"/sign-out"_s);
    browser.submit(u"button"_s);
    browser.open(base + u"/wiki?page=1"_s);
    QCOMPARE(browser.url(), base + u"/sign-in?next=/wiki%3Fpage%3D1"_s);
}

/// While the service does not run: its clock is the system's.
bool TestBrowser::addPersonOfLongAgo(const RunningService &service)
{
    const auto tenants = Tenants::open({.folder = service.folder() + u"/data"_s}).value();
    const QByteArray hash = sekimori::crypto::PasswordHasher().hash(RunningService::administratorPassword()).value();
    const auto longAgo = tenants->now() - std::chrono::days(40);
    return tenants
        ->addUsers(tenants->snapshot()->bySubdomain.value("alpha")->id, {{u"person"_s, {}, Role::User, hash}},
            {u"nobody"_s, {}, longAgo})
        .has_value();
}

/// He was added 40 days ago, and passwords live 30. Without scripts, as all of it is made.
void TestBrowser::leadsAnExpiredUserThroughAChange()
{
    RunningService service;
    QVERIFY(service.createTenant(u"alpha"_s));
    QVERIFY(addPersonOfLongAgo(service));
    QVERIFY(service.start());
    ApiClient chief = service.administrator("alpha");
    QJsonObject policy = chief.get("/api/v1/settings/passwordPolicy").json()["value"_L1].toObject();
    policy["expiresAfter"_L1] = 30;
    QCOMPARE(chief.put("/api/v1/settings/passwordPolicy", policy, {{"If-Match", "\"0\""}}).status, 200);

    ChromiumDriver browser({.trustedKey = trustedKey(service), .runsScripts = false});
    const QString base = u"https://alpha.example.test:%1"_s.arg(service.port());
    const auto choose = [&](const QString &password) {
        browser.type(u"#password"_s, RunningService::administratorPassword());
        browser.type(u"#new"_s, password);
        browser.type(u"#repeat"_s, password);
        browser.submit(u"button"_s);
    };
    browser.open(base + u"/sign-in?next=/wiki%3Fpage%3D1"_s);
    browser.type(u"#user"_s, u"person"_s);
    browser.type(u"#password"_s, RunningService::administratorPassword());
    browser.submit(u"button"_s);
    QTRY_VERIFY_WITH_TIMEOUT(browser.shows(u"#new"_s), patience);
    QVERIFY(browser.textOf(u"main"_s).contains(u"Your password has expired."_s));
    QCOMPARE(browser.propertyOf(u"#user"_s, u"value"_s), u"person"_s);
    look(browser, u"expired-1"_s);
    choose(u"abc"_s);
    QTRY_VERIFY_WITH_TIMEOUT(browser.shows(u"[role=alert]"_s), patience);
    QVERIFY(browser.textOf(u"[role=alert]"_s).contains(u"has no number"_s));
    look(browser, u"expired-2"_s);
    choose(u"mountain-lake-99"_s);
    QTRY_COMPARE_WITH_TIMEOUT(browser.url(), base + u"/wiki?page=1"_s, patience);
    browser.open(base + u"/"_s);
    QCOMPARE(browser.textOf(u"h1"_s), u"Welcome, person"_s);
}

void TestBrowser::changesOnesOwnPassword()
{
    const QString another = u"mountain-lake-99"_s;
    const auto change = [&](const QString &present, const QString &wanted) {
        m_browser->type(u"#password"_s, present);
        m_browser->type(u"#new"_s, wanted);
        m_browser->type(u"#repeat"_s, wanted);
        m_browser->submit(u"button"_s);
    };
    m_browser->open(at(u"/"_s));
    signIn(*m_browser);
    m_browser->submit(u"a[href='/password']"_s);
    change(RunningService::administratorPassword(), another);
    QCOMPARE(m_browser->textOf(u"[role=status]"_s), u"Your password was changed."_s);
    m_browser->open(at(u"/password"_s));
    change(another, RunningService::administratorPassword()); // which he has just had
    QVERIFY(m_browser->textOf(u"[role=alert]"_s).contains(u"one of your last 3 passwords"_s));
    for (const QString &password : {u"mountain-lake-98"_s, u"mountain-lake-97"_s}) {
        m_browser->open(at(u"/password"_s));
        change(password.endsWith(u'8') ? another : u"mountain-lake-98"_s, password);
        QVERIFY(m_browser->shows(u".done"_s));
    }
    m_browser->open(at(u"/password"_s));
    change(u"mountain-lake-97"_s, RunningService::administratorPassword()); // as all other tests know it
    QVERIFY(m_browser->shows(u".done"_s));
}

void TestBrowser::looksFinished_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    for (const QString &language : {u"en"_s, u"ja"_s, u"zh-TW"_s}) {
        for (const bool dark : {false, true}) {
            for (const QSize size : {QSize(1280, 800), dark ? QSize(390, 844) : QSize(320, 568)})
                QTest::addRow("%s-%s-%d", qPrintable(language), dark ? "dark" : "light", size.width())
                    << language << dark << size;
        }
    }
}

void TestBrowser::looksFinished()
{
    QFETCH(QString, language);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    m_browser->preferLanguage(language);
    m_browser->preferDark(dark);
    m_browser->resize(size);
    m_browser->open(at(u"/sign-in"_s));
    look(u"1-sign-in"_s);
    m_browser->type(u"#user"_s, u"chief"_s);
    m_browser->type(u"#password"_s, u"wrong"_s);
    m_browser->submit(u"button"_s);
    look(u"2-wrong"_s);
    signIn(*m_browser);
    look(u"3-home"_s);
    m_browser->open(at(u"/password"_s));
    look(u"8-password"_s);
    m_browser->type(u"#password"_s, RunningService::administratorPassword());
    m_browser->type(u"#new"_s, u"abc"_s);
    m_browser->type(u"#repeat"_s, u"abc"_s);
    m_browser->submit(u"button"_s);
    look(u"9-password-refused"_s);
    m_browser->open(at(u"/sign-out"_s));
    look(u"4-sign-out"_s);
    m_browser->submit(u"button"_s);
    look(u"5-signed-out"_s);
    m_browser->open(at(u"/nothing"_s));
    look(u"6-not-found"_s);
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.9"_s}));
    m_browser->open(at(u"/"_s));
    look(u"7-refused"_s);
}

/// Nothing may reach over the side; with SEKIMORI_PICTURES, a folder, somebody can look at the rest.
void TestBrowser::look(ChromiumDriver &browser, const QString &name)
{
    QVERIFY2(!browser.isWiderThanTheWindow(), qPrintable(name));
    const QString folder = qEnvironmentVariable("SEKIMORI_PICTURES");
    if (folder.isEmpty())
        return;
    const char *row = QTest::currentDataTag();
    QFile file(u"%1/%2-%3.png"_s.arg(folder, name, QString::fromLatin1(row ? row : QTest::currentTestFunction())));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(browser.picture()) > 0);
}

QTEST_GUILESS_MAIN(TestBrowser)
#include "tst_browser.moc"
