// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"
#include "store/tenants.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platformd;
using namespace sekimori::test;

/// A tenant with 100,000 users, as its administrators meet it.
class TestManyUsers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void reachesEachExactlyOnce();
    void findsOneAmongAll();
    void carriesAllAway();

private:
    static constexpr qint64 added = 100'000;

    RunningService m_service;
};

void TestManyUsers::initTestCase()
{
    QVERIFY(m_service.createTenant(u"alpha"_s));
    {
        const auto tenants = Tenants::open({.folder = m_service.folder() + u"/data"_s}).value();
        const TenantId alpha = tenants->snapshot()->bySubdomain.value("alpha")->id;
        // In no order, as people come.
        QVERIFY(tenants->store().write([&](Transaction &transaction) {
            return transaction.database().run(
                u"WITH RECURSIVE people (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM people WHERE n + 1 < ?)"
                " INSERT INTO users (tenant, login_key, login_name, display_name, role, password_hash, created_at,"
                " search_key) SELECT ?, printf('user%06d', n * 7919 % ?), printf('User%06d', n * 7919 % ?),"
                " printf('Person %d', n), 'user', 'hash', 0,"
                " printf('user%06d', n * 7919 % ?) || char(10) || printf('person %d', n) FROM people"_s,
                {added, alpha.value, added, added, added});
        }));
    }
    QVERIFY(m_service.start());
}

void TestManyUsers::cleanupTestCase()
{
    QVERIFY(m_service.stop());
}

void TestManyUsers::reachesEachExactlyOnce()
{
    ApiClient chief = m_service.administrator("alpha");
    QSet<QString> seen;
    QString last;
    QByteArray after;
    qint64 goneMeanwhile = 0;
    do {
        const QJsonObject page = chief.get("/api/v1/users?limit=200" + after).json();
        const QJsonArray users = page["users"_L1].toArray();
        QVERIFY(!users.isEmpty());
        QCOMPARE(page["total"_L1].toInteger(), added + 1 - goneMeanwhile);
        for (const QJsonValue &user : users) {
            const QString key = user["loginName"_L1].toString().toLower();
            QVERIFY2(key > last, qPrintable(key));
            last = key;
            seen += key;
        }
        if (goneMeanwhile == 0) {
            // The one at which the page ends may go; the next begins behind him all the same.
            const QByteArray gone = QByteArray::number(users.last()["id"_L1].toInteger());
            QCOMPARE(chief.call("DELETE", "/api/v1/users/" + gone).status, 204);
            ++goneMeanwhile;
        }
        const QString next = page["next"_L1].toString();
        after = next.isEmpty() ? QByteArray() : "&after=" + next.toLatin1();
    } while (!after.isEmpty());
    QCOMPARE(seen.size(), added + 1);
}

void TestManyUsers::findsOneAmongAll()
{
    ApiClient chief = m_service.administrator("alpha");
    QElapsedTimer time;
    time.start();
    const QJsonObject page = chief.get("/api/v1/users?search=PERSON%2099999").json();
    qInfo() << "searched in" << time.elapsed() << "ms";
    QCOMPARE(page["total"_L1].toInteger(), 1);
    QCOMPARE(page["users"_L1][0]["displayName"_L1].toString(), u"Person 99999"_s);
}

void TestManyUsers::carriesAllAway()
{
    ApiClient chief = m_service.administrator("alpha");
    const ApiAnswer file = chief.download("/api/v1/users/export");
    QCOMPARE(file.status, 200);
    QVERIFY(file.header("Content-Type").startsWith("text/csv"));
    QCOMPARE(file.body.count('\n'), added + 1); // a header, the chief, and all but one
    QElapsedTimer time;
    time.start();
    const ApiAnswer preview = chief.call("POST", "/api/v1/users/import", file.body, {{"Content-Type", "text/csv"}});
    qInfo() << "looked at" << file.body.size() << "bytes in" << time.elapsed() << "ms";
    QCOMPARE(preview.status, 200);
    QCOMPARE(preview.json()["unchanged"_L1].toInteger(), added);
    QCOMPARE(preview.json()["changed"_L1].toInteger(), 0);
}

QTEST_GUILESS_MAIN(TestManyUsers)
#include "tst_manyusers.moc"
