// SPDX-License-Identifier: GPL-3.0-or-later
#include "runningnginx.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

const HeaderLines asBrowser{{"Accept", "text/html,*/*;q=0.8"}};

/// Someone with a browser behind nginx: keeps the two cookies, sends the forms.
class Visitor {
public:
    explicit Visitor(ApiClient client)
        : m_client(std::move(client))
    {
    }

    ApiAnswer get(const QByteArray &path, HeaderLines lines = {})
    {
        return kept(m_client.get(path, all(std::move(lines))));
    }

    ApiAnswer send(const QByteArray &path, const QList<std::pair<QByteArray, QByteArray>> &fields)
    {
        QByteArrayList pairs;
        for (const auto &[name, value] : fields)
            pairs.append(name + '=' + value.toPercentEncoding());
        return kept(m_client.call("POST", path, pairs.join('&'), all({{"Content-Type", formType}})));
    }

    /// From the sign-in page at @p path to where it leads.
    ApiAnswer signIn(const QByteArray &path)
    {
        const ApiAnswer page = get(path);
        return send("/sign-in",
            {{"token", field(page, u"token"_s)}, {"next", field(page, u"next"_s)}, {"user", "chief"},
                {"password", RunningService::administratorPassword().toUtf8()}});
    }

    static QByteArray field(const ApiAnswer &page, const QString &name)
    {
        const QRegularExpression hidden(u"name=\"%1\" value=\"([^\"]*)\""_s.arg(name));
        return hidden.match(QString::fromUtf8(page.body)).captured(1).replace(u"&amp;"_s, u"&"_s).toUtf8();
    }

    ApiClient &client() { return m_client; }

private:
    static constexpr auto formType = "application/x-www-form-urlencoded";

    HeaderLines all(HeaderLines lines) const
    {
        lines += asBrowser;
        if (!m_cookies.isEmpty())
            lines.append({"Cookie", "before=1; " + m_cookies.values().join("; ") + "; behind=2"});
        return lines;
    }

    ApiAnswer kept(ApiAnswer answer)
    {
        static const QRegularExpression line(u"Set-Cookie: ([^=]+)=([^;]*)"_s);
        for (const auto &match : line.globalMatch(QString::fromLatin1(answer.head))) {
            const QByteArray name = match.captured(1).toLatin1();
            if (match.captured(2).isEmpty())
                m_cookies.remove(name);
            else
                m_cookies.insert(name, name + '=' + match.captured(2).toLatin1());
        }
        return answer;
    }

    ApiClient m_client;
    QMap<QByteArray, QByteArray> m_cookies;
};

QByteArray pathOf(const QByteArray &url)
{
    return QUrl::fromEncoded(url).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
}

}

/// Any web application behind nginx, guarded by the example that packaging/nginx has.
class TestNginx : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();

    void asksToSignInAndThenShowsTheApplication();
    void tellsTheApplicationWhoItIsAndNothingElse();
    void deniesWhoIsNotListed();
    void asksForTheGatesPair();
    void believesNobodyButNginx();
    void endsWithSigningOut();
    void letsNobodyInWithoutTheService();
    void answersOnlyNamedProxies();

private:
    void set(const QJsonObject &ipRestriction, const QJsonObject &basicAuth = sekimori::test::basicAuth(false));

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<RunningNginx> m_nginx;
};

void TestNginx::initTestCase()
{
    m_service = std::make_unique<RunningService>();
    m_service->configure("named-proxies = 127.0.0.1\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_nginx = std::make_unique<RunningNginx>(*m_service);
    QVERIFY(m_nginx->start());
}

void TestNginx::cleanupTestCase()
{
    m_nginx.reset();
    QVERIFY(!m_service->isRunning() || m_service->stop());
}

void TestNginx::init()
{
    if (!m_service->isRunning())
        QVERIFY(m_service->start());
    set(ipRestriction(u"allowAll"_s));
}

/// Both sections in one step, from an address that every test lists.
void TestNginx::set(const QJsonObject &ipRestriction, const QJsonObject &basicAuth)
{
    ApiClient chief = m_service->client("alpha", "127.0.0.9");
    QVERIFY(chief.signIn(u"chief"_s, RunningService::administratorPassword()));
    const ApiAnswer answer = chief.put("/api/v1/settings",
        several({{u"ipRestriction"_s, chief.revision("ipRestriction"), ipRestriction},
            {u"basicAuth"_s, chief.revision("basicAuth"), basicAuth}}));
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void TestNginx::asksToSignInAndThenShowsTheApplication()
{
    Visitor visitor(m_nginx->client());
    const ApiAnswer first = visitor.get("/wiki/start?page=1&view=full");
    QCOMPARE(first.status, 303);
    const QByteArray origin = "https://alpha.example.test";
    QVERIFY2(first.header("Location").startsWith(origin), first.head.constData());
    QCOMPARE(pathOf(first.header("Location")), "/sign-in?next=/wiki/start%3Fpage%3D1%26view%3Dfull");
    QCOMPARE(visitor.get("/sign-in").header("Strict-Transport-Security"), "max-age=31536000");
    const ApiAnswer in = visitor.signIn(pathOf(first.header("Location")));
    QCOMPARE(in.status, 303);
    QCOMPARE(in.header("Location"), "/wiki/start?page=1&view=full");
    const ApiAnswer application = visitor.get("/wiki/start?page=1&view=full");
    QCOMPARE(application.status, 200);
    QVERIFY2(application.body.contains("path=/wiki/start?page=1&view=full"), application.body.constData());
}

void TestNginx::tellsTheApplicationWhoItIsAndNothingElse()
{
    Visitor visitor(m_nginx->client("127.0.0.2"));
    visitor.signIn("/sign-in");
    const ApiAnswer application = visitor.get("/x",
        {{"Sekimori-User", "somebody"}, {"Sekimori-Role", "god"}, {"Authorization", "Basic eDp5"},
            {"X-Forwarded-For", "192.0.2.1"}});
    QVERIFY2(application.body.contains("user=chief name=chief role=administrator tenant=alpha "),
        application.body.constData());
    QVERIFY2(application.body.contains("authorization=[]"), application.body.constData());
    QVERIFY2(application.body.contains("cookie=[before=1; behind=2]"), application.body.constData());
    QVERIFY2(application.body.contains("for=127.0.0.2<"), application.body.constData());
}

void TestNginx::deniesWhoIsNotListed()
{
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.2"_s, u"127.0.0.9"_s}));
    Visitor listed(m_nginx->client("127.0.0.2"));
    QCOMPARE(listed.get("/x").status, 303);
    Visitor other(m_nginx->client("127.0.0.3"));
    const ApiAnswer denied = other.get("/x");
    QCOMPARE(denied.status, 403);
    QVERIFY2(denied.body.contains("127.0.0.3"), denied.body.constData());
    QCOMPARE(other.get("/sign-in").status, 403);
    QVERIFY2(other.get("/x", {{"Accept-Language", "ja"}}).body.contains("lang=\"ja\""), "the reader's language");
}

void TestNginx::asksForTheGatesPair()
{
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.9"_s}), basicAuth(true, u"office"_s, u"correct horse 42"_s));
    Visitor visitor(m_nginx->client("127.0.0.4"));
    const ApiAnswer asked = visitor.get("/x");
    QCOMPARE(asked.status, 401);
    QVERIFY(asked.header("WWW-Authenticate").startsWith("Basic realm="));
    QCOMPARE(asked.head.toLower().count("www-authenticate:"), 1);
    visitor.client().setBasic("office", "wrong horse 42");
    QCOMPARE(visitor.get("/x").status, 401);
    visitor.client().setBasic("office", "correct horse 42");
    QCOMPARE(visitor.get("/x").status, 303);
    QCOMPARE(visitor.signIn("/sign-in").status, 303);
    const ApiAnswer application = visitor.get("/x");
    QCOMPARE(application.status, 200);
    QVERIFY(application.body.contains("authorization=[]"));

    // Each wrong pair counts once: ten are free, as they are without nginx. One is forgiven every three seconds.
    Visitor guesser(m_nginx->client("127.0.0.5"));
    guesser.client().setBasic("office", "wrong horse 42");
    int judged = 0;
    ApiAnswer slowed = guesser.get("/x");
    for (; slowed.status == 401 && judged < 200; ++judged)
        slowed = guesser.get("/x");
    QVERIFY2(judged >= 10, QByteArray::number(judged).constData());
    QCOMPARE(slowed.status, 429);
    QVERIFY(slowed.header("Retry-After").toInt() > 0);
}

void TestNginx::believesNobodyButNginx()
{
    set(ipRestriction(u"allowListed"_s, {u"127.0.0.9"_s, u"192.0.2.1"_s}));
    const HeaderLines forged{{"X-Forwarded-For", "192.0.2.1"}, {"X-Forwarded-Host", "beta.example.test"},
        {"X-Forwarded-Uri", "/sign-in"}, {"X-Real-IP", "192.0.2.1"}, {"Forwarded", "for=192.0.2.1"},
        {"Client-Cert", ":AAAA:"}};
    Visitor visitor(m_nginx->client("127.0.0.6"));
    QCOMPARE(visitor.get("/x", forged).status, 403);
    QCOMPARE(visitor.get("/sign-in", forged).status, 403);
    QCOMPARE(visitor.get("/sekimori/authorize", forged).status, 404);
    ApiClient direct = m_service->client("alpha", "127.0.0.6");
    QCOMPARE(direct.get("/sign-in", forged).status, 403);
    // Through the proxy's own address, so that it is nginx's word that counts.
    QCOMPARE(m_service->client("alpha").get("/sign-in", {{"X-Forwarded-For", "192.0.2.1"}}).status, 200);
}

void TestNginx::endsWithSigningOut()
{
    Visitor visitor(m_nginx->client());
    visitor.signIn("/sign-in");
    QCOMPARE(visitor.get("/x").status, 200);
    const ApiAnswer question = visitor.get("/sign-out");
    QCOMPARE(question.status, 200);
    QCOMPARE(visitor.send("/sign-out", {{"token", "forged"}}).status, 403);
    QCOMPARE(visitor.get("/x").status, 200);
    QCOMPARE(visitor.send("/sign-out", {{"token", Visitor::field(question, u"token"_s)}}).status, 303);
    QCOMPARE(visitor.get("/x").status, 303);
}

void TestNginx::letsNobodyInWithoutTheService()
{
    Visitor visitor(m_nginx->client());
    visitor.signIn("/sign-in");
    QCOMPARE(visitor.get("/x").status, 200);
    QVERIFY(m_service->stop());
    const ApiAnswer alone = visitor.get("/x");
    QCOMPARE(alone.status, 502);
    QVERIFY(!alone.body.contains("The application"));
    QVERIFY(m_service->start());
    QCOMPARE(visitor.get("/x").status, 200); // The session outlives the restart.
}

void TestNginx::answersOnlyNamedProxies()
{
    const HeaderLines question{{"X-Forwarded-Host", "alpha.example.test"}, {"X-Forwarded-Uri", "/x"}};
    const ApiAnswer stranger = m_service->client("alpha", "127.0.0.7").get("/edge/authorize", question + asBrowser);
    QCOMPARE(stranger.status, 403);
    QVERIFY2(stranger.body.contains("named"), stranger.body.constData());
    const ApiAnswer proxy = m_service->client("alpha").get("/edge/authorize", question);
    QCOMPARE(proxy.status, 401);
    QCOMPARE(proxy.header("Sekimori-Sign-In"), "https://alpha.example.test/sign-in?next=/x");
}

QTEST_GUILESS_MAIN(TestNginx)
#include "tst_nginx.moc"
