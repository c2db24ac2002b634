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

private:
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

QTEST_GUILESS_MAIN(TestAuditClient)

#include "tst_auditclient.moc"
