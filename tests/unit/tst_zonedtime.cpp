// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/zonedtime.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

class TestZonedTime : public QObject {
    Q_OBJECT

private slots:
    void namesTheZone();
    void showsTheClockOfAZone();
    void showsATimeInAZone();
    void keepsAllDigitsOfAnEvent();
    void saysASpanWithoutDoubt_data();
    void saysASpanWithoutDoubt();
    void saysHowOldSomethingIs();
};

void TestZonedTime::namesTheZone()
{
    const QDateTime winter(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc());
    QCOMPARE(zoneName(QTimeZone::utc()), u"UTC"_s);
    QCOMPARE(zoneName(QTimeZone("Asia/Tokyo")), u"Asia/Tokyo (UTC+09:00)"_s);
    QCOMPARE(zoneName(QTimeZone("America/St_Johns"), winter), u"America/St_Johns (UTC−03:30)"_s);
    QCOMPARE(zoneName(QTimeZone("Europe/Berlin"), winter), u"Europe/Berlin (UTC+01:00)"_s);
    QCOMPARE(zoneName(QTimeZone("Europe/Berlin"), winter.addMonths(6)), u"Europe/Berlin (UTC+02:00)"_s);
}

void TestZonedTime::showsTheClockOfAZone()
{
    const QDateTime now(QDate(2026, 7, 1), QTime(9, 42), QTimeZone::utc());
    QCOMPARE(zoneClockText(QTimeZone("Asia/Tokyo"), now), u"Asia/Tokyo — UTC+09:00, now 18:42"_s);
    QCOMPARE(zoneClockText(QTimeZone("Europe/Berlin"), now), u"Europe/Berlin — UTC+02:00, now 11:42"_s);
    QCOMPARE(zoneClockText(QTimeZone("UTC"), now), u"UTC, now 09:42"_s);
}

void TestZonedTime::showsATimeInAZone()
{
    const QDateTime time(QDate(2026, 3, 5), QTime(20, 30, 59), QTimeZone::utc());
    QCOMPARE(zonedText(time, QTimeZone::utc()), u"2026-03-05 20:30 (UTC)"_s);
    QCOMPARE(zonedText(time, QTimeZone("Asia/Tokyo")), u"2026-03-06 05:30 (UTC+09:00)"_s);
}

void TestZonedTime::keepsAllDigitsOfAnEvent()
{
    const auto time = audit::timeFromText(u"2026-03-05T14:00:00.000009Z").value();
    QCOMPARE(clockText(time, QTimeZone("Asia/Tokyo")), u"2026-03-05 23:00:00.000"_s);
    QCOMPARE(exactText(time, QTimeZone("Asia/Tokyo")), u"2026-03-05 23:00:00.000009 (UTC+09:00)"_s);
    const auto beforeTheEpoch = audit::timeFromText(u"1969-12-31T23:59:59.999999Z").value();
    QCOMPARE(exactText(beforeTheEpoch, QTimeZone::utc()), u"1969-12-31 23:59:59.999999 (UTC)"_s);
}

void TestZonedTime::saysASpanWithoutDoubt_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("said");
    QTest::newRow("an hour") << u"2026-03-05T05:00:00Z"_s << u"2026-03-05T06:00:00Z"_s
                             << u"2026-03-05 14:00 to 15:00"_s;
    QTest::newRow("seconds") << u"2026-03-05T05:00:00Z"_s << u"2026-03-05T05:00:05.25Z"_s
                             << u"2026-03-05 14:00 to 14:00:05.250"_s;
    QTest::newRow("up to midnight") << u"2026-03-05T14:00:00Z"_s << u"2026-03-05T15:00:00Z"_s
                                    << u"2026-03-05 23:00 to 00:00"_s;
    QTest::newRow("over midnight") << u"2026-03-05T14:00:00Z"_s << u"2026-03-05T16:00:00Z"_s
                                   << u"2026-03-05 23:00 to 2026-03-06 01:00"_s;
    QTest::newRow("a day") << u"2026-03-04T15:00:00Z"_s << u"2026-03-05T15:00:00Z"_s << u"2026-03-05"_s;
    QTest::newRow("days") << u"2026-03-04T15:00:00Z"_s << u"2026-03-08T15:00:00Z"_s << u"2026-03-05 to 2026-03-08"_s;
}

void TestZonedTime::saysASpanWithoutDoubt()
{
    QFETCH(const QString, begin);
    QFETCH(const QString, end);
    QTEST(spanText(*audit::timeFromText(begin), *audit::timeFromText(end), QTimeZone("Asia/Tokyo")), "said");
}

void TestZonedTime::saysHowOldSomethingIs()
{
    const QDateTime now(QDate(2026, 3, 5), QTime(12, 0), QTimeZone::utc());
    QCOMPARE(ageText(now.addSecs(-3600), now), u"today"_s);
    QCOMPARE(ageText(now.addSecs(60), now), u"today"_s); // The platform's clock may be ahead.
    QVERIFY(ageText(now.addDays(-40), now).startsWith(u"40 "));
}

QTEST_GUILESS_MAIN(TestZonedTime)
#include "tst_zonedtime.moc"
