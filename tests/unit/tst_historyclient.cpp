// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/historyclient.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

namespace {

QJsonObject entry()
{
    const policy::FieldChange change{.field = u"mode"_s, .before = u"allowAll"_s, .after = u"denyAll"_s, .list = {}};
    return {{u"event"_s, 42}, {u"section"_s, u"ipRestriction"_s}, {u"revision"_s, 3},
        {u"at"_s, u"2026-03-05T14:00:00.250Z"_s}, {u"by"_s, u"sato"_s}, {u"address"_s, u"192.0.2.7"_s},
        {u"reason"_s, u"Closed"_s}, {u"changes"_s, policy::toJson({change})}, {u"later"_s, true}};
}

}

class TestHistoryClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsEntriesAndWhereTheNextBegin();
    void asksForWhatTheFilterNames_data();
    void asksForWhatTheFilterNames();
    void refusesEntriesThatCannotBeRead_data();
    void refusesEntriesThatCannotBeRead();

private:
    Answer<HistoryPage> ask(
        fake::Platform &platform, int limit = 200, const HistoryFilter &filter = {}, std::optional<qint64> after = {});

    crypto::KeyAndCertificate m_authority;
};

void TestHistoryClient::initTestCase()
{
    m_authority = fake::authority();
}

Answer<HistoryPage> TestHistoryClient::ask(
    fake::Platform &platform, int limit, const HistoryFilter &filter, std::optional<qint64> after)
{
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<HistoryPage>> answer;
    const Pending pending
        = HistoryClient(connection).page(limit, filter, after, [&](const Answer<HistoryPage> &page) { answer = page; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestHistoryClient::readsEntriesAndWhereTheNextBegin()
{
    fake::Platform platform(
        [](const auto &) { return fake::json(200, {{u"entries"_s, QJsonArray{entry()}}, {u"next"_s, -7}}); });
    const auto page = ask(platform);
    QVERIFY(page);
    QCOMPARE(page->next, -7);
    QCOMPARE(page->entries.size(), 1);
    const HistoryEntry &read = page->entries.first();
    QCOMPARE(read.event, 42);
    QCOMPARE(read.section, u"ipRestriction"_s);
    QCOMPARE(read.revision, 3);
    QCOMPARE(audit::toText(read.at), u"2026-03-05T14:00:00.250000Z"_s);
    QCOMPARE(read.by, u"sato"_s);
    QCOMPARE(read.address, u"192.0.2.7"_s);
    QCOMPARE(read.reason, u"Closed"_s);
    QCOMPARE(read.changes.size(), 1);
    QCOMPARE(read.changes.first().after, QJsonValue(u"denyAll"_s));
}

void TestHistoryClient::asksForWhatTheFilterNames_data()
{
    const QDateTime time(QDate(2026, 3, 5), QTime(23, 0), QTimeZone("Asia/Tokyo"));
    QTest::addColumn<int>("limit");
    QTest::addColumn<HistoryFilter>("filter");
    QTest::addColumn<std::optional<qint64>>("after");
    QTest::addColumn<QByteArray>("query");
    const std::optional<qint64> none;
    QTest::newRow("nothing") << 50 << HistoryFilter() << none << QByteArray("limit=50");
    QTest::newRow("none") << 0 << HistoryFilter() << none << QByteArray("limit=1");
    QTest::newRow("too many") << 201 << HistoryFilter() << none << QByteArray("limit=200");
    QTest::newRow("older") << 50 << HistoryFilter() << std::optional<qint64>(-3) << QByteArray("limit=50&after=-3");
    QTest::newRow("all") << 50 << HistoryFilter{u"basicAuth"_s, u"sato"_s, time, time.addDays(1)} << none
                         << QByteArray("limit=50&section=basicAuth&by=sato&since=2026-03-05T14:00:00.000Z"
                                       "&until=2026-03-06T14:00:00.000Z");
    QTest::newRow("a name with signs") << 50 << HistoryFilter{.by = u"a&b=c+d %é"_s} << none
                                       << QByteArray("limit=50&by=a%26b%3Dc%2Bd%20%25%C3%A9");
}

void TestHistoryClient::asksForWhatTheFilterNames()
{
    QFETCH(int, limit);
    QFETCH(HistoryFilter, filter);
    QFETCH(std::optional<qint64>, after);
    QFETCH(QByteArray, query);
    fake::Platform platform([](const auto &) { return fake::json(200, {{u"entries"_s, QJsonArray()}}); });
    QVERIFY(ask(platform, limit, filter, after));
    QCOMPARE(platform.seen().first().target, "/api/v1/settings/history?" + query);
}

void TestHistoryClient::refusesEntriesThatCannotBeRead_data()
{
    const auto with = [](const QString &key, const QJsonValue &value) {
        QJsonObject object = entry();
        object.insert(key, value);
        return QJsonValue(QJsonArray{object});
    };
    QTest::addColumn<QJsonValue>("entries");
    QTest::newRow("none at all") << QJsonValue();
    QTest::newRow("an object") << QJsonValue(QJsonObject());
    QTest::newRow("a number") << QJsonValue(QJsonArray{1});
    QTest::newRow("without event") << with(u"event"_s, QJsonValue());
    QTest::newRow("without section") << with(u"section"_s, QString());
    QTest::newRow("without revision") << with(u"revision"_s, u"3"_s);
    QTest::newRow("without time") << with(u"at"_s, u"yesterday"_s);
    QTest::newRow("without changes") << with(u"changes"_s, QJsonObject());
}

void TestHistoryClient::refusesEntriesThatCannotBeRead()
{
    QFETCH(QJsonValue, entries);
    fake::Platform platform([&](const auto &) { return fake::json(200, {{u"entries"_s, entries}}); });
    const auto page = ask(platform);
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Failure::Kind::NotSekimori);
}

QTEST_GUILESS_MAIN(TestHistoryClient)
#include "tst_historyclient.moc"
