// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/auditclient.h"

#include <QJsonArray>
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

private:
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

QTEST_GUILESS_MAIN(TestAuditClient)

#include "tst_auditclient.moc"
