// SPDX-License-Identifier: GPL-3.0-or-later
#include "browser.h"
#include "edge/cookies.h"
#include "store/columns.h"
#include "store/imagerows.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

TenantService service(const QString &name, const QString &url)
{
    return {.id = {}, .name = name, .url = QUrl(url), .description = {}, .tokens = {}};
}

}

class TestSignInPages : public QObject {
    Q_OBJECT

private slots:
    void asksWhoIsNotSignedIn();
    void showsAFormThatNeedsNoScript();
    void guardsItsPagesByHeaders();
    void wearsTheTenantsFace();
    void failsInTheTenantsWords();
    void signsInAndGoesOn();
    void goesNowhereElse();
    void givesANewIdAtEachSignIn();
    void answersUnknownNamesAndWrongPasswordsAlike();
    void escapesWhatWasTyped();
    void takesNoFormFromElsewhere_data();
    void takesNoFormFromElsewhere();
    void refusesWhatIsNotTyped_data();
    void refusesWhatIsNotTyped();
    void slowsAnAddressThatGuessesAsTheApiDoes();
    void takesTheFormsOfSeveralTabs();
    void keepsCookiesAndTokensApart();
    void endsWithoutUse();
    void listsTheServices();
    void signsOut();
    void signsNobodyOutForAnotherSite();
    void asksBeforeItSignsOutByALink();
    void admitsOnlyTheCertificatesUser();
    void admitsOnlyTheOneWhoRecovers();
    void letsThePlatformsStaffInWhileItIsLet();
    void speaksTheReadersLanguage();
    void answersWhatIsNotThere_data();
    void answersWhatIsNotThere();

private:
    void setLoginPage(const policy::LoginPage &page);

    HandlerFixture m_service;
};

void TestSignInPages::setLoginPage(const policy::LoginPage &page)
{
    auto state = std::make_shared<TenantState>(*m_service.tenants->snapshot()->byId.value(m_service.tenant));
    state->settings.loginPage = page;
    m_service.tenants->publish(state);
}

void TestSignInPages::asksWhoIsNotSignedIn()
{
    Browser browser(m_service);
    const Response home = browser.get("/");
    QCOMPARE(home.status, 303);
    QCOMPARE(location(home), "/sign-in?next=/");
    QVERIFY(browser.cookies.isEmpty());
}

void TestSignInPages::showsAFormThatNeedsNoScript()
{
    Browser browser(m_service);
    const Response page = browser.get("/sign-in?next=/wiki%3Fa%3Db");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("<h1>Alpha &amp; Co</h1>"));
    QVERIFY(page.body.contains("<form method=\"post\" action=\"/sign-in\">"));
    QVERIFY(page.body.contains("name=\"next\" value=\"/wiki?a=b\""));
    QVERIFY(page.body.contains("autocomplete=\"username\""));
    QVERIFY(page.body.contains("autocomplete=\"current-password\""));
    QVERIFY(!page.body.contains("role=\"alert\""));
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(!page.body.contains("{{"));
    QCOMPARE(browser.cookies.keys(), QByteArrayList{formCookie.toByteArray()});
}

void TestSignInPages::guardsItsPagesByHeaders()
{
    Browser browser(m_service);
    const Response page = browser.get("/sign-in");
    const QByteArray policy = page.headers.value("Content-Security-Policy").value();
    QVERIFY(policy.startsWith("default-src 'none'; style-src 'sha256-"));
    QVERIFY(policy.contains("form-action 'self'"));
    QVERIFY(policy.contains("base-uri 'none'"));
    QVERIFY(!policy.contains("unsafe"));
    QCOMPARE(page.headers.value("Cross-Origin-Opener-Policy"), "same-origin");
    QCOMPARE(page.headers.value("Referrer-Policy"), "same-origin");
    Response sent = page;
    applyHeaderPolicy(sent);
    QCOMPARE(sent.headers.value("Cache-Control"), "no-store");
    QCOMPARE(sent.headers.value("X-Content-Type-Options"), "nosniff");
    QCOMPARE(sent.headers.value("Cross-Origin-Resource-Policy"), "same-origin");
    QCOMPARE(sent.headers.lines("Referrer-Policy"), QList<QByteArray>{"same-origin"});
}

void TestSignInPages::wearsTheTenantsFace()
{
    Browser browser(m_service);
    const StoredImage image{.blob = {.sha256 = QByteArray(64, 'a'), .size = 5, .mediaType = u"image/png"_s},
        .width = 2,
        .height = 1,
        .bytes = "\x89PNG!"};
    QVERIFY(m_service.tenants->store().write([&](Transaction &transaction) {
        return storeImage(transaction.database(), m_service.tenant, image, m_service.tenants->now());
    }));
    const QByteArray path = "/sign-in/image/" + image.blob.sha256;
    QCOMPARE(browser.get(path).status, 404);
    setLoginPage({.title = u"The <Alpha> gate"_s, .image = image.blob, .failureMessage = {}});
    const Response page = browser.get("/sign-in");
    QVERIFY(page.body.contains("<h1>The &lt;Alpha&gt; gate</h1>"));
    QVERIFY(page.body.contains("<img class=\"face\" src=\"" + path + "\" alt=\"\">"));
    const Response shown = browser.get(path);
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.body, image.bytes);
    QCOMPARE(shown.headers.value("Content-Type"), "image/png");
    QCOMPARE(shown.headers.value("Cache-Control"), "private, max-age=31536000, immutable");
    QCOMPARE(browser.get("/sign-in/image/" + QByteArray(64, 'b')).status, 404);
    setLoginPage({});
    QCOMPARE(browser.get(path).status, 404);
    QVERIFY(browser.get("/sign-in").body.contains("<h1>Alpha &amp; Co</h1>"));
}

void TestSignInPages::failsInTheTenantsWords()
{
    const policy::LoginPage own{.title = {},
        .image = {},
        .failureMessage
        = {{policy::Language::Japanese, u"受付<1番>へ"_s}, {policy::Language::English, u"Ask <desk> 1"_s}}};
    setLoginPage(own);
    Browser browser(m_service);
    const auto failedIn = [&](const QByteArray &language) {
        Request request = browser.request("GET", "/sign-in");
        request.headers.set("Accept-Language", language);
        const QByteArray token = Browser::tokenIn(browser.send(request));
        Request form = browser.form("/sign-in", {{"token", token}, {"user", "chief"}, {"password", "wrong"}});
        form.headers.set("Accept-Language", language);
        return browser.send(form).body;
    };
    QVERIFY(failedIn("ja").contains(u"受付&lt;1番&gt;へ"_s.toUtf8()));
    QVERIFY(failedIn("en").contains("Ask &lt;desk&gt; 1"));
    QVERIFY(!failedIn("zh-TW").contains("desk"));
    // Words about a wrong password fit no other failure.
    QVERIFY(!browser.send(browser.form("/sign-in", {{"user", "chief"}, {"password", "x"}})).body.contains("desk"));
    setLoginPage({});
}

void TestSignInPages::signsInAndGoesOn()
{
    m_service.refusals->settle(); // What was refused before stands in the log already.
    Browser browser(m_service);
    const Response in = browser.signIn("Chief", "river-stone-4711", "/wiki?a=b");
    QCOMPARE(in.status, 303);
    QCOMPARE(location(in), "/wiki?a=b");
    const QByteArray line = in.headers.value("Set-Cookie").value();
    QVERIFY(line.startsWith("__Host-sekimori="));
    QVERIFY(line.endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax"));
    const audit::Event event = m_service.events(1).first();
    QCOMPARE(event.action, u"login"_s);
    QCOMPARE(event.user, u"chief"_s);
    QCOMPARE(event.source, u"127.0.0.1"_s);
    QCOMPARE(event.result, audit::EventResult::Success);

    const Response home = browser.get("/");
    QCOMPARE(home.status, 200);
    QVERIFY(home.body.contains("The Chief"));
    QVERIFY(home.body.contains("Alpha &amp; Co"));
    QVERIFY(home.body.contains("127.0.0.1"));
    QCOMPARE(location(browser.get("/sign-in?next=/wiki")), "/wiki");
}

void TestSignInPages::goesNowhereElse()
{
    for (const QByteArray next :
        {"//evil.example/", "/\\evil.example", "https://evil.example/", "/%2fevil.example", ""}) {
        Browser browser(m_service);
        QCOMPARE(location(browser.signIn("chief", "river-stone-4711", next)), "/");
        QCOMPARE(location(browser.get("/sign-in?next=" + next.toPercentEncoding())), "/");
    }
    Browser browser(m_service);
    browser.signIn();
    QCOMPARE(location(browser.get("/sign-in?next=/a&next=/b")), "/");
}

void TestSignInPages::givesANewIdAtEachSignIn()
{
    Browser browser(m_service);
    browser.signIn();
    const QByteArray first = browser.cookies.value(sessionCookie.toByteArray());
    Browser same(m_service);
    const QByteArray token = Browser::tokenIn(same.get("/sign-in"));
    same.cookies.insert(sessionCookie.toByteArray(), first);
    const Fields fields{{"token", token}, {"user", "reader"}, {"password", "river-stone-4711"}};
    QCOMPARE(same.send(same.form("/sign-in", fields)).status, 303);
    QVERIFY(same.cookies.value(sessionCookie.toByteArray()) != first);
    QCOMPARE(location(browser.get("/")), "/sign-in?next=/"); // The session before has ended.
    QCOMPARE(m_service.events(2).last().action, u"logout"_s);
}

void TestSignInPages::answersUnknownNamesAndWrongPasswordsAlike()
{
    HandlerFixture service;
    const auto attempt = [&](const QByteArray &user) {
        Browser browser(service);
        const quint64 before = service.hasher.hashesMade();
        Response response = browser.signIn(user, "river-stone-4712");
        static const QRegularExpression varying(u"name=\"token\" value=\"[^\"]+\"|chief|chefs"_s);
        const QString page = QString::fromUtf8(response.body).remove(varying);
        return std::tuple(response.status, page, service.hasher.hashesMade() - before, browser.cookies.keys());
    };
    const auto wrong = attempt("chief");
    QCOMPARE(std::get<0>(wrong), 403);
    QVERIFY(std::get<1>(wrong).contains(u"role=\"alert\""));
    QVERIFY(attempt("chefs") == wrong);
    service.refusals.reset(); // Merged, they stand in the log when it is settled.
    QCOMPARE(service.events(1).first().action, u"login"_s);
    QCOMPARE(service.events(1).first().result, audit::EventResult::Failed);
}

void TestSignInPages::escapesWhatWasTyped()
{
    Browser browser(m_service);
    const Response page = browser.signIn("\"><script>alert(1)</script>{{token}}", "wrong");
    QVERIFY(page.body.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{token}}\""));
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(!page.body.contains("wrong\""));
}

void TestSignInPages::takesNoFormFromElsewhere_data()
{
    QTest::addColumn<QByteArray>("spoiled");
    for (const char *what : {"no token", "wrong token", "token of another browser", "token for signing out",
             "no cookie", "cross-site", "same-site", "foreign origin"})
        QTest::newRow(what) << QByteArray(what);
}

void TestSignInPages::takesNoFormFromElsewhere()
{
    QFETCH(QByteArray, spoiled);
    HandlerFixture service;
    Browser browser(service);
    Browser other(service);
    other.signIn("reader");
    QByteArray token = Browser::tokenIn(browser.get("/sign-in"));
    if (spoiled == "no token")
        token.clear();
    if (spoiled == "wrong token")
        token[0] = token[0] == 'a' ? 'b' : 'a';
    if (spoiled == "token of another browser")
        token = Browser::tokenIn(Browser(service).get("/sign-in"));
    if (spoiled == "token for signing out")
        token = Browser::tokenIn(other.get("/"));
    if (spoiled == "no cookie")
        browser.cookies.clear();
    Request forged = browser.form("/sign-in", {{"token", token}, {"user", "chief"}, {"password", "river-stone-4711"}});
    if (spoiled == "cross-site" || spoiled == "same-site")
        forged.headers.set("Sec-Fetch-Site", spoiled);
    if (spoiled == "foreign origin") {
        forged.headers.remove("Sec-Fetch-Site");
        forged.headers.set("Origin", "https://evil.example");
    }
    const quint64 hashes = service.hasher.hashesMade();
    const Response refused = browser.send(forged);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("Nothing was done"));
    QVERIFY(!browser.cookies.contains(sessionCookie.toByteArray()));
    QCOMPARE(service.hasher.hashesMade(), hashes);
    // The page that says so holds a form that works.
    const QByteArray fresh = Browser::tokenIn(refused);
    const Fields fields{{"token", fresh}, {"user", "chief"}, {"password", "river-stone-4711"}};
    QCOMPARE(browser.send(browser.form("/sign-in", fields)).status, 303);
}

void TestSignInPages::refusesWhatIsNotTyped_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("no name") << Fields{{"user", ""}, {"password", "x"}} << 422;
    QTest::newRow("no password") << Fields{{"user", "chief"}, {"password", ""}} << 422;
    QTest::newRow("no fields") << Fields{} << 422;
    QTest::newRow("a long name") << Fields{{"user", QByteArray(257, 'x')}, {"password", "x"}} << 422;
    QTest::newRow("a long password") << Fields{{"user", "chief"}, {"password", QByteArray(257, 'x')}} << 422;
    QTest::newRow("a name twice") << Fields{{"user", "chief"}, {"user", "chief"}, {"password", "x"}} << 400;
}

void TestSignInPages::refusesWhatIsNotTyped()
{
    QFETCH(Fields, fields);
    QFETCH(int, status);
    Browser browser(m_service);
    const quint64 hashes = m_service.hasher.hashesMade();
    fields.append({"token", Browser::tokenIn(browser.get("/sign-in"))});
    const Response refused = browser.send(browser.form("/sign-in", fields));
    QCOMPARE(refused.status, status);
    QVERIFY(refused.body.contains("role=\"alert\""));
    QCOMPARE(m_service.hasher.hashesMade(), hashes);
}

void TestSignInPages::slowsAnAddressThatGuessesAsTheApiDoes()
{
    HandlerFixture service;
    Browser browser(service);
    const QByteArray wrong = R"({"user":"chief","password":"river-stone-4712"})";
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(browser.signIn("chief", "river-stone-4712").status, 403);
        QCOMPARE(service.answer(service.request("POST", "/api/v1/session", wrong)).status, 401);
    }
    const Response slowed = browser.signIn();
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.headers.value("Retry-After").value().toInt() > 0);
    QVERIFY(slowed.body.contains("127.0.0.1"));
    QCOMPARE(service.answer(service.request("POST", "/api/v1/session", wrong)).status, 429);
}

void TestSignInPages::takesTheFormsOfSeveralTabs()
{
    Browser browser(m_service);
    const QByteArray first = Browser::tokenIn(browser.get("/sign-in"));
    QCOMPARE(Browser::tokenIn(browser.get("/sign-in?next=/b")), first);
    const Fields fields{{"token", first}, {"user", "chief"}, {"password", "river-stone-4711"}};
    QCOMPARE(browser.send(browser.form("/sign-in", fields)).status, 303);
}

void TestSignInPages::keepsCookiesAndTokensApart()
{
    Browser browser(m_service);
    browser.signIn();
    const QByteArray cookie = browser.cookies.value(sessionCookie.toByteArray());
    Request api = m_service.request("GET", "/api/v1/session");
    api.headers.append("Cookie", "__Host-sekimori=" + cookie);
    QCOMPARE(m_service.answer(api).status, 401);
    api.headers.append("Sekimori-Token", cookie);
    QCOMPARE(m_service.answer(api).status, 401);

    Browser other(m_service);
    other.cookies.insert(sessionCookie.toByteArray(), m_service.tokenOf(u"chief"_s));
    QCOMPARE(other.get("/").status, 303);
}

void TestSignInPages::endsWithoutUse()
{
    HandlerFixture service;
    Browser browser(service);
    browser.signIn();
    service.store.pass(std::chrono::hours(23));
    QCOMPARE(browser.get("/").status, 200);
    service.store.pass(std::chrono::hours(23));
    QCOMPARE(browser.get("/").status, 200);
    service.store.pass(std::chrono::hours(25));
    QCOMPARE(browser.get("/").status, 303);
}

void TestSignInPages::listsTheServices()
{
    Browser browser(m_service);
    browser.signIn();
    QVERIFY(browser.get("/").body.contains("class=\"empty\""));
    browser.services = {
        service(u"Wiki <b>"_s, u"https://wiki.example.test/start?a=b&c=\"d\""_s),
        service(u"Trap"_s, u"javascript:alert(1)"_s),
        service(u"File"_s, u"file:///etc/passwd"_s),
        service(u"Nowhere"_s, {}),
    };
    const QByteArray page = browser.get("/").body;
    QVERIFY2(page.contains("href=\"https://wiki.example.test/start?a=b&amp;c=%22d%22\""), page.constData());
    QVERIFY(page.contains("Wiki &lt;b&gt;"));
    QVERIFY(!page.contains("Trap") && !page.contains("File") && !page.contains("Nowhere"));
    QVERIFY(!page.contains("class=\"empty\""));
}

void TestSignInPages::signsOut()
{
    Browser browser(m_service);
    browser.signIn();
    Browser copy(m_service);
    copy.cookies = browser.cookies;
    const QByteArray token = Browser::tokenIn(browser.get("/"));
    const Response out = browser.send(browser.form("/sign-out", {{"token", token}}));
    QCOMPARE(out.status, 303);
    QVERIFY(!browser.cookies.contains(sessionCookie.toByteArray()));
    QCOMPARE(m_service.events(1).first().action, u"logout"_s);
    QCOMPARE(copy.get("/").status, 303); // The cookie that somebody kept opens nothing any more.
    const Response page = browser.get(location(out));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("role=\"status\""));
    QVERIFY(page.body.contains("src=\"/sign-out/done.svg\""));
    const Response mark = browser.get("/sign-out/done.svg");
    QCOMPARE(mark.status, 200);
    QCOMPARE(mark.headers.value("Content-Type"), "image/svg+xml");
    QCOMPARE(mark.headers.value("Clear-Site-Data"), "\"cache\"");
}

void TestSignInPages::signsNobodyOutForAnotherSite()
{
    Browser browser(m_service);
    browser.signIn();
    const QByteArray token = Browser::tokenIn(browser.get("/"));
    QCOMPARE(browser.send(browser.form("/sign-out", {{"token", "x"}})).status, 403);
    Request foreign = browser.form("/sign-out", {{"token", token}});
    foreign.headers.set("Sec-Fetch-Site", "cross-site");
    QCOMPARE(browser.send(foreign).status, 403);
    QCOMPARE(browser.get("/").status, 200);
    // As browsers send it from elsewhere: without the cookie. It must not be taken away by the answer.
    foreign.headers.remove("Cookie");
    const Response answer = browser.send(foreign);
    QCOMPARE(answer.status, 303);
    QVERIFY(!answer.headers.contains("Set-Cookie"));
}

void TestSignInPages::asksBeforeItSignsOutByALink()
{
    Browser browser(m_service);
    QCOMPARE(location(browser.get("/sign-out")), "/sign-in");
    browser.signIn();
    const Response page = browser.get("/sign-out");
    QCOMPARE(page.status, 200);
    QCOMPARE(browser.get("/").status, 200);
    QCOMPARE(browser.send(browser.form("/sign-out", {{"token", Browser::tokenIn(page)}})).status, 303);
    QCOMPARE(browser.get("/").status, 303);
}

void TestSignInPages::admitsOnlyTheCertificatesUser()
{
    Browser browser(m_service);
    browser.around.host = policy::HostKind::Secure;
    browser.around.decision.onlyAsCertificateUser = true;
    browser.around.certificateUser = (*m_service.tenants->findUser(m_service.tenant, u"reader"_s))->id;
    const Response refused = browser.signIn("chief");
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("somebody else"));
    QCOMPARE(browser.signIn("reader").status, 303);
    QCOMPARE(browser.get("/").status, 200);
    browser.around.certificateUser.reset();
    QCOMPARE(browser.get("/").status, 303);
    browser.around.decision.onlyAsCertificateUser = false;
    QCOMPARE(browser.get("/").status, 200);
}

void TestSignInPages::admitsOnlyTheOneWhoRecovers()
{
    HandlerFixture service;
    Browser browser(service);
    const auto chief = (*service.tenants->findUser(service.tenant, u"chief"_s))->id;
    browser.around.recovery = Recovery{
        .user = chief, .loginName = u"chief"_s, .address = {}, .endsAt = service.store.now() + std::chrono::hours(1)};
    QCOMPARE(browser.signIn("reader").status, 403);
    QCOMPARE(browser.signIn("chief").status, 303);
    QCOMPARE(browser.get("/").status, 200);
    service.store.pass(std::chrono::hours(1));
    QCOMPARE(browser.get("/").status, 303);
}

void TestSignInPages::letsThePlatformsStaffInWhileItIsLet()
{
    HandlerFixture service;
    service.letStaffKnowTheWay();
    Browser browser(service);
    const Response refused = browser.signIn("bob@support");
    QCOMPARE(refused.status, 403);
    QVERIFY(!browser.cookies.contains(sessionCookie.toByteArray()));

    auto state = std::make_shared<TenantState>(*service.tenants->snapshot()->byId.value(service.tenant));
    state->settings.support.until = toDateTime(service.store.now() + std::chrono::hours(1));
    service.tenants->publish(state);
    QCOMPARE(browser.signIn("bob@support").status, 303);
    QCOMPARE(browser.get("/").status, 200);
    QCOMPARE(service.events(1).first().action, u"view"_s);
    QCOMPARE(service.events(1).first().complement, u"what: home page"_s);
    service.store.pass(std::chrono::hours(1));
    QCOMPARE(browser.get("/").status, 303);
}

void TestSignInPages::speaksTheReadersLanguage()
{
    Browser browser(m_service);
    Request asked = browser.request("GET", "/sign-in");
    asked.headers.append("Accept-Language", "ja");
    const Response page = browser.send(asked);
    QVERIFY(page.body.contains("<html lang=\"ja\">"));
    QCOMPARE(page.headers.value("Content-Language"), "ja");
}

void TestSignInPages::answersWhatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown") << QByteArray("GET") << QByteArray("/wiki") << 404;
    QTest::newRow("slash behind") << QByteArray("GET") << QByteArray("/sign-in/") << 404;
    QTest::newRow("another method") << QByteArray("PUT") << QByteArray("/sign-in") << 405;
    QTest::newRow("home by a form") << QByteArray("POST") << QByteArray("/") << 405;
    QTest::newRow("malformed") << QByteArray("GET") << QByteArray("/a%2") << 400;
    QTest::newRow("dots") << QByteArray("GET") << QByteArray("/../etc/passwd") << 400;
}

void TestSignInPages::answersWhatIsNotThere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    Browser browser(m_service);
    const Response answer = browser.send(browser.request(method, path));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.contains("Allow"), status == 405);
    QCOMPARE(answer.headers.value("Content-Type"), "text/html; charset=utf-8");
}

QTEST_GUILESS_MAIN(TestSignInPages)
#include "tst_signinpages.moc"
