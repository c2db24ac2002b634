// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

/// A day long before the fixture's clock, on which the tests about times put their events.
audit::EventTime onThatDay(std::chrono::microseconds time)
{
    return std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + time;
}

audit::Event entry(audit::EventTime time, audit::Level level, audit::EventResult result = audit::EventResult::Success,
    const QString &action = u"upload"_s)
{
    return {
        .time = time,
        .source = u"192.0.2.1"_s,
        .user = u"chief"_s,
        .service = u"Files"_s,
        .module = u"Files"_s,
        .action = action,
        .result = result,
        .level = level,
        .complement = {},
    };
}

/// `information notice warning error critical failed` of each bucket that has something in it, by the time it begins.
QStringList countsOf(const QJsonObject &summary)
{
    QStringList lines;
    for (const QJsonValue &bucket : summary["buckets"_L1].toArray()) {
        QStringList numbers;
        for (const auto level : {"information", "notice", "warning", "error", "critical"})
            numbers << QString::number(bucket["counts"_L1][QLatin1StringView(level)].toInteger(-1));
        numbers << QString::number(bucket["failed"_L1].toInteger(-1));
        if (numbers != QStringList(6, u"0"_s))
            lines << bucket["at"_L1].toString().sliced(11, 8) + u' ' + numbers.join(u' ');
    }
    return lines;
}

}

class TestAuditApi : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void givesTheNewestFirst();
    void goesOnBelowTheLastOne();
    void showsTheLogToAuditorsButNotToUsers();
    void showsASpanOfTime_data();
    void showsASpanOfTime();
    void pagesThroughASpanOfTime();
    void countsByTimeAndLevel();
    void countsTheLastDayByItself();
    void endsTheLastBucketWithTheSpan();
    void namesWhatFailedMost();
    void countsNothingOfOtherTenants();
    void refusesBadQueries_data();
    void refusesBadQueries();

private:
    Response ask(const QByteArray &resource, const QByteArray &query);
    QJsonObject page(const QByteArray &query) { return jsonOf(ask("events", query)); }
    QJsonObject summary(const QByteArray &query) { return jsonOf(ask("summary", query)); }

    HandlerFixture m_service;
    Request m_asked;
};

void TestAuditApi::initTestCase()
{
    m_asked = m_service.signedIn(m_service.request("GET", "/api/v1/audit/events"), u"reader"_s);
    // Times need not follow the numbers: other services tell late.
    const audit::EventTime day = std::chrono::sys_days(std::chrono::year(2025) / 3 / 1);
    QList<audit::Event> events;
    for (const auto &[time, action] : {std::pair{day + 9h, u"a"_s}, {day + 10h, u"b"_s},
             {m_service.store.now(), u"of today"_s}, {day + 12h, u"c"_s}, {day + 11h, u"early"_s}})
        events.append(entry(time, audit::Level::Information, audit::EventResult::Success, action));
    for (int i = 0; i < 300; ++i)
        events.append(entry(
            m_service.store.now(), audit::Level::Information, audit::EventResult::Success, u"upload %1"_s.arg(i)));
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
}

Response TestAuditApi::ask(const QByteArray &resource, const QByteArray &query)
{
    Request asked = m_asked;
    asked.path = "/api/v1/audit/" + resource;
    asked.query = QUrlQuery(QString::fromLatin1(query));
    return m_service.answer(asked);
}

void TestAuditApi::givesTheNewestFirst()
{
    const QJsonObject json = page({});
    const QJsonArray events = json["events"_L1].toArray();
    QCOMPARE(events.size(), 200);
    QCOMPARE(events[0]["action"_L1].toString(), u"upload 299"_s);
    QCOMPARE(events[199]["action"_L1].toString(), u"upload 100"_s);
    QCOMPARE(json["next"_L1].toInteger(), events[199]["number"_L1].toInteger());
}

void TestAuditApi::goesOnBelowTheLastOne()
{
    QByteArray query = "limit=100";
    qint64 expected = 0;
    int pages = 0;
    for (QJsonValue next = true; !next.isNull(); ++pages) {
        const QJsonObject json = page(query);
        for (const QJsonValue &event : json["events"_L1].toArray()) {
            const qint64 number = event["number"_L1].toInteger();
            QVERIFY(expected == 0 || number == expected);
            expected = number - 1;
        }
        next = json["next"_L1];
        query = "limit=100&after=" + QByteArray::number(next.toInteger());
    }
    QCOMPARE(expected, 0);
    QCOMPARE(pages, 4);
}

void TestAuditApi::showsTheLogToAuditorsButNotToUsers()
{
    QCOMPARE(m_service.answer(m_asked).status, 200);
    const Response refused
        = m_service.answer(m_service.signedIn(m_service.request("GET", "/api/v1/audit/events"), u"person"_s));
    QCOMPARE(refused.status, 403);
    QCOMPARE(errorsOf(refused), QStringList{u": session.roleMissing"_s});
}

void TestAuditApi::showsASpanOfTime_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("since, included") << QByteArray("since=2025-03-01T10:00:00Z&until=2025-03-02T00:00:00Z")
                                     << QStringList{u"early"_s, u"c"_s, u"b"_s};
    QTest::newRow("until, excluded") << QByteArray("until=2025-03-01T11:00:00Z") << QStringList{u"b"_s, u"a"_s};
    QTest::newRow("within one") << QByteArray("since=2025-03-01T10:00:00Z&until=2025-03-01T10:00:00.000001Z")
                                << QStringList{u"b"_s};
    QTest::newRow("nothing there") << QByteArray("since=2025-03-01T10:30:00Z&until=2025-03-01T10:31:00Z")
                                   << QStringList{};
}

void TestAuditApi::showsASpanOfTime()
{
    QFETCH(QByteArray, query);
    QFETCH(QStringList, expected);
    QStringList actions;
    for (const QJsonValue &event : page(query)["events"_L1].toArray())
        actions << event["action"_L1].toString();
    QCOMPARE(actions, expected);
}

void TestAuditApi::pagesThroughASpanOfTime()
{
    const QByteArray span = "&since=2025-03-01T00:00:00Z&until=2025-03-02T00:00:00Z";
    const QJsonObject first = page("limit=3" + span);
    QCOMPARE(first["events"_L1].toArray().size(), 3);
    const QJsonObject second = page("limit=3&after=" + QByteArray::number(first["next"_L1].toInteger()) + span);
    QCOMPARE(second["events"_L1][0]["action"_L1].toString(), u"a"_s);
    QVERIFY(second["next"_L1].isNull());
}

void TestAuditApi::countsByTimeAndLevel()
{
    using audit::Level;
    using enum audit::EventResult;
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant,
        {
            entry(onThatDay(-1us), Level::Critical),
            entry(onThatDay(0us), Level::Information),
            entry(onThatDay(1h - 1us), Level::Notice, Failed),
            entry(onThatDay(1h), Level::Warning, ValidationError),
            entry(onThatDay(1h), Level::Warning),
            entry(onThatDay(5h), Level::Error, Error),
            entry(onThatDay(24h), Level::Critical),
        }));
    const QJsonObject day = summary("since=2025-06-01T00:00:00Z&until=2025-06-02T00:00:00Z&step=3600");
    QCOMPARE(day["since"_L1].toString(), u"2025-06-01T00:00:00.000000Z"_s);
    QCOMPARE(day["until"_L1].toString(), u"2025-06-02T00:00:00.000000Z"_s);
    QCOMPARE(day["step"_L1].toInteger(), 3600);
    QCOMPARE(day["buckets"_L1].toArray().size(), 24);
    QCOMPARE(
        countsOf(day), (QStringList{u"00:00:00 1 1 0 0 0 1"_s, u"01:00:00 0 0 2 0 0 1"_s, u"05:00:00 0 0 0 1 0 1"_s}));
}

void TestAuditApi::countsTheLastDayByItself()
{
    const QJsonObject day = summary({});
    QCOMPARE(day["until"_L1].toString(), audit::toText(m_service.store.now()));
    QCOMPARE(day["since"_L1].toString(), audit::toText(m_service.store.now() - 24h));
    QCOMPARE(day["step"_L1].toInteger(), 3600);
    QCOMPARE(day["buckets"_L1].toArray().size(), 24);
}

void TestAuditApi::endsTheLastBucketWithTheSpan()
{
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant,
        {entry(onThatDay(72h + 100s), audit::Level::Notice), entry(onThatDay(72h + 110s), audit::Level::Notice)}));
    const QJsonObject part = summary("since=2025-06-04T00:00:00Z&until=2025-06-04T00:01:50Z&step=60");
    QCOMPARE(part["buckets"_L1].toArray().size(), 2);
    QCOMPARE(countsOf(part), QStringList{u"00:01:00 0 1 0 0 0 0"_s});
}

void TestAuditApi::namesWhatFailedMost()
{
    QList<audit::Event> events;
    for (int action = 0; action < 25; ++action) {
        for (int i = 0; i <= action; ++i)
            events << entry(onThatDay(240h + std::chrono::seconds(i)), audit::Level::Notice, audit::EventResult::Failed,
                u"action %1"_s.arg(action));
    }
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
    const QJsonArray failures
        = summary("since=2025-06-11T00:00:00Z&until=2025-06-12T00:00:00Z")["failures"_L1].toArray();
    QCOMPARE(failures.size(), 20);
    const QJsonObject most{{u"module"_s, u"Files"_s}, {u"action"_s, u"action 24"_s}, {u"count"_s, 25},
        {u"lastAt"_s, u"2025-06-11T00:00:24.000000Z"_s}};
    QCOMPARE(failures[0].toObject(), most);
    QCOMPARE(failures[19]["action"_L1].toString(), u"action 5"_s);
}

void TestAuditApi::countsNothingOfOtherTenants()
{
    const TenantId other = TemporaryStore::makeTenant(*m_service.tenants, u"beta"_s);
    QVERIFY(m_service.tenants->appendEvents(
        other, {entry(onThatDay(480h), audit::Level::Critical, audit::EventResult::Failed)}));
    const QJsonObject day = summary("since=2025-06-21T00:00:00Z&until=2025-06-22T00:00:00Z");
    QCOMPARE(countsOf(day), QStringList());
    QCOMPARE(day["failures"_L1].toArray(), QJsonArray());
}

void TestAuditApi::refusesBadQueries_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("error");
    const auto add = [](const char *resource, const char *query, const QString &error) {
        QTest::addRow("%s?%s", resource, query) << QByteArray(resource) << QByteArray(query) << error;
    };
    add("events", "limit=1001", u"limit: request.numberOutOfRange"_s);
    add("events", "after=0", u"after: request.numberOutOfRange"_s);
    add("events", "since=yesterday", u"since: request.timeMalformed"_s);
    add("events", "until=2026-03-05T14:00:00", u"until: request.timeMalformed"_s);
    add("events", "since=2026-03-05T14:00:00Z&until=2026-03-05T14:00:00Z", u"until: request.spanReversed"_s);
    add("events", "step=60", u"step: request.queryUnknown"_s);
    add("summary", "since=", u"since: request.timeMalformed"_s);
    add("summary", "until=2026-03-05T25:00:00Z", u"until: request.timeMalformed"_s);
    add("summary", "since=2026-03-05T14:00:00%2B09:00&until=2026-03-05T05:00:00Z", u"until: request.spanReversed"_s);
    add("summary", "since=2027-01-01T00:00:00Z", u"until: request.spanReversed"_s);
    add("summary", "since=2025-01-01T00:00:00Z&until=2026-01-02T00:00:00.000001Z&step=86400",
        u"since: audit.spanTooLong"_s);
    add("summary", "step=0", u"step: request.numberOutOfRange"_s);
    add("summary", "step=1.5", u"step: request.numberOutOfRange"_s);
    add("summary", "step=31622401", u"step: request.numberOutOfRange"_s);
    add("summary", "step=86", u"step: audit.tooManyBuckets"_s);
    add("summary", "limit=5", u"limit: request.queryUnknown"_s);
}

void TestAuditApi::refusesBadQueries()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, query);
    QFETCH(QString, error);
    const Response response = ask(resource, query);
    QCOMPARE(response.status, 422);
    QCOMPARE(errorsOf(response), QStringList{error});
    if (query == "step=86")
        QVERIFY2(response.body.contains("at least 87 seconds"), response.body.constData());
}

QTEST_GUILESS_MAIN(TestAuditApi)
#include "tst_auditapi.moc"
