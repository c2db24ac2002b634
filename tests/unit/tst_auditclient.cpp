// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/auditclient.h"

#include <QDir>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

class TestAuditClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsAPageAndWhereTheNextBegins();
    void knowsTheLastPage();
    void asksOnlyForWhatIsAllowed_data();
    void asksOnlyForWhatIsAllowed();
    void refusesEventsThatCannotBeRead_data();
    void refusesEventsThatCannotBeRead();
    void readsASummary();
    void refusesASummaryThatCannotBeRead_data();
    void refusesASummaryThatCannotBeRead();
    void asksForWhatAFilterSelects_data();
    void asksForWhatAFilterSelects();
    void readsWhereAPageGoesOn();
    void saysWhereAFilterIsWrong();
    void readsAnOverview();
    void refusesAnOverviewThatCannotBeRead_data();
    void refusesAnOverviewThatCannotBeRead();
    void readsValues();
    void writesAFileWhenAllOfItIsThere();
    void leavesNoFileOfAHalf_data();
    void leavesNoFileOfAHalf();
    void leavesNoFileWhenItIsCancelled();
    void saysWhyAFileCannotBeWritten();

private:
    Answer<AuditPage> ask(fake::Platform &platform, const AuditQuestion &question, const AuditPlace &place);
    Answer<AuditOverview> askForOverview(fake::Platform &platform, const QByteArray &resume);
    Answer<AuditSummary> askForSummary(fake::Platform &platform);
    Answer<AuditPage> ask(fake::Platform &platform, int limit = 200, std::optional<qint64> after = {});

    crypto::KeyAndCertificate m_authority;
};

void TestAuditClient::initTestCase()
{
    m_authority = fake::authority();
}

Answer<AuditPage> TestAuditClient::ask(fake::Platform &platform, int limit, std::optional<qint64> after)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<AuditPage>> answer;
    const Pending pending
        = AuditClient(connection).page(limit, after, [&](const Answer<AuditPage> &page) { answer = page; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestAuditClient::readsAPageAndWhereTheNextBegins()
{
    audit::Event event;
    event.number = 42;
    event.time = audit::EventTime(std::chrono::microseconds(1'772'719'200'000'001));
    event.source = u"2001:db8::1"_s;
    event.user = u"sato"_s;
    event.service = u"Common"_s;
    event.action = u"change ipRestriction"_s;
    event.level = audit::Level::Warning;
    event.complement = u"mode: allowAll -> denyAll"_s;
    fake::Platform platform([&](const auto &) {
        return fake::json(200, {{u"events"_s, QJsonArray{audit::toJson(event)}}, {u"next"_s, 42}});
    });
    const auto page = ask(platform, 100, 43);
    QVERIFY(page);
    QCOMPARE(page->events, QList{event});
    QCOMPARE(page->next, 42);
    QCOMPARE(platform.seen().first().target, "/api/v1/audit/events?limit=100&after=43");
}

void TestAuditClient::knowsTheLastPage()
{
    fake::Platform platform(
        [](const auto &) { return fake::json(200, {{u"events"_s, QJsonArray()}, {u"next"_s, QJsonValue()}}); });
    const auto page = ask(platform);
    QVERIFY(page);
    QVERIFY(page->events.isEmpty());
    QVERIFY(!page->next);
}

void TestAuditClient::asksOnlyForWhatIsAllowed_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("none") << 0 << QByteArray("limit=1");
    QTest::newRow("fewer than none") << -1 << QByteArray("limit=1");
    QTest::newRow("the most") << 1000 << QByteArray("limit=1000");
    QTest::newRow("one more") << 1001 << QByteArray("limit=1000");
}

void TestAuditClient::asksOnlyForWhatIsAllowed()
{
    QFETCH(int, limit);
    QFETCH(QByteArray, query);
    fake::Platform platform([](const auto &) { return fake::json(200, {{u"events"_s, QJsonArray()}}); });
    QVERIFY(ask(platform, limit));
    QCOMPARE(platform.seen().first().target, "/api/v1/audit/events?" + query);
}

void TestAuditClient::refusesEventsThatCannotBeRead_data()
{
    QTest::addColumn<QJsonValue>("events");
    QTest::newRow("none at all") << QJsonValue();
    QTest::newRow("an object") << QJsonValue(QJsonObject());
    QTest::newRow("numbers") << QJsonValue(QJsonArray{1, 2});
    QTest::newRow("an empty event") << QJsonValue(QJsonArray{QJsonObject()});
}

void TestAuditClient::refusesEventsThatCannotBeRead()
{
    QFETCH(QJsonValue, events);
    fake::Platform platform([&](const auto &) { return fake::json(200, {{u"events"_s, events}}); });
    const auto page = ask(platform);
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Failure::Kind::NotSekimori);
}

namespace {

QJsonObject summary()
{
    const QJsonObject counts{
        {u"information"_s, 5}, {u"notice"_s, 4}, {u"warning"_s, 3}, {u"error"_s, 2}, {u"critical"_s, 1}};
    return {{u"since"_s, u"2026-03-05T14:00:00.000000Z"_s}, {u"until"_s, u"2026-03-05T15:00:00.000000Z"_s},
        {u"step"_s, 3600},
        {u"buckets"_s,
            QJsonArray{
                QJsonObject{{u"at"_s, u"2026-03-05T14:00:00.000000Z"_s}, {u"counts"_s, counts}, {u"failed"_s, 6}}}},
        {u"failures"_s,
            QJsonArray{QJsonObject{{u"module"_s, u"Authentication"_s}, {u"action"_s, u"login"_s}, {u"count"_s, 6},
                {u"lastAt"_s, u"2026-03-05T14:30:00.000000Z"_s}}}}};
}

}

Answer<AuditSummary> TestAuditClient::askForSummary(fake::Platform &platform)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<AuditSummary>> answer;
    const auto since = audit::timeFromText(u"2026-03-05T14:00:00Z"_s).value();
    const Pending pending = AuditClient(connection)
                                .summary({.since = since, .until = since + std::chrono::hours(1)},
                                    [&](const Answer<AuditSummary> &summary) { answer = summary; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestAuditClient::readsASummary()
{
    fake::Platform platform([](const auto &) { return fake::json(200, summary()); });
    const auto answer = askForSummary(platform);
    QVERIFY(answer);
    QCOMPARE(answer->buckets.size(), 1);
    QCOMPARE(answer->buckets.first().counts, (std::array<qint64, 5>{5, 4, 3, 2, 1}));
    QCOMPARE(answer->buckets.first().failed, 6);
    QCOMPARE(answer->countOf(audit::Level::Critical), 1);
    QCOMPARE(answer->failures.size(), 1);
    QCOMPARE(answer->failures.first().action, u"login"_s);
    QCOMPARE(answer->failures.first().count, 6);
    QCOMPARE(platform.seen().first().target,
        "/api/v1/audit/summary?since=2026-03-05T14:00:00.000000Z&until=2026-03-05T15:00:00.000000Z&step=3600");
}

void TestAuditClient::refusesASummaryThatCannotBeRead_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no beginning") << u"since"_s << QJsonValue();
    QTest::newRow("an end before the beginning") << u"until"_s << QJsonValue(u"2026-03-05T13:00:00Z"_s);
    QTest::newRow("no step") << u"step"_s << QJsonValue(0);
    QTest::newRow("no buckets") << u"buckets"_s << QJsonValue();
    QTest::newRow("an empty bucket") << u"buckets"_s << QJsonValue(QJsonArray{QJsonObject()});
    QTest::newRow("no failures") << u"failures"_s << QJsonValue(u"none"_s);
    QTest::newRow("an empty failure") << u"failures"_s << QJsonValue(QJsonArray{QJsonObject()});
}

void TestAuditClient::refusesASummaryThatCannotBeRead()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    fake::Platform platform([&](const auto &) {
        QJsonObject json = summary();
        json.insert(field, value);
        return fake::json(200, json);
    });
    const auto answer = askForSummary(platform);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Failure::Kind::NotSekimori);
}

Answer<AuditPage> TestAuditClient::ask(fake::Platform &platform, const AuditQuestion &question, const AuditPlace &place)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<AuditPage>> answer;
    const Pending pending
        = AuditClient(connection).page(question, place, 50, [&](const Answer<AuditPage> &page) { answer = page; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestAuditClient::asksForWhatAFilterSelects_data()
{
    QTest::addColumn<AuditQuestion>("question");
    QTest::addColumn<AuditPlace>("place");
    QTest::addColumn<QByteArray>("query");
    const auto noon = audit::timeFromText(u"2026-03-05T12:00:00Z"_s).value();
    QTest::newRow("everything") << AuditQuestion() << AuditPlace() << QByteArray("limit=50");
    QTest::newRow("a filter with what URLs use")
        << AuditQuestion{.filter = u"a+b&c=100% #1 \"佐藤\""_s} << AuditPlace{.after = 7}
        << QByteArray("filter=a%2Bb%26c%3D100%25%20%231%20%22%E4%BD%90%E8%97%A4%22"
                      "&limit=50&after=7");
    QTest::newRow("a zone") << AuditQuestion{.zone = "Asia/Tokyo"} << AuditPlace{.above = 0}
                            << QByteArray("zone=Asia%2FTokyo&limit=50&above=0");
    QTest::newRow("a span and a time")
        << AuditQuestion{.since = noon, .until = noon + std::chrono::hours(1)} << AuditPlace{.at = noon}
        << QByteArray("since=2026-03-05T12:00:00.000000Z&until=2026-03-05T13:00:00.000000Z&limit=50"
                      "&at=2026-03-05T12:00:00.000000Z");
}

void TestAuditClient::asksForWhatAFilterSelects()
{
    QFETCH(AuditQuestion, question);
    QFETCH(AuditPlace, place);
    QFETCH(QByteArray, query);
    fake::Platform platform([](const auto &) { return fake::json(200, {{u"events"_s, QJsonArray()}}); });
    QVERIFY(ask(platform, question, place));
    const QByteArray target = platform.seen().first().target;
    QCOMPARE(target, "/api/v1/audit/events?" + query);
    // And as the platform reads it:
    const QUrlQuery read(QString::fromLatin1(target.sliced(target.indexOf('?') + 1)));
    QCOMPARE(read.queryItemValue(u"filter"_s, QUrl::FullyDecoded), question.filter);
}

void TestAuditClient::readsWhereAPageGoesOn()
{
    fake::Platform platform([](const auto &) {
        return fake::json(200,
            {{u"events"_s, QJsonArray()}, {u"next"_s, 12}, {u"above"_s, 90}, {u"near"_s, 50}, {u"isPartial"_s, true}});
    });
    const auto page = ask(platform, {}, {});
    QVERIFY(page);
    QCOMPARE(*page, (AuditPage{.events = {}, .next = 12, .above = 90, .isPartial = true, .near = 50}));
}

void TestAuditClient::saysWhereAFilterIsWrong()
{
    fake::Platform platform([](const auto &) {
        fake::Reply reply = fake::json(422,
            {{u"errors"_s,
                QJsonArray{QJsonObject{{u"field"_s, u"filter"_s}, {u"code"_s, u"filter.level.unknown"_s},
                    {u"message"_s, u"No such level."_s}, {u"position"_s, 6}, {u"length"_s, 4}}}}});
        reply.contentType = "application/problem+json";
        return reply;
    });
    const auto page = ask(platform, {.filter = u"level:high"_s}, {});
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Failure::Kind::Refused);
    QCOMPARE(page.error().problems.size(), 1);
    QCOMPARE(page.error().problems.first().field, u"filter"_s);
    QCOMPARE(page.error().problems.first().position, 6);
    QCOMPARE(page.error().problems.first().length, 4);
}

namespace {

QJsonObject overview()
{
    QJsonArray day;
    for (int hour = 0; hour < 24; ++hour)
        day.append(hour);
    QJsonArray days;
    for (int weekday = 0; weekday < 7; ++weekday)
        days.append(day);
    QJsonObject json = summary();
    json.insert(u"hours"_s, days);
    json.insert(u"top"_s,
        QJsonObject{{u"users"_s, QJsonArray{QJsonObject{{u"value"_s, u"sato"_s}, {u"count"_s, 9}}}},
            {u"addresses"_s, QJsonArray()}, {u"actions"_s, QJsonArray()}});
    json.insert(u"total"_s, 15);
    json.insert(u"all"_s, 100);
    json.insert(u"countedFrom"_s, 40);
    json.insert(u"isPartial"_s, true);
    json.insert(u"resume"_s, u"abc"_s);
    return json;
}

}

Answer<AuditOverview> TestAuditClient::askForOverview(fake::Platform &platform, const QByteArray &resume)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<AuditOverview>> answer;
    const Pending pending = AuditClient(connection)
                                .summary({.filter = u"login"_s, .zone = "Asia/Tokyo"}, 200, resume,
                                    [&](const Answer<AuditOverview> &overview) { answer = overview; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestAuditClient::readsAnOverview()
{
    fake::Platform platform([](const auto &) { return fake::json(200, overview()); });
    const auto answer = askForOverview(platform, "earlier");
    QVERIFY(answer);
    QCOMPARE(answer->summary.buckets.size(), 1);
    QCOMPARE(answer->hours[6][23], 23);
    QCOMPARE(answer->users, (QList<AuditValue>{{u"sato"_s, 9}}));
    QCOMPARE(answer->total, 15);
    QCOMPARE(answer->all, 100);
    QCOMPARE(answer->countedFrom, 40);
    QVERIFY(answer->isPartial);
    QCOMPARE(answer->resume, "abc");
    QCOMPARE(
        platform.seen().first().target, "/api/v1/audit/summary?filter=login&zone=Asia%2FTokyo&bars=200&resume=earlier");
}

void TestAuditClient::refusesAnOverviewThatCannotBeRead_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("six days") << u"hours"_s << QJsonValue(QJsonArray{1, 2, 3, 4, 5, 6});
    QTest::newRow("days without hours") << u"hours"_s << QJsonValue(QJsonArray{1, 2, 3, 4, 5, 6, 7});
    QTest::newRow("no top") << u"top"_s << QJsonValue();
    QTest::newRow("no total") << u"total"_s << QJsonValue();
    QTest::newRow("fewer than none") << u"all"_s << QJsonValue(-1);
    QTest::newRow("no summary") << u"buckets"_s << QJsonValue();
}

void TestAuditClient::refusesAnOverviewThatCannotBeRead()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    fake::Platform platform([&](const auto &) {
        QJsonObject json = overview();
        json.insert(field, value);
        return fake::json(200, json);
    });
    const auto answer = askForOverview(platform, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Failure::Kind::NotSekimori);
}

void TestAuditClient::readsValues()
{
    fake::Platform platform([](const auto &) {
        return fake::json(200, {{u"values"_s, QJsonArray{QJsonObject{{u"value"_s, u"sato"_s}, {u"count"_s, 9}}}}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<QList<AuditValue>>> answer;
    const Pending pending = AuditClient(connection)
                                .values(audit::Field::User, u"s&"_s, 1000,
                                    [&](const Answer<QList<AuditValue>> &values) { answer = values; });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->value(), (QList<AuditValue>{{u"sato"_s, 9}}));
    QCOMPARE(platform.seen().first().target, "/api/v1/audit/values?field=user&start=s%26&limit=100");
}

void TestAuditClient::writesAFileWhenAllOfItIsThere()
{
    const QByteArray body("time,user\r\n");
    fake::Platform platform([&](const auto &) { return fake::Reply{.body = body, .contentType = "text/csv"}; });
    Connection connection(fake::listenWith(platform, m_authority));
    connection.setToken("token");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"audit.csv.gz"_s);
    const auto file = AuditClient(connection)
                          .exportTo(path, {.filter = u"user:sato"_s},
                              {.packing = AuditFilePacking::Gzip, .isForSpreadsheets = true});
    QSignalSpy finished(file.get(), &AuditExport::finished);
    file->start();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!file->isUnderWay());
    QCOMPARE(file->bytesWritten(), body.size());
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), body);
    QCOMPARE(platform.seen().first().target,
        "/api/v1/audit/export?filter=user%3Asato&format=csv&pack=gzip&spreadsheet=true");
    QCOMPARE(platform.seen().first().headers.value("sekimori-token"), "token");
}

void TestAuditClient::leavesNoFileOfAHalf_data()
{
    QTest::addColumn<fake::Reply::Way>("way");
    QTest::addColumn<int>("status");
    QTest::newRow("half of it") << fake::Reply::Way::Half << 200;
    QTest::newRow("nothing") << fake::Reply::Way::HangUp << 200;
    QTest::newRow("refused") << fake::Reply::Way::Whole << 422;
}

void TestAuditClient::leavesNoFileOfAHalf()
{
    QFETCH(fake::Reply::Way, way);
    QFETCH(int, status);
    fake::Platform platform([&](const auto &) {
        fake::Reply reply = status == 200 ? fake::Reply{.body = QByteArray(100'000, 'x'), .contentType = "text/csv"}
                                          : fake::problem(status, u"filter.term.missing"_s);
        reply.way = way;
        return reply;
    });
    Connection connection(fake::listenWith(platform, m_authority));
    const QTemporaryDir folder;
    QFile before(folder.filePath(u"audit.csv"_s));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
    before.close();
    const auto file = AuditClient(connection).exportTo(before.fileName(), {}, {});
    QSignalSpy failed(file.get(), &AuditExport::failed);
    file->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    QVERIFY(!file->isUnderWay());
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), "before");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"audit.csv"_s});
}

void TestAuditClient::leavesNoFileWhenItIsCancelled()
{
    fake::Platform platform([](const auto &) {
        return fake::Reply{.body = "beginning", .contentType = "text/csv", .way = fake::Reply::Way::Never};
    });
    Connection connection(fake::listenWith(platform, m_authority));
    const QTemporaryDir folder;
    const auto file = AuditClient(connection).exportTo(folder.filePath(u"audit.csv"_s), {}, {});
    QSignalSpy failed(file.get(), &AuditExport::failed);
    file->start();
    QTRY_COMPARE(platform.seen().size(), 1);
    file->cancel();
    QVERIFY(!file->isUnderWay());
    QCoreApplication::sendPostedEvents();
    QCOMPARE(failed.size(), 0);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestAuditClient::saysWhyAFileCannotBeWritten()
{
    fake::Platform platform([](const auto &) { return fake::Reply{.body = "some", .contentType = "text/csv"}; });
    Connection connection(fake::listenWith(platform, m_authority));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"no such folder/audit.csv"_s);
    const auto file = AuditClient(connection).exportTo(path, {}, {});
    QSignalSpy failed(file.get(), &AuditExport::failed);
    file->start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(path));
}

QTEST_GUILESS_MAIN(TestAuditClient)

#include "tst_auditclient.moc"
