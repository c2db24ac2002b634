// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/event.h"
#include "audit/timetext.h"

#include <QTest>

using namespace sekimori::audit;
using namespace Qt::StringLiterals;

class TestTimeText : public QObject {
    Q_OBJECT

private slots:
    void readsWhatLogsWrite_data();
    void readsWhatLogsWrite();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void seesWhetherDaysComeFirst();
    void takesTheYearBeforeForWhatWouldBeTooLate();
};

void TestTimeText::readsWhatLogsWrite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("time");
    QTest::addColumn<bool>("hasZone");
    const auto row = [](const char *text, const char *time, bool hasZone) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(time) << hasZone;
    };
    const auto *const afternoon = "2026-03-05T14:00:00.000000Z";
    row("2026-03-05T14:00:00.000000Z", afternoon, true);
    row("2026-03-05T14:00:00.123456789+09:00", "2026-03-05T05:00:00.123456Z", true);
    row("2026-03-05 14:00:00,250", "2026-03-05T14:00:00.250000Z", false);
    row("2026/3/5 14:00", afternoon, false);
    row("2026-03-05", "2026-03-05T00:00:00.000000Z", false);
    row("20260305T140000Z", afternoon, true);
    row("20260305140000", afternoon, false);
    row("2026-03-05 14:00:00 UTC", afternoon, true);
    row("2026-03-05T14:00:00-0330", "2026-03-05T17:30:00.000000Z", true);
    row("1772719200", afternoon, true);
    row("1772719200.5", "2026-03-05T14:00:00.500000Z", true);
    row("1772719200000", afternoon, true);
    row("1772719200000000", afternoon, true);
    row("1772719200000000000", afternoon, true);
    row("05/Mar/2026:14:00:00 +0900", "2026-03-05T05:00:00.000000Z", true);
    row("[05/Mar/2026:14:00:00 +0000]", afternoon, true);
    row("Mar  5 14:00:00", afternoon, false);
    row("Mar 15 04:05:06", "2026-03-15T04:05:06.000000Z", false);
    row("Thu, 05 Mar 2026 14:00:00 GMT", afternoon, true);
    row("Thu Mar  5 14:00:00 2026", afternoon, false);
    row("Thu Mar  5 14:00:00 JST 2026", "2026-03-05T05:00:00.000000Z", true);
    row("March 5, 2026 2:00 PM", afternoon, false);
    row("5 March 2026 14:00", afternoon, false);
    row("05-Mar-26 14:00:00", afternoon, false);
    row("2026年3月5日 14:00", afternoon, false);
    row("2026年3月5日(木) 14時00分00秒", afternoon, false);
    row("2026年03月05日 午後2:00:00", afternoon, false);
    row("2026/3/5 下午 02:00:00", afternoon, false);
    row("2026/03/05 (木) 14:00", afternoon, false);
    row("3/5/2026 2:00 PM", afternoon, false);
    row("3/5/2026 12:30 AM", "2026-03-05T00:30:00.000000Z", false);
    row("5.3.2026 14:00", afternoon, false);
    row("3/5/26 14:00:00", afternoon, false);
    row("46086.5833333333", afternoon, false);
    row("46086", "2026-03-05T00:00:00.000000Z", false);
}

void TestTimeText::readsWhatLogsWrite()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, time);
    QFETCH(bool, hasZone);
    const auto read = timeFromWriting(text.toStdString(), {.year = 2026});
    QVERIFY(read);
    QCOMPARE(toText(EventTime(std::chrono::microseconds(read->microseconds))), time);
    QCOMPARE(read->hasZone, hasZone);
}

void TestTimeText::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const auto *text : {"", "yesterday", "12", "192.0.2.1", "2026-13-05", "2026-02-30 10:00", "2026-03-05 25:00",
             "2026-03-05 14:00 Mars", "1.2.3", "10:00", "2026-03-05T14:00:00+99:00", "Mar", "Mar 5th",
             "99999999999999999999999999", "9999999999999999999", "13:00 PM", "3/5/2026 14:00 AM", "2001:db8::1"})
        QTest::newRow(text) << QByteArray(text);
}

void TestTimeText::refusesWhatIsNoTime()
{
    QFETCH(QByteArray, text);
    QVERIFY(!timeFromWriting(text.toStdString(), {.year = 2026}));
}

void TestTimeText::seesWhetherDaysComeFirst()
{
    const std::array<std::string_view, 3> days{"3/5/2026 1:00", "13/5/2026 1:00", "nothing"};
    const std::array<std::string_view, 2> months{"3/5/2026 1:00", "3/15/2026 1:00"};
    const std::array<std::string_view, 2> neither{"3/5/2026 1:00", "2026-03-05"};
    QCOMPARE(orderIn(days), std::optional(TimeHints::Order::DayFirst));
    QCOMPARE(orderIn(months), std::optional(TimeHints::Order::MonthFirst));
    QVERIFY(!orderIn(neither));
    const auto read = timeFromWriting("3/5/2026 14:00", {.order = TimeHints::Order::DayFirst});
    QVERIFY(read);
    QCOMPARE(toText(EventTime(std::chrono::microseconds(read->microseconds))), u"2026-05-03T14:00:00.000000Z"_s);
}

void TestTimeText::takesTheYearBeforeForWhatWouldBeTooLate()
{
    const auto latest = timeFromWriting("2026-01-03T12:00:00Z", {});
    QVERIFY(latest);
    const TimeHints hints{.year = 2026, .latest = latest->microseconds};
    QCOMPARE(timeFromWriting("Jan  3 11:59:59", hints), timeFromWriting("2026-01-03 11:59:59", {}));
    QCOMPARE(timeFromWriting("Dec 31 23:59:59", hints), timeFromWriting("2025-12-31 23:59:59", {}));
    QCOMPARE(timeFromWriting("2026-12-31 23:59:59", hints), timeFromWriting("2026-12-31 23:59:59", {}));
    // Only the year before had that day.
    const TimeHints later{.year = 2025, .latest = timeFromWriting("2025-06-01T00:00:00Z", {})->microseconds};
    QCOMPARE(timeFromWriting("Feb 29 14:00:00", later), timeFromWriting("2024-02-29 14:00:00", {}));
    QVERIFY(!timeFromWriting("Feb 29 14:00:00", hints));
    QVERIFY(!timeFromWriting("Feb 30 14:00:00", later));
}

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
