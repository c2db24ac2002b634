// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/timebins.h"

#include <QTest>

#include <algorithm>

using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

int64_t timeOf(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

QStringList localTexts(const std::vector<int64_t> &edges, const QTimeZone &zone)
{
    QStringList texts;
    for (const int64_t edge : edges)
        texts += QDateTime::fromMSecsSinceEpoch(edge / 1000, zone).toString(u"yyyy-MM-dd HH:mm"_s);
    return texts;
}

}

class TestTimeBins : public QObject {
    Q_OBJECT

private slots:
    void takesAStepThatPeopleCountIn_data();
    void takesAStepThatPeopleCountIn();
    void holdsBothEnds();
    void beginsDaysAtMidnightThere();
    void beginsWeeksOnMondays();
    void beginsHoursOnTheClockThere();
    void goesBackBefore1970();
    void knowsOffsetsWithoutAsking_data();
    void knowsOffsetsWithoutAsking();
};

void TestTimeBins::takesAStepThatPeopleCountIn_data()
{
    QTest::addColumn<seconds>("span");
    QTest::addColumn<seconds>("step");
    QTest::newRow("a moment") << seconds(0) << seconds(1);
    QTest::newRow("three minutes") << seconds(3min) << seconds(1);
    QTest::newRow("an hour") << seconds(1h) << seconds(30);
    QTest::newRow("a day") << seconds(24h) << seconds(10min);
    QTest::newRow("90 days") << seconds(days(90)) << seconds(12h);
    QTest::newRow("three years") << seconds(days(1095)) << seconds(weeks(1));
    QTest::newRow("a hundred years") << seconds(days(36'500)) << seconds(weeks(4));
}

void TestTimeBins::takesAStepThatPeopleCountIn()
{
    QFETCH(const seconds, span);
    QFETCH(const seconds, step);
    const int64_t begin = timeOf(u"2026-03-01T00:00:00Z"_s);
    QCOMPARE(binsFor(begin, begin + microseconds(span).count(), 200, QTimeZone::utc()).step, step);
}

void TestTimeBins::holdsBothEnds()
{
    const int64_t begin = timeOf(u"2026-03-05T14:07:00Z"_s);
    const int64_t end = timeOf(u"2026-03-05T18:00:00Z"_s);
    const auto bins = binsBy(1h, begin, end, QTimeZone::utc());
    QCOMPARE(bins.edges.front(), timeOf(u"2026-03-05T14:00:00Z"_s));
    QCOMPARE(bins.edges.back(), timeOf(u"2026-03-05T19:00:00Z"_s));
    QCOMPARE(bins.count(), 5U);
}

void TestTimeBins::beginsDaysAtMidnightThere()
{
    const QTimeZone zone("Europe/Berlin");
    const auto bins = binsBy(days(1), timeOf(u"2026-03-27T23:30:00Z"_s), timeOf(u"2026-03-29T23:00:00Z"_s), zone);
    QCOMPARE(localTexts(bins.edges, zone),
        (QStringList{u"2026-03-28 00:00"_s, u"2026-03-29 00:00"_s, u"2026-03-30 00:00"_s, u"2026-03-31 00:00"_s}));
    QCOMPARE(bins.edges[2] - bins.edges[1], microseconds(23h).count());
}

void TestTimeBins::beginsWeeksOnMondays()
{
    const QTimeZone zone("Asia/Tokyo");
    const auto bins = binsBy(weeks(1), timeOf(u"2026-03-08T10:00:00Z"_s), timeOf(u"2026-03-08T16:00:00Z"_s), zone);
    QCOMPARE(localTexts(bins.edges, zone),
        (QStringList{u"2026-03-02 00:00"_s, u"2026-03-09 00:00"_s, u"2026-03-16 00:00"_s}));
}

void TestTimeBins::beginsHoursOnTheClockThere()
{
    const QTimeZone zone("Asia/Kolkata");
    const auto bins = binsBy(1h, timeOf(u"2026-03-08T10:40:00Z"_s), timeOf(u"2026-03-08T10:45:00Z"_s), zone);
    QCOMPARE(localTexts(bins.edges, zone), (QStringList{u"2026-03-08 16:00"_s, u"2026-03-08 17:00"_s}));
}

void TestTimeBins::goesBackBefore1970()
{
    const int64_t time = timeOf(u"1969-12-31T23:59:59Z"_s);
    QCOMPARE(binsBy(1h, time, time, QTimeZone::utc()).edges, (std::vector{-microseconds(1h).count(), int64_t(0)}));
    QCOMPARE(binsBy(weeks(1), time, time, QTimeZone::utc()).edges.front(), timeOf(u"1969-12-29T00:00:00Z"_s));
}

void TestTimeBins::knowsOffsetsWithoutAsking_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Tokyo", "UTC+05:45"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestTimeBins::knowsOffsetsWithoutAsking()
{
    QFETCH(const QByteArray, zone);
    const QTimeZone timeZone(zone);
    const int64_t begin = timeOf(u"2024-01-15T00:00:00Z"_s);
    const int64_t end = timeOf(u"2026-12-15T00:00:00Z"_s);
    const ZoneOffsets offsets(timeZone, begin, end);
    for (int64_t time = begin; time <= end; time += microseconds(30min).count()) {
        const auto &interval = offsets.at(time);
        const int wanted = timeZone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time / 1000, QTimeZone::utc()));
        if (interval.offset != microseconds(seconds(wanted)).count())
            QCOMPARE(interval.offset, microseconds(seconds(wanted)).count());
        QVERIFY(interval.since <= time && time < interval.until);
    }
}

QTEST_APPLESS_MAIN(TestTimeBins)
#include "tst_timebins.moc"
