// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/mistake.h"
#include "audit/filter/timespan.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestTimeSpan : public QObject {
    Q_OBJECT

private slots:
    void meansAllThatIsLeftOpen_data();
    void meansAllThatIsLeftOpen();
    void countsBackFromNow_data();
    void countsBackFromNow();
    void followsTheClockWhereItIsSet_data();
    void followsTheClockWhereItIsSet();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void endsWhereTheYearsDo();
};

namespace {

/// In Tokyo it is Thursday, 5 March 2026, 00:30; in UTC still Wednesday.
Reading tokyo()
{
    return {QTimeZone("Asia/Tokyo"), *timeFromText(u"2026-03-04T15:30:00Z")};
}

Reading berlin(QStringView now)
{
    return {QTimeZone("Europe/Berlin"), *timeFromText(now)};
}

QString picture(const Result<TimeSpan> &span)
{
    if (!span)
        return QLatin1StringView(span.error().message->code);
    const auto brief = [](EventTime time) {
        QString text = toText(time);
        return text.replace(".000000"_L1, ""_L1).replace(":00Z"_L1, "Z"_L1);
    };
    return brief(span->begin) + " .. "_L1 + brief(span->end);
}

}

void TestTimeSpan::meansAllThatIsLeftOpen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("span");
    const auto row = [](const char *text, const char *span) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(span);
    };
    row("2026", "2025-12-31T15:00Z .. 2026-12-31T15:00Z");
    row("2026-03", "2026-02-28T15:00Z .. 2026-03-31T15:00Z");
    row("2026-12", "2026-11-30T15:00Z .. 2026-12-31T15:00Z");
    row("2026-03-05", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("2026/3/5", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("2026年3月5日", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("2026年3月", "2026-02-28T15:00Z .. 2026-03-31T15:00Z");
    row("2024-02-29", "2024-02-28T15:00Z .. 2024-02-29T15:00Z");
    row("2026-03-05T14", "2026-03-05T05:00Z .. 2026-03-05T06:00Z");
    row("2026-03-05T14:00", "2026-03-05T05:00Z .. 2026-03-05T05:01Z");
    row("2026-03-05 14:00", "2026-03-05T05:00Z .. 2026-03-05T05:01Z");
    row("2026-03-05 １４:00", "filter.time.unknown");
    row("2026-03-05 14：00", "2026-03-05T05:00Z .. 2026-03-05T05:01Z");
    row("2026-03-05T14:00:30", "2026-03-05T05:00:30Z .. 2026-03-05T05:00:31Z");
    row("2026-03-05T14:00:30.25", "2026-03-05T05:00:30.250000Z .. 2026-03-05T05:00:30.260000Z");
    row("2026-03-05T14:00:30.123456", "2026-03-05T05:00:30.123456Z .. 2026-03-05T05:00:30.123457Z");
    row("2026-03-05T14:00Z", "2026-03-05T14:00Z .. 2026-03-05T14:01Z");
    row("2026-03-05t14:00z", "2026-03-05T14:00Z .. 2026-03-05T14:01Z");
    row("2026-03-05T14:00+01:00", "2026-03-05T13:00Z .. 2026-03-05T13:01Z");
    row("2026-03-05T14:00 -0530", "2026-03-05T19:30Z .. 2026-03-05T19:31Z");
    row("2026-03-05T14+09", "2026-03-05T05:00Z .. 2026-03-05T06:00Z");
    row("14:00", "2026-03-05T05:00Z .. 2026-03-05T05:01Z");
    row("today", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("今日", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("yesterday", "2026-03-03T15:00Z .. 2026-03-04T15:00Z");
    row("Yesterday 18:00", "2026-03-04T09:00Z .. 2026-03-04T09:01Z");
    row("昨日 18:00", "2026-03-04T09:00Z .. 2026-03-04T09:01Z");
    row("昨天", "2026-03-03T15:00Z .. 2026-03-04T15:00Z");
    row("一昨日", "2026-03-02T15:00Z .. 2026-03-03T15:00Z");
    row("thursday", "2026-03-04T15:00Z .. 2026-03-05T15:00Z");
    row("friday", "2026-02-26T15:00Z .. 2026-02-27T15:00Z");
    row("月曜日", "2026-03-01T15:00Z .. 2026-03-02T15:00Z");
    row("月曜 9:00", "2026-03-02T00:00Z .. 2026-03-02T00:01Z");
    row("星期一", "2026-03-01T15:00Z .. 2026-03-02T15:00Z");
}

void TestTimeSpan::meansAllThatIsLeftOpen()
{
    QFETCH(const QString, text);
    QTEST(picture(timeSpanFromText(text, tokyo())), "span");
}

void TestTimeSpan::countsBackFromNow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("moment");
    const auto row = [](const char *text, const char *moment) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(moment);
    };
    // The clocks of Berlin went forward on 29 March 2026.
    row("now", "2026-04-01T10:00Z");
    row("30m", "2026-04-01T09:30Z");
    row("24h", "2026-03-31T10:00Z");
    row("7d", "2026-03-25T11:00Z");
    row("7日", "2026-03-25T11:00Z");
    row("7天", "2026-03-25T11:00Z");
    row("1w", "2026-03-25T11:00Z");
    row("1週間", "2026-03-25T11:00Z");
    row("2時間", "2026-04-01T08:00Z");
}

void TestTimeSpan::countsBackFromNow()
{
    QFETCH(const QString, text);
    QFETCH(const QString, moment);
    QCOMPARE(picture(timeSpanFromText(text, berlin(u"2026-04-01T10:00:00Z"))), moment + " .. "_L1 + moment);
}

void TestTimeSpan::followsTheClockWhereItIsSet_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("span");
    const auto row = [](const char *text, const char *span) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(span);
    };
    // On 29 March 2026 there is no 02:xx in Berlin, on 25 October there are two.
    row("2026-03-29", "2026-03-28T23:00Z .. 2026-03-29T22:00Z");
    row("2026-03-29T01", "2026-03-29T00:00Z .. 2026-03-29T01:00Z");
    row("2026-03-29T02", "filter.time.notThere");
    row("2026-03-29T02:30", "filter.time.notThere");
    row("2026-03-29T03", "2026-03-29T01:00Z .. 2026-03-29T02:00Z");
    row("2026-10-25", "2026-10-24T22:00Z .. 2026-10-25T23:00Z");
    row("2026-10-25T01", "2026-10-24T23:00Z .. 2026-10-25T00:00Z");
    row("2026-10-25T02", "2026-10-25T00:00Z .. 2026-10-25T02:00Z");
    row("2026-10-25T03", "2026-10-25T02:00Z .. 2026-10-25T03:00Z");
    row("2026-10-25T02:30", "2026-10-25T00:30Z .. 2026-10-25T01:31Z");
    row("2026-10-25T02:30+01:00", "2026-10-25T01:30Z .. 2026-10-25T01:31Z");
}

void TestTimeSpan::followsTheClockWhereItIsSet()
{
    QFETCH(const QString, text);
    QTEST(picture(timeSpanFromText(text, berlin(u"2026-04-01T10:00:00Z"))), "span");
}

void TestTimeSpan::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "x", "20260305", "2026-", "2026-3-", "2026-13", "2026-02-29", "2026-04-31",
             "26-03-05", "03/05/2026", "2026-03-05T", "2026-03-05T24:00", "2026-03-05T14:60", "2026-03-05T14:00:60",
             "2026-03-05T14:00:00.", "2026-03-05T14:00:00.1234567", "2026-03-05T14:00+15:00", "2026-03-05T14:00x",
             "2026-03-05x", "2026-03 14:00", "2026-03-05Z", "7", "7x", "d", "7dd", "123456d", "yesterday 25:00",
             "todayx", "14", "0000-01-01", "2026-03-*", "2026--05", "-7d"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestTimeSpan::refusesWhatIsNoTime()
{
    QFETCH(const QString, text);
    const auto span = timeSpanFromText(text, tokyo());
    QVERIFY(!span);
    QVERIFY(span.error().is(messages::TimeUnknown));
    QCOMPARE(picture(timeSpanFromText(u"9999-12-31", tokyo())), u"9999-12-30T15:00Z .. 9999-12-31T15:00Z"_s);
    QVERIFY(timeSpanFromText(u"9999", berlin(u"2026-04-01T10:00:00Z")).has_value());
    QVERIFY(timeSpanFromText(u"9999-12-31T23:59-10:00", tokyo()).error().is(messages::TimeOutOfRange));
}

void TestTimeSpan::endsWhereTheYearsDo()
{
    const Reading utc{QTimeZone(QTimeZone::UTC), tokyo().now};
    QCOMPARE(timeSpanFromText(u"9999-12-31", utc)->begin, timeSpanFromText(u"9999-12-31T00:00Z", tokyo())->begin);
    QCOMPARE(timeSpanFromText(u"9999-12-31", utc)->end, timeSpanFromText(u"9999", utc)->end);
    QCOMPARE(timeSpanFromText(u"9999", utc)->end, timeSpanFromText(u"9999-12-31T23:59:59.999998Z", utc)->end);
    QCOMPARE(timeSpanFromText(u"0001-01-01", tokyo())->begin, timeSpanFromText(u"0001-01-01", utc)->begin);
    QVERIFY(timeSpanFromText(u"9999-12-31T23:59-10:00", utc).error().is(messages::TimeOutOfRange));
    QVERIFY(timeSpanFromText(u"0001-01-01T00:00+10:00", utc).error().is(messages::TimeOutOfRange));
}

QTEST_GUILESS_MAIN(TestTimeSpan)
#include "tst_timespan.moc"
