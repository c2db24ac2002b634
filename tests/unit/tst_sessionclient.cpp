// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/sessionclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platform;
using Kind = Failure::Kind;

namespace {
QJsonObject session()
{
    return {{u"user"_s, u"sato"_s}, {u"displayName"_s, u"佐藤"_s}, {u"role"_s, u"administrator"_s},
        {u"tenant"_s, QJsonObject{{u"subdomain"_s, u"demo"_s}, {u"displayName"_s, u"Demo"_s}}},
        {u"client"_s, QJsonObject{{u"address"_s, u"127.0.0.1"_s}}}, {u"idleMinutes"_s, 1440}};
}

QJsonObject without(const QString &field)
{
    QJsonObject json = session();
    json.insert(u"token"_s, u"the-token"_s);
    json.remove(field);
    return json;
}
}

class TestSessionClient : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void signsInAndCarriesTheToken_data();
    void signsInAndCarriesTheToken();
    void saysThatThePasswordIsWrong();
    void saysThatThePasswordHasToBeChanged_data();
    void saysThatThePasswordHasToBeChanged();
    void signsInWithANewPassword();
    void changesThePassword();
    void refusesASessionThatIsNotWhole_data();
    void refusesASessionThatIsNotWhole();
    void signsOutAndForgetsAtOnce_data();
    void signsOutAndForgetsAtOnce();

private:
    fake::Reply m_reply;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<Connection> m_connection;
    QList<Answer<Session>> m_answers;
    Callback<Session> m_callback = [this](const Answer<Session> &answer) { m_answers.append(answer); };
};

void TestSessionClient::init()
{
    m_answers.clear();
    m_platform = std::make_unique<fake::Platform>([this](const auto &) { return m_reply; });
    m_connection = std::make_unique<Connection>(fake::listenWith(*m_platform, fake::authority()));
}

void TestSessionClient::cleanup()
{
    m_connection.reset();
    m_platform.reset();
}

void TestSessionClient::signsInAndCarriesTheToken_data()
{
    QTest::addColumn<bool>("isOneTime");
    QTest::newRow("password") << false;
    QTest::newRow("one-time token") << true;
}

void TestSessionClient::signsInAndCarriesTheToken()
{
    QFETCH(bool, isOneTime);
    m_reply = fake::json(201, without({}));
    SessionClient client(*m_connection);
    Pending pending = isOneTime ? client.signInWithOneTimeToken(u"once"_s, m_callback)
                                : client.signIn(u"sato"_s, u"pässword"_s, m_callback);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(m_answers.first());
    QCOMPARE(m_answers.first()->user, u"sato"_s);
    QCOMPARE(m_answers.first()->displayName, u"佐藤"_s);
    QCOMPARE(m_answers.first()->role, Role::Administrator);
    QCOMPARE(m_answers.first()->tenantName, u"Demo"_s);
    QCOMPARE(m_answers.first()->clientAddress, u"127.0.0.1"_s);
    QCOMPARE(m_answers.first()->idleLimit, std::chrono::hours(24));
    QVERIFY(!m_answers.first()->passwordExpiresAt.isValid());
    const QJsonObject byPassword{{u"user"_s, u"sato"_s}, {u"password"_s, u"pässword"_s}};
    const QJsonObject byToken{{u"oneTimeToken"_s, u"once"_s}};
    QCOMPARE(m_platform->seen().first().json(), isOneTime ? byToken : byPassword);

    m_reply = fake::json(200, session());
    pending = client.refresh(m_callback);
    QTRY_COMPARE(m_answers.size(), 2);
    QCOMPARE(m_platform->seen().last().method, "GET");
    QCOMPARE(m_platform->seen().last().headers.value("sekimori-token"), "the-token");
}

void TestSessionClient::saysThatThePasswordIsWrong()
{
    m_reply = fake::problem(401, u"session.refused"_s);
    SessionClient client(*m_connection);
    const Pending pending = client.signIn(u"sato"_s, u"my secret"_s, m_callback);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers.first());
    const Failure &failure = m_answers.first().error();
    QCOMPARE(failure.kind, Kind::SignInRefused);
    QVERIFY(!(toText(failure) + failure.detail).contains(u"my secret"));
    QVERIFY(!m_connection->hasToken());
}

void TestSessionClient::saysThatThePasswordHasToBeChanged_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<std::optional<sekimori::policy::ChangeReason>>("read");
    using sekimori::policy::ChangeReason;
    QTest::newRow("expired") << u"expired"_s << std::optional(ChangeReason::Expired);
    QTest::newRow("set") << u"set"_s << std::optional(ChangeReason::Set);
    QTest::newRow("of a later version") << u"leaked"_s << std::optional<ChangeReason>();
}

void TestSessionClient::saysThatThePasswordHasToBeChanged()
{
    QFETCH(QString, reason);
    m_reply = fake::problem(403, u"session.passwordChangeNeeded"_s, {{u"reason"_s, reason}});
    const Pending pending = SessionClient(*m_connection).signIn(u"sato"_s, u"old"_s, m_callback);
    QTRY_COMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers.first().error().kind, Kind::PasswordChangeNeeded);
    QTEST(m_answers.first().error().changeReason, "read");
    QVERIFY(!m_connection->hasToken());
}

void TestSessionClient::signsInWithANewPassword()
{
    QJsonObject answer = without({});
    answer.insert(u"passwordExpiresAt"_s, u"2026-06-03T14:00:00.000Z"_s);
    m_reply = fake::json(201, answer);
    SessionClient(*m_connection).signInWithNewPassword(u"sato"_s, {u"old"_s, u"new"_s}, this, m_callback);
    QTRY_COMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers.first()->passwordExpiresAt, QDateTime({2026, 6, 3}, {14, 0}, QTimeZone::UTC));
    QVERIFY(m_connection->hasToken());
    const QJsonObject expected{{u"user"_s, u"sato"_s}, {u"password"_s, u"old"_s}, {u"newPassword"_s, u"new"_s}};
    QCOMPARE(m_platform->seen().first().json(), expected);
}

void TestSessionClient::changesThePassword()
{
    m_reply = {.status = 204, .body = {}};
    bool isThrough = false;
    SessionClient(*m_connection).changePassword({u"old"_s, u"new"_s}, this, [&](const Answer<void> &answer) {
        isThrough = answer.has_value();
    });
    QTRY_VERIFY(isThrough);
    QCOMPARE(m_platform->seen().first().method, "POST");
    QCOMPARE(m_platform->seen().first().target, "/api/v1/session/password");
    const QJsonObject expected{{u"password"_s, u"old"_s}, {u"newPassword"_s, u"new"_s}};
    QCOMPARE(m_platform->seen().first().json(), expected);
}

void TestSessionClient::refusesASessionThatIsNotWhole_data()
{
    QTest::addColumn<QJsonObject>("answer");
    for (const auto &field : {u"token"_s, u"user"_s, u"role"_s})
        QTest::addRow("no %s", qPrintable(field)) << without(field);
    QJsonObject strange = without({});
    strange.insert(u"role"_s, u"emperor"_s);
    QTest::newRow("unknown role") << strange;
}

void TestSessionClient::refusesASessionThatIsNotWhole()
{
    QFETCH(QJsonObject, answer);
    m_reply = fake::json(201, answer);
    SessionClient client(*m_connection);
    const Pending pending = client.signIn(u"sato"_s, u"x"_s, m_callback);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers.first());
    QCOMPARE(m_answers.first().error().kind, Kind::NotSekimori);
    QVERIFY(!m_connection->hasToken());
}

void TestSessionClient::signsOutAndForgetsAtOnce_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("as it should be") << 204;
    QTest::newRow("the session had ended already") << 401;
}

void TestSessionClient::signsOutAndForgetsAtOnce()
{
    QFETCH(int, status);
    m_reply = status == 204 ? fake::Reply{.status = 204, .body = {}} : fake::problem(status, u"session.needed"_s);
    m_connection->setToken("the-token");
    bool isThrough = false;
    bool wasTold = false;
    connect(m_connection.get(), &Connection::signedOut, this, [&] { wasTold = true; });
    SessionClient(*m_connection).signOut(this, [&](const Answer<void> &) { isThrough = true; });
    QVERIFY(!m_connection->hasToken());
    QTRY_VERIFY(isThrough);
    QCOMPARE(m_platform->seen().first().method, "DELETE");
    QCOMPARE(m_platform->seen().first().headers.value("sekimori-token"), "the-token");
    QVERIFY(!wasTold);
}

QTEST_GUILESS_MAIN(TestSessionClient)

#include "tst_sessionclient.moc"
