// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "items/locksmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using Kind = platform::Failure::Kind;

namespace {

QJsonObject lock(int user, const QString &loginName, const QString &since, const QJsonValue &until = {})
{
    return {{u"user"_s,
                QJsonObject{{u"id"_s, user}, {u"loginName"_s, loginName}, {u"displayName"_s, u"Somebody"_s},
                    {u"role"_s, u"auditor"_s}}},
        {u"since"_s, since}, {u"until"_s, until}, {u"attempts"_s, 10},
        {u"addresses"_s, QJsonArray{u"192.0.2.7"_s, u"2001:db8::7"_s}}};
}

QString minutesFromNow(int minutes)
{
    return QDateTime::currentDateTimeUtc().addSecs(60LL * minutes).toString(Qt::ISODateWithMs);
}

QJsonObject without(const QString &field)
{
    QJsonObject json = lock(1, u"mori"_s, u"2026-03-05T14:00:00.000000Z"_s);
    json.remove(field);
    return json;
}

}

class TestLocksModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheLatestFirstInWords();
    void leavesRowsThatStayWhereTheyAre();
    void keepsWhatWasReadWhenThePlatformFails();
    void refusesALockThatIsNotWhole_data();
    void refusesALockThatIsNotWhole();
    void unlocksWithAReason();

private:
    void settle();
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }

    fake::Reply m_reply;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::LockClient> m_client;
    std::unique_ptr<LocksModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestLocksModel::init()
{
    m_platform = std::make_unique<fake::Platform>([this](const auto &) { return m_reply; });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::LockClient>(*m_connection);
    m_model = std::make_unique<LocksModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestLocksModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestLocksModel::settle()
{
    m_model->refresh();
    QVERIFY(m_model->isAsking());
    QTRY_VERIFY(!m_model->isAsking());
}

void TestLocksModel::showsTheLatestFirstInWords()
{
    m_reply = fake::json(200,
        {{u"locks"_s,
             QJsonArray{lock(1, u"mori"_s, u"2026-03-05T14:00:00.000000Z"_s),
                 lock(2, u"sato"_s, u"2026-03-05T15:00:00.000000Z"_s, minutesFromNow(12))}},
            {u"total"_s, 7}});
    settle();
    QCOMPARE(m_platform->seen().first().target, "/api/v1/locks");
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->total(), 7);
    QCOMPARE(cell(0, LocksModel::PersonColumn), u"Somebody (sato)"_s);
    QCOMPARE(cell(0, LocksModel::RoleColumn), u"Auditor"_s);
    QCOMPARE(cell(0, LocksModel::SinceColumn), u"2026-03-06 00:00:00"_s);
    QVERIFY2(
        cell(0, LocksModel::UntilColumn).endsWith(u", in 12 minutes"_s), qPrintable(cell(0, LocksModel::UntilColumn)));
    QCOMPARE(cell(1, LocksModel::UntilColumn), u"until an administrator unlocks it"_s);
    QCOMPARE(cell(1, LocksModel::AttemptsColumn), u"10"_s);
    QCOMPARE(cell(1, LocksModel::AddressesColumn), u"192.0.2.7, 2001:db8::7"_s);
    QVERIFY(m_model->headerData(LocksModel::SinceColumn, Qt::Horizontal).toString().contains(u"Asia/Tokyo"_s));
}

void TestLocksModel::leavesRowsThatStayWhereTheyAre()
{
    const QJsonObject mori = lock(1, u"mori"_s, u"2026-03-05T14:00:00.000000Z"_s);
    const QJsonObject sato = lock(2, u"sato"_s, u"2026-03-05T15:00:00.000000Z"_s);
    const QJsonObject later = lock(2, u"sato"_s, u"2026-03-05T16:00:00.000000Z"_s);
    m_reply = fake::json(200, {{u"locks"_s, QJsonArray{mori, sato}}});
    settle();
    const QPersistentModelIndex ofMori = m_model->index(1, 0);
    const QPersistentModelIndex ofSato = m_model->index(0, 0);
    m_reply = fake::json(
        200, {{u"locks"_s, QJsonArray{lock(3, u"kato"_s, u"2026-03-05T13:00:00.000000Z"_s), later, mori}}});
    settle();
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(ofMori.row(), 1);
    QVERIFY(!ofSato.isValid()); // It is locked once more.
    QCOMPARE(cell(2, LocksModel::PersonColumn), u"Somebody (kato)"_s);
    m_reply = fake::json(200, {{u"locks"_s, QJsonArray()}});
    settle();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestLocksModel::keepsWhatWasReadWhenThePlatformFails()
{
    m_reply = fake::json(200, {{u"locks"_s, QJsonArray{lock(1, u"mori"_s, u"2026-03-05T14:00:00.000000Z"_s)}}});
    settle();
    const QDateTime readAt = m_model->readAt();
    QVERIFY(readAt.isValid());
    m_reply = fake::problem(503, u"internal"_s);
    settle();
    QCOMPARE(m_model->failure()->kind, Kind::PlatformInTrouble);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->readAt(), readAt);
}

void TestLocksModel::refusesALockThatIsNotWhole_data()
{
    QTest::addColumn<QJsonObject>("lock");
    for (const QString &field : {u"user"_s, u"since"_s, u"addresses"_s, u"until"_s})
        QTest::addRow("no %s", qPrintable(field)) << without(field);
    QTest::newRow("strange end") << lock(1, u"mori"_s, u"2026-03-05T14:00:00.000000Z"_s, u"soon"_s);
}

void TestLocksModel::refusesALockThatIsNotWhole()
{
    QFETCH(QJsonObject, lock);
    m_reply = fake::json(200, {{u"locks"_s, QJsonArray{lock}}});
    settle();
    QCOMPARE(m_model->failure()->kind, Kind::NotSekimori);
    QVERIFY(!m_model->readAt().isValid());
}

void TestLocksModel::unlocksWithAReason()
{
    m_reply = fake::json(200, {{u"unlocked"_s, 2}});
    int unlocked = 0;
    m_client->unlock({3, 4}, u"He called"_s, this, [&](const auto &answer) { unlocked = answer.value_or(-1); });
    QTRY_COMPARE(unlocked, 2);
    QCOMPARE(m_platform->seen().first().method, "POST");
    QCOMPARE(m_platform->seen().first().target, "/api/v1/locks/unlock");
    const QJsonObject expected{{u"users"_s, QJsonArray{3, 4}}, {u"reason"_s, u"He called"_s}};
    QCOMPARE(m_platform->seen().first().json(), expected);
}

QTEST_GUILESS_MAIN(TestLocksModel)
#include "tst_locksmodel.moc"
