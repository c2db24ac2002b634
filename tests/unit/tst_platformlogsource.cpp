// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "fakelog.h"
#include "items/platformlogsource.h"

#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Progress = LogState::Progress;

class TestPlatformLogSource : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void tellsHowManyThereAre();
    void asksForWhatTheFilterLetsThrough();
    void countsWhatComesIn();
    void sumsUpOnlyForWhoeverLooks();
    void saysWhichConditionLeavesNothing();
    void isInTheOrderOfTimeOnly();
    void asksAgainForAnotherZoneOnlyWhereItMatters();
    void findsValues();
    void keepsWhatFailedAndTriesAgain();
    void stopsALongSearch();
    void showsWhatIsAroundAnEvent();
    void asksNothingBeforeItIsLookedAt();

private:
    void filterBy(const QString &text);
    int asked(const QByteArray &path) const;

    crypto::KeyAndCertificate m_authority;
    fake::Log m_log;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_client;
    std::unique_ptr<PlatformLogSource> m_source;
};

void TestPlatformLogSource::initTestCase()
{
    m_authority = fake::authority();
}

void TestPlatformLogSource::init()
{
    m_log = {};
    m_log.newest = 450;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_log.answer(request);
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::AuditClient>(*m_connection);
    m_source = std::make_unique<PlatformLogSource>(*m_client, platform::AuditTail::Pauses{0s});
}

void TestPlatformLogSource::cleanup()
{
    m_source.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestPlatformLogSource::filterBy(const QString &text)
{
    const auto filter = audit::filter::parse(text, {});
    QVERIFY(filter);
    LogQuery query = m_source->query();
    query.filter = *filter;
    m_source->setQuery(query);
}

int TestPlatformLogSource::asked(const QByteArray &path) const
{
    return int(std::ranges::count_if(
        m_platform->seen(), [&](const auto &request) { return request.target.startsWith("/api/v1/audit/" + path); }));
}

void TestPlatformLogSource::tellsHowManyThereAre()
{
    m_source->start();
    QCOMPARE(m_source->state().progress, Progress::Reading);
    QTRY_COMPARE(m_source->state().progress, Progress::Idle);
    QCOMPARE(m_source->state().shown, PlatformLogRows::eventsAtOnce);
    QVERIFY(!m_source->state().isShownFinal);
    QCOMPARE(m_source->state().all, -1);
    m_source->setSummaryWanted(true);
    QTRY_VERIFY(m_source->state().isShownFinal);
    QCOMPARE(m_source->state().shown, 450);
    QCOMPARE(m_source->state().all, 450);
}

void TestPlatformLogSource::asksForWhatTheFilterLetsThrough()
{
    m_source->setSummaryWanted(true);
    m_source->start();
    QTRY_COMPARE(m_source->state().shown, 450);
    filterBy(u"level:warning"_s);
    QCOMPARE(m_source->state().progress, Progress::Filtering);
    QTRY_COMPARE(m_source->state().shown, 225);
    QTRY_COMPARE(m_source->state().all, 450);
    QCOMPARE(m_source->rows().rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(m_source->summary().bars.first().counts.at(size_t(audit::Level::Warning)), 225);
    QCOMPARE(m_source->summary().bars.first().counts.at(size_t(audit::Level::Information)), 0);
    QCOMPARE(m_source->summary().users, (QList<ValueCount>{{u"sato"_s, 225}}));
}

void TestPlatformLogSource::countsWhatComesIn()
{
    m_source->setSummaryWanted(true);
    m_source->start();
    QTRY_COMPARE(m_source->live().tail().state(), platform::AuditTail::State::Live);
    QTRY_COMPARE(m_source->state().shown, 450);
    m_log.write(*m_platform, 5);
    QTRY_COMPARE(m_source->state().shown, 455);
    QCOMPARE(m_source->state().all, 455);
}

void TestPlatformLogSource::sumsUpOnlyForWhoeverLooks()
{
    m_source->start();
    QTRY_COMPARE(m_source->state().progress, Progress::Idle);
    QCOMPARE(asked("summary"), 0);
    m_source->setSummaryWanted(true);
    QSignalSpy changed(m_source.get(), &LogSource::summaryChanged);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(m_source->summary().isFinal);
    m_source->setSummaryWanted(false);
    filterBy(u"level:warning"_s);
    QTRY_COMPARE(m_source->rows().rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(asked("summary"), 1);
}

void TestPlatformLogSource::saysWhichConditionLeavesNothing()
{
    m_source->start();
    filterBy(u"level:warning user:nobody action:*"_s);
    QTRY_COMPARE(m_source->state().emptiedBy, u"user:nobody"_s);
    QCOMPARE(m_source->state().progress, Progress::Idle);
    QVERIFY(m_source->state().isShownFinal);
    filterBy(u"level:warning"_s);
    QTRY_VERIFY(m_source->rows().rowCount() > 0);
    QVERIFY(m_source->state().emptiedBy.isEmpty());
}

void TestPlatformLogSource::isInTheOrderOfTimeOnly()
{
    LogQuery query = m_source->query();
    query.orderedBy = {.field = audit::Field::User};
    m_source->setQuery(query);
    QVERIFY(m_source->query().isByTime());
    QVERIFY(m_source->query().isDescending);
    QVERIFY(m_source->whyNotOrdered({}, true).isEmpty());
    QVERIFY(!m_source->whyNotOrdered({}, false).isEmpty());
    QVERIFY(!m_source->whyNotOrdered({.field = audit::Field::User}, true).isEmpty());
    QVERIFY(!m_source->whyNotOrdered({.kind = audit::query::OrderKey::Kind::Number}, true).isEmpty());
}

void TestPlatformLogSource::asksAgainForAnotherZoneOnlyWhereItMatters()
{
    m_source->setSummaryWanted(true);
    m_source->start();
    QTRY_VERIFY(m_source->rows().isRead() && m_source->state().shown == 450);
    const int pages = asked("events");
    const int sums = asked("summary");
    LogQuery query = m_source->query();
    query.zone = QTimeZone("Pacific/Auckland");
    m_source->setQuery(query);
    QCOMPARE(m_source->rows().zone(), query.zone);
    QTRY_COMPARE(asked("summary"), sums + 1); // Its hours are others.
    QCOMPARE(asked("events"), pages);
    filterBy(u"time:2026-03-05"_s);
    QTRY_COMPARE(asked("events"), pages + 1);
    query = m_source->query();
    query.zone = QTimeZone("Asia/Tokyo");
    m_source->setQuery(query);
    QTRY_COMPARE(asked("events"), pages + 2);
    QVERIFY(std::ranges::any_of(m_platform->seen(), [](const fake::SeenRequest &request) {
        return request.target.contains("/audit/events") && request.target.contains("zone=Asia");
    }));
}

void TestPlatformLogSource::findsValues()
{
    std::optional<QList<ValueCount>> found;
    const auto take = [&](const QList<ValueCount> &values) { found = values; };
    m_source->findValues(audit::Field::User, u"s"_s, this, take);
    QVERIFY(!found);
    QTRY_VERIFY(found);
    QCOMPARE(*found, (QList<ValueCount>{{u"sato"_s, 450}}));
    found.reset();
    m_source->findValues(audit::Field::Complement, u"s"_s, this, take);
    QVERIFY(!found);
    QTRY_VERIFY(found);
    QVERIFY(found->isEmpty());
    found.reset();
    auto context = std::make_unique<QObject>();
    m_source->findValues(audit::Field::User, u"s"_s, context.get(), take);
    context.reset();
    const auto seen = m_platform->seen().size();
    QTRY_VERIFY(m_platform->seen().size() > seen - 1);
    QTest::qWait(50); // Nothing comes.
    QVERIFY(!found);
}

void TestPlatformLogSource::keepsWhatFailedAndTriesAgain()
{
    m_fails = true;
    m_source->setSummaryWanted(true);
    m_source->start();
    QTRY_VERIFY(!m_source->state().failure.isEmpty());
    QVERIFY(!m_source->state().isShownFinal);
    m_fails = false;
    m_source->refresh();
    QTRY_COMPARE(m_source->state().shown, 450);
    QTRY_VERIFY(m_source->state().failure.isEmpty());
}

void TestPlatformLogSource::stopsALongSearch()
{
    m_log.newest = 5000;
    m_log.budget = 1;
    m_source->start();
    filterBy(u"user:nobody"_s);
    QTRY_VERIFY(m_source->rows().isSearching());
    QCOMPARE(m_source->state().progress, Progress::Filtering);
    m_source->cancel();
    QCOMPARE(m_source->state().progress, Progress::Idle);
    QVERIFY(!m_source->state().isShownFinal);
}

void TestPlatformLogSource::showsWhatIsAroundAnEvent()
{
    m_log.newest = 2000;
    m_source->start();
    QTRY_VERIFY(m_source->rows().isRead());
    m_source->showAround(700);
    QTRY_VERIFY(m_source->rows().rowOf(700) >= 0);
    QVERIFY(m_source->rows().isAround());
    m_source->showNewest();
    QTRY_VERIFY(!m_source->rows().isAround());
    QCOMPARE(m_source->rows().eventAt(0).number, 2000);
}

void TestPlatformLogSource::asksNothingBeforeItIsLookedAt()
{
    filterBy(u"level:warning"_s);
    QTest::qWait(50); // Nothing comes.
    QVERIFY(m_platform->seen().isEmpty());
    m_source->start();
    QTRY_COMPARE(m_source->rows().rowCount(), PlatformLogRows::eventsAtOnce);
    QCOMPARE(m_source->rows().eventAt(0).number, 450);
    QCOMPARE(m_source->rows().eventAt(1).number, 448);
}

QTEST_GUILESS_MAIN(TestPlatformLogSource)
#include "tst_platformlogsource.moc"
