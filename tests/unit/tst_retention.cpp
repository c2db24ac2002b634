// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "datedlog.h"
#include "store/chainchecks.h"
#include "store/chainrows.h"
#include "store/checkpoints.h"
#include "store/columns.h"
#include "store/eventvalues.h"
#include "store/monthclosing.h"
#include "store/retention.h"
#include "store/settingschange.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Span = policy::AuditRetention::Span;
using audit::chain::Checkpoint;

class TestRetention : public QObject {
    Q_OBJECT

private slots:
    void init();
    void reckonsByTheCalendar_data();
    void reckonsByTheCalendar();
    void deletesWhatIsOlderAndNothingElse();
    void tellsWhatItWillDelete();
    void tellsWhatItHasDeletedOnce();
    void leavesASignedStart();
    void deletesWithoutASignatureWhereNoneEverWas();
    void changesNothingWhereItCannotSign();
    void deletesByArrivalWhateverOthersTell();
    void countsOnlyWhatIsLeft();
    void goesOnAfterACrash();
    void goesOnAfterAStop();
    void deletesWhatCannotBeReadWithWhatIsBehindIt();
    void keepsForLongerWhatCannotBeReadAndSaysSo();
    void deletesPastEventsOfTheFutureThatCannotBeRead();
    void deletesUpToAMissingEventAndPastIt();
    void runsSoonAfterTheSpanWasShortened();
    void wantsACheckOfWhatItHasLeft();
    void waitsForANightWhereTheClockWentOn();
    void deletesNothingByAClockThatIsSetRightInTime();

private:
    using Operator = std::shared_ptr<const crypto::SealingKey>;

    void open(const Operator &key);
    void keepFor(Span span);
    void make(const Operator &key);
    bool run(const std::stop_token &stop = {});
    qint64 found() { return m_log->tenants->events(m_log->tenant, 1000)->events.size(); }

    Operator m_key;
    std::unique_ptr<DatedLog> m_log;
    std::unique_ptr<Checkpoints> m_checkpoints;
    std::unique_ptr<Timetable> m_timetable;
    std::unique_ptr<Retention> m_retention;
};

void TestRetention::init()
{
    m_key = std::make_shared<const crypto::SealingKey>(
        crypto::SealingKey::fromText(crypto::SealingKey::newText()).value());
    make(m_key);
}

/// 1 in March, 2 to 11 in April, 12 to 21 in May, 22 to 31 on the first of July; now it is the second of July.
void TestRetention::make(const Operator &key)
{
    m_retention.reset();
    m_timetable.reset();
    m_checkpoints.reset();
    m_log = std::make_unique<DatedLog>();
    for (const char *time : {"2026-04-20T10:00:00Z", "2026-05-20T10:00:00Z", "2026-07-01T10:00:00Z"}) {
        m_log->goTo(time);
        QVERIFY(m_log->append(10));
    }
    m_log->goTo("2026-07-02T03:00:00Z");
    open(key);
}

void TestRetention::open(const Operator &key)
{
    m_retention.reset();
    m_timetable.reset();
    m_checkpoints.reset();
    m_checkpoints = Checkpoints::open(*m_log->tenants, key).value();
    m_timetable = std::make_unique<Timetable>(*m_log->tenants);
    m_retention = std::make_unique<Retention>(*m_log->tenants, *m_checkpoints, *m_timetable);
    m_timetable->nightly(Retention::choreName(),
        [this](TenantId tenant, const std::stop_token &stop) { return m_retention->run(tenant, stop); });
}

void TestRetention::keepFor(Span span)
{
    auto state = std::make_shared<TenantState>(*m_log->tenants->snapshot()->byId.value(m_log->tenant));
    state->settings.auditRetention.keepFor = span;
    m_log->tenants->publish(state);
}

bool TestRetention::run(const std::stop_token &stop)
{
    return m_retention->run(m_log->tenant, stop).has_value();
}

void TestRetention::reckonsByTheCalendar_data()
{
    QTest::addColumn<Span>("span");
    QTest::addColumn<QDate>("today");
    QTest::addColumn<QDate>("first");

    QTest::newRow("six weeks") << Span::SixWeeks << QDate(2026, 3, 5) << QDate(2026, 1, 22);
    QTest::newRow("three months") << Span::ThreeMonths << QDate(2026, 5, 31) << QDate(2026, 2, 28);
    QTest::newRow("six months") << Span::SixMonths << QDate(2026, 3, 5) << QDate(2025, 9, 5);
    QTest::newRow("one year") << Span::OneYear << QDate(2024, 2, 29) << QDate(2023, 2, 28);
    QTest::newRow("two years") << Span::TwoYears << QDate(2026, 3, 5) << QDate(2024, 3, 5);
    QTest::newRow("three years") << Span::ThreeYears << QDate(2026, 3, 5) << QDate(2023, 3, 5);
    QTest::newRow("five years") << Span::FiveYears << QDate(2026, 3, 5) << QDate(2021, 3, 5);
    QTest::newRow("ten years") << Span::TenYears << QDate(2026, 3, 5) << QDate(2016, 3, 5);
}

void TestRetention::reckonsByTheCalendar()
{
    QFETCH(const Span, span);
    QFETCH(const QDate, today);
    QFETCH(const QDate, first);

    QCOMPARE(firstDayKept(span, today), first);
}

void TestRetention::deletesWhatIsOlderAndNothingElse()
{
    QVERIFY(run());
    QCOMPARE(m_log->first(), 1);
    keepFor(Span::ThreeMonths);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 2);
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    // The last day that is kept is the 21st of May.
    QCOMPARE(m_log->first(), 22);
    QCOMPARE(m_log->segments(), QStringList());
    QCOMPARE(found(), 12); // with the two events that tell
    QCOMPARE(m_log->last(), 33);
    QVERIFY(m_log->append());
    QCOMPARE(m_log->last(), 34);
}

void TestRetention::tellsWhatItWillDelete()
{
    const auto forecast = forecastRetention(*m_log->tenants, m_log->tenant, Span::SixWeeks, u"UTC"_s);
    QVERIFY(forecast);
    QCOMPARE(forecast->first, 1);
    QCOMPARE(forecast->last, 21);
    QCOMPARE(forecast->events(), 21);
    QCOMPARE(forecast->before, DatedLog::at("2026-05-21T00:00:00Z"));
    QCOMPARE(forecastRetention(*m_log->tenants, m_log->tenant, Span::OneYear, u"UTC"_s)->events(), 0);
    // The same, once months lie in files.
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    QCOMPARE(forecastRetention(*m_log->tenants, m_log->tenant, Span::SixWeeks, u"UTC"_s)->events(), 21);
    QCOMPARE(forecastRetention(*m_log->tenants, m_log->tenant, Span::ThreeMonths, u"UTC"_s)->last, 1);
}

void TestRetention::tellsWhatItHasDeletedOnce()
{
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    const audit::Event told = m_log->tenants->events(m_log->tenant, 1)->events.first();
    QCOMPARE(told.number, 32);
    QCOMPARE(told.user, u"nobody"_s);
    QCOMPARE(told.service, u"Common"_s);
    QCOMPARE(told.module, u"Audit log"_s);
    QCOMPARE(told.action, u"deleted by retention"_s);
    QCOMPARE(told.level, audit::Level::Notice);
    QCOMPARE(told.complement,
        u"keepFor: sixWeeks; arrived before: 2026-05-21T00:00:00.000000Z; events: 21; numbers: 1 to 21"_s);
    QVERIFY(run());
    QCOMPARE(m_log->last(), 32);
}

void TestRetention::leavesASignedStart()
{
    keepFor(Span::SixWeeks);
    const auto hash
        = m_log->tenants->store().read([this](Database &database) { return eventHash(database, m_log->tenant, 21); });
    QVERIFY(hash && *hash);
    QVERIFY(run());
    const auto start
        = m_log->tenants->store().read([this](Database &database) { return chainStart(database, m_log->tenant); });
    QVERIFY(start);
    QCOMPARE(start->number, 21);
    QCOMPARE(start->hash, **hash);
    const auto made = m_log->tenants->store().read(
        [this](Database &database) { return checkpointBelow(database, m_log->tenant, 22); });
    QVERIFY(made && *made);
    QCOMPARE((*made)->checkpoint.kind, Checkpoint::Kind::NewStart);
    QCOMPARE((*made)->checkpoint.tip, **hash);
}

void TestRetention::deletesWithoutASignatureWhereNoneEverWas()
{
    make(nullptr);
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
}

void TestRetention::changesNothingWhereItCannotSign()
{
    QVERIFY(m_checkpoints->sign(m_log->tenant));
    open(nullptr);
    keepFor(Span::SixWeeks);
    QVERIFY(!run());
    QCOMPARE(m_log->first(), 1);
    QCOMPARE(found(), 33); // It says that it signs no more, and that this has failed.
    const audit::Event told = m_log->tenants->events(m_log->tenant, 1)->events.first();
    QCOMPARE(told.action, u"retention failed"_s);
    QCOMPARE(told.level, audit::Level::Error);
    QCOMPARE(told.result, audit::EventResult::Error);
    QVERIFY2(told.complement.contains(u"key-file"_s), qPrintable(told.complement));
    QVERIFY(!run());
    QCOMPARE(found(), 33);
    open(m_key);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
    QCOMPARE(found(), 14);
    // The next failure is a new one.
    open(nullptr);
    m_log->goTo("2026-10-20T03:00:00Z");
    QVERIFY(m_log->append());
    QVERIFY(!run());
    QCOMPARE(found(), 17);
}

void TestRetention::deletesByArrivalWhateverOthersTell()
{
    QVERIFY(m_log->appendOthers(5, "1971-01-01T00:00:00Z"));
    QVERIFY(m_log->append());
    m_log->goTo("2026-09-10T03:00:00Z");
    QVERIFY(m_log->append());
    keepFor(Span::ThreeMonths);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
    m_log->goTo("2026-11-10T03:00:00Z");
    QVERIFY(run());
    QCOMPARE(m_log->first(), 38);
}

void TestRetention::countsOnlyWhatIsLeft()
{
    QVERIFY(m_log->append());
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    const auto counted = [this](audit::Field field) {
        return m_log->tenants->store()
            .read([&](Database &database) { return eventValues(database, m_log->tenant, field, {}, 10); })
            .value();
    };
    qint64 users = 0;
    for (const ValueCount &value : counted(audit::Field::User))
        users += value.count;
    QCOMPARE(users, 12);
    qint64 levels = 0;
    for (const ValueCount &value : counted(audit::Field::Level))
        levels += value.count;
    QCOMPARE(levels, 12);
    // Of the tenant's first user only the addition told, which is gone.
    for (const ValueCount &value : counted(audit::Field::Action))
        QVERIFY(value.value != "add"_L1);
}

/// What is not deleted yet is all there; what is, is gone for good.
void TestRetention::goesOnAfterACrash()
{
    keepFor(Span::SixWeeks);
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    m_retention.reset();
    m_timetable.reset();
    m_checkpoints.reset();
    m_log->reopen();
    QCOMPARE(m_log->first(), 1);
    QCOMPARE(found(), 31);
    open(m_key);
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    m_retention.reset();
    m_timetable.reset();
    m_checkpoints.reset();
    m_log->reopen();
    QCOMPARE(m_log->first(), 22);
    QCOMPARE(found(), 11);
    open(m_key);
}

void TestRetention::goesOnAfterAStop()
{
    keepFor(Span::SixWeeks);
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    std::stop_source stopped;
    stopped.request_stop();
    const auto deleted = deleteEventsBelow(m_log->tenants->store(), m_log->tenant, 22, {}, stopped.get_token());
    QVERIFY(!deleted);
    QVERIFY(run(stopped.get_token()));
    QCOMPARE(m_log->first(), 1);
    QCOMPARE(found(), 31);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
}

void TestRetention::deletesWhatCannotBeReadWithWhatIsBehindIt()
{
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    QCOMPARE(m_log->segments(), (QStringList{u"2026-03: 1-1"_s, u"2026-04: 2-11"_s, u"2026-05: 12-21"_s}));
    QVERIFY(m_log->harm(1));
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
    QCOMPARE(found(), 11);
}

/// 20 days of May are old, but nobody can take them out of a file that is not there.
void TestRetention::keepsForLongerWhatCannotBeReadAndSaysSo()
{
    QVERIFY(m_checkpoints->sign(m_log->tenant));
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    QVERIFY(m_log->harm(2));
    m_log->tenants->store()
        .write([&](Transaction &transaction) {
            // As if it had been signed then: by it, it is sure that these had arrived.
            return transaction.database().run(
                u"INSERT INTO checkpoints (tenant, number, made_at, kind, tip, key_id, signature)"
                " SELECT tenant, 16, ?, kind, tip, key_id, signature FROM checkpoints WHERE tenant = ? LIMIT 1"_s,
                {toColumn(DatedLog::at("2026-05-20T12:00:00Z")), m_log->tenant.value});
        })
        .value();
    keepFor(Span::SixWeeks);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"kept for longer .* events 12 to 21 file 2026-05-12-21.ndjson"_s));
    QVERIFY(run());
    QCOMPARE(m_log->first(), 12);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 12);
    m_log->goTo("2026-08-20T03:00:00Z");
    QVERIFY(m_log->append());
    QVERIFY(run());
    QCOMPARE(m_log->first(), 33);
}

void TestRetention::deletesPastEventsOfTheFutureThatCannotBeRead()
{
    QVERIFY(m_log->appendOthers(2, "2099-01-01T00:00:00Z"));
    QVERIFY(m_log->append());
    m_log->goTo("2026-08-20T03:00:00Z");
    QVERIFY(m_log->append(5));
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant));
    QCOMPARE(m_log->segments().last(), u"2026-07: 22-34"_s);
    QVERIFY(m_log->harm(3));
    keepFor(Span::SixWeeks);
    // Up to the ninth of July.
    QVERIFY(run());
    QCOMPARE(m_log->first(), 22);
    m_log->goTo("2026-10-20T03:00:00Z");
    QVERIFY(m_log->append());
    QVERIFY(run());
    QCOMPARE(m_log->first(), 41);
}

/// The last one that is old is known from a checkpoint, and has no hash any more that could be signed as a new start.
void TestRetention::deletesUpToAMissingEventAndPastIt()
{
    m_log->goTo("2026-07-20T10:00:00Z");
    QVERIFY(m_log->append(4));
    QVERIFY(m_checkpoints->sign(m_log->tenant)); // at 35
    m_log->goTo("2026-08-20T10:00:00Z");
    QVERIFY(m_log->append(4));
    QVERIFY(m_log->tenants->store().write([&](Transaction &transaction) {
        return transaction.database().run(
            u"DELETE FROM events WHERE tenant = ? AND number IN (15, 35)"_s, {m_log->tenant.value});
    }));
    m_log->goTo("2026-09-10T03:00:00Z");
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    QCOMPARE(m_log->first(), 36);
    const auto start
        = m_log->tenants->store().read([this](Database &database) { return chainStart(database, m_log->tenant); });
    QCOMPARE(start->number, 34);
    QVERIFY(run());
    m_log->goTo("2026-10-20T03:00:00Z");
    QVERIFY(m_log->append());
    QVERIFY(run());
    QCOMPARE(m_log->tenants->events(m_log->tenant, 1)->events.first().action, u"deleted by retention"_s);
    QVERIFY(m_log->first() > 36);
}

void TestRetention::runsSoonAfterTheSpanWasShortened()
{
    const crypto::PasswordHasher hasher({.memoryKib = 64, .passes = 1, .lanes = 1});
    const auto save = [&](const QString &span, qint64 revision) {
        SettingsChange change;
        const auto chief = m_log->tenants->findUser(m_log->tenant, u"chief"_s).value().value();
        change.editor = {.tenant = m_log->tenant, .user = chief.id, .loginName = u"chief"_s, .address = u"192.0.2.7"_s};
        change.draft.insert(u"auditRetention"_s, {revision, QJsonObject{{u"keepFor"_s, span}}});
        return saveSettings(*m_log->tenants, hasher, change).has_value();
    };
    m_timetable->settle();
    QCOMPARE(m_log->first(), 1);
    QVERIFY(save(u"fiveYears"_s, 0));
    QVERIFY(save(u"sixWeeks"_s, 1));
    m_timetable->settle();
    QCOMPARE(m_log->first(), 22);
}

/// At once, and not in the next night.
void TestRetention::wantsACheckOfWhatItHasLeft()
{
    const auto checks = ChainChecks::open(*m_log->tenants, m_key);
    checks->settle();
    const auto checked = [this] {
        return m_log->tenants->store()
            .read([this](Database &database) { return storedCheck(database, m_log->tenant); })
            .value()
            .value();
    };
    m_timetable->nightly(ChainChecks::choreName(),
        [&](TenantId tenant, const std::stop_token &stop) { return checks->check(tenant, stop); });
    m_timetable->settle();
    QCOMPARE(checked().first, 1);
    const audit::EventTime before = checked().at;
    m_log->goTo("2026-07-02T03:30:00Z");
    m_timetable->settle();
    QCOMPARE(checked().at, before);
    keepFor(Span::SixWeeks);
    QVERIFY(run());
    QCOMPARE(checked().first, 1);
    m_timetable->settle();
    QCOMPARE(checked().first, 22);
    QCOMPARE(checked().findings, QList<ChainFinding>());
}

void TestRetention::waitsForANightWhereTheClockWentOn()
{
    m_timetable->settle();
    keepFor(Span::SixWeeks);
    m_log->goTo("2026-07-10T03:00:00Z");
    m_timetable->settle();
    QCOMPARE(m_log->first(), 1);
    QCOMPARE(found(), 32);
    const audit::Event told = m_log->tenants->events(m_log->tenant, 1)->events.first();
    QCOMPARE(told.action, u"retention put off"_s);
    QCOMPARE(told.level, audit::Level::Warning);
    QVERIFY2(told.complement.startsWith(u"days since the last night: 8; "_s), qPrintable(told.complement));
    QVERIFY2(told.complement.endsWith(u"events: 21; numbers: 1 to 21"_s), qPrintable(told.complement));
    m_log->goTo("2026-07-11T03:00:00Z");
    m_timetable->settle();
    QCOMPARE(m_log->first(), 22);
}

void TestRetention::deletesNothingByAClockThatIsSetRightInTime()
{
    keepFor(Span::SixWeeks);
    m_timetable->settle();
    QCOMPARE(m_log->first(), 22);
    const qint64 before = found();
    m_log->goTo("2036-07-02T03:00:00Z");
    m_timetable->settle();
    QCOMPARE(found(), before + 1);
    m_log->goTo("2026-07-03T03:00:00Z");
    m_timetable->settle();
    QCOMPARE(m_log->first(), 22);
    QCOMPARE(found(), before + 1);
}

QTEST_GUILESS_MAIN(TestRetention)

#include "tst_retention.moc"
