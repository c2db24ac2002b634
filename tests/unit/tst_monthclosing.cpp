// SPDX-License-Identifier: GPL-3.0-or-later
#include "datedlog.h"
#include "store/arrival.h"
#include "store/chainchecks.h"
#include "store/checkpoints.h"
#include "store/logmonths.h"
#include "store/monthclosing.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMonthClosing : public QObject {
    Q_OBJECT

private slots:
    void init() { m_log = std::make_unique<DatedLog>(); }
    void leavesThePresentMonthOpen();
    void closesWhatArrivedInAMonthThatIsOver();
    void heedsNoTimesThatOthersTell();
    void goesByTheTenantsCalendar();
    void catchesUpOnSeveralMonths();
    void skipsMonthsInWhichNothingHappened();
    void leavesOpenWhatIsNotSure();
    void learnsFromCheckpointsWhenEventsArrived();
    void countsRatherTooFewAsOldAfterAWrongClock();
    void forgetsAClockThatWasAhead();
    void goesOnBehindWhatCannotBeRead();
    void losesNothingOfAMonthButWhatWasTakenOut();
    void goesOnBehindAMissingEndOfAMonth();
    void goesOnAfterAStop();
    void namesTheOpenMonthByWhatArrivedInIt();
    void namesEachMonthOnce();

private:
    QStringList closed();
    QStringList months(const QString &zone);
    /// Past the service, as somebody does who has the database in his hands.
    bool takeOut(const QString &numbers);

    std::unique_ptr<DatedLog> m_log;
};

QStringList TestMonthClosing::closed()
{
    return closeMonths(*m_log->tenants, m_log->tenant) ? m_log->segments() : QStringList{u"failed"_s};
}

/// As they are listed.
QStringList TestMonthClosing::months(const QString &zone)
{
    const auto found = m_log->tenants->store().search(
        [&](Database &database) { return logMonths(database, m_log->tenant, zone, m_log->store.now()); });
    QStringList texts;
    for (const LogMonth &month : found.value())
        texts << u"%1 %2: %3-%4"_s.arg(month.month.text(),
            month.state == LogMonth::State::Open ? u"open"_s : u"closed"_s, QString::number(month.first),
            QString::number(month.last));
    return texts;
}

bool TestMonthClosing::takeOut(const QString &numbers)
{
    return m_log->tenants->store()
        .write([&](Transaction &transaction) {
            return transaction.database().run(
                u"DELETE FROM events WHERE tenant = ? AND number IN (%1)"_s.arg(numbers), {m_log->tenant.value});
        })
        .has_value();
}

void TestMonthClosing::leavesThePresentMonthOpen()
{
    QCOMPARE(closed(), QStringList());
    m_log->goTo("2026-03-31T23:59:59Z");
    QVERIFY(m_log->append(10));
    QCOMPARE(closed(), QStringList());
}

void TestMonthClosing::closesWhatArrivedInAMonthThatIsOver()
{
    m_log->goTo("2026-03-31T23:59:59Z");
    QVERIFY(m_log->append(10));
    m_log->goTo("2026-04-01T00:00:00Z");
    QVERIFY(m_log->append(5));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-11"_s});
    m_log->goTo("2026-05-01T03:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-11"_s, u"2026-04: 12-16"_s}));
    QCOMPARE(closed().size(), 2);
    QVERIFY(m_log->append());
    QCOMPARE(m_log->last(), 17);
}

void TestMonthClosing::heedsNoTimesThatOthersTell()
{
    QVERIFY(m_log->appendOthers(3, "2099-01-01T00:00:00Z"));
    QVERIFY(m_log->appendOthers(3, "1971-01-01T00:00:00Z"));
    QVERIFY(m_log->append());
    m_log->goTo("2026-04-10T12:00:00Z");
    QVERIFY(m_log->append());
    QVERIFY(m_log->appendOthers(3, "1971-01-01T00:00:00Z"));
    QVERIFY(m_log->append());
    QCOMPARE(closed(), QStringList{u"2026-03: 1-8"_s});
}

void TestMonthClosing::goesByTheTenantsCalendar()
{
    m_log->goTo("2026-03-31T14:59:59Z");
    QVERIFY(m_log->append());
    m_log->goTo("2026-03-31T15:00:00Z");
    QVERIFY(m_log->append());
    QCOMPARE(closed(), QStringList());
    m_log->liveIn(u"Asia/Tokyo"_s);
    QCOMPARE(closed(), QStringList{u"2026-03: 1-2"_s});
}

void TestMonthClosing::catchesUpOnSeveralMonths()
{
    for (const char *time : {"2026-03-20T10:00:00Z", "2026-04-20T10:00:00Z", "2026-05-20T10:00:00Z"}) {
        m_log->goTo(time);
        QVERIFY(m_log->append(2));
    }
    m_log->goTo("2026-06-02T03:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-3"_s, u"2026-04: 4-5"_s, u"2026-05: 6-7"_s}));
}

void TestMonthClosing::skipsMonthsInWhichNothingHappened()
{
    m_log->goTo("2026-07-15T10:00:00Z");
    QVERIFY(m_log->append());
    m_log->goTo("2027-01-01T03:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-1"_s, u"2026-07: 2-2"_s}));
}

/// Between two events of the platform's own, nobody knows when those of others came.
void TestMonthClosing::leavesOpenWhatIsNotSure()
{
    m_log->goTo("2026-03-30T10:00:00Z");
    QVERIFY(m_log->appendOthers(4, "2026-03-30T10:00:00Z"));
    m_log->goTo("2026-04-02T10:00:00Z");
    QCOMPARE(closed(), QStringList{u"2026-03: 1-1"_s});
    QVERIFY(m_log->append());
    QCOMPARE(closed(), QStringList{u"2026-03: 1-1"_s});
    m_log->goTo("2026-05-02T10:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-1"_s, u"2026-04: 2-6"_s}));
}

void TestMonthClosing::learnsFromCheckpointsWhenEventsArrived()
{
    const auto checkpoints = Checkpoints::open(*m_log->tenants,
        std::make_shared<const crypto::SealingKey>(
            crypto::SealingKey::fromText(crypto::SealingKey::newText()).value()));
    QVERIFY(checkpoints);
    m_log->goTo("2026-03-30T10:00:00Z");
    QVERIFY(m_log->appendOthers(4, "1971-01-01T00:00:00Z"));
    QVERIFY((*checkpoints)->sign(m_log->tenant));
    QVERIFY(m_log->appendOthers(4, "1971-01-01T00:00:00Z"));
    m_log->goTo("2026-04-02T10:00:00Z");
    QVERIFY((*checkpoints)->sign(m_log->tenant));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-5"_s});
}

void TestMonthClosing::countsRatherTooFewAsOldAfterAWrongClock()
{
    m_log->goTo("2026-04-20T10:00:00Z");
    QVERIFY(m_log->append(3));
    m_log->goTo("2026-03-06T10:00:00Z");
    QVERIFY(m_log->append(3));
    m_log->goTo("2026-04-21T10:00:00Z");
    QVERIFY(m_log->append(3));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-1"_s});
    m_log->goTo("2026-05-21T10:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-1"_s, u"2026-04: 2-10"_s}));
}

void TestMonthClosing::forgetsAClockThatWasAhead()
{
    m_log->goTo("2099-01-01T10:00:00Z");
    QVERIFY(m_log->append(3));
    m_log->goTo("2026-03-06T10:00:00Z");
    QVERIFY(m_log->append(3));
    m_log->goTo("2026-04-21T10:00:00Z");
    QCOMPARE(closed(), QStringList{u"2026-03: 1-7"_s});
}

/// One of its events tells a time that is still to come: so it could be of any month.
void TestMonthClosing::goesOnBehindWhatCannotBeRead()
{
    QVERIFY(m_log->appendOthers(3, "2026-09-01T00:00:00Z"));
    QVERIFY(m_log->append());
    m_log->goTo("2026-04-20T10:00:00Z");
    QVERIFY(m_log->append(3));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-5"_s});
    QVERIFY(m_log->harm(0));
    m_log->reopen();
    m_log->goTo("2026-05-20T10:00:00Z");
    QVERIFY(m_log->append(2));
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-5"_s, u"2026-04: 6-8"_s}));
    m_log->goTo("2026-10-20T10:00:00Z");
    QVERIFY(m_log->append());
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-5"_s, u"2026-04: 6-8"_s, u"2026-05: 9-10"_s}));
}

/// One row in the midst was enough to lose the whole month.
void TestMonthClosing::losesNothingOfAMonthButWhatWasTakenOut()
{
    m_log->goTo("2026-03-31T10:00:00Z");
    QVERIFY(m_log->append(20));
    m_log->goTo("2026-04-02T10:00:00Z");
    QVERIFY(m_log->append(2));
    const auto all = [this] { return m_log->tenants->eventsAbove(m_log->tenant, 100, 0).value(); };
    QList<audit::Event> expected = all();
    QVERIFY(takeOut(u"9"_s));
    expected.removeAt(8);
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-8"_s, u"2026-03: 10-21"_s}));
    QCOMPARE(months(u"UTC"_s), (QStringList{u"2026-03 closed: 1-21"_s, u"2026-04 open: 22-23"_s}));
    QCOMPARE(all(), expected);
    QCOMPARE(m_log->tenants->events(m_log->tenant, 100)->events.size(), 22);
    const auto checks = ChainChecks::open(*m_log->tenants, nullptr);
    checks->settle();
    const auto check
        = m_log->tenants->store().read([this](Database &database) { return storedCheck(database, m_log->tenant); });
    QVERIFY(check && *check);
    QCOMPARE((*check)->findings, (QList{ChainFinding{ChainFinding::Kind::Missing, 9, 9}}));
    QCOMPARE((*check)->last, 23);
}

/// That it was there, and when, is known from a checkpoint.
void TestMonthClosing::goesOnBehindAMissingEndOfAMonth()
{
    const auto checkpoints = Checkpoints::open(*m_log->tenants,
        std::make_shared<const crypto::SealingKey>(
            crypto::SealingKey::fromText(crypto::SealingKey::newText()).value()));
    QVERIFY(checkpoints);
    m_log->goTo("2026-03-31T10:00:00Z");
    QVERIFY(m_log->append(4));
    QVERIFY((*checkpoints)->sign(m_log->tenant));
    m_log->goTo("2026-04-02T10:00:00Z");
    QVERIFY(m_log->append(3));
    QVERIFY(takeOut(u"5"_s));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-4"_s});
    QCOMPARE(closed(), QStringList{u"2026-03: 1-4"_s});
    m_log->goTo("2026-05-02T10:00:00Z");
    QCOMPARE(closed(), (QStringList{u"2026-03: 1-4"_s, u"2026-04: 6-8"_s}));
    QVERIFY(m_log->append());
    QVERIFY((*checkpoints)->sign(m_log->tenant));
    QVERIFY(takeOut(u"9"_s));
    m_log->goTo("2026-06-02T10:00:00Z");
    QCOMPARE(closed().size(), 2);
}

void TestMonthClosing::goesOnAfterAStop()
{
    m_log->goTo("2026-04-20T10:00:00Z");
    QVERIFY(m_log->append(3));
    m_log->goTo("2026-05-20T10:00:00Z");
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(closeMonths(*m_log->tenants, m_log->tenant, stopped.get_token()));
    QCOMPARE(m_log->segments(), QStringList());
    m_log->reopen();
    QCOMPARE(closed().size(), 2);
}

void TestMonthClosing::namesTheOpenMonthByWhatArrivedInIt()
{
    m_log->goTo("2026-03-31T23:59:59Z");
    QVERIFY(m_log->append(2));
    m_log->goTo("2026-04-01T00:30:00Z");
    QCOMPARE(months(u"UTC"_s), QStringList{u"2026-03 open: 1-3"_s});
    QVERIFY(m_log->append());
    QCOMPARE(months(u"UTC"_s), QStringList{u"2026-03 open: 1-4"_s});
    QCOMPARE(closed(), QStringList{u"2026-03: 1-3"_s});
    QCOMPARE(months(u"UTC"_s), (QStringList{u"2026-03 closed: 1-3"_s, u"2026-04 open: 4-4"_s}));
}

void TestMonthClosing::namesEachMonthOnce()
{
    m_log->liveIn(u"Asia/Tokyo"_s);
    m_log->goTo("2026-03-31T16:00:00Z");
    QVERIFY(m_log->append(2));
    QCOMPARE(closed(), QStringList{u"2026-03: 1-1"_s});
    QCOMPARE(months(u"Asia/Tokyo"_s), (QStringList{u"2026-03 closed: 1-1"_s, u"2026-04 open: 2-3"_s}));
    QCOMPARE(months(u"UTC"_s), QStringList{u"2026-03 open: 1-3"_s});
}

QTEST_GUILESS_MAIN(TestMonthClosing)

#include "tst_monthclosing.moc"
