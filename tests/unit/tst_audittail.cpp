// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/audittail.h"
#include "handlerfixture.h"
#include "store/columns.h"

#include <QSemaphore>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

/// What a stream has said so far, pulled as a connection would.
struct Listening {
    std::shared_ptr<BodyStream> stream;
    QByteArray said = {};
    bool hasEnded = false;

    /// Pulls as long as more is to come at once.
    QByteArray pull(bool isStopping = false)
    {
        QByteArray now;
        for (;;) {
            const BodyStream::Piece piece = stream->next(isStopping);
            now += piece.bytes;
            hasEnded = piece.isLast;
            if (hasEnded || piece.pause.count() > 0)
                break;
        }
        said += now;
        return now;
    }

    QByteArrayList ids() const
    {
        QByteArrayList ids;
        for (const QByteArray &line : said.split('\n')) {
            if (line.startsWith("id: "))
                ids.append(line.sliced(4));
        }
        return ids;
    }
};

QByteArrayList numbers(qint64 first, qint64 last)
{
    QByteArrayList numbers;
    for (qint64 number = first; number <= last; ++number)
        numbers.append(QByteArray::number(number));
    return numbers;
}

bool isClosedBy(const QByteArray &said, const QByteArray &code)
{
    return said.startsWith("event: closed\ndata: {\"code\":\"" + code + "\",\"message\":\"")
        && said.endsWith("\"}\n\n");
}

}

class TestAuditTail : public QObject {
    Q_OBJECT

private slots:
    void init();
    void beginsWithWhatComesNext();
    void sendsEachEventInItsForm();
    void sendsWhatWasMissed_data();
    void sendsWhatWasMissed();
    void tellsWhatItDoesNotSendOfALongAbsence();
    void isWokenByEveryWayIntoTheLog();
    void losesAndRepeatsNothingUnderLoad();
    void sendsAPieceOfBoundedSize();
    void saysThatItIsAlive();
    void closesWhenTheAddressIsNoLongerLetIn();
    void closesWhenThePairIsNoLongerRight();
    void goesOnWhenAnotherPairIsAdded();
    void closesAtTheEndOfTheSession();
    void isNoUseOfTheSession();
    void closesWhenTheRoleIsTaken();
    void closesWhenTheTenantLetsNobodyLookAnyMore_data();
    void closesWhenTheTenantLetsNobodyLookAnyMore();
    void closesWhenTheHostIsNobodysAnyMore();
    void closesWhenTheServiceStops();
    void showsNothingThatIsNewerThanTheChangeThatShutsOut();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void isForThoseWhoMayReadTheLog();
    void countsWhoIsThere();

private:
    Request tailRequest(const QString &user = u"reader"_s, const QByteArray &query = {});
    Listening listen(const Request &request);
    void append(int count, qsizetype size = 10);
    void publish(const std::function<void(TenantState &)> &change);
    qint64 newest() { return m_service->tenants->lastEventNumber(m_service->tenant).value_or(-1); }

    std::unique_ptr<HandlerFixture> m_service;
};

void TestAuditTail::init()
{
    m_service = std::make_unique<HandlerFixture>();
}

Request TestAuditTail::tailRequest(const QString &user, const QByteArray &query)
{
    return m_service->signedIn(m_service->request("GET", "/api/v1/audit/tail" + query), user);
}

Listening TestAuditTail::listen(const Request &request)
{
    const Response response = m_service->answer(request);
    if (!response.stream)
        qWarning() << response.status << response.body;
    response.stream->begin([] { });
    return {.stream = response.stream};
}

void TestAuditTail::append(int count, qsizetype size)
{
    QList<audit::Event> events;
    for (int i = 0; i < count; ++i)
        events.append({.time = m_service->store.now(),
            .source = u"192.0.2.1"_s,
            .user = u"chief"_s,
            .service = u"Files"_s,
            .module = u"Files"_s,
            .action = u"upload"_s,
            .complement = QString(size, u'x')});
    QVERIFY(m_service->tenants->appendEvents(m_service->tenant, events));
}

void TestAuditTail::publish(const std::function<void(TenantState &)> &change)
{
    auto state = std::make_shared<TenantState>(*m_service->tenants->snapshot()->byId.value(m_service->tenant));
    change(*state);
    state->rules = policy::AccessRules::of(state->settings);
    m_service->tenants->publish(state);
}

void TestAuditTail::beginsWithWhatComesNext()
{
    append(3);
    Listening tail = listen(tailRequest());
    const qint64 before = newest();
    QCOMPARE(tail.pull(), ": alive\n\n");
    append(2);
    tail.pull();
    QCOMPARE(tail.ids(), numbers(before + 1, before + 2));
    QVERIFY(tail.pull().isEmpty());
}

void TestAuditTail::sendsEachEventInItsForm()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    QVERIFY(m_service->tenants->appendEvent(m_service->tenant,
        {.time = m_service->store.now(),
            .source = u"192.0.2.1"_s,
            .user = u"森"_s,
            .service = u"Files"_s,
            .module = u"Files"_s,
            .action = u"upload"_s,
            .complement = u"two\nlines\r\nand \u2028 more"_s}));
    const QByteArray said = tail.pull();
    const QByteArrayList lines = said.split('\n');
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[0], "id: " + QByteArray::number(newest()));
    QCOMPARE(lines[1], "event: audit");
    QVERIFY(lines[2].startsWith("data: {"));
    const auto event = audit::eventFromJson(QJsonDocument::fromJson(lines[2].sliced(6)).object());
    QVERIFY(event);
    QCOMPARE(*event, m_service->events(1).first());
    QVERIFY(said.endsWith("}\n\n"));
}

void TestAuditTail::sendsWhatWasMissed_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("lastEventId");
    QTest::addColumn<qint64>("first");
    QTest::newRow("after a number") << QByteArray("?after=5") << QByteArray() << qint64(6);
    QTest::newRow("from the beginning") << QByteArray("?after=0") << QByteArray() << qint64(1);
    QTest::newRow("as a browser comes back") << QByteArray() << QByteArray("7") << qint64(8);
    QTest::newRow("comes back to where it began") << QByteArray("?after=5") << QByteArray("7") << qint64(8);
}

void TestAuditTail::sendsWhatWasMissed()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, lastEventId);
    QFETCH(const qint64, first);
    append(200);
    Request asked = tailRequest(u"reader"_s, query);
    if (!lastEventId.isEmpty())
        asked.headers.set("Last-Event-ID", lastEventId);
    Listening tail = listen(asked);
    tail.pull();
    QCOMPARE(tail.ids(), numbers(first, newest()));
    append(1);
    tail.pull();
    QCOMPARE(tail.ids(), numbers(first, newest()));
    QVERIFY(!tail.said.contains("gap"));
}

void TestAuditTail::tellsWhatItDoesNotSendOfALongAbsence()
{
    append(1100);
    const Request asked = tailRequest(u"reader"_s, "?after=7");
    const qint64 last = newest();
    Listening tail = listen(asked);
    tail.pull();
    const QByteArray gap = "event: gap\ndata: {\"from\":8,\"to\":" + QByteArray::number(last - 1000) + "}\n\nid: ";
    QVERIFY2(tail.said.startsWith(gap), tail.said.first(200).constData());
    QCOMPARE(tail.ids(), numbers(last - 999, last));

    Listening beyond = listen(tailRequest(u"reader"_s, "?after=9007199254740991"));
    QCOMPARE(beyond.pull(), ": alive\n\n");
    append(1);
    beyond.pull();
    QCOMPARE(beyond.ids(), numbers(newest(), newest()));
}

void TestAuditTail::isWokenByEveryWayIntoTheLog()
{
    int wakes = 0;
    const Response response = m_service->answer(tailRequest());
    response.stream->begin([&wakes] { ++wakes; });
    Listening tail{.stream = response.stream};
    tail.pull();
    const qint64 before = newest();
    const auto expectNews = [&] {
        const int woken = std::exchange(wakes, 0);
        tail.pull();
        return woken > 0 && tail.ids() == numbers(before + 1, newest());
    };
    append(1);
    QVERIFY(expectNews());
    const QByteArray token = m_service->tokenOf(u"chief"_s);
    QVERIFY(expectNews());
    QVERIFY(m_service->sessions->end(m_service->tenant, token, {}));
    QVERIFY(expectNews());
    QVERIFY(m_service->tenants->addUsers(m_service->tenant, {NewUser{u"new"_s, {}, Role::User, "x"}}));
    QVERIFY(expectNews());
    QCOMPARE(m_service
                 ->answer(m_service->signedIn(m_service->request("PUT", "/api/v1/settings",
                     R"({"sections":{"ipRestriction":{"revision":0,"value":{"mode":"allowListed","entries":[
                     {"network":"127.0.0.0/8","memo":""}]}}}})")))
                 .status,
        200);
    QVERIFY(expectNews());
    // What is taken back was never there.
    QVERIFY(!m_service->tenants->addUsers(
        m_service->tenant, {NewUser{u"newer"_s, {}, Role::User, "x"}, NewUser{u"new"_s, {}, Role::User, "x"}}));
    QCOMPARE(wakes, 0);
    QVERIFY(tail.pull().isEmpty());
}

void TestAuditTail::losesAndRepeatsNothingUnderLoad()
{
    const Response response = m_service->answer(tailRequest());
    QSemaphore woken;
    response.stream->begin([&woken] { woken.release(); });
    Listening tail{.stream = response.stream};
    const qint64 before = newest();
    constexpr int writers = 4;
    constexpr int eventsEach = 250;
    std::vector<std::jthread> threads;
    threads.reserve(writers);
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([this] {
            for (int sent = 0; sent < eventsEach; sent += 5)
                append(5);
        });
    while (tail.ids().size() < writers * eventsEach) {
        QVERIFY(woken.tryAcquire(1, 60s));
        tail.pull();
    }
    threads.clear();
    QCOMPARE(tail.ids(), numbers(before + 1, before + writers * eventsEach));
}

void TestAuditTail::sendsAPieceOfBoundedSize()
{
    Listening tail = listen(tailRequest());
    append(100, 10'000);
    qsizetype largest = 0;
    for (;;) {
        const BodyStream::Piece piece = tail.stream->next(false);
        largest = std::max(largest, piece.bytes.size());
        tail.said += piece.bytes;
        if (piece.pause.count() > 0)
            break;
    }
    QVERIFY(largest < 80'000);
    QCOMPARE(tail.ids(), numbers(newest() - 99, newest()));
}

void TestAuditTail::saysThatItIsAlive()
{
    const Request asked = tailRequest();
    Passage passage;
    passage.tenant = m_service->tenants->snapshot()->byId.value(m_service->tenant);
    passage.client = asked.peer;
    const Call call{.request = asked, .passage = passage, .roles = {Role::Auditor}};
    AuditTail tail(Standing(call, m_service->parts), m_service->streamPlaces.take(m_service->tenant, "x").value(),
        *m_service->tenants, newest(), newest(), {.alive = 0ms, .judging = 1s});
    QCOMPARE(tail.next(false).bytes, ": alive\n\n");
    QCOMPARE(tail.next(false).bytes, ": alive\n\n");
}

void TestAuditTail::closesWhenTheAddressIsNoLongerLetIn()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    publish([](TenantState &state) {
        state.settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowListed;
        state.settings.ipRestriction.entries = {{IpNetwork::parse(u"127.0.0.1"_s).value(), {}}};
    });
    QVERIFY(tail.pull().isEmpty());
    publish([](TenantState &state) { state.settings.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll; });
    QVERIFY(isClosedBy(tail.pull(), "gate.denied"));
    QVERIFY(tail.hasEnded);
    QVERIFY(tail.said.contains("127.0.0.1"));
}

void TestAuditTail::closesWhenThePairIsNoLongerRight()
{
    const auto setPair = [this](const QString &password) {
        publish([&](TenantState &state) {
            state.settings.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll;
            state.settings.basicAuth.enabled = true;
            state.settings.basicAuth.pair.userName = u"gate"_s;
            state.settings.basicAuth.pair.password.isSet = true;
            state.settings.basicAuth.pair.password.sealed = m_service->hasher.hash(password).value();
            state.proven = std::make_shared<ProvenPairs>();
        });
    };
    setPair(u"tree-frog-9"_s);
    Request asked = tailRequest();
    asked.headers.set("Authorization", "Basic " + QByteArray("gate:tree-frog-9").toBase64());
    Listening tail = listen(asked);
    QCOMPARE(tail.pull(), ": alive\n\n");
    publish([](TenantState &state) { state.settings.ipRestriction.entries.clear(); });
    QVERIFY(tail.pull().isEmpty());
    setPair(u"tree-frog-8"_s);
    QVERIFY(isClosedBy(tail.pull(), "gate.basicNeeded"));
}

void TestAuditTail::goesOnWhenAnotherPairIsAdded()
{
    const QByteArray seal = m_service->hasher.hash(u"tree-frog-9"_s).value();
    const auto setPairs = [&](const policy::BasicPair &first, const policy::BasicPair &second) {
        publish([&](TenantState &state) {
            state.settings.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll;
            policy::BasicAuth &basic = state.settings.basicAuth;
            basic.enabled = true;
            basic.pair = first;
            static_cast<policy::BasicPair &>(basic.second) = second;
            basic.second.endsAt = QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC).addYears(200);
            state.proven = std::make_shared<ProvenPairs>();
        });
    };
    policy::BasicPair known;
    known.userName = u"gate"_s;
    known.password.isSet = true;
    known.password.sealed = seal;
    policy::BasicPair other = known;
    other.userName = u"door"_s;
    other.password.sealed = m_service->hasher.hash(u"tree-frog-7"_s).value();
    setPairs(known, {});
    Request asked = tailRequest();
    asked.headers.set("Authorization", "Basic " + QByteArray("gate:tree-frog-9").toBase64());
    Listening tail = listen(asked);
    tail.pull();
    setPairs(known, other);
    QVERIFY(tail.pull().isEmpty());
    setPairs(other, known);
    QVERIFY(tail.pull().isEmpty());
    setPairs(other, {});
    QVERIFY(isClosedBy(tail.pull(), "gate.basicNeeded"));
}

void TestAuditTail::closesAtTheEndOfTheSession()
{
    const Request asked = tailRequest();
    Listening tail = listen(asked);
    Listening other = listen(tailRequest());
    tail.pull();
    QVERIFY(m_service->sessions->end(m_service->tenant, *asked.header("Sekimori-Token"), {}));
    QVERIFY(isClosedBy(tail.pull(), "session.ended"));
    other.pull();
    QVERIFY(!other.hasEnded);
}

void TestAuditTail::isNoUseOfTheSession()
{
    const Request asked = tailRequest();
    Listening tail = listen(asked);
    for (int hour = 0; hour < 23; ++hour) {
        m_service->store.pass(1h);
        append(1);
        QVERIFY(!tail.pull().isEmpty());
        QVERIFY(!tail.hasEnded);
    }
    m_service->store.pass(1h);
    append(1);
    QVERIFY(isClosedBy(tail.pull(), "session.ended"));
    QCOMPARE(m_service->answer(asked).status, 401);
}

void TestAuditTail::closesWhenTheRoleIsTaken()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    const auto changeRole = [this](Role role) {
        const User reader = m_service->tenants->findUser(m_service->tenant, u"reader"_s)->value();
        const UserDraft draft{.loginName = reader.loginName, .displayName = reader.displayName, .role = role};
        return m_service->users->change(m_service->tenant, reader.id, reader.revision, draft, {}).has_value();
    };
    QVERIFY(changeRole(Role::Administrator));
    QVERIFY(tail.pull().contains("login name: reader; role: auditor -> administrator"));
    QVERIFY(!tail.hasEnded);
    QVERIFY(changeRole(Role::User));
    QVERIFY(isClosedBy(tail.pull(), "session.roleMissing"));
    QCOMPARE(m_service->tenants->findUser(m_service->tenant, u"reader"_s).value()->role, Role::User);
}

void TestAuditTail::closesWhenTheTenantLetsNobodyLookAnyMore_data()
{
    QTest::addColumn<bool>("byTime");
    QTest::newRow("time passes") << true;
    QTest::newRow("an administrator ends it") << false;
}

void TestAuditTail::closesWhenTheTenantLetsNobodyLookAnyMore()
{
    QFETCH(const bool, byTime);
    const QString staff = m_service->letStaffKnowTheWay();
    const QDateTime end = toDateTime(m_service->store.now() + 2h);
    publish([&end](TenantState &state) { state.settings.support.until = end; });
    Listening tail = listen(tailRequest(staff));
    m_service->store.pass(1h);
    tail.pull();
    QVERIFY(!tail.hasEnded);
    if (byTime)
        m_service->store.pass(1h);
    else
        publish([](TenantState &state) { state.settings.support.until = {}; });
    append(1);
    QVERIFY(isClosedBy(tail.pull(), "session.supportNotAllowed"));
    QCOMPARE(m_service->answer(tailRequest(staff)).status, 403);
}

void TestAuditTail::closesWhenTheHostIsNobodysAnyMore()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    QCOMPARE(m_service
                 ->answer(m_service->signedIn(m_service->request("PUT", "/api/v1/settings",
                     R"({"sections":{"subdomain":{"revision":0,"value":{"name":"omega"}}}})")))
                 .status,
        200);
    QVERIFY(isClosedBy(tail.pull(), "gate.noTenant"));
    QVERIFY(tail.said.contains("alpha.example.test"));
}

void TestAuditTail::closesWhenTheServiceStops()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    append(1);
    const QByteArray said = tail.pull(true);
    QVERIFY(tail.hasEnded);
    QCOMPARE(tail.ids(), numbers(newest(), newest()));
    QVERIFY(isClosedBy(said.sliced(said.indexOf("event: closed")), "service.stopping"));
}

void TestAuditTail::showsNothingThatIsNewerThanTheChangeThatShutsOut()
{
    Listening tail = listen(tailRequest());
    tail.pull();
    publish([](TenantState &state) { state.settings.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll; });
    append(1);
    QVERIFY(isClosedBy(tail.pull(), "gate.denied"));
    QVERIFY(tail.ids().isEmpty());
}

void TestAuditTail::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("lastEventId");
    QTest::newRow("a word") << QByteArray("?after=now") << QByteArray();
    QTest::newRow("negative") << QByteArray("?after=-1") << QByteArray();
    QTest::newRow("empty") << QByteArray("?after=") << QByteArray();
    QTest::newRow("too large") << QByteArray("?after=9007199254740992") << QByteArray();
    QTest::newRow("Last-Event-ID") << QByteArray() << QByteArray("1 or 1=1");
    QTest::newRow("another parameter") << QByteArray("?limit=3") << QByteArray();
}

void TestAuditTail::refusesWhatIsNoNumber()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, lastEventId);
    Request asked = tailRequest(u"reader"_s, query);
    if (!lastEventId.isEmpty())
        asked.headers.set("Last-Event-ID", lastEventId);
    const Response response = m_service->answer(asked);
    QCOMPARE(response.status, 422);
    QVERIFY(!response.stream);
}

void TestAuditTail::isForThoseWhoMayReadTheLog()
{
    QCOMPARE(m_service->answer(m_service->request("GET", "/api/v1/audit/tail")).status, 401);
    QCOMPARE(m_service->answer(tailRequest(u"person"_s)).status, 403);
    for (const QString &user : {u"reader"_s, u"chief"_s}) {
        const Response response = m_service->answer(tailRequest(user));
        QCOMPARE(response.status, 200);
        QCOMPARE(response.headers.value("Content-Type"), "text/event-stream");
        QVERIFY(response.stream && response.endsConnection);
    }
}

void TestAuditTail::countsWhoIsThere()
{
    const Request first = tailRequest();
    const Request second = tailRequest();
    const Request third = tailRequest();
    std::vector<Response> open;
    for (const Request *asked : {&first, &first, &second, &second})
        open.push_back(m_service->answer(*asked));
    const Response ofSession = m_service->answer(first);
    QCOMPARE(ofSession.status, 429);
    QCOMPARE(errorsOf(ofSession), QStringList{u": streams.ofSession"_s});
    QCOMPARE(ofSession.headers.value("Retry-After"), "60");
    const Response ofTenant = m_service->answer(third);
    QCOMPARE(ofTenant.status, 429);
    QCOMPARE(errorsOf(ofTenant), QStringList{u": streams.ofTenant"_s});
    const auto elsewhere = m_service->streamPlaces.take({4711}, "x");
    QVERIFY(elsewhere);
    const auto ofAll = m_service->streamPlaces.take({4712}, "y");
    QVERIFY(!ofAll);
    QCOMPARE(ofAll.error().message->code, "streams.ofAll");
    QCOMPARE(ofAll.error().kind, ErrorKind::Unavailable);
    open.pop_back();
    QCOMPARE(m_service->answer(first).status, 429);
    QVERIFY(m_service->answer(third).stream);
}

QTEST_GUILESS_MAIN(TestAuditTail)
#include "tst_audittail.moc"
