// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "store/userrows.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using std::chrono::days;

namespace {

const QByteArray path = "/api/v1/settings/password-impact";

QByteArray draft(
    const QByteArray &expiresAfter, int minimumLengthUsers = 8, const QByteArray &complexity = "lettersNumbers")
{
    return R"({"minimumLengthUsers":)" + QByteArray::number(minimumLengthUsers)
        + R"(,"minimumLengthAdministrators":12,"complexity":")" + complexity
        + R"(","loginNameAllowed":false,"reuseLimit":3,"expiresAfter":)" + expiresAfter
        + R"(,"usersMayChange":true,"mustChangeAfterReset":true})";
}

}

class TestPasswordImpact : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void countsWhoMustChangeAndWhen_data();
    void countsWhoMustChangeAndWhen();
    void countsOfWhomNobodyKnows_data();
    void countsOfWhomNobodyKnows();
    void refusesWhatIsNoPolicy();
    void changesNothing();

private:
    QJsonObject impactOf(const QByteArray &draft);

    HandlerFixture m_service; ///< chief, reader and person of the first day
};

/// 40 days later two more come, 50 more days later one; the platform's staff count nowhere.
void TestPasswordImpact::initTestCase()
{
    const auto add = [&](const QString &loginName, Role role) {
        return m_service.tenants->store()
            .write([&](Transaction &transaction) {
                return insertUser(
                    transaction.database(), m_service.tenant, {loginName, {}, role, "hash"}, m_service.store.now());
            })
            .has_value();
    };
    m_service.store.pass(days(40));
    QVERIFY(add(u"second"_s, Role::Administrator));
    QVERIFY(add(u"third"_s, Role::User));
    QVERIFY(add(u"staff"_s, Role::Support));
    m_service.store.pass(days(50));
    QVERIFY(add(u"fourth"_s, Role::User));
}

QJsonObject TestPasswordImpact::impactOf(const QByteArray &draft)
{
    const Response response = m_service.answer(m_service.signedIn(m_service.request("POST", path, draft)));
    return response.status == 200 ? jsonOf(response) : QJsonObject();
}

void TestPasswordImpact::countsWhoMustChangeAndWhen_data()
{
    QTest::addColumn<QByteArray>("expiresAfter");
    QTest::addColumn<int>("now");
    QTest::addColumn<QList<int>>("within"); // 7, 30, 90 days
    // Three are 90 days old, two 50, one is new.
    QTest::newRow("never") << QByteArray("null") << 0 << QList{0, 0, 0};
    QTest::newRow("30 days") << QByteArray("30") << 5 << QList{0, 1, 1};
    QTest::newRow("60 days") << QByteArray("60") << 3 << QList{0, 2, 3};
    QTest::newRow("90 days, to the day") << QByteArray("90") << 3 << QList{0, 0, 3};
    QTest::newRow("180 days") << QByteArray("180") << 0 << QList{0, 0, 3};
    QTest::newRow("a year") << QByteArray("365") << 0 << QList{0, 0, 0};
}

void TestPasswordImpact::countsWhoMustChangeAndWhen()
{
    QFETCH(const QByteArray, expiresAfter);
    QFETCH(const int, now);
    QFETCH(const QList<int>, within);
    const QJsonObject impact = impactOf(draft(expiresAfter));
    QCOMPARE(impact["users"_L1].toInt(), 6);
    QCOMPARE(impact["mustChangeNow"_L1].toInt(), now);
    QCOMPARE(impact["unknown"_L1].toInt(-1), 0);
    const QJsonArray due = impact["dueWithin"_L1].toArray();
    QCOMPARE(due.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(due[i]["days"_L1].toInt(), (QList{7, 30, 90}[i]));
        QCOMPARE(due[i]["users"_L1].toInt(), within[i]);
    }
}

void TestPasswordImpact::countsOfWhomNobodyKnows_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("unknown");
    QTest::newRow("as it is") << draft("null") << 0;
    QTest::newRow("shorter and simpler") << draft("null", 3, "none") << 0;
    QTest::newRow("longer for users") << draft("null", 10) << 4;
    QTest::newRow("longer for users, of whom three must change") << draft("60", 10) << 2;
    QTest::newRow("more complex for all") << draft("null", 8, "lettersNumbersSymbols") << 6;
}

void TestPasswordImpact::countsOfWhomNobodyKnows()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, unknown);
    QCOMPARE(impactOf(body)["unknown"_L1].toInt(), unknown);
}

void TestPasswordImpact::refusesWhatIsNoPolicy()
{
    const Response refused = m_service.answer(m_service.signedIn(m_service.request("POST", path, draft("31", 2))));
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused), (QStringList{u"minimumLengthUsers: range.below"_s, u"expiresAfter: range.choice"_s}));
    QCOMPARE(m_service.answer(m_service.signedIn(m_service.request("POST", path, "{"))).status, 400);
    const Response reader = m_service.answer(m_service.signedIn(m_service.request("POST", path, "{}"), u"reader"_s));
    QCOMPARE(reader.status, 403);
}

void TestPasswordImpact::changesNothing()
{
    const auto before = m_service.tenants->snapshot();
    QVERIFY(!impactOf(draft("30")).isEmpty());
    QCOMPARE(m_service.tenants->snapshot(), before);
}

QTEST_GUILESS_MAIN(TestPasswordImpact)
#include "tst_passwordimpact.moc"
