// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeusers.h"
#include "items/usersmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using items::UsersModel;

class TestUsersModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void saysEverythingOfAUser();
    void fetchesFurtherUsersWhenTheyAreNeeded();
    void asksThePlatformForWhatIsSearched();
    void dropsTheSearchBefore();
    void stopsAskingAfterAFailure();
    void beginsAnewWhereAnotherSearchHasFailed();
    void countsAdministrators();
    void takesOverWhatHasBecomeOfSomebody();

private:
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }
    /// Of models. It fetches more by itself, all there is.
    void holdToTheRules() const
    {
        new QAbstractItemModelTester(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }
    qsizetype asked() const { return m_platform->seen().size(); }

    crypto::KeyAndCertificate m_authority;
    fake::Users m_users;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::UsersClient> m_client;
    std::unique_ptr<UsersModel> m_model;
};

void TestUsersModel::initTestCase()
{
    m_authority = fake::authority();
}

void TestUsersModel::init()
{
    m_users = fake::Users::many(500);
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_users.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::UsersClient>(*m_connection);
    m_model = std::make_unique<UsersModel>(*m_client);
}

void TestUsersModel::cleanup()
{
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestUsersModel::saysEverythingOfAUser()
{
    holdToTheRules();
    m_users.all.resize(2);
    QJsonObject &user = m_users.all[1];
    user.insert(u"mustChangePassword"_s, true);
    user.insert(u"certificatePermitted"_s, true);
    user.insert(u"locked"_s, true);
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 2);
    QVERIFY(m_model->isComplete());
    QCOMPARE(cell(0, UsersModel::LoginColumn), u"mori"_s);
    QCOMPARE(cell(0, UsersModel::NameColumn), u"Mori Akiko"_s);
    QCOMPARE(cell(0, UsersModel::RoleColumn), u"Administrator"_s);
    QVERIFY(cell(0, UsersModel::PasswordColumn).startsWith(u"Changed "_s));
    QCOMPARE(cell(0, UsersModel::CertificateColumn), u"Not permitted"_s);
    QCOMPARE(cell(0, UsersModel::SignInColumn), u"Never"_s);
    QCOMPARE(cell(0, UsersModel::StateColumn), QString());
    QCOMPARE(cell(1, UsersModel::PasswordColumn), u"Must be changed"_s);
    QCOMPARE(cell(1, UsersModel::CertificateColumn), u"Permitted"_s);
    QCOMPARE(cell(1, UsersModel::StateColumn), u"Locked until an administrator unlocks"_s);
    QVERIFY(m_model->index(1, UsersModel::StateColumn).data(UsersModel::NeedsLookRole).toBool());
    QVERIFY(!m_model->index(0, UsersModel::StateColumn).data(UsersModel::NeedsLookRole).toBool());
}

void TestUsersModel::fetchesFurtherUsersWhenTheyAreNeeded()
{
    QVERIFY(!m_model->canFetchMore({}));
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), UsersModel::usersAtOnce);
    QCOMPARE(m_model->total(), 501);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QVERIFY(!m_model->canFetchMore({})); // One part at a time.
    QTRY_COMPARE(m_model->rowCount(), 2 * UsersModel::usersAtOnce);
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 501);
    QVERIFY(m_model->isComplete());
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(cell(500, UsersModel::LoginColumn), u"user00500"_s);
}

void TestUsersModel::asksThePlatformForWhatIsSearched()
{
    holdToTheRules();
    m_model->setFilter({.search = u"00499"_s});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->total(), 1);
    QCOMPARE(cell(0, UsersModel::NameColumn), u"Number 499"_s);
    m_model->setFilter({.role = platform::Role::Administrator});
    QTRY_COMPARE(cell(0, UsersModel::LoginColumn), u"mori"_s);
    QCOMPARE(m_model->rowCount(), 1);
}

void TestUsersModel::dropsTheSearchBefore()
{
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target.contains("search=0&") || request.target.endsWith("search=0"))
            return fake::Reply{.way = fake::Reply::Way::Never};
        return std::nullopt;
    };
    m_model->setFilter({.search = u"0"_s});
    QTRY_COMPARE(asked(), 1);
    QVERIFY(m_model->isFetching());
    m_model->setFilter({.search = u"00012"_s});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QVERIFY(!m_model->failure());
    QVERIFY(!m_model->isFetching());
}

void TestUsersModel::stopsAskingAfterAFailure()
{
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), UsersModel::usersAtOnce);
    m_users.instead = [](const fake::SeenRequest &) { return fake::problem(503, u"internal"_s); };
    m_model->fetchMore({});
    QTRY_VERIFY(m_model->failure());
    QCOMPARE(m_model->rowCount(), UsersModel::usersAtOnce);
    QVERIFY(!m_model->canFetchMore({}));
    m_users.instead = nullptr;
    m_model->fetchFurther();
    QTRY_COMPARE(m_model->rowCount(), 2 * UsersModel::usersAtOnce);
    QVERIFY(!m_model->failure());
}

/// What there is was found by the search before: what goes on from there would mix the two.
void TestUsersModel::beginsAnewWhereAnotherSearchHasFailed()
{
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), UsersModel::usersAtOnce);
    m_users.instead = [](const fake::SeenRequest &) { return fake::problem(503, u"internal"_s); };
    m_model->setFilter({.search = u"0001"_s});
    QTRY_VERIFY(m_model->failure());
    m_users.instead = nullptr;
    m_model->fetchFurther();
    QTRY_VERIFY(!m_model->isFetching());
    QVERIFY(!m_model->failure());
    QVERIFY(m_model->rowCount() > 0);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QVERIFY(cell(row, UsersModel::LoginColumn).contains(u"0001"_s));
}

void TestUsersModel::countsAdministrators()
{
    QVERIFY(!m_model->administrators());
    m_users.all << fake::Users::user(900, u"zen"_s, {}, u"administrator"_s);
    m_model->countAdministrators();
    QTRY_COMPARE(m_model->administrators(), 2);
}

void TestUsersModel::takesOverWhatHasBecomeOfSomebody()
{
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), UsersModel::usersAtOnce);
    const QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    platform::User user = m_model->userAt(3);
    user.values.displayName = u"Ito"_s;
    m_model->replace(user);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(cell(3, UsersModel::NameColumn), u"Ito"_s);
    m_model->remove(user.id);
    QCOMPARE(m_model->rowOf(user.id), -1);
    QCOMPARE(m_model->rowCount(), UsersModel::usersAtOnce - 1);
    QCOMPARE(m_model->total(), 500);
    user.id = 1'000'000; // Whoever is not here is nobody's business.
    m_model->replace(user);
    m_model->remove(user.id);
    QCOMPARE(m_model->total(), 500);
}

QTEST_GUILESS_MAIN(TestUsersModel)
#include "tst_usersmodel.moc"
