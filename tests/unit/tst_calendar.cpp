// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/calendar.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

namespace {

audit::EventTime at(QByteArrayView text)
{
    return audit::timeFromText(QString::fromLatin1(text)).value();
}

}

class TestCalendar : public QObject {
    Q_OBJECT

private slots:
    void knowsWhenTheLastNightWas_data();
    void knowsWhenTheLastNightWas();
    void beginsDaysWhereTheClockDoes();
    void goesFromMonthToMonth();
    void readsOnlyItsOwnWordsForMonths();
};

void TestCalendar::knowsWhenTheLastNightWas_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("night");

    const auto row = [](const char *what, const char *zone, const char *now, const char *night) {
        QTest::newRow(what) << QString::fromLatin1(zone) << QByteArray(now) << QByteArray(night);
    };
    row("at three", "UTC", "2026-03-05T03:00:00Z", "2026-03-05T03:00:00Z");
    row("just before", "UTC", "2026-03-05T02:59:59.999999Z", "2026-03-04T03:00:00Z");
    row("in the evening", "UTC", "2026-03-05T21:00:00Z", "2026-03-05T03:00:00Z");
    row("in Tokyo", "Asia/Tokyo", "2026-03-05T17:59:00Z", "2026-03-04T18:00:00Z");
    row("in Tokyo, a minute later", "Asia/Tokyo", "2026-03-05T18:00:00Z", "2026-03-05T18:00:00Z");
    row("in Los Angeles", "America/Los_Angeles", "2026-03-01T12:00:00Z", "2026-03-01T11:00:00Z");
    row("Berlin goes forward", "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z");
    row("Berlin goes back", "Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-25T02:00:00Z");
    row("Athens leaves three out", "Europe/Athens", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z");
    row("Athens has three twice", "Europe/Athens", "2026-10-25T12:00:00Z", "2026-10-25T00:00:00Z");
    row("Athens, between the two", "Europe/Athens", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z");
}

void TestCalendar::knowsWhenTheLastNightWas()
{
    QFETCH(const QString, zone);
    QFETCH(const QByteArray, now);
    QFETCH(const QByteArray, night);

    QCOMPARE(audit::toText(lastNight(at(now), zone)), audit::toText(at(night)));
}

void TestCalendar::beginsDaysWhereTheClockDoes()
{
    QCOMPARE(beginOfDay({2026, 3, 5}, u"Asia/Tokyo"_s), at("2026-03-04T15:00:00Z"));
    // In Beirut the day of the change begins at one.
    QCOMPARE(beginOfDay({2026, 3, 29}, u"Asia/Beirut"_s), at("2026-03-28T22:00:00Z"));
    QCOMPARE(dayAt(at("2026-03-04T15:00:00Z"), u"Asia/Tokyo"_s), QDate(2026, 3, 5));
    QCOMPARE(dayAt(at("2026-03-04T14:59:59.999999Z"), u"Asia/Tokyo"_s), QDate(2026, 3, 4));
}

void TestCalendar::goesFromMonthToMonth()
{
    const Month december{2025, 12};
    QCOMPARE(december.text(), u"2025-12"_s);
    QCOMPARE(december.next(), (Month{2026, 1}));
    QVERIFY(december < december.next());
    QCOMPARE(december.next().firstDay(), QDate(2026, 1, 1));
    QCOMPARE(Month::of({2026, 2, 28}), (Month{2026, 2}));
}

void TestCalendar::readsOnlyItsOwnWordsForMonths()
{
    QCOMPARE(Month::fromText(u"2026-03"), (Month{2026, 3}));
    for (const QString &text : {u""_s, u"2026"_s, u"2026-3"_s, u"2026-13"_s, u"2026-00"_s, u"2026-03-01"_s,
             u"../2026"_s, u" 2026-03"_s, u"２０２６-03"_s, u"-026-03"_s})
        QCOMPARE(Month::fromText(text), std::nullopt);
}

QTEST_GUILESS_MAIN(TestCalendar)

#include "tst_calendar.moc"
