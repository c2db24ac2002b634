// SPDX-License-Identifier: GPL-3.0-or-later
#include "browser.h"
#include "edge/cookies.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using std::chrono::days;

namespace {

const QByteArray present = "river-stone-4711";
const QByteArray wanted = "mountain-lake-99";

}

class TestPasswordPages : public QObject {
    Q_OBJECT

private slots:
    void init();
    void leadsAnExpiredUserThroughAChange();
    void leadsOneWhosePasswordWasSet();
    void remembersWhoWantsToStay();
    void saysWhichRulesFailed();
    void refusesTwoDifferentOnes();
    void tellsTheRulesToNobodyElse();
    void answersWrongPasswordsOnTheWayInAsTheSignInPageDoes();
    void takesNoFormFromElsewhere();
    void slowsWhoGuessesOnTheWayInToo();
    void admitsOnlyTheCertificatesUser();
    void changesOnesOwn();
    void keepsTheSessionAndEndsTheOthers();
    void asksForThePresentPassword();
    void asksWhoIsNotSignedIn();
    void saysThatUsersMayNot();
    void letsAdministratorsInAnyCase();
    void warnsFromFiveDaysBefore_data();
    void warnsFromFiveDaysBefore();
    void speaksTheReadersLanguage();

private:
    void obey(const policy::PasswordPolicy &policy);
    void mark(const QString &loginName);
    /// As somebody would who has to change it: the page that came in place of what he wanted, filled in.
    Response fillIn(Browser &browser, const Response &page, const QByteArray &user, const QByteArray &password,
        const QByteArray &repeated);

    std::unique_ptr<HandlerFixture> m_service;
};

void TestPasswordPages::init()
{
    m_service = std::make_unique<HandlerFixture>();
}

void TestPasswordPages::obey(const policy::PasswordPolicy &policy)
{
    auto state = std::make_shared<TenantState>(*m_service->tenants->snapshot()->byId.value(m_service->tenant));
    state->settings.passwordPolicy = policy;
    m_service->tenants->publish(state);
}

/// That he must change the password that he has.
void TestPasswordPages::mark(const QString &loginName)
{
    const User user = **m_service->tenants->findUser(m_service->tenant, loginName);
    QVERIFY(m_service->passwords.set(user, QString::fromLatin1(present), {}));
}

Response TestPasswordPages::fillIn(Browser &browser, const Response &page, const QByteArray &user,
    const QByteArray &password, const QByteArray &repeated)
{
    return browser.send(browser.form("/password",
        {{"token", Browser::tokenIn(page)}, {"next", "/wiki?a=b"}, {"user", user}, {"password", present},
            {"new", password}, {"repeat", repeated}}));
}

void TestPasswordPages::leadsAnExpiredUserThroughAChange()
{
    obey({.expiresAfter = days(30), .usersMayChange = false});
    m_service->store.pass(days(30));
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present, "/wiki?a=b");
    QCOMPARE(page.status, 403);
    QVERIFY(page.body.contains("Your password has expired."));
    QVERIFY(page.body.contains("name=\"next\" value=\"/wiki?a=b\""));
    QVERIFY(page.body.contains("value=\"person\" autocomplete=\"username\" readonly"));
    QVERIFY(page.body.contains("at least 8 characters"));
    QVERIFY(!page.body.contains(present));
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(!page.body.contains("{{"));
    QVERIFY(!browser.cookies.contains(sessionCookie.toByteArray()));

    const Response in = fillIn(browser, page, "person", wanted, wanted);
    QCOMPARE(in.status, 303);
    QCOMPARE(location(in), "/wiki?a=b");
    QCOMPARE(browser.get("/").status, 200);
    QCOMPARE(m_service->events(2).last().action, u"password change"_s);
    QCOMPARE(m_service->events(1).first().action, u"login"_s);
    Browser another(*m_service);
    QCOMPARE(another.signIn("person", wanted).status, 303);
    QCOMPARE(another.signIn("person", present).status, 403);
}

void TestPasswordPages::leadsOneWhosePasswordWasSet()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present);
    QCOMPARE(page.status, 403);
    QVERIFY(page.body.contains("choose a password that nobody but you knows"));
    QCOMPARE(fillIn(browser, page, "person", wanted, wanted).status, 303);
    QCOMPARE(Browser(*m_service).signIn("person", wanted).status, 303);
}

void TestPasswordPages::remembersWhoWantsToStay()
{
    auto state = std::make_shared<TenantState>(*m_service->tenants->snapshot()->byId.value(m_service->tenant));
    state->settings.signIn.automaticSignIn = days(7);
    m_service->tenants->publish(state);
    mark(u"person"_s);
    Browser browser(*m_service);
    const QByteArray token = Browser::tokenIn(browser.get("/sign-in"));
    const Response page = browser.send(
        browser.form("/sign-in", {{"token", token}, {"user", "person"}, {"password", present}, {"stay", "1"}}));
    QVERIFY(page.body.contains("name=\"stay\" value=\"1\""));
    const Response in = browser.send(browser.form("/password",
        {{"token", Browser::tokenIn(page)}, {"stay", "1"}, {"user", "person"}, {"password", present}, {"new", wanted},
            {"repeat", wanted}}));
    QCOMPARE(in.status, 303);
    QVERIFY(browser.cookies.contains(stayCookie.toByteArray()));
}

void TestPasswordPages::saysWhichRulesFailed()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present);
    const Response refused = fillIn(browser, page, "person", "abc", "abc");
    QCOMPARE(refused.status, 422);
    QVERIFY(refused.body.contains("it has 3 characters, and at least 8 are needed."));
    QVERIFY(refused.body.contains("The password has no number."));
    QVERIFY(refused.body.contains("name=\"next\" value=\"/wiki?a=b\""));
    QVERIFY(refused.body.contains("role=\"alert\""));
    QVERIFY(page.body.contains("autofocus") && !refused.body.contains("autofocus"));

    const Response again = fillIn(browser, refused, "person", present, present);
    QCOMPARE(again.status, 422);
    QVERIFY(again.body.contains("This is one of your last 3 passwords."));
    QCOMPARE(fillIn(browser, again, "person", wanted, wanted).status, 303);
}

void TestPasswordPages::refusesTwoDifferentOnes()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present);
    const Response differ = fillIn(browser, page, "person", wanted, wanted + '!');
    QCOMPARE(differ.status, 422);
    QVERIFY(differ.body.contains("differ. Type both again."));
    const Response empty = fillIn(browser, differ, "person", "", "");
    QCOMPARE(empty.status, 422);
    QVERIFY(empty.body.contains("and the new one twice."));
}

void TestPasswordPages::tellsTheRulesToNobodyElse()
{
    mark(u"chief"_s);
    mark(u"person"_s);
    Browser browser(*m_service);
    QVERIFY(browser.signIn("chief", present).body.contains("at least 12 characters"));
    const Response page = browser.signIn("person", present);
    // The name is only shown in the form, and another one may be sent.
    const QByteArray token = Browser::tokenIn(page);
    for (const QByteArray user : {"chief", "nobody-of-that-name"}) {
        const Response wrong = browser.send(browser.form(
            "/password", {{"token", token}, {"user", user}, {"password", "wrong"}, {"new", "a"}, {"repeat", "a"}}));
        QCOMPARE(wrong.status, 403);
        QVERIFY(wrong.body.contains("action=\"/sign-in\""));
        QVERIFY(!wrong.body.contains("characters"));
    }
}

void TestPasswordPages::answersWrongPasswordsOnTheWayInAsTheSignInPageDoes()
{
    Browser browser(*m_service);
    mark(u"person"_s);
    const QByteArray token = Browser::tokenIn(browser.signIn("person", present));
    const auto attempt = [&](const QByteArray &user) {
        const quint64 before = m_service->hasher.hashesMade();
        Response response = browser.send(browser.form("/password",
            {{"token", token}, {"user", user}, {"password", "wrong"}, {"new", wanted}, {"repeat", wanted}}));
        response.body.replace(user, "USER");
        return std::pair{response.body, m_service->hasher.hashesMade() - before};
    };
    const auto known = attempt("person");
    const auto unknown = attempt("perhaps");
    QCOMPARE(known, unknown);
    QCOMPARE(known.second, 1U);
}

void TestPasswordPages::takesNoFormFromElsewhere()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present);
    Request foreign = browser.form("/password",
        {{"token", Browser::tokenIn(page)}, {"user", "person"}, {"password", present}, {"new", wanted},
            {"repeat", wanted}});
    foreign.headers.set("Sec-Fetch-Site", "cross-site");
    QCOMPARE(browser.send(foreign).status, 403);
    // The token of another form opens nothing.
    const QByteArray other = Browser::tokenIn(browser.get("/sign-in"));
    QCOMPARE(
        browser
            .send(browser.form("/password",
                {{"token", other}, {"user", "person"}, {"password", present}, {"new", wanted}, {"repeat", wanted}}))
            .status,
        403);
    QCOMPARE(Browser(*m_service).signIn("person", present).status, 403);
}

void TestPasswordPages::slowsWhoGuessesOnTheWayInToo()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const QByteArray token = Browser::tokenIn(browser.signIn("person", present));
    Response last;
    for (int i = 0; i < 11; ++i)
        last = browser.send(browser.form("/password",
            {{"token", token}, {"user", "chief"}, {"password", "wrong"}, {"new", wanted}, {"repeat", wanted}}));
    QCOMPARE(last.status, 429);
    QVERIFY(last.headers.contains("Retry-After"));
}

void TestPasswordPages::admitsOnlyTheCertificatesUser()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const Response page = browser.signIn("person", present);
    browser.around.decision.onlyAsCertificateUser = true;
    browser.around.certificateUser = (*m_service->tenants->findUser(m_service->tenant, u"reader"_s))->id;
    const Response refused = fillIn(browser, page, "person", wanted, wanted);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("belongs to somebody else"));
    browser.around = {};
    QCOMPARE(browser.signIn("person", wanted).status, 403);
}

void TestPasswordPages::changesOnesOwn()
{
    Browser browser(*m_service);
    browser.signIn("person", present);
    QVERIFY(browser.get("/").body.contains("href=\"/password\""));
    const Response page = browser.get("/password");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("You stay signed in here."));
    const Response changed = fillIn(browser, page, "", wanted, wanted);
    QCOMPARE(changed.status, 303);
    QCOMPARE(location(changed), "/?password-changed=1");
    const Response home = browser.get(location(changed));
    QCOMPARE(home.status, 200);
    QVERIFY(home.body.contains("Your password was changed."));
}

void TestPasswordPages::keepsTheSessionAndEndsTheOthers()
{
    Browser here(*m_service);
    here.signIn("person", present);
    Browser elsewhere(*m_service);
    elsewhere.signIn("person", present);
    Browser another(*m_service);
    another.signIn("reader", present);
    QCOMPARE(fillIn(here, here.get("/password"), "", wanted, wanted).status, 303);
    QCOMPARE(here.get("/").status, 200);
    QCOMPARE(elsewhere.get("/").status, 303);
    QCOMPARE(another.get("/").status, 200);
}

void TestPasswordPages::asksForThePresentPassword()
{
    Browser browser(*m_service);
    browser.signIn("person", present);
    const Response page = browser.get("/password");
    const auto send = [&](const QByteArray &password) {
        return browser.send(browser.form("/password",
            {{"token", Browser::tokenIn(page)}, {"password", password}, {"new", wanted}, {"repeat", wanted}}));
    };
    const Response wrong = send("wrong");
    QCOMPARE(wrong.status, 422);
    QVERIFY(wrong.body.contains("This is not the password that you have now."));
    QCOMPARE(send("").status, 422);
    m_service->refusals.reset(); // which writes what it has counted
    const audit::Event event = m_service->events(1).first();
    QCOMPARE(event.action, u"password change"_s);
    QCOMPARE(event.result, audit::EventResult::Failed);
    QCOMPARE(event.user, u"person"_s);
}

void TestPasswordPages::asksWhoIsNotSignedIn()
{
    Browser browser(*m_service);
    QCOMPARE(location(browser.get("/password")), "/sign-in?next=/password");
}

void TestPasswordPages::saysThatUsersMayNot()
{
    obey({.usersMayChange = false});
    Browser browser(*m_service);
    browser.signIn("person", present);
    QVERIFY(!browser.get("/").body.contains("href=\"/password\""));
    const Response page = browser.get("/password");
    QCOMPARE(page.status, 403);
    QVERIFY(page.body.contains("Ask an administrator to."));
    QVERIFY(!page.body.contains("<form"));
}

void TestPasswordPages::letsAdministratorsInAnyCase()
{
    obey({.usersMayChange = false});
    Browser browser(*m_service);
    browser.signIn();
    QVERIFY(browser.get("/").body.contains("href=\"/password\""));
    QCOMPARE(fillIn(browser, browser.get("/password"), "", wanted, wanted).status, 303);
}

void TestPasswordPages::warnsFromFiveDaysBefore_data()
{
    QTest::addColumn<int>("daysOld");
    QTest::addColumn<QByteArray>("warning");
    QTest::newRow("long before") << 20 << QByteArray();
    QTest::newRow("five days before") << 25 << QByteArray("expires in 5 days.");
    QTest::newRow("two days before") << 28 << QByteArray("expires in 2 days.");
    QTest::newRow("on the last day") << 29 << QByteArray("expires within a day.");
}

void TestPasswordPages::warnsFromFiveDaysBefore()
{
    QFETCH(const int, daysOld);
    QFETCH(const QByteArray, warning);
    obey({.expiresAfter = days(30)});
    m_service->store.pass(days(daysOld));
    Browser browser(*m_service);
    browser.signIn("person", present);
    const QByteArray home = browser.get("/").body;
    QCOMPARE(home.contains("class=\"notice warning\""), !warning.isEmpty());
    QVERIFY(home.contains(warning));
}

void TestPasswordPages::speaksTheReadersLanguage()
{
    mark(u"person"_s);
    Browser browser(*m_service);
    const QByteArray token = Browser::tokenIn(browser.get("/sign-in"));
    Request asked = browser.form("/sign-in", {{"token", token}, {"user", "person"}, {"password", present}});
    asked.headers.set("Accept-Language", "ja");
    const Response page = browser.send(asked);
    QCOMPARE(page.headers.value("Content-Language"), "ja");
    QVERIFY(page.body.contains("lang=\"ja\""));
}

QTEST_GUILESS_MAIN(TestPasswordPages)
#include "tst_passwordpages.moc"
