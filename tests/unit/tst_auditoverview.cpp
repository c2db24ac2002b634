// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "store/weekhours.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

/// Sunday, 1 June 2025.
audit::EventTime onThatDay(std::chrono::microseconds time)
{
    return std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + time;
}

audit::Event entry(audit::EventTime time, const QString &user, const QString &source, const QString &action,
    audit::Level level = audit::Level::Information, audit::EventResult result = audit::EventResult::Success)
{
    return {
        .time = time,
        .source = source,
        .user = user,
        .service = u"Files"_s,
        .module = u"Files"_s,
        .action = action,
        .result = result,
        .level = level,
        .complement = {},
    };
}

QStringList valuesOf(const QJsonObject &overview, QLatin1StringView list)
{
    QStringList values;
    for (const QJsonValue &each : overview["top"_L1][list].toArray())
        values << each["value"_L1].toString() + u' ' + QString::number(each["count"_L1].toInteger());
    return values;
}

}

class TestAuditOverview : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sumsUpWhatIsFiltered();
    void countsHoursInTheZone();
    void countsHoursThroughASummerTime();
    void choosesStepsThatPeopleCountIn_data();
    void choosesStepsThatPeopleCountIn();
    void coversTheWholeLogByItself();
    void takesStrangeTimesForWhatTheyAre();
    void stopsInTimeAndGoesOnWhereItStopped();
    void goesOnForTheSameQuestionOnly();
    void countsNothingOfOtherTenants();

private:
    Response ask(const QUrlQuery &query);
    QJsonObject overview(const QUrlQuery &query) { return jsonOf(ask(query)); }

    HandlerFixture m_service;
    Request m_asked;
    qint64 m_before = 0;
};

void TestAuditOverview::initTestCase()
{
    m_before = *m_service.tenants->lastEventNumber(m_service.tenant);
    using enum audit::EventResult;
    using audit::Level;
    QList<audit::Event> events;
    for (int i = 0; i < 60; ++i)
        events << entry(
            onThatDay(std::chrono::minutes(10 * i)), u"user%1"_s.arg(i % 12), u"192.0.2.%1"_s.arg(i % 3), u"upload"_s);
    events << entry(onThatDay(23h + 59min), u"user1"_s, u"192.0.2.9"_s, u"download"_s, Level::Warning, Failed);
    events << entry(onThatDay(23h + 58min), u"user1"_s, u"192.0.2.9"_s, u"download"_s, Level::Error, Error);
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
    m_asked = m_service.signedIn(m_service.request("GET", "/api/v1/audit/summary"), u"reader"_s);
}

Response TestAuditOverview::ask(const QUrlQuery &query)
{
    Request asked = m_asked;
    asked.query = query;
    return m_service.answer(asked);
}

void TestAuditOverview::sumsUpWhatIsFiltered()
{
    const QJsonObject found = overview({{u"filter"_s, u"service:files user:(user1, user2, user3)"_s},
        {u"bars"_s, u"24"_s}, {u"since"_s, u"2025-06-01T00:00:00Z"_s}, {u"until"_s, u"2025-06-02T00:00:00Z"_s}});
    QCOMPARE(found["total"_L1].toInteger(), 17);
    QCOMPARE(found["all"_L1].toInteger(), *m_service.tenants->lastEventNumber(m_service.tenant));
    QCOMPARE(found["isPartial"_L1], QJsonValue(false));
    QCOMPARE(found["countedFrom"_L1].toInteger(), 1);
    QVERIFY(!found.contains("resume"_L1));
    QCOMPARE(found["step"_L1].toInteger(), 3600);
    QCOMPARE(found["buckets"_L1].toArray().size(), 24);
    const QJsonObject last = found["buckets"_L1][23].toObject();
    QCOMPARE(last["counts"_L1]["warning"_L1].toInteger(), 1);
    QCOMPARE(last["counts"_L1]["error"_L1].toInteger(), 1);
    QCOMPARE(last["failed"_L1].toInteger(), 2);
    QCOMPARE(valuesOf(found, "users"_L1), (QStringList{u"user1 7"_s, u"user2 5"_s, u"user3 5"_s}));
    QCOMPARE(valuesOf(found, "actions"_L1), (QStringList{u"upload 15"_s, u"download 2"_s}));
    QCOMPARE(valuesOf(found, "addresses"_L1),
        (QStringList{u"192.0.2.0 5"_s, u"192.0.2.1 5"_s, u"192.0.2.2 5"_s, u"192.0.2.9 2"_s}));
    QCOMPARE(found["failures"_L1].toArray().size(), 1);
    QCOMPARE(found["failures"_L1][0]["count"_L1].toInteger(), 2);
    QCOMPARE(found["failures"_L1][0]["lastAt"_L1].toString(), u"2025-06-01T23:59:00.000000Z"_s);
}

void TestAuditOverview::countsHoursInTheZone()
{
    const QUrlQuery question{{u"filter"_s, u"action:download"_s}};
    const QJsonArray hours = overview(question)["hours"_L1].toArray();
    QCOMPARE(hours.size(), 7);
    QCOMPARE(hours[6].toArray()[23].toInteger(), 2); // Sunday in UTC
    QUrlQuery inTokyo = question;
    inTokyo.addQueryItem(u"zone"_s, u"Asia/Tokyo"_s);
    const QJsonArray there = overview(inTokyo)["hours"_L1].toArray();
    QCOMPARE(there[6].toArray()[23].toInteger(), 0);
    QCOMPARE(there[0].toArray()[8].toInteger(), 2); // Monday morning
}

void TestAuditOverview::countsHoursThroughASummerTime()
{
    // On 30 March 2025, a Sunday, clocks in Berlin go from 2 to 3 at 1:00 UTC.
    const qint64 midnight = QDateTime(QDate(2025, 3, 30), QTime(0, 0), QTimeZone::UTC).toSecsSinceEpoch() / 900;
    QHash<qint64, qint64> quarters;
    for (int quarter = 0; quarter < 96; ++quarter)
        quarters.insert(midnight + quarter, 1);
    const auto hours = weekHours(quarters, QTimeZone("Europe/Berlin"));
    QCOMPARE(hours[6][0], 0);
    QCOMPARE(hours[6][1], 4);
    QCOMPARE(hours[6][2], 0);
    QCOMPARE(hours[6][3], 4);
    QCOMPARE(hours[0][0], 4);
    QCOMPARE(hours[0][1], 4);
    QCOMPARE(hours[0][2], 0);
}

void TestAuditOverview::choosesStepsThatPeopleCountIn_data()
{
    QTest::addColumn<QString>("since");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("begin");
    QTest::newRow("seconds") << u"2025-06-01T00:00:00.5Z"_s << u"2025-06-01T00:00:40Z"_s << u"UTC"_s << qint64(1)
                             << u"2025-06-01T00:00:00.000000Z"_s;
    QTest::newRow("minutes") << u"2025-06-01T00:00:07Z"_s << u"2025-06-01T01:00:00Z"_s << u"UTC"_s << qint64(60)
                             << u"2025-06-01T00:00:00.000000Z"_s;
    QTest::newRow("days of the zone") << u"2025-06-01T00:00:00Z"_s << u"2025-07-31T00:00:00Z"_s << u"Asia/Tokyo"_s
                                      << qint64(86400) << u"2025-05-31T15:00:00.000000Z"_s;
    QTest::newRow("weeks, from Monday") << u"2024-06-05T00:00:00Z"_s << u"2025-06-01T00:00:00Z"_s << u"UTC"_s
                                        << qint64(7 * 86400) << u"2024-06-03T00:00:00.000000Z"_s;
    QTest::newRow("before 1970") << u"1969-12-31T23:59:50.5Z"_s << u"1970-01-01T00:00:10Z"_s << u"UTC"_s << qint64(1)
                                 << u"1969-12-31T23:59:50.000000Z"_s;
}

void TestAuditOverview::choosesStepsThatPeopleCountIn()
{
    QFETCH(QString, since);
    QFETCH(QString, until);
    QFETCH(QString, zone);
    QFETCH(qint64, step);
    QFETCH(QString, begin);
    const QJsonObject found
        = overview({{u"bars"_s, u"70"_s}, {u"since"_s, since}, {u"until"_s, until}, {u"zone"_s, zone}});
    QCOMPARE(found["step"_L1].toInteger(), step);
    QCOMPARE(found["since"_L1].toString(), begin);
    QVERIFY(found["until"_L1].toString() >= until.chopped(1));
    QVERIFY(found["buckets"_L1].toArray().size() <= 70);
}

void TestAuditOverview::coversTheWholeLogByItself()
{
    const QJsonObject found = overview({{u"bars"_s, u"500"_s}});
    qint64 counted = 0;
    for (const QJsonValue &bucket : found["buckets"_L1].toArray())
        counted += bucket["counts"_L1]["information"_L1].toInteger() + bucket["counts"_L1]["notice"_L1].toInteger()
            + bucket["counts"_L1]["warning"_L1].toInteger() + bucket["counts"_L1]["error"_L1].toInteger();
    QCOMPARE(counted, found["total"_L1].toInteger());
    QCOMPARE(found["total"_L1], found["all"_L1]);
}

void TestAuditOverview::takesStrangeTimesForWhatTheyAre()
{
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant,
        {entry(std::chrono::sys_days(std::chrono::year(1) / 1 / 1), u"user1"_s, {}, u"strange"_s),
            entry(std::chrono::sys_days(std::chrono::year(9999) / 12 / 31), u"user1"_s, {}, u"strange"_s)}));
    const QJsonObject found = overview({{u"bars"_s, u"500"_s}, {u"filter"_s, u"action:strange"_s}});
    QCOMPARE(found["total"_L1].toInteger(), 2);
    QVERIFY(found["step"_L1].toInteger() < 86400 * 30);
}

void TestAuditOverview::stopsInTimeAndGoesOnWhereItStopped()
{
    // As if the clock of the first look had run out at once: several blocks take several looks.
    QList<audit::Event> many(20'000, entry(onThatDay(12h), u"crowd"_s, u"192.0.2.77"_s, u"press"_s));
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, many));
    const OverviewQuestion question{.filter = {}, .span = {}, .step = {}};
    const auto counted = m_service.tenants->store().search([&](Database &database) -> Result<QList<qint64>> {
        const auto span = overviewSpan(database, m_service.tenant, question, m_service.store.now());
        OverviewCount count(m_service.tenant, question, *span);
        QList<qint64> totals;
        while (!count.isThrough()) {
            if (const auto gone = count.goOn(database, SearchEnd::min()); !gone)
                return std::unexpected(gone.error());
            totals << count.overview(database)->total;
        }
        return totals;
    });
    QVERIFY(counted);
    QVERIFY(counted->size() > 2);
    QVERIFY(std::ranges::is_sorted(*counted));
    QCOMPARE(counted->last(), *m_service.tenants->lastEventNumber(m_service.tenant));
}

void TestAuditOverview::goesOnForTheSameQuestionOnly()
{
    const OverviewQuestion question{.filter = {}, .span = {}, .step = {}};
    const auto count = [&] { return OverviewCount(m_service.tenant, question, {{}, {}, 1h}); };
    OverviewsUnderWay overviews;
    const QByteArray name = overviews.keep(m_service.tenant, "session", u"bars=1"_s, count());
    QVERIFY(!overviews.take("another", m_service.tenant, "session", u"bars=1"_s));
    QVERIFY(!overviews.take(name, TenantId{4711}, "session", u"bars=1"_s));
    QVERIFY(!overviews.take(name, m_service.tenant, "other session", u"bars=1"_s));
    QVERIFY(!overviews.take(name, m_service.tenant, "session", u"bars=2"_s));
    QVERIFY(overviews.take(name, m_service.tenant, "session", u"bars=1"_s));
    QVERIFY(!overviews.take(name, m_service.tenant, "session", u"bars=1"_s));
    // One that nobody knows begins anew.
    QCOMPARE(ask({{u"bars"_s, u"10"_s}, {u"resume"_s, u"nothing"_s}}).status, 200);
}

void TestAuditOverview::countsNothingOfOtherTenants()
{
    const TenantId other = TemporaryStore::makeTenant(*m_service.tenants, u"beta"_s);
    QVERIFY(m_service.tenants->appendEvents(other, {entry(onThatDay(1h), u"stranger"_s, u"192.0.2.1"_s, u"upload"_s)}));
    QCOMPARE(overview({{u"filter"_s, u"user:stranger"_s}})["total"_L1].toInteger(), 0);
}

QTEST_GUILESS_MAIN(TestAuditOverview)
#include "tst_auditoverview.moc"
