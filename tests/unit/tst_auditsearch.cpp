// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

constexpr int eventCount = 1000;

/// One a minute from midnight on, beginning with number 1 + those of the fixture's making.
audit::EventTime timeOf(int place)
{
    return std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + std::chrono::minutes(place);
}

audit::Event entry(int place)
{
    return {
        .time = timeOf(place),
        .source = place % 10 == 0 ? u"192.0.2.1"_s : u"198.51.100.7"_s,
        .user = place % 100 == 7 ? u"Sato"_s : u"chief"_s,
        .service = u"Files"_s,
        .module = u"Files"_s,
        .action = u"upload %1"_s.arg(place),
        .result = place % 50 == 0 ? audit::EventResult::Failed : audit::EventResult::Success,
        .level = place % 250 == 0 ? audit::Level::Warning : audit::Level::Information,
        .complement = u"customer list %1"_s.arg(place),
    };
}

}

class TestAuditSearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void filtersAPage_data();
    void filtersAPage();
    void pagesThroughWhatIsFiltered();
    void goesUpwards();
    void showsWhatIsAroundATime_data();
    void showsWhatIsAroundATime();
    void readsTimesInTheZone();
    void saysWhereAFilterIsWrong_data();
    void saysWhereAFilterIsWrong();
    void namesTheValuesOfAField_data();
    void namesTheValuesOfAField();
    void namesNoValuesOfOtherTenants();
    void refusesBadQueries_data();
    void refusesBadQueries();
    void searchesOnlySoManyTimesAtOnce();
    void isNotForUsers_data();
    void isNotForUsers();

private:
    Response ask(const QByteArray &resource, const QUrlQuery &query);
    QJsonObject page(const QUrlQuery &query) { return jsonOf(ask("events", query)); }
    /// The places of the events on a page.
    static QList<int> placesOf(const QJsonObject &page);

    HandlerFixture m_service;
    Request m_asked;
    qint64 m_before = 0; ///< the number of the last event before those
};

void TestAuditSearch::initTestCase()
{
    m_before = *m_service.tenants->lastEventNumber(m_service.tenant);
    QList<audit::Event> events;
    for (int place = 0; place < eventCount; ++place)
        events << entry(place);
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
    m_asked = m_service.signedIn(m_service.request("GET", "/api/v1/audit/events"), u"reader"_s);
}

Response TestAuditSearch::ask(const QByteArray &resource, const QUrlQuery &query)
{
    Request asked = m_asked;
    asked.path = "/api/v1/audit/" + resource;
    asked.query = query;
    return m_service.answer(asked);
}

QList<int> TestAuditSearch::placesOf(const QJsonObject &page)
{
    QList<int> places;
    for (const QJsonValue &event : page["events"_L1].toArray())
        places << event["action"_L1].toString().sliced(7).toInt();
    return places;
}

void TestAuditSearch::filtersAPage_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<int>>("places");
    QTest::newRow("a user, any case") << u"user:SATO upload"_s
                                      << QList<int>{907, 807, 707, 607, 507, 407, 307, 207, 107, 7};
    QTest::newRow("a level") << u"level>=warning service:Files"_s << QList<int>{750, 500, 250, 0};
    QTest::newRow("several") << u"source:192.0.2.0/24 result:failed -level:warning"_s
                             << QList<int>{
                                    950, 900, 850, 800, 700, 650, 600, 550, 450, 400, 350, 300, 200, 150, 100, 50};
    QTest::newRow("a word of the complement") << u"\"list 123\""_s << QList<int>{123};
    QTest::newRow("an expression") << u"/list 99[0-3]$/"_s << QList<int>{993, 992, 991, 990};
    QTest::newRow("a span") << u"time:2025-06-01T00:05..2025-06-01T00:07"_s << QList<int>{7, 6, 5};
    QTest::newRow("nothing") << u"nobody wrote this"_s << QList<int>{};
}

void TestAuditSearch::filtersAPage()
{
    QFETCH(QString, filter);
    QFETCH(QList<int>, places);
    const QJsonObject found = page({{u"filter"_s, filter}});
    QCOMPARE(placesOf(found), places);
    QCOMPARE(found["isPartial"_L1], QJsonValue(false));
    QVERIFY(found["next"_L1].isNull());
}

void TestAuditSearch::pagesThroughWhatIsFiltered()
{
    QList<int> places;
    QUrlQuery query{{u"filter"_s, u"user:sato"_s}, {u"limit"_s, u"3"_s}};
    int pages = 0;
    for (QJsonValue next = true; !next.isNull(); ++pages) {
        const QJsonObject found = page(query);
        places += placesOf(found);
        next = found["next"_L1];
        query.removeQueryItem(u"after"_s);
        query.addQueryItem(u"after"_s, QString::number(next.toInteger()));
    }
    QCOMPARE(places, (QList<int>{907, 807, 707, 607, 507, 407, 307, 207, 107, 7}));
    QCOMPARE(pages, 4);
}

void TestAuditSearch::goesUpwards()
{
    const qint64 middle = m_before + 1 + 500;
    const QJsonObject found
        = page({{u"above"_s, QString::number(middle)}, {u"filter"_s, u"user:sato"_s}, {u"limit"_s, u"2"_s}});
    QCOMPARE(placesOf(found), (QList<int>{607, 507}));
    QCOMPARE(found["above"_L1].toInteger(), m_before + 1 + 607);
    QCOMPARE(found["next"_L1].toInteger(), m_before + 1 + 507);
    const QJsonObject rest
        = page({{u"above"_s, QString::number(found["above"_L1].toInteger())}, {u"filter"_s, u"user:sato"_s}});
    QCOMPARE(placesOf(rest), (QList<int>{907, 807, 707}));
    QVERIFY(rest["above"_L1].isNull());
}

void TestAuditSearch::showsWhatIsAroundATime_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<int>>("places");
    QTest::addColumn<int>("near");
    QTest::newRow("between two") << u"2025-06-01T01:40:29Z"_s << QString() << QList<int>{102, 101, 100, 99} << 100;
    QTest::newRow("nearer to the later") << u"2025-06-01T01:40:31Z"_s << QString() << QList<int>{103, 102, 101, 100}
                                         << 101;
    QTest::newRow("one that is filtered out")
        << u"2025-06-01T01:40:00Z"_s << u"user:sato"_s << QList<int>{207, 107, 7} << 100;
    QTest::newRow("before all of them") << u"2025-05-01T00:00:00Z"_s << u"service:files"_s << QList<int>{2, 1, 0} << 0;
}

void TestAuditSearch::showsWhatIsAroundATime()
{
    QFETCH(QString, at);
    QFETCH(QString, filter);
    QFETCH(QList<int>, places);
    QFETCH(int, near);
    const QJsonObject found = page({{u"at"_s, at}, {u"filter"_s, filter}, {u"limit"_s, u"4"_s}});
    QCOMPARE(placesOf(found), places);
    QCOMPARE(found["near"_L1].toInteger(), m_before + 1 + near);
}

void TestAuditSearch::readsTimesInTheZone()
{
    QCOMPARE(
        placesOf(page({{u"filter"_s, u"time:2025-06-01T09:00..2025-06-01T09:01"_s}, {u"zone"_s, u"Asia/Tokyo"_s}})),
        (QList<int>{1, 0}));
    QCOMPARE(placesOf(page({{u"filter"_s, u"time:2025-06-01T09:00..2025-06-01T09:01"_s}})), (QList<int>{541, 540}));
}

void TestAuditSearch::saysWhereAFilterIsWrong_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::newRow("page") << QByteArray("events");
    QTest::newRow("summary") << QByteArray("summary");
    QTest::newRow("export") << QByteArray("export");
}

void TestAuditSearch::saysWhereAFilterIsWrong()
{
    QFETCH(QByteArray, resource);
    const Response response = ask(resource, {{u"filter"_s, u"user:sato level:high"_s}});
    QCOMPARE(response.status, 422);
    const QJsonArray errors = jsonOf(response)["errors"_L1].toArray();
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0]["field"_L1].toString(), u"filter"_s);
    QVERIFY(errors[0]["code"_L1].toString().startsWith("filter."_L1));
    QVERIFY(!errors[0]["message"_L1].toString().isEmpty());
    QCOMPARE(errors[0]["position"_L1].toInteger(-1), 16);
    QCOMPARE(errors[0]["length"_L1].toInteger(-1), 4);
    QVERIFY(!errors[0]["wanted"_L1].toArray().isEmpty());
}

void TestAuditSearch::namesTheValuesOfAField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("a user") << u"user"_s << u"sA"_s << QStringList{u"Sato 10"_s};
    QTest::newRow("addresses") << u"source"_s << u"19"_s << QStringList{u"198.51.100.7 900"_s, u"192.0.2.1 100"_s};
    QTest::newRow("a service") << u"service"_s << u"fi"_s << QStringList{u"Files 1000"_s};
    QTest::newRow("levels") << u"level"_s << u"warn"_s << QStringList{u"warning 4"_s};
    QTest::newRow("results") << u"result"_s << u"f"_s << QStringList{u"FAILED 20"_s};
    QTest::newRow("none") << u"action"_s << u"download"_s << QStringList{};
}

void TestAuditSearch::namesTheValuesOfAField()
{
    QFETCH(QString, field);
    QFETCH(QString, start);
    QFETCH(QStringList, values);
    const QJsonObject answer = jsonOf(ask("values", {{u"field"_s, field}, {u"start"_s, start}}));
    QStringList found;
    for (const QJsonValue &each : answer["values"_L1].toArray())
        found << each["value"_L1].toString() + u' ' + QString::number(each["count"_L1].toInteger());
    QCOMPARE(found, values);
}

void TestAuditSearch::namesNoValuesOfOtherTenants()
{
    const TenantId other = TemporaryStore::makeTenant(*m_service.tenants, u"beta"_s);
    audit::Event event = entry(0);
    event.user = u"stranger"_s;
    event.action = u"strange"_s;
    QVERIFY(m_service.tenants->appendEvent(other, event));
    for (const auto &[field, start] : {std::pair{u"user"_s, u"strange"_s}, {u"action"_s, u"strange"_s}}) {
        const QJsonObject answer = jsonOf(ask("values", {{u"field"_s, field}, {u"start"_s, start}}));
        QCOMPARE(answer["values"_L1].toArray(), QJsonArray());
    }
}

void TestAuditSearch::refusesBadQueries_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("error");
    const auto add = [](const char *resource, const QString &query, const QString &error) {
        QTest::addRow("%s?%s", resource, qPrintable(query)) << QByteArray(resource) << query << error;
    };
    add("events", u"zone=Asia/Nowhere"_s, u"zone: audit.zoneUnknown"_s);
    add("events", u"zone="_s, u"zone: audit.zoneUnknown"_s);
    add("events", u"zone=JST-9"_s, u"zone: audit.zoneUnknown"_s);
    add("events", u"above=-1"_s, u"above: request.numberOutOfRange"_s);
    add("events", u"at=noon"_s, u"at: request.timeMalformed"_s);
    add("events", u"above=1&after=2"_s, u"above: audit.placesSeveral"_s);
    add("events", u"after=2&at=2026-03-05T14:00:00Z"_s, u"at: audit.placesSeveral"_s);
    add("summary", u"bars=0"_s, u"bars: request.numberOutOfRange"_s);
    add("summary", u"bars=1001"_s, u"bars: request.numberOutOfRange"_s);
    add("summary", u"bars=5&step=60"_s, u"bars: audit.stepAndBars"_s);
    add("summary", u"zone=UTC&step=1"_s, u"step: audit.tooManyBuckets"_s);
    add("values", QString(), u"field: audit.fieldWithoutValues"_s);
    add("values", u"field=time"_s, u"field: audit.fieldWithoutValues"_s);
    add("values", u"field=complement"_s, u"field: audit.fieldWithoutValues"_s);
    add("values", u"field=user&limit=101"_s, u"limit: request.numberOutOfRange"_s);
    add("values", u"field=user&zone=UTC"_s, u"zone: request.queryUnknown"_s);
    add("export", u"format=xlsx"_s, u"format: request.notOneOf"_s);
    add("export", u"pack=rar"_s, u"pack: request.notOneOf"_s);
    add("export", u"spreadsheet=1"_s, u"spreadsheet: request.notOneOf"_s);
    add("export", u"limit=5"_s, u"limit: request.queryUnknown"_s);
}

void TestAuditSearch::refusesBadQueries()
{
    QFETCH(QByteArray, resource);
    QFETCH(QString, query);
    QFETCH(QString, error);
    const Response response = ask(resource, QUrlQuery(query));
    QCOMPARE(response.status, 422);
    QCOMPARE(errorsOf(response), QStringList{error});
}

void TestAuditSearch::searchesOnlySoManyTimesAtOnce()
{
    const auto first = m_service.searchPlaces.take(m_service.tenant);
    {
        const auto second = m_service.searchPlaces.take(m_service.tenant);
        QVERIFY(first && second);
        for (const char *resource : {"events", "summary", "values"}) {
            const QString query = QByteArrayView(resource) == "values" ? u"field=user"_s : u"filter=x"_s;
            const Response refused = ask(resource, QUrlQuery(query));
            QCOMPARE(refused.status, 429);
            QCOMPARE(errorsOf(refused), QStringList{u": searches.ofTenant"_s});
            QVERIFY(refused.headers.contains("Retry-After"));
        }
        const auto third = m_service.searchPlaces.take(TenantId{4711});
        QVERIFY(third);
        const auto fourth = m_service.searchPlaces.take(TenantId{4712});
        QVERIFY(!fourth);
        QVERIFY(fourth.error().is(SearchesOfAll));
    }
    QCOMPARE(ask("events", {}).status, 200);
}

void TestAuditSearch::isNotForUsers_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"events", "summary", "values?field=user", "export"})
        QTest::newRow(path) << QByteArray("/api/v1/audit/") + path;
}

void TestAuditSearch::isNotForUsers()
{
    QFETCH(QByteArray, path);
    const Response refused = m_service.answer(m_service.signedIn(m_service.request("GET", path), u"person"_s));
    QCOMPARE(refused.status, 403);
    QCOMPARE(errorsOf(refused), QStringList{u": session.roleMissing"_s});
}

QTEST_GUILESS_MAIN(TestAuditSearch)
#include "tst_auditsearch.moc"
