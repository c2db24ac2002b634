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

class TestNameOffers : public QObject {
    Q_OBJECT

private slots:
    void offersNamesWhereTheTenantHasItSo();
    void showsNothingWhereItHasNot();
    void slowsWhoCollectsNames();
};

void TestNameOffers::offersNamesWhereTheTenantHasItSo()
{
    HandlerFixture service;
    setSignIn(service, {.loginNameCompletion = true, .automaticSignIn = {}});
    QList<NewUser> many;
    for (int i = 0; i < 12; ++i)
        many.append({u"Person%1"_s.arg(i, 2, 10, QChar(u'0')), {}, Role::User, "hash"});
    many.append({u"山田"_s, {}, Role::User, "hash"});
    QVERIFY(service.tenants->addUsers(service.tenant, many));
    Browser browser(service);
    const Response page = browser.get("/sign-in");
    QVERIFY(page.body.contains("list=names"));
    QVERIFY(page.body.contains("<datalist id=\"names\">"));
    const QByteArray policy = page.headers.value("Content-Security-Policy").value();
    QVERIFY(policy.contains("; script-src 'sha256-"));
    QVERIFY(policy.contains("; connect-src 'self'"));
    QVERIFY(!policy.contains("unsafe"));
    const auto names = [&](const QByteArray &start) {
        const Response answer = browser.get("/sign-in/names?start=" + start);
        QStringList found;
        for (const QJsonValue &name : jsonOf(answer)["names"_L1].toArray())
            found << name.toString();
        return found;
    };
    QCOMPARE(names("pe").size(), 10);
    QCOMPARE(names("PERSON0").first(), u"Person00"_s);
    QCOMPARE(names("person11"), QStringList{u"Person11"_s});
    QCOMPARE(names("%E5%B1%B1%E7%94%B0"), QStringList{u"山田"_s});
    QCOMPARE(names("p"), QStringList());
    QCOMPARE(names("%F0%9F%98%80"), QStringList()); // one character, however it is encoded
    QCOMPARE(names("%25%25"), QStringList());
    Request foreign = browser.request("GET", "/sign-in/names?start=pe");
    foreign.headers.set("Sec-Fetch-Site", "cross-site");
    QCOMPARE(browser.send(foreign).status, 403);
}

void TestNameOffers::showsNothingWhereItHasNot()
{
    HandlerFixture service;
    Browser browser(service);
    const Response page = browser.get("/sign-in");
    QVERIFY(!page.body.contains("script"));
    QVERIFY(!page.body.contains("datalist"));
    QVERIFY(!page.headers.value("Content-Security-Policy").value().contains("script-src"));
    const Response offers = browser.get("/sign-in/names?start=ch");
    const Response nothing = browser.get("/sign-in/nothing?start=ch");
    QCOMPARE(offers.status, 404);
    QCOMPARE(offers.status, nothing.status);
    QCOMPARE(QByteArray(offers.body).replace("names", "nothing"), nothing.body);
}

void TestNameOffers::slowsWhoCollectsNames()
{
    HandlerFixture service;
    setSignIn(service, {.loginNameCompletion = true, .automaticSignIn = {}});
    Browser browser(service);
    int answered = 0;
    int slowed = 0;
    for (int i = 0; i < 200; ++i) {
        const int status = browser.get("/sign-in/names?start=ch").status;
        answered += status == 200;
        slowed += status == 429;
    }
    QCOMPARE(answered + slowed, 200);
    QVERIFY(answered >= 60 && slowed > 0);
    QCOMPARE(browser.signIn().status, 303); // which it does not hinder
}

QTEST_GUILESS_MAIN(TestNameOffers)
#include "tst_nameoffers.moc"
