// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

#include <latch>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;

/// The platform's staff at a tenant: who they are, when they may look, and what the tenant sees of it.
class TestStaff : public QObject {
    Q_OBJECT

private slots:
    void init();
    void knowsWhoIsOfTheStaff();
    void refusesNames_data();
    void refusesNames();
    void letsNobodyInWithoutPermission();
    void answersWrongPasswordsAndNamesAlike();
    void looksAndChangesNothing();
    void isInNoListOfUsers();
    void tellsEachViewBeforeItIsAnswered();
    void tellsWhatIsSeenAgainOnceAMinute();
    void tellsParallelViewsOnce();
    void showsNothingThatItCannotTell();
    void endsWithThePermission();
    void endsWithTheTime();
    void tellsAtTheNextStartWhatEndedMeanwhile();
    void tellsALongerTimeAndEndsNothing();
    void endsEverywhereWhenHeLeaves();

private:
    Response change(const QByteArray &section, const QByteArray &value);
    void letIn(std::chrono::minutes time);
    Response signIn(const QString &name = u"bob@support"_s, const QString &password = u"river-stone-4711"_s);
    QByteArray enter();
    Response get(const QByteArray &token, const QByteArray &path);
    QStringList toldOfSupport() const;

    std::unique_ptr<HandlerFixture> m_service;
};

void TestStaff::init()
{
    m_service = std::make_unique<HandlerFixture>();
    QVERIFY(m_service->staff.add(u"bob"_s, m_service->hasher.hash(u"river-stone-4711"_s).value()));
}

/// As an administrator does it.
Response TestStaff::change(const QByteArray &section, const QByteArray &value)
{
    Request asked = m_service->request("PUT", "/api/v1/settings/" + section, value);
    const auto state = m_service->tenants->snapshot()->byId.value(m_service->tenant);
    asked.headers.set(
        "If-Match", '"' + QByteArray::number(state->revisions.value(QString::fromLatin1(section)).number) + '"');
    return m_service->answer(m_service->signedIn(asked));
}

void TestStaff::letIn(std::chrono::minutes time)
{
    const QString until = audit::toText(m_service->store.now() + time);
    QCOMPARE(change("support", R"({"until":")" + until.toLatin1() + R"("})").status, 200);
}

Response TestStaff::signIn(const QString &name, const QString &password)
{
    const QJsonObject body{{u"user"_s, name}, {u"password"_s, password}};
    return m_service->answer(m_service->request("POST", "/api/v1/session", QJsonDocument(body).toJson()));
}

QByteArray TestStaff::enter()
{
    return jsonOf(signIn())["token"_L1].toString().toLatin1();
}

Response TestStaff::get(const QByteArray &token, const QByteArray &path)
{
    Request asked = m_service->request("GET", "/api/v1/" + path);
    asked.headers.set("Sekimori-Token", token);
    return m_service->answer(asked);
}

/// Oldest first, each as `action: complement`.
QStringList TestStaff::toldOfSupport() const
{
    QStringList told;
    for (const audit::Event &event : m_service->tenants->events(m_service->tenant, 100)->events) {
        if (event.module == "Support"_L1)
            told.prepend(event.user + u' ' + event.action + u": "_s + event.complement);
    }
    return told;
}

void TestStaff::knowsWhoIsOfTheStaff()
{
    QVERIFY(m_service->staff.add(u"Alice"_s, "hash"));
    const auto members = m_service->staff.list().value();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members[0].name, u"Alice"_s);
    QCOMPARE(members[1].name, u"bob"_s);
    QVERIFY(m_service->staff.add(u"BOB"_s, "hash").error().is(messages::StaffNameTaken));
    QVERIFY(m_service->staff.remove(u"alice"_s));
    QVERIFY(m_service->staff.remove(u"alice"_s).error().is(messages::StaffUnknown));
    QCOMPARE(m_service->staff.list()->size(), 1);
}

void TestStaff::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("with the suffix") << u"bob@support"_s;
    QTest::newRow("blank") << u"bob b"_s;
    QTest::newRow("long") << QString(65, u'a');
    QTest::newRow("not ASCII") << u"渡辺"_s;
}

void TestStaff::refusesNames()
{
    QFETCH(QString, name);
    const auto refused = m_service->staff.add(name, "hash");
    QVERIFY(!refused);
    QCOMPARE(refused.error().field, u"name"_s);
}

void TestStaff::letsNobodyInWithoutPermission()
{
    QCOMPARE(errorsOf(signIn()), QStringList{u": session.supportNotAllowed"_s});
    letIn(10min);
    m_service->store.pass(10min);
    QCOMPARE(errorsOf(signIn()), QStringList{u": session.supportNotAllowed"_s});
    QVERIFY(!m_service->tenants->findUser(m_service->tenant, u"bob@support"_s)->has_value());
}

void TestStaff::answersWrongPasswordsAndNamesAlike()
{
    letIn(10min);
    const quint64 before = m_service->hasher.hashesMade();
    const Response wrong = signIn(u"bob@support"_s, u"river-stone-4712"_s);
    const Response unknown = signIn(u"eve@support"_s, u"river-stone-4712"_s);
    QCOMPARE(m_service->hasher.hashesMade(), before + 2);
    QCOMPARE(wrong.status, 401);
    QCOMPARE(unknown.status, 401);
    QCOMPARE(wrong.body, unknown.body);
    QCOMPARE(signIn(u"BOB@Support"_s).status, 201);
}

void TestStaff::looksAndChangesNothing()
{
    letIn(10min);
    const Response entered = signIn();
    QCOMPARE(entered.status, 201);
    QCOMPARE(jsonOf(entered)["role"_L1].toString(), u"support"_s);
    QCOMPARE(jsonOf(entered)["user"_L1].toString(), u"bob@support"_s);
    for (const Endpoint &endpoint : endpoints()) {
        if (!endpoint.roles || endpoint.pattern == "/api/v1/session")
            continue;
        QByteArray path = endpoint.pattern;
        path.replace("{section}", "ipRestriction");
        const Request asked = m_service->request(endpoint.method, path, endpoint.method == "GET" ? QByteArray() : "{}");
        const Response answer = m_service->answer(m_service->signedIn(asked, u"bob@support"_s));
        const bool may = endpoint.roles->contains(Role::Support);
        QVERIFY2((answer.status == 403) != may, endpoint.pattern.constData());
    }
}

void TestStaff::isInNoListOfUsers()
{
    letIn(10min);
    QVERIFY(!enter().isEmpty());
    const auto bob = m_service->tenants->findUser(m_service->tenant, u"bob@support"_s).value();
    QVERIFY(bob);
    QCOMPARE(m_service->users->list(m_service->tenant, {})->total, 3);
    QVERIFY(!m_service->users->user(m_service->tenant, bob->id));
}

void TestStaff::tellsEachViewBeforeItIsAnswered()
{
    letIn(10min);
    const QByteArray token = enter();
    QCOMPARE(get(token, "session").status, 200); // his own
    QCOMPARE(get(token, "settings/ipRestriction").status, 200);
    QCOMPARE(get(token, "audit/events?limit=1").status, 200);
    QCOMPARE(get(token, "settings/nothing").status, 404); // nothing was seen
    const QStringList told = toldOfSupport();
    QCOMPARE(told.size(), 3);
    QVERIFY(told[0].startsWith("chief access allowed: until: 2026-"_L1));
    QCOMPARE(told[1], u"bob@support view: what: settings/ipRestriction"_s);
    QCOMPARE(told[2], u"bob@support view: what: audit/events"_s);
    QCOMPARE(m_service->events(1).first().source, u"127.0.0.1"_s);
    QCOMPARE(m_service->events(1).first().level, audit::Level::Notice);
}

void TestStaff::tellsWhatIsSeenAgainOnceAMinute()
{
    letIn(10min);
    const QByteArray token = enter();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(get(token, "settings").status, 200);
    QCOMPARE(toldOfSupport().size(), 2);
    m_service->store.pass(SupportViews::pause);
    QCOMPARE(get(token, "settings").status, 200);
    QCOMPARE(toldOfSupport().size(), 3);
}

void TestStaff::tellsParallelViewsOnce()
{
    letIn(10min);
    const QByteArray token = enter();
    constexpr int views = 8;
    std::latch start(views);
    std::atomic<int> shown = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < views; ++i) {
            threads.emplace_back([&] {
                start.arrive_and_wait();
                shown += get(token, "services").status == 200 ? 1 : 0;
            });
        }
    }
    QCOMPARE(shown.load(), views);
    QCOMPARE(toldOfSupport().size(), 2);
}

void TestStaff::showsNothingThatItCannotTell()
{
    letIn(10min);
    Session session;
    session.tenant = TenantId{4711};
    session.loginName = u"bob@support"_s;
    QVERIFY(!m_service->supportViews.note(session, u"settings"_s, {}));
    // And it does not take it for told.
    QVERIFY(!m_service->supportViews.note(session, u"settings"_s, {}));
}

void TestStaff::endsWithThePermission()
{
    letIn(10min);
    const QByteArray token = enter();
    QCOMPARE(get(token, "settings").status, 200);
    QCOMPARE(change("support", R"({"until":null})").status, 200);
    QCOMPARE(get(token, "settings").status, 401);
    QCOMPARE(toldOfSupport().last(), u"chief access ended: reason: the permission was taken back; sessions ended: 1"_s);
    const auto events = m_service->events(20);
    const auto logout = std::ranges::find(events, u"logout"_s, &audit::Event::action);
    QVERIFY(logout->complement.startsWith("login name: bob@support"_L1));
    // Another permission opens no old session.
    letIn(10min);
    QCOMPARE(get(token, "settings").status, 401);
}

void TestStaff::endsWithTheTime()
{
    letIn(10min);
    const QByteArray token = enter();
    m_service->supportWatch.reset(); // It would end the session at its time.
    m_service->store.pass(10min);
    QCOMPARE(get(token, "settings").status, 403);
    m_service->supportWatch = SupportWatch::open(*m_service->tenants, *m_service->sessions).value();
    QCOMPARE(toldOfSupport().last(), u"nobody access ended: reason: its time was over; sessions ended: 1"_s);
    QVERIFY(m_service->supportWatch->settle());
    QCOMPARE(toldOfSupport().size(), 2);
    letIn(10min);
    QCOMPARE(get(token, "settings").status, 401);
}

void TestStaff::tellsAtTheNextStartWhatEndedMeanwhile()
{
    letIn(10min);
    QVERIFY(!enter().isEmpty());
    m_service->supportWatch.reset();
    m_service->store.pass(1h);
    m_service->supportWatch = SupportWatch::open(*m_service->tenants, *m_service->sessions).value();
    QCOMPARE(toldOfSupport().last(), u"nobody access ended: reason: its time was over; sessions ended: 1"_s);
}

void TestStaff::tellsALongerTimeAndEndsNothing()
{
    letIn(10min);
    const QByteArray token = enter();
    letIn(20min);
    QVERIFY(toldOfSupport().last().contains(" -> "_L1));
    m_service->store.pass(15min);
    QCOMPARE(get(token, "settings").status, 200);
}

void TestStaff::endsEverywhereWhenHeLeaves()
{
    letIn(10min);
    const QByteArray token = enter();
    QVERIFY(m_service->staff.remove(u"bob"_s));
    QCOMPARE(get(token, "settings").status, 401);
    QCOMPARE(signIn().status, 401);
    QVERIFY(!m_service->tenants->findUser(m_service->tenant, u"bob@support"_s)->has_value());
}

QTEST_GUILESS_MAIN(TestStaff)
#include "tst_staff.moc"
