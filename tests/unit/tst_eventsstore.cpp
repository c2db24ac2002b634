// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tenantrows.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestEventsStore : public QObject {
    Q_OBJECT

private slots:
    void init();
    void numbersWithoutGapsUnderConcurrency();
    void keepsEveryField();
    void pagesThroughFromTheNewest();
    void takesAHundredThousandAtOnce();
    void showsATenantItsOwnEventsOnly();
    void refusesATenantThatIsNotThere();
    void changesNothingOnAFullDisk();
    void continuesItsNumbersAfterAReopening();

private:
    QList<qint64> numbers(TenantId tenant, int limit, std::optional<qint64> after = {});

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
};

namespace {

/// The event of the tenant's making is number 1.
constexpr qint64 made = 1;

audit::Event entry(const QString &complement)
{
    return {
        .number = 0,
        .time = audit::EventTime(std::chrono::microseconds(1'700'000'000'123'456)),
        .source = u"192.0.2.7"_s,
        .user = u"hanako"_s,
        .service = u"Groupware"_s,
        .module = u"カレンダー"_s,
        .action = u"delete"_s,
        .result = audit::EventResult::Error,
        .level = audit::Level::Critical,
        .complement = complement,
    };
}

}

void TestEventsStore::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

QList<qint64> TestEventsStore::numbers(TenantId tenant, int limit, std::optional<qint64> after)
{
    QList<qint64> all;
    const auto page = m_tenants->events(tenant, limit, after);
    if (!page)
        return all;
    for (const audit::Event &found : page->events)
        all << found.number;
    return all;
}

void TestEventsStore::numbersWithoutGapsUnderConcurrency()
{
    constexpr int threads = 8;
    constexpr int each = 50;
    const auto before = m_tenants->store().commitsMade();
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread < threads; ++thread) {
            all.emplace_back([&] {
                for (int i = 0; i < each; ++i)
                    (void)m_tenants->appendEvent(m_tenant, entry(u"x"_s));
                // What fails in between must not leave a gap.
                (void)m_tenants->appendEvents(TenantId{4711}, {entry(u"x"_s)});
            });
        }
    }
    const auto found = numbers(m_tenant, 1000);
    QCOMPARE(found.size(), made + threads * each);
    for (qsizetype i = 0; i < found.size(); ++i)
        QCOMPARE(found[i], found.size() - i);
    QVERIFY(m_tenants->store().commitsMade() - before <= threads * (each + 1));
}

void TestEventsStore::keepsEveryField()
{
    audit::Event written = entry(u"1 \u0000 2 -- '; DROP TABLE events; 日本"_s);
    const auto number = m_tenants->appendEvent(m_tenant, written);
    QCOMPARE(number, made + 1);
    written.number = *number;
    QCOMPARE(m_tenants->events(m_tenant, 1)->events, QList<audit::Event>{written});
}

void TestEventsStore::pagesThroughFromTheNewest()
{
    for (int i = 0; i < 4; ++i)
        QVERIFY(m_tenants->appendEvent(m_tenant, entry(QString::number(i))));
    const auto first = m_tenants->events(m_tenant, 2);
    QVERIFY(first);
    QCOMPARE(first->next, 4);
    QCOMPARE(numbers(m_tenant, 2), (QList<qint64>{5, 4}));
    QCOMPARE(numbers(m_tenant, 2, 4), (QList<qint64>{3, 2}));
    QCOMPARE(m_tenants->events(m_tenant, 2, 4)->next, 2);
    QCOMPARE(numbers(m_tenant, 2, 2), (QList<qint64>{1}));
    QCOMPARE(m_tenants->events(m_tenant, 2, 2)->next, std::nullopt);
    QCOMPARE(m_tenants->events(m_tenant, 5)->next, std::nullopt);
    QCOMPARE(numbers(m_tenant, 2, 1), QList<qint64>());
    QCOMPARE(numbers(m_tenant, 2, -5), QList<qint64>());
    QCOMPARE(numbers(m_tenant, 2, 1'000'000), (QList<qint64>{5, 4}));
}

void TestEventsStore::takesAHundredThousandAtOnce()
{
    QList<audit::Event> events;
    for (int i = 0; i < 100'000; ++i)
        events << entry(u"entry %1 of a believable length, as a groupware would write it"_s.arg(i));
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    const auto page = m_tenants->events(m_tenant, 1);
    QCOMPARE(page->events.first().number, made + events.size());
    QCOMPARE(page->events.first().complement, events.last().complement);
    QCOMPARE(numbers(m_tenant, 1, 3), (QList<qint64>{2}));
}

void TestEventsStore::showsATenantItsOwnEventsOnly()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(m_tenants->appendEvent(other, entry(u"theirs"_s)));
    QCOMPARE(m_tenants->appendEvent(m_tenant, entry(u"ours"_s)), made + 1);
    const auto ours = m_tenants->events(m_tenant, 1000);
    QCOMPARE(ours->events.size(), 2);
    QCOMPARE(ours->events.first().complement, u"ours"_s);
    QCOMPARE(m_tenants->events(other, 1000)->events.first().complement, u"theirs"_s);
}

void TestEventsStore::refusesATenantThatIsNotThere()
{
    const auto appended = m_tenants->appendEvent(TenantId{4711}, entry(u"x"_s));
    QVERIFY(!appended);
    QVERIFY(appended.error().is(platformd::messages::TenantUnknown));
    QCOMPARE(appended.error().kind, ErrorKind::NotFound);
}

void TestEventsStore::changesNothingOnAFullDisk()
{
    QVERIFY(TemporaryStore::fillDisk(*m_tenants));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 13 "_s));
    const auto appended = m_tenants->appendEvents(m_tenant, {entry(u"small"_s), entry(QString(1'000'000, u'x'))});
    QVERIFY(!appended);
    QCOMPARE(appended.error().kind, ErrorKind::Unavailable);
    QCOMPARE(numbers(m_tenant, 10), (QList<qint64>{1}));
}

void TestEventsStore::continuesItsNumbersAfterAReopening()
{
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"x"_s)));
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    QCOMPARE(m_tenants->appendEvent(m_tenant, entry(u"x"_s)), made + 2);
}

QTEST_GUILESS_MAIN(TestEventsStore)
#include "tst_eventsstore.moc"
