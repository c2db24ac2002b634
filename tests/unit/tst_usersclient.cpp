// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeusers.h"
#include "platform/usersclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

class TestUsersClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void readsAPartOfTheUsers();
    void asksForWhatAFilterNames();
    void refusesUsersThatAreNone_data();
    void refusesUsersThatAreNone();
    void addsAndTellsOfWarnings();
    void changesWhomItWasShown();
    void tellsThatSomebodyElseWasFirst();
    void setsAPasswordAndEndsSessions();
    void checksAnImportBeforeItIsMade();
    void bringsTheExportedFile();
    void tellsThatTheExportBrokeOff();

private:
    template<typename T>
    Callback<T> into(std::optional<Answer<T>> &answer) const
    {
        return [&answer](const Answer<T> &given) { answer = given; };
    }
    const fake::SeenRequest &last() const { return m_platform->seen().last(); }
    QUrlQuery query() const { return QUrlQuery(QUrl(QString::fromLatin1(last().target)).query()); }

    crypto::KeyAndCertificate m_authority;
    fake::Users m_users;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<UsersClient> m_client;
};

void TestUsersClient::initTestCase()
{
    m_authority = fake::authority();
}

void TestUsersClient::init()
{
    m_users = fake::Users::many(3);
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_users.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<UsersClient>(*m_connection);
}

void TestUsersClient::cleanup()
{
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestUsersClient::readsAPartOfTheUsers()
{
    QJsonObject &locked = m_users.all[1];
    locked.insert(u"locked"_s, true);
    locked.insert(u"lockedUntil"_s, u"2026-04-01T10:00:00.000Z"_s);
    locked.insert(u"lastSignInAt"_s, u"2026-03-31T09:00:00.000Z"_s);
    locked.insert(u"certificatePermitted"_s, true);
    std::optional<Answer<UsersPart>> answer;
    Pending pending = m_client->part({}, 2, {}, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    const UsersPart &part = **answer;
    QCOMPARE(part.users.size(), 2);
    QCOMPARE(part.total, 4);
    QCOMPARE(part.next, u"2"_s);
    QCOMPARE(part.users.first().values,
        (UserValues{.loginName = u"mori"_s, .displayName = u"Mori Akiko"_s, .role = Role::Administrator}));
    QVERIFY(!part.users.first().lastSignInAt.isValid());
    const User &second = part.users.last();
    QVERIFY(second.isLocked);
    QVERIFY(second.values.isCertificatePermitted);
    QCOMPARE(second.lockedUntil, QDateTime(QDate(2026, 4, 1), QTime(10, 0), QTimeZone::UTC));
    QCOMPARE(second.lastSignInAt, QDateTime(QDate(2026, 3, 31), QTime(9, 0), QTimeZone::UTC));
    answer.reset();
    pending = m_client->part({}, 2, part.next, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY((*answer)->next.isEmpty());
    QCOMPARE((*answer)->users.last().values.loginName, u"user00003"_s);
}

void TestUsersClient::asksForWhatAFilterNames()
{
    std::optional<Answer<UsersPart>> answer;
    const UserFilter filter{.search = u"a+b & 佐藤"_s, .role = Role::Auditor, .only = UserFilter::Only::MustChange};
    const Pending pending = m_client->part(filter, 1000, u"x=y&z"_s, into(answer));
    QTRY_VERIFY(answer);
    QCOMPARE(query().queryItemValue(u"search"_s, QUrl::FullyDecoded), u"a+b & 佐藤"_s);
    QCOMPARE(query().queryItemValue(u"role"_s), u"auditor"_s);
    QCOMPARE(query().queryItemValue(u"filter"_s), u"mustChange"_s);
    QCOMPARE(query().queryItemValue(u"limit"_s), u"200"_s);
    QCOMPARE(query().queryItemValue(u"after"_s, QUrl::FullyDecoded), u"x=y&z"_s);
}

void TestUsersClient::refusesUsersThatAreNone_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no name") << u"loginName"_s << QJsonValue(QString());
    QTest::newRow("a role of another version") << u"role"_s << QJsonValue(u"emperor"_s);
    QTest::newRow("no number") << u"id"_s << QJsonValue(u"one"_s);
    QTest::newRow("no revision") << u"revision"_s << QJsonValue();
}

void TestUsersClient::refusesUsersThatAreNone()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    m_users.all[0].insert(field, value);
    std::optional<Answer<UsersPart>> answer;
    const Pending pending = m_client->part({}, 10, {}, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().kind, Failure::Kind::NotSekimori);
    QVERIFY(answer->error().detail.contains(u"users[0]"_s));
}

void TestUsersClient::addsAndTellsOfWarnings()
{
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method != "POST")
            return std::nullopt;
        QJsonObject added = fake::Users::user(9, u"ito"_s);
        added.insert(u"warnings"_s,
            QJsonArray{QJsonObject{
                {u"field"_s, u"password"_s}, {u"code"_s, u"password.short"_s}, {u"message"_s, u"Too short."_s}}});
        return fake::json(201, added);
    };
    std::optional<Answer<AddedUser>> answer;
    m_client->add({.loginName = u"ito"_s, .role = Role::Auditor, .isCertificatePermitted = true}, u"abc"_s, "key-1",
        this, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->warnings, (QList<FieldProblem>{{u"password"_s, u"password.short"_s, u"Too short."_s}}));
    QCOMPARE(last().json(),
        (QJsonObject{{u"loginName"_s, u"ito"_s}, {u"displayName"_s, QString()}, {u"role"_s, u"auditor"_s},
            {u"certificatePermitted"_s, true}, {u"password"_s, u"abc"_s}}));
    QCOMPARE(last().headers.value("idempotency-key"), "key-1");
}

void TestUsersClient::changesWhomItWasShown()
{
    std::optional<Answer<User>> answer;
    const User shown{.id = 101, .values = {.loginName = u"user00001"_s}, .revision = 1};
    UserValues values = shown.values;
    values.mustChangePassword = true;
    m_client->change(shown, values, "key-2", this, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->revision, 2);
    QVERIFY((*answer)->values.mustChangePassword);
    QCOMPARE(last().method, "PUT");
    QCOMPARE(last().target, "/api/v1/users/101");
    QCOMPARE(last().headers.value("if-match"), "\"1\"");
}

void TestUsersClient::tellsThatSomebodyElseWasFirst()
{
    m_users.all[1].insert(u"revision"_s, 7);
    std::optional<Answer<User>> answer;
    m_client->change({.id = 101, .revision = 1}, {.loginName = u"x"_s}, "key-3", this, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().kind, Failure::Kind::Stale);
}

void TestUsersClient::setsAPasswordAndEndsSessions()
{
    std::optional<Answer<QList<FieldProblem>>> warnings;
    m_client->setPassword(102, u"new password"_s, "key-4", this, into(warnings));
    QTRY_VERIFY(warnings);
    QVERIFY(*warnings);
    QCOMPARE(last().target, "/api/v1/users/102/password");
    QCOMPARE(last().json(), (QJsonObject{{u"password"_s, u"new password"_s}}));
    std::optional<Answer<void>> ended;
    m_client->endSessions(102, this, into(ended));
    QTRY_VERIFY(ended);
    QVERIFY(*ended);
    QCOMPARE(last().method, "DELETE");
    QCOMPARE(last().target, "/api/v1/users/102/sessions");
    ended.reset();
    m_client->remove(102, this, into(ended));
    QTRY_VERIFY(ended);
    QCOMPARE(last().target, "/api/v1/users/102");
    QCOMPARE(m_users.all.size(), 3);
}

void TestUsersClient::checksAnImportBeforeItIsMade()
{
    m_users.instead = [](const fake::SeenRequest &) -> std::optional<fake::Reply> {
        return fake::json(200,
            {{u"added"_s, 2}, {u"changed"_s, 1}, {u"unchanged"_s, 4}, {u"warnings"_s, QJsonArray()},
                {u"errors"_s,
                    QJsonArray{QJsonObject{
                        {u"line"_s, 3}, {u"field"_s, u"role"_s}, {u"message"_s, u"There is no such role."_s}}}}});
    };
    const QByteArray csv = "Login Name\r\nsato\r\n";
    std::optional<Answer<UsersImport>> answer;
    const Pending pending = m_client->checkImport(csv, into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE(**answer,
        (UsersImport{.added = 2,
            .changed = 1,
            .unchanged = 4,
            .errors = {{3, u"role"_s, u"There is no such role."_s}},
            .warnings = {}}));
    QCOMPARE(last().target, "/api/v1/users/import?apply=false");
    QCOMPARE(last().headers.value("content-type"), "text/csv");
    QCOMPARE(last().body, csv);
    answer.reset();
    m_client->import(csv, "key-5", this, into(answer));
    QTRY_VERIFY(answer);
    QCOMPARE(last().target, "/api/v1/users/import?apply=true");
    QCOMPARE(last().headers.value("idempotency-key"), "key-5");
}

void TestUsersClient::bringsTheExportedFile()
{
    m_users.instead = [](const fake::SeenRequest &) -> std::optional<fake::Reply> {
        return fake::Reply{.body = "Login Name\r\n", .contentType = "text/csv; charset=utf-8"};
    };
    std::optional<Answer<QByteArray>> answer;
    const Pending pending = m_client->exported(into(answer));
    QTRY_VERIFY(answer);
    QCOMPARE(answer->value(), "Login Name\r\n");
    QCOMPARE(last().target, "/api/v1/users/export");
}

void TestUsersClient::tellsThatTheExportBrokeOff()
{
    m_users.instead = [](const fake::SeenRequest &) -> std::optional<fake::Reply> {
        return fake::Reply{.body = "Login Name\r\nsato\r\n# Your session has ended.\r\n", .contentType = "text/csv"};
    };
    std::optional<Answer<QByteArray>> answer;
    const Pending pending = m_client->exported(into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(toText(answer->error()), u"Your session has ended."_s);
}

QTEST_GUILESS_MAIN(TestUsersClient)
#include "tst_usersclient.moc"
