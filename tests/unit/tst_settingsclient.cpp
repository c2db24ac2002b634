// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/settingsclient.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platform;
using Kind = Failure::Kind;
using Mode = policy::IpRestriction::Mode;

namespace {
QJsonObject section(qint64 revision, const QJsonObject &value)
{
    return {{u"revision"_s, revision}, {u"changedAt"_s, u"2026-03-05T14:00:00.250Z"_s}, {u"changedBy"_s, u"sato"_s},
        {u"value"_s, value}};
}

QJsonObject restriction(const QString &mode, const QJsonArray &entries = {})
{
    return {{u"mode"_s, mode}, {u"entries"_s, entries}};
}

QJsonObject basicAuth(bool enabled, const QString &userName = {}, bool passwordIsSet = false)
{
    const QJsonObject password{{u"set"_s, passwordIsSet}, {u"changedAt"_s, QJsonValue()}};
    const QJsonObject none{{u"set"_s, false}, {u"changedAt"_s, QJsonValue()}};
    return {{u"enabled"_s, enabled}, {u"pair"_s, QJsonObject{{u"userName"_s, userName}, {u"password"_s, password}}},
        {u"second"_s, QJsonObject{{u"userName"_s, QString()}, {u"password"_s, none}, {u"endsAt"_s, QJsonValue()}}}};
}

QJsonObject wholeSettings(const QJsonObject &ipRestriction, const QJsonObject &basic)
{
    QJsonObject sections;
    const auto keys = policy::sectionKeys();
    for (const QString &key : keys)
        sections.insert(key, section(0, policy::sectionToJson(policy::Settings(), key, policy::JsonUse::Answer)));
    sections.insert(u"ipRestriction"_s, ipRestriction);
    sections.insert(u"basicAuth"_s, basic);
    return {{u"sections"_s, sections}};
}

fake::Reply saved(const QJsonObject &sections)
{
    return fake::json(200, {{u"sections"_s, sections}, {u"inForceSince"_s, u"2026-03-05T14:00:01.000Z"_s}});
}

/// Cut off in the middle: what became of the change is not known.
fake::Reply lost()
{
    return {.body = "{}", .way = fake::Reply::Way::Half};
}

QByteArray basic(const QByteArray &pair)
{
    return "Basic " + pair.toBase64();
}

/// What the first test answers with, as the client reads it.
SettingsState baseState()
{
    SettingsState state;
    state.revisions.insert(policy::IpRestriction::key, {.number = 3, .at = {}, .by = u"sato"_s});
    state.revisions.insert(policy::BasicAuth::key, {.number = 5, .at = {}, .by = u"sato"_s});
    return state;
}

/// Deny all, and Basic with a new pair, in one step.
SettingsDraft denyAllWithBasic(const SettingsState &base = baseState())
{
    policy::Settings edited = base.settings;
    edited.ipRestriction.mode = Mode::DenyAll;
    edited.basicAuth.enabled = true;
    edited.basicAuth.pair.userName = u"office"_s;
    edited.basicAuth.pair.password.entered = u"new secret"_s;
    return SettingsDraft::of(base, edited);
}

QJsonObject denyAllWithBasicAnswer()
{
    return {{u"ipRestriction"_s, section(4, restriction(u"denyAll"_s))},
        {u"basicAuth"_s, section(6, basicAuth(true, u"office"_s, true))}};
}

template<typename T>
struct Inbox {
    QList<Answer<T>> answers;

    Callback<T> callback()
    {
        return [this](const Answer<T> &answer) { answers.append(answer); };
    }
    bool holds(Kind kind) const { return !answers.isEmpty() && !answers.last() && answers.last().error().kind == kind; }
};
}

class TestSettingsClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void loadsEverySection();
    void refusesSettingsThatLackASectionOrMakeNoSense_data();
    void refusesSettingsThatLackASectionOrMakeNoSense();
    void checksADraft();
    void savesOnlyWhatDiffers();
    void acceptsThatNothingHadToChange();
    void tellsWhatStandsNow();
    void tellsThatItWouldShutOut();
    void insistsWithTheReason();
    void presentsThePairItHasJustSet();
    void presentsTheNewPairAfterALostAnswer();
    void fallsBackToTheOldPairWhenTheChangeWasNotMade();
    void keepsTheOldPairWhenTheChangeIsRefused();
    void repeatsALostChangeUnderItsKey();
    void usesANewKeyForAnotherChange();
    void keepsTheKeyWhenAKeptConnectionClosesSilently();
    void savesThoughNobodyWaits();
    void followsTheTenantToItsNewName();
    void findsItsLostAnswerAtTheNewName();
    void staysAtANameThatIsNotTheTenants();
    void loadsTenThousandEntries();

private:
    crypto::KeyAndCertificate m_authority;
};

void TestSettingsClient::initTestCase()
{
    m_authority = fake::authority();
}

void TestSettingsClient::loadsEverySection()
{
    fake::Platform platform([](const auto &) {
        const QJsonArray entries{QJsonObject{{u"network"_s, u"10.0.0.0/8"_s}, {u"memo"_s, u"office"_s}}};
        auto settings = wholeSettings(section(3, restriction(u"allowListed"_s, entries)), section(0, basicAuth(false)));
        QJsonObject sections = settings[u"sections"].toObject();
        sections.insert(u"fromTheFuture"_s, section(1, {{u"a"_s, 1}}));
        return fake::json(200, {{u"sections"_s, sections}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SettingsState> inbox;
    const Pending pending = client.load(inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    const SettingsState &state = *inbox.answers.last();
    QCOMPARE(state.settings.ipRestriction.mode, Mode::AllowListed);
    QCOMPARE(state.settings.ipRestriction.entries.size(), 1);
    QCOMPARE(state.settings.ipRestriction.entries.first().memo, u"office"_s);
    const policy::Revision revision = state.revisions.value(policy::IpRestriction::key);
    QCOMPARE(revision.number, 3);
    QCOMPARE(revision.by, u"sato"_s);
    QCOMPARE(revision.at, QDateTime(QDate(2026, 3, 5), QTime(14, 0, 0, 250), QTimeZone::UTC));
    QCOMPARE(state.revisions.size(), policy::sectionKeys().size());
}

void TestSettingsClient::refusesSettingsThatLackASectionOrMakeNoSense_data()
{
    const QJsonObject good = section(3, restriction(u"allowAll"_s));
    QTest::addColumn<QJsonObject>("answer");
    QTest::newRow("no sections") << QJsonObject();
    QTest::newRow("a section is missing") << QJsonObject{{u"sections"_s, QJsonObject{{u"ipRestriction"_s, good}}}};
    QTest::newRow("unknown mode") << wholeSettings(
        section(3, restriction(u"allowSome"_s)), section(0, basicAuth(false)));
    QTest::newRow("revision is text") << wholeSettings(
        QJsonObject{{u"revision"_s, u"3"_s}, {u"value"_s, restriction(u"allowAll"_s)}}, section(0, basicAuth(false)));
    QTest::newRow("not a network") << wholeSettings(
        section(3, restriction(u"allowAll"_s, {QJsonObject{{u"network"_s, u"1.2.3"_s}, {u"memo"_s, QString()}}})),
        section(0, basicAuth(false)));
}

void TestSettingsClient::refusesSettingsThatLackASectionOrMakeNoSense()
{
    QFETCH(QJsonObject, answer);
    fake::Platform platform([&](const auto &) { return fake::json(200, answer); });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SettingsState> inbox;
    const Pending pending = client.load(inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::NotSekimori));
    QVERIFY(!inbox.answers.last().error().detail.isEmpty());
}

void TestSettingsClient::checksADraft()
{
    fake::Platform platform([](const auto &) {
        const QJsonObject condition{{u"condition"_s, u"modeDeniesAll"_s}, {u"outcome"_s, u"met"_s}};
        const QJsonObject error{
            {u"field"_s, u"basicAuth.pair.password"_s}, {u"code"_s, u"c"_s}, {u"message"_s, u"m"_s}};
        return fake::json(200,
            {{u"errors"_s, QJsonArray{error}},
                {u"wayIn"_s,
                    QJsonObject{{u"verdict"_s, u"deny"_s}, {u"decidedBy"_s, u"modeDeniesAll"_s},
                        {u"conditions"_s, QJsonArray{condition}}}},
                {u"consent"_s, u"token-1"_s}, {u"changes"_s, QJsonObject{{u"ipRestriction"_s, QJsonArray()}}}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<CheckedDraft> inbox;
    const Pending pending = client.check(denyAllWithBasic(), inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    const CheckedDraft &checked = *inbox.answers.last();
    QCOMPARE(checked.problems, (QList<FieldProblem>{{u"basicAuth.pair.password"_s, u"c"_s, u"m"_s}}));
    QCOMPARE(checked.wayIn.verdict, policy::Verdict::Deny);
    QCOMPARE(checked.wayIn.conditions.size(), 1);
    QCOMPARE(checked.consentToken, "token-1");
    QCOMPARE(checked.changes.keys(), QStringList{u"ipRestriction"_s});
    QCOMPARE(platform.seen().first().method, "POST");
    QCOMPARE(platform.seen().first().target, "/api/v1/settings/check");
}

void TestSettingsClient::savesOnlyWhatDiffers()
{
    fake::Platform platform(
        [](const auto &) { return saved({{u"ipRestriction"_s, section(4, restriction(u"denyAll"_s))}}); });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    SettingsState base = baseState();
    base.settings.basicAuth.pair.userName = u"office"_s;
    policy::Settings edited = base.settings;
    edited.ipRestriction.mode = Mode::DenyAll;
    Inbox<SavedSettings> inbox;
    client.save(SettingsDraft::of(base, edited), {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    const SavedSettings &answer = *inbox.answers.last();
    QCOMPARE(answer.inForceSince, QDateTime(QDate(2026, 3, 5), QTime(14, 0, 1), QTimeZone::UTC));
    QCOMPARE(answer.state.settings.ipRestriction.mode, Mode::DenyAll);
    QCOMPARE(answer.state.revisions.value(policy::IpRestriction::key).number, 4);
    QCOMPARE(answer.state.settings.basicAuth.pair.userName, u"office"_s);
    QCOMPARE(answer.state.revisions.value(policy::BasicAuth::key).number, 5);

    const fake::SeenRequest &seen = platform.seen().first();
    QCOMPARE(seen.method, "PUT");
    QCOMPARE(seen.target, "/api/v1/settings");
    const QJsonObject sections = seen.json()[u"sections"].toObject();
    QCOMPARE(sections.keys(), QStringList{u"ipRestriction"_s});
    QCOMPARE(sections[u"ipRestriction"][u"revision"].toInt(), 3);
    QCOMPARE(sections[u"ipRestriction"][u"value"].toObject(), restriction(u"denyAll"_s));
    const QByteArray key = seen.headers.value("idempotency-key");
    QVERIFY(!key.isEmpty() && key.size() <= 64);
}

void TestSettingsClient::acceptsThatNothingHadToChange()
{
    QJsonValue since(QJsonValue::Null);
    fake::Platform platform([&](const auto &) {
        QJsonObject answer{{u"sections"_s, QJsonObject{{u"ipRestriction"_s, section(0, restriction(u"allowAll"_s))}}}};
        answer.insert(u"inForceSince"_s, since);
        return fake::json(200, answer);
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    QVERIFY(!inbox.answers.last()->inForceSince.isValid());
    since = u"yesterday"_s;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::NotSekimori));
}

void TestSettingsClient::tellsWhatStandsNow()
{
    fake::Platform platform([](const auto &) {
        return fake::problem(412, u"settings.stale"_s,
            {{u"current"_s, QJsonObject{{u"ipRestriction"_s, section(9, restriction(u"allowListed"_s))}}}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::Stale));
    const SettingsState current = inbox.answers.last().error().current.value();
    QCOMPARE(current.revisions.keys(), QStringList{u"ipRestriction"_s});
    QCOMPARE(current.revisions.first().number, 9);
    QCOMPARE(current.revisions.first().by, u"sato"_s);
    QCOMPARE(current.settings.ipRestriction.mode, Mode::AllowListed);
}

void TestSettingsClient::tellsThatItWouldShutOut()
{
    fake::Platform platform([](const auto &) {
        return fake::problem(409, u"settings.shutsOut"_s,
            {{u"wayIn"_s, QJsonObject{{u"verdict"_s, u"deny"_s}, {u"decidedBy"_s, u"modeDeniesAll"_s}}},
                {u"consent"_s, u"token-1"_s}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::ShutsOut));
    QCOMPARE(inbox.answers.last().error().consentToken, "token-1");
    QCOMPARE(inbox.answers.last().error().wayIn->decidedBy, policy::Condition::ModeDeniesAll);
    QVERIFY(!inbox.answers.last().error().leavesOutcomeOpen());
}

void TestSettingsClient::insistsWithTheReason()
{
    fake::Platform platform([](const auto &) { return saved(denyAllWithBasicAnswer()); });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), Consent{"token-1", u"夜間閉鎖 100 %\r\nX: y"_s}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    const auto headers = platform.seen().first().headers;
    QCOMPARE(headers.value("sekimori-consent"), "token-1");
    QCOMPARE(QUrl::fromPercentEncoding(headers.value("sekimori-reason")), u"夜間閉鎖 100 %\r\nX: y"_s);
    QVERIFY(!headers.contains("x"));
}

void TestSettingsClient::presentsThePairItHasJustSet()
{
    bool isInForce = false;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        if (isInForce && request.headers.value("authorization") != basic("office:new secret"))
            return fake::gateAsksBasic();
        isInForce = true;
        return saved(denyAllWithBasicAnswer());
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    Inbox<SettingsState> loaded;
    const Pending pending = client.load(loaded.callback());
    QTRY_COMPARE(loaded.answers.size(), 1);
    QCOMPARE(platform.seen().size(), 2);
    QCOMPARE(platform.seen().last().headers.value("authorization"), basic("office:new secret"));
}

void TestSettingsClient::presentsTheNewPairAfterALostAnswer()
{
    QByteArray key;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        if (key.isEmpty()) {
            key = request.headers.value("idempotency-key");
            return lost();
        }
        return request.headers.value("authorization") == basic("office:new secret") ? saved(denyAllWithBasicAnswer())
                                                                                    : fake::gateAsksBasic();
    });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setGatePair({u"office"_s, u"old secret"_s});
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::Unreachable));
    QVERIFY(inbox.answers.last().error().leavesOutcomeOpen());
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 2);
    QVERIFY(inbox.answers.last());
    QCOMPARE(platform.seen().size(), 2);
    QCOMPARE(platform.seen().last().headers.value("idempotency-key"), key);
}

void TestSettingsClient::fallsBackToTheOldPairWhenTheChangeWasNotMade()
{
    bool isFirst = true;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        if (std::exchange(isFirst, false))
            return lost();
        if (request.headers.value("authorization") != basic("office:old secret"))
            return fake::gateAsksBasic();
        return fake::json(200, wholeSettings(section(3, restriction(u"denyAll"_s)), section(5, basicAuth(true))));
    });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setGatePair({u"office"_s, u"old secret"_s});
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::Unreachable));
    Inbox<SettingsState> loaded;
    const Pending pending = client.load(loaded.callback());
    QTRY_COMPARE(loaded.answers.size(), 1);
    QVERIFY(loaded.answers.last());
    QCOMPARE(connection.gatePairs().all().first(), (GatePair{u"office"_s, u"old secret"_s}));
}

void TestSettingsClient::keepsTheOldPairWhenTheChangeIsRefused()
{
    fake::Platform platform([](const auto &) { return fake::problem(422, u"field.range"_s); });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setGatePair({u"office"_s, u"old secret"_s});
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(), {}, this, inbox.callback());
    QTRY_VERIFY(inbox.holds(Kind::Refused));
    QCOMPARE(connection.gatePairs().all(), (QList<GatePair>{{u"office"_s, u"old secret"_s}}));
    const Failure &failure = inbox.answers.last().error();
    QVERIFY(!(toText(failure) + failure.detail).contains(u"secret"));
}

void TestSettingsClient::repeatsALostChangeUnderItsKey()
{
    int requests = 0;
    fake::Platform platform([&](const auto &) {
        switch (++requests) {
        case 1:
            return fake::Reply{.body = "{}", .way = fake::Reply::Way::Half};
        case 2:
            return fake::problem(503, u"http.serviceBusy"_s);
        case 3:
            return fake::problem(401, u"session.needed"_s);
        default:
            return saved(denyAllWithBasicAnswer());
        }
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    for (int i = 1; i <= 5; ++i) {
        client.save(denyAllWithBasic(), {}, this, inbox.callback());
        QTRY_COMPARE(inbox.answers.size(), i);
    }
    QSet<QByteArray> keys;
    for (const fake::SeenRequest &seen : platform.seen().first(4))
        keys.insert(seen.headers.value("idempotency-key"));
    QCOMPARE(keys.size(), 1);
    QVERIFY(!keys.contains(platform.seen().at(4).headers.value("idempotency-key")));
}

void TestSettingsClient::usesANewKeyForAnotherChange()
{
    fake::Platform platform([](const auto &) { return lost(); });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    SettingsDraft draft = denyAllWithBasic();
    client.save(draft, {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    draft.edited.basicAuth.pair.password.entered = u"another secret"_s;
    client.save(draft, {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 2);
    client.save(draft, Consent{"token", u"because"_s}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 3);
    QSet<QByteArray> keys;
    for (const fake::SeenRequest &seen : platform.seen())
        keys.insert(seen.headers.value("idempotency-key"));
    QCOMPARE(keys.size(), 3);
}

void TestSettingsClient::keepsTheKeyWhenAKeptConnectionClosesSilently()
{
    int puts = 0;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        if (request.method == "GET")
            return fake::json(200, wholeSettings(section(3, restriction(u"allowAll"_s)), section(5, basicAuth(false))));
        return ++puts == 1 ? fake::Reply{.way = fake::Reply::Way::HangUp} : saved(denyAllWithBasicAnswer());
    });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SettingsState> loaded;
    const Pending pending = client.load(loaded.callback());
    QTRY_COMPARE(loaded.answers.size(), 1);
    Inbox<SavedSettings> inbox;
    client.save(denyAllWithBasic(*loaded.answers.last()), {}, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    QCOMPARE(puts, 2);
    const fake::SeenRequest &first = platform.seen().at(1);
    const fake::SeenRequest &repeated = platform.seen().at(2);
    QVERIFY(first.connection != repeated.connection);
    QCOMPARE(repeated.headers.value("idempotency-key"), first.headers.value("idempotency-key"));
    QCOMPARE(repeated.body, first.body);
}

void TestSettingsClient::savesThoughNobodyWaits()
{
    fake::Platform platform([](const auto &) { return saved(denyAllWithBasicAnswer()); });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    Inbox<SavedSettings> inbox;
    auto page = std::make_unique<QObject>();
    client.save(denyAllWithBasic(), {}, page.get(), inbox.callback());
    page.reset();
    QTRY_COMPARE(connection.gatePairs().all(), (QList<GatePair>{{u"office"_s, u"new secret"_s}}));
    QTRY_COMPARE(connection.state(), Connection::State::Connected);
    QVERIFY(inbox.answers.isEmpty());
}

void TestSettingsClient::loadsTenThousandEntries()
{
    QJsonArray entries;
    for (int i = 0; i < 10'000; ++i) {
        const QString network = u"10.%1.%2.0/24"_s.arg(i / 250).arg(i % 250);
        entries.append(QJsonObject{{u"network"_s, network}, {u"memo"_s, u"memo %1"_s.arg(i)}});
    }
    fake::Reply reply = fake::json(
        200, wholeSettings(section(3, restriction(u"allowListed"_s, entries)), section(0, basicAuth(false))));
    fake::Platform platform([&](const auto &) { return reply; });
    Connection connection(fake::listenWith(platform, m_authority));
    SettingsClient client(connection);
    const QThread *thread = nullptr;
    Inbox<SettingsState> inbox;
    const Pending pending = client.load([&, deliver = inbox.callback()](const auto &answer) {
        thread = QThread::currentThread();
        deliver(answer);
    });
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.last());
    QCOMPARE(inbox.answers.last()->settings.ipRestriction.entries.size(), 10'000);
    QCOMPARE(thread, QThread::currentThread());
}

namespace {

SettingsDraft renaming(const QString &name)
{
    SettingsState base;
    base.settings.subdomain.name = u"demo"_s;
    base.revisions.insert(policy::Subdomain::key, {.number = 1, .at = {}, .by = u"sato"_s});
    policy::Settings edited = base.settings;
    edited.subdomain.name = name;
    return SettingsDraft::of(base, edited);
}

fake::Reply renamed(const QString &name)
{
    return fake::json(200,
        {{u"sections"_s, QJsonObject{{u"subdomain"_s, section(2, {{u"name"_s, name}})}}},
            {u"inForceSince"_s, u"2026-03-05T14:03:22.123Z"_s}});
}

QByteArray hostIn(const fake::SeenRequest &request)
{
    return request.headers.value("host").split(':').first();
}

}

void TestSettingsClient::followsTheTenantToItsNewName()
{
    fake::Platform platform([](const auto &) { return renamed(u"acme"_s); });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setToken("token");
    const QSignalSpy followed(&connection, &Connection::followed);
    Inbox<SavedSettings> inbox;
    auto *client = new SettingsClient(connection);
    client->save(renaming(u"acme"_s), std::nullopt, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(inbox.answers.first().has_value());
    QCOMPARE(followed.size(), 1);
    QCOMPARE(connection.profile().hostName, u"acme.example.org"_s);
    QCOMPARE(connection.profile().address, u"127.0.0.1"_s);

    // From here on everything goes by the new name: the Host line, and the certificate has to be for it.
    platform.present(fake::serverCertificate(m_authority, u"acme.example.org"_s), {m_authority.certificatePem});
    Inbox<SettingsState> loaded;
    const Pending pending = client->load(loaded.callback());
    QTRY_COMPARE(loaded.answers.size(), 1);
    QCOMPARE(hostIn(platform.seen().first()), "demo.example.org");
    QCOMPARE(hostIn(platform.seen().last()), "acme.example.org");
    QCOMPARE(platform.seen().last().headers.value("sekimori-token"), "token");
    QVERIFY(platform.seen().last().connection != platform.seen().first().connection);
}

void TestSettingsClient::findsItsLostAnswerAtTheNewName()
{
    bool isMade = false;
    fake::Reply half = renamed(u"acme"_s);
    half.way = fake::Reply::Way::Half;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        if (!std::exchange(isMade, true))
            return half;
        return hostIn(request) == "acme.example.org" ? renamed(u"acme"_s)
                                                     : fake::problem(421, u"http.serverNameUnknown"_s);
    });
    Connection connection(fake::listenWith(platform, m_authority));
    platform.present(fake::serverCertificate(m_authority, u"*.example.org"_s), {m_authority.certificatePem});
    Inbox<SavedSettings> inbox;
    auto *client = new SettingsClient(connection);
    client->save(renaming(u"acme"_s), std::nullopt, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QVERIFY(!inbox.answers.first());
    QCOMPARE(connection.profile().hostName, u"demo.example.org"_s);

    client->save(renaming(u"acme"_s), std::nullopt, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 2);
    QVERIFY2(
        inbox.answers.last().has_value(), inbox.answers.last() ? "" : qPrintable(toText(inbox.answers.last().error())));
    QCOMPARE(connection.profile().hostName, u"acme.example.org"_s);
    QSet<QByteArray> keys;
    for (const fake::SeenRequest &request : platform.seen())
        keys.insert(request.headers.value("idempotency-key"));
    QCOMPARE(keys.size(), 1);
}

void TestSettingsClient::staysAtANameThatIsNotTheTenants()
{
    fake::Platform platform([](const auto &) { return renamed(u"acme"_s); });
    auto profile = fake::listenWith(platform, m_authority);
    profile.hostName = u"console.example.org"_s;
    platform.present(fake::serverCertificate(m_authority, profile.hostName), {m_authority.certificatePem});
    Connection connection(profile);
    Inbox<SavedSettings> inbox;
    (new SettingsClient(connection))->save(renaming(u"acme"_s), std::nullopt, this, inbox.callback());
    QTRY_COMPARE(inbox.answers.size(), 1);
    QCOMPARE(connection.profile().hostName, u"console.example.org"_s);
}

QTEST_GUILESS_MAIN(TestSettingsClient)

#include "tst_settingsclient.moc"
