// SPDX-License-Identifier: GPL-3.0-or-later
#include "browser.h"
#include "edge/cookies.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

void setSignIn(HandlerFixture &service, const policy::SignIn &section)
{
    auto state = std::make_shared<TenantState>(*service.tenants->snapshot()->byId.value(service.tenant));
    state->settings.signIn = section;
    service.tenants->publish(state);
}

}

class TestStayingSignedIn : public QObject {
    Q_OBJECT

private slots:
    void offersToStayOnlyWhereThePolicyLets();
    void staysSignedIn();
    void signsOutForGood();
    void signsOutEverywhere();
    void asksForANewPasswordFirst();
    void staysNoLongerInAnotherRole();
};

void TestStayingSignedIn::offersToStayOnlyWhereThePolicyLets()
{
    HandlerFixture service;
    Browser browser(service);
    QVERIFY(!browser.get("/sign-in").body.contains("name=\"stay\""));
    browser.staysSignedIn = true;
    browser.signIn();
    QVERIFY(!browser.cookies.contains(stayCookie.toByteArray()));
    const std::array texts{std::pair{1, "for a day"}, std::pair{7, "for a week"}, std::pair{30, "for a month"}};
    for (const auto &[days, text] : texts) {
        setSignIn(service, {.automaticSignIn = std::chrono::days(days)});
        const QByteArray page = Browser(service).get("/sign-in").body;
        QVERIFY(page.contains("type=\"checkbox\" name=\"stay\" value=\"1\""));
        QVERIFY(page.contains(text));
    }
    Browser recovering(service);
    recovering.around.recovery = Recovery{.user = {}, .loginName = {}, .address = {}, .endsAt = {}};
    QVERIFY(!recovering.get("/sign-in").body.contains("name=\"stay\""));
}

void TestStayingSignedIn::staysSignedIn()
{
    HandlerFixture service;
    setSignIn(service, {.automaticSignIn = std::chrono::days(7)});
    Browser browser(service);
    browser.signIn();
    QVERIFY(!browser.cookies.contains(stayCookie.toByteArray())); // the box was not ticked
    browser.staysSignedIn = true;
    browser.cookies.clear();
    const Response in = browser.signIn();
    const QList<QByteArray> lines = in.headers.lines("Set-Cookie");
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[1].startsWith("__Host-sekimori-stay="));
    QVERIFY(lines[1].endsWith("; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax"));
    const QByteArray first = browser.cookies.value(stayCookie.toByteArray());

    service.store.pass(std::chrono::hours(48)); // long after the session's end
    QCOMPARE(location(browser.get("/")), "/sign-in?next=/");
    const Response again = browser.get("/sign-in?next=/wiki");
    QCOMPARE(again.status, 303);
    QCOMPARE(location(again), "/wiki");
    QCOMPARE(browser.get("/").status, 200);
    QVERIFY(browser.cookies.value(stayCookie.toByteArray()) != first);
    QCOMPARE(service.events(1).first().action, u"login"_s);
    QCOMPARE(service.events(1).first().complement, u"automatic sign-in"_s);

    // Somebody else with a copy: it ends for both.
    service.store.pass(std::chrono::hours(1));
    Browser thief(service);
    thief.cookies.insert(stayCookie.toByteArray(), first);
    QCOMPARE(thief.get("/sign-in").status, 200);
    QVERIFY(!thief.cookies.contains(stayCookie.toByteArray()));
    QCOMPARE(browser.get("/").status, 303);
    QCOMPARE(browser.get("/sign-in").status, 200);
    QVERIFY(!browser.cookies.contains(stayCookie.toByteArray()));
}

void TestStayingSignedIn::signsOutForGood()
{
    HandlerFixture service;
    setSignIn(service, {.automaticSignIn = std::chrono::days(7)});
    for (const bool isLate : {false, true}) {
        Browser browser(service);
        browser.staysSignedIn = true;
        browser.signIn();
        Browser copy(service);
        copy.cookies = browser.cookies;
        const Request out = browser.form("/sign-out", {{"token", Browser::tokenIn(browser.get("/"))}});
        if (isLate)
            service.store.pass(std::chrono::hours(48));
        QCOMPARE(location(browser.send(out)), "/sign-in?signed-out=1");
        QVERIFY(!browser.cookies.contains(stayCookie.toByteArray()));
        QCOMPARE(browser.get("/sign-in?signed-out=1").status, 200);
        QCOMPARE(copy.get("/sign-in").status, 200);
    }
}

void TestStayingSignedIn::signsOutEverywhere()
{
    HandlerFixture service;
    setSignIn(service, {.automaticSignIn = std::chrono::days(7)});
    Browser office(service);
    Browser home(service);
    for (Browser *browser : {&office, &home}) {
        browser->staysSignedIn = true;
        browser->signIn();
    }
    const Response page = home.get("/");
    QVERIFY(page.body.contains("name=\"everywhere\" value=\"1\""));
    const Response out = home.send(home.form("/sign-out", {{"token", Browser::tokenIn(page)}, {"everywhere", "1"}}));
    QCOMPARE(location(out), "/sign-in?signed-out=1");
    QVERIFY(!home.cookies.contains(stayCookie.toByteArray()));
    QCOMPARE(office.get("/").status, 303);
    QCOMPARE(office.get("/sign-in").status, 200);
    QVERIFY(!office.cookies.contains(stayCookie.toByteArray()));
}

void TestStayingSignedIn::asksForANewPasswordFirst()
{
    HandlerFixture service;
    setSignIn(service, {.automaticSignIn = std::chrono::days(7)});
    Browser browser(service);
    browser.staysSignedIn = true;
    browser.signIn("person");
    service.store.pass(std::chrono::hours(48));
    QVERIFY(service.tenants->store().write([&](Transaction &transaction) {
        return transaction.database().run(
            u"UPDATE users SET must_change = 1 WHERE tenant = ?"_s, {service.tenant.value});
    }));
    QCOMPARE(browser.get("/sign-in").status, 200);
    QVERIFY(browser.cookies.contains(stayCookie.toByteArray()));
}

void TestStayingSignedIn::staysNoLongerInAnotherRole()
{
    HandlerFixture service;
    setSignIn(service, {.automaticSignIn = std::chrono::days(7)});
    Browser browser(service);
    browser.staysSignedIn = true;
    browser.signIn("person");
    service.store.pass(std::chrono::hours(48));
    QVERIFY(service.tenants->store().write([&](Transaction &transaction) {
        return transaction.database().run(
            u"UPDATE users SET role = 'auditor' WHERE tenant = ?"_s, {service.tenant.value});
    }));
    QCOMPARE(browser.get("/sign-in").status, 200);
    QVERIFY(!browser.cookies.contains(stayCookie.toByteArray()));
}

QTEST_GUILESS_MAIN(TestStayingSignedIn)
#include "tst_stayingsignedin.moc"
