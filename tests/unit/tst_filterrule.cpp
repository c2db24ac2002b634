// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/rule.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterRule : public QObject {
    Q_OBJECT

private slots:
    void judgesByTheDayOfTheEvent_data();
    void judgesByTheDayOfTheEvent();
    void judgesEventsOfManyDaysInTurn();
    void judgesOnTheDayWithoutThatTime_data();
    void judgesOnTheDayWithoutThatTime();
    void refusesWhatIsCountedBack_data();
    void refusesWhatIsCountedBack();
    void refusesWhatCannotBeReadOnEachDay_data();
    void refusesWhatCannotBeReadOnEachDay();
};

namespace {

/// Thursday, 5 March 2026.
Reading readOn(const char *zone = "Asia/Tokyo", QStringView now = u"2026-03-05T03:00:00Z")
{
    return {QTimeZone(zone), *timeFromText(now)};
}

Event at(const QString &time)
{
    return {.time = *timeFromText(time),
        .source = {},
        .user = u"taro"_s,
        .service = {},
        .module = {},
        .action = {},
        .complement = {}};
}

}

void TestFilterRule::judgesByTheDayOfTheEvent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QStringList>("others");
    const auto row = [](const char *text, const QStringList &wanted, const QStringList &others) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << wanted << others;
    };
    row("user:taro", {u"2026-03-05T03:00:00Z"_s, u"2031-01-01T00:00:00Z"_s}, {});
    row("time:today", {u"2026-03-05T03:00:00Z"_s, u"2026-03-06T03:00:00Z"_s, u"2031-01-01T00:00:00Z"_s}, {});
    // In Tokyo a Monday ends at 15:00 UTC.
    row("time:monday", {u"2026-03-09T14:59:59Z"_s, u"2026-03-16T00:00:00Z"_s},
        {u"2026-03-09T15:00:00Z"_s, u"2026-03-08T14:59:59Z"_s, u"2026-03-12T00:00:00Z"_s});
    row("-日時:(土曜日)", {u"2026-03-06T03:00:00Z"_s, u"2026-03-08T03:00:00Z"_s}, {u"2026-03-07T03:00:00Z"_s});
    row("since:22:00 or until:05:59", {u"2026-03-05T13:00:00Z"_s, u"2026-03-07T20:59:59Z"_s},
        {u"2026-03-05T12:59:59Z"_s, u"2026-03-07T21:00:00Z"_s});
    row("time:08:00..17:59", {u"2026-03-04T23:00:00Z"_s, u"2026-06-01T08:59:59Z"_s}, {u"2026-06-01T09:00:00Z"_s});
    row("since:2026-04-01", {u"2026-03-31T15:00:00Z"_s}, {u"2026-03-31T14:59:59Z"_s});
}

void TestFilterRule::judgesByTheDayOfTheEvent()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, wanted);
    QFETCH(const QStringList, others);
    const auto matcher = RuleMatcher::of(text, readOn());
    QVERIFY(matcher);
    for (const QString &time : wanted)
        QVERIFY2(matcher->matches(at(time)), qPrintable(time));
    for (const QString &time : others)
        QVERIFY2(!matcher->matches(at(time)), qPrintable(time));
}

void TestFilterRule::judgesEventsOfManyDaysInTurn()
{
    const auto matcher = RuleMatcher::of(u"time:monday"_s, readOn("UTC"));
    QVERIFY(matcher);
    const auto first = *timeFromText(u"2026-03-02T12:00:00Z"_s); // Monday
    for (int turn = 0; turn < 3; ++turn) {
        for (int day = 0; day < 100; ++day) {
            for (const int each : {day, 0, 99 - day}) {
                Event event = at(u"2026-03-02T12:00:00Z"_s);
                event.time = first + std::chrono::days(each);
                QCOMPARE(matcher->matches(event), each % 7 == 0);
            }
        }
    }
}

void TestFilterRule::judgesOnTheDayWithoutThatTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWanted");
    QTest::newRow("that minute") << u"time:02:30"_s << false;
    QTest::newRow("all but that minute") << u"-time:02:30"_s << true;
    QTest::newRow("from then on") << u"since:02:30"_s << true;
    QTest::newRow("until then") << u"until:02:30"_s << false;
    QTest::newRow("a range from then on") << u"time:02:30..04:00"_s << true;
    QTest::newRow("a range in it") << u"time:02:10..02:30"_s << false;
}

/// In Berlin the clock goes forward on 29 March 2026, from 02:00 to 03:00.
void TestFilterRule::judgesOnTheDayWithoutThatTime()
{
    QFETCH(const QString, text);
    for (const QStringView day : {u"2026-03-05T12:00:00Z", u"2026-03-29T12:00:00Z"}) {
        const auto matcher = RuleMatcher::of(text, readOn("Europe/Berlin", day));
        QVERIFY(matcher);
        QTEST(matcher->matches(at(u"2026-03-29T01:15:00Z"_s)), "isWanted");
    }
}

void TestFilterRule::refusesWhatIsCountedBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    const auto row
        = [](const char *text, int position) { QTest::addRow("%s", text) << QString::fromUtf8(text) << position; };
    row("until:now", 6);
    row("user:taro since:7d", 16);
    row("time>現在", 5);
    row("-time:yesterday", 6);
    row("time:\"yesterday 18:00\"", 5);
    row("time:一昨日", 5);
    row("time:2026-03-01..now", 5);
}

void TestFilterRule::refusesWhatIsCountedBack()
{
    QFETCH(const QString, text);
    const auto filter = parseRule(text, readOn());
    QVERIFY(!filter);
    QVERIFY(filter.error().error.is(messages::TimePasses));
    QTEST(int(filter.error().place.position), "position");
    QVERIFY(filter.error().wanted.empty());
}

void TestFilterRule::refusesWhatCannotBeReadOnEachDay_data()
{
    QTest::addColumn<QString>("now");
    for (int day = 2; day <= 8; ++day)
        QTest::addRow("%d March", day) << u"2026-03-0%1T03:00:00Z"_s.arg(day);
}

void TestFilterRule::refusesWhatCannotBeReadOnEachDay()
{
    QFETCH(const QString, now);
    const auto filter = parseRule(u"time:monday..friday", readOn("Asia/Tokyo", now));
    QVERIFY(!filter);
    QVERIFY(filter.error().error.is(messages::RangeBackwards));
}

QTEST_GUILESS_MAIN(TestFilterRule)
#include "tst_filterrule.moc"
