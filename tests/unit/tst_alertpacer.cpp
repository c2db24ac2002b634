// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertpacer.h"

#include <QMap>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;
using audit::EventTime;
using audit::Level;
using policy::AlertPace;

namespace {

EventTime at(const char *text)
{
    return audit::timeFromText(QString::fromLatin1(text)).value_or(EventTime());
}

const EventTime noon = at("2026-03-05T12:00:00Z");

AlertPacer pacer(AlertPace pace, int mailsPerHour = 60, const QTimeZone &zone = QTimeZone(QTimeZone::UTC))
{
    return {pace, mailsPerHour, zone};
}

}

/// When a level or rule sends mail, about what, and what it holds back, by a clock that the test moves.
class TestAlertPacer : public QObject {
    Q_OBJECT

private slots:
    void sendsAtOnce();
    void gathersWhatHappensWithinAMoment();
    void endsItsPaceByTheClockOnTheWall_data();
    void endsItsPaceByTheClockOnTheWall();
    void waitsForTheEndOfItsPace();
    void holdsBackAboveTheCeilingAndSaysHowMuch();
    void letsAHigherLevelPastTheCeilingOfLowerOnes();
    void holdsBackEachLevelByItsOwnCeiling();
    void opensAgainAnHourAfterTheFirstOfThem();
    void tellsOfWhatWasHeldBackTogetherWithWhatComes();
    void keepsACeilingThatWasLowered();
    void goesOnWithAnotherPace();
    void staysSmallHoweverManyEventsWait();
    void saysWhenItIsLate();
    void survivesAClockThatIsSetBack();
    void ignoresWhatIsOlderThanItself();
    void putsBackWhatCouldNotBeSent();
};

void TestAlertPacer::sendsAtOnce()
{
    AlertPacer once = pacer(AlertPace::AtOnce);
    QVERIFY(!once.nextAt());
    QVERIFY(!once.takeDue(noon));
    once.take(7, Level::Warning, noon);
    QCOMPARE(once.nextAt(), noon);
    const auto news = once.takeDue(noon);
    QVERIFY(news);
    QCOMPARE(news->events, (EventGroup{1, {7}, {}, Level::Warning}));
    QCOMPARE(news->heldBack, HeldBack());
    QVERIFY(!news->isLate);
    QVERIFY(!once.takeDue(noon));
    QVERIFY(!once.nextAt());
}

void TestAlertPacer::gathersWhatHappensWithinAMoment()
{
    AlertPacer once = pacer(AlertPace::AtOnce);
    once.take(1, Level::Notice, noon);
    QVERIFY(once.takeDue(noon));
    once.take(2, Level::Notice, noon + 10ms);
    once.take(3, Level::Critical, noon + 20ms);
    QVERIFY(!once.takeDue(noon + 20ms));
    QCOMPARE(once.nextAt(), noon + alertGathering);
    const auto news = once.takeDue(noon + alertGathering);
    QVERIFY(news);
    QCOMPARE(news->events, (EventGroup{2, {2, 3}, {}, Level::Critical}));
}

void TestAlertPacer::endsItsPaceByTheClockOnTheWall_data()
{
    QTest::addColumn<AlertPace>("pace");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<EventTime>("time");
    QTest::addColumn<EventTime>("end");
    const auto row = [](const char *name, AlertPace pace, const char *zone, const char *time, const char *end) {
        QTest::newRow(name) << pace << QByteArray(zone) << at(time) << at(end);
    };
    row("a quarter", AlertPace::QuarterHour, "UTC", "2026-03-05T12:07:31Z", "2026-03-05T12:15:00Z");
    row("the beginning of a quarter", AlertPace::QuarterHour, "UTC", "2026-03-05T12:15:00Z", "2026-03-05T12:30:00Z");
    row("the last moment of a quarter", AlertPace::QuarterHour, "UTC", "2026-03-05T12:14:59.999999Z",
        "2026-03-05T12:15:00Z");
    row("an hour", AlertPace::Hour, "Asia/Tokyo", "2026-03-05T12:07:31Z", "2026-03-05T13:00:00Z");
    row("an hour in India", AlertPace::Hour, "Asia/Kolkata", "2026-03-05T12:07:31Z", "2026-03-05T12:30:00Z");
    row("a quarter in Nepal", AlertPace::QuarterHour, "Asia/Kathmandu", "2026-03-05T12:07:31Z", "2026-03-05T12:15:00Z");
    row("a day in Tokyo", AlertPace::Day, "Asia/Tokyo", "2026-03-05T14:59:59Z", "2026-03-05T15:00:00Z");
    row("the next day in Tokyo", AlertPace::Day, "Asia/Tokyo", "2026-03-05T15:00:00Z", "2026-03-06T15:00:00Z");
    row("a day of 23 hours", AlertPace::Day, "Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T22:00:00Z");
    row("a day of 25 hours", AlertPace::Day, "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    row("a day that begins at one", AlertPace::Day, "America/Asuncion", "2023-09-30T12:00:00Z", "2023-10-01T04:00:00Z");
    row("the hour that comes twice", AlertPace::Hour, "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z");
    row("the hour that comes again", AlertPace::Hour, "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z");
    row("before 1970", AlertPace::QuarterHour, "UTC", "1969-12-31T23:50:00Z", "1970-01-01T00:00:00Z");
}

void TestAlertPacer::endsItsPaceByTheClockOnTheWall()
{
    QFETCH(const AlertPace, pace);
    QFETCH(const QByteArray, zone);
    QFETCH(const EventTime, time);
    QFETCH(const EventTime, end);
    QCOMPARE(audit::toText(endOfPace(pace, time, QTimeZone(zone))), audit::toText(end));
}

void TestAlertPacer::waitsForTheEndOfItsPace()
{
    AlertPacer daily = pacer(AlertPace::Day, 60, QTimeZone("Asia/Tokyo"));
    daily.take(1, Level::Notice, noon);
    daily.take(2, Level::Error, noon + 1h);
    QCOMPARE(daily.nextAt(), at("2026-03-05T15:00:00Z"));
    QVERIFY(!daily.takeDue(at("2026-03-05T14:59:59Z")));
    const auto news = daily.takeDue(at("2026-03-05T15:00:00Z"));
    QVERIFY(news);
    QCOMPARE(news->events, (EventGroup{2, {1, 2}, {}, Level::Error}));
    QVERIFY(!daily.takeDue(at("2026-03-07T15:00:00Z")));
}

void TestAlertPacer::holdsBackAboveTheCeilingAndSaysHowMuch()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 2);
    EventTime now = noon;
    int mails = 0;
    for (qint64 number = 1; number <= 5; ++number, now += 1min) {
        once.take(number, number == 3 || number == 5 ? Level::Notice : Level::Critical, now);
        mails += once.takeDue(now) ? 1 : 0;
    }
    QCOMPARE(mails, 2);
    QCOMPARE(once.wait().heldBack, (HeldBack{3, 3, 3, 5, Level::Critical}));
    QCOMPARE(once.nextAt(), noon + 1h);
    QVERIFY(!once.takeDue(noon + 1h - 1us));
    const auto news = once.takeDue(noon + 1h);
    QVERIFY(news);
    QCOMPARE(news->events, EventGroup());
    QCOMPARE(news->heldBack, (HeldBack{3, 3, 3, 5, Level::Critical}));
    QCOMPARE(news->highest(), Level::Critical);
    QVERIFY(!once.nextAt());
}

void TestAlertPacer::letsAHigherLevelPastTheCeilingOfLowerOnes()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 2);
    EventTime now = noon;
    for (qint64 number = 1; number <= 3; ++number, now += 1min) {
        once.take(number, Level::Information, now);
        QCOMPARE(once.takeDue(now).has_value(), number <= 2);
    }
    once.take(4, Level::Critical, now);
    QCOMPARE(once.nextAt(), now);
    const auto news = once.takeDue(now);
    QVERIFY(news);
    QCOMPARE(news->events, (EventGroup{1, {4}, {}, Level::Critical}));
    QCOMPARE(news->heldBack, (HeldBack{1, 1, 3, 3, Level::Information}));
    // It counts for those below it: these wait until the first but one of what was sent is an hour old.
    once.take(5, Level::Information, now + 1min);
    QVERIFY(!once.takeDue(now + 1min));
    QCOMPARE(once.nextAt(), noon + 1min + 1h);
}

void TestAlertPacer::holdsBackEachLevelByItsOwnCeiling()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 2);
    QMap<Level, int> mails;
    EventTime now = noon;
    qint64 number = 0;
    for (int i = 0; i < 5; ++i) {
        for (const Level level : {Level::Notice, Level::Error, Level::Critical}) {
            now += 1min;
            once.take(++number, level, now);
            if (const auto news = once.takeDue(now))
                ++mails[news->events.highest];
        }
    }
    QCOMPARE(mails, (QMap<Level, int>{{Level::Notice, 1}, {Level::Error, 1}, {Level::Critical, 2}}));
    QCOMPARE(once.wait().heldBack.highest, Level::Critical);
    // What was held back of the highest level is told as soon as that has room again.
    QCOMPARE(once.nextAt(), noon + 3min + 1h);
    QVERIFY(!once.takeDue(noon + 3min + 1h - 1us));
    QVERIFY(once.takeDue(noon + 3min + 1h));
}

void TestAlertPacer::opensAgainAnHourAfterTheFirstOfThem()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 2);
    QList<EventTime> sent;
    for (EventTime now = noon; now < noon + 3h; now += 10min) {
        once.take((now - noon) / 1min + 1, Level::Notice, now);
        while (once.takeDue(now))
            sent << now;
    }
    // Never more than two in any hour, and the hours are not those of the clock.
    QCOMPARE(sent, (QList<EventTime>{noon, noon + 10min, noon + 60min, noon + 70min, noon + 120min, noon + 130min}));
}

void TestAlertPacer::tellsOfWhatWasHeldBackTogetherWithWhatComes()
{
    AlertPacer hourly = pacer(AlertPace::QuarterHour, 1);
    hourly.take(1, Level::Notice, noon);
    QVERIFY(hourly.takeDue(noon + 15min));
    hourly.take(2, Level::Notice, noon + 20min);
    QVERIFY(!hourly.takeDue(noon + 30min));
    hourly.take(3, Level::Notice, noon + 61min);
    QCOMPARE(hourly.nextAt(), noon + 75min);
    const auto news = hourly.takeDue(noon + 75min);
    QVERIFY(news);
    QCOMPARE(news->events.first, QList<qint64>{3});
    QCOMPARE(news->heldBack, (HeldBack{1, 1, 2, 2, Level::Notice}));
}

void TestAlertPacer::keepsACeilingThatWasLowered()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 10);
    for (int i = 0; i < 5; ++i) {
        once.take(i + 1, Level::Notice, noon + i * 1min);
        QVERIFY(once.takeDue(noon + i * 1min));
    }
    AlertPacer lowered(AlertPace::AtOnce, 2, QTimeZone(QTimeZone::UTC), once.wait());
    lowered.take(6, Level::Notice, noon + 5min);
    QVERIFY(!lowered.takeDue(noon + 5min));
    QCOMPARE(lowered.nextAt(), noon + 3min + 1h);
    AlertPacer raised(AlertPace::AtOnce, 11, QTimeZone(QTimeZone::UTC), lowered.wait());
    QVERIFY(raised.nextAt() <= noon + 5min);
    QVERIFY(raised.takeDue(noon + 5min));
}

void TestAlertPacer::goesOnWithAnotherPace()
{
    AlertPacer daily = pacer(AlertPace::Day);
    daily.take(1, Level::Notice, noon);
    AlertPacer once(AlertPace::AtOnce, 60, QTimeZone(QTimeZone::UTC), daily.wait());
    QCOMPARE(once.nextAt(), noon);
    QVERIFY(once.takeDue(noon + 1min));
}

void TestAlertPacer::staysSmallHoweverManyEventsWait()
{
    AlertPacer daily = pacer(AlertPace::Day);
    for (qint64 number = 1; number <= 100'000; ++number)
        daily.take(number, Level::Notice, noon);
    const EventGroup &waiting = daily.wait().waiting;
    QCOMPARE(waiting.count, 100'000);
    QCOMPARE(waiting.first.size(), mostFirstShown);
    QCOMPARE(waiting.last.size(), mostLastShown);
    QCOMPARE(waiting.firstNumber(), 1);
    QCOMPARE(waiting.last.first(), 100'000 - mostLastShown + 1);
    QCOMPARE(waiting.lastNumber(), 100'000);
}

void TestAlertPacer::saysWhenItIsLate()
{
    AlertPacer daily = pacer(AlertPace::Day);
    daily.take(1, Level::Notice, noon);
    QVERIFY(daily.takeDue(noon + 12h + alertLateAfter + 1s)->isLate);
    AlertPacer once = pacer(AlertPace::AtOnce);
    once.take(1, Level::Notice, noon);
    once.take(2, Level::Notice, noon, true);
    once.take(3, Level::Notice, noon);
    QVERIFY(once.takeDue(noon)->isLate);
    once.take(4, Level::Notice, noon + 1s);
    QVERIFY(!once.takeDue(noon + 1s)->isLate);
}

void TestAlertPacer::survivesAClockThatIsSetBack()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 1);
    once.take(1, Level::Notice, noon);
    QVERIFY(once.takeDue(noon));
    once.take(2, Level::Notice, noon - 24h);
    QVERIFY(!once.takeDue(noon - 24h));
    QVERIFY(once.takeDue(noon - 24h + alertGathering));
}

void TestAlertPacer::ignoresWhatIsOlderThanItself()
{
    AlertPacer once(AlertPace::AtOnce, 1, QTimeZone(QTimeZone::UTC), {.from = 5});
    once.take(5, Level::Notice, noon);
    QVERIFY(!once.takeDue(noon));
    once.take(6, Level::Notice, noon);
    QVERIFY(once.takeDue(noon));
}

void TestAlertPacer::putsBackWhatCouldNotBeSent()
{
    AlertPacer once = pacer(AlertPace::AtOnce, 1);
    once.take(1, Level::Notice, noon);
    once.take(2, Level::Error, noon);
    const auto news = once.takeDue(noon);
    AlertWait wait = once.wait();
    putBack(wait, *news);
    QCOMPARE(wait.heldBack, (HeldBack{1, 2, 1, 2, Level::Error}));
    AlertPacer again(AlertPace::AtOnce, 1, QTimeZone(QTimeZone::UTC), wait);
    const auto told = again.takeDue(noon + 1min);
    QVERIFY(told);
    QCOMPARE(told->heldBack.mails, 1);
}

QTEST_GUILESS_MAIN(TestAlertPacer)
#include "tst_alertpacer.moc"
